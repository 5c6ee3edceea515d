using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Reports on what a provider and a customer state of one service: what nobody does, what is disputed, what is done twice, and
/// where they agree. Thread-safe.</summary>
/// <example><code>
/// var reconciliation = Reconciliation.Compare(provider, customer, context);
/// HtmlReport.Write(ReconciliationReport.Of(reconciliation, provider, customer), stream);
/// </code></example>
public static class ReconciliationReport
{
    /// <summary>Makes the report on two statements. The severities of the findings count, and which of them are left out or
    /// accepted.</summary>
    /// <param name="reconciliation">The comparison.</param>
    /// <param name="provider">The resolver of the provider's matrix.</param>
    /// <param name="customer">The resolver of the customer's matrix.</param>
    /// <param name="signature">What is known of the signature of the provider's matrix; null if nobody looked at one.</param>
    public static Report Of(Reconciliation reconciliation, Resolver provider, Resolver customer, ReportSignature? signature = null)
    {
        ArgumentNullException.ThrowIfNull(reconciliation);
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(customer);
        return new Pieces(reconciliation, provider, customer, signature).Report();
    }

    private sealed class Pieces(Reconciliation result, Resolver provider, Resolver customer, ReportSignature? signature) : ReportPieces
    {
        private readonly Dictionary<(string Catalog, string Control), string> _anchors = result.Controls
            .DistinctBy(control => (control.Catalog, control.Control)).ToDictionary(
            control => (control.Catalog, control.Control), control => ControlBlocks.AnchorOf(control.Catalog, control.Control));

        private readonly Dictionary<(string?, string?), Diagnostic> _findings = result.Diagnostics.Where(ReconciliationWords.IsReported)
            .DistinctBy(finding => (finding.Catalog, finding.Control)).ToDictionary(finding => (finding.Catalog, finding.Control));

        public Report Report() => new()
        {
            Title = $"{result.Provider.Party} and {result.Customer.Party}: two statements on {provider.Levels[0].Matrix.Service.Name}",
            Subtitle = $"Reconciliation of {ReconciliationWords.Title(result)}; as of {result.Provider.Context.AsOf:yyyy-MM-dd}",
            Identity = $"{Identity(provider.Levels[0])} and {Identity(customer.Levels[0])}",
            Language = provider.Levels[0].Matrix.Language,
            Notices = Notices().OrderByDescending(notice => notice.Severity).ToValueList(),
            Sections = new[] { Section("summary", "Summary", Summary()) }
                .Concat(ReconciliationWords.Sections.Select(section =>
                    Section(Model.Words.Of(section.Status), section.Heading, Open(section.Status, section.Heading))))
                .Append(Section("different", "Agreed, but different in third parties or commitments", Different()))
                .Append(Section("agreed", "Agreed", Agreed()))
                .Append(Section("definitions", "Definitions", [Definitions()]))
                .Append(Section("findings", "Findings", Findings(Others, _anchors)))
                .Append(Section("sources", "What this was made from", Sources(
                    Inputs(provider, result.Provider).Concat(Inputs(customer, result.Customer)), result.Provider.Context.AsOf, signature)))
                .OfType<ReportSection>().ToValueList(),
        };

        private List<Diagnostic> Others => [.. result.Diagnostics.Where(finding => !ReconciliationWords.IsReported(finding))];

        private IEnumerable<ReportNotice> Notices()
        {
            foreach (var (status, _, _) in ReconciliationWords.Sections)
            {
                var open = Of(status).Where(control => Weight(control) is { AcceptedReason: null }).ToList();
                if (open.Count > 0)
                    yield return new()
                    {
                        Severity = open.Max(control => Weight(control)!.Severity),
                        Text = ReconciliationWords.Notice(status, open.Count),
                        Links = open.Select(control => new ReportLink
                        { Text = control.Control, Anchor = _anchors[(control.Catalog, control.Control)] }).ToValueList(),
                    };
            }
            foreach (var notice in Unsigned(signature)) yield return notice;
            foreach (var notice in Errors(Others.Where(finding => finding.Severity == Severity.Error && finding.AcceptedReason is null)))
                yield return notice;
        }

