using System.Collections;
using System.Globalization;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Collects findings in order: the first ones, up to the limit, and the counts of the others by id (RM0003). This bounds the size of the
/// result.
/// </summary>
/// <param name="limits">The limits.</param>
/// <param name="judge">Changes a finding before it counts, for example to mark it as accepted; null drops it. By default, findings stay
/// unchanged.</param>
internal sealed class FindingList(Limits limits, Func<Diagnostic, Diagnostic?>? judge = null) : IReadOnlyCollection<Diagnostic>
{
    private const int UsualLetters = 1_000;
    private const int LettersOfPlace = 100;
    private const int MostLimitsBeyond = 8;
    private readonly List<Diagnostic> _told = [];
    private readonly SortedDictionary<string, UntoldFindings> _untold = new(StringComparer.Ordinal);

    private int _limitsBeyond;

    // Long findings use up the room of several usual ones, because a long id may be repeated in each.
    private long _letters = (long)limits.MaxFindings * UsualLetters;

    /// <summary>The first findings, up to the limit, with a last one that counts the others.</summary>
    public static ValueList<Diagnostic> Of(Limits limits, IEnumerable<Diagnostic> findings)
    {
        var list = new FindingList(limits);
        list.AddRange(findings);
        return list.ToValueList();
    }

    /// <summary>The number of findings to report, including the one that counts the others.</summary>
    public int Count => _told.Count + (_untold.Count > 0 ? 1 : 0);

    /// <summary>Whether there are no findings.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Whether further findings are only counted.</summary>
    public bool IsFull => _told.Count >= limits.MaxFindings || _letters <= 0;

    /// <summary>Adds a finding, or only counts it if the list is full.</summary>
    public void Add(Diagnostic finding)
    {
        // The counts of another list are added to these.
        foreach (var (id, more) in finding.Untold) CountMore(id, more);
        if (finding.Untold.Count > 0 || (judge is null ? finding : judge(finding)) is not { } judged) return;
        // A passed limit is always reported, because it explains what is missing.
        var isReported = !IsFull || (judged.Descriptor == DocumentDescriptors.LimitPassed && _limitsBeyond++ < MostLimitsBeyond);
        if (!isReported)
        {
            CountMore(judged.Id, new UntoldFindings(1, judged.AcceptedReason is null ? judged.Severity : Severity.Note));
            return;
        }
        _told.Add(judged);
        _letters -= judged.Message.Length + Letters(judged.Place) + (judged.Control?.Length ?? 0) + (judged.Catalog?.Length ?? 0) +
            (judged.AcceptedReason?.Length ?? 0);
        foreach (var related in judged.Related) _letters -= related.Message.Length + Letters(related.Place);
    }

    private static int Letters(Place? place) => place is null ? 0 : LettersOfPlace + place.Pointer.Length + (place.File?.Length ?? 0);

    /// <summary>Adds findings in order.</summary>
    public void AddRange(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings) Add(finding);
    }

    /// <summary>Counts findings that have no message.</summary>
    public void CountMore(DiagnosticDescriptor descriptor, long count)
    {
        if (count > 0) CountMore(descriptor.Id, new UntoldFindings(count, descriptor.DefaultSeverity));
    }

    /// <summary>The findings to report, with a last one that counts the others.</summary>
    public ValueList<Diagnostic> ToValueList() => new([.. this]);

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => (_untold.Count > 0 ? _told.Append(Rest()) : _told).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void CountMore(string id, UntoldFindings more)
    {
        var known = _untold.GetValueOrDefault(id);
        _untold[id] = new UntoldFindings(known.Count + more.Count, known.Count > 0 && known.Worst > more.Worst ? known.Worst : more.Worst);
    }

    // Its severity is the worst among the counted findings: ten thousand warnings and one more are not an error.
    private Diagnostic Rest()
    {
        var counts = string.Join(
            ", ", _untold.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value.Count:N0} × {entry.Key}")));
        var file = _told.Count > 0 ? _told[0].Place?.File : null;
        var place = _told.Count > 0 && _told[0].Place is { Line: not null } ? new Place("", file, new TextPosition(1, 1))
            : new Place("", file);
        return Diagnostic.Of(
            DocumentDescriptors.LimitPassed,
            $"There are more findings than the {_told.Count:N0} that are told (Limits.MaxFindings). Left out: {counts}. Correct some of " +
            $"those that are told first, or raise the limit.", place) with
        {
            Severity = _untold.Values.Max(entry => entry.Worst),
            Untold = new ValueMap<UntoldFindings>(_untold),
        };
    }
}
