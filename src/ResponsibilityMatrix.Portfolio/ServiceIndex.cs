using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>
/// What each document of a portfolio is, without the documents: they are read once to see whether they can be used, and again when their
/// service is answered. Immutable and thread-safe.
/// </summary>
internal sealed class ServiceIndex
{
    private readonly ILookup<string, IndexedMatrix> _byId;

    private ServiceIndex(IReadOnlyList<IndexedMatrix> matrices, DocumentSet documents, IReadOnlyList<Diagnostic> diagnostics)
    {
        Matrices = matrices;
        Documents = documents;
        Diagnostics = diagnostics;
        _byId = matrices.ToLookup(matrix => matrix.Id, StringComparer.Ordinal);
    }

    /// <summary>The matrices, those of services first, in the order of the files.</summary>
    public IReadOnlyList<IndexedMatrix> Matrices { get; }

    /// <summary>The catalogs and mappings.</summary>
    public DocumentSet Documents { get; }

    /// <summary>RM8001 for each document that cannot be used.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The matrices with an id.</summary>
    public IEnumerable<IndexedMatrix> WithId(string id) => _byId[id];

    /// <summary>Reads all documents once.</summary>
    public static ServiceIndex Build(
        IReadOnlyList<PortfolioFile> services, PortfolioOptions options, CancellationToken cancellationToken)
    {
        List<(PortfolioFile File, bool IsService)> files =
            [.. services.Select(file => (file, true)), .. options.Upstreams.Select(file => (file, false))];
        var read = new (IndexedMatrix? Matrix, AnyDocument? Other, Diagnostic? Fault)[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, options.MaxParallel),
            CancellationToken = cancellationToken,
        }, i => read[i] = Read(files[i].File, files[i].IsService, options, cancellationToken));
        var documents = options.Documents;
        foreach (var (_, other, _) in read)
            if (other is not null) documents = documents.Add(other);
        return new([.. read.Select(one => one.Matrix).OfType<IndexedMatrix>()], documents,
            [.. read.Select(one => one.Fault).OfType<Diagnostic>()]);
    }

    private static (IndexedMatrix?, AnyDocument?, Diagnostic?) Read(
        PortfolioFile file, bool isService, PortfolioOptions options, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> utf8;
        try
        {
            utf8 = file.Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, null, Finding("RM8001", $"{file.Name} cannot be read: {exception.Message}", file.Name));
        }
        var document = DocumentReader.Load(utf8, new() { File = file.Name, Limits = options.Limits }, cancellationToken);
        if (document.HasErrors)
        {
            // JSON of others may lie in the folder; a matrix that cannot be read is missed by somebody.
            if (document.Kind == DocumentKind.Unknown && !file.IsNamed
                && !file.Name.EndsWith(".matrix.json", StringComparison.OrdinalIgnoreCase))
                return default;
            var first = document.Diagnostics.First(finding => finding.Severity == Severity.Error);
            return (null, null, Finding("RM8001", $"{file.Name} cannot be used: {first.Id}: {first.Message}", file.Name,
                first.Place?.Pointer ?? "", first.Place?.Line, first.Place?.Column));
        }
        if (document.Matrix?.Document is { } matrix) return (IndexedMatrix.Of(matrix, file, isService, options.For), null, null);
        return document.Kind is DocumentKind.Catalog or DocumentKind.Mapping ? (null, document, null) : default;
    }

    /// <summary>A finding about a file.</summary>
    public static Diagnostic Finding(string id, string message, string file, string pointer = "", int? line = null, int? column = null) =>
        Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, line is null ? new Place(pointer, file)
            : new Place(pointer, file, line.Value, column ?? 1));
}

/// <summary>What is known of a matrix without keeping it. Immutable; equal by reference.</summary>
internal sealed class IndexedMatrix
{
    public required PortfolioFile File { get; init; }

    /// <summary>Whether it lies among the services, not among what they build on.</summary>
    public required bool IsService { get; init; }

    public required string Id { get; init; }

    public required SemanticVersion Version { get; init; }

    public required string Service { get; init; }

    public required string ServiceName { get; init; }

    public required string Provider { get; init; }

    public required Sides AuthoredBy { get; init; }

    public required DocumentStatus? Status { get; init; }

    public required DateOnly? Effective { get; init; }

    public required DateOnly? Expires { get; init; }

    public required string? Base { get; init; }

    public required ValueList<string> Upstreams { get; init; }

    public required ValueList<string> Catalogs { get; init; }

    /// <summary>Whether one of its parties is called as the party that is asked about.</summary>
    public required bool HasParty { get; init; }

    /// <summary>Whether it is meant for others: no draft, and not withdrawn.</summary>
    public bool IsPublic => Status is not (DocumentStatus.Draft or DocumentStatus.Withdrawn);

    public bool IsInForce(DateOnly day) => IsPublic && !(Effective > day) && !(Expires < day);

    public static IndexedMatrix Of(Matrix matrix, PortfolioFile file, bool isService, string party)
    {
        var service = matrix.Service;
        var author = matrix.AuthoredBy is null or Party.ProviderWord ? service.Provider
            : matrix.AuthoredBy == Party.CustomerWord ? service.Customer : matrix.AuthoredBy;
        return new()
        {
            File = file,
            IsService = isService,
            Id = matrix.Id,
            Version = matrix.Version,
            Service = service.Id,
            ServiceName = service.Name,
            Provider = matrix.Parties.FirstOrDefault(known => known.Id == service.Provider)?.Name ?? service.Provider,
            AuthoredBy = author == service.Provider ? Sides.Provider : author == service.Customer ? Sides.Customer : Sides.ThirdParty,
            Status = matrix.Status,
            Effective = matrix.Effective,
            Expires = matrix.Expires,
            Base = matrix.Extends?.Id,
            Upstreams = matrix.Upstreams.Select(upstream => upstream.Matrix).OfType<string>().Distinct().ToValueList(),
            Catalogs = matrix.Catalogs.Select(scope => $"{scope.Id}@{scope.Edition}").Distinct().ToValueList(),
            HasParty = party is Party.CustomerWord or Party.ProviderWord || matrix.Parties.Any(known => Is(known, party)),
        };
    }

    private static bool Is(Party party, string word)
    {
        return Same(party.Id) || Same(party.Name) || Same(party.LegalName) || party.Aliases.Any(Same)
            || party.Identifiers.Any(identifier => Same($"{identifier.Scheme}:{identifier.Value}"));

        bool Same(string? name) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
    }
}
