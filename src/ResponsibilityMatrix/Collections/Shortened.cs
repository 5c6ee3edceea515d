namespace ResponsibilityMatrix.Collections;

/// <summary>Texts and lists in sentences, no longer than somebody reads.</summary>
internal static class Shortened
{
    private const int LongestText = 60;
    private const int Kept = LongestText - 3;
    private const int MostNamed = 24;

    /// <summary>A text, or its beginning where it is long.</summary>
    public static string Text(string text) => text.Length <= LongestText ? text
        : text[..(char.IsHighSurrogate(text[Kept - 1]) ? Kept - 1 : Kept)] + "…";

    /// <summary>The first of some names, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names, string separator = ", ") =>
        string.Join(separator, names.Take(MostNamed).Select(Text)) +
            (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}
