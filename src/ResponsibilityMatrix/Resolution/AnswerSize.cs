using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// How large an answer becomes, in characters as they would be written. A control with parts repeats what they say, and one row may speak
/// of every control: what passes the measure is left out, so that an answer grows with the documents and not with the product of their
/// parts. Not shared between questions. </summary>
internal sealed class AnswerSize(Limits limits)
{
    /// <summary>What a control, a duty or a reason takes by itself, without its texts.</summary>
    public const int OfMembers = 300;

    // Nested controls repeat what all below them say. Real catalogs are four or five deep.
    private const int MostRepeats = 8;
    private const int AlwaysRepeated = 1_000_000;
    private long _said;
    private long _repeated;

    /// <summary>What was said so far, without what was repeated.</summary>
    public long Said => _said;

    /// <summary>Whether so much more may be said of a control by itself.</summary>
    public bool TakeWritten(long size)
    {
        if (_said + _repeated + size > limits.MaxAnswerSize) return false;
        _said += size;
        return true;
    }

    /// <summary>Whether so much may be repeated of what was said elsewhere.</summary>
    public bool TakeRepeated(long size)
    {
        if (_repeated + size > AlwaysRepeated + (MostRepeats * _said) || _said + _repeated + size > limits.MaxAnswerSize) return false;
        _repeated += size;
        return true;
    }

    public static long Of(ValueList<ResolvedDuty> duties)
    {
        long size = 0;
        foreach (var duty in duties)
        {
            size += OfMembers + duty.Party.Length + (duty.Id?.Length ?? 0) + (duty.Action?.Length ?? 0) + (duty.Text?.Length ?? 0) +
                (duty.InheritedFrom?.Length ?? 0) + (duty.Component?.Length ?? 0)
                + Of(duty.DependsOn) + Of(duty.Satisfies) + Of(duty.Evidence) + Of(duty.Commitments) + (16 * duty.Implementation.Count);
        }
        return size;
    }

    public static long Of(ValueList<Reason> because)
    {
        long size = 0;
        foreach (var reason in because)
            size += OfMembers + reason.Document.Length + reason.Selector.Length +
                (reason is AssignmentReason { By: { } by } ? by.Length : 0);
        return size;
    }

    /// <summary>The size of some texts in a list.</summary>
    public static long Of(ValueList<string> texts)
    {
        long size = 0;
        foreach (var text in texts) size += 4 + text.Length;
        return size;
    }
}
