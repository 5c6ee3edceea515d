using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// Carries the answers of a matrix over to another catalog, along the relations that mappings and rows of the matrix state: from equal
/// controls, from several that are equal together, and from a whole to its part if one side performs the whole alone; never from controls
/// that only intersect. Created once for a matrix and a catalog. Thread-safe. </summary>
public sealed class Crosswalk
{
    /// <summary>Stands in place of a mapping's id if a row of the matrix states the relation.</summary>
    public const string MapsToWord = "mapsTo";

    private readonly Resolver _resolver;
    private readonly CatalogIndex _target;
    private readonly ControlSpace _targetSpace;
    private readonly List<Route> _routes = [];

    /// <summary>Creates a crosswalk from a matrix to a catalog.</summary>
    /// <param name="resolver">The resolver of the matrix. Its documents supply the mappings.</param>
    /// <param name="target">The target catalog.</param>
    public Crosswalk(Resolver resolver, Catalog target)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(target);
        _resolver = resolver;
        _target = CatalogIndex.Of(target);
        var space = resolver.Engine.Space;
        var documents = resolver.Engine.Effective.Documents;
        var isAtHand = documents.FindCatalog(target.Id, target.Edition) == target;
        var targets = Resolver.OfServiceModel(target, isAtHand ? resolver.Options
            : resolver.Options with { Documents = documents.Add(target) });
        _targetSpace = targets.Engine.Space;
        List<Diagnostic> diagnostics = [.. targets.Diagnostics];
        foreach (var part in space.Parts)
        {
            if (part.Identity == target.Identity)
            {
                for (var i = 0; i < part.Count && Problem is null; i++)
                    if (space.IsInScope(part.Start + i))
                        Problem = new Problem
                        {
                            Code = ProblemCode.CatalogInScope,
                            Message = $"The matrix speaks of {target.Identity} itself, so nothing needs to be carried there.",
                            Subject = target.Identity,
                        };
                continue;
            }
            var isLocal = ReferenceEquals(part, space.Local);
            var mappings = isLocal ? [] : documents.MappingsBetween(part.Identity, target.Identity);
            var index = new MappingIndex(isLocal ? [MappingOfRows(space)]
                : mappings.Select(document => document.Mapping), part.Index, _target);
            if (index.IsEmpty || (isLocal && index.Mappings[0].Relations.Count == 0)) continue;
            _routes.Add(new Route(part, index));
            foreach (var mapping in mappings) diagnostics.AddRange(mapping.Errors(documents));
        }
        Diagnostics = diagnostics.ToValueList();
        if (_routes.Count == 0) Problem ??= NoMapping(documents, space, target);
    }

    /// <summary>The errors of the target catalog and of the mappings. They accompany every carried answer.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>Why nothing can be carried; null if carrying is possible.</summary>
    public Problem? Problem { get; }

    /// <summary>Whether something can be carried. Also true for a matrix that speaks of the target catalog itself, if other catalogs of it
    /// are related to the target.</summary>
    public bool CanCarry => _routes.Count > 0;

    /// <summary>Carries an answer.</summary>
    /// <param name="answer">An answer of the same resolver, in any context and language.</param>
    /// <param name="options">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="InvalidOperationException">Nothing can be carried: see <see cref="CanCarry"/> and
    /// <see cref="Problem"/>.</exception>
    /// <exception cref="ArgumentException">The answer is for another matrix, or is incomplete.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public CarriedMatrix Carry(ResolvedMatrix answer, EvaluationOptions? options = null, CancellationToken cancellationToken = default) =>
        Carry(answer, new Evaluation(options, cancellationToken));

    internal CarriedMatrix Carry(ResolvedMatrix answer, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!CanCarry) throw new InvalidOperationException(Problem!.Message);
        var withFindings = Diagnostics.IsEmpty ? answer
            : answer with { Diagnostics = answer.Diagnostics.Concat(Diagnostics.Except(answer.Diagnostics)).ToValueList() };
        return new CrosswalkRun(_resolver.Engine, _target.Catalog, _targetSpace, _routes, withFindings).Run(evaluation);
    }

    private static CatalogMapping Mapping(string to, List<MappingRelation> relations) =>
        new() { Id = MapsToWord, From = Catalog.Local, To = to, Relations = relations.ToValueList() };

    private CatalogMapping MappingOfRows(ControlSpace space)
    {
        List<MappingRelation> relations = [];
        for (var i = 0; i < space.Local.Count; i++)
        {
            var row = space.Local.Index.Catalog.Controls[i];
            foreach (var mapped in row.MapsTo)
                if (Selector.TryParse(mapped.Control, out var reference)
                    && IsInTarget(space, space.ReadOfRow(reference, space.Local.Start + i)))
                    relations.Add(new MappingRelation { From = [row.Id], To = [reference.Body], Relation = mapped.Relation });
        }
        return Mapping(_target.Catalog.Identity, relations);
    }

    // As everywhere in the matrix, a reference means a control of the matrix's own catalogs first.
    private bool IsInTarget(ControlSpace space, in Selector reference)
    {
        if (reference.Kind != SelectorKind.Control || _target.Find(reference.Key) < 0) return false;
        var (catalogId, key) = (reference.CatalogId, reference.Key);
        if (catalogId is null) return !space.Parts.Any(part => part.Identity != _target.Catalog.Identity && part.Index.Find(key) >= 0);
        if (catalogId != _target.Catalog.Id) return false;
        return reference.Edition is { } edition ? edition == _target.Catalog.Edition
            : !space.Parts.Any(part => part.Index.Catalog.Id == catalogId && part.Identity != _target.Catalog.Identity);
    }

    private static string FromWords(ControlSpace space)
    {
        var own = space.Parts.Where(part => !ReferenceEquals(part, space.Local)).Select(part => part.Identity).ToList();
        if (space.Local.Count > 0) own.Add("the rows of the matrix");
        return own.Count == 0 ? "the matrix, which has no controls," : Sentences.Or(own);
    }

    private static Problem NoMapping(DocumentSet documents, ControlSpace space, Catalog target)
    {
        HashSet<string> own = [.. space.Parts.Select(part => part.Identity)];
        var reachable = documents.Mappings
            .SelectMany(mapping => own.Contains(mapping.From) ? [mapping.To] : own.Contains(mapping.To) ? new[] { mapping.From } : [])
            .Distinct().Take(8).ToValueList();
        var others = reachable.IsEmpty ? "" : $"; from here mappings lead to {Sentences.And([.. reachable])}";
        return new Problem
        {
            Code = ProblemCode.NoMapping,
            Message = $"No mapping at hand connects {FromWords(space)} with {target.Identity}, in either direction{others}.",
            Subject = target.Identity,
            Choices = reachable,
        };
    }

    /// <summary>A source catalog of the matrix, or its own rows, with the mappings to the target.</summary>
    internal sealed record Route(ControlSpace.Part From, MappingIndex Index);
}
