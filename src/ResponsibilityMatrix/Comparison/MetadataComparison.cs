using System.Globalization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// In which members outside controls two documents differ. The version itself is no such member, and neither is what only editors use.
/// </summary>
internal static class MetadataComparison
{
    /// <summary>What stands for members that a later minor version of the format knows, wherever they are.</summary>
    public const string OfLaterFormat = "members of a later format";

    private const int MostNamed = 6;

    /// <summary>Each member that changed, with the change; the member's name is that of the format.</summary>
    public static IEnumerable<(string Member, bool IsInOld, bool IsInNew, Difference Difference)> Compare(Matrix old, Matrix now)
    {
        foreach (var (member, read, tell) in Members)
        {
            var (was, isNow) = (read(old), read(now));
            if (Equals(was, isNow)) continue;
            var (before, after, details) = tell(was, isNow);
            yield return (member, was is not null, isNow is not null, new Difference
            {
                Kind = ChangeKind.MetadataChanged,
                What = $"\"{member}\" {(was is null ? "is new" : isNow is null ? "is gone" : "changed")}{(details.Length > 0 ? $": {details}" : "")}",
                Before = before,
                After = after,
            });
        }
    }

    // Null stands for a member that is not there, or as if it were not.
    private static readonly (string Member, Func<Matrix, object?> Read, Func<object?, object?, (string? Before, string? After, string Details)> Tell)[] Members =
    [
        Word("schemaVersion", matrix => matrix.SchemaVersion),
        Word("id", matrix => matrix.Id),
        Word("title", matrix => matrix.Title),
        Word("language", matrix => matrix.Language),
        Word("authoredBy", matrix => matrix.AuthoredBy),
        Word("status", matrix => matrix.Status is { } status ? Words.Of(status) : null),
        Word("published", matrix => Day(matrix.Published)),
        Word("effective", matrix => Day(matrix.Effective)),
        Word("reviewBy", matrix => Day(matrix.ReviewBy)),
        Word("expires", matrix => Day(matrix.Expires)),
        Word("supersedes", matrix => matrix.Supersedes is { } supersedes ? $"{supersedes.Id} {supersedes.Version}".Trim() : null),
        Word("agreement", matrix => matrix.Agreement is { } agreement ? string.Join(", ", new[] { agreement.Reference, agreement.Clause, agreement.Title }.OfType<string>()) : null),
        Word("defaults", matrix => matrix.Defaults is { } policy && (policy != DefaultsPolicy.None || matrix.Extends is not null) ? Words.Of(policy) : null),
        Word("extends", matrix => matrix.Extends is { } @base ? string.Join(' ', new[] { @base.Id, @base.Version?.ToString(), @base.Digest }.OfType<string>()) : null),
        ("service", matrix => matrix.Service, (was, isNow) => (null, null, ServiceDetails((Service)was!, (Service)isNow!))),
        Items("parties", matrix => matrix.Parties, party => party.Id),
        Items("approvals", matrix => matrix.Approvals, approval => $"{approval.Party} on {Day(approval.Date)}"),
        Items("serviceModels", matrix => matrix.ServiceModels, model => model.Id),
        Items("parameters", matrix => matrix.Parameters, parameter => parameter.Id),
        Items("catalogs", matrix => matrix.Catalogs, scope => $"{scope.Id}@{scope.Edition}"),
        Items("upstream", matrix => matrix.Upstream, upstream => upstream.Id),
        Items("evidence", matrix => matrix.Evidence, evidence => evidence.Id),
        Items("translations", matrix => Entries(matrix.Translations), entry => entry.Key),
        Items("accepted", matrix => matrix.Accepted, accepted => accepted.Finding),
        Items("extensions", matrix => Entries(matrix.Extensions), entry => entry.Key),
        Items(OfLaterFormat, matrix => Entries(matrix.Unrecognized), entry => entry.Key),
    ];

    private static (string, Func<Matrix, object?>, Func<object?, object?, (string?, string?, string)>) Word(string member, Func<Matrix, string?> read) =>
        (member, read, (was, isNow) => ((string?)was, (string?)isNow, ""));

    // An order alone says nothing, except where the first of several counts; then it is told as a change too.
    private static (string, Func<Matrix, object?>, Func<object?, object?, (string?, string?, string)>) Items<T>(string member, Func<Matrix, ValueList<T>> read, Func<T, string> id) where T : notnull =>
        (member, matrix => read(matrix) is { IsEmpty: false } items ? items : null, (was, isNow) => (null, null, ItemDetails(was is ValueList<T> old ? old : [], isNow is ValueList<T> now ? now : [], id)));

    private static string ItemDetails<T>(ValueList<T> old, ValueList<T> now, Func<T, string> id) where T : notnull
    {
        var (was, isNow) = (ById(old), ById(now));
        List<string> came = [.. isNow.Keys.Where(key => !was.ContainsKey(key)).Select(key => $"{key} comes")];
        List<string> went = [.. was.Keys.Where(key => !isNow.ContainsKey(key)).Select(key => $"{key} is gone")];
        List<string> other = [.. isNow.Where(entry => was.TryGetValue(entry.Key, out var before) && before != entry.Value).Select(entry => $"{entry.Key} is changed")];
        List<string> all = [.. went, .. came, .. other];
        return all.Count == 0 ? "their order" : string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");

        Dictionary<string, ValueList<T>> ById(ValueList<T> items) =>
            ((IEnumerable<T>)items).GroupBy(id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToValueList(), StringComparer.Ordinal);
    }

    private static string ServiceDetails(Service was, Service now)
    {
        List<string> details = [];
        if (was.Id != now.Id) details.Add($"id {was.Id} → {now.Id}");
        if (was.Name != now.Name) details.Add($"name {was.Name} → {now.Name}");
        if (was.Provider != now.Provider) details.Add($"provider {was.Provider} → {now.Provider}");
        if (was.Customer != now.Customer) details.Add($"customer {was.Customer} → {now.Customer}");
        if (was.Models != now.Models) details.Add($"models {string.Join(", ", (IEnumerable<string>)was.Models)} → {string.Join(", ", (IEnumerable<string>)now.Models)}");
        if (was.Description != now.Description) details.Add("description");
        return string.Join("; ", details);
    }

    private static ValueList<KeyValuePair<string, T>> Entries<T>(ValueMap<T> map) => map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToValueList();

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
