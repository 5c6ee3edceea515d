using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>What one statement has to say of a control.</summary>
internal sealed record StatementAnswer
{
    /// <summary>The answer; null if the control is not in the statement's scope.</summary>
    public ResolvedControl? Answer { get; init; }

    /// <summary>The nodes of the answer: one, or several if it was carried from another catalog; none without an
    /// answer.</summary>
    public ValueList<int> Nodes { get; init; }

    /// <summary>How the answer was carried from another catalog, or why not; null if no mapping was used.</summary>
    public CarriedControl? Carried { get; init; }

    /// <summary>Why there is no answer, if there is another reason than the scope.</summary>
    public string? Absence { get; init; }
}

/// <summary>The answers of two statements for one control.</summary>
internal sealed record ReconcilePair
{
    public required string Catalog { get; init; }

    public required string Control { get; init; }

    public required string Title { get; init; }

    public required StatementAnswer Provider { get; init; }

    public required StatementAnswer Customer { get; init; }

    /// <summary>Whether the control has parts in one of the statements that the other does not have.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether both documents have rows of their own below the control, which are also compared.</summary>
    public bool HasRows { get; init; }

    /// <summary>The sort order: by catalog, then by position in it.</summary>
    public required (int Catalog, int Position) Order { get; init; }
}

/// <summary>
/// Finds the answers of two statements for the same controls: by catalog and key, or along mappings for a catalog that only one of them
/// has. Leaves are compared; a control that the statements divide differently is compared as a whole.
/// </summary>
internal sealed class ReconcilePairs
{
    private readonly ReconcileSide _provider;
    private readonly ReconcileSide _customer;
    private readonly Dictionary<ReconcileSide, int[]> _matches = [];
    private readonly Dictionary<string, int> _catalogs = [];

    // The answers carried to the other side's catalogs, by catalog; and the side that they come from.
    private readonly Dictionary<string, CarriedMatrix> _carried = new(StringComparer.Ordinal);
    private readonly ReconcileSide _carrier;
    private readonly bool[] _isUsed;

    private readonly HashSet<(int Provider, int Customer, string Catalog)> _seen = [];
    private readonly List<ReconcilePair> _pairs = [];
    private readonly Dictionary<(ReconcileSide Side, int Node), bool> _dividedAlike = [];
    private Dictionary<int, string>? _notCarried;
    private ValueList<int> _lastUsed;

    public ReconcilePairs(ReconcileSide provider, ReconcileSide customer, Evaluation evaluation)
    {
        (_provider, _customer) = (provider, customer);
        _matches[provider] = Match(provider, customer);
        _matches[customer] = Match(customer, provider);
        foreach (var part in provider.Space.Parts.Concat(customer.Space.Parts))
            if (part.Identity != Catalog.Local) _catalogs.TryAdd(part.Identity, _catalogs.Count);
        _catalogs.Add(Catalog.Local, _catalogs.Count);

        // Equal relations are more reliable than a part's share of a whole, so the direction with more of them is used.
        var (ofProvider, ofCustomer) = (Carry(provider, customer, evaluation), Carry(customer, provider, evaluation));
        (_carrier, var carried) = Score(ofCustomer, provider).CompareTo(Score(ofProvider, customer)) > 0 ? (customer, ofCustomer)
            : (provider, ofProvider);
        foreach (var matrix in carried) _carried.Add(matrix.To, matrix);
        _isUsed = new bool[_carrier.Space.Count];
    }

    /// <summary>The answers carried to catalogs that only one statement has.</summary>
    public IEnumerable<CarriedMatrix> Carried => _carried.Values;

    /// <summary>The side whose answers were carried.</summary>
    public ReconcileSide Carrier => _carrier;

    public IReadOnlyList<ReconcilePair> Find()
    {
        // The other side comes first, which marks the carried controls as used.
        var holder = Other(_carrier);
        AddLeaves(holder);
        var space = _carrier.Space;
        for (var i = space.Count - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            if (space.CoveringParentOf(node) is >= 0 and var above) _isUsed[node] |= _isUsed[above];
        }
        AddLeaves(_carrier);
        _pairs.Sort((left, right) => left.Order.CompareTo(right.Order));
        return _pairs;
    }

