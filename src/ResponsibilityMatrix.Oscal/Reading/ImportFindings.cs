using System.Globalization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Collects the findings of an import: equal ones once, with their number and the first places. Not thread-safe.</summary>
internal sealed class ImportFindings(Limits limits)
{
    private const int MostPlaces = 3;
    private readonly Dictionary<(string Id, string Message), Entry> _entries = [];
    private readonly SortedDictionary<string, int> _untold = new(StringComparer.Ordinal);

    /// <summary>Adds a finding at a value of a document; without a value, at the whole document. Findings with the same id and message are
    /// equal: what differs from place to place does not belong into the message.</summary>
    public void Add(OscalFile file, string id, string message, OscalNode? node = null, Severity? severity = null) =>
        Add(id, message, () => file.PlaceOf(node), severity);

    /// <summary>Adds findings as they are.</summary>
    public void AddRange(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings) Add(finding.Id, finding.Message, () => finding.Place);
    }

    /// <summary>The findings in the order in which they were first added.</summary>
    public ValueList<Diagnostic> ToValueList()
    {
        var told = _entries.Values.Select(entry => entry.ToDiagnostic());
        if (_untold.Count == 0) return told.ToValueList();
        var counts = string.Join(
            ", ", _untold.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value:N0} × {entry.Key}")));
        return told.Append(OscalFile.Finding("RM0003", $"There are more findings than the {_entries.Count:N0} that are told " +
            $"(Limits.MaxFindings). Left out: {counts}. Correct some of those that are told first, or raise the limit.", null))
            .ToValueList();
    }

    private void Add(string id, string message, Func<Place?> place, Severity? severity = null)
    {
        if (_entries.TryGetValue((id, message), out var entry))
        {
            entry.Count++;
            if (entry.Places.Count < MostPlaces) entry.Places.Add(place());
        }
        else if (_entries.Count < limits.MaxFindings)
        {
            _entries.Add((id, message), new(id, message) { Severity = severity, Places = { place() } });
        }
        else
        {
            _untold[id] = _untold.GetValueOrDefault(id) + 1;
        }
    }

    private sealed class Entry(string id, string message)
    {
        public List<Place?> Places { get; } = [];

        public int Count { get; set; } = 1;

        public Severity? Severity { get; init; }

        public Diagnostic ToDiagnostic()
        {
            var text = Count == 1 ? message : string.Create(CultureInfo.InvariantCulture, $"{message} ({Count:N0} times.)");
            var finding = OscalFile.Finding(id, text, Places[0]);
            return finding with
            {
                Severity = Severity ?? finding.Severity,
                Related = Places.Skip(1).OfType<Place>().Select(place => new RelatedPlace { Message = "Also here.", Place = place })
                    .ToValueList(),
            };
        }
    }
}
