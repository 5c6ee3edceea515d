using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Writes answers into the workbooks of publishers: into a publisher's own file, of which everything else stays as it is, or into
/// a plain one with the same columns. Thread-safe.</summary>
public static class PublisherWorkbook
{
    /// <summary>Writes a workbook with the columns of a format. <see cref="TableImporter"/> reads it with the format's profile.</summary>
    /// <param name="format">The format.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="matrix">The matrix that was asked.</param>
    /// <exception cref="ArgumentException">There are more controls than a sheet has rows.</exception>
    public static PublisherWorkbookResult Write(PublisherFormat format, ResolvedMatrix answer, Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(matrix);
        return PlainWorkbook.Write(format, answer, matrix);
    }

    /// <summary>
    /// Fills in a publisher's workbook. Its tables are found as the import finds them. Only cells that hold answers are set; a cell
    /// with a formula and a row whose control has no answer stay as they are. Every other byte of the workbook's parts stays.
    /// </summary>
    /// <param name="format">The format.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="matrix">The matrix that was asked.</param>
    /// <param name="template">The publisher's workbook.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentException"><see cref="PublisherTemplateOptions.Only"/> names no document of the profile.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PublisherWorkbookResult Fill(PublisherFormat format, ResolvedMatrix answer, Matrix matrix,
        ReadOnlyMemory<byte> template, PublisherTemplateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(matrix);
        options ??= new();
        var profile = TableProfiles.FindBuiltIn(format.Profile)!;
        if (options.Only is { } only && !profile.Documents.Any(document => document.Id == only))
            throw new ArgumentException($"The profile {profile.Id} has no document “{only}”.", nameof(options));
        return new TemplateFiller(format, profile, answer, matrix, options, cancellationToken).Fill(template);
    }
}

/// <summary>Options of filling in a publisher's workbook. Immutable; equal by value.</summary>
public sealed record PublisherTemplateOptions
{
    /// <summary>The name of the template's file, which findings show, or null.</summary>
    public string? File { get; init; }

    /// <summary>The id of the document of the profile whose sheets are filled in, such as <c>moderate</c>; null for the one that fits
    /// best.</summary>
    public string? Only { get; init; }

    /// <summary>The limits of reading the template. Default: <see cref="Limits.Default"/>.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}

/// <summary>A workbook for a publisher. Immutable and thread-safe; equal by reference of its bytes.</summary>
public sealed record PublisherWorkbookResult
{
    /// <summary>The bytes of the workbook; null where the template cannot be filled in, for a reason among the findings.</summary>
    public ReadOnlyMemory<byte>? Workbook { get; init; }

    /// <summary>The extension of the file's name, such as <c>.xlsx</c>, or <c>.xlsm</c> for a template with macros: programs do not open
    /// it by another one.</summary>
    public string Extension { get; init; } = ".xlsx";

    /// <summary>What of a template could be filled in, the best fit first.</summary>
    public ValueList<FilledDocument> Documents { get; init; }

    /// <summary>The answered controls for which there is no row, in order.</summary>
    public ValueList<string> WithoutRow { get; init; }

    /// <summary>The findings: what could not be said, or only in part.</summary>
    public ValueList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>The sheets of a template that belong together. Immutable; equal by value.</summary>
public sealed record FilledDocument
{
    /// <summary>The id of the document of the profile, or null.</summary>
    public string? Id { get; init; }

    /// <summary>The names of its sheets.</summary>
    public required ValueList<string> Sheets { get; init; }

    /// <summary>How many controls it asks for.</summary>
    public required int Controls { get; init; }

    /// <summary>How many of them are answered.</summary>
    public required int Answered { get; init; }

    /// <summary>Whether it was filled in.</summary>
    public bool IsFilled { get; init; }
}
