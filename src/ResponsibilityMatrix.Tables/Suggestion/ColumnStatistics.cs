namespace ResponsibilityMatrix.Tables;

/// <summary>What the cells of a column are like.</summary>
internal sealed class ColumnStatistics
{
    private const int MostDistinct = 400;

    public ColumnStatistics(SheetLayout layout, int column)
    {
        Heading = layout.Headings[column];
        Phrase = TableWords.Phrase(Heading);
        long length = 0;
        foreach (var row in layout.Rows)
        {
            if (row.IsBanner || row.Cells[column] is not { Length: > 0 } text) continue;
            Count++;
            length += text.Length;
            var word = CellWords.Compared(text);
            if (Words.Count < MostDistinct || Words.ContainsKey(word)) Words[word] = Words.GetValueOrDefault(word) + 1;
        }
        AverageLength = Count == 0 ? 0 : (double)length / Count;
    }

    public string Heading { get; }

    /// <summary>The heading in the form of the vocabulary.</summary>
    public string Phrase { get; }

    /// <summary>How many cells have a text.</summary>
    public int Count { get; }

    public double AverageLength { get; }

    /// <summary>The texts as they are compared, with their numbers.</summary>
    public Dictionary<string, int> Words { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Which part of the cells fulfils a condition, from 0 to 1; 0 for an empty column.</summary>
    public double Share(Func<string, bool> condition) =>
        Count == 0 ? 0 : (double)Words.Where(word => condition(word.Key)).Sum(word => word.Value) / Words.Values.Sum();

    /// <summary>Whether there are so few texts that they are words of a vocabulary.</summary>
    public bool IsVocabulary => Words.Count <= 4 || (Words.Count <= 60 && Words.Count <= Count * 0.6);
}
