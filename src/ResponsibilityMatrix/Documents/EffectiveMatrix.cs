using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Documents;

/// <summary>
/// A matrix combined with its base, the base's base and so on. Level 0 is the document itself. Definitions are merged by id; the nearest
/// level wins. Immutable and thread-safe.
/// </summary>
internal sealed class EffectiveMatrix
{
    private readonly Dictionary<string, Party> _parties = new(StringComparer.Ordinal);

    // For each level, the ids that stand for a side, and the third parties that its document knows: their number, and the only one if there
    // is one.
    private readonly Dictionary<string, Sides>[] _sideIds;
    private readonly (string? Only, int Count)[] _thirdParties;
    // By level, the scopes with a short name; null if there are none.
    private readonly Dictionary<string, CatalogScope>?[] _shortNames;

    private EffectiveMatrix(List<MatrixDocument> levels, bool isComplete, DocumentSet documents)
    {
        Levels = levels;
        IsComplete = isComplete;
        Documents = documents;
        _shortNames = [.. levels.Select(level => ShortNames(level.Matrix.Catalogs))];
        _sideIds = SideIds(levels);
        Parties = MergeParties();
        foreach (var party in Parties) _parties.TryAdd(party.Id, party);
        Parameters = Merge(matrix => matrix.Parameters, parameter => parameter.Id);
        ServiceModels = Merge(matrix => matrix.ServiceModels, model => model.Id);
        Groups = Merge(matrix => matrix.Groups, group => group.Id);
        Evidence = Merge(matrix => matrix.Evidence, evidence => evidence.Id);
        Commitments = Merge(matrix => matrix.Commitments, commitment => commitment.Id);
        Upstreams = Merge(matrix => matrix.Upstreams, upstream => upstream.Id);
        ThirdParties = Parties.Where(party => SideOf(party.Id) == Sides.ThirdParty).ToList();
        _thirdParties = ThirdPartiesByLevel();
        Defaults = levels.Select(level => level.Matrix.Defaults).FirstOrDefault(policy => policy is not null) ?? DefaultsPolicy.None;
    }

    public IReadOnlyList<MatrixDocument> Levels { get; }

    /// <summary>Whether every base is available; otherwise, an unknown name may be defined in a missing base.</summary>
    public bool IsComplete { get; }

    public DocumentSet Documents { get; }

    public MatrixDocument Document => Levels[0];

    public Matrix Matrix => Levels[0].Matrix;

    public Service Service => Matrix.Service;

    /// <summary>The parties, including those of bases. The provider and customer of a base are those of this document, so they are not
    /// listed under ids of their own.</summary>
    public IReadOnlyList<Party> Parties { get; }

