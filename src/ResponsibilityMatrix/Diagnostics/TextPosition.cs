namespace ResponsibilityMatrix.Diagnostics;

/// <summary>A line and a column, both counted from 1; the column counts UTF-16 units.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
internal sealed record TextPosition(int Line, int Column);
