using System.Collections.Immutable;
using System.Reflection;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Documents;

/// <summary>
/// The documents that are at hand: the catalogs and mappings that ship, and what was given besides. Nothing is ever fetched.
/// Immutable: adding gives a new set. Thread-safe.
/// </summary>
public sealed class DocumentSet
{
    private static readonly Lazy<DocumentSet> Shipped = new(LoadShipped);

    // By the two catalogs, whichever way; made when first asked for.
    private ILookup<(string, string), MappingDocument>? _mappings;

    private DocumentSet(ImmutableList<MatrixDocument> matrices, ImmutableList<CatalogDocument> catalogs,
        ImmutableList<MappingDocument> mappings)
    {
        Matrices = matrices;
        Catalogs = catalogs;
        Mappings = mappings;
    }

    /// <summary>The catalogs and mappings that ship, and nothing else.</summary>
    public static DocumentSet BuiltIn => Shipped.Value;

    /// <summary>The matrices, in the order in which they were added.</summary>
    public IReadOnlyList<MatrixDocument> Matrices { get; }

    /// <summary>The catalogs, those that ship first.</summary>
    public IReadOnlyList<CatalogDocument> Catalogs { get; }

    /// <summary>The mappings, those that ship first, then in the order in which they were added.</summary>
    public IReadOnlyList<MappingDocument> Mappings { get; }

    /// <summary>The set with a matrix besides.</summary>
    /// <param name="document">The matrix.</param>
    /// <exception cref="ArgumentException">Reading it found errors: nothing may be made of what is damaged.</exception>
    public DocumentSet Add(MatrixDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.HasErrors) throw new ArgumentException("The matrix has errors.", nameof(document));
        return new(((ImmutableList<MatrixDocument>)Matrices).Add(document), (ImmutableList<CatalogDocument>)Catalogs,
            (ImmutableList<MappingDocument>)Mappings);
    }

    /// <summary>The set with a matrix besides.</summary>
    /// <param name="matrix">The matrix.</param>
    public DocumentSet Add(Matrix matrix) => Add(new MatrixDocument(matrix));

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
    public DocumentSet Add(ReadResult<Catalog> catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Add(
            new CatalogDocument(catalog.Document ?? throw new ArgumentException("The catalog has errors.", nameof(catalog)), catalog));
    }

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
    public DocumentSet Add(ReadResult<CatalogMapping> mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return Add(
            new MappingDocument(mapping.Document ?? throw new ArgumentException("The mapping has errors.", nameof(mapping)), mapping));
    }

    /// <summary>The catalog of an id and edition, or null.</summary>
    /// <param name="id">The id.</param>
    /// <param name="edition">The edition.</param>
    public CatalogDocument? FindCatalog(string id, string edition) =>
        Catalogs.LastOrDefault(document => document.Catalog.Id == id && document.Catalog.Edition == edition);

    /// <summary>The newest edition of a catalog that is not provisional, or the newest provisional one, or null.
    /// <see cref="EditionComparer"/> says which is newer.</summary>
    /// <param name="id">The id.</param>
    public CatalogDocument? FindNewest(string id) => Catalogs
        .Where(document => document.Catalog.Id == id)
        .OrderBy(document => document.Catalog.Status == CatalogStatus.Final)
        .ThenBy(document => document.Catalog.Edition, EditionComparer.Instance)
        .LastOrDefault();

    /// <summary>The matrix of an id, in the version asked for, else in the highest; null when it is not among the documents.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version, or null for the highest.</param>
    public MatrixDocument? FindMatrix(string id, SemanticVersion? version = null)
    {
        MatrixDocument? found = null;
        foreach (var document in Matrices)
        {
            if (document.Matrix.Id != id || (version is { } asked && document.Matrix.Version != asked)) continue;
            if (found is null || document.Matrix.Version > found.Matrix.Version) found = document;
        }
        return found;
    }

    /// <summary>The finding that another document has the id and version of this one, and other content; null where none has.</summary>
    /// <param name="document">The document, among the set or not.</param>
    internal Diagnostic? TwinFinding(MatrixDocument document)
    {
        foreach (var other in Matrices)
        {
            if (ReferenceEquals(other, document) || other.Matrix.Id != document.Matrix.Id || other.Matrix.Version != document.Matrix.Version
                || other.HasContentOf(document)) continue;
            return Diagnostic.Of(DocumentSetDescriptors.TwoOfOneVersion,
                $"There are two documents {document.Name} with different content. Give one of them another version.",
                document.PlaceOf("/version")) with
            {
                Related = [new RelatedPlace { Message = "the other one", Place = other.PlaceOf("/version") }],
            };
        }
        return null;
    }

    private DocumentSet Add(CatalogDocument document) =>
        new((ImmutableList<MatrixDocument>)Matrices, ((ImmutableList<CatalogDocument>)Catalogs).Add(document),
        (ImmutableList<MappingDocument>)Mappings);

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
            ref _mappings, () => Mappings.ToLookup(known => Pair(known.Mapping.From, known.Mapping.To)))[Pair(identity, other)])
        {
            if (places.TryAdd((document.Mapping.Id, document.Mapping.From), found.Count)) found.Add(document);
            else found[places[(document.Mapping.Id, document.Mapping.From)]] = document;
        }
        return found.Count < 2 ? found : [.. found.OrderBy(document => BuiltIn.Mappings.Contains(document))];

        static (string, string) Pair(string left, string right) => string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);
    }

    private DocumentSet Add(MappingDocument document) =>
        new((ImmutableList<MatrixDocument>)Matrices, (ImmutableList<CatalogDocument>)Catalogs,
        ((ImmutableList<MappingDocument>)Mappings).Add(document));

    private static DocumentSet LoadShipped()
    {
        var set = new DocumentSet([], [], []);
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
}
