using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>A sheet of the workbook: its columns, and the rows that a document has there. Immutable.</summary>
internal sealed record WorkbookSheet
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>The columns, without that of the keys.</summary>
    public required ValueList<WorkbookColumn> Columns { get; init; }

    /// <summary>The letter of the keys of its rows.</summary>
    public required char Letter { get; init; }

    /// <summary>The member of the document whose items are its rows; null for a sheet whose rows are made otherwise.</summary>
    public string? Items { get; init; }

    /// <summary>The members by which a row is known, and of which its key carries a check.</summary>
    public required ValueList<string> Identity { get; init; }

    /// <summary>The number of a column, or -1.</summary>
    public int ColumnOf(string member)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Member == member) return i;
        return -1;
    }
}

/// <summary>A column of the workbook. Immutable.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Member">The member of the row's item, such as <c>target.value</c>; its name in the hidden row.</param>
/// <param name="Width">How wide it is, in characters.</param>
/// <param name="About">What it holds, in a sentence.</param>
internal sealed record WorkbookColumn(string Heading, string Member, int Width, string About)
{
    /// <summary>How values are written.</summary>
    public CellForm Form { get; init; } = CellForm.Text;

    /// <summary>What it belongs to.</summary>
    public ColumnOwner Owner { get; init; } = ColumnOwner.Item;

    /// <summary>Whether it is printed.</summary>
    public bool IsPrinted { get; init; } = true;

    /// <summary>Whether it is for the authors of the matrix alone, and left out unless it is asked for.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The list of the document that is offered, besides the words of the form.</summary>
    public OfferedList Offers { get; init; }
}

/// <summary>What a column belongs to.</summary>
internal enum ColumnOwner
{
    /// <summary>The item of the row.</summary>
    Item,

    /// <summary>The assignment of the row's duty; repeated in each of its rows.</summary>
    Assignment,

    /// <summary>Nothing: it is made from the rest, to be read.</summary>
    Reader,
}

/// <summary>Lists that the document itself gives.</summary>
internal enum OfferedList
{
    /// <summary>None.</summary>
    None,

    /// <summary>The parties, and the words for the two sides.</summary>
    Parties,

    /// <summary>The upstreams.</summary>
    Upstreams,

    /// <summary>The known metrics.</summary>
    Metrics,

    /// <summary>The known units.</summary>
    Units,
}

/// <summary>A row of the workbook as a document has it.</summary>
internal sealed class WorkbookRow
{
    /// <summary>The key without its check, such as <c>a12.d3</c>: where the row stood in the document that was exported.</summary>
    public required string Place { get; init; }

    /// <summary>The texts of the cells, one for each column.</summary>
    public required string[] Cells { get; init; }

    /// <summary>The object that holds the members of the item; null for a row that stands for something unsaid.</summary>
    public JsonObject? Item { get; init; }

    /// <summary>The object that holds the members of the assignment; null outside of them.</summary>
    public JsonObject? Assignment { get; init; }

    /// <summary>The JSON Pointer to the item.</summary>
    public string Pointer { get; init; } = "";

    /// <summary>Whether nothing of the row stands in the document but through others, such as a side that a split names.</summary>
    public bool IsImplied { get; init; }

    /// <summary>The part of the place that names the assignment.</summary>
    public string Group => field ??= Place.Split('.')[0];
}
