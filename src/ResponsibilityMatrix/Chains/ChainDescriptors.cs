using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Chains;

/// <summary>The descriptors of the findings about chains of providers. Thread-safe.</summary>
internal static class ChainDescriptors
{
    /// <summary>RM3004: the upstream does not perform what is inherited.</summary>
    public static DiagnosticDescriptor BrokenInheritance { get; } = new()
    {
        Id = "RM3004",
        Title = "Broken inheritance",
        DefaultSeverity = Severity.Error,
        Why = "A duty that is inherited from somebody who does not perform it is performed by nobody.",
        HowToFix =
            "Take the duty up, name in `upstreamControls` the controls by which the upstream performs it, or have the upstream state " +
            "what it does.",
    };

    /// <summary>RM3005: nobody takes up a duty that an upstream leaves to its customer.</summary>
    public static DiagnosticDescriptor OrphanDuty { get; } = new()
    {
        Id = "RM3005",
        Title = "Orphan upstream duty",
        DefaultSeverity = Severity.Error,
        Why = "What the upstream leaves to its customer is done by nobody unless this matrix gives it to somebody.",
        HowToFix =
            "Give the upstream's customer a duty of its own on the control, or name the upstream's duty in the `satisfies` of the duty " +
            "that fulfils it.",
    };

    /// <summary>RM3006: the customer is given what an upstream performs already.</summary>
    public static DiagnosticDescriptor PassedOn { get; } = new()
    {
        Id = "RM3006",
        Title = "Passed on",
        DefaultSeverity = Severity.Note,
        Why = "A customer that gets a duty which the upstream already performs does it twice, or does not know how to.",
        HowToFix =
            "Inherit the control from the upstream (`inheritedFrom`), or state in the duty's text what the customer does in addition.",
    };

    /// <summary>RM3007: an upstream is carved out of the attestation, and no evidence stands for it.</summary>
    public static DiagnosticDescriptor CarvedOutWithoutEvidence { get; } = new()
    {
        Id = "RM3007",
        Title = "Carved out without evidence",
        DefaultSeverity = Severity.Warning,
        Why = "Under the carve-out method the provider's own attestation says nothing of what the upstream does.",
        HowToFix = "Name the upstream's own report or certificate in the `evidence` of the upstream.",
    };

    /// <summary>RM3008: a reference to an upstream names nothing, or a thing of the wrong kind.</summary>
    public static DiagnosticDescriptor WrongReference { get; } = new()
    {
        Id = "RM3008",
        Title = "Wrong reference to an upstream",
        DefaultSeverity = Severity.Error,
        Why =
            "A duty fulfils what an upstream leaves to its customer, and inherits what an upstream performs for that customer; anything " +
            "else connects nothing.",
        HowToFix =
            "Name a duty that the upstream leaves to its customer, a control that it knows, and an upstream whose customer is the party " +
            "of the duty.",
    };

    /// <summary>RM3009: the upstream's matrix is not in force on the date.</summary>
    public static DiagnosticDescriptor UpstreamNotInForce { get; } = new()
    {
        Id = "RM3009",
        Title = "Upstream not in force",
        DefaultSeverity = Severity.Warning,
        Why = "A split that is no longer or not yet in force on the date binds nobody.",
        HowToFix = "Refer to the version that is in force, and read what changed in it.",
    };

    /// <summary>RM3011: the context of an upstream is incomplete.</summary>
    public static DiagnosticDescriptor OpenContext { get; } = new()
    {
        Id = "RM3011",
        Title = "Open context of an upstream",
        DefaultSeverity = Severity.Error,
        Why = "What the upstream performs depends on the options under which it is used.",
        HowToFix = "Say under which service model and parameters it is used, in the `context` of the upstream.",
    };

    /// <summary>RM3012: no duty is marked as satisfying what the upstream leaves to its customer.</summary>
    public static DiagnosticDescriptor NotMarkedSatisfied { get; } = new()
    {
        Id = "RM3012",
        Title = "Upstream duty not marked as satisfied",
        DefaultSeverity = Severity.Note,
        Why = "The party has a duty of its own on the control, but nobody can tell whether it covers what the upstream leaves to it.",
        HowToFix = "Name the upstream's duty in the `satisfies` of the duty that fulfils it.",
    };

    /// <summary>RM3013: the upstream publishes no matrix.</summary>
    public static DiagnosticDescriptor EndOfChain { get; } = new()
    {
        Id = "RM3013",
        Title = "Upstream without a matrix",
        DefaultSeverity = Severity.Note,
        Why = "The chain ends there: what the upstream does, and what it leaves to its customer, is known from no document.",
        HowToFix = "Ask the upstream for a matrix; until then keep other evidence for what it performs.",
    };

    /// <summary>RM3014: what is inherited is not done upstream.</summary>
    public static DiagnosticDescriptor NotDoneUpstream { get; } = new()
    {
        Id = "RM3014",
        Title = "Inherited, but not done upstream",
        DefaultSeverity = Severity.Warning,
        Why = "What an upstream only plans, does in part or does not do is done by nobody for those who inherit it.",
        HowToFix = "Do it until the upstream has it done, or have the upstream say when it is (`implementation` of its duty).",
    };

    /// <summary>RM3015: two relations of mappings lead to different answers.</summary>
    public static DiagnosticDescriptor RelationsLeadApart { get; } = new()
    {
        Id = "RM3015",
        Title = "Mappings that lead apart",
        DefaultSeverity = Severity.Warning,
        Why = "What is inherited depends on which of two relations is followed, and another reader may follow the other.",
        HowToFix =
            "Name in `upstreamControls` the controls that are meant, or correct the mapping: several controls that only together are " +
            "another belong into one relation.",
    };

    /// <summary>RM3016: the upstream has none of the needed authorizations.</summary>
    public static DiagnosticDescriptor NeedNotMet { get; } = new()
    {
        Id = "RM3016",
        Title = "Needed authorization missing",
        DefaultSeverity = Severity.Warning,
        Why = "What is inherited from an upstream counts in an assessment only as far as the upstream was assessed itself.",
        HowToFix =
            "Use an upstream that has the authorization, ask it to state what it has in `authorizations`, or correct the `needs` of the " +
            "upstream.",
    };

    internal static string CarvedOutMessage(Upstream entry) =>
        $"The upstream \"{entry.Id}\" is carved out, and no evidence stands for it. Name its own report or certificate in \"evidence\".";

    /// <summary>All of them, by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        BrokenInheritance, OrphanDuty, PassedOn, CarvedOutWithoutEvidence, WrongReference, UpstreamNotInForce, OpenContext,
            NotMarkedSatisfied,
        EndOfChain, NotDoneUpstream, RelationsLeadApart, NeedNotMet,
    ];
}
