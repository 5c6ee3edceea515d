using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>The way of a control through upstream providers: a drawing, and the same in words.</summary>
internal sealed class HtmlChain(HtmlWriter html)
{
    private const int DrawingWidth = 440;
    private const int Indent = 20;
    private const int MostDepth = 8;
    private const int Padding = 8;
    private const int LineHeight = 17;
    private const int Gap = 10;
    private const int MostLinesOfText = 2;
    private const double NarrowCharacter = 6.7;
    private const double WideCharacter = 13;

    public void Write(ReportChainNode root)
    {
        var boxes = Boxes(root);
        html.Start(HtmlTag.Div, "chain");
        Draw(boxes);
        html.Start(HtmlTag.Details).Start(HtmlTag.Summary).Text("The way in words").End();
        Words(boxes);
        html.End().End();
    }

    private void Draw(List<Box> boxes)
    {
        var height = boxes[^1].Bottom + 1;
        html.Start(HtmlTag.Svg).Attribute(HtmlAttribute.Role, "img")
            .Attribute(HtmlAttribute.AriaLabel, "The way of the control through the matrices; the words follow.")
            .Attribute(HtmlAttribute.ViewBox, $"0 0 {DrawingWidth} {Number(height)}")
            .Attribute(HtmlAttribute.Width, Number(DrawingWidth)).Attribute(HtmlAttribute.Height, Number(height));
        foreach (var box in boxes)
        {
            if (box.Parent is { } parent)
                html.Start(HtmlTag.Path).Attribute(HtmlAttribute.D,
                    $"M{Number(parent.X + Indent / 2)} {Number(parent.Bottom)}V{Number(box.Y + 12)}H{Number(box.X)}").End();
            html.Start(HtmlTag.Rect).Attribute(HtmlAttribute.X, Number(box.X)).Attribute(HtmlAttribute.Y, Number(box.Y))
                .Attribute(HtmlAttribute.Width, Number(DrawingWidth - box.X - 1))
                .Attribute(HtmlAttribute.Height, Number(box.Bottom - box.Y))
                .Attribute(HtmlAttribute.Rx, "4").End();
            var y = box.Y;
            foreach (var (text, @class) in box.Lines)
                html.Start(HtmlTag.Text, @class).Attribute(HtmlAttribute.X, Number(box.X + Padding))
                    .Attribute(HtmlAttribute.Y, Number(y += LineHeight)).Text(text).End();
        }
        html.End();
    }

    private void Words(List<Box> boxes)
    {
        html.Start(HtmlTag.Ul);
        foreach (var box in boxes)
        {
            html.Start(HtmlTag.Li).Start(HtmlTag.Bdi).Text(box.Node.Title).End();
            if (box.Parent is { } parent)
                html.Text(", of which ").Start(HtmlTag.Bdi).Text(parent.Node.Title).End().Text(" inherits");
            html.Start(HtmlTag.Ul);
            foreach (var line in box.Node.Lines)
                html.Start(HtmlTag.Li).Text(line.IsLeft ? "left to " : "").Start(HtmlTag.B).Start(HtmlTag.Bdi).Text(line.Party).End().End()
                    .Text(": ").Start(HtmlTag.Bdi).Text(line.Text).End().End();
            html.End().End();
        }
        html.End();
    }

    // In the order of the drawing: each upstream below the one that inherits from it. Without recursion, however long a chain is.
    private static List<Box> Boxes(ReportChainNode root)
    {
        List<Box> boxes = [];
        Stack<(ReportChainNode Node, Box? Parent, int Depth)> open = new([(root, null, 0)]);
        var y = 1;
        while (open.TryPop(out var next))
        {
            var x = 1 + Math.Min(next.Depth, MostDepth) * Indent;
            var lines = Lines(next.Node, DrawingWidth - x - 2 * Padding);
            var box = new Box(next.Node, next.Parent, lines, x, y, y + lines.Count * LineHeight + Padding);
            boxes.Add(box);
            y = box.Bottom + Gap;
            foreach (var upstream in next.Node.Upstreams.Reverse()) open.Push((upstream, box, next.Depth + 1));
        }
        return boxes;
    }

    private static List<(string Text, string? Class)> Lines(ReportChainNode node, int width)
    {
        List<(string, string?)> lines = [.. Wrapped(node.Title, width).Select(line => (line, (string?)"n"))];
        foreach (var line in node.Lines)
            lines.AddRange(Wrapped($"{(line.IsLeft ? "← left to " : "")}{line.Party}: {line.Text}", width)
                .Select(text => (text, line.IsLeft ? "l" : (string?)null)));
        return lines;
    }

    // Lines of a width, as far as it can be known here; what is cut off stands in the words.
    private static List<string> Wrapped(string text, int width)
    {
        List<string> lines = [];
        var line = new StringBuilder();
        var used = 0.0;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (used > 0 && used + NarrowCharacter + Width(word) > width) Break();
            if (used > 0) Add(new Rune(' '));
            foreach (var rune in word.EnumerateRunes())
            {
                if (used + Width(rune) > width) Break();
                Add(rune);
            }
            if (lines.Count > MostLinesOfText) break;
        }
        if (line.Length > 0) Break();
        if (lines.Count <= MostLinesOfText) return lines;
        var last = lines[MostLinesOfText - 1];
        return [.. lines.Take(MostLinesOfText - 1), $"{last[..Math.Max(0, last.Length - 2)].TrimEnd()}…"];

        void Add(Rune rune)
        {
            line.Append(rune.ToString());
            used += Width(rune);
        }

        void Break()
        {
            lines.Add(line.ToString());
            line.Clear();
            used = 0;
        }
    }

    private static double Width(string word) => word.EnumerateRunes().Sum(Width);

    private static double Width(Rune rune) => rune.Value < 0x1100 ? NarrowCharacter : WideCharacter;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Box(
        ReportChainNode Node, Box? Parent, List<(string Text, string? Class)> Lines, int X, int Y, int Bottom);
}
