using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>The list of all rules. To add a rule, add a file in <c>Rules</c> and a line here. Thread-safe.</summary>
internal static class Rules
{
    internal static readonly MatchesNothing MatchesNothing = new();
    internal static readonly NeverApplies NeverApplies = new();

    internal static readonly DocumentRule[] OfDocuments =
    [
        new UnknownParty(),
        new UnknownControl(),
        new UnknownCatalog(),
        new AmbiguousReference(),
        new DuplicateId(),
        new UnknownReference(),
        new ParentCycle(),
        new WithdrawnControl(),
        new UnknownServiceModel(),
        new MissingReason(),
        new DependencyCycle(),
        new OneParty(),
        new DatesOutOfOrder(),
        new WrongTarget(),
        new MisspelledMetric(),
    ];

    internal static readonly AnswerRule[] OfAnswers =
    [
        new SplitDisagrees(),
        new NobodyAccountable(),
        new UnqualifiedShared(),
        new Unassigned(),
        new DependentWithoutDependency(),
        new InheritabilityContradictsSplit(),
        new GuidanceForIdleSide(),
        new WildcardOverridesBase(),
        new NobodyResponsible(),
        new SeveralAccountable(),
        new CustomerPartWithoutText(),
    ];

    internal static readonly DateRule[] OfDates =
    [
        new ReviewOverdue(),
        new Expired(),
        new EvidenceExpired(),
        new NotYetEffective(),
        new EvidenceOld(),
        new EvidenceUndated(),
    ];

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
        DocumentDescriptors.All
            .Concat(ImportDescriptors.All)
            .Concat(DocumentSetDescriptors.All)
            .Concat(ResolutionDescriptors.All)
            .Concat(ChainDescriptors.All)
            .Concat(CommitmentDescriptors.All)
            .Concat(DiffDescriptors.All)
            .Concat(ReconcileDescriptors.All)
            .Concat(RequirementDescriptors.All)
            .Concat(PublishingDescriptors.All)
            .Concat(PortfolioDescriptors.All)
            .Concat(OfDocuments.Cast<Rule>().Concat(OfAnswers).Concat(OfDates).Append(MatchesNothing).Append(NeverApplies)
                .Select(rule => rule.Descriptor))
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .ToValueList();

    /// <summary>Finds a descriptor by id. Returns null if there is none.</summary>
    /// <param name="id">The id, such as <c>RM2001</c>.</param>
    public static DiagnosticDescriptor? Find(string id)
    {
        foreach (var descriptor in All)
            if (string.Equals(descriptor.Id, id, StringComparison.OrdinalIgnoreCase)) return descriptor;
        return null;
    }
}
