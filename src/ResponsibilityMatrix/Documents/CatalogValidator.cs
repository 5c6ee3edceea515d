using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Documents;

/// <summary>
/// Validates a catalog on its own: ids of controls, groups and baselines are unique; parents, replacements and controls of baselines exist;
/// there are no cycles. Thread-safe.
/// </summary>
internal static class CatalogValidator
{
    /// <summary>Validates a catalog. Returns every finding, including those of reading.</summary>
    /// <param name="source">The result of reading the catalog.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<Catalog> source, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Partial is not { } catalog) return source.Diagnostics;
        var diagnostics = new FindingList(limits ?? Limits.Default);
        diagnostics.AddRange(source.Diagnostics);
        diagnostics.AddRange(Validate(catalog, source.PlaceOf, limits));
        return diagnostics.ToValueList();
    }

    internal static ValueList<Diagnostic> Validate(Catalog catalog, Func<string, Place> placeOf, Limits? limits = null)
    {
        var diagnostics = new FindingList(limits ?? Limits.Default);
        Suggestions suggestions = new();
        var index = CatalogIndex.Of(catalog);
        var controls = catalog.Controls;
        var parents = new int[controls.Count];
        for (var i = 0; i < parents.Length; i++)
        {
            var control = controls[i];
            if (index.Keys[i] is { RunCount: > 0 } key && index.Find(key) is var first && first != i)
                Report(ReferenceDescriptors.DuplicateId, $"/controls/{i}/id",
                    $"\"{control.Id}\" and \"{controls[first].Id}\" are one control id in {catalog.Identity}.", i);
            parents[i] = -1;
            if (control.Parent is { } parent && ControlKey.TryParse(parent, out _))
            {
                parents[i] = index.Position(parent);
                if (parents[i] < 0) ReportUnknown(parent, $"/controls/{i}/parent", i, " A parent is a control of the same catalog.");
            }
            for (var j = 0; j < control.ReplacedBy.Count; j++) Look(control.ReplacedBy[j], $"/controls/{i}/replacedBy/{j}", i);
        }
        CheckCircles(
            parents, at =>
            Report(ReferenceDescriptors.ParentCycle, $"/controls/{at}/parent",
            $"\"{controls[at].Id}\" is, over its parents, a part of itself.", at));
        CheckGroups();
        CheckBaselines();
        return diagnostics.ToValueList();

        void CheckGroups()
        {
            Dictionary<string, int> seen = new(StringComparer.Ordinal);
            for (var i = 0; i < catalog.Groups.Count; i++)
                if (catalog.Groups[i].Id is { Length: > 0 } id && !seen.TryAdd(id, i))
                    Report(ReferenceDescriptors.DuplicateId, $"/groups/{i}/id",
                        $"The group id \"{id}\" occurs twice in {catalog.Identity}.");
            var above = new int[catalog.Groups.Count];
            for (var i = 0; i < above.Length; i++)
            {
                above[i] = -1;
                if (catalog.Groups[i].Parent is not { Length: > 0 } parent) continue;
                if (seen.TryGetValue(parent, out above[i])) continue;
                above[i] = -1;
                Report(ReferenceDescriptors.UnknownReference, $"/groups/{i}/parent",
                    $"There is no group \"{parent}\" in {catalog.Identity}.{suggestions.For(parent, seen.Keys)}");
            }
            CheckCircles(
                above, at =>
                Report(ReferenceDescriptors.ParentCycle, $"/groups/{at}/parent",
                $"The group \"{catalog.Groups[at].Id}\" is, over its parents, a part of itself."));
        }

        void CheckBaselines()
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            for (var i = 0; i < catalog.Baselines.Count; i++)
            {
                var baseline = catalog.Baselines[i];
                if (baseline.Id.Length > 0 && !seen.Add(baseline.Id))
                    Report(ReferenceDescriptors.DuplicateId, $"/baselines/{i}/id",
                        $"The baseline id \"{baseline.Id}\" occurs twice in {catalog.Identity}.");
                for (var j = 0; j < baseline.Controls.Count; j++)
                {
                    var pointer = $"/baselines/{i}/controls/{j}";
                    if (Look(baseline.Controls[j], pointer) is { IsWithdrawn: true } withdrawn)
                        Report(ReferenceDescriptors.Withdrawn, pointer, $"{Withdrawals.Sentence(catalog, withdrawn)}");
                }
            }
        }

        Control? Look(string id, string pointer, int control = -1)
        {
            if (!ControlKey.TryParse(id, out var key)) return null;
            var at = index.Find(key);
            if (at < 0) ReportUnknown(id, pointer, control);
            return at < 0 ? null : controls[at];
        }

        void ReportUnknown(string id, string pointer, int control, string hint = "") =>
            Report(ReferenceDescriptors.UnknownControl, pointer,
                $"There is no control \"{id}\" in {catalog.Identity}.{hint}{suggestions.For(id, controls.Select(known => known.Id))}",
                control);

        void Report(DiagnosticDescriptor descriptor, string pointer, FindingMessage message, int control = -1) =>
            diagnostics.Add(
                Diagnostic.Of(descriptor, message, placeOf(pointer)) with
                { Control = control < 0 ? null : controls[control].Id, Catalog = control < 0 ? null : catalog.Identity });
    }

    // Each cycle is reported once, at its first member.
    private static void CheckCircles(int[] parents, Action<int> report)
    {
        var states = new byte[parents.Length];
        List<int> path = [];
        for (var i = 0; i < parents.Length; i++)
        {
            path.Clear();
            var at = i;
            for (; at >= 0 && states[at] == 0; at = parents[at])
            {
                states[at] = 1;
                path.Add(at);
            }
            if (at >= 0 && states[at] == 1) report(at);
            foreach (var step in path) states[step] = 2;
        }
    }
}
