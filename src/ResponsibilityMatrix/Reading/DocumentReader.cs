using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// Reads documents in UTF-8: matrices, catalogs, mappings and sets of requirements. Errors in a text become
/// findings, never exceptions. A text longer than <see cref="Limits.MaxBytes"/> is read only until it exceeds the limit, and gives RM0003.
/// Thread-safe.
/// </summary>
/// <example><code>
/// var read = DocumentReader.Load&lt;Matrix&gt;(utf8, new() { File = "crm.matrix.json" });
/// if (read.Document is { } matrix) Console.WriteLine(matrix.Title);
/// else foreach (var finding in read.Diagnostics) Console.WriteLine($"{finding}");
/// </code></example>
public static class DocumentReader
{
    private const string NoObject = "A document is a JSON object, in braces, and this is none.";
    private const string UnknownKind =
        "This is no matrix, catalog, mapping or set of requirements. It has no member that tells its kind: a matrix has \"service\" or " +
        "\"assignments\", a catalog \"controls\" and \"edition\", a mapping \"relations\", a set of requirements " +
        "\"rules\".";

    /// <summary>Reads a document of a known kind. The bytes are copied, so the buffer can be reused.</summary>
    /// <typeparam name="T"><see cref="Matrix"/>, <see cref="Catalog"/>, <see cref="CatalogMapping"/> or
    /// <see cref="RequirementSet"/>.</typeparam>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ReadResult<T> Load<T>(
        ReadOnlyMemory<byte> utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IDocument =>
        Parse<T>(DocumentBytes.Copy(utf8, options), options, cancellationToken);

    /// <summary>Reads a document of a known kind. The bytes are copied, so the buffers can be reused.</summary>
    /// <typeparam name="T"><see cref="Matrix"/>, <see cref="Catalog"/>, <see cref="CatalogMapping"/> or
    /// <see cref="RequirementSet"/>.</typeparam>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static ReadResult<T> Load<T>(
        ReadOnlySequence<byte> utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IDocument =>
        Parse<T>(DocumentBytes.Copy(utf8, options), options, cancellationToken);

    /// <summary>Reads a document of a known kind from the current position of a stream to its end. The stream stays open.</summary>
    /// <typeparam name="T"><see cref="Matrix"/>, <see cref="Catalog"/>, <see cref="CatalogMapping"/> or
    /// <see cref="RequirementSet"/>.</typeparam>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading, including the processing of the text.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<ReadResult<T>> LoadAsync<T>(
        Stream utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IDocument =>
        Parse<T>(await DocumentBytes.ReadAsync(utf8, options, cancellationToken).ConfigureAwait(false), options, cancellationToken);

