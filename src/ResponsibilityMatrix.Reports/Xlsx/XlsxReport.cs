using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes reports as workbooks: a summary, the matrix of controls and parties, a row for each duty, what is open, findings and sources.
/// Every cell is text, whatever it begins with. The same report gives the same bytes. Thread-safe.
/// </summary>
public static class XlsxReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to write; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(Report report, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var sheets = new ReportWorkbook(report).Sheets(cancellationToken);
        output.Write(WorkbookWriter.Write(sheets));
    }
}
