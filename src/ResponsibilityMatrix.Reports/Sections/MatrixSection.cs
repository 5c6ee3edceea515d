using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Reports;

/// <summary>A section of the report on a matrix. Has no state.</summary>
internal abstract class MatrixSection
{
    /// <summary>The anchor.</summary>
    public abstract string Id { get; }

    /// <summary>The heading.</summary>
    public abstract string Title { get; }

    /// <summary>The blocks; none leaves the section out.</summary>
    public abstract IEnumerable<ReportBlock> Build(MatrixReportInput input);

    public ReportSection Make(MatrixReportInput input) => new() { Id = Id, Title = Title, Blocks = Build(input).ToValueList() };

    /// <summary>A table of texts; cells that are null are empty.</summary>
    protected static ReportTable Table(string caption, IReadOnlyList<string> columns, IEnumerable<ReportCell?[]> rows) => new()
    {
        Caption = caption,
        Columns = columns.ToValueList(),
        Rows = rows.Select(row => new ReportRow { Cells = row.Select(cell => cell ?? Cell("")).ToValueList() }).ToValueList(),
    };

    protected static ReportCell Cell(string? text, ReportTone tone = ReportTone.Plain) => new() { Text = text ?? "", Tone = tone };

    protected static ReportFact Fact(string term, string value, ReportTone tone = ReportTone.Plain) =>
        new() { Term = term, Value = value, Tone = tone };

    protected static string Day(DateOnly? day) => day is { } date ? $"{date:yyyy-MM-dd}" : "";
}
