using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Answers a portfolio and writes the answer as a workbook (XLSX), service by service, so that no more than the largest documents are in
/// memory. Every cell is text or a date, and none a formula; the same documents give the same bytes. More than 16 MB of texts lie in a
/// temporary file meanwhile. Thread-safe.
/// </summary>
public static class PortfolioWorkbook
{
    /// <summary>The catalog of <see cref="WriteObjectives"/>.</summary>
    public const string ObjectivesCatalog = "nist-800-171@2";

    /// <summary>
    /// Writes the workbook that an assessor asks for: a summary, what is ours, controls by services, what the own statement says, the
    /// weakest commitments, dates, changes, upstreams, authorizations and findings, and a sheet for each service.
    /// </summary>
    /// <param name="services">The documents of the services.</param>
    /// <param name="options">The party, the day and more.</param>
    /// <param name="output">Where to write; it stays open.</param>
    /// <param name="workbook">The options of the workbook; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentException">The catalog is not at hand, or no service speaks of any.</exception>
    /// <exception cref="IOException">A document on which the own statement builds cannot be read again.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PortfolioWorkbookResult Write(IReadOnlyList<PortfolioFile> services, PortfolioOptions options, Stream output,
        PortfolioWorkbookOptions? workbook = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        using var book = new PortfolioBook(options, workbook ?? new(), output);
        return book.Write(services, cancellationToken);
    }

    /// <summary>
    /// Writes a shared responsibility matrix for CMMC: a row for each assessment objective of NIST SP 800-171 revision 2, and for each
    /// service its state, who does it, the text and the evidence; then the own statement.
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="PortfolioOptions.Catalog"/> is neither null nor
    /// <see cref="ObjectivesCatalog"/>, or that catalog is not at hand.</exception>
    /// <inheritdoc cref="Write"/>
    public static PortfolioWorkbookResult WriteObjectives(IReadOnlyList<PortfolioFile> services, PortfolioOptions options, Stream output,
        PortfolioWorkbookOptions? workbook = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        if (options.Catalog is not (null or ObjectivesCatalog))
            throw new ArgumentException($"The matrix is about the assessment objectives of {ObjectivesCatalog}, and not about " +
                $"{options.Catalog}.", nameof(options));
        using var book = new ObjectiveBook(options with { Catalog = ObjectivesCatalog }, workbook ?? new(), output);
        return book.Write(services, cancellationToken);
    }
}

/// <summary>Options of a portfolio's workbook. Immutable.</summary>
public sealed record PortfolioWorkbookOptions
{
    /// <summary>Changes the answer before it is written, such as the severities of its findings; null for as it is. What it throws ends
    /// the writing.</summary>
    public Func<PortfolioAnswer, PortfolioAnswer>? OnAnswer { get; init; }

    /// <summary>The most services that have a sheet of their own; further ones share sheets. Default: 200.</summary>
    public int MaxServiceSheets { get; init; } = 200;

    /// <summary>How many rows a sheet may have below its headings; further ones stand on a further sheet.</summary>
    internal int MostRows { get; init; } = SheetWriter.MostRows;

    /// <summary>How many columns a sheet may have; further services stand on a further sheet.</summary>
    internal int MostColumns { get; init; } = SheetWriter.MostColumns;
}

/// <summary>What was written of a portfolio. Immutable.</summary>
public sealed record PortfolioWorkbookResult
{
    /// <summary>The answer, as it was written.</summary>
    public required PortfolioAnswer Answer { get; init; }

    /// <summary>RM7003 for what does not stand as it is: what passes the limits of sheets and cells, and where it stands.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }
}
