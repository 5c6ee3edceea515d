using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>The sentences that the text and the annex of a check share.</summary>
internal sealed class CheckWords
{
    /// <summary>The finding of a rule that is not met.</summary>
    public const string Unfulfilled = "RM5001";
    private const int MostSentences = 8;
    private const int MostNamed = 3;
    private readonly Resolver _resolver;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<RuleResult, Diagnostic> _findings = new(ReferenceEqualityComparer.Instance);

    public CheckWords(RequirementsReport report, Resolver resolver)
    {
        _resolver = resolver;
        Report = report;
        foreach (var party in report.Parties) _names.TryAdd(party.Id, party.Name);
        // One finding for each rule that is not met, in their order; all of them or none, as the user asked.
        var findings = report.Diagnostics.Where(finding => finding.Id == Unfulfilled);
        foreach (var (result, finding) in report.Rules.Where(result => result.Status == RuleStatus.Unmet).Zip(findings))
            _findings.Add(result, finding);
    }

    public RequirementsReport Report { get; }

    public string Context => ContextWords.Sentence(Report.Context);

    public string Summary
    {
        get
        {
            if (Report.Rules.IsEmpty) return "0 rules.";
            var counts = Report.Summary.Select(status => $"{status.Value} {Of(status.Key)}");
            return $"{Report.Rules.Count} rule{(Report.Rules.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}.";
        }
    }

    /// <summary>Those that are not met, the worst first.</summary>
    public List<RuleResult> Unmet =>
        [.. Report.Rules.Where(result => result.Status == RuleStatus.Unmet).OrderByDescending(result => result.Rule.Severity)];

    public List<RuleResult> Of(RuleStatus status) => [.. Report.Rules.Where(result => result.Status == status)];

    public string NameOf(string party) => _names.GetValueOrDefault(party) ?? party;

    /// <summary>How much a rule that is not met weighs, as the user asked and the author accepts; null where it was left out.</summary>
    public (Severity? Severity, string Word, string? Reason) Weight(RuleResult result) =>
        _findings.GetValueOrDefault(result) is not { } finding ? (null, "left out", null)
        : finding.AcceptedReason is { } reason ? (Severity.Note, "accepted", reason)
        : (finding.Severity, Words.Of(finding.Severity), null);

    /// <summary>Who performs a control, or what is known of it.</summary>
    public static string Who(CheckedControl control) => control.Answer is { } answer ? AnswerText.State(answer)
        : "not in the matrix";

    /// <summary>The commitments and the evidence that a rule asked for and found.</summary>
    public List<string> Found(CheckedControl control)
    {
        List<string> words = [];
        foreach (var one in control.Commitments)
        {
            if (control.Status == RuleStatus.Met && !one.IsEnough) continue;
            var commitment = one.Commitment;
            var lapses = commitment.DependsOn.IsEmpty ? ""
                : $" (lapses without {string.Join(", ", (IEnumerable<string>)commitment.DependsOn)})";
            words.Add($"commitment \"{commitment.Id}\" of {NameOf(one.Party)}, {_resolver.Describe(commitment)}{lapses}");
        }
        foreach (var one in control.Evidence)
        {
            if (control.Status == RuleStatus.Met && !one.IsEnough) continue;
            words.Add(
                $"{Words.Of(one.Evidence.Kind)} \"{one.Evidence.Title}\"{(one.Evidence.Issuer is { } issuer ? $" of {issuer}" : "")}, " +
                $"{one.Evidence.Describe(one.Validity)}");
        }
        return words;
    }

    /// <summary>What the matrix says of the controls of a rule and the rule does not look at, each sentence once.</summary>
    public static List<string> NotLookedAt(RuleResult result)
    {
        var sentences = result.Controls.SelectMany(control => control.NotLookedAt.Select(sentence => (Sentence: sentence, control.Control)))
            .GroupBy(one => one.Sentence, one => one.Control)
            .Select(group => $"{(result.Controls.Count == 1 ? "" : $"For {Named([.. group])}: ")}{group.Key}")
            .ToList();
        return sentences.Count <= MostSentences ? sentences
            : [.. sentences.Take(MostSentences),
            $"There are {sentences.Count - MostSentences:N0} more things that the rule does not look at."];
    }

    private static string Named(List<string> controls) =>
        $"{string.Join(", ", controls.Take(MostNamed))}{(controls.Count > MostNamed ? $" and {controls.Count - MostNamed:N0} more" : "")}";

    /// <summary>The texts of the duties, each with its party.</summary>
    public List<string> Duties(CheckedControl control) =>
        control.Answer is { } answer
            ? [.. answer.Duties.Select(duty => $"{NameOf(duty.Party)}{(duty.Text is { } text ? $": {text}" : "")}")] : [];

    /// <summary>A checked control with its title.</summary>
    public static string Name(CheckedControl control) => control.Title is { } title ? $"{control.Control} {title}" : control.Control;

    private static string Of(string status) => status == "notApplicable" ? "not applicable" : status;
}
