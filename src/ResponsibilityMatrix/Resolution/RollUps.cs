using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Combines the answers for the parts of a control into the answer for the whole.</summary>
internal static class RollUps
{
    /// <summary>Combines the answers for the parts of a control.</summary>
    /// <param name="blank">The control, unassigned.</param>
    /// <param name="children">The answers for its parts, at least one.</param>
    /// <param name="engine">The engine of the parts, to find equal duties. Null to leave duties out.</param>
    public static ResolvedControl Of(ResolvedControl blank, List<ResolvedControl> children, Engine? engine)
    {
        blank = engine is null ? blank with { IsCut = true } : blank with { Accountable = AccountableOf(children) };
        var applicable = children.FindAll(child => child.State != ControlState.NotApplicable);
        if (applicable.Count == 0)
        {
            return blank with
            {
                State = ControlState.NotApplicable,
                Reason = Common(children, child => child.Reason),
                Inheritability = Common(children, child => child.Inheritability),
                InheritabilityStated = children.TrueForAll(child => child.InheritabilityStated),
                Coupling = Common(children, child => child.Coupling),
            };
        }
        if (applicable.Exists(child => child.State == ControlState.Conflict)) return blank with { State = ControlState.Conflict };
        var assigned = applicable.FindAll(child => child.State == ControlState.Assigned);
        if (assigned.Count > 0) return Assigned(blank, children, applicable, assigned, engine);
        var undetermined = applicable.FindAll(child => child.State == ControlState.NotDetermined);
        if (undetermined.Count == 0) return blank;
        return blank with
        {
            State = ControlState.NotDetermined,
            Reason = Common(children, child => child.Reason),
            Inheritability = Common(children, child => child.Inheritability),
            InheritabilityStated = children.TrueForAll(child => child.InheritabilityStated),
            Coupling = Common(undetermined, child => child.Coupling),
        };
    }

    /// <summary>
    /// Combines the answers for the sources of a relation. Equal sources make up the control. If the sources are a larger whole, the split
    /// of the control is known only if one side performs the whole alone.
    /// </summary>
    /// <param name="relation">The relation of the sources, taken together, to the control: <see cref="ControlRelation.Equal"/> or
    /// <see cref="ControlRelation.Superset"/>.</param>
    /// <param name="blank">The control, unassigned.</param>
    /// <param name="sources">The answers for the sources, at least one.</param>
    /// <param name="engine">The engine of the sources.</param>
    /// <param name="isPartOfSeveral">Whether the control is a part of a whole that several sides perform.</param>
    public static ResolvedControl Combine(
        ControlRelation relation, ResolvedControl blank, List<ResolvedControl> sources, Engine engine, out bool isPartOfSeveral)
    {
        var whole = Of(blank, sources, engine);
        isPartOfSeveral = relation == ControlRelation.Superset && whole.State == ControlState.Assigned
            && !sources.TrueForAll(source => source.State == ControlState.Assigned && source.Split == whole.Split
                && Outcome.IsOne(source.Split));
        return isPartOfSeveral
            ? blank with
            {
                State = ControlState.NotDetermined,
                Reason = "A part of a whole that several sides perform need not be performed by all of them."
            } : whole;
    }

    /// <summary>Why the split of a part of these controls is not determined.</summary>
    public static string WhyPartIsUndetermined(IEnumerable<(string Control, ControlState? State, Sides Split)> sources)
    {
        var named = sources.Take(8).Select(
            source => $"{source.Control} ({(source.State is { } state ? Sentences.Of(state, source.Split) : "out of scope")})").ToList();
        return named.Count == 1
            ? $"It is a part of {named[0]}; a part of a shared whole need not be shared."
            : $"It is a part of {Sentences.And(named)}, which no one side performs alone.";
    }

    private static ResolvedControl Assigned(ResolvedControl blank, List<ResolvedControl> children, List<ResolvedControl> applicable,
        List<ResolvedControl> assigned, Engine? engine)
    {
        var split = assigned.Aggregate(Sides.None, (sides, child) => sides | child.Split);
        var isComplete = applicable.TrueForAll(child => child.State == ControlState.Assigned && child.IsComplete);
        return blank with
        {
            State = ControlState.Assigned,
            IsByServiceModel = assigned.TrueForAll(child => child.IsByServiceModel),
            Duties = engine?.Union(assigned) ?? default,
            Split = split,
            IsComplete = isComplete,
            Reason = Common(children, child => child.Reason),
            Coupling = CouplingOf(split, assigned),
            Inheritability = isComplete && assigned.TrueForAll(child => child.Inheritability == Inheritability.Full) ? Inheritability.Full
                : assigned.TrueForAll(child => child.Inheritability == Inheritability.None) ? Inheritability.None
                : Inheritability.Partial,
            InheritabilityStated = children.TrueForAll(child => child.InheritabilityStated),
        };
    }

    private static Coupling? CouplingOf(Sides split, List<ResolvedControl> assigned)
    {
        if (!Outcome.AreSeveral(split)) return null;
        var several = assigned.FindAll(child => Outcome.AreSeveral(child.Split));
        return several.Exists(child => child.Coupling == Coupling.Dependent) ? Coupling.Dependent
            : several.Exists(child => child.Coupling == Coupling.Unspecified) ? Coupling.Unspecified
            : Coupling.Independent;
    }

    private static ValueList<string> AccountableOf(List<ResolvedControl> children)
    {
        var first = children[0].Accountable;
        return children.TrueForAll(child => child.Accountable == first) ? first
            : children.SelectMany(child => child.Accountable).Distinct().ToValueList();
    }

    private static T? Common<T>(List<ResolvedControl> children, Func<ResolvedControl, T?> select)
    {
        var first = select(children[0]);
        return children.TrueForAll(child => EqualityComparer<T?>.Default.Equals(select(child), first)) ? first : default;
    }
}
