using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>The matrices of one chain, found and resolved on first use, once per context.</summary>
internal sealed class ChainMembers
{
    private readonly DocumentSet _documents;
    private readonly Func<MatrixDocument, Resolver> _resolvers;
    private readonly ChainFindings _findings;
    private readonly Budget _budget;
    private readonly Evaluation _evaluation;
    private readonly Dictionary<(string Name, ResolutionContext Context), ChainMember> _members = [];
    private readonly HashSet<string> _reportedTwins = new(StringComparer.Ordinal);
    private ILookup<(string Id, SemanticVersion Version), Matrix>? _successors;

    public ChainMembers(Resolver root, ResolutionContext context, DocumentSet documents, Func<MatrixDocument, Resolver> resolvers,
        ChainFindings findings, Budget budget, Evaluation evaluation)
    {
        (_documents, _resolvers, _findings, _budget, _evaluation) = (documents, resolvers, findings, budget, evaluation);
        Root = new ChainMember(root, root.AnswerAll(context, evaluation), default, true);
        Add(Root);
        foreach (var entry in Root.Entries) LinkOf(Root, entry.Upstream.Id);
    }

    public ChainMember Root { get; }

    /// <summary>All members so far, in the order in which they were reached.</summary>
    public List<ChainMember> All { get; } = [];

    /// <summary>The upstream of a member with an id, or null.</summary>
    public UpstreamLink? LinkOf(ChainMember member, string id)
    {
        if (member.Links.TryGetValue(id, out var known)) return known;
        var entry = member.FindEntry(id);
        var link = entry is null ? null : new UpstreamLink(entry);
        member.Links.Add(id, link);
        if (link is not null) link.Target = Find(member, entry!, link);
        return link;
    }

    private ChainMember? Find(ChainMember member, UpstreamEntry stated, UpstreamLink link)
    {
        var entry = link.Entry;
        if (entry is { Assurance: Assurance.CarveOut, Evidence.IsEmpty: true })
            Report(ChainDescriptors.CarvedOutWithoutEvidence, ChainDescriptors.CarvedOutMessage(entry));
        if (entry.Matrix is not { } id)
        {
            Report(
                ChainDescriptors.EndOfChain,
                $"The upstream \"{entry.Id}\" publishes no matrix: {link.Provider} is taken to perform what is inherited from it, and " +
                $"what it leaves to {link.Customer} is not known.");
            return null;
        }
        if (UpstreamReference.Find(_documents, entry, out var problem) is not { } document)
        {
            Report(problem!.Value.Descriptor, problem.Value.Message, problem.Value.Pointer);
            return null;
        }
        // Of a view this says what the digest does not show.
        if (problem is { } doubt && _findings.IsFirst(entry, doubt.Descriptor.Id))
            _findings.Add(member, Diagnostic.Of(doubt.Descriptor, doubt.Message, stated.Document.PlaceOf(stated.Pointer + doubt.Pointer))
                with
            { Severity = Severity.Warning });
        if (document.Name == Root.Document.Name) document = Root.Document;
        ReportIfNotInForce(document.Matrix, Root.Answers.Context.AsOf);
        if (UpstreamNeeds.Problem(entry, document.Matrix, Root.Answers.Context.AsOf) is { } lacking)
            Report(ChainDescriptors.NeedNotMet, lacking, "/needs");
        var resolver = _resolvers(document);
        var requested = new ResolutionContext
        {
            ServiceModel = entry.Context?.ServiceModel,
            Parameters = entry.Context?.Parameters ?? default,
            AsOf = Root.Answers.Context.AsOf,
        };
        if (resolver.Complete(requested, out var context) is { } open)
        {
            Report(ChainDescriptors.OpenContext,
                $"Under which options the upstream \"{entry.Id}\" is used is open: {open} Say so in \"context\".");
            return null;
        }
        if (_members.TryGetValue((document.Name, context), out var known)) return known;
        if (!_budget.Take(resolver.Engine.Space.CountInScope + document.Matrix.Assignments.Count)) return null;
        var step = new RelatedPlace { Message = $"{member} builds on {document.Name} as \"{entry.Id}\"", Place = link.Place };
        var found = new ChainMember(resolver, resolver.AnswerAll(context, _evaluation), member.Path.Append(step).ToValueList(), false);
        Add(found);
        foreach (var finding in resolver.Diagnostics)
            if (_findings.IsFirst(document, $"{finding.Id} {finding.Message}")) _findings.Add(found, finding);
        return found;

        void Report(DiagnosticDescriptor descriptor, FindingMessage message, string below = "")
        {
            if (_findings.IsFirst(entry, descriptor.Id))
                _findings.Add(member, descriptor, message, stated.Document.PlaceOf(stated.Pointer + below));
        }

        void ReportIfNotInForce(Matrix matrix, DateOnly asOf)
        {
            var why = matrix.Status == DocumentStatus.Withdrawn ? "was withdrawn"
                : matrix.Expires < asOf ? $"expired on {Date(matrix.Expires.Value)}"
                : matrix.Effective > asOf ? $"takes effect on {Date(matrix.Effective.Value)} only"
                : Successor(matrix, asOf) is { } successor
                    ? $"is superseded by {successor.Version}{(successor.Effective is { } since ? $" since {Date(since)}" : "")}"
                : null;
            if (why is not null)
                Report(ChainDescriptors.UpstreamNotInForce,
                    $"The matrix {matrix.Id}@{matrix.Version} of the upstream \"{entry.Id}\" {why} (asked for {Date(asOf)}).");
        }
    }

    private void Add(ChainMember member)
    {
        _members.Add((member.Document.Name, member.Answers.Context), member);
        All.Add(member);
        foreach (var document in member.Effective.Levels)
            if (_reportedTwins.Add(document.Name) && _documents.TwinFinding(document) is { } twins) _findings.Add(member, twins);
    }

    private Matrix? Successor(Matrix matrix, DateOnly asOf)
    {
        _successors ??= _documents.Matrices.Select(document => document.Matrix).Where(other => other.Supersedes is not null)
            .ToLookup(other => (other.Supersedes!.Id ?? other.Id, other.Supersedes.Version));
        return _successors[(matrix.Id, matrix.Version)]
            .FirstOrDefault(other => other.Status is not (DocumentStatus.Draft or DocumentStatus.Withdrawn) && !(other.Effective > asOf));
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
