using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>What the sections of a report on a matrix are made from.</summary>
internal sealed class MatrixReportInput
{
    private readonly Dictionary<string, string> _names;

    private MatrixReportInput(
        Resolver resolver, ReportOptions options, ValueList<ReportVariant> variants, ValueList<ResolvedMatrix> answers, bool isCut)
    {
        Resolver = resolver;
        Options = options;
        Variants = variants;
        Answers = answers;
        IsCut = isCut;
        _names = answers[0].Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);
    }

    public Resolver Resolver { get; }

    public ReportOptions Options { get; }

    public MatrixDocument Document => Resolver.Levels[0];

    public Matrix Matrix => Document.Matrix;

    public DateOnly AsOf => Options.Context.AsOf;

    /// <summary>The contexts that are answered; the first is shown first.</summary>
    public ValueList<ReportVariant> Variants { get; }

    /// <summary>The answer in each of them.</summary>
    public ValueList<ResolvedMatrix> Answers { get; }

    /// <summary>Whether there are more contexts than the report has.</summary>
    public bool IsCut { get; }

    /// <summary>The chain in each variant; empty where it is not followed.</summary>
    public ValueList<ChainAnswer> Chains { get; private init; }

    /// <summary>The version before, where the report says what changed; else null.</summary>
    public PreviousVersion? Previous { get; private init; }

    /// <summary>The party whose view it is, or null.</summary>
    public ResolvedParty? For { get; private init; }

    /// <summary>The findings about the document on the day, and about its chain.</summary>
    public required ValueList<Diagnostic> Findings { get; init; }

    /// <summary>The controls by domain.</summary>
    public required ReportControls Controls { get; init; }

    /// <summary>The name of the party that stated the matrix.</summary>
    public string StatedBy => NameOf(Matrix.AuthoredBy switch
    {
        null or Party.ProviderWord => Matrix.Service.Provider,
        Party.CustomerWord => Matrix.Service.Customer,
        { } author => author,
    });

    /// <summary>The name of a party; its id where it has none.</summary>
    public string NameOf(string party) => _names.GetValueOrDefault(party) ?? Previous?.NameOf(party) ?? party;

    /// <summary>The controls of the report that have no statements in scope.</summary>
    public IEnumerable<ReportControl> Leaves => Controls.Domains.SelectMany(domain => domain.Controls)
        .Where(control => control.IsLeaf && control.Change != ReportChange.Removed);

    /// <summary>Collects what a report needs.</summary>
    /// <exception cref="ArgumentException">The context is unknown to the matrix, nobody or several are called as the party, or the version
    /// before cannot be compared.</exception>
    public static MatrixReportInput Of(Resolver resolver, ReportOptions options, CancellationToken cancellationToken)
    {
        var party = PartyOf(resolver, options);
        var (contexts, isCut) = ReportVariants.Of(resolver, options);
        var evaluation = new EvaluationOptions { Language = options.Language, Progress = options.Progress };
        var answers = contexts.Select(context => resolver.Resolve(context, evaluation, cancellationToken)).ToValueList();
        var chains = options.FollowsChain
            ? contexts.Select(context => new ChainResolver(resolver).Resolve(context, evaluation, cancellationToken)).ToValueList()
            : default;
        var findings = DocumentValidator.Validate(resolver, options.Context.AsOf, evaluation, cancellationToken)
            .Concat(chains.SelectMany(chain => chain.Diagnostics)).Distinct().ToValueList();
        var variants = answers.Select(answer => ReportVariants.Describe(answer.Context)).ToValueList();
        var previous = PreviousVersion.Of(resolver, contexts, options, evaluation, cancellationToken);
        var input = new MatrixReportInput(resolver, options, variants, answers, isCut)
        { Findings = findings, Previous = previous, Controls = null! };
        var controls = new ControlBlocks(input, chains).Build(party);
        return new MatrixReportInput(resolver, options, variants, answers, isCut)
        {
            Findings = findings,
            Controls = controls,
            Chains = chains,
            Previous = previous,
            For = party,
        };
    }

    private static ResolvedParty? PartyOf(Resolver resolver, ReportOptions options)
    {
        if (options.For is not { } word) return null;
        var found = resolver.FindParties(word);
        var known = string.Join(", ", resolver.Parties.Select(party => party.Id));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"Nobody in the matrix is called '{word}'. It has {known}.", nameof(options)),
            _ => throw new ArgumentException(
                $"Several are called '{word}': {string.Join(", ", found.Select(party => party.Id))}. Take the id of one.", nameof(options)),
        };
    }
}
