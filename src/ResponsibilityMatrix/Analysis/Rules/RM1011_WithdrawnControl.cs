using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1011: withdrawn control.</summary>
internal sealed class WithdrawnControl : DocumentRule
{
    public override DiagnosticDescriptor Descriptor => ReferenceDescriptors.Withdrawn;

    public override void Check(DocumentCase document)
    {
        var space = document.Engine.Space;
        // A document refers to many controls, and few catalogs have a withdrawn one.
        var references = space.HasWithdrawn ? document.References() : [];
        foreach (var (reference, spot) in references)
        {
            if (space.Find(reference, 0, out var node) != ReferenceOutcome.Found || !space.IsWithdrawn(node)) continue;
            document.Report(this, spot.ToString(), space.WithdrawnSentence(node));
        }
        foreach (var (scope, at, part) in document.Scopes())
        {
            if (part is null) continue;
            foreach (var (selector, pointer) in DocumentCase.SelectorsOf(scope, at))
                if (selector.Kind == SelectorKind.Control && part.Matches(selector) && part.Index.Find(selector.Key) is >= 0 and var found
                    && space.IsWithdrawn(part.Start + found)) document.Report(this, pointer, space.WithdrawnSentence(part.Start + found));
        }
        foreach (var (reference, owner) in document.MappedControls())
        {
            // The control may be from any available catalog, in scope or not.
            if (space.Find(reference, 0, out var node) == ReferenceOutcome.Found)
            {
                if (space.IsWithdrawn(node)) document.Report(this, $"{owner}/control", space.WithdrawnSentence(node));
                continue;
            }
            foreach (var catalog in document.CatalogsNamedBy(reference))
                if (CatalogIndex.Of(catalog).Find(reference.Key) is >= 0 and var at && catalog.Controls[at].IsWithdrawn)
                    document.Report(this, $"{owner}/control", Withdrawals.Sentence(catalog, catalog.Controls[at]));
        }
    }
}
