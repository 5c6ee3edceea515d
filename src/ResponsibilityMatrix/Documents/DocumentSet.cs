using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Documents;

/// <summary>
/// The available documents: the built-in catalogs and mappings, and those that were added. Nothing is ever downloaded. Immutable: adding
/// returns a new set, at a cost that hardly grows with the number of documents. Thread-safe.
/// </summary>
/// <example><code>
/// var documents = DocumentSet.BuiltIn.Add(matrix);
/// var catalog = documents.FindCatalog("iso-27017", "2015");
/// var resolver = new Resolver(matrix, new() { Documents = documents });
/// </code></example>
public sealed class DocumentSet
{
    private static readonly Lazy<DocumentSet> Shipped = new(LoadShipped);

    private readonly Contents _contents;

    // By the two catalogs, in either order; created on first use.
    private ILookup<(string, string), MappingDocument>? _mappings;

    private DocumentSet(Contents contents) => _contents = contents;

    /// <summary>The built-in catalogs and mappings only.</summary>
    public static DocumentSet BuiltIn => Shipped.Value;

    /// <summary>The matrices, in the order in which they were added.</summary>
    public IReadOnlyList<MatrixDocument> Matrices => _contents.Matrices;

    /// <summary>The catalogs, starting with the built-in ones. Reads those that are still to be read.</summary>
    public IReadOnlyList<Catalog> Catalogs => field ??= _contents.Catalogs.ConvertAll(document => document.Catalog);

    /// <summary>The mappings, starting with the built-in ones, then in the order in which they were added.</summary>
    public IReadOnlyList<CatalogMapping> Mappings => field ??= _contents.Mappings.ConvertAll(document => document.Mapping);

    /// <summary>The catalogs with what is known of where they came from.</summary>
    internal IReadOnlyList<CatalogDocument> CatalogDocuments => _contents.Catalogs;

    /// <summary>The mappings with what is known of where they came from.</summary>
    internal IReadOnlyList<MappingDocument> MappingDocuments => _contents.Mappings;

    /// <summary>Adds a matrix. Returns the new set.</summary>
    /// <param name="document">The matrix.</param>
    public DocumentSet Add(MatrixDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var (id, version) = (document.Matrix.Id, document.Matrix.Version);
        var isHighest = !_contents.Highest.TryGetValue(id, out var known) || version > known.Matrix.Version;
        return new(_contents with
        {
            Matrices = _contents.Matrices.Add(document),
            Highest = isHighest ? _contents.Highest.SetItem(id, document) : _contents.Highest,
            Versions = _contents.Versions.SetItem((id, version), _contents.Versions.GetValueOrDefault((id, version), []).Add(document)),
        });
    }

    /// <summary>Adds a matrix built in code. Returns the new set.</summary>
    /// <param name="matrix">The matrix.</param>
    public DocumentSet Add(Matrix matrix) => Add(new MatrixDocument(matrix));

    /// <summary>Adds a matrix that was read. Returns the new set.</summary>
    /// <param name="matrix">The result of reading.</param>
    /// <exception cref="ArgumentException">Reading found errors.</exception>
    public DocumentSet Add(ReadResult<Matrix> matrix) => Add(new MatrixDocument(matrix));

    /// <summary>Adds a catalog, which takes precedence over an earlier one with the same id and edition. Returns the new set.</summary>
    /// <param name="catalog">The catalog.</param>
    public DocumentSet Add(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Add(new CatalogDocument(catalog, null));
    }

    /// <summary>Adds a catalog that was read, which takes precedence over an earlier one with the same id and edition. Returns the new
    /// set.</summary>
    /// <param name="catalog">The result of reading.</param>
    /// <exception cref="ArgumentException">Reading found errors.</exception>
    public DocumentSet Add(ReadResult<Catalog> catalog) =>
        Add(new CatalogDocument(catalog?.Document ?? throw DocumentErrors.Refuse(catalog, nameof(catalog)), catalog));

