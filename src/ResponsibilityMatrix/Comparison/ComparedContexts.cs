using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// The contexts in which two versions are compared: the combinations of the service models and parameter values that both have, or a single
/// requested context. A parameter that only one version has takes each of its values in that version only.
/// </summary>
internal sealed class ComparedContexts
{
    private readonly Resolver _oldVersion;
    private readonly Resolver _newVersion;
    private readonly ParameterSpace _old;
    private readonly ParameterSpace _new;
    private readonly bool _isOfBase;

    // The parameters with one value to compare; and the first values of all, by index in each version.
    private readonly List<int> _fixed;
    private readonly Dictionary<ParameterSpace, int[]> _defaults = [];

    private ComparedContexts(Resolver oldVersion, Resolver newVersion, List<Parameter> joint, DateOnly asOf)
    {
        (_oldVersion, _newVersion, AsOf) = (oldVersion, newVersion, asOf);
        (_old, _new) = (oldVersion.Engine.Parameters, newVersion.Engine.Parameters);
        _isOfBase = MatrixDiff.IsBase(oldVersion, newVersion);
        Space = new ParameterSpace(joint);
        _fixed = [.. Enumerable.Range(0, joint.Count).Where(parameter => Space.SizeOf(parameter) == 1)];
        foreach (var version in new[] { _old, _new })
            _defaults[version] = [.. Enumerable.Range(0, version.Parameters.Count).Select(number => NumberIn(version, number, 0))];
    }

    public DateOnly AsOf { get; }

    /// <summary>The service model and the parameters, with the values in which the versions are compared.</summary>
    public ParameterSpace Space { get; }

    /// <summary>All combinations of common values, or why there are none.</summary>
    public static (ComparedContexts? Contexts, Problem? Problem) All(Resolver oldVersion, Resolver newVersion, DateOnly asOf)
    {
        List<Parameter> joint = [];
        foreach (var (parameter, mine, theirs) in Pairs(oldVersion.Engine.Parameters, newVersion.Engine.Parameters))
        {
            var values = Common(mine, theirs);
            if (values.Count == 0) return (null, NothingInCommon(parameter, mine!, theirs!));
            joint.Add(new Parameter { Id = parameter, Values = values });
        }
        return (new ComparedContexts(oldVersion, newVersion, joint, asOf), null);
    }

