using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// Matches the duties of two versions of a control within each side: by id; then by content, so that a changed order or id is no change;
/// then, without ids, by party and order. Swapping the versions gives the same pairs.
/// </summary>
internal sealed class DutyPairs
{
    private readonly ComparedParties _parties;

    private DutyPairs(ValueList<ResolvedDuty> old, ValueList<ResolvedDuty> now, ComparedParties parties) =>
        (Removed, Added, _parties) = ([.. old], [.. now], parties);

    public List<(ResolvedDuty Old, ResolvedDuty New)> Matched { get; } = [];

    public List<ResolvedDuty> Removed { get; private set; }

    public List<ResolvedDuty> Added { get; private set; }

    public static DutyPairs Of(ValueList<ResolvedDuty> old, ValueList<ResolvedDuty> now, ComparedParties parties)
    {
        var pairs = new DutyPairs(old, now, parties);
        pairs.Match((duty, party) => duty.Id is { } id ? new Key(Side(party), id) : null);
        // Unchanged duties are matched first, before others with the same text.
        pairs.Match(
            (duty, party) =>
            new Key(party, duty.Text, duty.Action, duty.Component,
            $"{duty.Involvement}{duty.InheritedFrom} {string.Join(' ', duty.Implementation)}"));
        // Within a party before within its side, so that a duty that moves to an affiliate can still match.
        pairs.Match((duty, party) => new Key(party, duty.Text, duty.Action, duty.Component));
        pairs.Match((duty, party) => new Key(Side(party), duty.Text, duty.Action, duty.Component));
        pairs.Match((duty, party) => duty.Text is { } text ? new Key(party, text) : null);
        pairs.Match((duty, party) => duty.Text is { } text ? new Key(Side(party), text) : null);
        pairs.Match((duty, party) => duty.Id is null
            ? new Key(party, duty.Involvement.HasFlag(Involvement.Responsible) ? nameof(Involvement.Responsible) : null) : null);
        return pairs;

        static Actor Side(Actor party) => party.Side == Sides.ThirdParty ? party : party with { Id = "" };
    }

    // Duties with equal keys are matched in order.
    private void Match(Func<ResolvedDuty, Actor, Key?> keyOf)
    {
        if (Removed.Count == 0 || Added.Count == 0) return;
        Dictionary<Key, Queue<int>> places = [];
        for (var i = 0; i < Added.Count; i++)
        {
            if (keyOf(Added[i], _parties.OfNew(Added[i])) is not { } key) continue;
            if (!places.TryGetValue(key, out var queue)) places.Add(key, queue = []);
            queue.Enqueue(i);
        }
        List<ResolvedDuty> removed = [];
        var isTaken = new bool[Added.Count];
        foreach (var duty in Removed)
        {
            if (keyOf(duty, _parties.OfOld(duty)) is { } key && places.TryGetValue(key, out var queue) && queue.TryDequeue(out var at))
            {
                Matched.Add((duty, Added[at]));
                isTaken[at] = true;
            }
            else
            {
                removed.Add(duty);
            }
        }
        Removed = removed;
        Added = [.. Added.Where((_, i) => !isTaken[i])];
    }

    private readonly record struct Key(Actor Party, string? First, string? Second = null, string? Third = null, string? Fourth = null);
}
