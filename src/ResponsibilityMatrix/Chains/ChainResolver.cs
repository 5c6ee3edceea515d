using System.Collections.Concurrent;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Computes who performs each control of a matrix over the whole chain of its upstreams, and which duties stay with customers. Create it
/// once for a matrix and its documents, and reuse it. Thread-safe. The same documents and context give the same answer. The cost is
/// proportional to documents and controls. </summary>
/// <example><code>
/// var documents = DocumentSet.BuiltIn.Add(platform);
/// var chain = new ChainResolver(new MatrixDocument(crm), new() { Documents = documents });
/// var answer = chain.Resolve(context);
/// </code></example>
public sealed class ChainResolver
{
    private readonly Resolver _root;
    private readonly DocumentSet _documents;
    private readonly Limits _limits;
    private readonly ConcurrentDictionary<MatrixDocument, Resolver> _resolvers = [];

    /// <summary>Creates a resolver for the chain of a matrix.</summary>
    /// <param name="document">The matrix.</param>
    /// <param name="options">The options, with the documents of upstreams; null for the defaults.</param>
    public ChainResolver(MatrixDocument document, ResolverOptions? options = null)
        : this(new Resolver(document, options))
    {
    }

    /// <summary>Creates a resolver for the chain of a matrix that already has a resolver.</summary>
    /// <param name="resolver">The resolver of the matrix. Its documents supply the upstreams.</param>
    public ChainResolver(Resolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _root = resolver;
        _limits = resolver.Engine.Limits;
        var effective = resolver.Engine.Effective;
        // An upstream may refer to this matrix in turn.
        _documents = effective.Documents.Matrices.Contains(effective.Document) ? effective.Documents
            : effective.Documents.Add(effective.Document);
        _resolvers.TryAdd(effective.Document, resolver);
    }

    /// <summary>Why the chain cannot be resolved in a context; null if it can.</summary>
    /// <param name="context">The context of the matrix itself. Upstream entries have their own contexts, with this date.</param>
    public Problem? ProblemWith(ResolutionContext context) => _root.ProblemWith(context);

