using System.Collections.Immutable;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>A sheet to be written: headings, and rows of texts. Immutable; equal by value.</summary>
internal sealed record Sheet
{
    /// <summary>The name: at most 31 characters, none of <c>\ / ? * [ ] :</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The columns.</summary>
    public required ValueList<SheetColumn> Columns { get; init; }

    /// <summary>The rows, each with a text for each column.</summary>
    public required ValueList<ValueList<string>> Rows { get; init; }

    /// <summary>Whether the rows can be filtered by their columns.</summary>
    public bool HasFilter { get; init; } = true;

    /// <summary>Whether the headings of the columns are shown.</summary>
    public bool HasHeadings { get; init; } = true;

    /// <summary>How many columns stay where they are when the sheet is moved sideways.</summary>
    public int FrozenColumns { get; init; }

    /// <summary>The columns with which a further page begins beside the first one, from 0; the columns that stay where they are stand on
    /// each page. Empty for all columns on one page.</summary>
    public ValueList<int> PageStarts { get; init; }

    /// <summary>Whether its first column stands on the right.</summary>
    public bool IsRightToLeft { get; init; }

    /// <summary>What stands above each printed page, or null for the name.</summary>
    public string? PageHeader { get; init; }

    /// <summary>Whether the sheet is hidden.</summary>
    public bool IsHidden { get; init; }

    /// <summary>What stands in a hidden row above the headings; empty for no such row.</summary>
    public ValueList<string> Members { get; init; }

    /// <summary>What stands above the headings, equal texts beside each other in one cell; empty for no such row, which there is instead of
    /// the hidden one.</summary>
    public ValueList<string> Bands { get; init; }

    /// <summary>For how many more rows below the last one choices are offered.</summary>
    public int SpareRows { get; init; }

    /// <summary>Cells that differ from their columns, by the number of the row from 0 and of the column.</summary>
    public IReadOnlyDictionary<(int Row, int Column), SheetColumn> Cells { get; init; } =
        ImmutableDictionary<(int Row, int Column), SheetColumn>.Empty;

    /// <summary>Cells that take the place of those beside them too, by the number of the row from 0 and of the column, with the number of
    /// columns.</summary>
    public IReadOnlyDictionary<(int Row, int Column), int> Spans { get; init; } = ImmutableDictionary<(int Row, int Column), int>.Empty;

    /// <summary>Cells that lead to other cells, such as <c>'Duties'!A5</c>, by the number of the row from 0 and of the column.</summary>
    public IReadOnlyDictionary<(int Row, int Column), string> Links { get; init; } =
        ImmutableDictionary<(int Row, int Column), string>.Empty;

    /// <summary>Which texts give cells a colour, the more important first.</summary>
    public ValueList<SheetRule> Rules { get; init; }
}

/// <summary>A text that gives cells a colour, whoever writes it there.</summary>
internal sealed record SheetRule
{
    /// <summary>The first column, from 0.</summary>
    public required int First { get; init; }

    /// <summary>The last column.</summary>
    public required int Last { get; init; }

    /// <summary>The text that the cells contain: words of the program, never of a document.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the cells begin with it.</summary>
    public bool IsAtStart { get; init; }

    /// <summary>The colour.</summary>
    public required SheetTone Tone { get; init; }
}

/// <summary>What a text means for its reader, and how a party takes part.</summary>
internal enum SheetTone
{
    Good,
    Caution,
    Bad,
    Derived,
    Responsible,
    Accountable,
    Consulted,
    Informed,
}

/// <summary>A column of a sheet to be written.</summary>
internal sealed record SheetColumn
{
    /// <summary>The heading.</summary>
    public required string Heading { get; init; }

    /// <summary>How wide it is, in characters.</summary>
    public required int Width { get; init; }

    /// <summary>Whether it is printed. What lies between two that are is printed too.</summary>
    public bool IsPrinted { get; init; } = true;

    /// <summary>How its cells look.</summary>
    public SheetLook Look { get; init; }

    /// <summary>Whether its cells are dates, written as <c>yyyy-MM-dd</c>; others stay texts.</summary>
    public bool IsDate { get; init; }

    /// <summary>The words that are offered; none for free text. Others may be written too.</summary>
    public ValueList<string> Choices { get; init; }

    /// <summary>A range of cells whose texts are offered instead, such as <c>_lists!$A$1:$A$9</c>; or null.</summary>
    public string? ChoicesFrom { get; init; }

    /// <summary>What is shown beside a cell that is being filled in, or null.</summary>
    public string? Prompt { get; init; }
}

/// <summary>How the cells of a column look.</summary>
internal enum SheetLook
{
    /// <summary>Like most.</summary>
    Plain,

    /// <summary>To be filled in.</summary>
    Fill,

    /// <summary>With lines around.</summary>
    Lined,

    /// <summary>The same in several rows.</summary>
    Repeated,

    /// <summary>To be read, and not to be changed.</summary>
    Read,

    /// <summary>For programs; not wrapped.</summary>
    Key,

    /// <summary>The title of a sheet.</summary>
    Title,

    /// <summary>The heading of a part of a sheet.</summary>
    Section,

    /// <summary>The heading of a column below others.</summary>
    Heading,

    /// <summary>A term, in bold letters.</summary>
    Term,

    /// <summary>A letter or two, in the middle.</summary>
    Letter,

    /// <summary>Leads to another cell.</summary>
    Link,

    /// <summary>Good.</summary>
    Good,

    /// <summary>To be looked at.</summary>
    Caution,

    /// <summary>Wrong or missing.</summary>
    Bad,

    /// <summary>Stated by nobody.</summary>
    Derived,

    /// <summary>Leads to another cell, without lines around.</summary>
    PlainLink,
}
