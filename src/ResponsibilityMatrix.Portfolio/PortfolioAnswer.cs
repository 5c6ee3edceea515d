using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>How the controls of a catalog stand for a party over all services that it uses (<c>schemas/portfolio.schema.json</c>).
/// Immutable and thread-safe.</summary>
public sealed record PortfolioAnswer
{
    /// <summary>What <c>covered</c> does not say.</summary>
    public const string CoveredNote =
        "Covered says that others perform the control for the services they provide. It says nothing of the party's own systems.";

    /// <summary>The version of the JSON format.</summary>
    public string ResultVersion { get; init; } = ResolvedMatrix.FormatVersion;

    /// <summary>The party, as it was asked for.</summary>
    public required string For { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The catalog, as <c>id@edition</c>; null where none was named and there is no service to tell.</summary>
    public required string? Catalog { get; init; }

    /// <summary>What <c>covered</c> does not say.</summary>
    public string Note { get; init; } = CoveredNote;

    /// <summary>The number of leaves in each state; states with a count of zero are left out.</summary>
    public required ValueMap<int> Summary { get; init; }

    /// <summary>The number of leaves in each state of the own statement; empty without one.</summary>
    public ValueMap<int> Own { get; init; }

    /// <summary>The services, ordered by id.</summary>
    public required ValueList<PortfolioService> Services { get; init; }

    /// <summary>The controls of the catalog, in its order, without withdrawn ones.</summary>
    public required ValueList<PortfolioControl> Controls { get; init; }

    /// <summary>The weakest commitment of each kind, services without one first.</summary>
    public ValueList<PortfolioCommitment> Commitments { get; init; }

    /// <summary>What is expired, or ends within the horizon; the earliest first.</summary>
    public ValueList<PortfolioDate> Dates { get; init; }

    /// <summary>What changed since the day that was asked for.</summary>
    public ValueList<PortfolioChange> Changes { get; init; }

    /// <summary>The upstreams, those that most services lean on first.</summary>
    public ValueList<PortfolioUpstream> Upstreams { get; init; }

    /// <summary>Why the states of the controls that were asked about are what they are, by control and service.</summary>
    public ValueList<PortfolioExplanation> Explanations { get; init; }

    /// <summary>Why the own statement stands as it does on these controls; empty without one.</summary>
    public ValueList<OwnExplanation> OwnExplanations { get; init; }

    /// <summary>The findings: RM8001 to RM8004, and those of the chains about upstreams and authorizations.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>A service of a portfolio. Immutable; equal by value.</summary>
public sealed record PortfolioService
{
    /// <summary>The id of the service.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The file that was chosen.</summary>
    public required string File { get; init; }

    /// <summary>The matrix.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>Who states it: <c>provider</c>, <c>customer</c> or another side.</summary>
    public required Sides AuthoredBy { get; init; }

    /// <summary>The service model and options; null where they are left open.</summary>
    public ResolutionContext? Context { get; init; }

    /// <summary>The ids of the party there; empty if it is not found.</summary>
    public ValueList<string> Parties { get; init; }

    /// <summary>What the service was assessed to.</summary>
    public ValueList<Authorization> Authorizations { get; init; }

    /// <summary>Whether its matrix is expired on the day.</summary>
    public bool IsExpired { get; init; }

    /// <summary>The number of leaves in each state.</summary>
    public ValueMap<int> Summary { get; init; }
}

/// <summary>A control of the catalog, over all services. Immutable; equal by value.</summary>
public sealed record PortfolioControl
{
    /// <summary>The id in the catalog's own spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The control that it is a part of, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>The title of its group in the catalog, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Whether it has no statement.</summary>
    public required bool Leaf { get; init; }

    /// <summary>The state over all services.</summary>
    public required PortfolioState State { get; init; }

    /// <summary>The state of the own statement; null without one, and for controls with statements.</summary>
    public OwnState? Own { get; init; }

    /// <summary>The state in each service that has it in scope; empty for controls with statements.</summary>
    public ValueList<PortfolioCell> Services { get; init; }
}

/// <summary>A control in one service. Immutable; equal by value.</summary>
public sealed record PortfolioCell
{
    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The state.</summary>
    public required PortfolioState State { get; init; }

    /// <summary>What qualifies it, as words: <c>notDone</c>, <c>unverified</c>, <c>carvedOut</c>, <c>unassured</c>,
    /// <c>accountable</c>.</summary>
    public ValueList<string> Flags { get; init; }

    /// <summary>The control that the deciding assignment named, where it was not this one; or null.</summary>
    public string? StatedAt { get; init; }
}

/// <summary>Why a control has its state in a service. Immutable; equal by value.</summary>
public sealed record PortfolioExplanation
{
    /// <summary>The control.</summary>
    public required string Control { get; init; }

    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The state.</summary>
    public required PortfolioState State { get; init; }

    /// <summary>What qualifies it, as in <see cref="PortfolioCell.Flags"/>.</summary>
    public ValueList<string> Flags { get; init; }

    /// <summary>The control that the deciding assignment named, as in <see cref="PortfolioCell.StatedAt"/>; or null.</summary>
    public string? StatedAt { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What decides it: the control itself, or those of the service's own catalogs that are carried over to it. Empty where none
    /// does, as where too much of the context is left open.</summary>
    public ValueList<ExplainedControl> Sources { get; init; }
}

/// <summary>A control of a service's own catalogs, with what decides it. Immutable; equal by value.</summary>
public sealed record ExplainedControl
{
    /// <summary>The catalog, as <c>id@edition</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The control.</summary>
    public required string Control { get; init; }

    /// <summary>The state.</summary>
    public required PortfolioState State { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The assignment that decides it; null where none does, as where the service model decides.</summary>
    public DecidingAssignment? Assignment { get; init; }

    /// <summary>Who does what, through the chain.</summary>
    public ValueList<ExplainedDuty> Duties { get; init; }
}

/// <summary>Why the own statement stands as it does on a control. Immutable; equal by value.</summary>
public sealed record OwnExplanation
{
    /// <summary>The control.</summary>
    public required string Control { get; init; }

    /// <summary>The state.</summary>
    public required OwnState State { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The assignment that decides it, or null.</summary>
    public DecidingAssignment? Assignment { get; init; }

    /// <summary>What the party does.</summary>
    public ValueList<ExplainedDuty> Duties { get; init; }
}

/// <summary>The assignment that decides a control. Immutable; equal by value.</summary>
public sealed record DecidingAssignment
{
    /// <summary>The document, as <c>id@version</c>.</summary>
    public required string Document { get; init; }

    /// <summary>The JSON Pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>The line, counted from 1; null where unknown.</summary>
    public int? Line { get; init; }

    /// <summary>The selector that took the control.</summary>
    public required string Selector { get; init; }
}

/// <summary>A part of somebody. Immutable; equal by value.</summary>
public sealed record ExplainedDuty
{
    /// <summary>The id of the party, as the matrix that was asked names it.</summary>
    public required string Party { get; init; }

    /// <summary>The name of the party.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is a part of the party that is asked about.</summary>
    public required bool IsMine { get; init; }

    /// <summary>Whether an upstream leaves it to its customer.</summary>
    public bool IsRetained { get; init; }

    /// <summary>A word for what is done, or null.</summary>
    public string? Action { get; init; }

    /// <summary>What is done, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    public string? Component { get; init; }

    /// <summary>The status of implementation; empty if not stated, which counts as done.</summary>
    public ValueList<ImplementationStatus> Implementation { get; init; }

    /// <summary>The titles of its evidence.</summary>
    public ValueList<string> Evidence { get; init; }

    /// <summary>The id of the matrix that states it; null where its upstream publishes none.</summary>
    public required string? Matrix { get; init; }

    /// <summary>The ids of the matrices on the way to it; empty for the matrix's own.</summary>
    public ValueList<string> Via { get; init; }
}

/// <summary>The weakest commitment of a kind. Immutable; equal by value.</summary>
public sealed record PortfolioCommitment
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The qualifier, such as a severity; or null.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The window, or null.</summary>
    public string? Window { get; init; }

    /// <summary>When the clock starts, or null.</summary>
    public string? Clock { get; init; }

    /// <summary>The services without such a commitment, by id.</summary>
    public ValueList<string> Without { get; init; }

    /// <summary>The commitments, the weakest first; those of units that cannot be compared stand apart.</summary>
    public required ValueList<CommittedService> Services { get; init; }
}

/// <summary>The commitment of a service. Immutable; equal by value.</summary>
public sealed record CommittedService
{
    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The commitment in words.</summary>
    public required string Text { get; init; }

    /// <summary>The value.</summary>
    public required decimal Value { get; init; }

    /// <summary>The unit.</summary>
    public required string Unit { get; init; }
}

/// <summary>A day on which something ends. Immutable; equal by value.</summary>
public sealed record PortfolioDate
{
    /// <summary>The last day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>What ends.</summary>
    public required string What { get; init; }

    /// <summary>Whether it has ended.</summary>
    public required bool IsOver { get; init; }
}

/// <summary>What changed in a service. Immutable; equal by value.</summary>
public sealed record PortfolioChange
{
    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The version that was in force on the day; null for a new service.</summary>
    public string? Old { get; init; }

    /// <summary>The version that is in force now.</summary>
    public required string New { get; init; }

    /// <summary>The changes, in words with their kinds.</summary>
    public ValueList<string> Changes { get; init; }
}

/// <summary>An upstream that services lean on. Immutable; equal by value.</summary>
public sealed record PortfolioUpstream
{
    /// <summary>The id of its matrix, or the name of a provider that publishes none.</summary>
    public required string Upstream { get; init; }

    /// <summary>The title of its matrix, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The services that lean on it, also through others; by id.</summary>
    public required ValueList<string> Services { get; init; }
}

/// <summary>One service's answer, for whoever writes rows and sheets. It holds the service's documents: keep it no longer than needed. For
/// one thread.</summary>
public sealed class PortfolioServiceAnswer
{
    private readonly ServiceRun _run;
    private readonly PortfolioCell?[] _cells;

    internal PortfolioServiceAnswer(ServiceRun run, PortfolioService service, Resolver resolver, ChainAnswer chain, PortfolioCell?[] cells)
    {
        (_run, Service, Resolver, Chain, _cells) = (run, service, resolver, chain, cells);
    }

    /// <summary>The service.</summary>
    public PortfolioService Service { get; }

    /// <summary>The document.</summary>
    public Documents.MatrixDocument Document => Resolver.Levels[0];

    /// <summary>The resolver. The documents among its options are those on which the service builds.</summary>
    public Resolver Resolver { get; }

    /// <summary>The catalog whose controls are asked about.</summary>
    public Catalog Catalog => _run.Catalog;

    /// <summary>The answer through its chain, in the service's own catalogs. With options left open, that of the first
    /// context.</summary>
    public ChainAnswer Chain { get; }

    /// <summary>The answers through the chain in all contexts; one, unless options are left open. Each is made when it is asked
    /// for.</summary>
    public IEnumerable<ChainAnswer> Chains => _run.Chains(Chain);

    /// <summary>How the controls of the catalog that is asked about stand in the service, each with its reasons, in the catalog's order;
    /// those of which the service does not speak are left out. Each is made when it is asked for.</summary>
    public IEnumerable<PortfolioExplanation> Explain() => _run.Explain(_cells);
}
