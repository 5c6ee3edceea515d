using System.Text.Json.Serialization;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>A table of the register of information. Immutable; equal by value.</summary>
public sealed record DoraTable
{
    /// <summary>The code of the template, such as <c>B_05.02</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What its rows are, in this library's words.</summary>
    public required string Title { get; init; }

    /// <summary>The name of its file in a package of CSV files, such as <c>b_05.02.csv</c>.</summary>
    public string File => $"{Id.ToLowerInvariant()}.csv";

    /// <summary>The columns, in order.</summary>
    public required ValueList<DoraColumn> Columns { get; init; }

    /// <summary>The number of rows.</summary>
    public int Count => Rows.Count;

    /// <summary>The rows: a text for each column, null where nothing is known or nothing applies.</summary>
    [JsonIgnore]
    public ValueList<ValueList<string?>> Rows { get; init; }
}

/// <summary>A column of a table of the register. Immutable; equal by value.</summary>
public sealed record DoraColumn
{
    /// <summary>The code of the column, such as <c>c0010</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it holds, in this library's words.</summary>
    public required string Title { get; init; }

    /// <summary>Whether a matrix can state it. What it cannot is left empty in every row.</summary>
    public required bool IsStated { get; init; }

    /// <summary>In how many rows it is empty.</summary>
    public int Empty { get; init; }
}
