using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>The sentences about two statements that were held against each other.</summary>
internal static class ReconciliationWords
{
    /// <summary>What is to be done, the worst first, each with its heading and its finding.</summary>
    public static readonly (ReconcileStatus Status, string Heading, string Finding)[] Sections =
    [
        (ReconcileStatus.Gap, "Gaps: nobody does it", "RM6010"),
        (ReconcileStatus.Disputed, "Disputed: one side counts on what the other does not say", "RM6011"),
        (ReconcileStatus.Overlap, "Overlaps: done without the other side counting on it", "RM6012"),
        (ReconcileStatus.Silent, "Silent: one side has not spoken", "RM6013"),
    ];

    /// <summary>Whether a finding is one of the comparison itself.</summary>
    public static bool IsReported(Diagnostic finding) => Sections.Any(section => section.Finding == finding.Id);

    /// <summary>The two statements.</summary>
    public static string Title(Reconciliation result) =>
        $"{result.Provider.Party} (provider), matrix {result.Provider.Matrix.Version}, and {result.Customer.Party} (customer), matrix " +
            $"{result.Customer.Matrix.Version}";

    /// <summary>The context of both, or of each.</summary>
    public static string Context(Reconciliation result)
    {
        var (here, there) = (result.Provider.Context, result.Customer.Context);
        var isSame = here.ServiceModel == there.ServiceModel && here.Parameters == there.Parameters;
        return isSame ? $"{Choices(here)}; as of {here.AsOf:yyyy-MM-dd}."
            : $"{result.Provider.Party}: {Choices(here)}. {result.Customer.Party}: {Choices(there)}. As of {here.AsOf:yyyy-MM-dd}.";

        static string Choices(ResolutionContext context) => $"Service model {ContextWords.Choices(context)}";
    }

    /// <summary>How many controls have which status.</summary>
    public static string Summary(Reconciliation result)
    {
        if (result.Controls.IsEmpty) return "Neither matrix has a control in its scope.";
        var counts = result.Summary.Select(status => $"{status.Value} {Word(status.Key, status.Value)}");
        return $"{result.Controls.Count} control{(result.Controls.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}.";
    }

    /// <summary>Who performs a control by a statement, or what that says of it.</summary>
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

    /// <summary>How many controls have a status that is not agreed, and what that means.</summary>
    public static string Notice(ReconcileStatus status, int count)
    {
        var heading = Array.Find(Sections, section => section.Status == status).Heading;
        return $"{count} {Word(Words.Of(status), count)}{heading[heading.IndexOf(':', StringComparison.Ordinal)..]}.";
    }

    private static string Word(string status, int count) => status is "gap" or "overlap" && count != 1 ? $"{status}s" : status;
}
