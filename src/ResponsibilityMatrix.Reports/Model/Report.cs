using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// A report for people: what must not be overlooked, then sections of blocks. It says what to show and not how; <c>HtmlReport</c>,
/// <c>DocxReport</c>, <c>XlsxReport</c> and <c>MarkdownReport</c> render it. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record Report
{
    /// <summary>What it is about, such as the title of the matrix.</summary>
    public required string Title { get; init; }

    /// <summary>What kind of report it is and for which version and context, in a line.</summary>
    public required string Subtitle { get; init; }

    /// <summary>The line that identifies the report on every page: id, version and digest.</summary>
    public required string Identity { get; init; }

    /// <summary>The language of the texts of the matrix (BCP 47). The words of the report itself are English.</summary>
    public required string Language { get; init; }

    /// <summary>Who stated what the report is about, by name; null where nobody is known. Word shows it as the author of changes.</summary>
    public string? StatedBy { get; init; }

    /// <summary>The day for which it holds, or null.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The party whose view this is, or null for all parties.</summary>
    public string? For { get; init; }

    /// <summary>The service models and options that the report has answers for; empty for reports that have none. The first is the one that
    /// is shown at first.</summary>
    public ValueList<ReportVariant> Variants { get; init; }

    /// <summary>What must not be overlooked: errors, overdue dates, what is unassigned; the most severe first.</summary>
    public ValueList<ReportNotice> Notices { get; init; }

    /// <summary>The sections, in order.</summary>
    public required ValueList<ReportSection> Sections { get; init; }
}

/// <summary>A service model with options, for which a report has answers. Immutable; equal by value.</summary>
public sealed record ReportVariant
{
    /// <summary>What people call it, such as <c>saas, plan enterprise</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The service model.</summary>
    public required string ServiceModel { get; init; }

    /// <summary>The value of each option.</summary>
    public ValueMap<string> Parameters { get; init; }
}

/// <summary>Something that must not be overlooked. Immutable; equal by value.</summary>
public sealed record ReportNotice
{
    /// <summary>How severe it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is, as a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>The anchors of the controls that it is about; empty for the whole document.</summary>
    public ValueList<ReportLink> Links { get; init; }

    /// <summary>The variants in which it holds, as positions in <see cref="Report.Variants"/>; empty for all.</summary>
    public ValueList<int> Variants { get; init; }
}

/// <summary>A link to a place of the same report. Immutable; equal by value.</summary>
public sealed record ReportLink
{
    /// <summary>The words.</summary>
    public required string Text { get; init; }

    /// <summary>The anchor.</summary>
    public required string Anchor { get; init; }
}

/// <summary>A section of a report. Immutable; equal by value.</summary>
public sealed record ReportSection
{
    /// <summary>The anchor of the section, the same in every report, such as <c>commitments</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The blocks, in order.</summary>
    public required ValueList<ReportBlock> Blocks { get; init; }
}
