using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A control that is worth little without a time: what a commitment for it measures, and how to ask for it. Immutable; equal by
/// value.</summary>
public sealed record Deadline
{
    /// <summary>The catalog as <c>id@edition</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id of the control in its catalog's spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The metrics of which one is to be committed to.</summary>
    public required ValueList<string> Metrics { get; init; }

    /// <summary>The question to the provider, "you" being the provider.</summary>
    public required string Ask { get; init; }
}

/// <summary>
/// The controls with a deadline: incidents, changes, vulnerabilities, deletion, backup. A short list on purpose; a control of another
/// catalog has the deadline of the one here that a mapping at hand, or its row's <c>mapsTo</c>, calls equal to it. Thread-safe.
/// </summary>
public static class Deadlines
{
    /// <summary>What a commitment measures where a duty is to notify and no control here says more.</summary>
    public const string NotificationTime = "notificationTime";

    private const string AskIncidents = "Within which time after you become aware of an incident that concerns us do you tell us?";
    private const string AskChanges = "How long before a change that we may feel do you announce it?";
    private const string AskFlaws = "Within which time after you learn of a vulnerability is it fixed, at least for critical ones?";
    private const string AskBackup =
        "How much work, counted in hours, can be lost at most when you restore from a backup (RPO), or how soon is the restore done (RTO)?";
    private const string AskDeletion = "Within which time after the end of the contract have you deleted our data, backups included?";

    /// <summary>How to ask for the time of a notice that no control here speaks of.</summary>
    internal const string AskNotice = "Within which time do you tell us?";

    /// <summary>All of them.</summary>
    public static ValueList<Deadline> All { get; } =
    [
        Of("iso-27017@2015", "12.1.2", AskChanges, "changeNoticePeriod"),
        Of("iso-27017@2015", "12.3.1", AskBackup, "recoveryPointObjective", "recoveryTimeObjective"),
        Of("iso-27017@2015", "12.6.1", AskFlaws, "vulnerabilityRemediationTime"),
        Of("iso-27017@2015", "16.1.2", AskIncidents, "incidentNotificationTime"),
        Of("iso-27017@2015", "CLD.8.1.5", AskDeletion, "dataDeletionTime"),
        Of("iso-27017@2026", "8.32", AskChanges, "changeNoticePeriod"),
        Of("iso-27017@2026", "8.13", AskBackup, "recoveryPointObjective", "recoveryTimeObjective"),
        Of("iso-27017@2026", "8.8", AskFlaws, "vulnerabilityRemediationTime"),
        Of("iso-27017@2026", "6.8", AskIncidents, "incidentNotificationTime"),
        Of("iso-27017@2026", "8.10", AskDeletion, "dataDeletionTime"),
    ];

    private static Deadline Of(string catalog, string control, string ask, params ReadOnlySpan<string> metrics) =>
        new() { Catalog = catalog, Control = control, Ask = ask, Metrics = ValueList.Create(metrics) };

    /// <summary>The deadlines of the controls of a matrix, by their position in it.</summary>
    internal static Dictionary<int, Deadline> In(Engine engine)
    {
        Dictionary<int, Deadline> found = [];
        var space = engine.Space;
        foreach (var deadline in All)
            foreach (var node in NodesOf(space, deadline.Catalog, deadline.Control)) found.TryAdd(node, deadline);
        foreach (var mapping in engine.Effective.Documents.Mappings.Select(document => document.Mapping))
        {
            foreach (var relation in mapping.Relations)
            {
                if (relation.Relation != ControlRelation.Equal || relation.From is not [var from] || relation.To is not [var to]) continue;
                if (Find(mapping.To, to) is { } same) Add(mapping.From, from, same);
                else if (Find(mapping.From, from) is { } of) Add(mapping.To, to, of);
            }
        }
        for (var i = 0; i < space.Local.Count; i++)
            foreach (var mapped in space.Local.Index.Catalog.Controls[i].MapsTo)
                if (mapped.Relation == ControlRelation.Equal && Selector.TryParse(mapped.Control, out var reference)
                    && Find(space.ReadOfRow(reference, space.Local.Start + i)) is { } deadline) found.TryAdd(
                    space.Local.Start + i, deadline);
        return found;

        void Add(string catalog, string control, Deadline deadline)
        {
            foreach (var node in NodesOf(space, catalog, control)) found.TryAdd(node, deadline);
        }
    }

    private static Deadline? Find(string catalog, string control)
    {
        if (!ControlKey.TryParse(control, out var key)) return null;
        foreach (var deadline in All)
            if (deadline.Catalog == catalog && KeyOf(deadline) == key) return deadline;
        return null;
    }

    private static Deadline? Find(in Selector reference)
    {
        if (reference.Kind != SelectorKind.Control) return null;
        foreach (var deadline in All)
            if (KeyOf(deadline) == reference.Key && reference.CatalogId is { } id
                && (reference.Edition is { } edition ? deadline.Catalog == $"{id}@{edition}"
                : deadline.Catalog.StartsWith($"{id}@", StringComparison.Ordinal))) return deadline;
        return null;
    }

    private static ControlKey KeyOf(Deadline deadline) => ControlKey.TryParse(deadline.Control, out var key) ? key : default;

    private static IEnumerable<int> NodesOf(ControlSpace space, string catalog, string control)
    {
        if (!ControlKey.TryParse(control, out var key)) yield break;
        foreach (var part in space.Parts)
            if (part.Identity == catalog && part.Index.Find(key) is >= 0 and var at) yield return part.Start + at;
    }
}
