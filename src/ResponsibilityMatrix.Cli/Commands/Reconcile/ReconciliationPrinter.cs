using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints a reconciliation for people: the count first, then what is to be done, worst first, then where those that agree still
/// differ.</summary>
internal sealed class ReconciliationPrinter(Page page, Reconciliation result)
{
    private static readonly (ReconcileStatus Status, string Heading, string Finding)[] Sections =
    [
        (ReconcileStatus.Gap, "Gaps: nobody does it", "RM6010"),
        (ReconcileStatus.Disputed, "Disputed: one side counts on what the other does not say", "RM6011"),
        (ReconcileStatus.Overlap, "Overlaps: done without the other side counting on it", "RM6012"),
        (ReconcileStatus.Silent, "Silent: one side has not spoken", "RM6013"),
    ];

    private readonly Dictionary<(string? Catalog, string? Control), Diagnostic> _findings = result.Diagnostics
        .Where(IsReported)
        .DistinctBy(finding => (finding.Catalog, finding.Control))
        .ToDictionary(finding => (finding.Catalog, finding.Control));

    /// <summary>Whether a finding is one of the comparison itself.</summary>
    public static bool IsReported(Diagnostic finding) => Sections.Any(section => section.Finding == finding.Id);

    public void Print()
    {
        page.Paragraph(Title(result), style: page.Bold);
        page.Paragraph(Context(result));
        page.Line();
        page.Paragraph(Summary(result));
        foreach (var (status, heading, id) in Sections)
        {
            var controls = result.Controls.Where(control => control.Status == status).ToList();
            if (controls.Count == 0) continue;
            page.Line();
            var line = $"{heading} ({controls.Count}, {id})";
            page.Line(page.Bold(status is ReconcileStatus.Gap or ReconcileStatus.Disputed ? page.Red(line) : page.Yellow(line)));
            foreach (var control in controls) Print(control);
        }
        PrintAgreed();
    }

    public static string Title(Reconciliation result) =>
        $"{result.Provider.Party} (provider), matrix {result.Provider.Matrix.Version}, and {result.Customer.Party} (customer), matrix " +
            $"{result.Customer.Matrix.Version}";

    public static string Context(Reconciliation result)
    {
        var (here, there) = (result.Provider.Context, result.Customer.Context);
        var isSame = here.ServiceModel == there.ServiceModel && here.Parameters == there.Parameters;
        return isSame ? $"{Choices(here)}; as of {here.AsOf:yyyy-MM-dd}."
            : $"{result.Provider.Party}: {Choices(here)}. {result.Customer.Party}: {Choices(there)}. As of {here.AsOf:yyyy-MM-dd}.";

        static string Choices(ResolutionContext context) => $"Service model {ContextWords.Choices(context)}";
    }

    public static string Summary(Reconciliation result)
    {
        if (result.Controls.IsEmpty) return "Neither matrix has a control in its scope.";
        var counts = result.Summary.Select(status => $"{status.Value} {Word(status.Key, status.Value)}");
        return $"{result.Controls.Count} control{(result.Controls.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}.";
    }

    public static string Who(ReconciledAnswer answer) => answer.State switch
    {
        null => "not in scope",
        ControlState.Assigned => AnswerText.Split(answer.Split),
        ControlState.NotApplicable => "not applicable",
        ControlState.NotDetermined => "not determined",
        ControlState.Conflict => "CONFLICT",
        _ => "unassigned",
    };

    /// <summary>Whether an agreed control differs in who else performs or in what they commit to.</summary>
    public static bool DiffersInMoreThanWords(ReconciledControl control) => !control.Differences.IsEmpty;

    /// <summary>In what an agreed control differs, apart from words.</summary>
    public static string WithoutWords(ReconciledControl control) =>
        string.Join(' ', (IEnumerable<string>)control.Differences);

    private static string Word(string status, int count) => status is "gap" or "overlap" && count != 1 ? $"{status}s" : status;

    private void Print(ReconciledControl control)
    {
        page.Paragraph($"{control.Control}  {control.Title}", 2, 6, page.Bold);
        page.Paragraph($"{result.Provider.Party}: {Who(control.Provider)} · {result.Customer.Party}: {Who(control.Customer)}", 6);
        page.Paragraph(control.Note ?? "", 6);
        if (_findings.GetValueOrDefault((control.Catalog, control.Control))?.AcceptedReason is { } reason)
            page.Paragraph($"accepted: {reason}", 6);
        var places = new[] { control.Provider.Place, control.Customer.Place }.Where(place => place is { Line: not null })
            .Select(place => $"{place!.File}:{place.Line}").ToList();
        if (places.Count > 0) page.Paragraph(string.Join(" · ", places), 6, style: page.Dim);
    }

    // Words differ nearly everywhere, and mean little where the split is the same.
    private void PrintAgreed()
    {
        var differing = result.Controls.Where(control => control.Status == ReconcileStatus.Agreed && DiffersInMoreThanWords(control))
            .ToList();
        if (differing.Count > 0)
        {
            page.Line();
            page.Line(page.Bold($"Agreed, but different in third parties or commitments ({differing.Count})"));
            foreach (var control in differing)
            {
                page.Paragraph($"{control.Control}  {control.Title}", 2, 6);
                page.Paragraph(WithoutWords(control), 6);
            }
        }
        var words = result.Controls.Count(control => !control.WordDifferences.IsEmpty);
        if (words == 0) return;
        page.Line();
        page.Paragraph(
            $"{words} agreed control{(words == 1 ? " has" : "s have")} different words for a side's part; --format json or csv shows " +
            $"them.");
    }
}
