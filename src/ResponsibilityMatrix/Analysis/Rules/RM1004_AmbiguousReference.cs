using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1004: ambiguous reference.</summary>
internal sealed class AmbiguousReference : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM1004",
        Title = "Ambiguous reference",
        DefaultSeverity = Severity.Error,
        Why = "Two readers would look the control up in two catalogs.",
        HowToFix = "Write the catalog, or its short name (`as`), before the id, such as iso-27017:6.3.1 or local:6.3.1.",
    };

    public override void Check(DocumentCase document)
    {
        var space = document.Engine.Space;
        foreach (var (reference, spot, outcome) in document.Unresolved)
        {
            if (outcome != ReferenceOutcome.Ambiguous) continue;
            // A bare id of a row's parent means a row if there is one.
            if (spot.Member == DocumentCase.ParentMember && reference.CatalogId is null && space.Local.Index.Find(reference.Key) >= 0)
                continue;
            document.Report(
                this, spot.ToString(), $"\"{reference}\" is a control of several catalogs: write {space.ChoicesInWords(reference, 0)}.");
        }
    }
}
