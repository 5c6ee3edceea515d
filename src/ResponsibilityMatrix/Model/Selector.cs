using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>What a selector selects by.</summary>
internal enum SelectorKind
{
    /// <summary>Nothing: the default value, or invalid text.</summary>
    None,

    /// <summary>One control, with its statements: <c>6.3.1</c>, <c>iso-27017@2026:5.38</c>.</summary>
    Control,

    /// <summary>All controls whose key begins with a prefix, and their descendants: <c>AC-*</c>.</summary>
    Prefix,

    /// <summary>The members of a group and their descendants: <c>group:ID</c>.</summary>
    Group,

    /// <summary>The controls and enhancements that a baseline lists, with their statements: <c>baseline:ID</c>.</summary>
    Baseline,

    /// <summary>All controls of a catalog: <c>iso-27017:*</c>.</summary>
    Catalog,

    /// <summary>All controls: <c>*</c>.</summary>
    Everything,
}

/// <summary>
/// Selects controls: a control reference, a prefix ending in a star, <c>group:ID</c>, <c>baseline:ID</c>, <c>*</c>, or one of these after a
/// catalog, such as <c>iso-27017:group:16</c> or <c>iso-27017@2015:*</c>. Immutable and thread-safe. Equal if the texts are equal. The
/// default value and invalid text select nothing.
/// </summary>
/// <example><code>
/// var everythingOnAccess = Selector.Parse("9.*"); // a prefix
/// var oneControl = Selector.Parse("iso-27017:9.2.1"); // a control of one catalog
/// </code></example>
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct Selector : IEquatable<Selector>, IParsable<Selector>, IConverterSource
{
    private const string GroupPrefix = "group:";
    private const string BaselinePrefix = "baseline:";
    private readonly string? _text;

    private Selector(string text, SelectorKind kind, string? catalogId, string? edition, string body, ControlKey key)
    {
        _text = text;
        Kind = kind;
        CatalogId = catalogId;
        Edition = edition;
        Body = body;
        Key = key;
    }

    /// <summary>What it selects by.</summary>
    internal SelectorKind Kind { get; }

    /// <summary>Whether the text is a valid selector; false for the default value.</summary>
    public bool IsValid => Kind != SelectorKind.None;

    /// <summary>The catalog's id, or null if the selector names none.</summary>
    public string? CatalogId { get; }

    /// <summary>The catalog's edition, or null if the selector names none.</summary>
    public string? Edition { get; }

    /// <summary>The part after the catalog: the control id, the prefix with its star, the id of the group or baseline, or the
    /// star.</summary>
    public string Body => field ?? "";

    /// <summary>The key of the control or prefix; the default value for other kinds.</summary>
    public ControlKey Key { get; }

    /// <summary>Parses a selector.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not a valid selector.</exception>
    public static Selector Parse(string text) =>
        TryParse(text, out var selector) ? selector : throw new FormatException($"'{text}' is no selector of controls.");

    /// <summary>Parses a selector, if the text is valid.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="selector">The selector, or the default value.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Selector selector)
    {
        selector = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        if (text == "*")
        {
            selector = new Selector(text, SelectorKind.Everything, null, null, text, default);
            return true;
        }
        string? catalog = null, edition = null;
        var body = text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !IsNamed(text, GroupPrefix) && !IsNamed(text, BaselinePrefix))
        {
            catalog = text[..colon];
            body = text[(colon + 1)..];
            var at = catalog.IndexOf('@', StringComparison.Ordinal);
            if (at >= 0) (catalog, edition) = (catalog[..at], catalog[(at + 1)..]);
            if (catalog.Length == 0 || edition is "" || body.Length == 0) return false;
        }
        if (body == "*")
        {
            selector = new Selector(text, SelectorKind.Catalog, catalog, edition, body, default);
            return true;
        }
        if (IsNamed(body, GroupPrefix) || IsNamed(body, BaselinePrefix))
        {
            var kind = IsNamed(body, GroupPrefix) ? SelectorKind.Group : SelectorKind.Baseline;
            var id = body[(body.IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (string.IsNullOrWhiteSpace(id)) return false;
            selector = new Selector(text, kind, catalog, edition, id, default);
            return true;
        }
        var isPrefix = body.EndsWith('*');
        var control = isPrefix ? body[..^1] : body;
        if (control.Contains('*', StringComparison.Ordinal) || !ControlKey.TryParse(control, out var key)) return false;
        selector = new Selector(text, isPrefix ? SelectorKind.Prefix : SelectorKind.Control, catalog, edition, body, key);
        return true;
    }

    private static bool IsNamed(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

    static Selector IParsable<Selector>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Selector>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Selector result) =>
        TryParse(s, out result);

    /// <summary>Converts text to a selector. Invalid text gives a selector that is not valid and keeps the text, so that validation of the
    /// matrix reports it.</summary>
    /// <param name="text">The text; null gives the default value.</param>
    public static implicit operator Selector(string? text) =>
        TryParse(text, out var selector) || text is null ? selector : new(text, SelectorKind.None, null, null, "", default);

    /// <summary>The selector with its catalog replaced.</summary>
    internal Selector Of(string catalogId, string edition) => new(_text ?? "", Kind, catalogId, edition, Body, Key);

    /// <inheritdoc/>
    public bool Equals(Selector other) => _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Selector other && Equals(other);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new TextConverter<Selector>(TryParse, "a selector of controls");

    /// <inheritdoc/>
    public override int GetHashCode() => _text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The text as it was given.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Whether two selectors have the same text.</summary>
    public static bool operator ==(Selector left, Selector right) => left.Equals(right);

    /// <summary>Whether two selectors have different texts.</summary>
    public static bool operator !=(Selector left, Selector right) => !left.Equals(right);
}
