using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>A set of requirements to start from: one rule for each thing that can be asked, with titles and notes that say how.</summary>
internal static class StarterRequirements
{
    private const string Reference = "Your policy, clause 1.1";

    public static RequirementSet Set { get; } = new()
    {
        Id = "our-agreements",
        Version = "0.1.0",
        Title = "What our agreements on cloud services must contain",
        Description =
            "Replace these rules by your own: each shows one thing that a rule can ask. A rule names the clause that asks for it, the " +
            "controls it is about, what must hold for each of them, and how bad it is when it does not.",
        Rules =
        [
            new()
            {
                Id = "everything-assigned",
                Title = "Every control in scope has somebody who does it",
                Reference = Reference,
                Controls = ["*"],
                Require = new() { Assigned = true },
                Severity = Severity.Error,
                Notes =
                    "\"*\" means all controls in the scope of the matrix; \"iso-27017@2015:*\" those of one catalog, \"group:16\" those " +
                    "of a group, \"16.1.1\" one of them.",
            },
            new()
            {
                Id = "shared-is-explained",
                Title = "Where several sides have a part, it is said who does what",
                Reference = Reference,
                Controls = ["*"],
                Require = new() { Qualified = true },
                Severity = Severity.Error,
            },
            new()
            {
                Id = "incidents-both-sides",
                Title = "Both sides have duties in incidents, in words",
                Reference = Reference,
                Controls = ["iso-27017@2015:16.1.1", "iso-27017@2026:5.24"],
                Require = new() { PerformedBy = Sides.Shared, DutyText = true },
                Severity = Severity.Error,
                Notes = "Editions of one catalog are alternatives: the one counts that the matrix uses.",
            },
            new()
            {
                Id = "incidents-within-a-day",
                Title = "The provider reports incidents within 24 hours",
                Reference = Reference,
                Controls = ["iso-27017@2015:16.1.1", "iso-27017@2026:5.24"],
                Require = new() { Commitment = new() { Metric = "incidentNotificationTime", AtMost = 24, Unit = "hours" } },
                Severity = Severity.Error,
                Notes = "Leave out atMost and atLeast to ask only that there is a commitment.",
            },
            new()
            {
                Id = "current-report",
                Title = "There is a current report or certificate on the service",
                Reference = Reference,
                Controls = ["*"],
                Match = RequirementMatch.Any,
                Require = new() { Evidence = new() { Kinds = [EvidenceKind.Report, EvidenceKind.Certificate], Valid = true } },
                Severity = Severity.Warning,
                Notes = "With \"match\": \"any\" one control is enough; without it, each must meet the rule.",
            },
        ],
        Elsewhere =
        [
            new() { Reference = Reference, Title = "The contract can be ended within three months",
                Notes = "What no matrix can show stands here, so that a reviewer looks for it in the contract. It never fails a check." },
        ],
    };
}