    /// <summary>Reads a document of a known kind from a pipe. The caller completes the pipe.</summary>
    /// <typeparam name="T"><see cref="Matrix"/>, <see cref="Catalog"/>, <see cref="CatalogMapping"/> or
    /// <see cref="RequirementSet"/>.</typeparam>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading, including the processing of the text.</param>
    /// <exception cref="OperationCanceledException">The reading, or a read of the pipe, was cancelled.</exception>
    public static async Task<ReadResult<T>> LoadAsync<T>(
        PipeReader utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IDocument =>
        Parse<T>(await DocumentBytes.ReadAsync(utf8, options, cancellationToken).ConfigureAwait(false), options, cancellationToken);

    /// <summary>Reads a document of any kind, detected from its members. The bytes are copied, so the buffer can be reused.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static AnyDocument Load(
        ReadOnlyMemory<byte> utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        Parse(DocumentBytes.Copy(utf8, options), options, cancellationToken);

    /// <summary>Reads a document of any kind, detected from its members. The bytes are copied, so the buffers can be reused.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static AnyDocument Load(
        ReadOnlySequence<byte> utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        Parse(DocumentBytes.Copy(utf8, options), options, cancellationToken);

    /// <summary>Reads a document of any kind from the current position of a stream to its end. The stream stays open.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading, including the processing of the text.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<AnyDocument> LoadAsync(
        Stream utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        Parse(await DocumentBytes.ReadAsync(utf8, options, cancellationToken).ConfigureAwait(false), options, cancellationToken);

    /// <summary>Reads a document of any kind from a pipe. The caller completes the pipe.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="options">The file name and limits, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading, including the processing of the text.</param>
    /// <exception cref="OperationCanceledException">The reading, or a read of the pipe, was cancelled.</exception>
    public static async Task<AnyDocument> LoadAsync(
        PipeReader utf8, ReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        Parse(await DocumentBytes.ReadAsync(utf8, options, cancellationToken).ConfigureAwait(false), options, cancellationToken);

    /// <summary>
    /// Reads many documents one at a time, as the caller enumerates them. Each stream is read to its end and closed before its document is
    /// returned and the next one is requested. The name becomes the <see cref="AnyDocument.File"/> of the document.
    /// </summary>
    /// <param name="documents">The names and contents. Each stream is closed after it is read.</param>
    /// <param name="limits">The limits of each document, or null for <see cref="Limits.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    /// <exception cref="IOException">A stream cannot be read.</exception>
    public static async IAsyncEnumerable<AnyDocument> LoadAllAsync(IAsyncEnumerable<(string Name, Stream Content)> documents,
        Limits? limits = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        await foreach (var (name, content) in documents.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            AnyDocument document;
            await using (content.ConfigureAwait(false))
            {
                var options = new ReaderOptions { File = name, Limits = limits ?? Limits.Default };
                document = await LoadAsync(content, options, cancellationToken).ConfigureAwait(false);
            }
            yield return document;
        }
    }

    private static ReadResult<T> Parse<T>(ReadOnlyMemory<byte> utf8, ReaderOptions? options, CancellationToken cancellationToken)
        where T : class, IDocument
    {
        options ??= ReaderOptions.Default;
        var diagnostics = new FindingList(options.Limits);
        var index = JsonIndex.Build(utf8, options.File, options.Limits, diagnostics, cancellationToken);
        if (index is null) return new ReadResult<T>(null, diagnostics.ToValueList(), options.File, DocumentBytes.Kept(utf8, options), null);
        var source = new Source(index, options.Limits, diagnostics, cancellationToken);
        object result = T.Kind switch
        {
            DocumentKind.Matrix => source.Matrix(),
            DocumentKind.Catalog => source.Catalog(),
            DocumentKind.Mapping => source.Mapping(),
            _ => source.Requirements(),
        };
        return (ReadResult<T>)result;
    }

    private static AnyDocument Parse(ReadOnlyMemory<byte> utf8, ReaderOptions? options, CancellationToken cancellationToken)
    {
        options ??= ReaderOptions.Default;
        var diagnostics = new FindingList(options.Limits);
        var index = JsonIndex.Build(utf8, options.File, options.Limits, diagnostics, cancellationToken);
        if (index is null)
            return new AnyDocument(DocumentKind.Unknown, options.File, diagnostics.ToValueList(), DocumentBytes.Kept(utf8, options));
        var source = new Source(index, options.Limits, diagnostics, cancellationToken);
        var kind = KindOf(index);
        switch (kind)
        {
            case DocumentKind.Matrix:
                var matrix = source.Matrix();
                return new AnyDocument(kind, options.File, matrix.Diagnostics) { Matrix = matrix };
            case DocumentKind.Catalog:
                var catalog = source.Catalog();
                return new AnyDocument(kind, options.File, catalog.Diagnostics) { Catalog = catalog };
            case DocumentKind.Mapping:
                var mapping = source.Mapping();
                return new AnyDocument(kind, options.File, mapping.Diagnostics) { Mapping = mapping };
            case DocumentKind.Requirements:
                var requirements = source.Requirements();
                return new AnyDocument(kind, options.File, requirements.Diagnostics) { Requirements = requirements };
            default:
                var fault = index[0].Kind == JsonKind.Object ? UnknownKind : NoObject;
                diagnostics.Add(Diagnostic.Of(DocumentDescriptors.SchemaViolation, fault, index.PlaceOf(0)));
                return new AnyDocument(kind, options.File, diagnostics.ToValueList(), index.Given);
        }
    }

    private static DocumentKind KindOf(JsonIndex index)
    {
        return Has("relations"u8) ? DocumentKind.Mapping
            : Has("service"u8) || Has("assignments"u8) ? DocumentKind.Matrix
            : Has("controls"u8) && Has("edition"u8) ? DocumentKind.Catalog
            : Has("rules"u8) ? DocumentKind.Requirements
            : DocumentKind.Unknown;

        bool Has(ReadOnlySpan<byte> name) => index.Member(0, name) >= 0;
    }

    // A text with everything that is required to build a document from it.
    private readonly struct Source(JsonIndex index, Limits limits, FindingList diagnostics, CancellationToken cancellationToken)
    {
        public ReadResult<Matrix> Matrix()
        {
            var findings = FindingsOf(DocumentSchemas.Matrix);
            return new(findings.IsOtherFormat ? null : new MatrixBuilder(index, findings).Read(), findings, index);
        }

        public ReadResult<Catalog> Catalog()
        {
            var findings = FindingsOf(DocumentSchemas.Catalog);
            return new(findings.IsOtherFormat ? null : new CatalogBuilder(index, findings).Read(), findings, index);
        }

        public ReadResult<CatalogMapping> Mapping()
        {
            var findings = FindingsOf(DocumentSchemas.Mapping);
            return new(findings.IsOtherFormat ? null : new MappingBuilder(index, findings).Read(), findings, index);
        }

        public ReadResult<RequirementSet> Requirements()
        {
            var findings = FindingsOf(DocumentSchemas.Requirements);
            return new(findings.IsOtherFormat ? null : new RequirementsBuilder(index, findings).Read(), findings, index);
        }

        private DocumentFindings FindingsOf(JsonSchema schema) =>
            DocumentFindings.Of(index, schema, limits, diagnostics, cancellationToken);
    }
}
