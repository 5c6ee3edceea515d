using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Reports;

/// <summary>The parts of a report on a sheet that is read from top to bottom.</summary>
internal static class PageBlocks
{
    public static void Block(this SheetPage page, ReportBlock block)
    {
        switch (block)
        {
            case ReportParagraph paragraph:
                page.Paragraph(paragraph.Text, ReportWorkbook.LookOf(paragraph.Tone, SheetLook.Plain));
                break;
            case ReportFacts facts: page.Facts(facts.Facts); break;
            case ReportLegend legend: page.Facts(legend.Words); break;
            case ReportTable table:
                page.Table(table.Caption, table.Columns, table.Rows.Select(row => row.Cells
                    .Select(cell => (ReportWorkbook.TextOf(cell), ReportWorkbook.LookOf(cell.Tone), (string?)null)).ToArray()));
                break;
            case ReportSignatures signatures:
                foreach (var party in signatures.Parties) page.Fact($"For {party}", "\nName, role, date, signature\n\n");
                break;
            default: throw new InvalidOperationException($"Workbooks have no case for {block.GetType().Name}.");
        }
    }

    private static void Facts(this SheetPage page, IReadOnlyList<ReportFact> facts)
    {
        foreach (var fact in facts) page.Fact(fact.Term, fact.Value, ReportWorkbook.LookOf(fact.Tone));
    }
}
