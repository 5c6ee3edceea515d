namespace ResponsibilityMatrix.Diagnostics;

/// <summary>
/// Describes a kind of finding. The rules page and SARIF's rule list are generated from descriptors. Immutable and thread-safe; equal by
/// value.
/// </summary>
public sealed record DiagnosticDescriptor
{
    /// <summary>The stable id, such as <c>RM2001</c>. Use ids, never messages, to make decisions.</summary>
    public required string Id { get; init; }

    /// <summary>A short name of the problem, without a full stop.</summary>
    public required string Title { get; init; }

    /// <summary>The severity of its findings, unless a caller changes it.</summary>
    public required Severity DefaultSeverity { get; init; }

    /// <summary>Why it matters to people who rely on the matrix.</summary>
    public required string Why { get; init; }

    /// <summary>How to fix it.</summary>
    public required string HowToFix { get; init; }

    /// <summary>The category, such as <c>responsibility</c> for RM2xxx; a tag of the rule in SARIF. For descriptors of an application, the
    /// default is <c>application</c>.</summary>
    public string Category { get => field ?? OfId(Id); init; }

    private static string OfId(string id) => id switch
    {
        ['R', 'M', '0', ..] => "document",
        ['R', 'M', '1', ..] => "references",
        ['R', 'M', '2', ..] => "responsibility",
        ['R', 'M', '3', ..] => "chains",
        ['R', 'M', '4', ..] => "commitments",
        ['R', 'M', '5', ..] => "requirements",
        ['R', 'M', '6', ..] => "versions and dates",
        ['R', 'M', '8', ..] => "portfolios",
        ['R', 'M', ..] => "import and export",
        _ => "application",
    };
}
