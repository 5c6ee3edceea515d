namespace ResponsibilityMatrix.Reports;

/// <summary>How wide the columns of a table are: as wide as their longest words where these fit, and the rest by the length of their
/// texts.</summary>
internal static class WordColumns
{
    // Twentieths of a point: a letter of 9 points, and the space at the sides of a cell.
    private const int Letter = 100;
    private const int Sides = 220;

    private const int MostRows = 2_000;
    private const int FewRows = 12;
    private const int LongestWord = 16;
    private const int LongestText = 60;

    public static IReadOnlyList<int> Widths(ReportTable table, int width)
    {
        var count = table.Columns.Count;
        var (least, wanted) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var texts = table.Rows.Take(MostRows).Where(row => i < row.Cells.Count)
                .Select(row => row.Cells[i].Text + row.Cells[i].Before)
                .Prepend(table.Columns[i]).ToList();
            least[i] = Sides + (Letter * Math.Min(LongestWord, texts.Max(LongestWordOf)));
            // One long text among short ones may take more lines.
            var lengths = texts.Select(text => Math.Min(LongestText, text.Length)).Order().ToList();
            wanted[i] = Math.Max(least[i], Sides + (Letter * (double)lengths[lengths.Count <= FewRows ? ^1 : (lengths.Count * 9 / 10)]));
        }
        var (sumLeast, sumWanted) = (least.Sum(), wanted.Sum());
        var widths = new int[count];
        for (var i = 0; i < count; i++)
            widths[i] = (int)(sumLeast >= width ? least[i] * width / sumLeast
                : sumWanted <= width ? wanted[i] * width / sumWanted
                : least[i] + ((wanted[i] - least[i]) * (width - sumLeast) / (sumWanted - sumLeast)));
        widths[^1] += width - widths.Sum();
        return widths;
    }

    private static int LongestWordOf(string text)
    {
        var (longest, start) = (0, 0);
        for (var i = 0; i <= text.Length && longest < LongestWord; i++)
        {
            if (i < text.Length && text[i] is not (' ' or '\n')) continue;
            longest = Math.Max(longest, i - start);
            start = i + 1;
        }
        return longest;
    }
}
