using System.Text.Json.Nodes;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Values as OSCAL's data types want them. Thread-safe.</summary>
internal static class OscalNames
{
    /// <summary>A text in one line without blanks at its ends.</summary>
    public static string Line(string? text, string none = "Not stated")
    {
        if (string.IsNullOrWhiteSpace(text)) return none;
        var line = string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim(Blank);
        return line.Length == 0 ? none : line;
    }

    private static readonly char[] Blank = [.. Enumerable.Range(0, char.MaxValue).Select(static c => (char)c)
        .Where(static c => char.IsWhiteSpace(c) || c == '\ufeff')];

    /// <summary>Whether a text is a line as it is.</summary>
    public static bool IsLine(string text) => text.Length > 0 && Line(text, "") == text;

    /// <summary>Whether a text is a token: a letter or underscore, then letters, digits, full stops, hyphens and underscores.</summary>
    public static bool IsToken(string text) => text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_')
        && text.All(static c => char.IsLetter(c) || char.IsNumber(c) || c is '.' or '-' or '_');

    /// <summary>The id of a control as OSCAL writes it: <c>AC-2(1)</c> is <c>ac-2.1</c>.</summary>
    public static string ControlId(string id)
    {
        var token = Token(id.ToLowerInvariant());
        return IsSame(token, id) ? token : Token(id);
    }

    /// <summary>The id of a statement: <c>AC-2(1)(a)</c> of <c>ac-2.1</c> is <c>ac-2.1_smt.a</c>.</summary>
    public static string StatementId(string id, string control)
    {
        if (ControlKey.TryParse(id, out var key) && ControlKey.TryParse(control, out var above) && key.StartsWith(above)
            && key.RunCount > above.RunCount && IsToken(control))
        {
            var token = $"{control}_smt.{Token(string.Join('.', Runs(key.Skip(above.RunCount))), isFirst: false)}";
            if (IsSame(token, id)) return token;
        }
        return ControlId(id);
    }

    private static IEnumerable<string> Runs(ControlKey key)
    {
        var text = key.ToString();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(text[i])) while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            else if (char.IsLetter(text[i])) while (i < text.Length && char.IsLetter(text[i])) i++;
            else { i++; continue; }
            yield return text[start..i];
        }
    }

    /// <summary>Whether two ids mean one control.</summary>
    public static bool IsSame(string left, string right) =>
        ControlKey.TryParse(left, out var one) && ControlKey.TryParse(right, out var other) && one == other;

    /// <summary>A property in this product's namespace; a value that is no line of text is its remarks.</summary>
    public static JsonObject Property(string name, string value, string? remarks = null, string? group = null, string? uuid = null)
    {
        var property = new JsonObject { ["name"] = name };
        if (uuid is not null) property["uuid"] = uuid;
        property["ns"] = OscalWords.Namespace;
        property["value"] = Line(value);
        if (group is not null) property["group"] = group;
        if (remarks is not null) property["remarks"] = remarks;
        return property;
    }

    /// <summary>Adds to an array. The method of the platform that compilers prefer for objects needs reflection.</summary>
    public static void Append(this JsonArray array, JsonNode? node) => array.Add(node);

    /// <summary>The kind of a control and its parent in its catalog; null for what is not known there.</summary>
    public static Control? Find(string catalog, string id, Dictionary<string, Dictionary<string, Control>> known, Matrix matrix,
        DocumentSet documents)
    {
        if (!known.TryGetValue(catalog, out var controls))
        {
            var at = catalog.IndexOf('@', StringComparison.Ordinal);
            var all = catalog == Catalog.Local ? matrix.Controls
                : at < 0 ? [] : documents.FindCatalog(catalog[..at], catalog[(at + 1)..])?.Controls ?? [];
            controls = new(StringComparer.Ordinal);
            foreach (var control in all) controls.TryAdd(control.Id, control);
            known.Add(catalog, controls);
        }
        return controls.GetValueOrDefault(id);
    }

    private static string Token(string text, bool isFirst = true)
    {
        var token = string.Concat(text.Select(static c => char.IsLetter(c) || char.IsNumber(c) || c is '.' or '-' or '_' ? c : ' '));
        token = string.Join('.', token.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.');
        while (token.Contains("..", StringComparison.Ordinal)) token = token.Replace("..", ".", StringComparison.Ordinal);
        if (token.Length == 0) return "_";
        return isFirst && !char.IsLetter(token[0]) && token[0] != '_' ? $"_{token}" : token;
    }
}