        private IEnumerable<ReportBlock> Summary()
        {
            yield return new ReportFacts
            {
                Facts =
                [
                    Fact("Result", ReconciliationWords.Summary(result)),
                    Fact("Provider", Statement(result.Provider)), Fact("Customer", Statement(result.Customer)),
                    Fact("Asked for", ReconciliationWords.Context(result)),
                ],
            };
            foreach (var hint in (IEnumerable<string>)result.Hints)
                yield return new ReportParagraph { Text = hint, Tone = ReportTone.Caution };
        }

        private IEnumerable<ReportBlock> Open(ReconcileStatus status, string heading) => Bounded(
            heading, [.. Heads, "What to do"], Of(status),
            control =>
            [
                .. Both(control, status is ReconcileStatus.Gap or ReconcileStatus.Disputed ? ReportTone.Bad : ReportTone.Caution),
                Cell(Weight(control)?.AcceptedReason is { } reason ? $"{control.Note}\nAccepted: {reason}" : control.Note),
            ],
            "control", AnchorOf);

        private IEnumerable<ReportBlock> Different() => Bounded(
            "Controls of which third parties or commitments differ", [.. Heads, "What to do"],
            [.. Of(ReconcileStatus.Agreed).Where(ReconciliationWords.DiffersInMoreThanWords)],
            control => [.. Both(control, ReportTone.Plain), Cell(ReconciliationWords.WithoutWords(control))], "control", AnchorOf);

        private IEnumerable<ReportBlock> Agreed()
        {
            List<ReconciledControl> controls =
                [.. Of(ReconcileStatus.Agreed).Where(control => !ReconciliationWords.DiffersInMoreThanWords(control))];
            if (controls.Count > 0) yield return Table(
                "Controls on which both agree", ["Control", "Who performs", "Different words"], controls.Select(control =>
                (ReportCell?[])[Name(control, ReportTone.Plain), Cell(ReconciliationWords.Who(control.Provider)),
                    Cell(string.Join('\n', (IEnumerable<string>)control.WordDifferences))]), controls.Select(AnchorOf));
        }

        private static ReportLegend Definitions() => new()
        {
            Words =
            [
                Fact("agreed", "Both name the same sides as those that perform.", ReportTone.Good),
                Fact("gap", "Neither party says of itself that it does it, and no third party does.", ReportTone.Bad),
                Fact("disputed", "One counts on a party that does not say so of itself, or only one says that it does not apply.",
                    ReportTone.Bad),
                Fact("overlap", "A party does what the other does not count on.", ReportTone.Caution),
                Fact("silent", "One has no answer: out of its scope, unassigned, left open or in conflict.", ReportTone.Caution),
            ],
        };

        private string[] Heads => ["Control", $"{result.Provider.Party} says", $"{result.Customer.Party} says"];

        private static ReportCell[] Both(ReconciledControl control, ReportTone tone) =>
            [Name(control, tone), Cell(ReconciliationWords.Who(control.Provider)), Cell(ReconciliationWords.Who(control.Customer))];

        private static ReportCell Name(ReconciledControl control, ReportTone tone) => Cell($"{control.Control} {control.Title}", tone);

        private string AnchorOf(ReconciledControl control) => _anchors[(control.Catalog, control.Control)];

        private List<ReconciledControl> Of(ReconcileStatus status) => [.. result.Controls.Where(control => control.Status == status)];

        private Diagnostic? Weight(ReconciledControl control) => _findings.GetValueOrDefault((control.Catalog, control.Control));

        private static string Statement(ReconciledStatement statement) =>
            $"{statement.Party}: {statement.Title} ({statement.Matrix.Id}, version {statement.Matrix.Version})";

        private static ValueList<ResolutionInput> Inputs(Resolver resolver, ReconciledStatement statement) =>
            resolver.Resolve(statement.Context).Inputs;
    }
}
