using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Chains;

/// <summary>Collects the findings of a chain, each with the path to its document.</summary>
internal sealed class ChainFindings
{
    // The number of findings can be the product of upstreams and controls, so it is limited.
    private const int MaxFindings = 100_000;
    private readonly List<(ChainMember Member, Diagnostic Finding, ChainStep? Step)> _findings = [];
    private readonly Dictionary<object, HashSet<string>> _reported = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether there were more findings than the limit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The finding that reports this.</summary>
    public static Diagnostic LimitFinding(ChainMember root) => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The chain has more than {MaxFindings:N0} findings; the others are left out. Correct some of these, or ask about fewer documents.",
        root.Document.PlaceOf("/upstream"));

    /// <summary>Whether a finding about an entry or a duty is reported for the first time. A document may be visited in several contexts,
    /// but its findings are reported once.</summary>
    /// <param name="subject">The entry or duty, compared by reference.</param>
    /// <param name="finding">What is reported: the id of the finding, and what else it is about.</param>
    public bool IsFirst(object subject, string finding)
    {
        if (!_reported.TryGetValue(subject, out var reported)) _reported.Add(subject, reported = new(StringComparer.Ordinal));
        return reported.Add(finding);
    }

    /// <summary>Adds a finding about a document, or about one of its controls.</summary>
    public void Add(ChainMember member, DiagnosticDescriptor descriptor, FindingMessage message, Place place, ChainStep? step = null,
        params ReadOnlySpan<RelatedPlace> related) =>
        Add(member, descriptor, message.ToText(), place, step, related);

    public void Add(ChainMember member, DiagnosticDescriptor descriptor, string message, Place place, ChainStep? step = null,
        params ReadOnlySpan<RelatedPlace> related) =>
        Add(member, descriptor, new FindingText(message, default), place, step, related);

    private void Add(ChainMember member, DiagnosticDescriptor descriptor, FindingText message, Place place, ChainStep? step = null,
        params ReadOnlySpan<RelatedPlace> related) =>
        Add(member, Diagnostic.Of(descriptor, message, place) with
        { Control = step?.Control, Catalog = step?.Catalog, Related = ValueList.Create(related) }, step);

    public void Add(ChainMember member, Diagnostic finding, ChainStep? step = null)
    {
        if (_findings.Count >= MaxFindings) IsFull = true;
        else _findings.Add((member, finding with { Related = finding.Related.Concat(member.Path).ToValueList() }, step));
    }

    /// <summary>The findings of the root document, or of its upstreams, without those about controls that were not
    /// requested.</summary>
    public List<Diagnostic> Of(bool isRoot, Func<ChainStep, bool> isIncluded) =>
        [.. _findings.Where(found => found.Member.IsRoot == isRoot && (found.Step is null || isIncluded(found.Step)))
            .Select(found => found.Finding)];
}
