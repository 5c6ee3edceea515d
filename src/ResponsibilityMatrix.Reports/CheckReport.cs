using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Reports on checks of a matrix against a set of requirements: what is missing, what is met and by what, and what has to be
/// looked for elsewhere. Thread-safe.</summary>
/// <example><code>
/// var check = new RequirementsChecker(resolver).Check(set, context);
/// HtmlReport.Write(CheckReport.Of(check, resolver), stream);
/// </code></example>
public static class CheckReport
{
    /// <summary>Makes the report on a check. The severities of its findings count, and which of them are left out or accepted.</summary>
    /// <param name="check">The check.</param>
    /// <param name="resolver">The resolver of the matrix that was checked.</param>
    /// <param name="signature">What is known of the signature of the matrix; null if nobody looked at one.</param>
    public static Report Of(RequirementsReport check, Resolver resolver, ReportSignature? signature = null)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(resolver);
        return new Pieces(check, resolver, signature).Report();
    }

    private sealed class Pieces(RequirementsReport check, Resolver resolver, ReportSignature? signature) : ReportPieces
    {
        private readonly CheckWords _words = new(check, resolver);

        public Report Report() => new()
        {
            Title = check.Title,
            Subtitle = $"Version {check.Matrix.Version}, checked against {check.Set.Title}; as of {check.Context.AsOf:yyyy-MM-dd}",
            Identity = Identity(resolver.Levels[0]),
            Language = resolver.Levels[0].Matrix.Language,
            Notices = Notices().OrderByDescending(notice => notice.Severity).ToValueList(),
            Sections = new[]
            {
                Section("summary", "Summary", Summary()),
                Section("unmet", "Not met", Unmet()),
                Section("not-applicable", "Not applicable", Settled(RuleStatus.NotApplicable)),
                Section("met", "Met", Settled(RuleStatus.Met)),
                Section("elsewhere", "To be looked for in the contract", Elsewhere()),
                Section("findings", "Findings", Findings(Others, new Dictionary<(string, string), string>())),
                Section("sources", "What this was made from", Sources()),
            }.OfType<ReportSection>().ToValueList(),
        };

        // Rules that are not met are told in sections of their own.
        private List<Diagnostic> Others => [.. check.Diagnostics.Where(finding => finding.Id != CheckWords.Unfulfilled)];

        private IEnumerable<ReportNotice> Notices()
        {
            foreach (var group in _words.Unmet.GroupBy(result => _words.Weight(result)).Where(group => group.Key.Severity is not null))
                yield return new()
                {
                    Severity = group.Key.Severity!.Value,
                    Text = $"{AnswerText.Counted(group.Count(), "rule")} {(group.Count() == 1 ? "is" : "are")} not met ({group.Key.Word}).",
                    Links = group.Select(result => new ReportLink { Text = result.Rule.Id, Anchor = Anchor(result) }).ToValueList(),
                };
            foreach (var notice in Unsigned(signature)) yield return notice;
            foreach (var notice in Errors(Others.Where(finding => finding.Severity == Severity.Error && finding.AcceptedReason is null)))
                yield return notice;
        }

        private IEnumerable<ReportBlock> Summary()
        {
            var matrix = resolver.Levels[0].Matrix;
            List<ReportFact> facts =
            [
                Fact("Result", _words.Summary, _words.Unmet.Count == 0 ? ReportTone.Good : ReportTone.Plain),
                Fact("Matrix", $"{check.Matrix.Id}, version {check.Matrix.Version}" +
                    (matrix.Status is { } status ? $", {Words.Of(status)}" : "")),
            ];
            if (matrix.Agreement is { } agreement)
                facts.Add(Fact("Agreement",
                    string.Join(", ", new[] { agreement.Reference, agreement.Clause, agreement.Title }.OfType<string>())));
            facts.Add(Fact("Provider", _words.NameOf(matrix.Service.Provider)));
            facts.Add(Fact("Customer", _words.NameOf(matrix.Service.Customer)));
            facts.Add(Fact("Set of requirements", $"{check.Set.Title} ({check.Set.Id}, version {check.Set.Version})"));
            facts.Add(Fact("Asked for", _words.Context));
            yield return new ReportFacts { Facts = facts.ToValueList() };
            if (check.Set.Description is { } description) yield return new ReportParagraph { Text = description };
        }

        private IEnumerable<ReportBlock> Unmet() => Bounded(
            "Rules that are not met, the most severe first", ["Rule", "Reference", "Control", "What is missing", "What was found"],
            [.. _words.Unmet.SelectMany(result => Rows(result, RuleStatus.Unmet))],
            row =>
            [
                Rule(row.Result, row.IsFirst, _words.Weight(row.Result).Severity is { } severity ? ControlBlocks.ToneOf(severity)
                    : ReportTone.Plain),
                Cell(row.Result.Rule.Reference),
                Control(row.Control, row.Result.Rule.Match == RequirementMatch.Any ? "one control is enough" : null),
                row.Control is null ? Cell("The rule names no control of the matrix.")
                    : Cell(string.Join('\n', row.Control.Missing.Select(part => part.Message))),
                Cell(string.Join('\n', Found(row.Control).Concat(row.IsFirst ? CheckWords.NotLookedAt(row.Result) : []))),
            ],
            "control", row => row.IsFirst ? Anchor(row.Result) : null);

        private IEnumerable<ReportBlock> Settled(RuleStatus status)
        {
            var results = _words.Of(status);
            if (results.Count > 0 && status == RuleStatus.Met)
                yield return new ReportParagraph
                { Text = "The matrix speaks of these; whether what it says is enough is for the reader to judge." };
            foreach (var block in Bounded(
                status == RuleStatus.Met ? "Rules that are met" : "Rules that have nothing to check",
                ["Rule", "Reference", "Control", "What was found"], [.. results.SelectMany(result => Rows(result, null))],
                row =>
                [
                    Rule(row.Result, row.IsFirst, ReportTone.Plain), Cell(row.Result.Rule.Reference), Control(row.Control, null),
                    Cell(string.Join('\n', (row.Control is null ? [] : _words.Duties(row.Control)).Concat(Found(row.Control))
                        .Concat(row.Control?.NotLookedAt ?? []))),
                ],
                "control", row => row.IsFirst ? Anchor(row.Result) : null)) yield return block;
        }

        private IEnumerable<ReportBlock> Elsewhere()
        {
            if (check.Set.Elsewhere.IsEmpty) yield break;
            yield return new ReportParagraph { Text = "No matrix can show these.", Tone = ReportTone.Caution };
            yield return Table("What has to be looked for in the contract", ["Reference", "Point", "Where"],
                check.Set.Elsewhere.Select(point => (ReportCell?[])[Cell(point.Reference), Cell(point.Title), Cell(point.Notes)]));
        }

        private IEnumerable<ReportBlock> Sources()
        {
            foreach (var block in Sources(check.Inputs, check.Context.AsOf, signature)) yield return block;
            var readings = check.Set.Rules.Select(rule => (What: rule.Id, rule.Source))
                .Concat(check.Set.Elsewhere.Select(point => (What: point.Reference, point.Source)))
                .Where(one => one.Source is not null).GroupBy(one => one.Source!).ToList();
            if (check.Set.Source is null && readings.Count == 0) yield break;
            List<ReportFact> facts = [];
            if (check.Set.Source is { } source) facts.Add(Fact("The set was read", SourceWords.Of(source)));
            facts.AddRange(readings.Select(group =>
                Fact($"{string.Join(", ", group.Select(one => one.What).Distinct())} was read", SourceWords.Of(group.Key))));
            yield return new ReportFacts { Facts = facts.ToValueList() };
        }

        private static IEnumerable<(RuleResult Result, CheckedControl? Control, bool IsFirst)> Rows(RuleResult result, RuleStatus? status)
        {
            var controls = result.Controls.Where(control => status is null || control.Status == status).ToList();
            return controls.Count == 0 ? [(result, null, true)]
                : controls.Select((control, i) => (result, (CheckedControl?)control, i == 0));
        }

        private ReportCell Rule(RuleResult result, bool isFirst, ReportTone tone)
        {
            var (_, word, reason) = _words.Weight(result);
            List<string> lines = [$"{result.Rule.Title} ({result.Rule.Id}{(result.Status == RuleStatus.Unmet ? $", {word}" : "")})"];
            if (isFirst && result.Rule.Notes is { } notes) lines.Add(notes);
            if (reason is not null) lines.Add($"Accepted: {reason}");
            return Cell(string.Join('\n', lines), tone);
        }

        private static ReportCell? Control(CheckedControl? control, string? remark) => control is null ? null
            : Cell($"{CheckWords.Name(control)}: {CheckWords.Who(control)}{(remark is null ? "" : $" ({remark})")}");

        private IEnumerable<string> Found(CheckedControl? control) => control is null ? []
            : _words.Found(control).Concat(control.Note is { } note ? [note] : []);

        private static string Anchor(RuleResult result) => $"rule-{ControlBlocks.Slug(result.Rule.Id)}";
    }
}
