using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>Who does what on the controls of a chain, as explanations show it. Not thread-safe.</summary>
internal sealed class ExplainedDuties(Resolver resolver, ChainAnswer chain, HashSet<string> mine)
{
    private readonly Dictionary<string, string> _names = chain.Parties.DistinctBy(party => party.Id)
        .ToDictionary(party => party.Id, party => party.Name);

    private readonly Dictionary<string, Dictionary<string, string>> _evidence = [];

    public ValueList<ExplainedDuty> Of(ChainedControl control) =>
        control.Performers.Select(performer => Duty(performer, false))
            .Concat(control.Retained.Select(performer => Duty(performer, true))).ToValueList();

    /// <summary>The assignment that decides a control, or null.</summary>
    public static DecidingAssignment? AssignmentOf(Resolver resolver, ResolvedControl control)
    {
        var decided = control.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied);
        return decided is null ? null : new()
        {
            Document = decided.Document,
            Pointer = decided.Pointer,
            Line = decided.Level < resolver.Levels.Count ? resolver.Levels[decided.Level].PlaceOf(decided.Pointer).Line : null,
            Selector = decided.Selector,
        };
    }

    private ExplainedDuty Duty(Performer performer, bool isRetained) => new()
    {
        Party = performer.Party,
        Name = _names.GetValueOrDefault(performer.Party, performer.Party),
        IsMine = mine.Contains(performer.Party),
        IsRetained = isRetained,
        Action = performer.Action,
        Text = performer.Text,
        Component = performer.Component,
        Implementation = performer.Implementation,
        Evidence = performer.Evidence.IsEmpty ? default
            : performer.Evidence.Select(id => TitlesOf(performer.Matrix).GetValueOrDefault(id, id)).ToValueList(),
        Matrix = performer.Matrix,
        Via = performer.Via,
    };

    // The evidence of a matrix is that of its bases too.
    private Dictionary<string, string> TitlesOf(string? matrix)
    {
        if (_evidence.TryGetValue(matrix ?? "", out var titles)) return titles;
        titles = [];
        if (matrix == resolver.Levels[0].Matrix.Id)
        {
            foreach (var evidence in resolver.Evidence) titles.TryAdd(evidence.Id, evidence.Title);
        }
        else
        {
            HashSet<string> seen = [];
            for (var at = matrix; at is not null && seen.Add(at);)
            {
                var document = resolver.Options.Documents.Matrices.FirstOrDefault(known => known.Matrix.Id == at);
                foreach (var evidence in document?.Matrix.Evidence ?? default) titles.TryAdd(evidence.Id, evidence.Title);
                at = document?.Matrix.Extends?.Id;
            }
        }
        return _evidence[matrix ?? ""] = titles;
    }
}