    /// <summary>Resolves the chain. Findings include those about inheritance and about commitments that depend on commitments of upstreams
    /// (RM4001, RM4002). All commitments are checked, whatever their controls.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">The controls to include, the language, and more; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">A value of the context is missing or unknown; <see cref="ProblemWith"/> checks
    /// without throwing.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public ChainAnswer Resolve(
        ResolutionContext context, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var followed = Follow(context, new Evaluation(options, cancellationToken));
        var answer = Answer(followed);
        // If the chain already exceeded a limit, its own finding reports this.
        return answer with
        {
            Diagnostics = FindingList.Of(
                _limits, answer.Diagnostics.Concat(ChainCommitments.Check(followed, isShared: followed.Budget.IsSpent))),
        };
    }

    private ChainAnswer Answer(FollowedChain chain)
    {
        var (members, findings, budget) = (chain.Members, chain.Findings, chain.Budget);
        var steps = chain.Steps;
        var walk = new ChainWalk(new ChainPartyNames(members.Root), budget);
        var size = new AnswerSize(_limits);
        foreach (var member in members.All) size.TryWrite(member.Answers.Size);
        List<ChainedControl> controls = new(steps.Count);
        chain.Evaluation.Begin(EvaluationStage.Following, steps.Count);
        foreach (var step in steps)
        {
            controls.Add(ToChainedControl(step, walk, size));
            chain.Evaluation.Step();
        }
        new ChainObligations(members, chain.Correspondence, findings, budget).Check();
        new ChainImplementation(members, findings).Check();
        var reached = chain.IsWhole ? null : ReachableFrom(steps);
        // Accepted findings apply to this matrix, not to its upstreams.
        var own = new FindingList(_limits, new AcceptedFindings(members.Root.Engine, members.Root.Answers.Context.AsOf).Mark);
        own.AddRange(members.Root.Answers.Diagnostics.Concat(chain.Correspondence.Errors).Concat(findings.Of(true, IsReported)));
        if (budget.IsSpent)
            own.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"The chain takes more than {_limits.MaxMatches:N0} steps (Limits.MaxMatches); the answer is not complete. Ask about " +
                    $"fewer documents, or raise the limit.",
                members.Root.Document.PlaceOf("/upstream")));
        if (controls.Count(control => control.IsCut) is > 0 and var cut)
            own.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"Who performs {cut:N0} control{(cut == 1 ? "" : "s")} is left out, because the answer would have more than " +
                $"{_limits.MaxAnswerSize:N0} characters (Limits.MaxAnswerSize): upstreams and nested parts repeat the same duties over " +
                $"and over. Ask about single controls, or raise the limit.",
                members.Root.Document.PlaceOf("/upstream")));
        if (findings.IsFull) own.Add(ChainFindings.LimitFinding(members.Root));
        var answer = new ChainAnswer
        {
            Matrix = new MatrixIdentity(members.Root.Id, members.Root.Effective.Matrix.Version),
            Context = members.Root.Answers.Context,
            Parties = Parties(members),
            Matrices = members.All.Select(member => member.Effective.Matrix).DistinctBy(matrix => (matrix.Id, matrix.Version))
                .Select(matrix => new MatrixIdentity(matrix.Id, matrix.Version) { Title = matrix.Title }).ToValueList(),
            Controls = controls.ToValueList(),
            Diagnostics = FindingList.Of(_limits, own.Concat(findings.Of(false, IsReported))),
        };
        return chain.Evaluation.Options.Language is { } language ? ChainTranslation.Translate(answer, members, language) : answer;

        bool IsReported(ChainStep step) => reached?.Contains(step) ?? true;
    }

    /// <summary>Expands all controls of the chain, for further processing.</summary>
    internal FollowedChain Follow(ResolutionContext context, Evaluation evaluation, Budget? shared = null)
    {
        var findings = new ChainFindings();
        var budget = shared ?? new Budget(_limits.MaxMatches, evaluation.Token);
        var members = new ChainMembers(_root, context, _documents,
            document => _resolvers.GetOrAdd(document, key => new Resolver(key, _root.Options with { Documents = _documents })), findings,
            budget, evaluation);
        var correspondence = new ControlCorrespondence(_documents, budget);
        var references = new ChainReferences(members, findings);
        var expansion = new ChainExpansion(members, correspondence, references, findings, _limits, evaluation.Token);
        var included = members.Root.Space.WithDescendants(evaluation.Options.Controls);
        var space = members.Root.Space;
        var all = Enumerable.Range(0, space.Count).Where(space.IsInScope).Select(members.Root.StepOf).ToList();
        expansion.Expand(all);
        var steps = included is null ? all : all.FindAll(step => included.Contains(step.Node));
        if (included is null) references.CheckAll(members.Root);
        return new FollowedChain
        {
            Members = members,
            Correspondence = correspondence,
            Findings = findings,
            Budget = budget,
            Steps = steps,
            IsWhole = included is null,
            Evaluation = evaluation
        };
    }

    private static ChainedControl ToChainedControl(ChainStep step, ChainWalk walk, AnswerSize size)
    {
        var (performers, retained, isBroken) = walk.From(step);
        var isWhole = size.TryRepeat(SizeOf(performers) + SizeOf(retained));
        return new ChainedControl
        {
            Resolved = step.Answer,
            Performers = isWhole ? performers : default,
            Accountable = step.Answer.Accountable,
            Retained = isWhole ? retained : default,
            IsBroken = isBroken,
            IsCut = !isWhole || step.Answer.IsCut,
        };
    }

    private static long SizeOf(ValueList<Performer> performers)
    {
        long size = 0;
        foreach (var performer in performers)
            size += 300 + performer.Party.Length + (performer.Matrix?.Length ?? 0) + AnswerSize.Of(performer.Via) +
                (performer.Duty?.Length ?? 0) + performer.Control.Length + (performer.Text?.Length ?? 0) +
                (performer.Component?.Length ?? 0);
        return size;
    }

    private static HashSet<ChainStep> ReachableFrom(List<ChainStep> steps)
    {
        HashSet<ChainStep> reached = [.. steps];
        Stack<ChainStep> open = new(steps);
        while (open.TryPop(out var step))
        {
            foreach (var part in step.Parts)
                if (part.To is { } to && reached.Add(to)) open.Push(to);
        }
        return reached;
    }

    private static ValueList<ResolvedParty> Parties(ChainMembers members)
    {
        var others =
            from member in members.All
            from link in member.Links.Values
            where link?.Target is not null
            from name in link!.OtherNames
            select new ResolvedParty
            {
                Id = name.Value,
                Name = link.Target!.Effective.FindParty(name.Key)?.Name
                ?? name.Value,
                Side = Sides.ThirdParty
            };
        return members.Root.Resolver.ResolvedParties().Concat(others.DistinctBy(party => party.Id)).ToValueList();
    }
}
