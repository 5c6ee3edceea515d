using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>An authorization or assessment of a service: a scheme and a level. Immutable and thread-safe; equal by value.</summary>
public sealed record Authorization
{
    /// <summary>The scheme, such as <c>fedramp</c>, <c>cmmc</c>, <c>c5</c>, <c>dod-il</c>, <c>soc2</c> or <c>hitrust</c>, or the name of
    /// another one.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Scheme { get; init; }

    /// <summary>The level within the scheme, such as <c>moderate</c>, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Level { get; init; }

    /// <summary>The basis, or null for <see cref="AuthorizationBasis.Authorized"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public AuthorizationBasis? Basis { get; init; }

    /// <summary>Who granted or assessed it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Authority { get; init; }

    /// <summary>The first day on which it is valid, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Issued { get; init; }

    /// <summary>The last day on which it is valid, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Its registration, such as a package id or an address, or null. This library never opens it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Reference { get; init; }

    /// <summary>Whether it meets a need on a day: the scheme is the same, it is valid on that day, and its basis and level
    /// suffice.</summary>
    /// <param name="need">The need.</param>
    /// <param name="asOf">The day.</param>
    public bool Meets(AuthorizationNeed need, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(need);
        if (AuthorizationLevels.KeyOf(Scheme) != AuthorizationLevels.KeyOf(need.Scheme) || Issued > asOf || ValidUntil < asOf) return false;
        var basis = Basis ?? AuthorizationBasis.Authorized;
        var isBasisEnough = need.Basis switch
        {
            null => basis != AuthorizationBasis.InProcess,
            // A need for an assessment in progress is also met by a completed one.
            AuthorizationBasis.InProcess => true,
            { } needed => basis == needed,
        };
        return isBasisEnough && AuthorizationLevels.IsAtLeast(Scheme, Level, need.Level);
    }

    /// <summary>The authorization in words: its usual name, its basis unless it is authorized, and, where it does not hold on a day, since
    /// when or from when; such as <c>FedRAMP moderate (in process)</c>.</summary>
    /// <param name="asOf">The day.</param>
    public string Describe(DateOnly asOf)
    {
        var basis = Basis is { } stated and not AuthorizationBasis.Authorized ? $" ({Describe(stated)})" : "";
        var when = ValidUntil < asOf ? $", which ended on {Format(ValidUntil.Value)}"
            : Issued > asOf ? $", which is issued on {Format(Issued.Value)} only" : "";
        return $"{AuthorizationLevels.NameOf(Scheme, Level)}{basis}{when}";

        static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    internal static string Describe(AuthorizationBasis basis) => basis switch
    {
        AuthorizationBasis.InProcess => "in process",
        AuthorizationBasis.Equivalent => "equivalent",
        _ => "authorized",
    };

    /// <summary>The scheme and the level.</summary>
    public override string ToString() => $"{Scheme} {Level}".TrimEnd();
}

/// <summary>An authorization that an upstream must have. Immutable and thread-safe; equal by value.</summary>
public sealed record AuthorizationNeed
{
    /// <summary>The scheme.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Scheme { get; init; }

    /// <summary>The lowest sufficient level, or null for any.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Level { get; init; }

    /// <summary>The required basis, or null for <see cref="AuthorizationBasis.Authorized"/> or
    /// <see cref="AuthorizationBasis.Equivalent"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public AuthorizationBasis? Basis { get; init; }
}
