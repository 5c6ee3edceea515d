using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// The contexts in which two versions are compared: combinations of the service models and parameter values that both know. A parameter that only one of
/// them has is asked of that one alone, in each of its values. Or the one context that somebody asked for.
/// </summary>
internal sealed class ComparedContexts
{
    private readonly ParameterSpace _old;
    private readonly ParameterSpace _new;
    private readonly DateOnly _asOf;
    private readonly int[] _varying;

    private ComparedContexts(Resolver oldVersion, Resolver newVersion, List<Parameter> joint, DateOnly asOf)
    {
        (_old, _new, _asOf) = (oldVersion.Engine.Parameters, newVersion.Engine.Parameters, asOf);
        Space = new ParameterSpace(joint);
        _varying = [.. Enumerable.Range(0, Space.Parameters.Count).Where(parameter => Space.SizeOf(parameter) > 1)];
        Count = _varying.Aggregate(1L, (count, parameter) => count > MatrixDiff.MostContexts ? count : count * Space.SizeOf(parameter));
    }

    public ParameterSpace Space { get; }

    /// <summary>How many there are, or more than the most that are compared.</summary>
    public long Count { get; }

    /// <summary>All combinations of what both versions know, or why there are none.</summary>
    public static (ComparedContexts? Contexts, string? Problem) All(Resolver oldVersion, Resolver newVersion, DateOnly asOf)
    {
        List<Parameter> joint = [];
        foreach (var (parameter, mine, theirs) in Pairs(oldVersion.Engine.Parameters, newVersion.Engine.Parameters))
        {
            var values = Common(mine, theirs);
            if (values.Count == 0) return (null, NothingInCommon(parameter, mine!, theirs!));
            joint.Add(new Parameter { Id = parameter, Values = values });
        }
        var contexts = new ComparedContexts(oldVersion, newVersion, joint, asOf);
        if (contexts.Count <= MatrixDiff.MostContexts) return (contexts, null);
        var choices = contexts._varying.Select(parameter => parameter == 0 ? $"{contexts.Space.SizeOf(0)} service models" : $"{contexts.Space.Parameters[parameter].Id} with {contexts.Space.SizeOf(parameter)} values");
        return (null, $"The versions have more than {MatrixDiff.MostContexts} combinations of service models and parameter values, which is too many to compare in all of them: {string.Join(", ", choices)}. Choose one service model and one value for each parameter; a parameter left out has its default.");
    }

    /// <summary>The one context that is asked for, or why it cannot be asked.</summary>
    public static (ComparedContexts? Contexts, string? Problem) One(Resolver oldVersion, Resolver newVersion, ResolutionContext context)
    {
        var pairs = Pairs(oldVersion.Engine.Parameters, newVersion.Engine.Parameters);
        foreach (var (id, _) in context.Parameters)
        {
            var known = pairs.Skip(1).Select(pair => pair.Id).ToList();
            if (!known.Contains(id)) return (null, $"There is no parameter '{id}' in either version{(known.Count > 0 ? $": they have {string.Join(", ", known)}." : ".")}{Nearest.Suggest(id, known)}");
        }
        List<Parameter> joint = [];
        for (var i = 0; i < pairs.Count; i++)
        {
            var (id, mine, theirs) = pairs[i];
            var given = i == 0 ? context.ServiceModel : context.Parameters.TryGetValue(id, out var set) ? set : null;
            if (given is null)
            {
                var values = Common(mine, theirs);
                if (values.Count == 0) return (null, NothingInCommon(id, mine!, theirs!));
                var defaults = new[] { mine?.Default, theirs?.Default }.OfType<string>().Distinct().ToList();
                if (i > 0 && defaults.Count == 2) return (null, $"The default of the parameter {id} is {defaults[0]} in the old version and {defaults[1]} in the new one: choose {string.Join(", ", (IEnumerable<string>)values)}.");
                given = values.Count == 1 ? values[0] : defaults.FirstOrDefault();
                if (given is null)
                    return (null, i == 0 ? $"The service is offered in {values.Count} models: say which one, {string.Join(", ", (IEnumerable<string>)values)}." : $"The parameter {id} has no default: choose {string.Join(", ", (IEnumerable<string>)values)}.");
            }
            foreach (var (parameter, version) in new[] { (mine, "old"), (theirs, "new") })
            {
                if (parameter is null || parameter.Values.Contains(given)) continue;
                var choices = string.Join(", ", (IEnumerable<string>)parameter.Values);
                return (null, (i == 0 ? $"'{given}' is no service model of the {version} version: choose {choices}." : $"The parameter {id} cannot be '{given}' in the {version} version: choose {choices}.") + Nearest.Suggest(given, parameter.Values));
            }
            joint.Add(new Parameter { Id = id, Values = [given] });
        }
        return (new ComparedContexts(oldVersion, newVersion, joint, context.AsOf), null);
    }

