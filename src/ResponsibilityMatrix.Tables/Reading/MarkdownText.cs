using System.Text;
using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ResponsibilityMatrix.Tables;

/// <summary>The plain text of a cell or line of Markdown.</summary>
internal static class MarkdownText
{
    // Markdig takes time that grows with the square of the marks in some texts, and a cell has few.
    private const int MostMarks = 200;
    private static readonly System.Buffers.SearchValues<char> Markup = System.Buffers.SearchValues.Create("*_[<&`~!\\\n");
    private static readonly MarkdownPipeline Pipeline = MakePipeline();

    /// <summary>Links and images become their text, emphasis and code lose their marks, and tags go; what cannot be read, or has
    /// very many marks, stays as it is.</summary>
    /// <param name="source">The source.</param>
    /// <param name="labels">The labels of links that are defined elsewhere in the file, in lower case.</param>
    public static string Of(string source, IReadOnlySet<string> labels)
    {
        var text = source.Trim();
        if (CountMarks(text) is 0 or > MostMarks) return text;
        var plain = new StringBuilder(text.Length);
        try
        {
            foreach (var block in Markdown.Parse(text + Definitions(text, labels), Pipeline))
                if (block is ParagraphBlock { Inline: { } inlines }) Write(inlines, plain);
        }
        // Markdig says so if the text is nested too deeply.
        catch (ArgumentException)
        {
            return text;
        }
        return plain.Length == 0 && !text.StartsWith('<') && !text.StartsWith('!') ? text : plain.ToString().Trim();
    }

    private static int CountMarks(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (int at; count <= MostMarks && (at = text.IndexOfAny(Markup)) >= 0; count++) text = text[(at + 1)..];
        return count;
    }

    private static MarkdownPipeline MakePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough);
        builder.BlockParsers.Clear();
        builder.BlockParsers.Add(new ParagraphBlockParser());
        return builder.Build();
    }

    private static string Definitions(string text, IReadOnlySet<string> labels)
    {
        if (labels.Count == 0) return "";
        var definitions = new StringBuilder();
        for (var at = text.IndexOf('['); at >= 0; at = text.IndexOf('[', at + 1))
            if (text.IndexOf(']', at) is > 0 and var end && text[(at + 1)..end] is var label && labels.Contains(label.ToLowerInvariant()))
                definitions.Append("\n\n[").Append(label).Append("]: #");
        return definitions.ToString();
    }

    private static void Write(ContainerInline inlines, StringBuilder plain)
    {
        foreach (var inline in inlines)
            switch (inline)
            {
                case LiteralInline literal: plain.Append(literal.Content.AsSpan()); break;
                case CodeInline code: plain.Append(code.Content); break;
                case LineBreakInline lineBreak: plain.Append(lineBreak.IsHard ? '\n' : ' '); break;
                case HtmlEntityInline entity: plain.Append(entity.Transcoded.AsSpan()); break;
                case AutolinkInline link: plain.Append(link.Url); break;
                case HtmlInline tag: plain.Append(IsLine(tag.Tag) ? "\n" : ""); break;
                case ContainerInline container: Write(container, plain); break;
            }
    }

    private static bool IsLine(string tag) =>
        tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("<li", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("<p>", StringComparison.OrdinalIgnoreCase);
}
