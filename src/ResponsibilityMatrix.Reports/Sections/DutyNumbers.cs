using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// The numbers of duties: of each control from 1, in order. A duty keeps the number that it had in the version before; new ones come after
/// the last, and numbers that are free again stay unused.
/// </summary>
internal sealed class DutyNumbers
{
    private readonly Dictionary<(string Catalog, string Control, string Duty), int> _numbers = [];
    private readonly Dictionary<(string Catalog, string Control), int> _last = [];

    /// <summary>Numbers the duties of a control, in order.</summary>
    public void Add(ResolvedControl control)
    {
        Dictionary<string, int> repeated = new(StringComparer.Ordinal);
        foreach (var duty in control.Duties)
        {
            var key = Key(duty, repeated);
            if (_numbers.ContainsKey((control.Catalog, control.Control, key))) continue;
            var number = _last.GetValueOrDefault((control.Catalog, control.Control)) + 1;
            _last[(control.Catalog, control.Control)] = number;
            _numbers[(control.Catalog, control.Control, key)] = number;
        }
    }

    /// <summary>The numbers of the duties of a control, in its order.</summary>
    public IReadOnlyList<int> Of(ResolvedControl control)
    {
        Dictionary<string, int> repeated = new(StringComparer.Ordinal);
        return [.. control.Duties.Select(duty =>
            _numbers.GetValueOrDefault((control.Catalog, control.Control, Key(duty, repeated))))];
    }

    // A duty with an id is the same whatever it says. One without is known by its words; the second of two equal ones is another.
    private static string Key(ResolvedDuty duty, Dictionary<string, int> repeated)
    {
        var key = duty.Id is { } id ? $"#{id}" : $"{duty.Party}\n{duty.Component}\n{duty.Action}\n{duty.InheritedFrom}\n{duty.Text}";
        var count = repeated[key] = repeated.GetValueOrDefault(key) + 1;
        return count == 1 ? key : $"{key}\n{count}";
    }
}
