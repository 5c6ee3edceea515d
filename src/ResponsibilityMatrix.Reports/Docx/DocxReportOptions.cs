namespace ResponsibilityMatrix.Reports;

/// <summary>Options of reports as Word documents. Immutable; equal by value, templates by identity.</summary>
public sealed record DocxReportOptions
{
    /// <summary>
    /// A company's own document or template (<c>.dotx</c>, <c>.docx</c>): its styles, theme, numbering, page set-up, headers and footers
    /// replace those of the report, and its text is left out. Null for the report's own look.
    /// </summary>
    public ReadOnlyMemory<byte>? Template { get; init; }
}
