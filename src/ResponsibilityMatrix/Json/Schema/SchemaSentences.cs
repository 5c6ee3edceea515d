using System.Globalization;

namespace ResponsibilityMatrix.Json;

/// <summary>Describes violations for people who write documents: what is expected, and what was found.</summary>
internal sealed class SchemaSentences(JsonIndex index)
{
    private const int MostNamed = 24;
    private readonly List<(int Container, int Item)> _ancestors = [];

    /// <summary>The name of a value in messages: the last named member on the way to it.</summary>
    public string Here(int token)
    {
        if (index[token].Kind == JsonKind.Name) return $"The name \"{Shortened.Text(index.GetString(token))}\"{Within(token)}";
        if (index.IsMemberValue(token)) return $"\"{Shortened.Text(index.GetString(token - 1))}\"";
        index.FindAncestors(token, _ancestors);
        for (var i = _ancestors.Count - 1; i >= 0; i--)
        {
            var (container, item) = _ancestors[i];
            if (item >= 0 && index.IsMemberValue(container))
                return $"Entry {item + 1} of \"{Shortened.Text(index.GetString(container - 1))}\"";
            if (item >= 0 && container == 0) return $"Entry {item + 1}";
        }
        return "The document";
    }

    public string Type(SchemaNode node, int token) => $"{Here(token)} must be {TypesOf(node.Types)}, but is {Describe(token)}.";

    public string Enum(SchemaNode node, int token)
    {
        var document = node.Resource.Document;
        var allowed = node.Enum!.Select(value => document[value].Kind == JsonKind.String ? document.GetString(value)
            : document.Minified(value)).ToList();
        var isText = index[token].ValueKind == JsonKind.String;
        var near = isText ? Nearest.Suggest(index.GetString(token), allowed) : "";
        if (node.ErrorMessage is { } message) return $"{Here(token)} {message}.{near}";
        var list =
            string.Join(", ", allowed.Take(MostNamed).Select(Shortened.Text))
            + (allowed.Count > MostNamed ? $" and {allowed.Count - MostNamed} more" : "");
        return allowed.Count == 1
            ? $"{Here(token)} must be \"{Shortened.Text(allowed[0])}\"{But(token)}.{near}"
            : $"{Here(token)} must be one of {list}{But(token)}.{near}";
    }

    public string MinLength(SchemaNode node, int token) => node.MinLength == 1 ? $"{Here(token)} must not be empty."
        : $"{Here(token)} must have at least {node.MinLength} characters, but is \"{Shortened.Text(index.GetString(token))}\".";

    public string MaxLength(SchemaNode node, int token) =>
        $"{Here(token)} must have at most {Count(node.MaxLength, "character", "characters")}, but is " +
        $"\"{Shortened.Text(index.GetString(token))}\".";

    public string Format(SchemaNode node, int token) =>
        $"{Here(token)} must be {node.Format!.Expectation}, but is \"{Shortened.Text(index.GetString(token))}\".";

    public string Pattern(SchemaNode node, int token)
    {
        var document = node.Resource.Document;
        var expectation = node.PatternErrorMessage ?? node.ErrorMessage
            ?? $"must match the pattern {document.GetString(document.Member(node.Token, "pattern"u8))}";
        // A sentence about a name has already mentioned it.
        return index[token].Kind == JsonKind.Name ? $"{Here(token)} {expectation}."
            : $"{Here(token)} {expectation}, but is \"{Shortened.Text(index.GetString(token))}\".";
    }

    public string Bound(SchemaNode node, int token, string keyword, string comparison)
    {
        var document = node.Resource.Document;
        var bound = document.Minified(document.Child(node.Token, keyword));
        return $"{Here(token)} must be {comparison} {bound}, but is " +
            $"{Shortened.Text(System.Text.Encoding.ASCII.GetString(index.Raw(token)))}.";
    }

    public string MinProperties(int token, int least, int count) => count == 0 ? $"{Here(token)} must not be empty."
        : $"{Here(token)} must have at least {Count(least, "member", "members")}, but has {count}.";

    public string MaxProperties(int token, int most, int count) =>
        $"{Here(token)} must have at most {Count(most, "member", "members")}, but has {count}.";

    public string MinItems(int token, int least, int count) =>
        $"{Here(token)} must have at least {Count(least, "entry", "entries")}, but has {(count == 0 ? "none" : count)}.";

