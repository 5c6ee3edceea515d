using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>What one statement has to say of a control.</summary>
internal sealed record Cell
{
    /// <summary>The answer, or null where the statement does not have the control in its scope.</summary>
    public ResolvedControl? Answer { get; init; }

    /// <summary>Where the answer comes from: one position, or several where it was carried from another catalog; none without an
    /// answer.</summary>
    public ValueList<int> Nodes { get; init; }

    /// <summary>How the answer was carried from another catalog, or why none was; null where no mapping was asked.</summary>
    public CarriedControl? Carried { get; init; }

    /// <summary>Why there is no answer, where there is more to say than that the control is not in scope.</summary>
    public string? Absence { get; init; }
}

/// <summary>What two statements have to say of one control.</summary>
internal sealed record ReconcilePair
{
    public required string Catalog { get; init; }

    public required string Control { get; init; }

    public required string Title { get; init; }

    public required Cell Provider { get; init; }

    public required Cell Customer { get; init; }

    /// <summary>Whether the control has parts in one statement, or in both, that the other does not have.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether rows of both documents' own lie below the control, and are compared too.</summary>
    public bool HasRows { get; init; }

    /// <summary>The order in which pairs are told: by catalog, then by position in it.</summary>
    public required (int Catalog, int Position) Order { get; init; }
}

/// <summary>
/// Finds what two statements have to say of the same controls: by catalog and key; where a catalog is in one of them only, along mappings.
/// Leaves are compared; where one statement divides a control and the other does not, or differently, the control as a whole is.
/// </summary>
internal sealed class ReconcilePairs
{
    private readonly ReconcileSide _provider;
    private readonly ReconcileSide _customer;
    private readonly Dictionary<ReconcileSide, int[]> _matches = [];
    private readonly Dictionary<string, int> _catalogs = [];

    // The side whose answers are carried to the other's catalogs, by those catalogs.
    private readonly Dictionary<string, CarriedMatrix> _carried = new(StringComparer.Ordinal);
    private readonly ReconcileSide _carrier;
    private readonly bool[] _isUsed;

    private readonly HashSet<(int Provider, int Customer, string Catalog)> _seen = [];
    private readonly List<ReconcilePair> _pairs = [];
    private readonly Dictionary<(ReconcileSide Side, int Node), bool> _dividedAlike = [];
    private Dictionary<int, string>? _lost;
    private ValueList<int> _lastUsed;

    public ReconcilePairs(ReconcileSide provider, ReconcileSide customer, Evaluation evaluation)
    {
        (_provider, _customer) = (provider, customer);
        _matches[provider] = Match(provider, customer);
        _matches[customer] = Match(customer, provider);
        foreach (var part in provider.Space.Parts.Concat(customer.Space.Parts))
            if (part.Identity != Catalog.Local) _catalogs.TryAdd(part.Identity, _catalogs.Count);
        _catalogs.Add(Catalog.Local, _catalogs.Count);

        // A roll-up is surer than a part's share of a whole, so the way with more equals is gone.
        var (ofProvider, ofCustomer) = (Carry(provider, customer, evaluation), Carry(customer, provider, evaluation));
        (_carrier, var carried) = Worth(ofCustomer, provider).CompareTo(Worth(ofProvider, customer)) > 0 ? (customer, ofCustomer)
            : (provider, ofProvider);
        foreach (var matrix in carried) _carried.Add(matrix.To, matrix);
        _isUsed = new bool[_carrier.Space.Count];
    }

    /// <summary>What was carried to catalogs that only one statement has.</summary>
    public IEnumerable<CarriedMatrix> Carried => _carried.Values;

    /// <summary>Whose answers were carried.</summary>
    public ReconcileSide Carrier => _carrier;

    public IReadOnlyList<ReconcilePair> Find()
    {
        // What is carried is used first, so that it is known what remains.
        var holder = Other(_carrier);
        Leaves(holder);
        var space = _carrier.Space;
        for (var i = space.Count - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            if (space.CoveringParentOf(node) is >= 0 and var above) _isUsed[node] |= _isUsed[above];
        }
        Leaves(_carrier);
        _pairs.Sort((left, right) => left.Order.CompareTo(right.Order));
        return _pairs;
    }

    private ReconcileSide Other(ReconcileSide side) => ReferenceEquals(side, _provider) ? _customer : _provider;

    private void Leaves(ReconcileSide side)
    {
        var space = side.Space;
        var nearest = NearestWithPartner(side);
        for (var node = 0; node < space.Count; node++)
        {
            if (!side.IsInScope(node)) continue;
            if (!space.IsLeaf(node))
            {
                // What is said of a control beside the rows under it is in none of them.
                if (side.Answers[node]!.Because is [.., AssignmentReason] && nearest[node] == node && IsDividedAlike(side, node))
                    Add(side, node, isWhole: false, hasRows: true);
                continue;
            }
            var at = nearest[node];
            if (at >= 0 && (at == node || !IsDividedAlike(side, at))) Add(side, at, isWhole: at != node || IsDividedThere(side, at));
            else AddAlone(side, node);
        }
    }

    // Of each control, itself or the nearest above it of which the other statement has something to say; -1 for none.
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

    // Whether a part of a control is a part of it in the other statement too: then the parts are compared.
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
        var own = new Cell { Answer = side.Answers[node], Nodes = [node] };
        if (match >= 0)
        {
            Add(side, node, own, new Cell { Answer = Other(side).Answers[match], Nodes = [match] }, isWhole, hasRows);
            return;
        }
        var carried = CarriedTo(side, node)!;
        Use(carried.SourceNodes);
        Add(side, node, own, new Cell { Answer = carried.Answer, Nodes = carried.SourceNodes, Carried = carried }, isWhole);
    }

    // Parts of one whole share the list of their sources.
    private void Use(ValueList<int> sources)
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
            if (_carried.Count > 0) absence = WhyLost(node);
        }
        var carried = CarriedTo(side, node);
        Add(side, node, new Cell { Answer = side.Answers[node], Nodes = [node] },
            new Cell { Carried = carried, Absence = absence ?? carried?.Reason }, false);
    }

    private string WhyLost(int node)
    {
        _lost ??= _carried.Values.SelectMany(carried => carried.NotCarried).GroupBy(control => control.Node)
            .ToDictionary(group => group.Key, group => group.First().Reason);
        return _lost.TryGetValue(node, out var reason) ? reason
            : $"What it is carried to in {Sentences.And([.. _carried.Keys])} is not in the scope of {Other(_carrier).Name}'s matrix.";
    }

    private void Add(ReconcileSide side, int node, Cell own, Cell other, bool isWhole, bool hasRows = false)
    {
        var isProvider = ReferenceEquals(side, _provider);
        var (provider, customer) = isProvider ? (own, other) : (other, own);
        var part = side.Space.PartOf(node);
        if (!_seen.Add((NodeOf(provider), NodeOf(customer), part.Identity))) return;
        // Where both know a control, it stands where the provider's matrix has it.
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

    private static int NodeOf(Cell cell) => cell.Carried is null && cell.Nodes is [var node, ..] ? node : -1;

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

    private static (int Equal, int Carried) Worth(List<CarriedMatrix> carried, ReconcileSide holder)
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
