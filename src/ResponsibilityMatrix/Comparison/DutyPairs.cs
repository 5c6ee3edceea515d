using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// The duties of two versions of a control, matched within each side: by id; then those that say the same, so that an order or an id that
/// changes is no change; then, of those without ids, by party and order. Backwards it gives the same pairs.
/// </summary>
internal sealed class DutyPairs
{
    private readonly ComparedParties _parties;

    private DutyPairs(ValueList<ResolvedDuty> old, ValueList<ResolvedDuty> now, ComparedParties parties) =>
        (Gone, Come, _parties) = ([.. old], [.. now], parties);

    public List<(ResolvedDuty Old, ResolvedDuty New)> Matched { get; } = [];

    public List<ResolvedDuty> Gone { get; private set; }

    public List<ResolvedDuty> Come { get; private set; }

    public static DutyPairs Of(ValueList<ResolvedDuty> old, ValueList<ResolvedDuty> now, ComparedParties parties)
    {
        var pairs = new DutyPairs(old, now, parties);
        pairs.Match((duty, party) => duty.Id is { } id ? new Key(Side(party), id) : null);
        // What stands there unchanged is never matched with another that happens to have the same words.
        pairs.Match(
            (duty, party) =>
            new Key(party, duty.Text, duty.Action, duty.Component,
            $"{duty.Involvement}{duty.InheritedFrom} {string.Join(' ', duty.Implementation)}"));
        // Within a party before within its side, so that what moves to an affiliate is the same duty, if need be.
        pairs.Match((duty, party) => new Key(party, duty.Text, duty.Action, duty.Component));
        pairs.Match((duty, party) => new Key(Side(party), duty.Text, duty.Action, duty.Component));
        pairs.Match((duty, party) => duty.Text is { } text ? new Key(party, text) : null);
        pairs.Match((duty, party) => duty.Text is { } text ? new Key(Side(party), text) : null);
        pairs.Match((duty, party) => duty.Id is null
            ? new Key(party, duty.Involvement.HasFlag(Involvement.Responsible) ? nameof(Involvement.Responsible) : null) : null);
        return pairs;

        static Actor Side(Actor party) => party.Side == Sides.ThirdParty ? party : party with { Id = "" };
    }

    // Of several with one key the first is matched with the first.
    private void Match(Func<ResolvedDuty, Actor, Key?> keyOf)
    {
        if (Gone.Count == 0 || Come.Count == 0) return;
        Dictionary<Key, Queue<int>> places = [];
        for (var i = 0; i < Come.Count; i++)
        {
            if (keyOf(Come[i], _parties.OfNew(Come[i])) is not { } key) continue;
            if (!places.TryGetValue(key, out var queue)) places.Add(key, queue = []);
            queue.Enqueue(i);
        }
        List<ResolvedDuty> gone = [];
        var isTaken = new bool[Come.Count];
        foreach (var duty in Gone)
        {
            if (keyOf(duty, _parties.OfOld(duty)) is { } key && places.TryGetValue(key, out var queue) && queue.TryDequeue(out var at))
            {
                Matched.Add((duty, Come[at]));
                isTaken[at] = true;
            }
            else
            {
                gone.Add(duty);
            }
        }
        Gone = gone;
        Come = [.. Come.Where((_, i) => !isTaken[i])];
    }

    private readonly record struct Key(Actor Party, string? First, string? Second = null, string? Third = null, string? Fourth = null);
}
