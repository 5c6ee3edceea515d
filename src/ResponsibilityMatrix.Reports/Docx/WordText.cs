namespace ResponsibilityMatrix.Reports;

/// <summary>A piece of a paragraph.</summary>
/// <param name="Text">The text; line breaks count.</param>
internal readonly record struct WordText(string Text)
{
    /// <summary>What it means for its reader.</summary>
    public ReportTone Tone { get; init; }

    public bool IsBold { get; init; }

    /// <summary>Whether it is the report's own word, which is English, and not a text of the matrix.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The name of the bookmark that it leads to, or null.</summary>
    public string? Bookmark { get; init; }

    /// <summary>The relation of the page that it leads to, or null.</summary>
    public string? Relation { get; init; }

    /// <summary>Whether it was added or removed since the version before.</summary>
    public WordChange Change { get; init; }

    public static implicit operator WordText(string text) => new(text);

    public static WordText Own(string text) => new(text) { IsOwn = true };

    public static WordText Bold(string text) => new(text) { IsBold = true };
}

/// <summary>What became of a text since the version before.</summary>
internal enum WordChange
{
    None,
    Inserted,
    Deleted,
}
