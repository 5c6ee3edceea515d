using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli;

/// <summary>Prints an answer for people: a control a block, the parties by name, a summary last.</summary>
internal sealed class AnswerPrinter(Page page, ResolvedMatrix answer, Resolver? resolver = null)
{
    private static readonly (string Id, string State, string Inheritance) Heading = ("control", "who performs", "take over");
    private readonly Dictionary<string, string> _names = answer.Parties.DistinctBy(party => party.Id)
        .ToDictionary(party => party.Id, party => party.Name);

    public void Print(string title)
    {
        page.Paragraph(title, style: page.Bold);
        page.Paragraph(ContextWords.Sentence(answer.Context));
        page.Paragraph(string.Join(" · ", answer.Parties.Select(party => $"{AnswerText.Side(party.Side)}: {party.Name}")));
        page.Line();
        var widestInheritance = answer.Controls.Select(control => Inheritance(control).Length).Append(Heading.Inheritance.Length).Max();
        var widestId = page.ColumnWidth(
            answer.Controls.Select(control => Indent(control) + control.Control.Length).Append(Heading.Id.Length));
        var widestState = answer.Controls.Select(control => Shown(control).Length).Append(Heading.State.Length).Max();
        page.Line(
            page.Bold(
            $"{Heading.Id.PadRight(widestId)}  {Heading.State.PadRight(widestState)}  {Heading.Inheritance.PadRight(widestInheritance)}  " +
            $"title"));
        string? catalog = null;
        foreach (var control in answer.Controls)
        {
            if (control.Catalog != catalog)
            {
                if (catalog is not null) page.Line();
                page.Line(page.Dim(Printable.Of(catalog = control.Catalog)));
            }
            Print(control, widestId, widestState, widestInheritance);
        }
        page.Line();
        if (Groups() is { Count: > 1 } groups)
        {
            page.Line(page.Bold("By group"));
            foreach (var group in groups)
            {
                var takeOver = group.TakeOver.Length == 0 ? "" : $"; the customer may take over {group.TakeOver}";
                page.Paragraph($"{group.Title} ({group.Count}): {group.Who}{takeOver}.", 2, 4);
            }
            page.Line();
        }
        foreach (var sentence in Sentences()) page.Paragraph(sentence);
    }

    /// <summary>How many controls there are, who performs them, what the customer may take over, and what nobody stated.</summary>
    public IEnumerable<string> Sentences()
    {
        yield return AnswerText.Summary(answer.Summary);
        var leaves = answer.Controls.Where(control => control.IsLeaf).ToList();
        if (AnswerText.TakeOver(leaves) is { Length: > 0 } inheritance) yield return $"The customer may take over {inheritance}.";
        if (answer.Matrix is not null && leaves.Count(control => control.IsByServiceModel) is > 0 and var count)
            yield return $"Of {count} control{(count == 1 ? "" : "s")} nobody stated the split: the service model " +
                $"{answer.Context.ServiceModel} alone gives it.";
    }

    /// <summary>The groups of controls: how many are in each, who performs them, and what the customer may take over. None where the groups
    /// are not known.</summary>
    public List<(string Title, int Count, string Who, string TakeOver)> Groups() => resolver is null ? [] :
        [.. answer.Controls.Where(control => control.IsLeaf).GroupBy(resolver.GroupOf).Select(group =>
            (group.Key, group.Count(),
                Counts(group.CountBy(Shown).OrderByDescending(count => count.Value).Select(count => (count.Value, count.Key))),
                AnswerText.TakeOver([.. group])))];

    /// <summary>What accompanies the duties of a control: commitments, and evidence with its validity on the day.</summary>
    public IEnumerable<string> Particulars(ResolvedControl control)
    {
        if (resolver is null) return [];
        return resolver.CommitmentsOf(control, answer.Context)
            .Select(commitment => $"Commitment of {NameOf(commitment.Party)}: {resolver.Describe(commitment)}")
            .Concat(
                resolver.EvidenceOf(control)
                .Select(
                evidence =>
                $"Evidence: {evidence.Title}{(evidence.Issuer is { } issuer ? $" ({issuer})" : "")}, " +
                $"{evidence.Describe(evidence.ValidityOn(answer.Context.AsOf))}"));
    }