    private ReconcileSide Other(ReconcileSide side) => ReferenceEquals(side, _provider) ? _customer : _provider;

    private void AddLeaves(ReconcileSide side)
    {
        var space = side.Space;
        var nearest = NearestWithPartner(side);
        for (var node = 0; node < space.Count; node++)
        {
            if (!side.IsInScope(node)) continue;
            if (!space.IsLeaf(node))
            {
                // The answer for a control without its rows is in none of the rows.
                if (side.Answers[node]!.Because is [.., AssignmentReason] && nearest[node] == node && IsDividedAlike(side, node))
                    Add(side, node, isWhole: false, hasRows: true);
                continue;
            }
            var at = nearest[node];
            if (at >= 0 && (at == node || !IsDividedAlike(side, at))) Add(side, at, isWhole: at != node || IsDividedThere(side, at));
            else AddAlone(side, node);
        }
    }

    // For each control, the nearest one at or above it that the other statement has; -1 for none.
    private int[] NearestWithPartner(ReconcileSide side)
    {
        var space = side.Space;
        var nearest = new int[space.Count];
        for (var i = space.Count - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            nearest[node] = side.IsInScope(node) && HasPartner(side, node) ? node : space.CoveringParentOf(node) is >= 0 and var above
                ? nearest[above] : -1;
        }
        return nearest;
    }

    private bool HasPartner(ReconcileSide side, int node) => _matches[side][node] >= 0
        || CarriedTo(side, node) is { Outcome: CarryOutcome.Carried or CarryOutcome.Open };

    private CarriedControl? CarriedTo(ReconcileSide side, int node)
    {
        if (_carried.Count == 0 || ReferenceEquals(side, _carrier)) return null;
        var part = side.Space.PartOf(node);
        return _carried.TryGetValue(part.Identity, out var carried) ? carried.At(node - part.Start) : null;
    }

    // Whether both statements share a part of the control: then the parts are compared.
    private bool IsDividedAlike(ReconcileSide side, int node)
    {
        if (_dividedAlike.TryGetValue((side, node), out var known)) return known;
        _dividedAlike.Add((side, node), known = HasCommonPart(side, node));
        return known;
    }

    private bool HasCommonPart(ReconcileSide side, int node)
    {
        var match = _matches[side][node];
        foreach (var statement in side.Space.StatementsInScope(node))
        {
            if (match < 0 ? HasPartner(side, statement) : _matches[side][statement] is >= 0 and var other
                && Other(side).Space.CoveringParentOf(other) == match) return true;
        }
        return false;
    }

    private bool IsDividedThere(ReconcileSide side, int node) =>
        _matches[side][node] is >= 0 and var match && !Other(side).Space.IsLeaf(match);

    private void Add(ReconcileSide side, int node, bool isWhole, bool hasRows = false)
    {
        var match = _matches[side][node];
        var own = new StatementAnswer { Answer = side.Answers[node], Nodes = [node] };
        if (match >= 0)
        {
            Add(side, node, own, new StatementAnswer { Answer = Other(side).Answers[match], Nodes = [match] }, isWhole, hasRows);
            return;
        }
        var carried = CarriedTo(side, node)!;
        MarkUsed(carried.SourceNodes);
        Add(side, node, own, new StatementAnswer { Answer = carried.Answer, Nodes = carried.SourceNodes, Carried = carried }, isWhole);
    }

    // Parts of one whole share their list of sources.
    private void MarkUsed(ValueList<int> sources)
    {
        if (sources.AsSpan() == _lastUsed.AsSpan()) return;
        foreach (var source in sources) _isUsed[source] = true;
        _lastUsed = sources;
    }

