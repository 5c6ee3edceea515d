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

    /// <summary>Whether it is to be filled in.</summary>
    public bool IsToFill { get; init; }

    /// <summary>The words that are offered; none for free text. Others may be written too.</summary>
    public ValueList<string> Choices { get; init; }

    /// <summary>What is shown beside a cell that is being filled in, or null.</summary>
    public string? Prompt { get; init; }
}
