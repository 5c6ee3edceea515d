using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Reports;

/// <summary>The text of a Word document.</summary>
internal sealed class DocxBody(
    Report report, WordWriter writer, MainDocumentPart part, bool hasNumbers, CancellationToken cancellationToken)
{
    private const int MostLinks = 40;

    // Word takes no longer addresses.
    private const int LongestAddress = 2_000;
    private static readonly string[] LinkedSchemes = ["https://", "http://", "mailto:"];

    private const string Cell = "RM Table Text";

    private readonly WordBookmarks _bookmarks = new(report);
    private readonly Dictionary<string, string> _relations = new(StringComparer.Ordinal);

    /// <summary>Writes the text, and the page set-up at its end.</summary>
    public void Write(XElement section)
    {
        writer.Start("body");
        writer.Paragraph("Title", report.Title);
        writer.Paragraph("Subtitle", WordText.Own(report.Subtitle));
        writer.Paragraph("Subtitle", WordText.Own(report.Identity));
        if (report.Sections.SelectMany(one => one.Blocks).OfType<ReportSignatures>().FirstOrDefault() is { Parties.IsEmpty: false } signing)
            Parties(signing.Parties);
        foreach (var notice in report.Notices) Notice(notice);
        Contents();
        foreach (var one in report.Sections)
        {
            writer.Paragraph(new("heading 1") { Bookmark = _bookmarks.NameOf(one.Id), KeepsWithNext = true }, WordText.Own(one.Title));
            var isCaptioned = one.Blocks.OfType<ReportTable>().Skip(1).Any();
            foreach (var block in one.Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isCaptioned && block is ReportTable table)
                    writer.Paragraph(new("caption") { KeepsWithNext = true }, WordText.Own(table.Caption));
                Block(block);
            }
        }
        writer.Raw(section);
        writer.End();
    }

    private void Parties(IReadOnlyList<string> parties)
    {
        List<WordText> texts = [WordText.Own("Between ")];
        for (var i = 0; i < parties.Count; i++)
        {
            if (i > 0) texts.Add(WordText.Own(i == parties.Count - 1 ? " and " : ", "));
            texts.Add(WordText.Bold(parties[i]));
        }
        writer.Paragraph("Subtitle", [.. texts]);
    }

    private void Notice(ReportNotice notice)
    {
        List<WordText> texts = [new($"{Word(notice.Severity)}: ") { IsBold = true, IsOwn = true }, notice.Text];
        foreach (var (link, i) in notice.Links.Take(MostLinks).Select((link, i) => (link, i)))
        {
            texts.Add(WordText.Own(i == 0 ? "\n" : ", "));
            texts.Add(new(link.Text) { Bookmark = _bookmarks.NameOf(link.Anchor) });
        }
        if (notice.Links.Count > MostLinks) texts.Add(WordText.Own($" and {notice.Links.Count - MostLinks} more"));
        writer.Paragraph(notice.Severity == Severity.Error ? "RM Error" : "RM Notice", [.. texts]);
    }

    // The entries stand there before Word works the page numbers out.
    private void Contents()
    {
        var entries = report.Sections.SelectMany((section, i) => section.Blocks.OfType<ReportControls>().SelectMany(block => block.Domains)
            .Select((domain, j) => (Number: $"{Letters(i)}.{j + 1}", Title: TitleOf(domain), domain.Anchor, Style: "toc 2"))
            .Prepend((Number: Letters(i), section.Title, Anchor: section.Id, Style: "toc 1"))).ToList();
        if (entries.Count == 0) return;
        writer.Start("sdt");
        writer.Start("sdtPr");
        writer.Start("docPartObj");
        writer.Value("docPartGallery", "Table of Contents");
        writer.Empty("docPartUnique");
        writer.End();
        writer.End();
        writer.Start("sdtContent");
        writer.Paragraph("TOC Heading", WordText.Own("Contents"));
        for (var i = 0; i < entries.Count; i++)
        {
            var (number, title, anchor, style) = entries[i];
            var bookmark = _bookmarks.NameOf(anchor)!;
            writer.StartParagraph(new(style), TextDirection.FirstOf(title) ?? TextDirection.IsRightToLeft(report.Language));
            if (i == 0)
            {
                writer.FieldMark("begin");
                writer.Instruction(" TOC \\o \"1-2\" \\h \\z \\u ");
                writer.FieldMark("separate");
            }
            writer.StartLink(bookmark);
            if (hasNumbers) writer.Texts(WordText.Own($"{number}  "));
            writer.Texts(style == "toc 1" ? WordText.Own(title) : title);
            writer.Tab();
            writer.Field($" PAGEREF {bookmark} \\h ", "…");
            writer.End();
            if (i == entries.Count - 1) writer.FieldMark("end");
            writer.End();
        }
        writer.End();
        writer.End();
    }

    private void Block(ReportBlock block)
    {
        switch (block)
        {
            case ReportParagraph paragraph: writer.Paragraph("Normal", new WordText(paragraph.Text) { Tone = paragraph.Tone }); break;
            case ReportFacts facts: Facts("Facts", facts.Facts); break;
            case ReportLegend legend: Facts("Words and their meanings", legend.Words); break;
            case ReportTable table: Table(table); break;
            case ReportSignatures signatures: Signatures(signatures); break;
            case ReportControls controls: Controls(controls); break;
            default: throw new InvalidOperationException($"Word documents have no case for {block.GetType().Name}.");
        }
    }

    private void Facts(string caption, IReadOnlyList<ReportFact> facts)
    {
        if (facts.Count == 0) return;
        int[] widths = [writer.Width * 28 / 100, writer.Width - (writer.Width * 28 / 100)];
        writer.StartTable(caption, widths, hasHeadings: false);
        foreach (var fact in facts)
        {
            writer.StartRow();
            TableCell(widths[0], null, new WordText(fact.Term) { IsBold = true, IsOwn = true });
            TableCell(widths[1], null, Linked(fact.Value) with { Tone = fact.Tone });
            writer.End();
        }
        EndTable();
    }

    private void Table(ReportTable table)
    {
        if (table.Columns.IsEmpty) return;
        var widths = WordColumns.Widths(table, writer.Width);
        writer.StartTable(table.Caption, widths, hasHeadings: true);
        writer.StartRow(isHeading: true);
        for (var i = 0; i < widths.Count; i++)
            TableCell(widths[i], null, new WordText(table.Columns[i]) { IsBold = true, IsOwn = true });
        writer.End();
        foreach (var row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.StartRow();
            for (var i = 0; i < widths.Count; i++)
                TableCell(widths[i], i == 0 ? _bookmarks.NameOf(row.Anchor) : null, i < row.Cells.Count ? CellTexts(row.Cells[i]) : []);
            writer.End();
        }
        EndTable();
    }

    private WordText[] CellTexts(ReportCell cell)
    {
        if (cell.Before is { } before) return [.. WordChanges.Of(before, new(cell.Text) { Tone = cell.Tone })];
        return [Linked(cell.Text) with { Tone = cell.Tone, Bookmark = _bookmarks.NameOf(cell.Anchor) }];
    }

    private void TableCell(int width, string? bookmark, params ReadOnlySpan<WordText> texts)
    {
        writer.StartCell(width);
        writer.Paragraph(new(Cell) { Bookmark = bookmark }, texts);
        writer.End();
    }

    // Between two tables stands a paragraph, or Word makes one of them.
    private void EndTable()
    {
        writer.End();
        writer.Paragraph(Cell);
    }

    // Two parties beside each other.
    private void Signatures(ReportSignatures signatures)
    {
        int[] widths = [writer.Width / 2, writer.Width - (writer.Width / 2)];
        foreach (var pair in signatures.Parties.Chunk(2))
        {
            writer.StartTable("Signatures", widths, hasHeadings: false);
            Row(0, pair.Select(party => new[] { WordText.Own("For "), WordText.Bold(party) }));
            Row(1000, pair.Select(_ => new[] { WordText.Own("Signature") }));
            Row(480, pair.Select(_ => new[] { WordText.Own("Name and role") }));
            Row(480, pair.Select(_ => new[] { WordText.Own("Place and date") }), isLast: true);
            EndTable();
        }

        void Row(int height, IEnumerable<WordText[]> cells, bool isLast = false)
        {
            writer.StartRow(height: height);
            var all = cells.ToList();
            for (var i = 0; i < widths.Length; i++)
            {
                writer.StartCell(widths[i]);
                writer.Paragraph(new(Cell) { KeepsWithNext = !isLast }, i < all.Count ? all[i] : []);
                writer.End();
            }
            writer.End();
        }
    }

    private void Controls(ReportControls controls)
    {
        var names = controls.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Name);
        foreach (var domain in controls.Domains)
        {
            writer.Paragraph(new("heading 2") { Bookmark = _bookmarks.NameOf(domain.Anchor), KeepsWithNext = true }, TitleOf(domain));
            foreach (var control in domain.Controls)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Control(control, names);
            }
        }
    }

    private void Control(ReportControl control, Dictionary<string, string> names)
    {
        var change = ChangeOf(control.Change);
        writer.Paragraph(
            new(control.Depth == 0 ? "heading 3" : "heading 4")
            { Bookmark = _bookmarks.NameOf(control.Anchor), KeepsWithNext = true, Change = change },
            control.Title == control.Id ? control.Id : $"{control.Id}  {control.Title}");
        foreach (var answer in control.Answers)
        {
            Answer(answer, change);
            if (!control.IsLeaf) continue;
            foreach (var duty in answer.Duties) Duty(duty, names, answer.IsByServiceModel, change);
            foreach (var commitment in answer.Commitments)
                writer.Paragraph(new("List Bullet") { Change = change }, new WordText("Commitment of ") { IsOwn = true, IsBold = true },
                    commitment);
            foreach (var evidence in answer.Evidence)
                writer.Paragraph(new("List Bullet") { Change = change }, new WordText("Evidence: ") { IsOwn = true, IsBold = true },
                    new WordText(evidence.Text) { Tone = evidence.Tone });
            if (answer.Chain is { } chain)
            {
                writer.Paragraph(new("Normal") { KeepsWithNext = true, Change = change },
                    WordText.Own("Through the providers further up:"));
                Chain(chain, 1, change);
            }
        }
    }

    private void Answer(ReportAnswer answer, WordChange change)
    {
        List<WordText> texts = [];
        if (answer.Variants.Count != report.Variants.Count)
            texts.Add(WordText.Own($"Where {string.Join("; ", answer.Variants.Select(variant => report.Variants[variant].Title))}: "));
        var words = new WordText(Capital(answer.Words)) { IsBold = true, IsOwn = true, Tone = answer.Tone };
        if (answer.Before is { } before) texts.AddRange(WordChanges.Of(Capital(before), words));
        else texts.Add(words);
        if (answer.IsByServiceModel)
            texts.Add(new(" (by service model, stated by nobody)") { IsOwn = true, Tone = ReportTone.Derived });
        if (answer.StatedFor is { } whole) texts.Add(WordText.Own($" (stated for {whole} as a whole)"));
        texts.Add(answer.Reason is { } reason ? $": {reason}" : ".");
        foreach (var sentence in new[] { answer.Inheritability, answer.Coupling }.OfType<string>()) texts.Add(WordText.Own($" {sentence}"));
        writer.Paragraph(new("RM Answer") { Change = change }, [.. texts]);
    }

    private void Duty(ReportDuty duty, Dictionary<string, string> names, bool isDerived, WordChange change)
    {
        writer.StartParagraph(
            new("RM Duty") { Change = change == WordChange.None ? ChangeOf(duty.Change) : change },
            TextDirection.FirstOf(duty.Text) ?? TextDirection.IsRightToLeft(report.Language));
        writer.Texts(WordText.Own($"{duty.Number} "));
        writer.Tab();
        var parts = Parts(duty, names, isDerived);
        var before = duty.Before is { } old ? Parts(old, names, isDerived) : parts;
        for (var i = 0; i < parts.Length; i++)
        {
            if (before[i].Text == parts[i].Text) writer.Texts(parts[i]);
            else writer.Texts([.. WordChanges.Of(before[i].Text, parts[i])]);
        }
        writer.End();
    }

    // As many parts for each duty, so that they can be compared.
    private static WordText[] Parts(ReportDuty duty, Dictionary<string, string> names, bool isDerived) =>
    [
        new(names.GetValueOrDefault(duty.Party, duty.Party)) { IsBold = true },
        WordText.Own(duty.Involvement is { } involvement ? $" ({involvement})" : ""),
        new(duty.Text.Length > 0 ? $": {duty.Text}" : "") { Tone = isDerived ? ReportTone.Derived : ReportTone.Plain },
        WordText.Own(duty.InheritedFrom is { } upstream ? $" (inherited from {upstream})" : ""),
        duty.Component is { } component ? $" ({component})" : "",
        new(duty.Implementation is { } implementation ? $" – {implementation}" : "")
            { IsOwn = true, Tone = duty.IsDone ? ReportTone.Plain : ReportTone.Caution, IsBold = !duty.IsDone },
        WordText.Own(duty.DependsOn.IsEmpty ? "" : $" (needs {string.Join(", ", duty.DependsOn)})"),
    ];

    private static WordChange ChangeOf(ReportChange change) => change switch
    {
        ReportChange.Added => WordChange.Inserted,
        ReportChange.Removed => WordChange.Deleted,
        _ => WordChange.None,
    };

    private void Chain(ReportChainNode node, int depth, WordChange change)
    {
        List(depth, change, WordText.Bold(node.Title));
        foreach (var line in node.Lines)
            List(depth + 1, change, WordText.Own(line.IsLeft ? "left to " : ""), WordText.Bold(line.Party), $": {line.Text}");
        foreach (var upstream in node.Upstreams) Chain(upstream, depth + 1, change);
    }

    // Lists of Word have styles for some depths; what is deeper stands further inside.
    private void List(int depth, WordChange change, params ReadOnlySpan<WordText> texts) => writer.Paragraph(
        new(depth == 1 ? "List Bullet" : $"List Bullet {Math.Min(depth, 3)}")
        { Indent = depth <= 3 ? 0 : Math.Min(depth, 12) * 360, Change = change },
        texts);

    // A text that is an address, and nothing but one, leads there.
    private WordText Linked(string text)
    {
        if (text.Length is 0 or > LongestAddress || text.Any(char.IsWhiteSpace)
            || !Array.Exists(LinkedSchemes, scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsoluteUri.Length > LongestAddress) return text;
        if (!_relations.TryGetValue(uri.AbsoluteUri, out var id))
        {
            id = string.Create(CultureInfo.InvariantCulture, $"rIdLink{_relations.Count + 1}");
            part.AddHyperlinkRelationship(new Uri(uri.AbsoluteUri), true, id);
            _relations[uri.AbsoluteUri] = id;
        }
        return new(text) { Relation = id };
    }

    // Letters, since controls have numbers: "6.1" would be taken for one. Word repeats the letter after Z.
    private static string Letters(int section) => new((char)('A' + (section % 26)), 1 + (section / 26));

    private static string TitleOf(ReportDomain domain) => $"{domain.Title} ({domain.Catalog})";

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "Error",
        Severity.Warning => "To do",
        _ => "Note",
    };
}
