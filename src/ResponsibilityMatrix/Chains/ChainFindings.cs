using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Chains;

/// <summary>Collects the findings of a chain, each with the way to the document in which it stands.</summary>
internal sealed class ChainFindings
{
    private readonly List<(ChainMember Member, Diagnostic Finding, ChainStep? Step)> _found = [];

    /// <summary>Reports what concerns a document as a whole, or one control of it.</summary>
    public void Add(ChainMember member, DiagnosticDescriptor descriptor, string message, Place place, ChainStep? step = null, params ReadOnlySpan<RelatedPlace> related) =>
        Add(member, Diagnostic.Of(descriptor, message, place) with { Control = step?.Control, Catalog = step?.Catalog, Related = ValueList.Create(related) }, step);

    public void Add(ChainMember member, Diagnostic finding, ChainStep? step = null) =>
        _found.Add((member, finding with { Related = finding.Related.Concat(member.Way).ToValueList() }, step));

    /// <summary>The findings of the document that was asked about, or of its upstreams, without those about controls that nobody asked for.</summary>
    public List<Diagnostic> Of(bool isRoot, Func<ChainStep, bool> isAskedFor) =>
        [.. _found.Where(found => found.Member.IsRoot == isRoot && (found.Step is null || isAskedFor(found.Step))).Select(found => found.Finding)];
}
