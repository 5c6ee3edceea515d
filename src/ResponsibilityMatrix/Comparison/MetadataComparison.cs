using System.Globalization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// Finds the differences between members of two documents other than controls, except the version and members that only editors use.
/// </summary>
internal static class MetadataComparison
{
    /// <summary>The name for all members that a later minor version of the format defines.</summary>
    public const string OfLaterFormat = "members of a later format";

    private const int MaxNamed = 6;

    /// <summary>The differences of each member, by its name in the format. A changed text is a difference of its own, with the old and the
    /// new text.</summary>
    public static IEnumerable<(string Member, bool IsInOld, bool IsInNew, Difference Difference)> Compare(Matrix old, Matrix now)
    {
        foreach (var member in Members)
            foreach (var (isInOld, isInNew, difference) in member.Compare(old, now))
                yield return (member.Name, isInOld, isInNew, difference);
    }

    private static readonly Member[] Members =
    [
        new TextMember("schemaVersion", matrix => matrix.SchemaVersion),
        new TextMember("id", matrix => matrix.Id),
        new TextMember("title", matrix => matrix.Title),
        new TextMember("language", matrix => matrix.Language),
        new TextMember("authoredBy", matrix => matrix.AuthoredBy),
        new TextMember("status", matrix => matrix.Status is { } status ? Words.Of(status) : null),
        new TextMember("published", matrix => Day(matrix.Published)),
        new TextMember("effective", matrix => Day(matrix.Effective)),
        new TextMember("reviewBy", matrix => Day(matrix.ReviewBy)),
        new TextMember("expires", matrix => Day(matrix.Expires)),
        new TextMember("supersedes", matrix => matrix.Supersedes is { } supersedes ? $"{supersedes.Id} {supersedes.Version}".Trim() : null),
        new TextMember("agreement", matrix => matrix.Agreement is { } agreement
            ? string.Join(", ", new[] { agreement.Reference, agreement.Clause, agreement.Title }.OfType<string>()) : null),
        new TextMember("defaults", matrix => matrix.Defaults is { } policy && (policy != DefaultsPolicy.None || matrix.Extends is not null)
            ? Words.Of(policy) : null),
        new TextMember("extends", matrix => matrix.Extends is { } @base
            ? string.Join(' ', new[] { @base.Id, @base.Version?.ToString(), @base.Digest }.OfType<string>()) : null),
        new TextMember("view", matrix => matrix.View?.Name),
        new ServiceMember(),
        new ListMember<Party>("parties", matrix => matrix.Parties, party => party.Id)
        {
            Texts = party => [("name", party.Name), ("legal name", party.LegalName)],
            WithoutTexts = party => party with { Name = "", LegalName = null },
        },
        new ListMember<Approval>("approvals", matrix => matrix.Approvals, approval => $"{approval.Party} on {Day(approval.Date)}"),
        new ListMember<Authorization>("authorizations", matrix => matrix.Authorizations,
            authorization => $"{authorization.Scheme} {authorization.Level}".Trim()),
        new ListMember<ServiceModel>("serviceModels", matrix => matrix.ServiceModels, model => model.Id)
            { Texts = model => [("title", model.Title)], WithoutTexts = model => model with { Title = "" } },
        new ListMember<Parameter>("parameters", matrix => matrix.Parameters, parameter => parameter.Id)
            { Texts = parameter => [("title", parameter.Title)], WithoutTexts = parameter => parameter with { Title = null } },
        new ListMember<CatalogScope>("catalogs", matrix => matrix.Catalogs, scope => $"{scope.Id}@{scope.Edition}"),
        new ListMember<ControlGroup>("groups", matrix => matrix.Groups, group => group.Id)
            { Texts = group => [("title", group.Title)], WithoutTexts = group => group with { Title = "" } },
        new ListMember<Upstream>("upstream", matrix => matrix.Upstreams, upstream => upstream.Id),
        new ListMember<Evidence>("evidence", matrix => matrix.Evidence, evidence => evidence.Id)
            { Texts = evidence => [("title", evidence.Title)], WithoutTexts = evidence => evidence with { Title = "" } },
        new ListMember<KeyValuePair<string,
            ValueMap<TranslatedText>>>("translations", matrix => Entries(matrix.Translations), entry => entry.Key)
            { Texts = entry => TextsOf(entry.Value), WithoutTexts = entry => new(entry.Key, default) },
        new ListMember<AcceptedFinding>("accepted", matrix => matrix.Accepted, accepted => accepted.Finding),
        new ListMember<KeyValuePair<string, JsonText>>("extensions", matrix => Entries(matrix.Extensions), entry => entry.Key),
        new ListMember<KeyValuePair<string, JsonText>>(OfLaterFormat, matrix => Entries(matrix.Unrecognized), entry => entry.Key),
    ];

    private static IEnumerable<(string Name, string? Text)> TextsOf(ValueMap<TranslatedText> texts) => texts
        .OrderBy(text => text.Key, StringComparer.Ordinal)
        .SelectMany(
            text =>
            new[] { ($"title of {text.Key}", text.Value.Title), ($"name of {text.Key}", text.Value.Name),
            ($"text of {text.Key}", text.Value.Text), ($"description of {text.Key}", text.Value.Description) });

