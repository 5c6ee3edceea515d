namespace ResponsibilityMatrix.Collections;

/// <summary>Limits the length of texts and lists in messages.</summary>
internal static class Shortened
{
    private const int LongestText = 60;
    private const int Kept = LongestText - 3;
    private const int MostNamed = 24;

    /// <summary>A text, or its beginning if it is long.</summary>
    public static string Text(string text) => text.Length <= LongestText ? text
        : text[..(char.IsHighSurrogate(text[Kept - 1]) ? Kept - 1 : Kept)] + "…";

    /// <summary>The first names of a list, and the number of the others.</summary>
    public static string List(IReadOnlyCollection<string> names, string separator = ", ") =>
        string.Join(separator, names.Take(MostNamed).Select(Text)) +
            (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
