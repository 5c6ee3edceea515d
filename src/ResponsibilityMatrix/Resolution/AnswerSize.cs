using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// Measures an answer in characters of its JSON. A control with parts repeats their duties, and one assignment may match every control.
/// What exceeds the limit is left out, so that an answer grows with the documents and not with the product of their parts. Not
/// thread-safe. </summary>
internal sealed class AnswerSize(Limits limits)
{
    /// <summary>The size of a control, a duty or a reason without its texts.</summary>
    public const int FixedSize = 300;

    // Nested controls repeat the duties of all controls below them. Real catalogs are four or five levels deep.
    private const int MaxRepeats = 8;
    private const int FreeRepeats = 1_000_000;
    private long _written;
    private long _repeated;

    /// <summary>The size written so far, without repetitions.</summary>
    public long Written => _written;

    /// <summary>Adds to the size if the limit allows it.</summary>
    public bool TryWrite(long size)
    {
        if (_written + _repeated + size > limits.MaxAnswerSize) return false;
        _written += size;
        return true;
    }

    /// <summary>Adds the size of a repetition if the limit allows it.</summary>
    public bool TryRepeat(long size)
    {
        if (_repeated + size > FreeRepeats + (MaxRepeats * _written) || _written + _repeated + size > limits.MaxAnswerSize) return false;
        _repeated += size;
        return true;
    }

    public static long Of(ValueList<ResolvedDuty> duties)
    {
        long size = 0;
        foreach (var duty in duties)
        {
            size += FixedSize + duty.Party.Length + (duty.Id?.Length ?? 0) + (duty.Action?.Length ?? 0) + (duty.Text?.Length ?? 0) +
                (duty.InheritedFrom?.Length ?? 0) + (duty.Component?.Length ?? 0)
                + Of(duty.DependsOn) + Of(duty.Satisfies) + Of(duty.Evidence) + Of(duty.Commitments) + (16 * duty.Implementation.Count);
        }
        return size;
    }

    public static long Of(ValueList<Reason> because)
    {
        long size = 0;
        foreach (var reason in because)
            size += FixedSize + reason.Document.Length + reason.Selector.Length +
                (reason is AssignmentReason { By: { } by } ? by.Length : 0);
        return size;
    }

    /// <summary>The size of a list of texts.</summary>
    public static long Of(ValueList<string> texts)
    {
        long size = 0;
        foreach (var text in texts) size += 4 + text.Length;
        return size;
    }
}
