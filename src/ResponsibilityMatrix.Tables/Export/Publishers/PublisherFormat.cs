using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// The workbook of a publisher that asks who is responsible for each control. How it is laid out is said by the table profile that reads
/// it; a format says what stands in the cells of an answer. Immutable and thread-safe.
/// </summary>
public abstract class PublisherFormat
{
    private protected PublisherFormat()
    {
    }

    /// <summary>The formats that ship, in the order in which they are listed.</summary>
    public static ValueList<PublisherFormat> All { get; } = [new FedRampWorkbook(), new CaiqWorkbook(), new CmmcWorkbook()];

    /// <summary>The name by which the command line knows the format.</summary>
    public abstract string Id { get; }

    /// <summary>The table profile that reads such workbooks; see <see cref="TableProfiles.FindBuiltIn"/>.</summary>
    public abstract string Profile { get; }

    /// <summary>What the workbook holds of a matrix.</summary>
    public abstract FormatContent Content { get; }

    /// <summary>The sheets of a workbook without a template. Its columns with an id and a word are those that are filled in.</summary>
    internal abstract ValueList<PublisherSheet> Sheets { get; }

    /// <summary>The cells of a control. Empty for a control of which the workbook can say nothing.</summary>
    internal abstract PublisherCells CellsOf(PublisherAnswer answer, PublisherNotes notes);

    /// <summary>Whether a document of the profile is filled in unless it is asked for.</summary>
    internal virtual bool IsFilled(ProfileDocument document) => true;

    /// <summary>Whether a document of the profile is what a matrix says of itself, so that it comes before another one that fits as
    /// well.</summary>
    internal virtual bool IsNamedBy(Matrix matrix, ProfileDocument document) => false;

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>A sheet of a workbook without a template.</summary>
internal sealed record PublisherSheet
{
    public required string Name { get; init; }

    public required ValueList<PublisherColumn> Columns { get; init; }
}

/// <summary>A column of a workbook: the column of the profile, and of several with one id the word that it stands for.</summary>
internal sealed record PublisherColumn
{
    public required string Id { get; init; }

    public string? Word { get; init; }

    /// <summary>What stands above the heading, and above those beside it.</summary>
    public string Band { get; init; } = "";

    public required string Heading { get; init; }

    public int Width { get; init; } = 16;

    public ValueList<string> Choices { get; init; }

    /// <summary>Where the text comes from.</summary>
    public PublisherColumnUse Use { get; init; }
}

/// <summary>Where the text of a column comes from.</summary>
internal enum PublisherColumnUse
{
    /// <summary>From the answer.</summary>
    Answer,

    /// <summary>The id of the control, or of the row of the matrix's own.</summary>
    Id,

    /// <summary>The id of the control that a row of the matrix's own is below, or of the control.</summary>
    ControlId,

    /// <summary>The title.</summary>
    Title,

    /// <summary>The title of a row of the matrix's own.</summary>
    OwnTitle,

    /// <summary>The title of the control, or of the one that a row of the matrix's own is below.</summary>
    ControlTitle,
}
