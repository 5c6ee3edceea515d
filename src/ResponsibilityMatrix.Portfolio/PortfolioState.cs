using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>How a control stands for the party. The order is that of severity: the first that any service gives counts for all.</summary>
[JsonConverter(typeof(CamelCaseConverter<PortfolioState>))]
public enum PortfolioState
{
    /// <summary>Nobody knows: unassigned, not determined, in conflict, broken inheritance, expired, answers that differ with a context that
    /// is left open, or a control that cannot be taken over while the party has no duty.</summary>
    Open,

    /// <summary>The party has a part to do.</summary>
    Mine,

    /// <summary>Others do it. That says nothing of the party's own systems.</summary>
    Covered,

    /// <summary>It does not apply.</summary>
    NotApplicable,

    /// <summary>No service speaks of it.</summary>
    Unaddressed,
}

/// <summary>What qualifies a state.</summary>
[Flags]
public enum PortfolioFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Somebody's part is not done, or not all of it.</summary>
    NotDone = 1,

    /// <summary>It ends at a provider that publishes no matrix (RM3013).</summary>
    Unverified = 2,

    /// <summary>It passes an upstream that the provider's assurance leaves out.</summary>
    CarvedOut = 4,

    /// <summary>It passes an upstream without the authorization that is needed (RM3016).</summary>
    Unassured = 8,

    /// <summary>The party only answers for it.</summary>
    Accountable = 16,
}

/// <summary>What the party's own statement says of a control.</summary>
[JsonConverter(typeof(CamelCaseConverter<OwnState>))]
public enum OwnState
{
    /// <summary>It inherits what a service leaves to it.</summary>
    Contradicted,

    /// <summary>It says nothing of it.</summary>
    Unclaimed,

    /// <summary>It has a duty that is not done.</summary>
    Planned,

    /// <summary>It has a duty that is done, or one that satisfies an upstream's.</summary>
    Claimed,

    /// <summary>It inherits it.</summary>
    Inherited,

    /// <summary>It says, with a reason, that it does not apply.</summary>
    Declared,
}

/// <summary>Writes enums as words.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
