using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The findings that the author of a matrix accepts.</summary>
internal static class AcceptedFindings
{
    /// <summary>Marks the findings that the matrix accepts on a day. Errors cannot be accepted; a finding without a control is accepted only where no controls are named.</summary>
    public static IEnumerable<Diagnostic> Mark(Engine engine, List<Diagnostic> diagnostics, DateOnly asOf)
    {
        var accepted = engine.Effective.Matrix.Accepted;
        if (accepted.IsEmpty) return diagnostics;
        var table = new SelectorTable(engine.Space, 0);
        for (var i = 0; i < accepted.Count; i++) table.Add(i, accepted[i].Controls);
        List<SelectorMatch> matches = [];
        return diagnostics.Select(diagnostic =>
        {
            if (diagnostic.Severity == Severity.Error) return diagnostic;
            matches.Clear();
            if (diagnostic is { Catalog: { } catalog, Control: { } control } && engine.Space.Parts.FirstOrDefault(part => part.Index.Catalog.Identity == catalog) is { } part
                && ControlKey.TryParse(control, out var key) && part.Index.Find(key) is >= 0 and var at) table.Collect(part.Start + at, matches);
            for (var i = 0; i < accepted.Count; i++)
            {
                if (accepted[i].Finding != diagnostic.Id || accepted[i].Until < asOf) continue;
                if (accepted[i].Controls.IsEmpty || matches.Exists(match => match.Owner == i)) return diagnostic with { AcceptedReason = accepted[i].Reason };
            }
            return diagnostic;
        });
    }
}
