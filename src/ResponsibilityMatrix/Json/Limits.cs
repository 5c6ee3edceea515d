namespace ResponsibilityMatrix.Json;

/// <summary>What a document may cost at most. Passing a limit is finding RM0003. Immutable; equal by value.</summary>
public sealed record Limits
{
    /// <summary>The limits that hold unless others are given.</summary>
    public static Limits Default { get; } = new();

    /// <summary>None, for a text that was held against limits before, or that this program wrote.</summary>
    internal static Limits Unlimited { get; } = new() { MaxBytes = int.MaxValue, MaxItems = int.MaxValue, MaxDepth = int.MaxValue };

    /// <summary>The size of a document in bytes: 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How deep objects and arrays may be nested: 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The number of values in a document: 10,000,000.</summary>
    public int MaxItems { get; init; } = 10_000_000;

    /// <summary>How many findings of a document or an answer are told: 10,000. The first ones are; of the others RM0003 says how many of
    /// each id there are.</summary>
    public int MaxFindings { get; init; } = 10_000;

    /// <summary>The length of a chain of documents: 64.</summary>
    public int MaxChainDepth { get; init; } = 64;

    /// <summary>In how many contexts a finding is looked for, for each control: 10,000.</summary>
    public int MaxContexts { get; init; } = 10_000;

    /// <summary>How often assignments may be held against contexts in one run over all controls: 10,000,000. Past it, controls are looked
    /// at in one context only.</summary>
    public long MaxContextSteps { get; init; } = 10_000_000;

    /// <summary>How often selectors may match controls in one question: 2,000,000. Past it, resolving would cost the product of controls
    /// and assignments.</summary>
    public int MaxMatches { get; init; } = 2_000_000;

    /// <summary>How large an answer may become, in characters: 200,000,000. What one row says of many controls counts for each. Past it,
    /// controls are told without duties and reasons.</summary>
    public long MaxAnswerSize { get; init; } = 200_000_000;

    /// <summary>How often a part of a schema may be held against a value of a document: 100,000,000.</summary>
    public long MaxSchemaSteps { get; init; } = 100_000_000;
}
