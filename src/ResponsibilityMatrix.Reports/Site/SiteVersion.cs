using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>A published version of a matrix, as a site shows it. Immutable.</summary>
public sealed record SiteVersion
{
    /// <summary>The resolver of the published document, which knows of no other documents than published ones and catalogs: all that it
    /// answers is shown.</summary>
    public required Resolver Resolver { get; init; }

    /// <summary>The published document in canonical form.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The detached signature of <see cref="Json"/>; null if it has none.</summary>
    public string? Signature { get; init; }

    /// <summary>What a verification of the signature said; null if nobody looked at it. One that is not valid has no place on a
    /// site.</summary>
    public ReportSignature? Verification { get; init; }

    /// <summary>The same version in other formats, to be offered beside; their paths are endings of a name, such as <c>.xlsx</c>.</summary>
    public ValueList<SiteFile> Formats { get; init; }
}

/// <summary>A file of a site. Immutable.</summary>
public sealed record SiteFile
{
    /// <summary>The path below the folder of the site, with <c>/</c> between folders: letters, digits, points, hyphens, underscores and
    /// <c>+</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The bytes.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}

/// <summary>Options of sites. Immutable; equal by value.</summary>
public sealed record SiteOptions
{
    /// <summary>The day: it decides which version is in force, and what is overdue.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The heading; null for one with the name of the provider.</summary>
    public string? Title { get; init; }

    /// <summary>Where the site will be found, by http or https; null if that is not known. Only the feed has it.</summary>
    public Uri? BaseUrl { get; init; }
}
