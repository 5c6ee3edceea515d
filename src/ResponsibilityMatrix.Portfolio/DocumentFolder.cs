using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>
/// Documents that are read when they are needed: each is read once to see what it is, and a matrix again when another one builds on it. So
/// memory holds catalogs and mappings, and of the matrices only those that are asked for. Nothing is opened but the files that were given.
/// Immutable and thread-safe.
/// </summary>
/// <example><code>
/// var folder = DocumentFolder.Open(files);
/// var documents = folder.Behind(matrix);
/// var chain = new ChainResolver(new MatrixDocument(matrix), new() { Documents = documents });
/// </code></example>
public sealed class DocumentFolder
{
    // A chain of matrices is not longer; what goes on and on is no chain.
    private const int MostReached = 10_000;

    // Documents by whose names somebody misses them.
    private static readonly string[] Missed = [".matrix.json", ".catalog.json", ".mapping.json"];

    // Documents of this format that say nothing of a service.
    private static readonly string[] KnownEndings = [".portfolio.json", ".table.json", ".requirements.json"];

    private readonly ILookup<string, IndexedMatrix> _byId;
    private readonly Limits _limits;

    private DocumentFolder(IReadOnlyList<IndexedMatrix> matrices, IReadOnlyList<AnyDocument> others, DocumentSet documents,
        ValueList<Diagnostic> diagnostics, ValueList<string> passedOver, Limits limits)
    {
        Matrices = matrices;
        Others = others;
        Documents = documents;
        Diagnostics = diagnostics;
        PassedOver = passedOver;
        _limits = limits;
        _byId = matrices.ToLookup(matrix => matrix.Id, StringComparer.Ordinal);
    }

    /// <summary>The catalogs and mappings: those that were at hand before, and those among the files.</summary>
    public DocumentSet Documents { get; }

    /// <summary>The catalogs and mappings among the files, as they were read, in the order of the files.</summary>
    public IReadOnlyList<AnyDocument> Others { get; }

    /// <summary>RM8001 for each document that cannot be used.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The names of JSON files that are no documents of this format.</summary>
    public ValueList<string> PassedOver { get; }

    /// <summary>The matrices, in the order of the files.</summary>
    internal IReadOnlyList<IndexedMatrix> Matrices { get; }