    /// <summary>A single requested context, or why the versions cannot be compared in it.</summary>
    public static (ComparedContexts? Contexts, Problem? Problem) One(Resolver oldVersion, Resolver newVersion, ResolutionContext context)
    {
        var pairs = Pairs(oldVersion.Engine.Parameters, newVersion.Engine.Parameters);
        foreach (var (id, _) in context.Parameters)
        {
            var known = pairs.Skip(1).Select(pair => pair.Id).ToValueList();
            if (!known.Contains(id))
                return (null, Problem.UnknownParameter(
                    id, known, " in either version", known.IsEmpty ? null : $"they have {Problem.Join(known)}"));
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
                // For an annex, only its own default counts.
                var defaults = new[] { mine is not null && theirs is not null && MatrixDiff.IsBase(oldVersion, newVersion) ? null
                    : mine?.Default, theirs?.Default }.OfType<string>().Distinct().ToList();
                if (i > 0 && defaults.Count == 2)
                    return (null, Problem.MissingParameter(id, values) with
                    {
                        Message = $"The default of the parameter {id} is {defaults[0]} in the old version and {defaults[1]} in the new " +
                            $"one: choose {Problem.Join(values)}.",
                    });
                given = values.Count == 1 ? values[0] : defaults.FirstOrDefault();
                if (given is null) return (null, i == 0 ? Problem.MissingServiceModel(values) : Problem.MissingParameter(id, values));
            }
            foreach (var (parameter, version) in new[] { (mine, "old"), (theirs, "new") })
            {
                if (parameter is null || parameter.Values.Contains(given)) continue;
                return (null, i == 0 ? Problem.UnknownServiceModel(given, parameter.Values, $"the {version} version")
                    : Problem.UnknownParameterValue(id, given, parameter.Values, $" in the {version} version"));
            }
            joint.Add(new Parameter { Id = id, Values = [given] });
        }
        return (new ComparedContexts(oldVersion, newVersion, joint, context.AsOf), null);
    }

    /// <summary>What is not compared because only one version has it, by member of the document.</summary>
    public IEnumerable<(string Member, string Sentence)> NotCompared()
    {
        var (older, newer) = _isOfBase ? ("base", "annex") : ("old version", "new version");
        foreach (var (id, mine, theirs) in Pairs(_old, _new))
        {
            var member = id == Condition.ServiceModel ? "service" : "parameters";
            var name = id == Condition.ServiceModel ? "the service model" : id;
            if (mine is null) yield return (member, $"only the {newer} asks for {id}, and is compared in each of its values");
            else if (theirs is null) yield return (member, $"only the {older} asks for {id}, and is compared in each of its values");
            else
            {
                if (Only(theirs, mine) is { Length: > 0 } came)
                    yield return (member, $"only the {newer} has {name} {came}, in which nothing is compared");
                if (Only(mine, theirs) is { Length: > 0 } went)
                    yield return (member, $"only the {older} has {name} {went}, in which nothing is compared");
            }
        }

        static string Only(Parameter parameter, Parameter other) =>
            string.Join(" and ", parameter.Values.Except(other.Values, StringComparer.Ordinal));
    }

    /// <summary>The parameters on which the answers for controls may depend in either version and which have more than one value to
    /// compare; indexes, in order.</summary>
    /// <param name="oldNodes">The controls in the old version, with their statements.</param>
    /// <param name="newNodes">The controls in the new version.</param>
    /// <param name="queries">The queries that find the candidates in each version.</param>
    public int[] ParametersOf(IEnumerable<int> oldNodes, IEnumerable<int> newNodes, (CandidateQuery Old, CandidateQuery New) queries)
    {
        SortedSet<int> parameters = [];
        Add(_oldVersion.Engine, oldNodes, queries.Old);
        Add(_newVersion.Engine, newNodes, queries.New);
        return [.. parameters];

        void Add(Engine engine, IEnumerable<int> nodes, CandidateQuery query)
        {
            HashSet<int> named = [];
            foreach (var node in nodes) engine.AddParameters(engine.Candidates(node, query), named);
            parameters.UnionWith(Joint(engine.Parameters, named));
        }
    }

    /// <summary>The indexes here of parameters of a version, without those with one value to compare.</summary>
    public IEnumerable<int> Joint(ParameterSpace version, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
            if (Space.TryFind(version.Parameters[number].Id, out var parameter) && Space.SizeOf(parameter) > 1) yield return parameter;
    }

    /// <summary>All combinations of the values of some parameters, as indexes of values.</summary>
    public IEnumerable<int[]> Combinations(IReadOnlyList<int> parameters)
    {
        var context = new int[parameters.Count];
        bool isLast;
        do
        {
            yield return [.. context];
            isLast = true;
            for (var i = context.Length - 1; i >= 0 && isLast; i--)
            {
                isLast = ++context[i] == Space.SizeOf(parameters[i]);
                if (isLast) context[i] = 0;
            }
        }
        while (!isLast);
    }

    /// <summary>The number of combinations of values of some parameters, or <c>max + 1</c> if there are more.</summary>
    public long Count(IReadOnlyList<int> parameters, long max)
    {
        var count = 1L;
        foreach (var parameter in parameters)
            if ((count *= Space.SizeOf(parameter)) > max) return max + 1;
        return count;
    }

    /// <summary>Converts a context: the given parameters, and those with one value to compare.</summary>
    /// <param name="context">The indexes of values.</param>
    /// <param name="parameters">The parameters of these values.</param>
    public ResolutionContext ToResolutionContext(int[] context, IReadOnlyList<int> parameters)
    {
        SortedDictionary<int, int> values = [];
        foreach (var parameter in _fixed) values.Add(parameter, 0);
        for (var i = 0; i < context.Length; i++) values[parameters[i]] = context[i];
        return new()
        {
            ServiceModel = values.TryGetValue(0, out var model) ? Space.ValueOf(0, model) : null,
            Parameters =
                new(values.Where(value => value.Key > 0)
                .Select(value => KeyValuePair.Create(Space.Parameters[value.Key].Id, Space.ValueOf(value.Key, value.Value)))),
            AsOf = AsOf,
        };
    }

    /// <summary>Converts a context to indexes of one of the versions. Other parameters have their first value.</summary>
    public int[] Translate(int[] context, IReadOnlyList<int> parameters, ParameterSpace version)
    {
        int[] numbers = [.. _defaults[version]];
        for (var i = 0; i < context.Length; i++)
            if (version.TryFind(Space.Parameters[parameters[i]].Id, out var number))
                numbers[number] = NumberIn(version, number, context[i]);
        return numbers;
    }

    private int NumberIn(ParameterSpace version, int number, int value) =>
        Space.TryFind(version.Parameters[number].Id, out var parameter)
            && version.TryFindValue(number, Space.ValueOf(parameter, value), out var found) ? found : 0;

    // The service model first, then the parameters of the new version, then those that only the old one has.
    private static List<(string Id, Parameter? Old, Parameter? New)> Pairs(ParameterSpace mine, ParameterSpace theirs)
    {
        List<(string, Parameter?, Parameter?)> pairs = [];
        foreach (var parameter in theirs.Parameters)
            pairs.Add((parameter.Id, mine.TryFind(parameter.Id, out var at) ? mine.Parameters[at] : null, parameter));
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

    private static Problem NothingInCommon(string id, Parameter mine, Parameter theirs) => new()
    {
        Code = ProblemCode.NothingInCommon,
        Message = $"The versions have no {(id == Condition.ServiceModel ? "service model" : $"value of the parameter {id}")} in common, " +
            $"so there is nothing in which they can be compared: the old one has {Problem.Join(mine.Values)}, the new one " +
            $"{Problem.Join(theirs.Values)}.",
        Subject = id == Condition.ServiceModel ? null : id,
    };
}
