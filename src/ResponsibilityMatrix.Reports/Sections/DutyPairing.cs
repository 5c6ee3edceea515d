using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Which duty of the version before each duty of a control was: by id, else by equal words, else by party and order.</summary>
internal static class DutyPairing
{
    /// <summary>For each duty of the control, the position of the one that it was, or -1.</summary>
    public static int[] Of(ResolvedControl before, ResolvedControl now)
    {
        var pairs = new int[now.Duties.Count];
        Array.Fill(pairs, -1);
        var isTaken = new bool[before.Duties.Count];
        Match(duty => duty.Id);
        Match(duty => $"{duty.Party}\n{duty.Component}\n{duty.Action}\n{duty.InheritedFrom}\n{duty.Text}");
        Match(duty => $"{duty.Side}\n{duty.Text}");
        Match(duty => duty.Id is null ? $"{duty.Party}\n{duty.Involvement.HasFlag(Involvement.Responsible)}" : null);
        return pairs;

        // Duties with equal keys are matched in order.
        void Match(Func<ResolvedDuty, string?> keyOf)
        {
            Dictionary<string, Queue<int>> places = new(StringComparer.Ordinal);
            for (var i = 0; i < isTaken.Length; i++)
            {
                if (isTaken[i] || keyOf(before.Duties[i]) is not { } key) continue;
                if (!places.TryGetValue(key, out var queue)) places.Add(key, queue = []);
                queue.Enqueue(i);
            }
            for (var i = 0; i < pairs.Length; i++)
            {
                if (pairs[i] >= 0 || keyOf(now.Duties[i]) is not { } key
                    || !places.TryGetValue(key, out var queue) || !queue.TryDequeue(out var place)) continue;
                pairs[i] = place;
                isTaken[place] = true;
            }
        }
    }
}
