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
        if (AnswerText.Coupling(answer) is { } coupling) page.Paragraph(coupling);
        if (AnswerText.TakeOver(answer) is { } inheriting) page.Paragraph(inheriting);
        foreach (var sentence in _printer.Particulars(answer)) page.Paragraph($"{sentence}.", hanging: 2);
        if (Groups() is { } group) page.Paragraph(group);
        Guidance();
        page.Line();
        page.Line(page.Bold("Why"));
        foreach (var sentence in new ReasonText(whole, resolver).Sentences(answer))
            page.Paragraph(sentence, 2, sentence.StartsWith('•') ? 4 : 2);
        if (answer.Because.OfType<ChildReason>().Any()) page.Paragraph("`rmatrix explain` tells more about each part.", 2);
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
            .Select(duty => $"{_printer.NameOf(duty.Party)} ({AnswerText.Side(duty.Side).ToLowerInvariant()})").Distinct().ToList();
        count = answer.IsCut ? 1 : performers.Count;
        return answer.IsCut ? Side(answer.Split) : AnswerText.And(performers);
    }

    // How the group that the control is in stands, so that the one is seen among the others.
    private string? Groups()
    {
        var group = resolver.GroupOf(answer);
        var leaves = whole.Controls.Where(control => control.IsLeaf && resolver.GroupOf(control) == group).ToList();
        var inheritance = AnswerText.TakeOver(leaves);
        return leaves.Count < 2 || inheritance.Length == 0 ? null
            : $"Of the {leaves.Count} controls of its group, {group}, the customer may take over {inheritance}.";
    }

    private string? Undone()
    {
        var parts = answer.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible) && !duty.IsDone)
            .Select(duty => $"{_printer.NameOf(duty.Party)}'s part is {duty.Implementation.InWords()}").Distinct().ToList();
        return parts.Count == 0 ? null : $"Not all of it is done: {AnswerText.And(parts)}.";
    }

    private string Accountability()
    {
        var accountable = answer.Accountable.Select(_printer.NameOf).Distinct().ToList();
        return accountable.Count switch
        {
            0 => "Nobody is accountable: if it goes wrong, nobody answers for it.",
            1 => $"{accountable[0]} answers for it.",
            _ => $"{AnswerText.And(accountable)} answer for it, each for its own part.",
        };
    }

    private static string Side(Sides split) => split == Sides.Provider ? "the provider" : split == Sides.Customer ? "the customer"
        : AnswerText.Split(split);

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
}
