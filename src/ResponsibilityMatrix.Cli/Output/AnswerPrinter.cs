using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli;

/// <summary>Prints an answer for people: a control a block, the parties by name, a summary last.</summary>
internal sealed class AnswerPrinter(Page page, ResolvedMatrix answer)
{
    private readonly Dictionary<string, string> _names = answer.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);

    public void Print(string title)
    {
        page.Paragraph(title, style: page.Bold);
        page.Paragraph(Context());
        page.Paragraph(string.Join(" · ", answer.Parties.Select(party => $"{SideName(party.Side)}: {party.Name}")));
        page.Line();
        var widestId = page.ColumnWidth(answer.Controls.Select(control => Indent(control) + control.Control.Length));
        var widestState = answer.Controls.Select(control => State(control).Length).DefaultIfEmpty(0).Max();
        string? catalog = null;
        foreach (var control in answer.Controls)
        {
            if (control.Catalog != catalog)
            {
                if (catalog is not null) page.Line();
                page.Line(page.Dim(Printable.Of(catalog = control.Catalog)));
            }
            Print(control, widestId, widestState);
        }
        page.Line();
        page.Paragraph(Summary(answer.Summary));
    }

    public string NameOf(string party) => _names.GetValueOrDefault(party, party);

    public string Sentence(ResolvedDuty duty)
    {
        var part = duty.Involvement == Duty.DefaultInvolvement ? "" : $" ({string.Join(", ", (IEnumerable<string>)Words.OfInvolvement(duty.Involvement))})";
        var what = duty.Text ?? (duty.InheritedFrom is null || duty.Action is not null ? Verb(duty) : "");
        var from = duty.InheritedFrom is not { } upstream ? "" : what.Length > 0 ? $" [inherited from {upstream}]" : $"inherited from {upstream}";
        var component = duty.Component is { } name ? $" [{name}]" : "";
        var status = duty.Implementation.IsEmpty ? "" : $" ({duty.Implementation.InWords()})";
        return $"{NameOf(duty.Party)}{part}: {what}{from}{component}{status}";
    }

    /// <summary>What the customer may take over, where the matrix states it; else null.</summary>
    public static string? StatedInheritability(ResolvedControl control) => !control.InheritabilityStated ? null : control.Inheritability switch
    {
        Inheritability.Full => "stated: the customer may take all of it over",
        Inheritability.Partial => "stated: the customer may take a part of it over",
        Inheritability.None => "stated: the customer may take nothing of it over",
        _ => null,
    };

    // Only who is responsible does something.
    private static string Verb(ResolvedDuty duty)
    {
        if (duty.Involvement.HasFlag(Involvement.Responsible)) return duty.Action is { } action ? Third(action) : "performs it";
        return duty.Involvement.HasFlag(Involvement.Accountable) ? "answers for it" : duty.Involvement.HasFlag(Involvement.Consulted) ? "is asked before" : "is told";
    }

    // The third person of a verb.
    private static string Third(string verb) => verb switch
    {
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => $"{verb[..^1]}ies",
        [.., 's' or 'x' or 'z' or 'o'] or [.., 'c' or 's', 'h'] => $"{verb}es",
        _ => $"{verb}s",
    };

    public static string State(ResolvedControl control) => control.State switch
    {
        ControlState.Assigned => Split(control.Split) + (control.IsComplete ? "" : " (incomplete)"),
        ControlState.NotApplicable => "not applicable",
        ControlState.NotDetermined => "not determined",
        ControlState.Conflict => "CONFLICT",
        _ => "unassigned",
    };

    public static string Split(Sides split) => split switch
    {
        Sides.None => "nobody",
        Sides.Provider => "provider",
        Sides.Customer => "customer",
        Sides.ThirdParty => "third party",
        Sides.Shared => "shared",
        Sides.SharedProviderThirdParty => "provider + third party",
        Sides.SharedCustomerThirdParty => "customer + third party",
        _ => "all three sides",
    };

    public static string SideName(Sides side) => side switch
    {
        Sides.Provider => "Provider",
        Sides.Customer => "Customer",
        _ => "Third party",
    };

    public static string Summary(ResolutionSummary summary)
    {
        var splits = summary.Splits.Select(split => Words.TryParseSplit(split.Key, out var sides) ? $"{split.Value} {Split(sides)}" : "");
        var states = summary.States.Where(state => state.Key != "assigned").Select(state => $"{state.Value} {Words.TryParse<ControlState>(state.Key, out var value) switch { true => State(new ResolvedControl { Catalog = "", Control = "", Title = "", IsLeaf = true, State = value }), _ => "" }}");
        if (summary.Leaves == 0) return "No control is in scope.";
        return $"{summary.Leaves} control{(summary.Leaves == 1 ? "" : "s")}: {string.Join(", ", splits.Concat(states))}.";
    }

    private string Context()
    {
        var context = answer.Context;
        var parameters = context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}");
        return $"Service model {context.ServiceModel}{string.Concat(parameters)}; as of {context.AsOf:yyyy-MM-dd}.";
    }

    private void Print(ResolvedControl control, int widestId, int widestState)
    {
        var indent = Indent(control);
        var state = State(control).PadRight(widestState);
        var coloured = control.State switch
        {
            ControlState.Conflict => page.Red(state),
            ControlState.Unassigned or ControlState.NotDetermined => page.Yellow(state),
            ControlState.NotApplicable => page.Dim(state),
            _ => page.Cyan(state),
        };
        var start = widestId + widestState + 4;
        var lines = Page.Wrap(Printable.Of(control.Title), Math.Max(24, page.Width - start));
        page.Line($"{new string(' ', indent)}{page.Bold(Printable.Of(control.Control).PadRight(Math.Max(0, widestId - indent)))}  {coloured}  {lines[0]}".TrimEnd());
        foreach (var line in lines.Skip(1)) page.Line(new string(' ', start) + line);
        if (control.Reason is { Length: > 0 } reason) page.Paragraph($"because {reason}", indent + 4, indent + 6);
        if (control.IsLeaf && control.Duties.Any(SaysMoreThanTheSplit))
            foreach (var duty in control.Duties) page.Paragraph(Sentence(duty), indent + 4, indent + 6);
        if (StatedInheritability(control) is { } stated) page.Paragraph(stated, indent + 4, indent + 6);
    }

    private static bool SaysMoreThanTheSplit(ResolvedDuty duty) =>
        duty.Text is not null || duty.InheritedFrom is not null || duty.Action is not null || duty.Component is not null || !duty.Implementation.IsEmpty
        || duty.Involvement != Duty.DefaultInvolvement || duty.Side == Sides.ThirdParty;

    private static int Indent(ResolvedControl control) => control.Parent is null ? 0 : 2;
}
