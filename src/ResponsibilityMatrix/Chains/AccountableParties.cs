using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Who answers for controls, one after the other. An answer has the duties of its leaves, but for a control in conflict: there some leaves may still have theirs.
/// </summary>
internal sealed class AccountableParties
{
    private readonly Dictionary<ValueList<ResolvedDuty>, ValueList<string>> _known = new(DutyLists.Same);
    private readonly Dictionary<ChainStep, ValueList<string>> _inConflict = [];
    private readonly Stack<(ChainStep Step, bool IsReady)> _open = new();

    public ValueList<string> Of(ChainStep step)
    {
        if (!IsUnion(step)) return Of(step.Answer.Duties);
        _open.Push((step, false));
        while (_open.TryPop(out var next))
        {
            if (_inConflict.ContainsKey(next.Step)) continue;
            if (next.IsReady)
            {
                _inConflict.Add(next.Step, Union(next.Step));
                continue;
            }
            _open.Push((next.Step, true));
            foreach (var part in next.Step.Parts)
                if (part is { Link: null, To: { } statement } && IsUnion(statement)) _open.Push((statement, false));
        }
        return _inConflict[step];
    }

    private static bool IsUnion(ChainStep step) => step.Answer is { State: ControlState.Conflict, IsLeaf: false };

    private ValueList<string> Union(ChainStep step)
    {
        List<string> parties = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var part in step.Parts)
            if (part is { Link: null, To: { } statement }) Add(IsUnion(statement) ? _inConflict[statement] : Of(statement.Answer.Duties));
        if (step.Stated is { } stated) Add(Of(stated.Duties));
        return parties.ToValueList();

        void Add(ValueList<string> more)
        {
            foreach (var party in more)
                if (seen.Add(party)) parties.Add(party);
        }
    }

    private ValueList<string> Of(ValueList<ResolvedDuty> duties)
    {
        if (_known.TryGetValue(duties, out var known)) return known;
        List<string> parties = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var duty in duties)
            if (duty.Involvement.HasFlag(Involvement.Accountable) && seen.Add(duty.Party)) parties.Add(duty.Party);
        _known.Add(duties, known = parties.ToValueList());
        return known;
    }
}
