using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Reports;

/// <summary>A piece of a section. The kinds are closed: a renderer has a case for each. Immutable; equal by value.</summary>
public abstract record ReportBlock
{
    private protected ReportBlock()
    {
    }
}

/// <summary>What a text means for its reader; renderers show it by colour and by words or shape, never by colour alone.</summary>
public enum ReportTone
{
    /// <summary>Nothing of the kind.</summary>
    Plain,

    /// <summary>Good: done, valid, agreed.</summary>
    Good,

    /// <summary>To be looked at: open, old, soon over.</summary>
    Caution,

    /// <summary>Wrong or missing: unassigned, expired, in conflict.</summary>
    Bad,

    /// <summary>Nothing that anybody stated: it follows from a service model alone.</summary>
    Derived,
}

/// <summary>A paragraph. Immutable; equal by value.</summary>
public sealed record ReportParagraph : ReportBlock
{
    /// <summary>The text; line breaks count.</summary>
    public required string Text { get; init; }

    /// <summary>What it means for its reader.</summary>
    public ReportTone Tone { get; init; }
}

/// <summary>Terms with their values, such as dates, or words with their meanings. Immutable; equal by value.</summary>
public sealed record ReportFacts : ReportBlock
{
    /// <summary>The facts, in order.</summary>
    public required ValueList<ReportFact> Facts { get; init; }
}

/// <summary>A term with its value. Immutable; equal by value.</summary>
public sealed record ReportFact
{
    /// <summary>The term.</summary>
    public required string Term { get; init; }

    /// <summary>The value; line breaks count.</summary>
    public required string Value { get; init; }

    /// <summary>What the value means for its reader.</summary>
    public ReportTone Tone { get; init; }
}

/// <summary>A table. Immutable; equal by value.</summary>
public sealed record ReportTable : ReportBlock
{
    /// <summary>What the table shows, for those who cannot see it.</summary>
    public required string Caption { get; init; }

    /// <summary>The headings.</summary>
    public required ValueList<string> Columns { get; init; }

    /// <summary>The rows, each with a cell for each column.</summary>
    public required ValueList<ReportRow> Rows { get; init; }
}

/// <summary>A row of a table. Immutable; equal by value.</summary>
public sealed record ReportRow
{
    /// <summary>The cells.</summary>
    public required ValueList<ReportCell> Cells { get; init; }

    /// <summary>The anchor of the row, or null.</summary>
    public string? Anchor { get; init; }
}

/// <summary>A cell of a table. Immutable; equal by value.</summary>
public sealed record ReportCell
{
    /// <summary>The text; line breaks count.</summary>
    public required string Text { get; init; }

    /// <summary>What it means for its reader.</summary>
    public ReportTone Tone { get; init; }

    /// <summary>The anchor that it leads to, or null.</summary>
    public string? Anchor { get; init; }

    /// <summary>The text that stood there before, or null; in a comparison, <see cref="Text"/> replaces it. Empty: it is new.</summary>
    public string? Before { get; init; }
}

/// <summary>Words of the report with their meanings: the legend. Immutable; equal by value.</summary>
public sealed record ReportLegend : ReportBlock
{
    /// <summary>The words, in order.</summary>
    public required ValueList<ReportFact> Words { get; init; }
}

/// <summary>Lines to sign on, one for each party. Immutable; equal by value.</summary>
public sealed record ReportSignatures : ReportBlock
{
    /// <summary>The legal names of the parties.</summary>
    public required ValueList<string> Parties { get; init; }
}

/// <summary>The controls with their answers, by domain. Immutable; equal by value.</summary>
public sealed record ReportControls : ReportBlock
{
    /// <summary>The parties that have duties, provider and customer first.</summary>
    public required ValueList<ReportParty> Parties { get; init; }

    /// <summary>The domains, in order.</summary>
    public required ValueList<ReportDomain> Domains { get; init; }
}

/// <summary>A party of a report. Immutable; equal by value.</summary>
public sealed record ReportParty
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Its side.</summary>
    public required Model.Sides Side { get; init; }
}

/// <summary>A domain: a group of a catalog, or the catalog. Immutable; equal by value.</summary>
public sealed record ReportDomain
{
    /// <summary>The anchor.</summary>
    public required string Anchor { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The catalog, as <c>id@edition</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The controls, in catalog order; parents before their statements.</summary>
    public required ValueList<ReportControl> Controls { get; init; }
}
