using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Reads the rows of a table into records.</summary>
internal sealed class RecordReader(CompiledProfile profile, FoundTable found, Footnotes footnotes, ImportFindings findings)
{
    private readonly Dictionary<int, string> _above = [];
    private readonly HashSet<string> _carried = [.. found.Table.CarryDown];
    private readonly HashSet<string> _toldVariables = new(StringComparer.Ordinal);
    private readonly HashSet<int> _filled = [];
    private readonly Dictionary<ValueMap<string>, (WordPattern Word, string Meaning)[]> _words = [];
    private string? _section = found.Sheet.Headings.IsEmpty ? null : found.Sheet.Headings[^1];
    private readonly int _width = found.Header is null ? int.MaxValue : found.Columns.Select(column => column.At)
        .Concat(found.Cells.Select(cell => cell.At)).Concat(found.Unknown.Select(column => column.At)).DefaultIfEmpty(-1).Max() + 1;
    private (TableRow Row, int Column)? _beyond;
    private bool _toldHidden;

    /// <summary>The records in order. Rows that are no data have a record too, which is left out.</summary>
    public IEnumerable<(TableRecord Record, bool IsData)> Read()
    {
        foreach (var row in found.Rows)
        {
            var isData = false;
            foreach (var record in Records(row))
            {
                isData = true;
                yield return (record, true);
            }
            if (!isData) yield return (new TableRecord(found, row) { Section = _section }, false);
        }
        foreach (var (at, heading) in found.Unknown)
        {
            if (!_filled.Contains(at)) continue;
            findings.Add("RM7002", found.Sheet.HiddenColumns.Contains(at) ? "The column is hidden and is left out."
                : heading.Length == 0 ? "The column has no heading and is left out."
                : $"The column “{Shortened.Text(heading)}” is left out: the profile says nothing of it.", found.Sheet, found.Header!, at);
        }
        if (_beyond is { } beyond)
            findings.Add("RM7002", "The cells beyond the last heading are left out, from this one on.", found.Sheet, beyond.Row,
                beyond.Column);
        foreach (var column in found.Columns)
            if (column.Column.Is == ProfileColumnUse.Ignored && _filled.Contains(column.At))
                findings.Add("RM7002", $"The column “{Shortened.Text(column.Heading)}” is left out: a matrix has no place for it.",
                    found.Sheet,
                    found.Header!, column.At);
    }

    private IEnumerable<TableRecord> Records(TableRow row)
    {
        if (row.Hidden && !found.Table.Hidden)
        {
            if (!_toldHidden) findings.Add("RM7002", "Hidden rows are left out, from this one on.", found.Sheet, row);
            _toldHidden = true;
            yield break;
        }
        if (found.Table.Use == ProfileTableUse.Ignored) yield break;
        if (IsBanner(row)) yield break;
        foreach (var (at, _) in found.Unknown)
            if (!string.IsNullOrWhiteSpace(row[at])) _filled.Add(at);
        for (var at = _width; at < row.Cells.Count && _beyond is null; at++)
            if (!string.IsNullOrWhiteSpace(row.Cells[at])) _beyond = (row, at);
        var record = new TableRecord(found, row) { Section = _section };
        foreach (var column in found.Columns)
            if (column.Column.When.IsAlways) Add(record, row, column);
        foreach (var column in found.Compiled.All)
            if (column is { Is: ProfileColumnUse.Section, Heading.IsEmpty: true } && _section is not null)
                record.Add(column.Id, new FieldValue(_section, _section, -1));
        if (IsSkipped(record)) yield break;
        if (found.Table.Cells is { } cells)
        {
            foreach (var cell in CellRecords(record, row, cells)) yield return cell;
            yield break;
        }
        var conditions = found.Columns.Where(column => !column.Column.When.IsAlways).GroupBy(column => column.Column.When).ToList();
        if (conditions.Count == 0) yield return record;
        foreach (var condition in conditions)
        {
            var copy = record.Copy(condition.Key);
            foreach (var column in condition) Add(copy, row, column);
            yield return copy;
        }
    }

    private IEnumerable<TableRecord> CellRecords(TableRecord shared, TableRow row, ProfileCells cells)
    {
        var spread = found.Merged.Spread(row, found.Cells[^1].At + 1);
        var value = Array.Find(found.Compiled.All, column => column.Id == cells.Value);
        foreach (var (at, heading) in found.Cells)
        {
            var record = shared.Copy(shared.When);
            record.Column = at;
            record.Add(cells.Name, new FieldValue(heading, heading, at));
            if (cells.Is == ProfileColumnUse.Context)
                record.When = WithContext(record.When, cells.Parameter ?? Condition.ServiceModel, heading);
            Add(record, row, new FoundColumn(value ?? new ProfileColumn { Id = cells.Value, Is = ProfileColumnUse.Word }, at, heading),
                spread[at]);
            yield return record;
        }
    }

