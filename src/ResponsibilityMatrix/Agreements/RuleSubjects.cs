using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A control that a rule is about: a control of the matrix, one that others stand in for, or one that the matrix does not
/// cover.</summary>
internal readonly record struct RuleSubject
{
    /// <summary>The position in the matrix, or -1.</summary>
    public required int Node { get; init; }

    /// <summary>The answer carried over from another catalog's controls, or null.</summary>
    public CarriedControl? Carried { get; init; }

    public string Name { get; init; }

    public string? Catalog { get; init; }

    public string? Title { get; init; }

    /// <summary>Why the matrix does not cover it, in a sentence; null if it does.</summary>
    public string? Absence { get; init; }
}

/// <summary>Finds the controls of a matrix that the selectors of rules match. Not shared between requests.</summary>
internal sealed class RuleSubjects
{
    private const int MostEditionsTried = 4;
    private readonly Resolver _resolver;
    private readonly Answers _answers;
    private readonly ControlSpace _space;
    private readonly DocumentSet _documents;
    private readonly HashSet<string> _used;
    private readonly Dictionary<Selector, List<int>> _patterns = [];
    private readonly Dictionary<string, (CarriedMatrix? Carried, string? Problem)> _carried = new(StringComparer.Ordinal);
    private readonly ILookup<string, CatalogDocument> _catalogs;
    private readonly Dictionary<string, List<Catalog>> _editions = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];
    private ResolvedMatrix? _shown;
    private readonly Evaluation _evaluation;
    private long _visits;

    public RuleSubjects(Resolver resolver, Answers answers, long visits, Evaluation evaluation)
    {
        (_resolver, _answers, _visits, _evaluation) = (resolver, answers, visits, evaluation);
        _space = resolver.Engine.Space;
        _documents = resolver.Engine.Effective.Documents;
        _used = [.. _space.Parts.Where(part => part.KnownTo[0]).Select(part => part.Identity)];
        // Of duplicates, the last one given wins.
        _catalogs = _documents.CatalogDocuments.Reverse().DistinctBy(document => document.Identity)
            .ToLookup(document => document.Id, StringComparer.Ordinal);
    }

    /// <summary>The errors of the catalogs and mappings that were searched.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Whether the search exceeded its budget, so that controls are missing.</summary>
    public bool IsSpent => _visits < 0;

    /// <summary>The controls of a rule, without duplicates, in the order of its selectors.</summary>
    public List<RuleSubject> Of(RequirementRule rule)
    {
        List<RuleSubject> subjects = [];
        HashSet<int> seen = [];
        Dictionary<string, string>? editions = null;
        foreach (var selector in rule.Controls)
        {
            if (IsSpent) break;
            _visits--;
            if (selector.Edition is not null && IsOtherEdition(selector, editions ??= EditionsOf(rule))) continue;
            if (selector.Kind == SelectorKind.Control) AddReference(selector, subjects, seen);
            else if (selector.Kind != SelectorKind.None) AddPattern(selector, subjects, seen);
        }
        return subjects;
    }

    // Editions are alternatives. If the matrix uses an edition that the rule names, only that one counts; otherwise the first one does.
    private Dictionary<string, string> EditionsOf(RequirementRule rule)
    {
        Dictionary<string, string> editions = new(StringComparer.Ordinal);
        foreach (var selector in rule.Controls)
        {
            if (selector.CatalogId is not { } id || selector.Edition is not { } edition) continue;
            if (!editions.TryGetValue(id, out var known) || (!_used.Contains($"{id}@{known}") && _used.Contains($"{id}@{edition}")))
                editions[id] = edition;
        }
        return editions;
    }

    private bool IsOtherEdition(in Selector selector, Dictionary<string, string> editions)
    {
        var chosen = editions[selector.CatalogId!];
        // If a matrix uses two editions, both count.
        return selector.Edition != chosen && !_used.Contains($"{selector.CatalogId}@{selector.Edition}");
    }

    private void AddReference(in Selector selector, List<RuleSubject> subjects, HashSet<int> seen)
    {
        switch (_space.Find(selector, ControlSpace.Outside, out var node))
        {
            case ReferenceOutcome.Found when _space.IsInScope(node):
                if (seen.Add(node)) subjects.Add(InMatrix(node));
                break;
            case ReferenceOutcome.Found:
                var count = subjects.Count;
                foreach (var statement in _space.StatementsInScope(node))
                    if (seen.Add(statement)) subjects.Add(InMatrix(statement));
                if (subjects.Count == count && seen.Add(node))
                    subjects.Add(
                        InMatrix(node) with
                        {
                            Absence = _space.IsWithdrawn(node) ? $"{_space.WithdrawnSentence(node)} Correct the set."
                        : $"{_space.ControlOf(node).Id} is not in the scope of the matrix. Take it into \"catalogs\", and say who does " +
                        $"what."
                        });
                break;
            case ReferenceOutcome.Ambiguous:
                subjects.Add(
                    Absent(selector, $"\"{selector}\" is a control of several catalogs of the matrix: name the catalog in the set."));
                break;
            default:
                subjects.Add(Elsewhere(selector));
                break;
        }
    }

    private void AddPattern(in Selector selector, List<RuleSubject> subjects, HashSet<int> seen)
    {
        if (!_patterns.TryGetValue(selector, out var nodes)) _patterns.Add(selector, nodes = Expand(selector));
        _visits -= nodes.Count;
        foreach (var node in nodes)
            if (seen.Add(node)) subjects.Add(InMatrix(node));
        if (nodes.Count > 0 || IsSpent) return;
        var identity = IdentityOf(selector);
        subjects.Add(Absent(selector, identity is not null && !IsUsed(selector)
            ? $"The rule speaks of {identity}, which the matrix does not use{Uses()}. A pattern is not carried over to another catalog: " +
                $"add {identity} to the matrix, or name the controls of its own catalogs in the set."
            : $"No control in the scope of the matrix is one of \"{selector}\". Take them into scope, and say who does what."));
    }

    // A control that another selected control covers is judged with it.
    private List<int> Expand(in Selector selector)
    {
        List<int> nodes = [];
        if ((_visits -= _space.Count) < 0) return nodes;
        var table = new SelectorTable(_space, ControlSpace.Outside);
        table.Add(0, 0, selector);
        var isMatched = new bool[_space.Count];
        for (var node = 0; node < _space.Count; node++)
            isMatched[node] = _space.IsInScope(node) && table.Matches(node);
        for (var node = 0; node < isMatched.Length; node++)
            if (isMatched[node] && !(_space.CoveringParentOf(node) is >= 0 and var above && isMatched[above])) nodes.Add(node);
        return nodes;
    }

    // A control that the matrix lacks may be the target of a mapping.
    private RuleSubject Elsewhere(in Selector selector)
    {
        if (selector.CatalogId is null || selector.CatalogId == Catalog.Local)
            return Absent(selector, $"The matrix does not speak of {selector.Body}. Take it into scope, and say who does what.");
        if (IsUsed(selector)) return Absent(selector, $"There is no control {selector.Body} in {IdentityOf(selector)}. Correct the set.");
        RuleSubject? first = null;
        foreach (var catalog in EditionsTried(selector.CatalogId))
        {
            if (selector.Edition is { } edition && edition != catalog.Edition) continue;
            var at = CatalogIndex.Of(catalog).Find(selector.Key);
            if (at < 0) continue;
            var (carried, problem) = Carry(catalog);
            var control = catalog.Controls[at];
            var subject = new RuleSubject { Node = -1, Name = control.Id, Catalog = catalog.Identity, Title = control.Title };
            if (control.IsWithdrawn) subject = subject with { Absence = $"{Withdrawals.Sentence(catalog, control)} Correct the set." };
            else if (carried?.At(at) is not { } found)
                subject = subject with
                {
                    Absence =
                    $"The set speaks of {catalog.Identity}, which the matrix does not use{Uses()}. {problem} Give a mapping too, " +
                    $"or check against a set for the catalogs of the matrix."
                };
            else if (found.Outcome is CarryOutcome.Carried or CarryOutcome.Open) return subject with { Carried = found };
            else subject = subject with
            {
                Absence =
                $"The set speaks of {catalog.Identity}, which the matrix does not use{Uses()}: {control.Id} does not carry over. " +
                $"{found.Reason}{(found.Outcome == CarryOutcome.OutOfScope ? " Take it into \"catalogs\", and say who does what." : "")}"
            };
            first ??= subject;
        }
        return first ?? Absent(selector, _catalogs[selector.CatalogId].Any()
            ? $"There is no control {selector.Body} in {IdentityOf(selector)}" +
                (IsAtHand(selector) ? "" : ", of which this edition is not at hand") +
                ". Correct the set, or give the catalog too."
            : $"The set speaks of the catalog {IdentityOf(selector)}, which is not at hand. Give it too, or check against " +
                $"a set for the catalogs of the matrix.");
    }

    private bool IsAtHand(Selector selector) => selector.Edition is not { } asked
        || _catalogs[selector.CatalogId!].Any(document => document.Edition == asked);

    // Final editions come first, then the newest.
    private List<Catalog> EditionsTried(string id)
    {
        if (_editions.TryGetValue(id, out var known)) return known;
        known = [.. _catalogs[id].Select(document => document.Catalog)
            .OrderByDescending(catalog => catalog.Status == CatalogStatus.Final)
            .ThenByDescending(catalog => catalog.Edition, EditionComparer.Instance)
            .Take(MostEditionsTried)];
        _editions.Add(id, known);
        return known;
    }

    private (CarriedMatrix? Carried, string? Problem) Carry(Catalog catalog)
    {
        if (_carried.TryGetValue(catalog.Identity, out var known)) return known;
        var crosswalk = new Crosswalk(_resolver, catalog);
        _diagnostics.AddRange(crosswalk.Diagnostics);
        known = crosswalk.Problem is { } problem ? (null, problem.Message) : (Carry(crosswalk), null);
        _carried.Add(catalog.Identity, known);
        return known;

        // The progress stage stays that of the check.
        CarriedMatrix Carry(Crosswalk crosswalk) =>
            crosswalk.Carry(_shown ??= _resolver.ToResolvedMatrix(_answers), new Evaluation(null, _evaluation.Token));
    }

    private bool IsUsed(Selector selector) =>
        _space.Parts.Any(part => !ReferenceEquals(part, _space.Local) && part.KnownTo[0] && part.Matches(selector));

    private string Uses()
    {
        var own = _space.Parts.Where(part => part.KnownTo[0] && part.Identity != Catalog.Local).Select(part => part.Identity).ToList();
        return own.Count == 0 ? "" : $" (it uses {Sentences.And(own)})";
    }

    private static string? IdentityOf(in Selector selector) => selector.CatalogId is null ? null : selector.Edition is null
        ? selector.CatalogId : $"{selector.CatalogId}@{selector.Edition}";

    private RuleSubject InMatrix(int node)
    {
        var control = _space.ControlOf(node);
        return new RuleSubject { Node = node, Name = control.Id, Catalog = _space.CatalogOf(node), Title = control.Title };
    }

    private static RuleSubject Absent(in Selector selector, string why) => new() { Node = -1, Name = selector.ToString(), Absence = why };
}
