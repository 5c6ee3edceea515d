namespace ResponsibilityMatrix.Reports;

/// <summary>What was removed from a text and added to it, word by word.</summary>
internal static class WordChanges
{
    // Texts of more words than these are replaced as a whole.
    private const int MostSteps = 1_000_000;

    /// <summary>The pieces of a text, those that were removed among them.</summary>
    /// <param name="before">The text of the version before.</param>
    /// <param name="after">The text now; its pieces look like it.</param>
    public static IEnumerable<WordText> Of(string before, WordText after)
    {
        var (old, now) = (Words(before), Words(after.Text));
        var start = 0;
        while (start < old.Count && start < now.Count && old[start] == now[start]) start++;
        var end = 0;
        while (end < old.Count - start && end < now.Count - start && old[^(end + 1)] == now[^(end + 1)]) end++;
        var (removed, added) = (old[start..(old.Count - end)], now[start..(now.Count - end)]);
        List<(WordChange Change, string Text)> pieces = [.. old[..start].Select(word => (WordChange.None, word))];
        if ((long)removed.Count * added.Count > MostSteps)
        {
            pieces.AddRange(removed.Select(word => (WordChange.Deleted, word)));
            pieces.AddRange(added.Select(word => (WordChange.Inserted, word)));
        }
        else
        {
            AddSteps(removed, added, pieces);
        }
        pieces.AddRange(old[(old.Count - end)..].Select(word => (WordChange.None, word)));
        for (var i = 0; i < pieces.Count;)
        {
            var next = i + 1;
            while (next < pieces.Count && pieces[next].Change == pieces[i].Change) next++;
            yield return after with
            {
                Text = string.Concat(pieces.GetRange(i, next - i).Select(piece => piece.Text)),
                Change = pieces[i].Change,
            };
            i = next;
        }
    }

    // The longest common subsequence.
    private static void AddSteps(List<string> removed, List<string> added, List<(WordChange Change, string Text)> pieces)
    {
        var longest = new int[removed.Count + 1, added.Count + 1];
        for (var i = removed.Count - 1; i >= 0; i--)
            for (var j = added.Count - 1; j >= 0; j--)
                longest[i, j] = removed[i] == added[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var (at, to) = (0, 0);
        while (at < removed.Count || to < added.Count)
        {
            if (at < removed.Count && to < added.Count && removed[at] == added[to])
            {
                pieces.Add((WordChange.None, removed[at++]));
                to++;
            }
            else if (at < removed.Count && (to == added.Count || longest[at + 1, to] >= longest[at, to + 1]))
            {
                pieces.Add((WordChange.Deleted, removed[at++]));
            }
            else
            {
                pieces.Add((WordChange.Inserted, added[to++]));
            }
        }
    }

    // A word with the blanks after it.
    private static List<string> Words(string text)
    {
        List<string> words = [];
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
            words.Add(text[start..end]);
            start = end;
        }
        return words;
    }
}
