using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>The tables of the register that a portfolio fills in: the codes are those of Implementing Regulation (EU) 2024/2956, the titles
/// this library's own. Thread-safe.</summary>
internal static class DoraLayout
{
    /// <summary>A sign before the title of a column that no matrix states.</summary>
    private const char Unstated = '-';

    /// <summary>B_02.01.</summary>
    public static DoraTable Contracts { get; } = Of("B_02.01", "Contracts",
        "reference", "-kind of contract", "-reference of the framework contract", "-currency", "-yearly cost");

    /// <summary>B_02.02.</summary>
    public static DoraTable Particulars { get; } = Of("B_02.02", "Particulars of contracts",
        "reference", "LEI of the entity that uses the service", "code of the provider", "kind of code of the provider",
        "-function that is supported", "type of service", "-start", "-end", "-reason of the end", "-notice time of the entity",
        "-notice time of the provider", "-country of the governing law", "-country of provision", "-whether data are stored",
        "-country of storage", "-country of processing", "-sensitiveness of the data", "-reliance on the service");

    /// <summary>B_05.01.</summary>
    public static DoraTable Providers { get; } = Of("B_05.01", "Providers",
        "code", "kind of code", "another code", "kind of the other code", "legal name", "name in Latin letters",
        "-kind of person", "-country of the head office", "-currency", "-yearly cost", "-code of the ultimate parent",
        "-kind of code of the ultimate parent");

    /// <summary>B_05.02.</summary>
    public static DoraTable Chains { get; } = Of("B_05.02", "Chains of subcontractors",
        "reference of the contract", "type of service", "code of the provider", "kind of code of the provider", "rank in the chain",
        "code of the recipient", "kind of code of the recipient");

    /// <summary>The table with rows.</summary>
    public static DoraTable With(this DoraTable table, IEnumerable<string?[]> rows)
    {
        var all = rows.Select(row => row.ToValueList()).ToValueList();
        return table with
        {
            Rows = all,
            Columns = table.Columns.Select((column, at) => column with { Empty = all.Count(row => row[at] is null) }).ToValueList(),
        };
    }

    private static DoraTable Of(string id, string title, params string[] columns) => new()
    {
        Id = id,
        Title = title,
        Columns = columns.Select((column, i) => new DoraColumn
        {
            Id = $"c{(i + 1) * 10:D4}",
            Title = column.TrimStart(Unstated),
            IsStated = column[0] != Unstated,
        }).ToValueList(),
    };
}
