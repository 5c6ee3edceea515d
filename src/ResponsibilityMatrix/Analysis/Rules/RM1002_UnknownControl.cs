using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1002: unknown control.</summary>
internal sealed class UnknownControl : DocumentRule
{
    public override DiagnosticDescriptor Descriptor => ReferenceDescriptors.UnknownControl;

    public override void Check(DocumentCase document)
    {
        var space = document.Engine.Space;
        foreach (var (reference, spot, outcome) in document.Unresolved)
        {
            if (outcome != ReferenceOutcome.UnknownControl) continue;
            // A missing catalog, or a base, may contain it.
            if (reference.CatalogId is null && (space.HasUnknownCatalog || !document.IsComplete)) continue;
            if (reference.CatalogId == Catalog.Local && !document.IsComplete) continue;
            document.Report(
                this, spot.ToString(),
                $"There is no control \"{reference}\" in the catalogs of this " +
                $"document.{Suggest(document, reference, isSelector: spot.Member != DocumentCase.ParentMember)}");
        }
        foreach (var (reference, owner) in document.MappedControls())
        {
            var isUnknown = reference.CatalogId is null or Catalog.Local
                ? space.Find(reference, 0, out _) == ReferenceOutcome.UnknownControl && !space.HasUnknownCatalog && document.IsComplete
                : document.CatalogsNamedBy(reference).Any()
                    && !document.CatalogsNamedBy(reference).Any(catalog => CatalogIndex.Of(catalog).Find(reference.Key) >= 0);
            if (isUnknown)
                document.Report(
                    this, $"{owner}/control", $"There is no control \"{reference}\".{Suggest(document, reference, isSelector: false)}");
        }
        foreach (var (scope, at, part) in document.Scopes())
        {
            if (part is null) continue;
            foreach (var (selector, pointer) in DocumentCase.SelectorsOf(scope, at))
                if (selector.Kind == SelectorKind.Control && (!part.Matches(selector) || part.Index.Find(selector.Key) < 0))
                    document.Report(
                        this, pointer,
                        $"{part.Index.Catalog.Identity} has no control " +
                        $"\"{selector}\".{CatalogIndex.Suggest(selector, [part.Index], document.Suggestions)}");
        }
    }

    // Suggest a group only where several controls are allowed.
    private static Suggestion Suggest(DocumentCase document, Selector reference, bool isSelector)
    {
        var catalogs = document.Engine.Space.PartsNamedBy(reference, 0).Select(part => part.Index);
        return isSelector ? CatalogIndex.Suggest(reference, catalogs, document.Suggestions)
            : document.Suggestions.For(reference.Body, catalogs.SelectMany(index => index.Catalog.Controls.Select(control => control.Id)));
    }
}
