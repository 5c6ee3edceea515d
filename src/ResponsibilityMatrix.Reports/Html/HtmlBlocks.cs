namespace ResponsibilityMatrix.Reports;

/// <summary>The blocks of sections as HTML.</summary>
internal sealed class HtmlBlocks(Report report, HtmlWriter html, HtmlText text, CancellationToken cancellationToken)
{
    private const int LongWord = 20;

    private readonly HtmlControls _controls = new(report, html, text, cancellationToken);

    public void Write(ReportBlock block)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (block)
        {
            case ReportParagraph paragraph: Paragraph(paragraph); break;
            case ReportFacts facts: Facts(facts.Facts, "facts"); break;
            case ReportLegend legend: Facts(legend.Words, "facts legend"); break;
            case ReportTable table: Table(table); break;
            case ReportSignatures signatures: Signatures(signatures); break;
            case ReportControls controls: _controls.Write(controls); break;
            default: throw new InvalidOperationException($"HTML has no case for {block.GetType().Name}.");
        }
        html.Line();
    }

    /// <summary>The class of a tone; null for none. Each has a mark beside its colour.</summary>
    public static string? ClassOf(ReportTone tone) => tone switch
    {
        ReportTone.Good => "good",
        ReportTone.Caution => "caution",
        ReportTone.Bad => "bad",
        ReportTone.Derived => "derived",
        _ => null,
    };

    private void Paragraph(ReportParagraph paragraph) =>
        html.Start(HtmlTag.P, ClassOf(paragraph.Tone)).Attribute(HtmlAttribute.Dir, "auto").TextWithLinks(paragraph.Text).End();

    private void Facts(IReadOnlyList<ReportFact> facts, string @class)
    {
        html.Start(HtmlTag.Dl, @class);
        foreach (var fact in facts)
        {
            html.Start(HtmlTag.Div).Start(HtmlTag.Dt).Text(fact.Term).End();
            html.Start(HtmlTag.Dd).Attribute(HtmlAttribute.Dir, "auto");
            Toned(fact.Value, fact.Tone);
            html.End().End();
        }
        html.End();
    }

    private void Toned(string value, ReportTone tone)
    {
        if (ClassOf(tone) is { } @class) html.Start(HtmlTag.Span, @class).TextWithLinks(value).End();
        else html.TextWithLinks(value);
    }

    private void Table(ReportTable table)
    {
        // Wider than a narrow screen: it scrolls, also by keyboard.
        html.Start(HtmlTag.Div, "scroll").Attribute(HtmlAttribute.Tabindex, "0").Attribute(HtmlAttribute.Role, "region")
            .Attribute(HtmlAttribute.AriaLabel, table.Caption);
        html.Start(HtmlTag.Table).Start(HtmlTag.Caption).Text(table.Caption).End().Start(HtmlTag.Thead).Start(HtmlTag.Tr);
        foreach (var column in table.Columns) html.Start(HtmlTag.Th).Attribute(HtmlAttribute.Scope, "col").Text(column).End();
        html.End().End().Start(HtmlTag.Tbody);
        foreach (var row in table.Rows)
        {
            html.Start(HtmlTag.Tr).Id(row.Anchor);
            foreach (var cell in row.Cells) Cell(cell);
            html.End().Line();
        }
        html.End().End().End();
    }

    private void Cell(ReportCell cell)
    {
        html.Start(HtmlTag.Td, HasLongWord(cell.Text) ? "long" : null);
        if (cell.Text.AsSpan().ContainsAnyExceptInRange('\0', '\u024F')) html.Attribute(HtmlAttribute.Dir, "auto");
        Value(cell);
        html.End();
    }

    // Such as a digest: it is broken anywhere. Other words make a column as wide as they are.
    private static bool HasLongWord(string text)
    {
        var length = 0;
        foreach (var c in text)
        {
            length = char.IsWhiteSpace(c) ? 0 : length + 1;
            if (length > LongWord) return true;
        }
        return false;
    }

    /// <summary>The text of a cell, and before it what it replaces.</summary>
    private void Value(ReportCell cell)
    {
        if (cell.Before is { Length: > 0 } before) html.Start(HtmlTag.Del).Text(before).End().Text(" ");
        if (cell.Text.Length == 0) return;
        if (cell.Before is not null) html.Start(HtmlTag.Ins);
        if (cell.Anchor is { } anchor) html.Start(HtmlTag.A, ClassOf(cell.Tone)).Anchor(anchor).Text(cell.Text).End();
        else Toned(cell.Text, cell.Tone);
        if (cell.Before is not null) html.End();
    }

    private void Signatures(ReportSignatures signatures)
    {
        html.Start(HtmlTag.Div, "sign");
        foreach (var party in signatures.Parties)
        {
            html.Start(HtmlTag.Dl).Start(HtmlTag.Div).Start(HtmlTag.Dt).Text("For").End().Start(HtmlTag.Dd)
                .Attribute(HtmlAttribute.Dir, "auto").Text(party).End().End();
            foreach (var line in new[] { "Name and role", "Date", "Signature" })
                html.Start(HtmlTag.Div).Start(HtmlTag.Dt).Text(line).End().Start(HtmlTag.Dd).End().End();
            html.End();
        }
        html.End();
    }
}