    /// <summary>Adds a catalog that is read when it is first needed, and takes precedence over an earlier one with the same id and edition.
    /// Returns the new set.</summary>
    /// <param name="id">The id of the catalog.</param>
    /// <param name="edition">The edition of the catalog.</param>
    /// <param name="read">Reads the catalog. Called at most once, on the thread that first needs the catalog. If reading finds errors, or
    /// another catalog, whatever needs the catalog throws an <see cref="InvalidOperationException"/>.</param>
    public DocumentSet Add(string id, string edition, Func<ReadResult<Catalog>> read)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(read);
        return Add(new CatalogDocument(id, edition, read));
    }

    /// <summary>Adds a mapping, which replaces an earlier one with the same id between the same catalogs. Returns the new set.</summary>
    /// <param name="mapping">The mapping.</param>
    public DocumentSet Add(CatalogMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return Add(new MappingDocument(mapping, null));
    }

    /// <summary>Adds a mapping that was read, which replaces an earlier one with the same id between the same catalogs. Returns the new
    /// set.</summary>
    /// <param name="mapping">The result of reading.</param>
    /// <exception cref="ArgumentException">Reading found errors.</exception>
    public DocumentSet Add(ReadResult<CatalogMapping> mapping) =>
        Add(new MappingDocument(mapping?.Document ?? throw DocumentErrors.Refuse(mapping, nameof(mapping)), mapping));

    /// <summary>Adds a document of any kind. Returns the new set. A set of requirements is ignored, because no document refers to
    /// it.</summary>
    /// <param name="document">The result of reading.</param>
    /// <exception cref="ArgumentException">Reading found errors. A document of unknown kind has one.</exception>
    public DocumentSet Add(AnyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.HasErrors) throw DocumentErrors.Refuse(document.File, document.Diagnostics, nameof(document));
        return document switch
        {
            { Matrix: { } matrix } => Add(matrix),
            { Catalog: { } catalog } => Add(catalog),
            { Mapping: { } mapping } => Add(mapping),
            { Kind: DocumentKind.Requirements } => this,
            _ => throw new UnreachableException("A document of unknown kind has an error."),
        };
    }

    /// <summary>
    /// Adds documents of any kind, such as those from <see cref="DocumentReader.LoadAllAsync"/>. Returns the new set. Remove those with
    /// errors or of unknown kind first.
    /// </summary>
    /// <param name="documents">The results of reading.</param>
    /// <exception cref="ArgumentException">Reading one of them found errors, or its kind is not known.</exception>
    public DocumentSet AddRange(IEnumerable<AnyDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return documents.Aggregate(this, (set, document) => set.Add(document));
    }

    /// <summary>Adds documents as they come, such as those from <see cref="DocumentReader.LoadAllAsync"/>. Returns the new set.</summary>
    /// <param name="documents">The results of reading.</param>
    /// <param name="cancellationToken">Stops the reading of further documents.</param>
    /// <exception cref="ArgumentException">Reading one of them found errors, or its kind is not known.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<DocumentSet> AddRangeAsync(
        IAsyncEnumerable<AnyDocument> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var set = this;
        await foreach (var document in documents.WithCancellation(cancellationToken).ConfigureAwait(false)) set = set.Add(document);
        return set;
    }

    /// <summary>Finds a catalog by id and edition. Returns null if there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="edition">The edition.</param>
    public Catalog? FindCatalog(string id, string edition) => FindCatalogDocument(id, edition)?.Catalog;

    /// <summary>Finds the newest final edition of a catalog or, without one, the newest provisional edition, in the order of
    /// <see cref="EditionComparer"/>. Returns null if there is none.</summary>
    /// <param name="id">The id.</param>
    public Catalog? FindNewest(string id) => CatalogDocuments
        .Where(document => document.Id == id)
        .Select(document => document.Catalog)
        .OrderBy(catalog => catalog.Status == CatalogStatus.Final)
        .ThenBy(catalog => catalog.Edition, EditionComparer.Instance)
        .LastOrDefault();

    /// <summary>Finds a matrix by id, in the given version or the highest one. Returns null if there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version, or null for the highest.</param>
    public MatrixDocument? FindMatrix(string id, SemanticVersion? version = null) =>
        version is { } asked ? _contents.Versions.GetValueOrDefault((id, asked))?[0] : _contents.Highest.GetValueOrDefault(id);

    /// <summary>The finding that another document has the same id and version but different content; null if there is none.</summary>
    /// <param name="document">The document, in the set or not.</param>
    internal Diagnostic? TwinFinding(MatrixDocument document)
    {
        foreach (var other in _contents.Versions.GetValueOrDefault((document.Matrix.Id, document.Matrix.Version), []))
        {
            if (ReferenceEquals(other, document) || other.HasContentOf(document) || other.IsBesideViewOf(document)) continue;
            return Diagnostic.Of(DocumentSetDescriptors.TwoOfOneVersion,
                $"There are two documents {document.Name} with different content. Give one of them another version.",
                document.PlaceOf("/version")) with
            {
                Related = [new RelatedPlace { Message = "the other one", Place = other.PlaceOf("/version") }],
            };
        }
        return null;
    }

    internal CatalogDocument? FindCatalogDocument(string id, string edition) =>
        CatalogDocuments.LastOrDefault(document => document.Id == id && document.Edition == edition);

    private DocumentSet Add(CatalogDocument document) => new(_contents with { Catalogs = _contents.Catalogs.Add(document) });

    /// <summary>
    /// The mappings between two catalogs, in either direction and in order of precedence. Added mappings, in the order in which they were
    /// added, precede built-in ones; of two with the same id, the later one replaces the earlier.
    /// </summary>
    internal List<MappingDocument> MappingsBetween(string identity, string other)
    {
        List<MappingDocument> found = [];
        Dictionary<(string Id, string From), int> places = [];
        foreach (
            var document in LazyInitializer.EnsureInitialized(
            ref _mappings, () => MappingDocuments.ToLookup(known => Pair(known.Mapping.From, known.Mapping.To)))[Pair(identity, other)])
        {
            if (places.TryAdd((document.Mapping.Id, document.Mapping.From), found.Count)) found.Add(document);
            else found[places[(document.Mapping.Id, document.Mapping.From)]] = document;
        }
        return found.Count < 2 ? found : [.. found.OrderBy(document => BuiltIn.MappingDocuments.Contains(document))];

        static (string, string) Pair(string left, string right) => string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);
    }

    private DocumentSet Add(MappingDocument document) => new(_contents with { Mappings = _contents.Mappings.Add(document) });

    private static DocumentSet LoadShipped()
    {
        var set = new DocumentSet(Contents.None);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var utf8 = new byte[stream.Length];
            stream.ReadExactly(utf8);
            if (name.EndsWith(".catalog.json", StringComparison.Ordinal))
                set = set.Add(DocumentReader.Load<Catalog>(utf8, new() { File = name }));
            else if (name.EndsWith(".mapping.json", StringComparison.Ordinal))
                set = set.Add(DocumentReader.Load<CatalogMapping>(utf8, new() { File = name }));
        }
        return set;
    }

    // For each id, the document with the highest version (the first one, if there are several); for each version, its documents, usually
    // one.
    private sealed record Contents(
        ImmutableList<MatrixDocument> Matrices,
        ImmutableList<CatalogDocument> Catalogs,
        ImmutableList<MappingDocument> Mappings,
        ImmutableDictionary<string, MatrixDocument> Highest,
        ImmutableDictionary<(string Id, SemanticVersion Version), ImmutableList<MatrixDocument>> Versions)
    {
        public static Contents None { get; } = new([], [], [], ImmutableDictionary.Create<string, MatrixDocument>(StringComparer.Ordinal),
            ImmutableDictionary<(string Id, SemanticVersion Version), ImmutableList<MatrixDocument>>.Empty);
    }
}
