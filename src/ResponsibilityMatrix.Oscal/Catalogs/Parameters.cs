using System.Text;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// The parameters of a catalog as text. A parameter that names itself, or others without end, ends in an ellipsis. Not thread-safe.
/// </summary>
internal sealed class Parameters
{
    private const int DeepestInsert = 8;
    private const int LongestText = 500;
    private const int LongestName = 200;
    private const string Open = "…";
    private readonly Dictionary<string, OscalNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The number of parameters.</summary>
    public int Count => _nodes.Count;

    /// <summary>Adds the parameters of a catalog, group or control.</summary>
    public void Add(OscalNode owner)
    {
        foreach (var parameter in owner.Items("params"))
            if (parameter.Text("id") is { } id) _nodes.TryAdd(id, parameter);
    }

    /// <summary>A text on one line with the parameters that it names.</summary>
    public string Fill(string text, int longest) =>
        OscalText.OneLine(Insert(text.Length > 4 * longest ? text[..(4 * longest)] : text, 0), longest);

    // Markup such as {{ insert: param, ac-1_prm_1 }}, in older documents {{ ac-1_prm_1 }}.
    private string Insert(string text, int depth)
    {
        var start = text.IndexOf("{{", StringComparison.Ordinal);
        if (start < 0) return text;
        var filled = new StringBuilder();
        var at = 0;
        while (start >= 0)
        {
            var end = text.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0) break;
            filled.Append(text, at, start - at).Append(Shown(text[(start + 2)..end], depth));
            at = end + 2;
            start = text.IndexOf("{{", at, StringComparison.Ordinal);
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    private string Shown(string markup, int depth)
    {
        var comma = markup.LastIndexOf(',');
        var name = markup[(comma + 1)..].Trim();
        if (name.Length is 0 or > LongestName) return Open;
        if (_texts.TryGetValue(name, out var known)) return known;
        if (!_nodes.TryGetValue(name, out var node)) return $"[Assignment: {name}]";
        if (depth >= DeepestInsert) return Open;
        // What names itself on the way finds this.
        _texts.Add(name, Open);
        return _texts[name] = OscalText.OneLine(Describe(node, depth + 1), LongestText);
    }

    private string Describe(OscalNode node, int depth)
    {
        var values = string.Join(", ", node.Texts("values").Take(20).Select(value => Part(value, depth)));
        if (values.Length > 0) return values;
        if (node.Object("select") is { } select)
        {
            var howMany = select.Text("how-many") == "one-or-more" ? " (one or more)" : "";
            var choices = string.Join("; ", select.Texts("choice").Take(50).Select(choice => Part(choice, depth)));
            if (choices.Length > 0) return $"[Selection{howMany}: {choices}]";
        }
        if (node.Text("label") is not { } label) return "[Assignment: organization-defined value]";
        var text = Part(label, depth);
        return text.StartsWith("organization-defined", StringComparison.OrdinalIgnoreCase) ? $"[Assignment: {text}]"
            : $"[Assignment: organization-defined {text}]";
    }

    private string Part(string text, int depth) => Insert(text.Length > LongestText ? text[..LongestText] : text, depth);
}
