using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>What a column is taken for.</summary>
internal enum ColumnKind
{
    Unknown,
    Control,
    Title,
    Group,
    Component,
    Description,

    /// <summary>The owner as a word.</summary>
    Owner,

    /// <summary>A mark in the column of the owner.</summary>
    OwnerMark,

    /// <summary>A sign or a word in the column of a party.</summary>
    PartyWord,

    /// <summary>The owner in the column of an area or a service model.</summary>
    Cell,

    /// <summary>Yes, partial or no: whether a control can be inherited.</summary>
    Inheritance,

    /// <summary>The name of the provider or the customer.</summary>
    PartyName,
    Raci,
    Text,
    Status,
    StatusMark,
    Evidence,
    Notes,
    Internal,
    Ignored,
}

/// <summary>A column, what it is taken for, and why.</summary>
internal sealed record GuessedColumn(int At, ColumnStatistics Statistics)
{
    public ColumnKind Kind { get; set; }

    /// <summary>The id in the profile.</summary>
    public string Id { get; set; } = "";

    /// <summary>The side of a text, of letters or of a word.</summary>
    public Sides Side { get; set; }

    /// <summary>The word that a mark adds.</summary>
    public string? Word { get; set; }

    /// <summary>What the heading of a mark means.</summary>
    public OwnerMeaning? Meaning { get; set; }

    /// <summary>Why it was taken for that, in a few words.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What is unsure, or null.</summary>
    public string? Doubt { get; set; }

    /// <summary>The heading, as notes show it.</summary>
    public string Quoted => $"“{Shortened.Text(Statistics.Heading)}”";

    public void Set(ColumnKind kind, string reason) => (Kind, Reason) = (kind, reason);
}
