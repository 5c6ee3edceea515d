using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Formats the duties of a checklist as table rows. Thread-safe.</summary>
public static class ChecklistCells
{
    /// <summary>The headings.</summary>
    public static ValueList<string> Headings { get; } =
    [
        "Domain", "Control", "Title", "Duty", "Part", "Component", "Status", "Performed by", "Not taken over", "What the catalog asks",
            "Needs first", "Others count on it", "Commitments", "Evidence to keep", "Next review", "In the matrix",
    ];

    /// <summary>One row for each duty, with a cell for each heading. A cell without content is empty; several items in one cell are on
    /// separate lines.</summary>
    /// <param name="checklist">The checklist.</param>
    public static ValueList<ValueList<string>> Rows(Checklist checklist)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var evidence = checklist.Evidence.DistinctBy(kept => kept.Evidence.Id)
            .ToDictionary(kept => kept.Evidence.Id, EvidenceSentence, StringComparer.Ordinal);
        return checklist.Duties.Select(duty => Row(duty, evidence)).ToValueList();
    }

    /// <summary>What to do: the text of the duty, or a general sentence if it has none.</summary>
    /// <param name="duty">The duty.</param>
    public static string WhatToDo(ChecklistDuty duty)
    {
        ArgumentNullException.ThrowIfNull(duty);
        if (duty.Duty.Text is { } text && !string.IsNullOrWhiteSpace(text)) return text;
        var involvement = duty.Duty.Involvement;
        var what = involvement.HasFlag(Involvement.Responsible) ? duty.PerformedBy is { } other ? $"Has {other} do it"
            : duty.Duty.Action is { } action ? $"Has to {action}" : duty.Split == duty.Duty.Side
            ? "Does this; the matrix says no more of it" : "Does its part; the matrix does not say what that is"
            : involvement.HasFlag(Involvement.Accountable) ? "Answers for it"
            : involvement.HasFlag(Involvement.Consulted) ? "Is asked before"
            : "Is told";
        return $"{what}.";
    }

    /// <summary>Describes a dependency in words.</summary>
    /// <param name="dependency">The dependency.</param>
    public static string Sentence(ChecklistDependency dependency)
    {
        ArgumentNullException.ThrowIfNull(dependency);
        return $"{dependency.Party}: {(string.IsNullOrWhiteSpace(dependency.Text) ? $"the duty \"{dependency.Duty}\"" : dependency.Text)}";
    }

    /// <summary>Describes a commitment in words.</summary>
    /// <param name="commitment">The commitment.</param>
    public static string Sentence(ChecklistCommitment commitment)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        return $"{commitment.Party} commits to {commitment.Text}{(commitment.LapsesWithoutDuty ? "; that lapses without this duty" : "")}";
    }

    /// <summary>Describes a piece of evidence in words, with its validity.</summary>
    /// <param name="kept">The evidence.</param>
    public static string EvidenceSentence(ChecklistEvidence kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var evidence = kept.Evidence;
        var words = evidence.Describe(kept.Validity);
        // Expired evidence must be recognizable without colors.
        if (kept.Validity is EvidenceValidity.Expired or EvidenceValidity.Old && words.IndexOf(' ', StringComparison.Ordinal) is var end)
            words = words[..end].ToUpperInvariant() + words[end..];
        return $"{evidence.Title}{(evidence.Issuer is { } issuer ? $" ({issuer})" : "")}, {words}";
    }

    private static string Lines<T>(ValueList<T> items, Func<T, string> write) => string.Join('\n', items.Select(write));

    private static ValueList<string> Row(ChecklistDuty duty, Dictionary<string, string> evidence) =>
    [
        duty.Domain,
        duty.Control,
        duty.Title,
        WhatToDo(duty),
        string.Join(", ", (IEnumerable<string>)Words.OfInvolvement(duty.Duty.Involvement)),
        duty.Duty.Component ?? "",
        duty.Duty.Implementation.InWords(),
        duty.PerformedBy ?? "",
        duty.NotTakenOver ?? "",
        duty.Guidance ?? "",
        Lines(duty.DependsOn, Sentence),
        Lines(duty.NeededFor, Sentence),
        Lines(duty.Commitments, commitment => Sentence(commitment)),
        Lines(duty.Evidence, id => evidence.GetValueOrDefault(id, id)),
        duty.NextReview is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
        $"{duty.Document}#{duty.Place.Pointer}{(duty.IsByServiceModel ? " (nobody stated it; the service model alone gives it)" : "")}",
    ];
}
