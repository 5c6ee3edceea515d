using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>The version before, in the contexts of a report.</summary>
internal sealed class PreviousVersion
{
    private readonly List<Dictionary<(string Catalog, string Control), ResolvedControl>> _controls;
    private readonly Dictionary<string, string> _names;

    private PreviousVersion(Resolver resolver, List<ResolvedMatrix> answers, MatrixDiff diff)
    {
        (Resolver, Answers, Diff) = (resolver, answers, diff);
        _controls = [.. answers.Select(answer => answer.Controls.DistinctBy(KeyOf).ToDictionary(KeyOf))];
        _names = answers[0].Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);
    }

    public Resolver Resolver { get; }

    /// <summary>What the version before answers in each variant of the report.</summary>
    public IReadOnlyList<ResolvedMatrix> Answers { get; }

    /// <summary>The changes.</summary>
    public MatrixDiff Diff { get; }

    /// <summary>What a reader calls the version before.</summary>
    public string Name => Diff.IsOfBase ? $"the base {Diff.Old.Id} {Diff.Old.Version}" : $"version {Diff.Old.Version}";

    /// <summary>Answers the contexts of a report by the version before.</summary>
    /// <exception cref="ArgumentException">The two cannot be compared.</exception>
    public static PreviousVersion? Of(
        Resolver now, IReadOnlyList<ResolutionContext> contexts, ReportOptions options, EvaluationOptions evaluation,
        CancellationToken cancellationToken)
    {
        if (options.Previous is not { } previous) return null;
        var asked = options.Context;
        var isOneContext = asked.ServiceModel is not null || asked.Parameters.Count > 0;
        if ((isOneContext ? MatrixDiff.ProblemWith(previous, now, asked) : MatrixDiff.ProblemWith(previous, now)) is { } problem)
            throw new ArgumentException(problem.Message, nameof(options));
        var diff = isOneContext ? MatrixDiff.Compare(previous, now, asked, evaluation, cancellationToken)
            : MatrixDiff.Compare(previous, now, asked.AsOf, evaluation, cancellationToken);
        var answers = contexts.Select(context => previous.Resolve(Fit(context, previous), evaluation, cancellationToken)).ToList();
        return new(previous, answers, diff);
    }

    /// <summary>The answer of the version before for a control; null where it has none.</summary>
    public ResolvedControl? Before(int variant, ResolvedControl control) => _controls[variant].GetValueOrDefault(KeyOf(control));

    /// <summary>The controls of the version before that are no longer there, each with its answer in each variant.</summary>
    public IEnumerable<IReadOnlyList<ResolvedControl>> Removed(ResolvedMatrix now)
    {
        var present = now.Controls.Select(KeyOf).ToHashSet();
        return Answers[0].Controls.Where(control => !present.Contains(KeyOf(control)))
            .Select(control => _controls.Select(controls => controls[KeyOf(control)]).ToList());
    }

    /// <summary>The name of a party in the version before; its id where it has none.</summary>
    public string NameOf(string party) => _names.GetValueOrDefault(party, party);

    // A model or an option that it does not know is answered as it is by default.
    private static ResolutionContext Fit(ResolutionContext context, Resolver previous) => new()
    {
        AsOf = context.AsOf,
        ServiceModel = context.ServiceModel is { } model && previous.ServiceModels.Contains(model) ? model
            : previous.ServiceModels.FirstOrDefault(),
        Parameters = new(previous.Parameters.Select(parameter => KeyValuePair.Create(parameter.Id,
            context.Parameters.TryGetValue(parameter.Id, out var value) && parameter.Values.Contains(value) ? value
                : parameter.Default ?? parameter.Values[0]))),
    };

    // Every spelling of one control has one key.
    private static (string, string) KeyOf(ResolvedControl control) =>
        (control.Catalog, ControlKey.TryParse(control.Control, out var key) ? key.ToString() : control.Control);
}
