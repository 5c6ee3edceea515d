using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>An answer for one control in sentences.</summary>
internal sealed class Explanation(Page page, ResolvedMatrix whole, ResolvedControl answer, MatrixDocument document, DocumentSet documents,
    Resolver resolver)
{
    private readonly AnswerPrinter _printer = new(page, whole, resolver);

    public void Print()
    {
        page.Paragraph($"{answer.Control} {answer.Title}", style: page.Bold);
        page.Paragraph(
            $"{answer.Catalog}, in {document.Matrix.Title} {document.Matrix.Version}, service model " +
            $"{ContextWords.Choices(whole.Context)}, as of {whole.Context.AsOf:yyyy-MM-dd}", style: page.Dim);
        page.Line();
        page.Paragraph(Opening());
        foreach (var duty in answer.Duties) page.Paragraph("• " + _printer.Sentence(duty), 2, 4);
        if (answer.IsByServiceModel) page.Paragraph($"Nobody stated this: the service model {whole.Context.ServiceModel} alone gives it.");
        if (answer.IsCut) page.Paragraph("Its duties are left out, because the answer would become too large; its parts have theirs.", 2);
        if (answer is { State: ControlState.Assigned, IsCut: false }) page.Paragraph(Accountability());
        if (Undone() is { } undone) page.Paragraph(undone);
        if (Coupling() is { } coupling) page.Paragraph(coupling);
        if (Inheriting() is { } inheriting) page.Paragraph(inheriting);
        foreach (var sentence in _printer.Particulars(answer)) page.Paragraph($"{sentence}.", hanging: 2);
        if (Groups() is { } group) page.Paragraph(group);
        Guidance();
        page.Line();
        page.Line(page.Bold("Why"));
        foreach (var sentence in Why()) page.Paragraph(sentence, 2, sentence.StartsWith('•') ? 4 : 2);
    }

    private string Opening() => answer.State switch
    {
        ControlState.NotApplicable => $"It does not apply{Because()}.",
        ControlState.NotDetermined => $"It is knowingly left open{Because()}.",
        ControlState.Unassigned => answer.IsLeaf
            ? "Nobody is assigned to it: nothing in the matrix speaks of it in this context. Add an assignment, or state why it does not " +
                "apply."
            : "Nobody is assigned to any of its parts.",
        ControlState.Conflict =>
            "The matrix contradicts itself here, so there is no answer. Take one of the assignments below out, or make one more specific.",
        _ when answer.Split == Sides.None => "There are duties, but nobody is responsible for doing it:",
        _ when answer.Split is Sides.Provider or Sides.Customer or Sides.ThirdParty =>
            $"{Performers(out var count)} {(count == 1 ? "does" : "do")} " +
            $"it{(answer.IsComplete ? "" : ", as far as it is known: a part is still open")}:",
        _ => $"It is split between {Performers(out _)}{(answer.IsComplete ? "" : ", as far as it is known: a part is still open")}:",
    };

    private string Because() => answer.Reason is { Length: > 0 } reason ? $": {reason.TrimEnd('.')}" : "";

    private string Performers(out int count)
    {
        var performers = answer.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible))
            .Select(duty => $"{_printer.NameOf(duty.Party)} ({AnswerPrinter.SideName(duty.Side).ToLowerInvariant()})").Distinct().ToList();
        count = answer.IsCut ? 1 : performers.Count;
        return answer.IsCut ? Side(answer.Split) : And(performers);
    }

    // How the group that the control is in stands, so that the one is seen among the others.
    private string? Groups()
    {
        var group = resolver.GroupOf(answer);
        var leaves = whole.Controls.Where(control => control.IsLeaf && resolver.GroupOf(control) == group).ToList();
        var inheritance = AnswerPrinter.InheritanceOf(leaves);
        return leaves.Count < 2 || inheritance.Length == 0 ? null
            : $"Of the {leaves.Count} controls of its group, {group}, the customer may take over {inheritance}.";
    }

    private string? Undone()
    {
        var parts = answer.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible) && !duty.IsDone)
            .Select(duty => $"{_printer.NameOf(duty.Party)}'s part is {duty.Implementation.InWords()}").Distinct().ToList();
        return parts.Count == 0 ? null : $"Not all of it is done: {And(parts)}.";
    }

    private string Accountability()
    {
        var accountable = answer.Accountable.Select(_printer.NameOf).Distinct().ToList();
        return accountable.Count switch
        {
            0 => "Nobody is accountable: if it goes wrong, nobody answers for it.",
            1 => $"{accountable[0]} answers for it.",
            _ => $"{And(accountable)} answer for it, each for its own part.",
        };
    }

    private static string Side(Sides split) => split == Sides.Provider ? "the provider" : split == Sides.Customer ? "the customer"
        : AnswerPrinter.Split(split);

    private string? Coupling() => answer.Coupling switch
    {
        Model.Coupling.Dependent => "The parts depend on each other: one side needs what the other one does.",
        Model.Coupling.Independent => "Each side can do its part alone.",
        Model.Coupling.Unspecified => "Whether the parts depend on each other is not said.",
        _ => null,
    };

    private string? Inheriting()
    {
        var how = answer.InheritabilityStated ? "The matrix says that the customer" : "The customer";
        return answer.Inheritability switch
        {
            Inheritability.Full => $"{how} can take it over in full for its own compliance.",
            Inheritability.Partial => $"{how} can take over a part of it; the rest is its own to do and to show.",
            Inheritability.None => $"{how} can take over nothing of it.",
            _ => null,
        };
    }

    private void Guidance()
    {
        var at = answer.Catalog.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || documents.FindCatalog(answer.Catalog[..at], answer.Catalog[(at + 1)..]) is not { } catalog) return;
        if (catalog.Controls.FirstOrDefault(control => control.Id == answer.Control)?.Guidance is not { } guidance) return;
        page.Line();
        page.Line(page.Bold("What the catalog asks"));
        if (guidance.Same is { } same) page.Paragraph($"Both sides: {same}", 2, 4);
        if (guidance.Provider is { } provider) page.Paragraph($"Provider: {provider}", 2, 4);
        if (guidance.Customer is { } customer) page.Paragraph($"Customer: {customer}", 2, 4);
    }

    private static string OwnerOf(LayerReason layer) => layer.Owner switch
    {
        null => "nobody's",
        Sides.Shared => "shared",
        { } owner => $"the {Words.Of(owner)}'s",
    };

    private IEnumerable<string> Why()
    {
        if (answer.Because.IsEmpty) yield return "No assignment matches it, and there are no defaults to fall back on.";
        var layers = answer.Because.OfType<LayerReason>().ToList();
        if (layers.Count > 0)
            yield return $"No assignment speaks of it, so the service model {whole.Context.ServiceModel} decides by layer: " +
                $"{And(layers.Select(layer => $"{layer.Selector} is {OwnerOf(layer)}"))}.";
        var children = answer.Because.OfType<ChildReason>().ToList();
        if (children.Count > 0)
        {
            yield return children.Count == 1 ? "It is made up of one part, about which `rmatrix explain` tells more:"
                : $"It is made up of {children.Count} parts; `rmatrix explain` tells about each:";
            foreach (var child in children) yield return $"• {Part(child.Selector)}";
        }
        foreach (var reason in answer.Because.OfType<AssignmentReason>()) yield return Sentence(reason);
        if (answer.Omitted > 0) yield return $"{answer.Omitted} more assignments that were overridden are not listed.";
    }

    private string Part(string id)
    {
        // Of a part, the answer is asked within the control: two catalogs may have one id.
        if (id == answer.Control) return $"{id} itself, as the assignments below say";
        var part = whole.Controls.FirstOrDefault(control => control.Control == id && control.Parent == answer.Control);
        return part is null ? id : $"{id} {part.Title}: {AnswerPrinter.State(part)}";
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
        var place = Document(reason.Document)?.PlaceOf(reason.Pointer);
        var where = place?.Line is { } line ? $"the assignment at {place.File}:{line}" : $"the assignment {reason.Pointer}";
        return reason.Level == 0 ? where : $"{where} of the base {reason.Document}";
    }

    private string Short(string reference)
    {
        var at = reference.LastIndexOf('#');
        return Document(reference[..at])?.PlaceOf(reference[(at + 1)..]) is { Line: { } line } place ? $"{place.File}:{line}" : reference;
    }

    private MatrixDocument? Document(string name) => document.Name == name ? document
        : documents.Matrices.FirstOrDefault(known => known.Name == name);

    private Assignment? Assignment(AssignmentReason reason) =>
        Document(reason.Document) is { } known && int.TryParse(reason.Pointer.AsSpan(reason.Pointer.LastIndexOf('/') + 1), out var index)
            && index < known.Matrix.Assignments.Count
            ? known.Matrix.Assignments[index]
            : null;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string And(IEnumerable<string> parts)
    {
        var list = parts.ToList();
        return list.Count <= 1 ? string.Concat(list) : $"{string.Join(", ", list[..^1])} and {list[^1]}";
    }
}
