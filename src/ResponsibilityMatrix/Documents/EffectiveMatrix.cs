using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Documents;

/// <summary>
/// A matrix with its base and the base's base: level 0 is the document itself. What the levels define is brought together by id, the nearest winning.
/// Immutable and thread-safe.
/// </summary>
internal sealed class EffectiveMatrix
{
    private readonly Dictionary<string, Party> _parties = new(StringComparer.Ordinal);

    private EffectiveMatrix(List<MatrixDocument> levels, bool isComplete, DocumentSet documents)
    {
        Levels = levels;
        IsComplete = isComplete;
        Documents = documents;
        Parties = Merge(matrix => matrix.Parties, party => party.Id);
        foreach (var party in Parties) _parties.TryAdd(party.Id, party);
        Parameters = Merge(matrix => matrix.Parameters, parameter => parameter.Id);
        ServiceModels = Merge(matrix => matrix.ServiceModels, model => model.Id);
        Evidence = Merge(matrix => matrix.Evidence, evidence => evidence.Id);
        Commitments = Merge(matrix => matrix.Commitments, commitment => commitment.Id);
        Upstream = Merge(matrix => matrix.Upstream, upstream => upstream.Id);
        ThirdParties = Parties.Where(party => SideOf(party.Id) == Sides.ThirdParty).ToList();
    }

    public IReadOnlyList<MatrixDocument> Levels { get; }

    /// <summary>Whether every base is at hand; otherwise a name that nobody knows may be the missing base's.</summary>
    public bool IsComplete { get; }

    public DocumentSet Documents { get; }

    public MatrixDocument Document => Levels[0];

    public Matrix Matrix => Levels[0].Matrix;

    public Service Service => Matrix.Service;

    public IReadOnlyList<Party> Parties { get; }

    public IReadOnlyList<Party> ThirdParties { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<ServiceModel> ServiceModels { get; }

    public IReadOnlyList<Evidence> Evidence { get; }

    public IReadOnlyList<Commitment> Commitments { get; }

    public IReadOnlyList<Upstream> Upstream { get; }

    public static EffectiveMatrix Of(MatrixDocument document, DocumentSet documents, Limits limits, List<Diagnostic> diagnostics)
    {
        List<MatrixDocument> levels = [document];
        var isComplete = true;
        while (levels[^1].Matrix.Extends is { } reference)
        {
            var at = levels[^1];
            var place = at.PlaceOf("/extends");
            var next = documents.FindMatrix(reference.Id, reference.Version);
            // A document may extend another version of itself, never itself.
            if (next is null || ReferenceEquals(next, at))
            {
                isComplete = false;
                Diagnostic finding;
                if (documents.FindMatrix(reference.Id) is { } other && !ReferenceEquals(other, at))
                {
                    finding = Diagnostic.Of(DocumentSetDescriptors.OtherVersion, $"The base {reference.Id} is asked for in version {reference.Version}, but the documents at hand have {other.Matrix.Version}. Give that version with --with.", at.PlaceOf("/extends/version"));
                }
                else if (reference.Id == at.Matrix.Id && (reference.Version is null || reference.Version == at.Matrix.Version))
                {
                    finding = Diagnostic.Of(DocumentSetDescriptors.Cycle, $"{at.Name} extends itself.", place);
                }
                else
                {
                    finding = Diagnostic.Of(DocumentSetDescriptors.MissingDocument, $"The base {reference.Id}{(reference.Version is { } version ? $" {version}" : "")} is not among the given documents. Give its file or folder with --with.", at.PlaceOf("/extends/id"));
                }
                diagnostics.Add(finding);
                break;
            }
            if (levels.Exists(level => level.Matrix.Id == next.Matrix.Id && level.Matrix.Version == next.Matrix.Version))
            {
                isComplete = false;
                diagnostics.Add(Diagnostic.Of(DocumentSetDescriptors.Cycle, $"The documents extend each other in a circle: {string.Join(" → ", levels.Append(next).Select(level => level.Name))}.", place));
                break;
            }
            if (levels.Count >= limits.MaxChainDepth)
            {
                isComplete = false;
                diagnostics.Add(Diagnostic.Of(DocumentDescriptors.LimitPassed, $"More than {limits.MaxChainDepth} documents extend one another.", place));
                break;
            }
            if (reference.Digest is { } digest && next.DigestIfAny != digest)
            {
                // Nothing is answered from content that nobody agreed on.
                isComplete = false;
                diagnostics.Add(Diagnostic.Of(DocumentSetDescriptors.OtherVersion, $"The base {next.Name} does not have the content that \"digest\" asks for: its digest is {next.DigestIfAny ?? "not computable"}.", at.PlaceOf("/extends/digest")));
                break;
            }
            if (next.Matrix.Service.Id != document.Matrix.Service.Id)
                diagnostics.Add(Diagnostic.Of(DocumentSetDescriptors.OtherService, $"The base {next.Name} is for the service \"{next.Matrix.Service.Id}\", this document for \"{document.Matrix.Service.Id}\".", at.PlaceOf("/extends")));
            levels.Add(next);
        }
        return new EffectiveMatrix(levels, isComplete, documents);
    }

    /// <summary>The id here of a party that the document of a level names.</summary>
    public string PartyId(string reference, int level)
    {
        if (reference == Party.ProviderWord) return Service.Provider;
        if (reference == Party.CustomerWord) return Service.Customer;
        if (level == 0) return reference;
        var service = Levels[level].Matrix.Service;
        return reference == service.Provider ? Service.Provider : reference == service.Customer ? Service.Customer : reference;
    }

    public Party? FindParty(string id) => _parties.GetValueOrDefault(id);

    /// <summary>The side of a party, seen from this agreement.</summary>
    public Sides SideOf(string partyId) =>
        partyId == Service.Provider ? Sides.Provider
        : partyId == Service.Customer ? Sides.Customer
        : _parties.TryGetValue(partyId, out var party) && party.Side is { } side ? side
        : Sides.ThirdParty;

    /// <summary>The catalogs that the document of a level knows: those of its bases, with its own in the place of those of the same id.</summary>
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

    // The base's order, replaced in place, then what is new: so an annex does not reorder what it extends.
    private List<T> Merge<T>(Func<Matrix, ValueList<T>> select, Func<T, string> id)
    {
        if (Levels.Count == 1) return [.. select(Matrix)];
        List<T> merged = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (var level = Levels.Count - 1; level >= 0; level--)
        {
            foreach (var item in select(Levels[level].Matrix))
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
