using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2006: unassigned control.</summary>
internal sealed class Unassigned : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2006",
        Title = "Unassigned control",
        DefaultSeverity = Severity.Warning,
        Why = "A control in scope of which nothing is said will be done by nobody.",
        HowToFix = "Assign it, mark it notApplicable or notDetermined with a reason, or take it out of scope.",
    };

    public override void Check(AnswerCase answer)
    {
        if (answer.HasOwnRowsBelow || answer.Decision.IsConflict || answer.Outcome is { State: not ControlState.Unassigned }) return;
        if (answer.Applied is not null) answer.Report(this, $"{answer.Control.Id} is unassigned: none of its duties counts");
        else answer.Report(this, PlaceOf(answer), $"{answer.Control.Id} is in scope, and nobody is assigned to it");
    }

    private static string PlaceOf(AnswerCase answer)
    {
        var matrix = answer.Engine.Effective.Matrix;
        var part = answer.Engine.Space.PartOf(answer.Node);
        if (answer.Engine.Space.IsRow(answer.Node))
            return answer.Engine.Space.PlaceOfRow(answer.Node) is >= 0 and var row ? DocumentCase.At("/controls", row) : "/extends";
        for (var i = 0; i < matrix.Catalogs.Count; i++)
            if (matrix.Catalogs[i].Id == part.Index.Catalog.Id && matrix.Catalogs[i].Edition == part.Index.Catalog.Edition)
                return DocumentCase.At("/catalogs", i);
        return "/extends";
    }
}
