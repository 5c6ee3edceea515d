using System.Collections.Immutable;
using System.Reflection;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Documents;

/// <summary>
/// The documents that are at hand: the catalogs and mappings that ship, and what was given besides. Nothing is ever fetched.
/// Immutable: adding gives a new set, at a cost that hardly grows with the number of documents. Thread-safe.
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

    // By the two catalogs, whichever way; made when first asked for.
    private ILookup<(string, string), MappingDocument>? _mappings;

    private DocumentSet(Contents contents) => _contents = contents;

    /// <summary>The catalogs and mappings that ship, and nothing else.</summary>
    public static DocumentSet BuiltIn => Shipped.Value;

    /// <summary>The matrices, in the order in which they were added.</summary>
    public IReadOnlyList<MatrixDocument> Matrices => _contents.Matrices;

    /// <summary>The catalogs, those that ship first.</summary>
    public IReadOnlyList<Catalog> Catalogs => field ??= _contents.Catalogs.ConvertAll(document => document.Catalog);

    /// <summary>The mappings, those that ship first, then in the order in which they were added.</summary>
    public IReadOnlyList<CatalogMapping> Mappings => field ??= _contents.Mappings.ConvertAll(document => document.Mapping);

    /// <summary>The catalogs with what is known of where they came from.</summary>
    internal IReadOnlyList<CatalogDocument> CatalogDocuments => _contents.Catalogs;

    /// <summary>The mappings with what is known of where they came from.</summary>
    internal IReadOnlyList<MappingDocument> MappingDocuments => _contents.Mappings;

    /// <summary>The set with a matrix besides.</summary>
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

    /// <summary>The set with a matrix besides.</summary>
    /// <param name="matrix">The matrix.</param>
    public DocumentSet Add(Matrix matrix) => Add(new MatrixDocument(matrix));

    /// <summary>The set with a matrix that was read.</summary>
    /// <param name="matrix">What reading gave.</param>
    /// <exception cref="ArgumentException">Reading found errors.</exception>
    public DocumentSet Add(ReadResult<Matrix> matrix) => Add(new MatrixDocument(matrix));

    /// <summary>The set with a catalog besides. It goes before an earlier one of the same id and edition.</summary>
    /// <param name="catalog">The catalog.</param>
    public DocumentSet Add(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Add(new CatalogDocument(catalog, null));
    }

    /// <summary>The set with a catalog that was read. It goes before an earlier one of the same id and edition.</summary>
    /// <param name="catalog">What reading gave.</param>
    /// <exception cref="ArgumentException">Reading found errors.</exception>
    public DocumentSet Add(ReadResult<Catalog> catalog) =>
        Add(new CatalogDocument(catalog?.Document ?? throw DocumentErrors.Refuse(catalog, nameof(catalog)), catalog));

    /// <summary>The set with a mapping besides. It takes the place of an earlier one of the same id between the same catalogs.</summary>
    /// <param name="mapping">The mapping.</param>
    public DocumentSet Add(CatalogMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return Add(new MappingDocument(mapping, null));
    }

    /// <summary>The set with a mapping that was read. It takes the place of an earlier one of the same id between the same
    /// catalogs.</summary>
    /// <param name="mapping">What reading gave.</param>
    /// <exception cref="ArgumentException">Reading found errors.</exception>
    public DocumentSet Add(ReadResult<CatalogMapping> mapping) =>
        Add(new MappingDocument(mapping?.Document ?? throw DocumentErrors.Refuse(mapping, nameof(mapping)), mapping));

    /// <summary>The set with a document of any kind. A set of requirements refers to nothing and is referred to by nothing: it is passed
    /// over.</summary>
    /// <param name="document">What reading gave.</param>
    /// <exception cref="ArgumentException">Reading found errors, or the kind of the document is not known.</exception>
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
            _ => throw new ArgumentException(
                $"{document.File ?? "The document"} is no matrix, catalog, mapping or set of requirements.", nameof(document)),
        };
    }

    /// <summary>
    /// The set with documents of any kind, such as <see cref="DocumentReader.LoadAllAsync"/> gives. Those with errors, or of unknown kind,
    /// are to be sorted out beforehand.
    /// </summary>
    /// <param name="documents">What reading gave.</param>
    /// <exception cref="ArgumentException">Reading one of them found errors, or its kind is not known.</exception>
    public DocumentSet AddRange(IEnumerable<AnyDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return documents.Aggregate(this, (set, document) => set.Add(document));
    }

    /// <summary>The catalog of an id and edition, or null.</summary>
    /// <param name="id">The id.</param>
    /// <param name="edition">The edition.</param>
    public Catalog? FindCatalog(string id, string edition) => FindCatalogDocument(id, edition)?.Catalog;

    /// <summary>The newest edition of a catalog that is not provisional, or the newest provisional one, or null.
    /// <see cref="EditionComparer"/> says which is newer.</summary>
    /// <param name="id">The id.</param>
    public Catalog? FindNewest(string id) => Catalogs
        .Where(catalog => catalog.Id == id)
        .OrderBy(catalog => catalog.Status == CatalogStatus.Final)
        .ThenBy(catalog => catalog.Edition, EditionComparer.Instance)
        .LastOrDefault();

    /// <summary>The matrix of an id, in the version asked for, else in the highest; null when it is not among the documents.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version, or null for the highest.</param>
    public MatrixDocument? FindMatrix(string id, SemanticVersion? version = null) =>
        version is { } asked ? _contents.Versions.GetValueOrDefault((id, asked))?[0] : _contents.Highest.GetValueOrDefault(id);

    /// <summary>The finding that another document has the id and version of this one, and other content; null where none has.</summary>
    /// <param name="document">The document, among the set or not.</param>
    internal Diagnostic? TwinFinding(MatrixDocument document)
    {
        foreach (var other in _contents.Versions.GetValueOrDefault((document.Matrix.Id, document.Matrix.Version), []))
        {
            if (ReferenceEquals(other, document) || other.HasContentOf(document)) continue;
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
        CatalogDocuments.LastOrDefault(document => document.Catalog.Id == id && document.Catalog.Edition == edition);

    private DocumentSet Add(CatalogDocument document) => new(_contents with { Catalogs = _contents.Catalogs.Add(document) });

    /// <summary>
    /// The mappings between two catalogs in either direction, those that count first before the others: what was given goes before what
    /// ships, in the order in which it was given, and of two of one id the later takes the place of the earlier.
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

    // Of each id the document with the highest version, of several the first one; and of each version its documents, as a rule one.
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
