using System.Collections.Concurrent;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Computes who performs each control of a matrix over the whole chain of its upstreams, and what stays with whom. Built once for a matrix
/// and its documents, then asked many times and from many threads. A pure function: the same documents and context give the same answer.
/// Costs in proportion to documents and controls. </summary>
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

    /// <summary>A resolver for the chain of a matrix.</summary>
    /// <param name="document">The matrix.</param>
    /// <param name="options">The documents at hand, upstreams among them, and more; null for the defaults.</param>
    public ChainResolver(MatrixDocument document, ResolverOptions? options = null)
        : this(new Resolver(document, options))
    {
    }

    /// <summary>The same for a matrix that is resolved besides, so that it is made ready once.</summary>
    /// <param name="resolver">The resolver of the matrix; upstreams are looked for among its documents.</param>
    public ChainResolver(Resolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _root = resolver;
        _limits = resolver.Engine.Limits;
        var effective = resolver.Engine.Effective;
        // An upstream may build on this matrix in turn.
        _documents = effective.Documents.Matrices.Contains(effective.Document) ? effective.Documents
            : effective.Documents.Add(effective.Document);
        _resolvers.TryAdd(effective.Document, resolver);
    }

    /// <summary>Why a question cannot be asked in a context; null when it can.</summary>
    /// <param name="context">The context of the matrix itself; upstreams have theirs from their entries, and the date from here.</param>
    public Problem? ProblemWith(ResolutionContext context) => _root.ProblemWith(context);

    /// <summary>Who performs what, with the findings about inheritance and about commitments that rest on those of upstreams (RM4001,
    /// RM4002). Commitments are looked at whatever they are tied to.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">What the answer is limited to, and more; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The context leaves a choice open or names something unknown; <see cref="ProblemWith"/> tells
    /// without throwing.</exception>
    /// <exception cref="OperationCanceledException">The question was cancelled.</exception>
    public ChainAnswer Resolve(
        ResolutionContext context, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var followed = Follow(context, new Evaluation(options, cancellationToken));
        var answer = Answer(followed);
        // What ran out while the chain was answered is told there.
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
        var walk = new ChainWalk(new PartyNames(members.Root), budget);
        var size = new AnswerSize(_limits);
        foreach (var member in members.All) size.TryWrite(member.Answers.Size);
        List<ChainedControl> controls = new(steps.Count);
        chain.Evaluation.Begin(EvaluationStage.Following, steps.Count);
        foreach (var step in steps)
        {
            controls.Add(Show(step, walk, size));
            chain.Evaluation.Step();
        }
        new ChainObligations(members, chain.Correspondence, findings, budget).Check();
        new ChainImplementation(members, findings).Check();
        var reached = chain.IsWhole ? null : Reach(steps);
        // What the author accepts is accepted of this matrix, not of its upstreams.
        var own = new FindingList(_limits, new AcceptedFindings(members.Root.Engine, members.Root.Answers.Context.AsOf).Mark);
        own.AddRange(members.Root.Answers.Diagnostics.Concat(chain.Correspondence.Errors).Concat(findings.Of(true, IsReported)));
        if (budget.IsSpent)
            own.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"The chain takes more than {_limits.MaxMatches:N0} steps; the answer is not complete. Ask about fewer documents.",
                members.Root.Document.PlaceOf("/upstream")));
        if (controls.Count(control => control.IsCut) is > 0 and var cut)
            own.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"Who performs {cut:N0} control{(cut == 1 ? "" : "s")} is left out, because the answer would become too large: upstreams " +
                $"and nested parts repeat the same duties over and over. Ask about single controls.",
                members.Root.Document.PlaceOf("/upstream")));
        if (findings.IsFull) own.Add(ChainFindings.LimitFinding(members.Root));
        var answer = new ChainAnswer
        {
            Matrix = new MatrixIdentity(members.Root.Id, members.Root.Effective.Matrix.Version),
            Context = members.Root.Answers.Context,
            Parties = Parties(members),
            Matrices = members.All.Select(member => member.Effective.Matrix).DistinctBy(matrix => (matrix.Id, matrix.Version))
                .Select(matrix => new ChainedMatrix { Id = matrix.Id, Version = matrix.Version, Title = matrix.Title }).ToValueList(),
            Controls = controls.ToValueList(),
            Diagnostics = FindingList.Of(_limits, own.Concat(findings.Of(false, IsReported))),
        };
        return chain.Evaluation.Options.Language is { } language ? ChainTranslation.Translate(answer, members, language) : answer;

        bool IsReported(ChainStep step) => reached?.Contains(step) ?? true;
    }

    /// <summary>The chain for whoever goes on working with it: all controls expanded, those that are to be told named.</summary>
    internal FollowedChain Follow(ResolutionContext context, Evaluation evaluation, Budget? shared = null)
    {
        var findings = new ChainFindings();
        var budget = shared ?? new Budget(_limits.MaxMatches, evaluation.Token);
        var members = new ChainMembers(_root, context, _documents,
            document => _resolvers.GetOrAdd(document, made => new Resolver(made, _root.Options with { Documents = _documents })), findings,
            budget, evaluation);
        var correspondence = new ControlCorrespondence(_documents, budget);
        var references = new ChainReferences(members, findings);
        var expansion = new ChainExpansion(members, correspondence, references, findings, _limits, evaluation.Token);
        var isAsked = members.Root.Space.WithDescendants(evaluation.Options.Controls);
        var space = members.Root.Space;
        var all = Enumerable.Range(0, space.Count).Where(space.IsInScope).Select(members.Root.StepOf).ToList();
        expansion.Expand(all);
        var steps = isAsked is null ? all : all.FindAll(step => isAsked.Contains(step.Node));
        if (isAsked is null) references.CheckAll(members.Root);
        return new FollowedChain { Members = members, Correspondence = correspondence, Findings = findings, Budget = budget, Steps = steps,
            IsWhole = isAsked is null, Evaluation = evaluation };
    }

    private static ChainedControl Show(ChainStep step, ChainWalk walk, AnswerSize size)
    {
        var (performers, retained) = walk.From(step);
        var isWhole = size.TryRepeat(SizeOf(performers) + SizeOf(retained));
        return new ChainedControl
        {
            Resolved = step.Answer,
            Performers = isWhole ? performers : default,
            Accountable = step.Answer.Accountable,
            Retained = isWhole ? retained : default,
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

    private static HashSet<ChainStep> Reach(List<ChainStep> steps)
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
            select new ResolvedParty { Id = name.Value, Name = link.Target!.Effective.FindParty(name.Key)?.Name
                ?? name.Value, Side = Sides.ThirdParty };
        return members.Root.Resolver.Parties().Concat(others.DistinctBy(party => party.Id)).ToValueList();
    }
}