    private static ValueList<KeyValuePair<string, T>> Entries<T>(ValueMap<T> map) =>
        map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToValueList();

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Difference Changed(string what, string? before = null, string? after = null) =>
        new() { Kind = ChangeKind.MetadataChanged, What = what, Before = before, After = after };

    /// <summary>A member of the document.</summary>
    private abstract class Member(string name)
    {
        public string Name { get; } = name;

        /// <summary>The differences, and whether each version has the member with a value other than the default.</summary>
        public abstract IEnumerable<(bool IsInOld, bool IsInNew, Difference Difference)> Compare(Matrix old, Matrix now);

        protected string What(bool isInOld, bool isInNew) => $"\"{Name}\" {(!isInOld ? "is new" : !isInNew ? "is gone" : "changed")}";
    }

    private sealed class TextMember(string name, Func<Matrix, string?> read) : Member(name)
    {
        public override IEnumerable<(bool IsInOld, bool IsInNew, Difference Difference)> Compare(Matrix old, Matrix now)
        {
            var (was, isNow) = (read(old), read(now));
            if (was != isNow)
                yield return (was is not null, isNow is not null, Changed(What(was is not null, isNow is not null), was, isNow));
        }
    }

    private sealed class ServiceMember() : Member("service")
    {
        public override IEnumerable<(bool IsInOld, bool IsInNew, Difference Difference)> Compare(Matrix old, Matrix now)
        {
            var (was, isNow) = (old.Service, now.Service);
            if (was == isNow) yield break;
            List<string> details = [];
            if (was.Id != isNow.Id) details.Add($"id {was.Id} → {isNow.Id}");
            if (was.Name != isNow.Name) details.Add($"name {was.Name} → {isNow.Name}");
            if (was.Provider != isNow.Provider) details.Add($"provider {was.Provider} → {isNow.Provider}");
            if (was.Customer != isNow.Customer) details.Add($"customer {was.Customer} → {isNow.Customer}");
            if (was.Models != isNow.Models)
                details.Add(
                    $"models {string.Join(", ", (IEnumerable<string>)was.Models)} → " +
                    $"{string.Join(", ", (IEnumerable<string>)isNow.Models)}");
            if (details.Count > 0) yield return (true, true, Changed($"{What(true, true)}: {string.Join("; ", details)}"));
            if (was.Description != isNow.Description)
                yield return (
                    true, true, Changed("the description of the service is worded differently", was.Description, isNow.Description));
        }
    }

    private sealed class ListMember<T>(string name, Func<Matrix, ValueList<T>> read, Func<T, string> id) : Member(name) where T : notnull
    {
        /// <summary>The texts of an item, in a fixed order or each with a unique name.</summary>
        public Func<T, IEnumerable<(string Name, string? Text)>>? Texts { get; init; }

        /// <summary>The item without its texts.</summary>
        public Func<T, T>? WithoutTexts { get; init; }

        public override IEnumerable<(bool IsInOld, bool IsInNew, Difference Difference)> Compare(Matrix old, Matrix now)
        {
            var (was, isNow) = (read(old), read(now));
            if (was == isNow) yield break;
            var (isInOld, isInNew) = (!was.IsEmpty, !isNow.IsEmpty);
            var (before, after) = (ById(was), ById(isNow));
            List<string> details = [];
            details.AddRange(before.Keys.Where(key => !after.ContainsKey(key)).Select(key => $"{key} is gone"));
            details.AddRange(after.Keys.Where(key => !before.ContainsKey(key)).Select(key => $"{key} comes"));
            List<Difference> texts = [];
            foreach (var (key, items) in after)
            {
                if (!before.TryGetValue(key, out var others) || others == items) continue;
                if (Texts is null || WithoutTexts is null || items.Count > 1 || others.Count > 1
                    || !EqualityComparer<T>.Default.Equals(WithoutTexts(others[0]), WithoutTexts(items[0]))) details.Add(
                    $"{key} is changed");
                if (Texts is not null) texts.AddRange(Compare(key, others[0], items[0]));
            }
            // A changed order is only reported if it matters which item comes first.
            if (details.Count == 0 && texts.Count == 0) details.Add("their order");
            if (details.Count > 0)
            {
                var more = details.Count > MaxNamed ? $" and {details.Count - MaxNamed} more" : "";
                yield return (
                    isInOld, isInNew, Changed($"{What(isInOld, isInNew)}: {string.Join(", ", details.Take(MaxNamed))}{more}"));
            }
            foreach (var text in texts) yield return (isInOld, isInNew, text);
        }

        private IEnumerable<Difference> Compare(string key, T old, T now)
        {
            var was = Texts!(old).ToDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal);
            var isNow = Texts(now).ToDictionary(text => text.Name, text => text.Text, StringComparer.Ordinal);
            return isNow.Keys.Union(was.Keys)
                .Where(text => was.GetValueOrDefault(text) != isNow.GetValueOrDefault(text))
                .Select(
                    text =>
                    Changed($"the {text} in \"{Name}\" is worded differently ({key})", was.GetValueOrDefault(text),
                    isNow.GetValueOrDefault(text)));
        }

        private Dictionary<string, ValueList<T>> ById(ValueList<T> items) =>
            ((IEnumerable<T>)items).GroupBy(id, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToValueList(), StringComparer.Ordinal);
    }
}
