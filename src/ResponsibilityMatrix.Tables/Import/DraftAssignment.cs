using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>What follows from a row, while it is put together: all but its controls and its source.</summary>
internal sealed class DraftAssignment
{
    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);

    public ControlState? State { get; set; }

    public string? Reason { get; set; }

    public List<Duty> Duties { get; } = [];

    public Coupling? Coupling { get; set; }

    public Inheritability? Inheritability { get; set; }

    public List<string> Notes { get; } = [];

    public List<string> InternalNotes { get; } = [];

    /// <summary>Whether nothing is stated.</summary>
    public bool IsOpen => State is null && Duties.Count == 0;

    /// <summary>Adds a duty, unless the same is there.</summary>
    public void Add(Duty duty)
    {
        if (!Duties.Contains(duty)) Duties.Add(duty);
    }

    public void Note(string note)
    {
        if (_noted.Add(note)) Notes.Add(note);
    }

    /// <summary>The content, to compare two rows.</summary>
    public bool SaysTheSame(DraftAssignment other) =>
        State == other.State && Reason == other.Reason && Coupling == other.Coupling && Inheritability == other.Inheritability
        && Duties.SequenceEqual(other.Duties);

    /// <summary>What several rows state together. Duties win over a state, which goes to the notes.</summary>
    public static DraftAssignment Sum(IEnumerable<DraftAssignment> drafts)
    {
        var sum = new DraftAssignment();
        foreach (var draft in drafts)
        {
            foreach (var duty in draft.Duties) sum.Add(duty);
            if (sum.State is null) (sum.State, sum.Reason) = (draft.State, draft.Reason);
            else if (draft.Reason is { } reason && reason != sum.Reason) sum.Note(reason);
            sum.Coupling ??= draft.Coupling;
            sum.Inheritability ??= draft.Inheritability;
            draft.Notes.ForEach(sum.Note);
            sum.InternalNotes.AddRange(draft.InternalNotes.Where(note => !sum.InternalNotes.Contains(note)));
        }
        if (sum.Duties.Count == 0 || sum.State is null) return sum;
        sum.Note(sum.Reason!);
        (sum.State, sum.Reason) = (null, null);
        return sum;
    }

    /// <summary>The assignment in its shortest form: plain duties as a split or as the texts of the sides.</summary>
    public Assignment ToAssignment(ValueList<Selector> controls, Condition when, SourceLabel source)
    {
        var assignment = new Assignment
        {
            Controls = controls,
            When = when,
            State = State,
            Reason = Reason,
            Coupling = Coupling,
            Inheritability = Inheritability,
            Source = source,
            Notes = Notes.Count > 0 ? string.Join("\n", Notes) : null,
            InternalNote = InternalNotes.Count > 0 ? string.Join("\n", InternalNotes) : null,
        };
        if (State is not null) return assignment;
        var isPlain = Duties.TrueForAll(duty => duty == new Duty { Party = duty.Party, Text = duty.Text }
            && duty.Party is Party.ProviderWord or Party.CustomerWord) && Duties.DistinctBy(duty => duty.Party).Count() == Duties.Count;
        if (!isPlain) return assignment with { Duties = Duties.ToValueList() };
        var provider = Duties.Find(duty => duty.Party == Party.ProviderWord);
        var customer = Duties.Find(duty => duty.Party == Party.CustomerWord);
        var silent = (provider is { Text: null } ? Sides.Provider : Sides.None) | (customer is { Text: null } ? Sides.Customer
            : Sides.None);
        var sides = (provider is null ? Sides.None : Sides.Provider) | (customer is null ? Sides.None : Sides.Customer);
        return assignment with
        {
            Split = silent == Sides.None ? null : sides,
            Provider = provider?.Text,
            Customer = customer?.Text,
        };
    }
}
