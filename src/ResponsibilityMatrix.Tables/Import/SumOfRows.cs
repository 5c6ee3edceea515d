using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The rows of each control, where they add up.</summary>
internal sealed class SumOfRows
{
    private readonly Dictionary<(Selector Control, Condition When), List<TableRecord>> _rows = [];
    private readonly List<(Selector Control, Condition When)> _order = [];

    public void Add(Selector control, Condition when, TableRecord record)
    {
        if (!_rows.TryGetValue((control, when), out var rows))
        {
            _rows.Add((control, when), rows = []);
            _order.Add((control, when));
        }
        rows.Add(record);
    }

    /// <summary>The rows, those of controls with the same rows once.</summary>
    public IEnumerable<(List<Selector> Controls, Condition When, List<TableRecord> Rows)> All =>
        _order.GroupBy(key => (key.When, Rows: _rows[key]), Comparer.Instance)
            .Select(group => (group.Select(key => key.Control).ToList(), group.Key.When, group.Key.Rows));

    private sealed class Comparer : IEqualityComparer<(Condition When, List<TableRecord> Rows)>
    {
        public static Comparer Instance { get; } = new();

        public bool Equals((Condition When, List<TableRecord> Rows) x, (Condition When, List<TableRecord> Rows) y) =>
            x.When == y.When && x.Rows.SequenceEqual(y.Rows);

        public int GetHashCode((Condition When, List<TableRecord> Rows) value)
        {
            var hash = default(HashCode);
            hash.Add(value.When);
            foreach (var row in value.Rows) hash.Add(row);
            return hash.ToHashCode();
        }
    }
}