    internal static Condition WithContext(Condition when, string parameter, string value) =>
        when.Parameters.ContainsKey(parameter) ? when : when.And(parameter, value);

    private void Add(TableRecord record, TableRow row, FoundColumn place, string? spread = null)
    {
        var (column, at, heading, _) = place;
        var verbatim = spread ?? row[at];
        if (string.IsNullOrWhiteSpace(verbatim))
        {
            if (found.Merged.Find(row.Number, at) is { } range && range.FirstRow < row.Number) verbatim = found.Merged.TextOf(range);
            else if (_carried.Contains(column.Id)) verbatim = _above.GetValueOrDefault(at, "");
        }
        if (!string.IsNullOrWhiteSpace(verbatim)) _above[at] = verbatim;
        if (string.IsNullOrWhiteSpace(verbatim)) return;
        _filled.Add(at);
        var clean = CellWords.Clean(CsvWriter.Unguarded(verbatim));
        var text = column.Is == ProfileColumnUse.Control ? clean : footnotes.Take(clean, column.Is, found.Sheet, record.Footnotes);
        text = Filled(text, row, at);
        foreach (var cell in Parts(column, text))
        {
            var part = cell;
            if (column.Is is ProfileColumnUse.Control or ProfileColumnUse.Part)
            {
                (part, var title) = ControlCell.Split(cell);
                record.InlineTitle ??= title;
            }
            // A mark is anything, also the heading's word, and adds the column's.
            var mark = column.Is == ProfileColumnUse.Mark ? column.Word ?? heading : column.Word;
            if (profile.IsBlank(part)
                && (mark is null || !heading.EndsWith(CellWords.Compared(part), StringComparison.OrdinalIgnoreCase))) continue;
            record.Add(column.Id, new FieldValue(mark ?? WordOf(column, part), mark ?? clean, at));
        }
    }

    private string WordOf(ProfileColumn column, string text)
    {
        if (column.Words.Count == 0) return text;
        if (!_words.TryGetValue(column.Words, out var words))
            _words.Add(column.Words, words = [.. column.Words.Select(word => (WordPattern.Parse(word.Key, profile.Variable), word.Value))]);
        var compared = CellWords.Compared(text);
        foreach (var (word, meaning) in words)
            if (word.Matches(compared)) return meaning;
        return text;
    }

    private static IEnumerable<string> Parts(ProfileColumn column, string text)
    {
        IEnumerable<string> parts = column.Lines
            ? text.Split('\n').Select(line => line.Trim().TrimStart('•', '·', '‣', '▪', '–').TrimStart(['-', ' ', '\t']).Trim()) : [text];
        if (!column.Split.IsEmpty)
            parts = parts.SelectMany(part => part.Split([.. column.Split.Where(text => text.Length > 0)], StringSplitOptions.TrimEntries));
        return parts.Where(part => part.Length > 0);
    }

    private string Filled(string text, TableRow row, int at) => Template.Fill(text, name =>
    {
        if (profile.Variable(name) is { } value) return value;
        if (_toldVariables.Add(name))
            findings.Add("RM7003",
                $"The variable “{Shortened.Text(name)}” has no value and stays as it is: give it one (--set).",
                found.Sheet, row, at);
        return null;
    });

    // One cell alone, over several columns, or where the id of a control should stand.
    private bool IsBanner(TableRow row)
    {
        var filled = -1;
        for (var at = 0; at < row.Cells.Count; at++)
        {
            if (string.IsNullOrWhiteSpace(row.Cells[at])) continue;
            if (filled >= 0) return false;
            filled = at;
        }
        if (filled < 0) return false;
        var isWide = found.Merged.Find(row.Number, filled) is { } range && range.FirstRow == row.Number
            && range.LastColumn > range.FirstColumn;
        if (!isWide && found.Columns.Exists(column => column.At == filled
            && (column.Column.Is is not (ProfileColumnUse.Control or ProfileColumnUse.Part) || MayBeId(row.Cells[filled])))) return false;
        if (!isWide && found.Cells.Exists(cell => cell.At == filled)) return false;
        if (isWide || filled == 0) _section = CellWords.Clean(row.Cells[filled]);
        return true;
    }

    private static bool MayBeId(string text)
    {
        const int LongestId = 40;
        return text.Length <= LongestId && text.AsSpan().ContainsAnyInRange('0', '9');
    }

    private bool IsSkipped(TableRecord record)
    {
        foreach (var conditions in found.Compiled.Skip)
            if (Array.TrueForAll(conditions, condition => Matches(record[condition.Column], condition.Patterns))) return true;
        return false;
    }

    private static bool Matches(IReadOnlyList<FieldValue> values, WordPattern[] patterns) =>
        values.Count == 0 ? Array.Exists(patterns, pattern => pattern.IsEmpty)
            : values.Any(value => patterns.Match(CellWords.Compared(value.Text)));
}
