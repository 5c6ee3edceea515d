using System.Buffers;
using System.Text;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Publishing;

/// <summary>Members and items to be cut out of a JSON text, with the commas that they leave behind; nothing else of the text
/// changes.</summary>
internal sealed class JsonCuts(JsonIndex index)
{
    private readonly List<(int Start, int End, byte[] Text)> _edits = [];

    /// <summary>Cuts some of the members of an object, named by their names, or some of the items of an array.</summary>
    public void Remove(int container, HashSet<int> children)
    {
        if (children.Count == 0) return;
        var isObject = index[container].Kind == JsonKind.Object;
        int? keptEnd = null, cutStart = null;
        for (var at = container + 1; at < index[container].Next; at = Next(at))
        {
            var start = index[at].Offset;
            if (children.Contains(at)) cutStart ??= start;
            else
            {
                // With what is cut goes the comma behind it, up to what is kept, which so stands in its place.
                if (cutStart is { } cut) Edit(cut, start);
                (keptEnd, cutStart) = (EndOf(isObject ? at + 1 : at), null);
            }
        }
        if (cutStart is null) return;
        // The last ones take the comma before them along.
        var inside = EndOf(container) - 1;
        if (keptEnd is { } end) Edit(end, EndOf(LastOf()));
        else Edit(index[container].Offset + 1, inside);

        int Next(int at) => isObject ? index[at + 1].Next : index[at].Next;

        int LastOf()
        {
            var last = container + 1;
            for (var at = container + 1; at < index[container].Next; at = Next(at)) last = at;
            return isObject ? last + 1 : last;
        }
    }

    /// <summary>Puts a member with a text before another one, in a line of its own where that has one.</summary>
    public void InsertMember(int before, string name, string value)
    {
        var start = index[before].Offset;
        var blank = start;
        while (index.Utf8.Span[blank - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') blank--;
        Edit(start, start, $"{Member(name, value)},{Encoding.ASCII.GetString(index.Utf8.Span[blank..start])}");
    }

    /// <summary>Puts a member with a text in the place of another one.</summary>
    public void ReplaceMember(int old, string name, string value) => Edit(index[old].Offset, EndOf(old + 1), Member(name, value));

    /// <summary>Whether the text at an offset is cut.</summary>
    public bool IsCut(int offset) => _edits.Exists(edit => edit.Start <= offset && offset < edit.End);

    /// <summary>The text without what is cut.</summary>
    public byte[] Apply()
    {
        var output = new ArrayBufferWriter<byte>(index.Utf8.Length + 64);
        var at = 0;
        foreach (var (start, end, text) in _edits.OrderBy(edit => edit.Start).ThenBy(edit => edit.End))
        {
            output.Write(index.Utf8.Span[at..start]);
            output.Write(text);
            at = end;
        }
        output.Write(index.Utf8.Span[at..]);
        return output.WrittenSpan.ToArray();
    }

    private void Edit(int start, int end, string text = "") => _edits.Add((start, end, Encoding.ASCII.GetBytes(text)));

    private int EndOf(int token) => index[token].Offset + index[token].Length;

    private static string Member(string name, string value) => $"\"{name}\": \"{value}\"";
}
