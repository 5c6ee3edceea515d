using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Reports;

/// <summary>The matrix of controls and parties, and a row for each duty.</summary>
internal sealed class ControlSheets(Report report, ReportControls controls, ReportWorkbook workbook)
{
    private const string Legend =
        "R does it · A answers for it · C is asked before · I is told · ↑ inherited from a provider further up · ! not done · " +
        "in brackets: by service model, stated by nobody";

    // The more important first: what is not done or stated by nobody looks so whoever is responsible.
    private static readonly (string Text, SheetTone Tone)[] Letters =
    [
        ("!", SheetTone.Caution), ("(", SheetTone.Derived), ("R", SheetTone.Responsible), ("A", SheetTone.Accountable),
        ("C", SheetTone.Consulted), ("I", SheetTone.Informed),
    ];

    private static readonly (string Text, SheetTone Tone)[] Answers =
    [
        ("unassigned", SheetTone.Bad), ("in conflict", SheetTone.Bad), ("nobody", SheetTone.Caution), ("not determined", SheetTone.Caution),
        ("incomplete", SheetTone.Caution), ("by service model", SheetTone.Derived),
    ];

    private readonly Dictionary<string, string> _parties =
        controls.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);

    private readonly bool _hasVariants = controls.Domains.SelectMany(domain => domain.Controls).Any(control => control.Answers.Count > 1);

    public IReadOnlyList<Sheet> Sheets(CancellationToken cancellationToken)
    {
        var (matrixName, dutiesName) = (workbook.NameOf("Matrix"), workbook.NameOf("Duties"));
        Dictionary<string, int> firstDuties = [];
        var duties = Duties(firstDuties, cancellationToken);
        List<Sheet> sheets = [];
        var parts = controls.Parties.Chunk(workbook.MostParties).ToList();
        if (parts.Count == 0) parts.Add([]);
        for (var i = 0; i < parts.Count; i++)
            sheets.AddRange(Matrix(i == 0 ? matrixName : workbook.NameOf(matrixName), parts[i], dutiesName, firstDuties));
        return [.. sheets, .. workbook.Divided(dutiesName, duties.Rows, (start, _) => DutiesSheet(dutiesName, duties.Columns))];
    }

    private IEnumerable<Sheet> Matrix(string name, ReportParty[] parties, string dutiesName, Dictionary<string, int> firstDuties)
    {
        var domains = controls.Domains.Select(domain => domain.Title.Length).DefaultIfEmpty(0).Max() + 2;
        List<SheetColumn> columns = [Column("Domain", Math.Clamp(domains, 14, 38)),
            Column("Control", 14) with { Look = SheetLook.Link }, Column("Title", 46), Column("Who", 20)];
        if (_hasVariants) columns.Add(Column("Holds for", 22));
        var first = columns.Count;
        columns.AddRange(parties.Select(party => new SheetColumn
        {
            Heading = $"{party.Name} ({AnswerText.Side(party.Side).ToLowerInvariant()})",
            Width = 16,
            Look = SheetLook.Letter,
        }));
        List<ValueList<string>> rows = [];
        List<string> anchors = [];
        foreach (var (domain, control, answer) in Entries())
        {
            var byParty = answer.Duties.Where(duty => duty.Change != ReportChange.Removed).ToLookup(duty => duty.Party);
            var indent = new string(' ', 2 * Math.Min(control.Depth, 8));
            List<string> row = [domain.Title, control.Id, indent + control.Title, Who(control, answer)];
            if (_hasVariants) row.Add(HoldsFor(answer));
            row.AddRange(parties.Select(party => Letter([.. byParty[party.Id]], answer)));
            rows.Add(row.ToValueList());
            anchors.Add(control.Anchor);
        }
        List<SheetRule> rules = [.. Answers.Select(rule => new SheetRule { First = 3, Last = 3, Text = rule.Text, Tone = rule.Tone })];
        if (parties.Length > 0)
            rules.AddRange(Letters.Select(rule =>
                new SheetRule { First = first, Last = columns.Count - 1, Text = rule.Text, Tone = rule.Tone }));
        return workbook.Divided(name, rows, (start, count) => new()
        {
            Name = name,
            Columns = columns.ToValueList(),
            Bands = columns.Select(_ => Legend).ToValueList(),
            Rows = [],
            FrozenColumns = 2,
            Rules = rules.ToValueList(),
            Links = Enumerable.Range(start, count).Where(row => firstDuties.ContainsKey(anchors[row]))
                .ToDictionary(row => (row - start, 1), row => $"'{dutiesName}'!A{firstDuties[anchors[row]]}"),
        });
    }

    private (IReadOnlyList<ValueList<string>> Rows, IReadOnlyList<DutyColumn> Columns) Duties(
        Dictionary<string, int> firstDuties, CancellationToken cancellationToken)
    {
        List<DutyRow> rows = [];
        foreach (var (domain, control, answer) in Entries())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!control.IsLeaf) continue;
            // The row of headings stands above.
            if (rows.Count < workbook.MostRows) firstDuties.TryAdd(control.Anchor, rows.Count + 2);
            // What nobody does has a row too.
            if (answer.Duties.IsEmpty) rows.Add(new(domain, control, answer, null));
            rows.AddRange(answer.Duties.Select(duty => new DutyRow(domain, control, answer, duty)));
        }
        var columns = AllColumns().Where(column => !column.IsOptional || rows.Exists(row => column.Text(row) is { Length: > 0 })).ToList();
        return ([.. rows.Select(row => columns.Select(column => column.Text(row) ?? "").ToValueList())], columns);
    }

    private static Sheet DutiesSheet(string name, IReadOnlyList<DutyColumn> columns)
    {
        var who = columns.ToList().FindIndex(column => column.Heading == "Who");
        return new()
        {
            Name = name,
            Columns = columns.Select(column => Column(column.Heading, column.Width) with { IsPrinted = column.IsPrinted }).ToValueList(),
            Rows = [],
            FrozenColumns = 1,
            Rules = Answers.Select(rule => new SheetRule { First = who, Last = who, Text = rule.Text, Tone = rule.Tone }).ToValueList(),
        };
    }

    // What is printed stands first.
    private IEnumerable<DutyColumn> AllColumns() =>
    [
        new("Number", 15, row => row.Duty?.Number),
        new("Control", 12, row => row.Control.Id),
        new("Title", 26, row => row.Control.Title),
        new("Who", 18, row => Who(row.Control, row.Answer)),
        new("Holds for", 18, row => HoldsFor(row.Answer)) { IsOptional = true },
        new("Party", 18, row => row.Duty is { } duty ? _parties.GetValueOrDefault(duty.Party, duty.Party) : null),
        new("Duty", 56, row => row.Duty?.Text),
        new("Involvement", 13, row => row.Duty?.Involvement) { IsOptional = true },
        new("Change", 12, row => row.Duty is { } duty ? ChangeOf(row.Control.Change == ReportChange.None ? duty.Change : row.Control.Change)
            : ChangeOf(row.Control.Change)) { IsOptional = true },
        new("Before", 40, row => Before(row)) { IsOptional = true },
        new("Status", 14, row => row.Duty?.Implementation) { IsOptional = true },
        new("Inherited from", 15, row => row.Duty?.InheritedFrom) { IsOptional = true },
        new("Reason", 24, row => row.Answer.Reason) { IsOptional = true },
        new("Component", 16, row => row.Duty?.Component) { IsOptional = true, IsPrinted = false },
        new("Needs", 18, row => row.Duty is { } duty ? string.Join(", ", duty.DependsOn) : null) { IsOptional = true, IsPrinted = false },
        new("Domain", 24, row => row.Domain.Title) { IsPrinted = false },
        new("Catalog", 18, row => row.Domain.Catalog) { IsPrinted = false },
        new("Side", 12, row => row.Duty is { } duty ? AnswerText.Side(duty.Side) : null) { IsPrinted = false },
        new("Taken over", 36, row => row.Answer.Inheritability) { IsOptional = true, IsPrinted = false },
        new("Together", 36, row => row.Answer.Coupling) { IsOptional = true, IsPrinted = false },
        new("Who answers for it", 20, row => string.Join(", ", (IEnumerable<string>)row.Answer.Accountable))
            { IsOptional = true, IsPrinted = false },
        new("Stated for", 14, row => row.Answer.StatedFor) { IsOptional = true, IsPrinted = false },
        new("Commitments", 44, row => string.Join('\n', (IEnumerable<string>)row.Answer.Commitments))
            { IsOptional = true, IsPrinted = false },
        new("Evidence", 44, row => string.Join('\n', row.Answer.Evidence.Select(ReportWorkbook.TextOf)))
            { IsOptional = true, IsPrinted = false },
        new("Findings", 44, row => string.Join('\n', row.Answer.Findings.Select(ReportWorkbook.TextOf)))
            { IsOptional = true, IsPrinted = false },
        new("Further up", 50, row => Chain(row.Answer.Chain)) { IsOptional = true, IsPrinted = false },
        new("Why", 50, row => string.Join('\n', (IEnumerable<string>)row.Answer.Because)) { IsOptional = true, IsPrinted = false },
    ];

    private IEnumerable<(ReportDomain Domain, ReportControl Control, ReportAnswer Answer)> Entries() => controls.Domains
        .SelectMany(domain => domain.Controls.SelectMany(control => control.Answers.Select(answer => (domain, control, answer))));

    private static string Who(ReportControl control, ReportAnswer answer) => answer.Words +
        (answer.IsByServiceModel ? " (by service model)" : "") +
        (answer.StatedFor is { } whole ? $" (stated for {whole} as a whole)" : "") +
        (answer.Before is { } before ? $"\nBefore: {before}" : "") +
        (control.Change is ReportChange.Added or ReportChange.Removed ? $"\n{ChangeOf(control.Change)}" : "");

    private string HoldsFor(ReportAnswer answer) => answer.Variants.Count == report.Variants.Count ? ""
        : string.Join("; ", answer.Variants.Select(variant => report.Variants[variant].Title));

    private static string Letter(IReadOnlyList<ReportDuty> duties, ReportAnswer answer)
    {
        if (duties.Count == 0) return "";
        var roles = duties.Aggregate(Involvement.None, (roles, duty) => roles | duty.Roles);
        var letters = (roles.HasFlag(Involvement.Responsible) ? "R" : "") + (roles.HasFlag(Involvement.Accountable) ? "A" : "") +
            (roles.HasFlag(Involvement.Consulted) ? "C" : "") + (roles.HasFlag(Involvement.Informed) ? "I" : "") +
            (duties.Any(duty => duty.InheritedFrom is not null) ? "↑" : "") + (duties.Any(duty => !duty.IsDone) ? "!" : "");
        return answer.IsByServiceModel ? $"({letters})" : letters;
    }

    private string? Before(DutyRow row) => row.Duty is not { Before: { } before } ? row.Answer.Before
        : string.Join(" – ", new[] { _parties.GetValueOrDefault(before.Party, before.Party), before.Text, before.Implementation }
            .Where(part => !string.IsNullOrEmpty(part)));

    private static string Chain(ReportChainNode? chain)
    {
        if (chain is null) return "";
        List<string> lines = [];
        Add(chain, 0);
        return string.Join('\n', lines);

        void Add(ReportChainNode node, int depth)
        {
            var indent = new string(' ', 2 * Math.Min(depth, 8));
            lines.Add(indent + node.Title);
            foreach (var line in node.Lines) lines.Add($"{indent}  {(line.IsLeft ? "left to " : "")}{line.Party}: {line.Text}");
            foreach (var upstream in node.Upstreams) Add(upstream, depth + 1);
        }
    }

    private static string ChangeOf(ReportChange change) => change switch
    {
        ReportChange.Added => "new",
        ReportChange.Changed => "changed",
        ReportChange.Removed => "no longer there",
        _ => "",
    };

    private static SheetColumn Column(string heading, int width) => new() { Heading = heading, Width = width, Look = SheetLook.Lined };

    private sealed record DutyRow(ReportDomain Domain, ReportControl Control, ReportAnswer Answer, ReportDuty? Duty);

    private sealed record DutyColumn(string Heading, int Width, Func<DutyRow, string?> Text)
    {
        public bool IsOptional { get; init; }

        public bool IsPrinted { get; init; } = true;
    }
}
