using System.Globalization;

namespace ResponsibilityMatrix.Tables;

/// <summary>The profile that fits files best, and why. Immutable; equal by value.</summary>
public sealed record ProfileChoice
{
    /// <summary>The profile, or null if none fits.</summary>
    public TableProfile? Profile { get; init; }

    /// <summary>Why it was chosen, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the profile may be the wrong one: it does not understand more than one of ten rows, or leaves out more than half as
    /// many columns as it knows.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>What would have been the next best, in a sentence, or null if no other understands a row.</summary>
    public string? NextBest { get; init; }
}

/// <summary>How many rows of files a profile understands.</summary>
internal sealed record ProfileFit(TableProfile Profile, int Imported, int Open, int NotUnderstood, int Rows, int KnownColumns,
    int NamedColumns, int UnknownColumns)
{
    // A table with headings and no rows is one, too.
    public bool Fits => Imported + Open > 0 || (KnownColumns > 0 && NotUnderstood == 0);

    private bool IsDoubtful => NotUnderstood * 10 > Imported + Open + NotUnderstood || UnknownColumns * 2 > KnownColumns;

    // A profile that takes every column for a statement misunderstands more than it understands.
    private int Merit => Imported - NotUnderstood;

    /// <summary>The best of several: the one that understands most rows beyond those that it misunderstands, then the one that knows more
    /// columns.</summary>
    public static ProfileChoice Choose(IEnumerable<ProfileFit> fits)
    {
        var best = fits.Where(fit => fit.Fits).OrderByDescending(fit => fit.Merit).ThenByDescending(fit => fit.Open)
            .ThenBy(fit => fit.NotUnderstood).ThenByDescending(fit => fit.KnownColumns)
            .ThenByDescending(fit => fit.NamedColumns)
            .ThenBy(fit => fit.Profile.Id, StringComparer.Ordinal).Take(2).ToList();
        if (best.Count == 0) return new ProfileChoice { Reason = "No profile at hand knows a table of this kind." };
        return new ProfileChoice
        {
            Profile = best[0].Profile,
            Reason = $"The profile {best[0].Profile.Id} ({best[0].Profile.Title}) was chosen: it understands {best[0].Words()}.",
            IsDoubtful = best[0].IsDoubtful,
            NextBest = best.Count == 1 ? null : $"The next best would be {best[1].Profile.Id}, which understands {best[1].Words()}.",
        };
    }

    private string Words() => string.Create(CultureInfo.InvariantCulture,
        $"{Imported + Open:N0} of {Rows:N0} rows and knows {KnownColumns:N0} columns");
}
