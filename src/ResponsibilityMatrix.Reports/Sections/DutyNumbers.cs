using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// The numbers of duties: of each control from 1, in order. A duty keeps the number that it had in the version before, whatever became of
/// its words; new ones come after the last, and numbers that are free again stay unused.
/// </summary>
internal sealed class DutyNumbers
{
    private readonly Dictionary<(string Catalog, string Control, string Duty), int> _numbers = [];
    private readonly Dictionary<(string Catalog, string Control), int> _last = [];
    private readonly HashSet<(string Catalog, string Control, int Number)> _kept = [];

    /// <summary>Keeps the numbers of duties that were added before, for themselves alone.</summary>
    public void Keep(ResolvedControl control)
    {
        foreach (var number in Of(control))
            if (number > 0) _kept.Add((control.Catalog, control.Control, number));
    }

    /// <summary>Numbers the duties of a control, in order.</summary>
    /// <param name="control">The control.</param>
    /// <param name="before">The control in the version before, or null.</param>
    /// <param name="pairs">For each duty, the position of the duty there that it was, or -1.</param>
    public void Add(ResolvedControl control, ResolvedControl? before = null, IReadOnlyList<int>? pairs = null)
    {
        var old = before is null ? [] : Of(before);
        var keys = Keys(control);
        for (var i = 0; i < keys.Count; i++)
        {
            var key = (control.Catalog, control.Control, keys[i]);
            if (_numbers.ContainsKey(key)) continue;
            if (pairs is not null && pairs[i] >= 0 && old[pairs[i]] is > 0 and var kept
                && _kept.Add((control.Catalog, control.Control, kept)))
            {
                _numbers[key] = kept;
                continue;
            }
            var number = _last.GetValueOrDefault((control.Catalog, control.Control)) + 1;
            _last[(control.Catalog, control.Control)] = number;
            _numbers[key] = number;
        }
    }

    /// <summary>The numbers of the duties of a control, in its order; 0 for one that was not added.</summary>
    public IReadOnlyList<int> Of(ResolvedControl control) =>
        [.. Keys(control).Select(key => _numbers.GetValueOrDefault((control.Catalog, control.Control, key)))];

    // A duty with an id is the same whatever it says. One without is known by its words; the second of two equal ones is another.
    private static List<string> Keys(ResolvedControl control)
    {
        Dictionary<string, int> repeated = new(StringComparer.Ordinal);
        return [.. control.Duties.Select(duty =>
        {
            var key = duty.Id is { } id ? $"#{id}" : $"{duty.Party}\n{duty.Component}\n{duty.Action}\n{duty.InheritedFrom}\n{duty.Text}";
            var count = repeated[key] = repeated.GetValueOrDefault(key) + 1;
            return count == 1 ? key : $"{key}\n{count}";
        })];
    }
}