    /// <summary>Reads files once.</summary>
    /// <param name="files">The files.</param>
    /// <param name="documents">The catalogs and mappings at hand; null for <see cref="DocumentSet.BuiltIn"/>.</param>
    /// <param name="limits">The limits of each document; null for <see cref="Limits.Default"/>.</param>
    /// <param name="maxParallel">The most files that are read at once; null for the number of processors.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static DocumentFolder Open(IReadOnlyList<PortfolioFile> files, DocumentSet? documents = null, Limits? limits = null,
        int? maxParallel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Open(files, [], Party.CustomerWord, documents ?? DocumentSet.BuiltIn, limits ?? Limits.Default,
            maxParallel ?? Environment.ProcessorCount, cancellationToken);
    }

    /// <summary>Reads the documents of services, and those that they build on.</summary>
    internal static DocumentFolder Open(IReadOnlyList<PortfolioFile> services, PortfolioOptions options, CancellationToken cancellation) =>
        Open(options.Upstreams, services, options.For, options.Documents, options.Limits, options.MaxParallel, cancellation);

    private static DocumentFolder Open(IReadOnlyList<PortfolioFile> others, IReadOnlyList<PortfolioFile> services, string party,
        DocumentSet documents, Limits limits, int maxParallel, CancellationToken cancellationToken)
    {
        List<(PortfolioFile File, bool IsService)> files =
            [.. services.Select(file => (file, true)), .. others.Select(file => (file, false))];
        var read = new Entry[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, maxParallel),
            CancellationToken = cancellationToken,
        }, i => read[i] = Read(files[i].File, files[i].IsService, party, limits, cancellationToken));
        AnyDocument[] known = [.. read.Select(entry => entry.Other).OfType<AnyDocument>()];
        return new([.. read.Select(entry => entry.Matrix).OfType<IndexedMatrix>()], known, documents.AddRange(known),
            read.Select(entry => entry.Fault).OfType<Diagnostic>().ToValueList(),
            read.Select(entry => entry.PassedOver).OfType<string>().ToValueList(), limits);
    }

    /// <summary>The catalogs and mappings with the matrices on which a matrix builds: its bases, its upstreams, and theirs.</summary>
    /// <param name="matrix">The matrix. It is not among them, unless one of them builds on it in turn.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="IOException">A document cannot be read again, or is another one now.</exception>
    /// <exception cref="UnauthorizedAccessException">A document must not be read any longer.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public DocumentSet Behind(Matrix matrix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Reached(matrix.Upstreams.Select(upstream => upstream.Matrix).Append(matrix.Extends?.Id), cancellationToken);
    }

    /// <summary>The catalogs and mappings with the matrices of some ids, and those on which these build.</summary>
    internal DocumentSet Reached(IEnumerable<string?> ids, CancellationToken cancellationToken)
    {
        var documents = Documents;
        HashSet<IndexedMatrix> seen = [];
        Queue<string> open = new(ids.OfType<string>());
        while (open.TryDequeue(out var id) && seen.Count <= MostReached)
            foreach (var known in _byId[id].Where(seen.Add))
            {
                documents = documents.Add(Load(known, cancellationToken));
                foreach (var other in known.Upstreams.Append(known.Base).OfType<string>()) open.Enqueue(other);
            }
        return documents;
    }

    /// <summary>The matrices with an id.</summary>
    internal IEnumerable<IndexedMatrix> WithId(string id) => _byId[id];

    /// <summary>A matrix and those that it extends, as far as they are at hand.</summary>
    internal IEnumerable<IndexedMatrix> WithBases(IndexedMatrix matrix)
    {
        HashSet<IndexedMatrix> seen = [];
        Queue<IndexedMatrix> open = new([matrix]);
        while (open.TryDequeue(out var known))
        {
            if (!seen.Add(known)) continue;
            yield return known;
            foreach (var other in known.Base is { } id ? _byId[id] : []) open.Enqueue(other);
        }
    }

    /// <summary>Reads a matrix again.</summary>
    internal MatrixDocument Load(IndexedMatrix known, CancellationToken cancellationToken)
    {
        var read = DocumentReader.Load<Matrix>(
            known.File.Read(), new() { File = known.File.Name, Limits = _limits }, cancellationToken);
        return read.HasErrors ? throw new IOException($"{known.File.Name} changed since it was first read.") : new(read);
    }

    private static Entry Read(PortfolioFile file, bool isService, string party, Limits limits, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> utf8;
        try
        {
            utf8 = file.Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new() { Fault = PortfolioFindings.Of("RM8001", $"{file.Name} cannot be read: {exception.Message}", file.Name) };
        }
        var document = DocumentReader.Load(utf8, new() { File = file.Name, Limits = limits }, cancellationToken);
        if (document.HasErrors)
        {
            var first = document.Diagnostics.First(finding => finding.Severity == Severity.Error);
            // JSON of others may lie in a folder; a matrix that is broken is missed by somebody.
            if (document.Kind == DocumentKind.Unknown && first.Id != "RM0001" && !file.IsNamed
                && !Missed.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                return KnownEndings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ? default
                    : new() { PassedOver = file.Name };
            return new()
            {
                Fault = PortfolioFindings.Of("RM8001", $"{file.Name} cannot be used: {first.Id}: {first.Message}", file.Name, first.Place),
            };
        }
        if (document.Matrix?.Document is { } matrix) return new() { Matrix = IndexedMatrix.Of(matrix, file, isService, party) };
        return document.Kind is DocumentKind.Catalog or DocumentKind.Mapping ? new() { Other = document } : default;
    }

    private readonly record struct Entry(IndexedMatrix? Matrix, AnyDocument? Other, Diagnostic? Fault, string? PassedOver);
}
