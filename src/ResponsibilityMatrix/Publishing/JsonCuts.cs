using System.Buffers;
using System.Text;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Publishing;

/// <summary>Cuts members and items, with their commas, out of a JSON text. The rest of the text stays the same.</summary>
internal sealed class JsonCuts(JsonIndex index)
{
    private readonly List<(int Start, int End, byte[] Text)> _edits = [];

    /// <summary>Cuts members of an object, given by their names, or items of an array.</summary>
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
                // The comma after the cut is removed too, up to what follows, which takes its place.
                if (cutStart is { } cut) Edit(cut, start);
                (keptEnd, cutStart) = (EndOf(isObject ? at + 1 : at), null);
            }
        }
        if (cutStart is null) return;
        // The last ones are removed with the comma before them.
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

    /// <summary>Inserts a member with a text value before another one, on its own line if the other is on its own line.</summary>
    public void InsertMember(int before, string name, string value) => InsertRawMember(before, name, $"\"{value}\"");

    /// <summary>Inserts a member with any value before another one, on its own line if the other is on its own line.</summary>
    public void InsertRawMember(int before, string name, string json)
    {
        var start = index[before].Offset;
        var blank = start;
        while (index.Utf8.Span[blank - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') blank--;
        Edit(start, start, $"{RawMember(name, json)},{Encoding.ASCII.GetString(index.Utf8.Span[blank..start])}");
    }

    /// <summary>Inserts an item before the first one of an array that has one, on its own line if that is on its own line.</summary>
    public void InsertItem(int array, string json)
    {
        var start = index[array + 1].Offset;
        var blank = index.Utf8.Span[(index[array].Offset + 1)..start];
        Edit(start, start, $"{json},{(blank.IsEmpty ? " " : Encoding.ASCII.GetString(blank))}");
    }

    /// <summary>Replaces a member with another one that has a text value.</summary>
    public void ReplaceMember(int old, string name, string value) => Edit(index[old].Offset, EndOf(old + 1), Member(name, value));

    /// <summary>Whether the text at an offset is cut.</summary>
    public bool IsCut(int offset) => _edits.Exists(edit => edit.Start <= offset && offset < edit.End);

    /// <summary>Returns the text without the cuts.</summary>
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

    private static string Member(string name, string value) => RawMember(name, $"\"{value}\"");

    private static string RawMember(string name, string json) => $"\"{name}\": {json}";
}
