using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1008: selector matches nothing.</summary>
internal sealed class MatchesNothing : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM1008",
        Title = "Selector matches nothing",
        DefaultSeverity = Severity.Warning,
        Why = "Somebody meant to say something of a control, and it is said of none.",
        HowToFix = "Correct the selector, or bring the controls into scope.",
    };

    public void Check(DocumentCase document, ReadOnlySpan<bool> matching)
    {
        var space = document.Engine.Space;
        if (space.HasUnknownCatalog || !document.IsComplete) return;
        var assignments = document.Matrix.Assignments;
        var number = 0;
        for (var i = 0; i < assignments.Count; i++)
        {
            for (var j = 0; j < assignments[i].Controls.Count; j++)
            {
                var selector = assignments[i].Controls[j];
                if (matching[number++] || selector.Kind == SelectorKind.None || IsReportedOtherwise(space, space.Read(selector, 0)))
                    continue;
                document.Report(this, $"/assignments/{i}/controls/{j}",
                    $"\"{selector}\" matches no control in the scope of this " +
                    $"document.{Suggest(document, selector, space.PartsNamedBy(selector, 0))}");
            }
        }
        var others = document.SelectorsOutsideAssignments().Where(
            found => found.Selector.Kind != SelectorKind.None && !IsReportedOtherwise(space, space.Read(found.Selector, 0))).ToList();
        if (others.Count > 0 && FindMatching(document, 0, space.Count, space.IsInScope, others.ConvertAll(found => found.Selector)) is
            { } areMatching)
        {
            for (var i = 0; i < others.Count; i++)
                if (!areMatching[i])
                    document.Report(
                        this, others[i].Spot.ToString(),
                        $"\"{others[i].Selector}\" matches no control in the scope of this " +
                        $"document.{Suggest(document, others[i].Selector, space.PartsNamedBy(others[i].Selector, 0))}");
        }
        foreach (var (scope, at, part) in document.Scopes())
        {
            if (part is null) continue;
            var patterns = DocumentCase.SelectorsOf(scope, at)
                .Where(found => found.Selector.Kind is SelectorKind.Prefix or SelectorKind.Group or SelectorKind.Baseline).ToList();
            if (FindMatching(document, part.Start, part.Count, node => !space.IsWithdrawn(node),
                patterns.ConvertAll(found => found.Selector)) is not { } isMatching) continue;
            for (var i = 0; i < patterns.Count; i++)
                if (!isMatching[i])
                    document.Report(
                        this, patterns[i].Pointer,
                        $"\"{patterns[i].Selector}\" matches no control of " +
                        $"{part.Index.Catalog.Identity}.{Suggest(document, patterns[i].Selector, [part])}");
        }
    }

    // Unknown or ambiguous references, unknown catalogs and withdrawn controls have findings of their own.
    private static bool IsReportedOtherwise(ControlSpace space, Selector selector) =>
        selector.Kind == SelectorKind.Control ? space.Find(selector, 0, out var node) != ReferenceOutcome.Found || space.IsWithdrawn(node)
        : selector.CatalogId is not null && !space.Parts.Any(part => part.Matches(selector));

    private static Suggestion Suggest(
        DocumentCase document, Selector selector, IEnumerable<ControlSpace.Part> parts) => selector.Kind switch
        {
            SelectorKind.Group =>
                document.Suggestions.For(selector.Body, parts.SelectMany(part => part.Index.Catalog.Groups).Select(group => group.Id)),
            SelectorKind.Baseline =>
                document.Suggestions.For(
                    selector.Body, parts.SelectMany(part => part.Index.Catalog.Baselines).Select(baseline => baseline.Id)),
            _ => default,
        };

    // Which selectors match any of the given controls; null if the search would exceed the budget.
    private static bool[]? FindMatching(DocumentCase document, int start, int count, Func<int, bool> isLookedAt, List<Selector> selectors)
    {
        var isMatching = new bool[selectors.Count];
        if (selectors.Count == 0) return isMatching;
        var space = document.Engine.Space;
        var table = new SelectorTable(space, 0);
        for (var i = 0; i < selectors.Count; i++) table.Add(i, 0, selectors[i]);
        var query = document.Engine.CreateQuery(document.Token);
        for (var node = start; node < start + count; node++)
        {
            if (!isLookedAt(node)) continue;
            query.Matches.Clear();
            table.Collect(node, query.Matches);
            if (!query.Take(query.Matches.Count)) return null;
            foreach (var match in query.Matches) isMatching[match.Owner] = true;
        }
        return isMatching;
    }
}
