using System.Collections;
using System.Globalization;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Findings in the order in which they are found: the first ones, as many as the limits allow, and of the others how many of each id
/// (RM0003). So a small document cannot make an answer of any size.
/// </summary>
/// <param name="limits">How many are told.</param>
/// <param name="judge">What becomes of a finding before it counts, such as its acceptance; null leaves it out. Without it, each stays as it
/// is.</param>
internal sealed class FindingList(Limits limits, Func<Diagnostic, Diagnostic?>? judge = null) : IReadOnlyCollection<Diagnostic>
{
    private const int UsualLetters = 1_000;
    private const int LettersOfPlace = 100;
    private const int MostLimitsBeyond = 8;
    private readonly List<Diagnostic> _told = [];
    private readonly SortedDictionary<string, UntoldFindings> _untold = new(StringComparer.Ordinal);

    private int _limitsBeyond;

    // As many long findings are told as they take the room of usual ones: a long id may come again in each.
    private long _letters = (long)limits.MaxFindings * UsualLetters;

    /// <summary>As many of some findings as the limits allow, with what says how many others there are.</summary>
    public static ValueList<Diagnostic> Of(Limits limits, IEnumerable<Diagnostic> findings)
    {
        var list = new FindingList(limits);
        list.AddRange(findings);
        return list.ToValueList();
    }

    /// <summary>How many are told, and one more where others are counted.</summary>
    public int Count => _told.Count + (_untold.Count > 0 ? 1 : 0);

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Whether a further finding is only counted.</summary>
    public bool IsFull => _told.Count >= limits.MaxFindings || _letters <= 0;

    /// <summary>Adds a finding, or counts it where there are enough.</summary>
    public void Add(Diagnostic finding)
    {
        // What another list has counted is counted on.
        foreach (var (id, more) in finding.Untold) CountMore(id, more);
        if (finding.Untold.Count > 0 || (judge is null ? finding : judge(finding)) is not { } judged) return;
        // That a limit was passed says what an answer lacks.
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

    /// <summary>Adds findings in their order.</summary>
    public void AddRange(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings) Add(finding);
    }

    /// <summary>Counts findings for which nobody has made words.</summary>
    public void CountMore(DiagnosticDescriptor descriptor, long count)
    {
        if (count > 0) CountMore(descriptor.Id, new UntoldFindings(count, descriptor.DefaultSeverity));
    }

    /// <summary>The findings that are told; where others are counted, a last one says how many.</summary>
    public ValueList<Diagnostic> ToValueList() => new([.. this]);

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => (_untold.Count > 0 ? _told.Append(Rest()) : _told).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void CountMore(string id, UntoldFindings more)
    {
        var known = _untold.GetValueOrDefault(id);
        _untold[id] = new UntoldFindings(known.Count + more.Count, known.Count > 0 && known.Worst > more.Worst ? known.Worst : more.Worst);
    }

    // It weighs as much as the worst that it stands for: ten thousand warnings and one more are no error.
    private Diagnostic Rest()
    {
        var counts = string.Join(
            ", ", _untold.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Value.Count:N0} × {entry.Key}")));
        var file = _told.Count > 0 ? _told[0].Place?.File : null;
        var place = _told.Count > 0 && _told[0].Place is { Line: not null } ? new Place("", file, new TextPosition(1, 1))
            : new Place("", file);
        return Diagnostic.Of(
            DocumentDescriptors.LimitPassed,
            $"There are more findings than the {_told.Count:N0} that are told. Left out: {counts}. Correct some of those that are told " +
            $"first.", place) with
        {
            Severity = _untold.Values.Max(entry => entry.Worst),
            Untold = new ValueMap<UntoldFindings>(_untold),
        };
    }
}
