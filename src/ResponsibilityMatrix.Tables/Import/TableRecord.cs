using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>A value of a record: a text as it is kept, all words of the cell as they stand there, and the cell.</summary>
internal readonly record struct FieldValue(string Text, string Verbatim, int Column);

/// <summary>A row of a table, or a cell of a table of rows by columns: the values of its fields, and what became of it.</summary>
internal sealed class TableRecord(FoundTable table, TableRow row)
{
    private static readonly IReadOnlyList<FieldValue> Nothing = [];
    private readonly Dictionary<string, List<FieldValue>> _values = new(StringComparer.Ordinal);

    public FoundTable Found => table;

    public TableRow Row => row;

    /// <summary>The cell that the row is about: that of its first value, or that of a table of rows by columns.</summary>
    public int Column { get; set; } = -1;

    /// <summary>When what it states holds.</summary>
    public Condition When { get; set; }

    /// <summary>The heading above it: a banner, or the innermost heading of the page.</summary>
    public string? Section { get; init; }

    /// <summary>The title behind the id of its control, in the same cell, or null.</summary>
    public string? InlineTitle { get; set; }

    /// <summary>The marks of the footnotes in its cells.</summary>
    public List<string> Footnotes { get; } = [];

    /// <summary>The records of other tables that were joined to it, and come to what it comes to.</summary>
    public List<TableRecord> Joined { get; } = [];

    /// <summary>Whether it was joined to another, or stands aside.</summary>
    public bool IsJoined { get; set; }

    /// <summary>What became of it.</summary>
    public ImportedRowOutcome Outcome { get; set; } = ImportedRowOutcome.LeftOut;

    /// <summary>The assignment that came of it, before it is written; null for none.</summary>
    public DraftAssignment? Draft { get; set; }

    /// <summary>The words that decided.</summary>
    public string? Label { get; set; }

    /// <summary>The id of the control as it stands there, or null.</summary>
    public string? ControlText { get; set; }

    /// <summary>The place of the assignment in the matrix, or null.</summary>
    public string? Pointer { get; set; }

    /// <summary>The columns of the record's table, and those of the tables that were joined to it.</summary>
    public IEnumerable<ProfileColumn> Columns =>
        Joined.Count == 0 ? table.Compiled.All : table.Compiled.All.Concat(Joined.SelectMany(joined => joined.Found.Compiled.All))
            .Distinct();

    /// <summary>The ids of the fields that have a value.</summary>
    public IEnumerable<string> Fields => _values.Keys;

    /// <summary>The values of a field; empty if it has none.</summary>
    public IReadOnlyList<FieldValue> this[string field] => _values.TryGetValue(field, out var values) ? values : Nothing;

    public void Add(string field, FieldValue value)
    {
        if (!_values.TryGetValue(field, out var values)) _values.Add(field, values = []);
        values.Add(value);
        if (Column < 0) Column = value.Column;
    }

    public void Set(string field, List<FieldValue> values) => _values[field] = values;

    /// <summary>The texts of all columns of a kind.</summary>
    public IEnumerable<FieldValue> Of(ProfileColumnUse use) =>
        Columns.Where(column => column.Is == use).Select(column => column.Id).Distinct().SelectMany(id => this[id]);

    /// <summary>A record with the same values under a condition.</summary>
    public TableRecord Copy(Condition when)
    {
        var copy = new TableRecord(table, row) { Section = Section, When = when, InlineTitle = InlineTitle };
        foreach (var (field, values) in _values) copy._values[field] = [.. values];
        copy.Footnotes.AddRange(Footnotes);
        return copy;
    }
}