    private void AddAlone(ReconcileSide side, int node)
    {
        string? absence = null;
        if (ReferenceEquals(side, _carrier))
        {
            if (_isUsed[node]) return;
            if (_carried.Count > 0) absence = WhyNotCarried(node);
        }
        var carried = CarriedTo(side, node);
        Add(side, node, new StatementAnswer { Answer = side.Answers[node], Nodes = [node] },
            new StatementAnswer { Carried = carried, Absence = absence ?? carried?.Reason }, false);
    }

    private string WhyNotCarried(int node)
    {
        _notCarried ??= _carried.Values.SelectMany(carried => carried.NotCarried).GroupBy(control => control.Node)
            .ToDictionary(group => group.Key, group => group.First().Reason);
        return _notCarried.TryGetValue(node, out var reason) ? reason
            : $"What it is carried to in {Sentences.And([.. _carried.Keys])} is not in the scope of {Other(_carrier).Name}'s matrix.";
    }

    private void Add(ReconcileSide side, int node, StatementAnswer own, StatementAnswer other, bool isWhole, bool hasRows = false)
    {
        var isProvider = ReferenceEquals(side, _provider);
        var (provider, customer) = isProvider ? (own, other) : (other, own);
        var part = side.Space.PartOf(node);
        if (!_seen.Add((NodeOf(provider), NodeOf(customer), part.Identity))) return;
        // A control of both has its position in the provider's matrix.
        var (shown, at) = isProvider || other.Carried is not null || other.Answer is null ? (part, node)
            : (_provider.Space.PartOf(other.Nodes[0]), other.Nodes[0]);
        var isOwnRow = shown.Identity == Catalog.Local && !isProvider && other.Answer is null;
        _pairs.Add(new ReconcilePair
        {
            Catalog = shown.Identity,
            Control = own.Answer!.Control,
            Title = own.Answer.Title,
            Provider = provider,
            Customer = customer,
            IsWhole = isWhole,
            HasRows = hasRows,
            Order = (_catalogs[shown.Identity] + (isOwnRow ? 1 : 0), at - shown.Start),
        });
    }

    private static int NodeOf(StatementAnswer statement) => statement.Carried is null && statement.Nodes is [var node, ..] ? node : -1;

    private static int[] Match(ReconcileSide side, ReconcileSide other)
    {
        var matches = new int[side.Space.Count];
        Array.Fill(matches, -1);
        foreach (var part in side.Space.Parts)
            for (var i = 0; i < part.Count; i++)
                if (side.IsInScope(part.Start + i) && !part.Index.Keys[i].Equals(default))
                    matches[part.Start + i] = other.Find(part.Identity, part.Index.Keys[i]);
        return matches;
    }

    private static List<CarriedMatrix> Carry(ReconcileSide carrier, ReconcileSide holder, Evaluation evaluation)
    {
        List<CarriedMatrix> carried = [];
        foreach (var part in holder.Space.Parts)
        {
            if (part.Identity == Catalog.Local || !IsInScope(holder, part.Identity) || IsInScope(carrier, part.Identity)) continue;
            var crosswalk = new Crosswalk(carrier.Resolver, part.Index.Catalog);
            if (crosswalk.Problem is null) carried.Add(crosswalk.Carry(carrier.Answer, evaluation));
        }
        return carried;
    }

    private static bool IsInScope(ReconcileSide side, string catalog) =>
        side.Space.Parts.Any(part => part.Identity == catalog && Enumerable.Range(part.Start, part.Count).Any(side.IsInScope));

    private static (int Equal, int Carried) Score(List<CarriedMatrix> carried, ReconcileSide holder)
    {
        var (equal, all) = (0, 0);
        foreach (var matrix in carried)
        {
            var part = holder.Space.Parts.First(known => known.Identity == matrix.To);
            for (var i = 0; i < part.Count; i++)
            {
                if (!holder.IsInScope(part.Start + i) || matrix.At(i) is not { Outcome: CarryOutcome.Carried } control) continue;
                all++;
                if (control.Relation == ControlRelation.Equal) equal++;
            }
        }
        return (equal, all);
    }
}
