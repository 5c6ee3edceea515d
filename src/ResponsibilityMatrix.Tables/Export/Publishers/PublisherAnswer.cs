using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The answer for a control, as the formats look at it.</summary>
internal sealed record PublisherAnswer
{
    public required ResolvedControl Control { get; init; }

    /// <summary>The words of the table that it was imported from, if that was one of the same publisher.</summary>
    public string? Label { get; init; }

    /// <summary>The title of evidence, by its id.</summary>
    public required Func<string, string> EvidenceTitle { get; init; }

    /// <summary>The selector of the assignment that decided; null where none did alone.</summary>
    public string? StatedFor { get; init; }

    /// <summary>Which sides perform it.</summary>
    public bool Performs(Sides side) => Control.Split.HasFlag(side);

    /// <summary>What a side performs.</summary>
    public List<ResolvedDuty> DutiesOf(Sides side) =>
        [.. Control.Duties.Where(duty => duty.Side == side && duty.Involvement.HasFlag(Involvement.Responsible))];

    /// <summary>What duties say, a line each.</summary>
    public static string TextOf(IEnumerable<ResolvedDuty> duties) =>
        string.Join('\n', duties.Select(duty => duty.Text).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct());
}

/// <summary>The texts of the cells of a row, by column and, of several columns with one id, by word.</summary>
internal sealed class PublisherCells
{
    /// <summary>What stands in a column that is marked.</summary>
    public const string Marked = "X";

    private readonly Dictionary<(string Column, string? Word), string> _texts = [];

    public bool IsEmpty => _texts.Count == 0;

    /// <summary>The text of a cell; empty for a blank one.</summary>
    public string this[string column, string? word] =>
        _texts.TryGetValue((column, word), out var text) || _texts.TryGetValue((column, null), out text) ? text : "";

    public PublisherCells Set(string column, string? text)
    {
        if (!string.IsNullOrEmpty(text)) _texts[(column, null)] = text;
        return this;
    }

    public void Mark(string column, string word) => _texts[(column, word)] = Marked;
}

/// <summary>What could not be said, or only in part: equal things together, with the first controls.</summary>
internal sealed class PublisherNotes
{
    private readonly Dictionary<(string Id, string Text), FirstNames> _notes = [];
    private readonly List<(string Id, string Text)> _order = [];

    /// <summary>Tells of a control that has no place.</summary>
    public void Lost(string text, string control) => Add("RM7002", text, control);

    /// <summary>Tells of a control that is said in other words.</summary>
    public void Changed(string text, string control) => Add("RM7003", text, control);

    /// <summary>Tells of a text that a cell does not hold, or that is taken for none.</summary>
    public void Look(string text, CompiledProfile profile, string at)
    {
        if (text.Length == 0) return;
        if (CellText.IsTooLong(text))
            Changed(string.Create(CultureInfo.InvariantCulture, $"a text is cut: a cell holds {CellText.Longest:N0} characters"), at);
        if (profile.IsBlank(text)) Changed("a text reads as a blank cell", at);
    }

    /// <summary>The notes, as sentences.</summary>
    public IEnumerable<(string Id, string Text)> All => _order.Select(note => (note.Id,
        string.Create(CultureInfo.InvariantCulture, $"{note.Text} ({_notes[note].Count:N0}): {_notes[note]}.")));

    private void Add(string id, string text, string control)
    {
        if (!_notes.TryGetValue((id, text), out var names))
        {
            _order.Add((id, text));
            _notes.Add((id, text), names = new());
        }
        names.Add(control);
    }
}
