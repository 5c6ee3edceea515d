using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2007: assignment never applies.</summary>
internal sealed class NeverApplies : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2007",
        Title = "Assignment never applies",
        DefaultSeverity = Severity.Warning,
        Why = "Whoever wrote it believes that it counts.",
        HowToFix = "Take it out, or make it more specific than the one that overrides it.",
    };

    public void Check(DocumentCase document, IEnumerable<CompiledAssignment> neverDecisive, bool isEverythingTried)
    {
        if (!isEverythingTried || !document.IsComplete) return;
        foreach (var assignment in neverDecisive)
            if (!assignment.When.IsNever || assignment.Source.When.Parameters.Keys.All(id => document.Engine.Parameters.TryFind(id, out _)))
                document.Report(
                    this, assignment.Pointer, "This assignment never applies: wherever it could, better ones decide, in every context.");
    }
}
