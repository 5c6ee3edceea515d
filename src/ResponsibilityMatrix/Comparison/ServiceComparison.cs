using System.Globalization;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// Finds the differences between two versions for the service as a whole that have their own kinds: authorizations, evidence and
/// upstreams. </summary>
internal sealed class ServiceComparison
{
    private const string AuthorizationsMember = "authorizations";
    private const string EvidenceMember = "evidence";
    private const string UpstreamMember = "upstream";
    private readonly EffectiveMatrix _old;
    private readonly EffectiveMatrix _new;
    private readonly HashSet<string> _weakened = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _inBoth = new(StringComparer.Ordinal);
    private readonly HashSet<Evidence> _withdrawn = new(ReferenceEqualityComparer.Instance);

    /// <summary>Compares two versions.</summary>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="asOf">The date of the comparison. Authorizations that ended before do not count.</param>
    /// <param name="isOfBase">Whether the old one is a base of the new one. An annex does not inherit authorizations, so missing ones are
    /// not withdrawn.</param>
    public ServiceComparison(EffectiveMatrix oldVersion, EffectiveMatrix newVersion, DateOnly asOf, bool isOfBase)
    {
        (_old, _new) = (oldVersion, newVersion);
        if (!isOfBase || !_new.Matrix.Authorizations.IsEmpty) CompareAuthorizations(asOf);
        CompareEvidence();
        CompareUpstream();
    }

    /// <summary>The differences, with the member, the id and the JSON Pointers of the changed item.</summary>
    public List<(string Member, string Id, string? OldPointer, string? NewPointer, Difference Difference)> Found { get; } = [];

    /// <summary>A version without the members compared here, so that they are not reported again.</summary>
    public Matrix WithoutFound(Matrix matrix) => matrix with
    {
        Authorizations = matrix.Authorizations.Where(authorization => !_weakened.Contains(authorization.Scheme)).ToValueList(),
        Evidence = matrix.Evidence.Where(evidence => !_withdrawn.Contains(evidence)).ToValueList(),
        Upstreams = matrix.Upstreams.Where(upstream => _inBoth.Contains(upstream.Id)).Select(upstream => upstream with { Provider = "" })
            .ToValueList(),
    };

    private void CompareAuthorizations(DateOnly asOf)
    {
        var (was, now) = (_old.Matrix.Authorizations, _new.Matrix.Authorizations);
        for (var i = 0; i < was.Count; i++)
        {
            var old = was[i];
            if (!Holds(old, asOf) || now.Any(other => Holds(other, asOf) && IsAsGood(other, old))) continue;
            var at = Enumerable.Range(0, now.Count).FirstOrDefault(place => IsOf(now[place], old.Scheme), -1);
            _weakened.Add(old.Scheme);
            Found.Add(
                (AuthorizationsMember, old.Scheme, Pointer(AuthorizationsMember, i), at < 0 ? null
                : Pointer(AuthorizationsMember, at), new Difference
                {
                    Kind = ChangeKind.AuthorizationWeakened,
                    What = at < 0 ? "the authorization is no longer stated" : "the authorization is weaker",
                    Before = Name(old, asOf),
                    After = at < 0 ? null : Name(now[at], asOf),
                }));
        }
    }

    // An authorization in process does not count yet.
    private static bool Holds(Authorization authorization, DateOnly asOf) =>
        authorization.Basis != AuthorizationBasis.InProcess && !(authorization.ValidUntil < asOf);

    private static bool IsOf(Authorization authorization, string scheme) =>
        authorization.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    private static bool IsAsGood(Authorization now, Authorization old) =>
        IsOf(now, old.Scheme) && AuthorizationLevels.IsAtLeast(old.Scheme, now.Level, old.Level)
            && (now.Basis != AuthorizationBasis.Equivalent || old.Basis == AuthorizationBasis.Equivalent);