    /// <summary>The title of a control's group, or null where it is not known.</summary>
    public string? GroupOf(ResolvedControl control) => resolver?.GroupOf(control);

    private static string Inheritance(ResolvedControl control) => control.Inheritability is { } inheritability ? Words.Of(inheritability)
        : "";

    private static string Counts(IEnumerable<(int Count, string Word)> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Count} {count.Word}"));

    /// <summary>Who performs a control, or its state. Where a service model was asked about, that all is by it needs no saying.</summary>
    public string Shown(ResolvedControl control) =>
        AnswerText.State(answer.Matrix is null ? control with { IsByServiceModel = false } : control);

    public string NameOf(string party) => _names.GetValueOrDefault(party, party);

    public string Sentence(ResolvedDuty duty)
    {
        var part = AnswerText.Involvement(duty) is { } involvement ? $" ({involvement})" : "";
        var what = AnswerText.Doing(duty);
        var from = duty.InheritedFrom is not { } upstream ? "" : what.Length > 0 ? $" [inherited from {upstream}]"
            : $"inherited from {upstream}";
        var component = duty.Component is { } name ? $" [{name}]" : "";
        var status = duty.Implementation.IsEmpty ? "" : $" ({duty.Implementation.InWords()})";
        return $"{NameOf(duty.Party)}{part}: {what}{from}{component}{status}";
    }

    /// <summary>What the customer may take over, where the matrix states it; else null.</summary>
    public static string? StatedInheritability(ResolvedControl control) =>
        !control.InheritabilityStated ? null : control.Inheritability switch
        {
            Inheritability.Full => "stated: the customer may take all of it over",
            Inheritability.Partial => "stated: the customer may take a part of it over",
            Inheritability.None => "stated: the customer may take nothing of it over",
            _ => null,
        };

    private void Print(ResolvedControl control, int widestId, int widestState, int widestInheritance)
    {
        var indent = Indent(control);
        var state = Shown(control).PadRight(widestState);
        var coloured = control.State switch
        {
            ControlState.Conflict => page.Red(state),
            ControlState.Unassigned or ControlState.NotDetermined => page.Yellow(state),
            ControlState.NotApplicable => page.Dim(state),
            _ => page.Cyan(state),
        };
        var inheritance = Inheritance(control).PadRight(widestInheritance);
        var start = widestId + widestState + widestInheritance + 6;
        var lines = Page.Wrap(Printable.Of(control.Title), Math.Max(24, page.Width - start));
        page.Line(
            $"{new string(' ', indent)}{page.Bold(Printable.Of(control.Control).PadRight(Math.Max(0, widestId - indent)))}  {coloured}  " +
            $"{page.Dim(inheritance)}  {lines[0]}".TrimEnd());
        foreach (var line in lines.Skip(1)) page.Line(new string(' ', start) + line);
        if (control.Reason is { Length: > 0 } reason) page.Paragraph($"because {reason}", indent + 4, indent + 6);
        if (control.IsLeaf && control.Duties.Any(AddsToTheSplit))
            foreach (var duty in control.Duties) page.Paragraph(Sentence(duty), indent + 4, indent + 6);
        if (StatedInheritability(control) is { } stated) page.Paragraph(stated, indent + 4, indent + 6);
        if (control.IsLeaf)
            foreach (var sentence in Particulars(control)) page.Paragraph(sentence, indent + 4, indent + 6);
    }

    private static bool AddsToTheSplit(ResolvedDuty duty) =>
        duty.Text is not null || duty.InheritedFrom is not null || duty.Action is not null || duty.Component is not null
            || !duty.Implementation.IsEmpty
        || duty.Involvement != Duty.DefaultInvolvement || duty.Side == Sides.ThirdParty;

    private static int Indent(ResolvedControl control) => control.Parent is null ? 0 : 2;
}
