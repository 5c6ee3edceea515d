using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>The reasons of an answer in sentences.</summary>
/// <param name="whole">The answers of the matrix.</param>
/// <param name="resolver">The resolver that gave them.</param>
/// <param name="hasFolders">Whether places are named with the folders of files, which concern nobody but who reads them there.</param>
internal sealed class ReasonText(ResolvedMatrix whole, Resolver resolver, bool hasFolders = true)
{
    private readonly Dictionary<string, MatrixDocument> _documents = resolver.Levels.DistinctBy(document => document.Name)
        .ToDictionary(document => document.Name);

    private readonly ILookup<(string Catalog, string? Parent), ResolvedControl> _parts =
        whole.Controls.ToLookup(control => (control.Catalog, control.Parent));

    /// <summary>The sentences; those about parts begin with a bullet.</summary>
    public IEnumerable<string> Sentences(ResolvedControl answer)
    {
        if (answer.Because.IsEmpty) yield return "No assignment matches it, and there are no defaults to fall back on.";
        var layers = answer.Because.OfType<LayerReason>().ToList();
        if (layers.Count > 0)
            yield return $"No assignment speaks of it, so the service model {whole.Context.ServiceModel} decides by layer: " +
                $"{AnswerText.And(layers.Select(layer => $"{layer.Selector} is {OwnerOf(layer)}"))}.";
        var children = answer.Because.OfType<ChildReason>().ToList();
        if (children.Count > 0)
        {
            yield return children.Count == 1 ? "It is made up of one part:" : $"It is made up of {children.Count} parts:";
            foreach (var child in children) yield return $"• {Part(answer, child.Selector)}";
        }
        foreach (var reason in answer.Because.OfType<AssignmentReason>()) yield return Sentence(reason);
        if (answer.Omitted > 0) yield return $"{answer.Omitted} more assignments that were overridden are not listed.";
    }

    private string Part(ResolvedControl answer, string id)
    {
        // Of a part, the answer is asked within the control: two catalogs may have one id.
        if (id == answer.Control) return $"{id} itself, as the assignments below say";
        var part = _parts[(answer.Catalog, answer.Control)].FirstOrDefault(control => control.Control == id)
            ?? whole.Controls.FirstOrDefault(control => control.Control == id && control.Parent == answer.Control);
        return part is null ? id : $"{id} {part.Title}: {AnswerText.State(part)}";
    }

    private string Sentence(AssignmentReason reason)
    {
        var condition = Assignment(reason) is { When: { IsAlways: false } when } ? $" where {when}" : "";
        var what = $"{Where(reason)}, by its selector \"{reason.Selector}\"{condition},";
        return reason.Outcome switch
        {
            ReasonOutcome.Applied => $"{Capital(what)} decides.",
            ReasonOutcome.Duplicate => $"{Capital(what)} says the same with equal weight; one of the two can go.",
            ReasonOutcome.Conflicting => $"{Capital(what)} says something else than the others, with equal weight.",
            _ => $"{Capital(what)} was overridden by {Short(reason.By!)}, {reason.Rule switch
            {
                OverrideRule.Level => "which stands in a nearer document",
                OverrideRule.Selector => "whose selector is nearer to the control",
                _ => "whose condition is narrower",
            }}.",
        };
    }

    private string Where(AssignmentReason reason)
    {
        var place = _documents.GetValueOrDefault(reason.Document)?.PlaceOf(reason.Pointer);
        var where = place?.Line is { } line ? $"the assignment at {FileOf(place)}:{line}" : $"the assignment {reason.Pointer}";
        return reason.Level == 0 ? where : $"{where} of the base {reason.Document}";
    }

    private string Short(string reference)
    {
        var at = reference.LastIndexOf('#');
        return _documents.GetValueOrDefault(reference[..at])?.PlaceOf(reference[(at + 1)..]) is { Line: { } line } place
            ? $"{FileOf(place)}:{line}" : reference;
    }

    private Assignment? Assignment(AssignmentReason reason) =>
        _documents.TryGetValue(reason.Document, out var known)
            && int.TryParse(reason.Pointer.AsSpan(reason.Pointer.LastIndexOf('/') + 1), out var index)
            && index < known.Matrix.Assignments.Count
            ? known.Matrix.Assignments[index]
            : null;

    private string? FileOf(Place place) => hasFolders ? place.File : Path.GetFileName(place.File);

    private static string OwnerOf(LayerReason layer) => layer.Owner switch
    {
        null => "nobody's",
        Sides.Shared => "shared",
        { } owner => $"the {Words.Of(owner)}'s",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