    private static string Name(Authorization authorization, DateOnly asOf) => string.Join(' ', new[]
    {
        authorization.Scheme,
        authorization.Level,
        authorization.Basis switch
            { AuthorizationBasis.Equivalent => "(equivalent)", AuthorizationBasis.InProcess => "(in process)", _ => null },
        authorization.ValidUntil is { } last && last < asOf ? $"(ended {last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})" : null,
    }.OfType<string>());

    // Each added item replaces one removed item of the same kind.
    private void CompareEvidence()
    {
        var (was, now) = (_old.Evidence.DistinctBy(Key).ToList(), _new.Evidence.DistinctBy(Key).ToList());
        var (old, next) = (was.Select(Key).ToHashSet(), now.Select(Key).ToHashSet());
        var came = now.Where(evidence => !old.Contains(Key(evidence))).GroupBy(evidence => evidence.Kind)
            .ToDictionary(group => group.Key, group => group.Count());
        foreach (var evidence in was)
        {
            if (next.Contains(Key(evidence))) continue;
            if (came.TryGetValue(evidence.Kind, out var left) && left > 0)
            {
                came[evidence.Kind] = left - 1;
                continue;
            }
            _withdrawn.Add(evidence);
            Found.Add(
                (EvidenceMember, evidence.Id, PointerOf(_old, EvidenceMember, matrix => matrix.Evidence, evidence), null, new Difference
                {
                    Kind = ChangeKind.EvidenceWithdrawn,
                    What = $"the {Words.Of(evidence.Kind)} is gone, and none comes in its place",
                    Before = evidence.Title,
                }));
        }

        static (string, EvidenceKind) Key(Evidence evidence) => (evidence.Id, evidence.Kind);
    }

    private void CompareUpstream()
    {
        var (was, now) = (ById(_old), ById(_new));
        foreach (var (id, (next, newPointer)) in now)
        {
            if (was.ContainsKey(id)) _inBoth.Add(id);
            if (!was.TryGetValue(id, out var old)) Add("the service comes to build on an upstream", null, next, null, newPointer);
            else if (old.Provider != next) Add("another party provides the upstream", old.Provider, next, old.Pointer, newPointer);

            void Add(string what, string? before, string? after, string? oldPointer, string? pointer) =>
                this.Add(id, what, before, after, oldPointer, pointer);
        }
        foreach (var (id, (old, pointer)) in was)
            if (!now.ContainsKey(id)) Add(id, "the service no longer builds on the upstream", old, null, pointer, null);

        static Dictionary<string, (string Provider, string Pointer)> ById(EffectiveMatrix matrix)
        {
            Dictionary<string, (string, string)> entries = new(StringComparer.Ordinal);
            for (var level = 0; level < matrix.Levels.Count; level++)
            {
                var stated = matrix.Levels[level].Matrix.Upstreams;
                for (var i = 0; i < stated.Count; i++)
                {
                    var party = matrix.PartyId(stated[i].Provider, level);
                    entries.TryAdd(
                        stated[i].Id,
                        (Actor.Of(matrix, matrix.SideOf(party), party).ToString(), level == 0 ? Pointer(UpstreamMember, i) : "/extends"));
                }
            }
            return entries;
        }
    }

    private void Add(string upstream, string what, string? before, string? after, string? oldPointer, string? newPointer) =>
        Found.Add(
            (UpstreamMember, upstream, oldPointer, newPointer,
            new Difference { Kind = ChangeKind.SubproviderChanged, What = what, Before = before, After = after }));

    // For an item of a base, the pointer is the reference to the base.
    private static string PointerOf<T>(EffectiveMatrix matrix, string member, Func<Matrix, ValueList<T>> select, T item) where T : class
    {
        var own = select(matrix.Matrix);
        for (var i = 0; i < own.Count; i++)
            if (ReferenceEquals(own[i], item)) return Pointer(member, i);
        return "/extends";
    }

    private static string Pointer(string member, int index) => string.Create(CultureInfo.InvariantCulture, $"/{member}/{index}");
}
