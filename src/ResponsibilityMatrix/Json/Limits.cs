namespace ResponsibilityMatrix.Json;

/// <summary>The limits for documents and answers. Exceeding one gives finding RM0003. Immutable; equal by value.</summary>
public sealed record Limits
{
    /// <summary>The default limits.</summary>
    public static Limits Default { get; } = new();

    /// <summary>No limits, for a text that was already checked against limits or was written by this program.</summary>
    internal static Limits Unlimited { get; } = new() { MaxBytes = int.MaxValue, MaxItems = int.MaxValue, MaxDepth = int.MaxValue };

    /// <summary>The maximum size of a document in bytes: 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The maximum nesting depth of objects and arrays: 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The maximum number of values in a document: 10,000,000.</summary>
    public int MaxItems { get; init; } = 10_000_000;

    /// <summary>The maximum number of findings for a document or an answer: 10,000. The first ones are reported; RM0003 counts the others
    /// by id.</summary>
    public int MaxFindings { get; init; } = 10_000;

    /// <summary>The maximum length of a chain of documents: 64.</summary>
    public int MaxChainDepth { get; init; } = 64;

    /// <summary>The maximum number of contexts in which each control is checked for findings: 10,000.</summary>
    public int MaxContexts { get; init; } = 10_000;

    /// <summary>The maximum number of checks of assignments against contexts, over all controls: 10,000,000. Beyond it, controls are
    /// checked in one context only.</summary>
    public long MaxContextSteps { get; init; } = 10_000_000;

    /// <summary>The maximum number of matches between selectors and controls in one request: 2,000,000. It bounds the product of controls
    /// and assignments.</summary>
    public int MaxMatches { get; init; } = 2_000_000;

    /// <summary>The maximum size of an answer in characters: 200,000,000. A row that applies to many controls counts for each. Beyond it,
    /// controls are reported without duties and reasons.</summary>
    public long MaxAnswerSize { get; init; } = 200_000_000;

    /// <summary>The maximum number of checks of schema parts against values of a document: 100,000,000.</summary>
    public long MaxSchemaSteps { get; init; } = 100_000_000;
}