    public IReadOnlyList<Party> ThirdParties { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<ServiceModel> ServiceModels { get; }

    /// <summary>The groups of rows.</summary>
    public IReadOnlyList<ControlGroup> Groups { get; }

    public IReadOnlyList<Evidence> Evidence { get; }

    public IReadOnlyList<Commitment> Commitments { get; }

    public IReadOnlyList<Upstream> Upstreams { get; }

    /// <summary>The default for controls without an assignment, from the nearest document that states one.</summary>
    public DefaultsPolicy Defaults { get; }

    public static EffectiveMatrix Of(MatrixDocument document, DocumentSet documents, Limits limits, FindingList diagnostics)
    {
        List<MatrixDocument> levels = [document];
        var isComplete = true;
        while (levels[^1].Matrix.Extends is { } reference)
        {
            var at = levels[^1];
            var place = at.PlaceOf("/extends");
            var next = documents.FindMatrix(reference.Id, reference.Version);
            // A document may extend another version of itself, but not itself.
            if (next is null || ReferenceEquals(next, at))
            {
                isComplete = false;
                Diagnostic finding;
                if (documents.FindMatrix(reference.Id) is { } other && !ReferenceEquals(other, at))
                {
                    finding =
                        Diagnostic.Of(
                        DocumentSetDescriptors.OtherVersion,
                        $"The base {reference.Id} is asked for in version {reference.Version}, but the documents at hand have " +
                        $"{other.Matrix.Version}. Give that version.", at.PlaceOf("/extends/version"));
                }
                else if (reference.Id == at.Matrix.Id && (reference.Version is null || reference.Version == at.Matrix.Version))
                {
                    finding = Diagnostic.Of(DocumentSetDescriptors.Cycle, $"{at.Name} extends itself.", place);
                }
                else
                {
                    finding =
                        Diagnostic.Of(
                        DocumentSetDescriptors.MissingDocument,
                        $"The base {reference.Id}{(reference.Version is { } version ? $" {version}" : "")} is not among the given " +
                        $"documents. Give it too.", at.PlaceOf("/extends/id"));
                }
                diagnostics.Add(finding);
                break;
            }
            if (levels.Exists(level => level.Matrix.Id == next.Matrix.Id && level.Matrix.Version == next.Matrix.Version))
            {
                isComplete = false;
                diagnostics.Add(
                    Diagnostic.Of(
                    DocumentSetDescriptors.Cycle,
                    $"The documents extend each other in a circle: {string.Join(" → ", levels.Append(next).Select(level => level.Name))}.",
                    place));
                break;
            }
            if (levels.Count >= limits.MaxChainDepth)
            {
                isComplete = false;
                diagnostics.Add(
                    Diagnostic.Of(DocumentDescriptors.LimitPassed,
                    $"More than {limits.MaxChainDepth} documents extend one another (Limits.MaxChainDepth). Join some of them, or raise " +
                        $"the limit.", place));
                break;
            }
            if (reference.Digest is { } digest && next.Digest != digest && next.IsViewOf(digest))
            {
                diagnostics.Add(Diagnostic.Of(DocumentSetDescriptors.OtherVersion, $"The base: {next.ViewSentence}",
                    at.PlaceOf("/extends/digest")) with
                { Severity = Severity.Warning });
            }
            else if (reference.Digest is { } asked && next.Digest != asked)
            {
                // Disputed content gives no answers.
                isComplete = false;
                diagnostics.Add(
                    Diagnostic.Of(
                    DocumentSetDescriptors.OtherVersion,
                    $"The base {next.Name} does not have the content that \"digest\" asks for: {next.DigestSentence}.",
                    at.PlaceOf("/extends/digest")));
                break;
            }
            if (next.Matrix.Service.Id != document.Matrix.Service.Id)
                diagnostics.Add(
                    Diagnostic.Of(
                    DocumentSetDescriptors.OtherService,
                    $"The base {next.Name} is for the service \"{next.Matrix.Service.Id}\", this document for " +
                    $"\"{document.Matrix.Service.Id}\".", at.PlaceOf("/extends")));
            levels.Add(next);
        }
        return new EffectiveMatrix(levels, isComplete, documents);
    }

    /// <summary>
    /// The id, in this document, of a party that the document of a level names. The provider and customer of a base are those of this
    /// document, whatever their ids; so is a party that a nearer document refers to by such an id.
    /// </summary>
    public string PartyId(string reference, int level) => reference switch
    {
        Party.ProviderWord => Service.Provider,
        Party.CustomerWord => Service.Customer,
        _ => !_sideIds[level].TryGetValue(reference, out var side) ? reference : side == Sides.Provider ? Service.Provider
            : Service.Customer,
    };

    /// <summary>The third party that a split in the document of a level refers to: the only one that the document and its bases know. Null
    /// if there are none or several.</summary>
    public string? OnlyThirdParty(int level) => _thirdParties[level].Only;

    /// <summary>The number of third parties that the document of a level and its bases know.</summary>
    public int CountThirdParties(int level) => _thirdParties[level].Count;

    /// <summary>The parameters of the document of a level and its bases, starting with the service model.</summary>
    public IEnumerable<Parameter> ParametersAt(int level) =>
        Merge(matrix => matrix.Parameters, parameter => parameter.Id, level)
            .Prepend(new Parameter { Id = Condition.ServiceModel, Values = Levels[level].Matrix.Service.Models });

    public Party? FindParty(string id) => _parties.GetValueOrDefault(id);

    /// <summary>The side of a party in this agreement.</summary>
    /// <param name="partyId">The id of the party in this document; see <see cref="PartyId"/>.</param>
    public Sides SideOf(string partyId) =>
        partyId == Service.Provider ? Sides.Provider
        : partyId == Service.Customer ? Sides.Customer
        : _parties.TryGetValue(partyId, out var party) && party.Side is { } side ? side
        : Sides.ThirdParty;

    /// <summary>The meaning of a selector in the document of a level: a short name that the document declares is replaced by the catalog
    /// and edition.</summary>
    public Selector Read(in Selector selector, int level) =>
        selector is { CatalogId: { } name, Edition: null } && FindShortName(name, level) is { } scope ? selector.Of(scope.Id, scope.Edition)
            : selector;

    /// <summary>Finds the scope with a short name in the document of a level. Returns null if there is none.</summary>
    public CatalogScope? FindShortName(string name, int level) => _shortNames[level]?.GetValueOrDefault(name);

    /// <summary>The names of catalogs in the document of a level: their ids and the short names that it declares.</summary>
    public IEnumerable<string> CatalogNames(int level) =>
        ScopesAt(level).Select(scope => scope.Id).Concat(Levels[level].Matrix.Catalogs.Select(scope => scope.ShortName).OfType<string>());

    /// <summary>The document that states the scope of a catalog, with the position there.</summary>
    public (MatrixDocument Document, int Index) SourceOf(CatalogScope scope)
    {
        foreach (var level in Levels)
        {
            var stated = level.Matrix.Catalogs;
            for (var i = 0; i < stated.Count; i++)
                if (ReferenceEquals(stated[i], scope)) return (level, i);
        }
        throw new ArgumentException("No level states this scope.", nameof(scope));
    }

    /// <summary>The catalogs of the document of a level: those of its bases, where its own replace those with the same id.</summary>
    public List<CatalogScope> ScopesAt(int level)
    {
        if (Levels.Count == 1) return [.. Matrix.Catalogs];
        List<CatalogScope> scopes = [];
        for (var at = Levels.Count - 1; at >= level; at--)
        {
            var own = Levels[at].Matrix.Catalogs;
            List<CatalogScope> merged = [];
            foreach (var scope in scopes)
            {
                if (!own.Any(mine => mine.Id == scope.Id)) merged.Add(scope);
                else merged.AddRange(own.Where(mine => mine.Id == scope.Id && !merged.Contains(mine)));
            }
            merged.AddRange(own.Where(mine => !merged.Contains(mine)));
            scopes = merged;
        }
        return scopes;
    }

    private static Dictionary<string, CatalogScope>? ShortNames(ValueList<CatalogScope> scopes)
    {
        Dictionary<string, CatalogScope>? names = null;
        foreach (var scope in scopes)
            if (scope.ShortName is { } name) (names ??= new(StringComparer.Ordinal)).TryAdd(name, scope);
        return names;
    }

    private static Dictionary<string, Sides>[] SideIds(List<MatrixDocument> levels)
    {
        var ids = new Dictionary<string, Sides>[levels.Count];
        for (var level = 0; level < ids.Length; level++)
        {
            ids[level] = new(StringComparer.Ordinal);
            // The document's own ids come first, then those of its bases, then those of the documents that extend it.
            for (var at = level; at < ids.Length; at++) Add(ids[level], levels[at].Matrix.Service);
            for (var at = level - 1; at >= 0; at--) Add(ids[level], levels[at].Matrix.Service);
        }
        return ids;

        static void Add(Dictionary<string, Sides> known, Service service)
        {
            // The id is blank if it could not be read.
            if (service.Provider.Length > 0) known.TryAdd(service.Provider, Sides.Provider);
            if (service.Customer.Length > 0) known.TryAdd(service.Customer, Sides.Customer);
        }
    }

    private List<Party> MergeParties()
    {
        if (Levels.Count == 1) return [.. Matrix.Parties];
        List<Party>[] listed =
            [.. Levels.Select((level, at) => level.Matrix.Parties.Where(party => PartyId(party.Id, at) == party.Id).ToList())];
        return Merge(level => listed[level], party => party.Id, 0);
    }

    private (string? Only, int Count)[] ThirdPartiesByLevel()
    {
        var byLevel = new (string? Only, int Count)[Levels.Count];
        HashSet<string> known = new(StringComparer.Ordinal);
        string? first = null;
        for (var level = Levels.Count - 1; level >= 0; level--)
        {
            foreach (var party in Levels[level].Matrix.Parties)
                if (PartyId(party.Id, level) is var id && SideOf(id) == Sides.ThirdParty && known.Add(id)) first ??= id;
            byLevel[level] = (known.Count == 1 ? first : null, known.Count);
        }
        return byLevel;
    }

    private List<T> Merge<T>(Func<Matrix, ValueList<T>> select, Func<T, string> id, int nearest = 0) =>
        Levels.Count == 1 ? [.. select(Matrix)] : Merge(level => select(Levels[level].Matrix), id, nearest);

    // The base's order with replacements in place, then new items, so that an annex does not reorder what it extends.
    private List<T> Merge<T>(Func<int, IReadOnlyList<T>> select, Func<T, string> id, int nearest)
    {
        List<T> merged = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (var level = Levels.Count - 1; level >= nearest; level--)
        {
            foreach (var item in select(level))
            {
                if (places.TryGetValue(id(item), out var place)) merged[place] = item;
                else
                {
                    places.Add(id(item), merged.Count);
                    merged.Add(item);
                }
            }
        }
        return merged;
    }
}
