using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Reports;

/// <summary>A section of the report on a matrix. Has no state.</summary>
internal abstract class MatrixSection : ReportPieces
{
    /// <summary>The anchor.</summary>
    public abstract string Id { get; }

    /// <summary>The heading.</summary>
    public abstract string Title { get; }

    /// <summary>The blocks; none leaves the section out.</summary>
    public abstract IEnumerable<ReportBlock> Build(MatrixReportInput input);

    public ReportSection Make(MatrixReportInput input) => new() { Id = Id, Title = Title, Blocks = Build(input).ToValueList() };
}