    public string Repeated(int array, int item) =>
        $"{Here(array)} names {(index[item].Kind == JsonKind.String ? Quoted(item) : Shortened.Text(index.Minified(item)))} twice.";

    public string Unknown(int name, string? meant, bool isRequired = false) =>
        $"The member \"{Shortened.Text(index.GetString(name))}\" is unknown " +
            $"here.{(meant is null ? "" : $" Did you mean \"{meant}\"{(isRequired ? ", which is required" : "")}?")}";

    public string Not(SchemaNode node, SchemaNode not, int token)
    {
        var message = not.ErrorMessage ?? node.ErrorMessage;
        if (not.Enum is not null)
        {
            var value = index[token].ValueKind == JsonKind.String ? Quoted(token) : $"{Here(token)}, {Describe(token)},";
            return $"{value} {message ?? "cannot be used here"}.";
        }
        return $"{Here(token)} {message ?? "has a form that is not allowed here"}.";
    }

    public string NoneOf(SchemaNode[] parts, int token)
    {
        var types = JsonTypes.None;
        foreach (var part in parts)
        {
            var at = part;
            for (var i = 0; i < 8 && at is { Types: JsonTypes.All, InPlace.Reference: { } target }; i++) at = target;
            types |= at.Types;
        }
        return (types & JsonTypes.All) == JsonTypes.All || types.HasFlag(TypeOf(token))
            ? $"{Here(token)} has none of the {parts.Length} forms that are allowed here, but is {Describe(token)}."
            : $"{Here(token)} must be {TypesOf(types)}, but is {Describe(token)}.";
    }

    public static string FitsTwo(int one, int other) =>
        $"fits two of the forms that exclude each other, the {Ordinal(one)} and the {Ordinal(other)}";

    public static string Count(int count, string one, string many) =>
        count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count} {many}");

    public static string Ordinal(int number) =>
        number switch { 1 => "first", 2 => "second", 3 => "third", _ => string.Create(CultureInfo.InvariantCulture, $"{number}th") };

    public string Describe(int token) => index[token].ValueKind switch
    {
        JsonKind.Object => "an object",
        JsonKind.Array => "a list",
        JsonKind.String => $"the text \"{Shortened.Text(index.GetString(token))}\"",
        JsonKind.Number => $"the number {Shortened.Text(System.Text.Encoding.ASCII.GetString(index.Raw(token)))}",
        JsonKind.Null => "null",
        JsonKind.True => "true",
        _ => "false",
    };

    private string Quoted(int token) => $"\"{Shortened.Text(index.GetString(token))}\"";

    private string But(int token) => index[token] switch
    {
        { Kind: JsonKind.Name } => "",
        { Kind: JsonKind.String } => $", but is \"{Shortened.Text(index.GetString(token))}\"",
        _ => $", but is {Describe(token)}",
    };

    private string Within(int name)
    {
        index.FindAncestors(name, _ancestors);
        for (var i = _ancestors.Count - 1; i >= 0; i--)
            if (index.IsMemberValue(_ancestors[i].Container))
                return $" in \"{Shortened.Text(index.GetString(_ancestors[i].Container - 1))}\"";
        return "";
    }

    private JsonTypes TypeOf(int token) => index[token].ValueKind switch
    {
        JsonKind.Object => JsonTypes.Object,
        JsonKind.Array => JsonTypes.Array,
        JsonKind.String => JsonTypes.String,
        JsonKind.Number => JsonTypes.Number,
        JsonKind.Null => JsonTypes.Null,
        _ => JsonTypes.Boolean,
    };

    private static string TypesOf(JsonTypes types)
    {
        List<string> words = [];
        if (types.HasFlag(JsonTypes.String)) words.Add("text");
        if (types.HasFlag(JsonTypes.Number)) words.Add("a number");
        else if (types.HasFlag(JsonTypes.Integer)) words.Add("a whole number");
        if (types.HasFlag(JsonTypes.Boolean)) words.Add("true or false");
        if (types.HasFlag(JsonTypes.Object)) words.Add("an object");
        if (types.HasFlag(JsonTypes.Array)) words.Add("a list in square brackets");
        if (types.HasFlag(JsonTypes.Null)) words.Add("null");
        return words.Count == 0 ? "left out" : words.Count == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
    }
}
