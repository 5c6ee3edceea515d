using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// The duties of two versions of a control, matched within each actor: by id; then those that say the same, so that an order or an id that changes is no change;
/// then by order, where not both have ids of their own. Backwards it gives the same pairs.
/// </summary>
internal sealed class DutyPairs
{
    public List<(ResolvedDuty Old, ResolvedDuty New)> Matched { get; } = [];

    public List<ResolvedDuty> Gone { get; private set; } = [];

    public List<ResolvedDuty> Come { get; private set; } = [];

    public static DutyPairs Of(ValueList<ResolvedDuty> old, ValueList<ResolvedDuty> now)
    {
        var pairs = new DutyPairs { Gone = [.. old], Come = [.. now] };
        pairs.Match(duty => duty.Id is { } id ? new Key(Actor.Of(duty), id) : null);
        pairs.Match(duty => new Key(Actor.Of(duty), duty.Text, duty.Action, duty.Component));
        pairs.Match(duty => InOrder(duty, false), duty => InOrder(duty, false));
        pairs.Match(duty => InOrder(duty, false), duty => InOrder(duty, true));
        pairs.Match(duty => InOrder(duty, true), duty => InOrder(duty, false));
        return pairs;

        static Key? InOrder(ResolvedDuty duty, bool hasId) =>
            duty.Id is not null != hasId ? null : new Key(Actor.Of(duty), duty.Involvement.HasFlag(Involvement.Responsible) ? nameof(Involvement.Responsible) : null);
    }

    private void Match(Func<ResolvedDuty, Key?> key) => Match(key, key);

    // Of several with one key the first is matched with the first.
    private void Match(Func<ResolvedDuty, Key?> oldKey, Func<ResolvedDuty, Key?> newKey)
    {
        if (Gone.Count == 0 || Come.Count == 0) return;
        Dictionary<Key, Queue<int>> places = [];
        for (var i = 0; i < Come.Count; i++)
        {
            if (newKey(Come[i]) is not { } key) continue;
            if (!places.TryGetValue(key, out var queue)) places.Add(key, queue = []);
            queue.Enqueue(i);
        }
        List<ResolvedDuty> gone = [];
        var isTaken = new bool[Come.Count];
        foreach (var duty in Gone)
        {
            if (oldKey(duty) is { } key && places.TryGetValue(key, out var queue) && queue.TryDequeue(out var at))
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

    private readonly record struct Key(Actor Actor, string? First, string? Second = null, string? Third = null);
}
