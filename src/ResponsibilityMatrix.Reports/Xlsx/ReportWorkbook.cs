using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// The sheets of a report. Controls give the matrix and the duties; a section of one table is a sheet whose rows can be filtered, one of
/// several a sheet to be read; all else stands in the summary.
/// </summary>
internal sealed class ReportWorkbook(Report report)
{
    private const int MostLinks = 40;
    private const int FewRows = 12;
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    { ["open"] = "Open", ["sources"] = "Sources", ["findings"] = "Findings", ["changes"] = "Changes" };

    private readonly SheetNames _names = new();
    private readonly bool _isRightToLeft = TextDirection.IsRightToLeft(report.Language);

    /// <summary>How many rows a sheet may have; the others go to a further one.</summary>
    public int MostRows { get; init; } = 1_000_000;

    /// <summary>How many parties a sheet may have; the others go to a further one.</summary>
    public int MostParties { get; init; } = 1_000;

    /// <summary>Makes the sheets, the summary first.</summary>
    public IReadOnlyList<Sheet> Sheets(CancellationToken cancellationToken)
    {
        List<Sheet> matrices = [];
        List<Sheet> others = [];
        var summary = new SheetPage(NameOf("Summary"), WidthsOf(Tables(report.Sections.Take(1))));
        summary.Title(report.Title);
        summary.Paragraph(report.Subtitle);
        summary.Paragraph(report.Identity);
        foreach (var notice in report.Notices) summary.Paragraph(TextOf(notice), LookOf(notice.Severity));
        foreach (var section in report.Sections)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isFirst = section == report.Sections[0];
            var tables = section.Blocks.OfType<ReportTable>().ToList();
            if (tables.Count == 1 && !isFirst && section.Blocks.All(block => block is ReportTable or ReportParagraph))
            {
                var sheets = TableSheets(NameOf(section), tables[0]).ToList();
                others.AddRange(sheets);
                summary.Section(section.Title);
                foreach (var paragraph in section.Blocks.OfType<ReportParagraph>()) summary.Block(paragraph);
                summary.Paragraph($"{AnswerText.Counted(tables[0].Rows.Count, "row")}: see {In(sheets)}.", link: sheets[0].Name);
            }
            else
            {
                var isOwn = tables.Count > 0 && !isFirst;
                var page = isOwn ? new SheetPage(NameOf(section), WidthsOf(tables)) : summary;
                if (isOwn) page.Title(section.Title);
                else page.Section(section.Title);
                foreach (var block in section.Blocks)
                {
                    if (block is not ReportControls controls)
                    {
                        page.Block(block);
                        continue;
                    }
                    var sheets = new ControlSheets(report, controls, this).Sheets(cancellationToken);
                    matrices.AddRange(sheets);
                    page.Paragraph($"See {In(sheets)}.", link: sheets[0].Name);
                }
                if (!isOwn) continue;
                others.Add(page.Sheet());
                summary.Section(section.Title);
                summary.Paragraph($"See {In([others[^1]])}.", link: others[^1].Name);
            }
        }
        return [.. new[] { summary.Sheet() }.Concat(matrices).Concat(others).Select(sheet => sheet with
            { PageHeader = $"{report.Title} – {report.Identity} – {sheet.Name}", IsRightToLeft = _isRightToLeft })];
    }

    /// <summary>Divides the rows of a sheet that has too many.</summary>
    public IEnumerable<Sheet> Divided(string name, IReadOnlyList<ValueList<string>> rows, Func<int, int, Sheet> make)
    {
        for (var (start, part) = (0, 1); start == 0 || start < rows.Count; start += MostRows, part++)
        {
            var count = Math.Min(MostRows, rows.Count - start);
            yield return make(start, count) with
            {
                Name = part == 1 ? name : NameOf($"{name} {part}"),
                Rows = rows.Skip(start).Take(count).ToValueList(),
            };
        }
    }

    /// <summary>A name that no other sheet has, with what a name of a sheet may have.</summary>
    public string NameOf(string title) => _names.NameOf(title);

    /// <summary>A cell of a report as text, with what stood there before.</summary>
    public static string TextOf(ReportCell cell) => cell.Before switch
    {
        null => cell.Text,
        "" => $"New: {cell.Text}",
        var before when cell.Text.Length == 0 => $"No longer: {before}",
        var before => $"{cell.Text}\nBefore: {before}",
    };

    public static SheetLook LookOf(ReportTone tone, SheetLook otherwise = SheetLook.Lined) => tone switch
    {
        ReportTone.Good => SheetLook.Good,
        ReportTone.Caution => SheetLook.Caution,
        ReportTone.Bad => SheetLook.Bad,
        ReportTone.Derived => SheetLook.Derived,
        _ => otherwise,
    };

    private string NameOf(ReportSection section) => NameOf(ShortNames.GetValueOrDefault(section.Id, section.Title));

    private IEnumerable<Sheet> TableSheets(string name, ReportTable table)
    {
        var rows = table.Rows.Select(row => table.Columns.Select((_, i) => i < row.Cells.Count ? TextOf(row.Cells[i]) : "").ToValueList())
            .ToList();
        var widths = WidthsOf([table]);
        var columns = table.Columns.Select((heading, i) =>
            new SheetColumn { Heading = heading, Width = widths[i], Look = SheetLook.Lined }).ToValueList();
        return Divided(name, rows, (start, count) => new()
        {
            Name = name,
            Columns = columns,
            Rows = [],
            Cells = table.Rows.Skip(start).Take(count).SelectMany((row, i) => row.Cells.Select((cell, column) => (cell, i, column)))
                .Where(entry => entry.cell.Tone != ReportTone.Plain && entry.column < columns.Count)
                .ToDictionary(entry => (entry.i, entry.column), entry => columns[entry.column] with { Look = LookOf(entry.cell.Tone) }),
        });
    }

    private static IEnumerable<ReportTable> Tables(IEnumerable<ReportSection> sections) =>
        sections.SelectMany(section => section.Blocks).OfType<ReportTable>();

    // As wide as most of the texts, within reason.
    private static int[] WidthsOf(IEnumerable<ReportTable> tables)
    {
        var all = tables.ToList();
        return [.. Enumerable.Range(0, all.Select(table => table.Columns.Count).DefaultIfEmpty(0).Max()).Select(i => all
            .Where(table => i < table.Columns.Count).Max(table =>
            {
                var lengths = table.Rows.Take(2_000).Where(row => i < row.Cells.Count)
                    .Select(row => row.Cells[i].Text.Split('\n').Max(line => line.Length)).Append(table.Columns[i].Length + 2)
                    .Order().ToList();
                var most = lengths[lengths.Count <= FewRows ? ^1 : (lengths.Count * 9 / 10)];
                return Math.Clamp(most + 2, Math.Min(24, table.Columns[i].Length + 4), 60);
            }))];
    }

    private static string TextOf(ReportNotice notice)
    {
        var links = notice.Links.IsEmpty ? "" : $"\n{string.Join(", ", notice.Links.Take(MostLinks).Select(link => link.Text))}" +
            (notice.Links.Count > MostLinks ? $" and {notice.Links.Count - MostLinks} more" : "");
        return $"{Word(notice.Severity)}: {notice.Text}{links}";
    }

    private static SheetLook LookOf(Severity severity) => severity switch
    {
        Severity.Error => SheetLook.Bad,
        Severity.Warning => SheetLook.Caution,
        _ => SheetLook.Lined,
    };

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "Error",
        Severity.Warning => "To do",
        _ => "Note",
    };

    private static string In(IReadOnlyList<Sheet> sheets) =>
        $"the sheet{(sheets.Count == 1 ? "" : "s")} {AnswerText.And(sheets.Select(sheet => sheet.Name))}";
}
