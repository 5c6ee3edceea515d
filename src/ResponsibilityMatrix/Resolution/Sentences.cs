using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Parts of sentences that describe answers.</summary>
internal static class Sentences
{
    private const int MaxNamed = 6;

    public static string And(IReadOnlyList<string> items) => Join(items, "and");

    public static string Or(IReadOnlyList<string> items) => Join(items, "or");

    /// <summary>The split of a control if it is assigned, else its state, in words.</summary>
    public static string Of(ControlState state, Sides split) => state switch
    {
        ControlState.Assigned => Of(split),
        ControlState.NotApplicable => "not applicable",
        ControlState.NotDetermined => "not determined",
        ControlState.Conflict => "in conflict",
        _ => "unassigned",
    };

    public static string Of(Sides split) => split switch
    {
        Sides.None => "nobody",
        Sides.Provider => "provider",
        Sides.Customer => "customer",
        Sides.ThirdParty => "third party",
        Sides.Shared => "shared",
        Sides.SharedProviderThirdParty => "provider and third party",
        Sides.SharedCustomerThirdParty => "customer and third party",
        _ => "all three sides",
    };

    private static string Join(IReadOnlyList<string> items, string word) => items.Count switch
    {
        0 => "",
        1 => items[0],
        > MaxNamed => $"{string.Join(", ", items.Take(MaxNamed))} {word} {items.Count - MaxNamed} more",
        _ => $"{string.Join(", ", items.SkipLast(1))} {word} {items[^1]}",
    };
}
