using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>An organization or team. Immutable and thread-safe; equal by value.</summary>
public sealed record Party
{
    /// <summary>The word for the party on the provider's side.</summary>
    public const string ProviderWord = "provider";

    /// <summary>The word for the party on the customer's side.</summary>
    public const string CustomerWord = "customer";

    /// <summary>The id: lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; not <c>provider</c> or <c>customer</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The common name.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Name { get; init; }

    /// <summary>The registered name, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? LegalName { get; init; }

    /// <summary>Identifiers in registers, such as an LEI.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<PartyIdentifier> Identifiers { get; init; }

    /// <summary>The usual role, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public PartyRole? Role { get; init; }

    /// <summary>The side that it belongs to as an affiliate: provider or customer. If null, it is a third party unless it is the provider
    /// or the customer itself.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Sides? Side { get; init; }

    /// <summary>Other names used in documents.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Aliases { get; init; }

    /// <summary>The contacts.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Contact> Contacts { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>Whether a word is its id, its name, its legal name, an alias or an identifier (<c>scheme:value</c>), ignoring
    /// case.</summary>
    /// <param name="word">The word.</param>
    public bool IsCalled(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Is(Id) || Is(Name) || Is(LegalName) || Aliases.Any(Is)
            || Identifiers.Any(identifier => Is($"{identifier.Scheme}:{identifier.Value}"));

        bool Is(string? name) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>An identifier of a party in a register.</summary>
public sealed record PartyIdentifier
{
    /// <summary>The register or scheme, such as <c>LEI</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Scheme { get; init; }

    /// <summary>The identifier.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Value { get; init; }
}

/// <summary>A contact of a party for a purpose.</summary>
public sealed record Contact
{
    /// <summary>The purpose, such as <c>security incidents</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Purpose { get; init; }

    /// <summary>An e-mail address, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Email { get; init; }

    /// <summary>A URI, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Uri { get; init; }
}
