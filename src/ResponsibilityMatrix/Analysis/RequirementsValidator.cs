using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Validates a set of requirements: rule ids are unique, catalogs and controls exist, and metrics are known.
/// Thread-safe.</summary>
internal static class RequirementsValidator
{
    /// <summary>Validates a set. Returns every finding, including those of reading.</summary>
    /// <param name="source">The result of reading the set.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<RequirementSet> source, ResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Partial is not { } set) return source.Diagnostics;
        options ??= ResolverOptions.Default;
        var documents = options.Documents;
        var diagnostics = new FindingList(options.Limits);
        diagnostics.AddRange(source.Diagnostics);
        var terms = CommitmentTerms.With(options.Metrics, options.Units);
        Suggestions suggestions = new();
        var catalogs = documents.CatalogDocuments.ToLookup(catalog => catalog.Id, StringComparer.Ordinal);
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (var i = 0; i < set.Rules.Count; i++)
        {
            var rule = set.Rules[i];
            if (rule.Id.Length > 0 && !ids.Add(rule.Id))
                Report<DuplicateId>(
                    $"/rules/{i}/id", $"The rule id \"{rule.Id}\" occurs twice in this set. Give one of the rules another.");
            for (var j = 0; j < rule.Controls.Count; j++) Check(rule.Controls[j], $"/rules/{i}/controls/{j}");
            if (rule.Require.Commitment is { Metric.Length: > 0 } commitment) CheckCommitment(commitment, $"/rules/{i}/require/commitment");
        }
        return diagnostics.ToValueList();

        void CheckCommitment(RequiredCommitment wanted, string pointer)
        {
            if (wanted.Unit.Length > 0 && terms.FindUnit(wanted.Unit) is null && !wanted.Unit.Contains('.', StringComparison.Ordinal))
            {
                Report<WrongTarget>(
                    $"{pointer}/unit",
                    $"There is no unit \"{wanted.Unit}\", so that no commitment can meet the " +
                    $"rule.{suggestions.For(wanted.Unit, terms.Units.Select(unit => unit.Id))}");
                return;
            }
            if (terms.FindMetric(wanted.Metric) is not { } metric)
            {
                if (terms.FindMisspelled(wanted.Metric) is { } meant)
                {
                    Report<MisspelledMetric>($"{pointer}/metric", MisspelledMetric.Message(wanted.Metric, meant));
                    return;
                }
                diagnostics.Add(
                    Diagnostic.Of(
                    new UnknownReference().Descriptor,
                    $"\"{wanted.Metric}\" is none of the known metrics, so that only a commitment of exactly that name meets the " +
                    $"rule.{suggestions.For(wanted.Metric, terms.Metrics.Select(known => known.Id))}",
                    source.PlaceOf($"{pointer}/metric")) with
                    { Severity = Severity.Warning });
                return;
            }
            if (wanted.Unit.Length > 0 && !terms.Fits(metric, wanted.Unit))
                Report<WrongTarget>(
                    $"{pointer}/unit",
                    $"{metric.Id} is measured in {terms.UnitsOf(metric)}, not in {wanted.Unit}: no commitment can meet the rule.");
            if (metric.Operator == TargetOperator.AtMost ? wanted.AtLeast is not null : wanted.AtMost is not null)
                Report<WrongTarget>($"{pointer}/{(metric.Operator == TargetOperator.AtMost ? "atLeast" : "atMost")}",
                    $"{metric.Id} is committed to as {Words.Of(metric.Operator)}: ask for that bound.");
        }

        void Check(in Selector selector, string pointer)
        {
            if (selector.CatalogId is not { } id || id == Catalog.Local) return;
            var edition = selector.Edition;
            List<Catalog> named =
                [.. catalogs[id].Where(known => edition is null || known.Edition == edition).Select(known => known.Catalog)];
            if (named.Count == 0)
            {
                var identities = documents.CatalogDocuments.Select(catalog => edition is null ? catalog.Id : catalog.Identity);
                var name = edition is null ? id : $"{id}@{edition}";
                Report<UnknownCatalog>(
                    pointer,
                    $"The catalog {name} is not among the documents at hand. Give it " +
                    $"too.{suggestions.For(name, identities)}");
            }
            else if (selector.Kind == SelectorKind.Control)
            {
                var key = selector.Key;
                var indexes = named.ConvertAll(CatalogIndex.Of);
                var found = indexes.FindAll(index => index.Find(key) >= 0);
                if (found.Count == 0)
                    Report<UnknownControl>(
                        pointer,
                        $"There is no control \"{selector.Body}\" in " +
                        $"{named[0].Identity}.{CatalogIndex.Suggest(selector, indexes, suggestions)}");
                else if (found.TrueForAll(index => index.Catalog.Controls[index.Find(key)].IsWithdrawn))
                    diagnostics.Add(
                        Diagnostic.Of(ReferenceDescriptors.Withdrawn,
                        Withdrawals.Sentence(found[0].Catalog, found[0].Catalog.Controls[found[0].Find(key)]), source.PlaceOf(pointer)));
            }
        }

        void Report<T>(string pointer, FindingMessage message) where T : Rule, new() =>
            diagnostics.Add(Diagnostic.Of(new T().Descriptor, message, source.PlaceOf(pointer)));
    }
}
