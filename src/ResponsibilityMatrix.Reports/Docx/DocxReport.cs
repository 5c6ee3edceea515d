namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes reports as Word documents, to be read and redlined as an annex to a contract. Texts of the matrix are text wherever they stand:
/// none becomes a field, a macro or a hidden link. The same report and template give the same bytes. Thread-safe.
/// </summary>
public static class DocxReport
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to write; it stays open.</param>
    /// <param name="options">A template; null for none.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="InvalidDataException">The template is no Word document, is encrypted or broken, or holds macros.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(
        Report report, Stream output, DocxReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using var stream = new MemoryStream();
        using (var package = options?.Template is { } template ? DocxPackage.FromTemplate(template, stream) : DocxPackage.Create(stream))
            package.Write(report, cancellationToken);
        stream.Position = 0;
        PlainPackage.Copy(stream, output);
    }
}
