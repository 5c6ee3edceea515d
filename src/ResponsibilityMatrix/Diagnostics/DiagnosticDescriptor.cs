namespace ResponsibilityMatrix.Diagnostics;

/// <summary>
/// What a kind of finding means, apart from any one finding: the source of the rules page and of SARIF's rule
/// list. Immutable; safe to share between threads. Equal by value.
/// </summary>
public sealed record DiagnosticDescriptor
{
    /// <summary>The stable id, such as <c>RM2001</c>. Callers decide on ids, never on messages.</summary>
    public required string Id { get; init; }

    /// <summary>A short name of the fault, without a full stop.</summary>
    public required string Title { get; init; }

    /// <summary>The severity that a finding has unless a caller changes it.</summary>
    public required Severity DefaultSeverity { get; init; }

    /// <summary>Why it matters to the people who rely on the matrix.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it.</summary>
    public required string HowToFix { get; init; }

    /// <summary>The family of the finding, such as <c>responsibility</c> for RM2xxx; a tag of the rule in SARIF. Ids of an application are
    /// of the family <c>application</c> where it names none.</summary>
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
        ['R', 'M', ..] => "import and export",
        _ => "application",
    };
}
