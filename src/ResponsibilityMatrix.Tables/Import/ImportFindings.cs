using System.Globalization;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Tables;

/// <summary>The findings of an import, in order: the first ones as they are, the others counted.</summary>
internal sealed class ImportFindings(int most)
{
    private const int MostPlaces = 5;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<(string Id, string Text), (List<string> Places, int Count)> _groups = [];
    private readonly List<(string Id, string Text)> _order = [];
    private readonly SortedDictionary<string, int> _untold = new(StringComparer.Ordinal);

    /// <summary>Adds a finding about a file as a whole, or about none.</summary>
    public void Add(string id, string text, string? file = null, Severity? severity = null) =>
        Add(id, text, null, new Place("", file, 1, 1), severity);

    /// <summary>Adds a finding about a cell.</summary>
    public void Add(string id, string text, TableSheet sheet, TableRow row, int column = 0, Severity? severity = null) =>
        Add(id, text, sheet.At(row, Math.Max(column, 0)), new Place("", sheet.File, row.Line, Math.Max(column, 0) + 1), severity);

    /// <summary>Adds a finding about a control, of which people see one line for all controls: <paramref name="about"/> with their
    /// ids.</summary>
    public void Add(string id, string text, TableSheet sheet, TableRow row, int column, Severity severity, string about, string control)
    {
        var (at, place) = (sheet.At(row, Math.Max(column, 0)), new Place("", sheet.File, row.Line, Math.Max(column, 0) + 1));
        Tell(id, $"{at}: {CellWords.Clean(text)}", place, severity);
        Group(id, CellWords.Clean(about), CellWords.Clean(control));
    }

    /// <summary>Adds a finding that was made elsewhere.</summary>
    public void Add(Diagnostic diagnostic)
    {
        Keep(diagnostic);
        var place = diagnostic.Place;
        Group(diagnostic.Id, CellWords.Clean(diagnostic.Message), place switch
        {
            null => null,
            { Pointer.Length: > 0 } => place.Pointer,
            { Line: > 1 } => string.Create(CultureInfo.InvariantCulture, $"line {place.Line}, column {place.Column}"),
            _ => null,
        });
    }

    private void Keep(Diagnostic diagnostic)
    {
        if (_diagnostics.Count < most) _diagnostics.Add(diagnostic);
        else _untold[diagnostic.Id] = _untold.GetValueOrDefault(diagnostic.Id) + 1;
    }

    /// <summary>The findings.</summary>
    public ValueList<Diagnostic> ToDiagnostics() => _untold.Count == 0 ? _diagnostics.ToValueList()
        : [.. _diagnostics, Diagnostic.Of(DocumentValidator.FindDescriptor("RM0003")!,
            string.Create(CultureInfo.InvariantCulture, $"There are more findings than the {most:N0} that are told: ") +
            $"{string.Join(", ", _untold.Select(more => $"{more.Value} {more.Key}"))}.")];

    /// <summary>The findings, equal ones together.</summary>
    public ValueList<TableFinding> ToGroups() => _order.Select(key => new TableFinding
    {
        Id = key.Id,
        Text = key.Text,
        Count = _groups[key].Count,
        Places = _groups[key].Places.ToValueList(),
    }).ToValueList();

    private void Add(string id, string text, string? at, Place place, Severity? severity)
    {
        text = CellWords.Clean(text);
        Tell(id, at is null ? text : $"{at}: {text}", place, severity);
        Group(id, text, at);
    }

    private void Tell(string id, string message, Place place, Severity? severity)
    {
        var diagnostic = Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, place);
        Keep(severity is { } changed ? diagnostic with { Severity = changed } : diagnostic);
    }

    private void Group(string id, string text, string? at)
    {
        if (!_groups.TryGetValue((id, text), out var group))
        {
            if (_order.Count >= most) return;
            _order.Add((id, text));
            group = ([], 0);
        }
        if (at is not null && group.Places.Count < MostPlaces) group.Places.Add(at);
        _groups[(id, text)] = (group.Places, group.Count + 1);
    }
}