    /// <summary>What nobody compares, because one version alone has it; by the member of the document that says so.</summary>
    public IEnumerable<(string Member, string Sentence)> NotCompared()
    {
        foreach (var (id, mine, theirs) in Pairs(_old, _new))
        {
            var member = id == Condition.ServiceModel ? "service" : "parameters";
            var name = id == Condition.ServiceModel ? "the service model" : id;
            if (mine is null) yield return (member, $"only the new version asks for {id}, and is compared in each of its values");
            else if (theirs is null) yield return (member, $"only the old version asks for {id}, and is compared in each of its values");
            else
            {
                if (Only(theirs, mine) is { Length: > 0 } came) yield return (member, $"only the new version has {name} {came}, in which nothing is compared");
                if (Only(mine, theirs) is { Length: > 0 } went) yield return (member, $"only the old version has {name} {went}, in which nothing is compared");
            }
        }

        static string Only(Parameter parameter, Parameter other) => string.Join(" and ", parameter.Values.Except(other.Values, StringComparer.Ordinal));
    }

    public IEnumerable<int[]> Each()
    {
        var context = new int[Space.Parameters.Count];
        bool isLast;
        do
        {
            yield return [.. context];
            isLast = true;
            for (var i = _varying.Length - 1; i >= 0 && isLast; i--)
            {
                isLast = ++context[_varying[i]] == Space.SizeOf(_varying[i]);
                if (isLast) context[_varying[i]] = 0;
            }
        }
        while (!isLast);
    }

    /// <summary>A context as people and programs name it.</summary>
    public ResolutionContext Named(int[] context) => Of(context, _ => true);

    public ResolutionContext OfOld(int[] context) => Of(context, id => _old.TryFind(id, out _));

    public ResolutionContext OfNew(int[] context) => Of(context, id => _new.TryFind(id, out _));

    /// <summary><c> (when plan is enterprise)</c>; empty for all contexts.</summary>
    public string NameOf(IReadOnlyList<int[]> where) => ContextNames.Of(Space, where, Count, _varying);

    /// <summary>A context in the numbers of one of the versions.</summary>
    public int[] Translate(int[] context, ParameterSpace version)
    {
        var numbers = new int[version.Parameters.Count];
        for (var i = 0; i < numbers.Length; i++)
            if (Space.TryFind(version.Parameters[i].Id, out var parameter) && version.TryFindValue(i, Space.ValueOf(parameter, context[parameter]), out var value)) numbers[i] = value;
        return numbers;
    }

    private ResolutionContext Of(int[] context, Func<string, bool> has) => new()
    {
        ServiceModel = Space.ValueOf(0, context[0]),
        Parameters = new(Space.Parameters
            .Select((parameter, i) => KeyValuePair.Create(parameter.Id, Space.ValueOf(i, context[i])))
            .Skip(1)
            .Where(parameter => has(parameter.Key))),
        AsOf = _asOf,
    };

    // The service model first, then the parameters of the new version, then those that only the old one has.
    private static List<(string Id, Parameter? Old, Parameter? New)> Pairs(ParameterSpace mine, ParameterSpace theirs)
    {
        List<(string, Parameter?, Parameter?)> pairs = [];
        foreach (var parameter in theirs.Parameters) pairs.Add((parameter.Id, mine.TryFind(parameter.Id, out var at) ? mine.Parameters[at] : null, parameter));
        foreach (var parameter in mine.Parameters)
            if (!theirs.TryFind(parameter.Id, out _)) pairs.Add((parameter.Id, parameter, null));
        return pairs;
    }

    private static ValueList<string> Common(Parameter? mine, Parameter? theirs)
    {
        if (mine is null || theirs is null) return ((mine ?? theirs)!.Values).Distinct().ToValueList();
        var known = mine.Values.ToHashSet(StringComparer.Ordinal);
        return theirs.Values.Where(known.Contains).Distinct().ToValueList();
    }

    private static string NothingInCommon(string id, Parameter mine, Parameter theirs) =>
        $"The versions have no {(id == Condition.ServiceModel ? "service model" : $"value of the parameter {id}")} in common, so there is nothing in which they can be compared: the old one has {string.Join(", ", (IEnumerable<string>)mine.Values)}, the new one {string.Join(", ", (IEnumerable<string>)theirs.Values)}.";
}
