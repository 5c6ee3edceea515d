using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The facts about a control that rules ask for, collected once for all rules. If other controls stand in for it, the facts
/// combine theirs.</summary>
internal sealed class ControlFacts
{
    public required ResolvedControl Answer { get; init; }

    /// <summary>The answers to judge, those without parts: the control itself, or its statements.</summary>
    public required List<ResolvedControl> Parts { get; init; }

    public required Place Place { get; init; }

    /// <summary>The document that decided, or null.</summary>
    public required string? Document { get; init; }

    /// <summary>The commitments that are tied to it, by metric.</summary>
    public required ILookup<string, PlacedCommitment> Commitments { get; init; }

    /// <summary>The ids of the evidence that its duties refer to.</summary>
    public required List<string> Evidence { get; init; }

    /// <summary>The parts that are neither assigned nor not applicable.</summary>
    public required List<ResolvedControl> Open { get; init; }

    /// <summary>The duties without a text, of performing parties.</summary>
    public required List<ResolvedDuty> Untexted { get; init; }

    /// <summary>The duties that are not implemented, of performing parties.</summary>
    public required List<ResolvedDuty> Undone { get; init; }

    /// <summary>The duties that an upstream performs, of performing parties.</summary>
    public required List<ResolvedDuty> Inherited { get; init; }

    /// <summary>The sides without a text that says what they do, on parts that several sides perform.</summary>
    public required Sides Silent { get; init; }

    /// <summary>The controls to name in a message about the matrix: the control itself, or those that stand in for it.</summary>
    public required List<string> NamedAs { get; init; }

    /// <summary>The cost of checking one rule against this control.</summary>
    public int Cost { get; init; }

    public static ControlFacts Of(Engine engine, Answers answers, CommitmentIndex commitments, ResolvedControl answer,
        IEnumerable<int> nodes)
    {
        var space = engine.Space;
        List<ResolvedControl> parts = [];
        List<PlacedCommitment> tied = [];
        List<string> named = [];
        HashSet<string> evidence = new(StringComparer.Ordinal);
        Place? place = null;
        string? document = null;
        var visited = 0;
        Stack<int> pending = [];
        foreach (var node in nodes)
        {
            if (!space.IsInScope(node)) continue;
            named.Add(space.ControlOf(node).Id);
            pending.Push(node);
        }
        while (pending.TryPop(out var node))
        {
            visited++;
            commitments.Collect(node, tied);
            if (answers.Stated(node) is { } stated) parts.Add(stated);
            if (answers.Applied(node) is { } applied && place is null)
                (place, document) = (applied.LevelOf.Document.PlaceOf(applied.Pointer), applied.LevelOf.DocumentName);
            var statements = space.StatementsInScope(node);
            for (var i = statements.Length - 1; i >= 0; i--) pending.Push(statements[i]);
        }
        List<ResolvedDuty> untexted = [];
        List<ResolvedDuty> undone = [];
        List<ResolvedDuty> inherited = [];
        var silent = Sides.None;
        var duties = 0;
        foreach (var part in parts)
        {
            var told = Sides.None;
            foreach (var duty in part.Duties)
            {
                duties++;
                commitments.Collect(duty, tied);
                evidence.UnionWith(duty.Evidence);
                if (!duty.Involvement.HasFlag(Involvement.Responsible)) continue;
                if (!duty.IsDone) undone.Add(duty);
                if (duty.InheritedFrom is not null) inherited.Add(duty);
                if (string.IsNullOrWhiteSpace(duty.Text)) untexted.Add(duty);
                else told |= duty.Side;
            }
            if (Outcome.AreSeveral(part.Split)) silent |= part.Split & ~told;
        }
        List<PlacedCommitment> distinct = [.. tied.Distinct()];
        return new ControlFacts
        {
            Answer = answer,
            Parts = parts,
            Place = place ?? engine.Effective.Document.PlaceOf("/assignments"),
            Document = document,
            Commitments = distinct.ToLookup(commitment => commitment.Commitment.Metric, StringComparer.Ordinal),
            Evidence = [.. evidence],
            Open = parts.FindAll(part => part.State is not (ControlState.Assigned or ControlState.NotApplicable)),
            Untexted = untexted,
            Undone = undone,
            Inherited = inherited,
            Silent = silent,
            NamedAs = named,
            Cost = visited + duties + tied.Count + evidence.Count,
        };
    }
}
