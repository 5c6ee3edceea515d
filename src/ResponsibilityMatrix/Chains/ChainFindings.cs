using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Chains;

/// <summary>Collects the findings of a chain, each with the way to the document in which it stands.</summary>
internal sealed class ChainFindings
{
    // Each upstream may leave something on each control; what is the product of both is not kept to its end.
    private const int MostKept = 100_000;
    private readonly List<(ChainMember Member, Diagnostic Finding, ChainStep? Step)> _found = [];
    private readonly Dictionary<object, HashSet<string>> _told = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether there were more findings than can be told.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What is to be said where it is full.</summary>
    public static Diagnostic LimitFinding(ChainMember root) => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The chain has more than {MostKept:N0} findings; the others are left out. Correct some of these, or ask about fewer documents.",
        root.Document.PlaceOf("/upstream"));

    /// <summary>Whether something is told of an entry or a duty for the first time. A document may be gone through in several contexts, and
    /// what it states is told once.</summary>
    /// <param name="subject">What it is told of, as an object.</param>
    /// <param name="finding">What is told: the id of the finding, and what else it is about.</param>
    public bool IsFirst(object subject, string finding)
    {
        if (!_told.TryGetValue(subject, out var told)) _told.Add(subject, told = new(StringComparer.Ordinal));
        return told.Add(finding);
    }

    /// <summary>Reports what concerns a document as a whole, or one control of it.</summary>
    public void Add(ChainMember member, DiagnosticDescriptor descriptor, FindingMessage message, Place place, ChainStep? step = null,
        params ReadOnlySpan<RelatedPlace> related) =>
        Add(member, descriptor, message.ToString(), place, step, related);

    public void Add(ChainMember member, DiagnosticDescriptor descriptor, string message, Place place, ChainStep? step = null,
        params ReadOnlySpan<RelatedPlace> related) =>
        Add(member, Diagnostic.Of(descriptor, message, place) with
            { Control = step?.Control, Catalog = step?.Catalog, Related = ValueList.Create(related) }, step);

    public void Add(ChainMember member, Diagnostic finding, ChainStep? step = null)
    {
        if (_found.Count >= MostKept) IsFull = true;
        else _found.Add((member, finding with { Related = finding.Related.Concat(member.Way).ToValueList() }, step));
    }

    /// <summary>The findings of the document that was asked about, or of its upstreams, without those about controls that nobody asked
    /// for.</summary>
    public List<Diagnostic> Of(bool isRoot, Func<ChainStep, bool> isAskedFor) =>
        [.. _found.Where(found => found.Member.IsRoot == isRoot && (found.Step is null || isAskedFor(found.Step)))
            .Select(found => found.Finding)];
}
