using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>What a service was assessed to: a scheme, and its level. Immutable and thread-safe; equal by value.</summary>
public sealed record Authorization
{
    /// <summary>The scheme, such as <c>fedramp</c>, <c>cmmc</c>, <c>c5</c>, <c>dod-il</c>, <c>soc2</c> or <c>hitrust</c>; others by
    /// name.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Scheme { get; init; }

    /// <summary>The level within the scheme, such as <c>moderate</c>, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Level { get; init; }

    /// <summary>On what it rests, or null for <see cref="AuthorizationBasis.Authorized"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public AuthorizationBasis? Basis { get; init; }

    /// <summary>Who granted or assessed it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Authority { get; init; }

    /// <summary>The day from which it holds, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Issued { get; init; }

    /// <summary>The last day on which it holds, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Where it is registered, such as a package id or an address, or null. Never opened by this library.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Reference { get; init; }

    /// <summary>Whether it meets a need on a day: one of the same scheme that holds then, on a basis and at a level that are
    /// enough.</summary>
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
            // Whoever asks for an assessment that has begun is content with one that has ended well.
            AuthorizationBasis.InProcess => true,
            { } needed => basis == needed,
        };
        return isBasisEnough && AuthorizationLevels.IsAtLeast(Scheme, Level, need.Level);
    }

    /// <summary>The scheme and the level.</summary>
    public override string ToString() => $"{Scheme} {Level}".TrimEnd();
}

/// <summary>An authorization that an upstream must have. Immutable and thread-safe; equal by value.</summary>
public sealed record AuthorizationNeed
{
    /// <summary>The scheme.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Scheme { get; init; }

    /// <summary>The lowest level that is enough, or null for any.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Level { get; init; }

    /// <summary>The basis that it must have, or null for <see cref="AuthorizationBasis.Authorized"/> or
    /// <see cref="AuthorizationBasis.Equivalent"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public AuthorizationBasis? Basis { get; init; }
}
