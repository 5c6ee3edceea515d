using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Builds sets of requirements on agreements from an index.</summary>
internal sealed class RequirementsBuilder(JsonIndex index, DocumentFindings findings) : ModelReader(index, findings)
{
    private const int MostMonths = 1200;
    public RequirementSet Read()
    {
        string? schema = null, id = null, title = null, description = null;
        SemanticVersion? version = null;
        RequirementSource? source = null;
        ValueList<RequirementRule> rules = default;
        ValueList<RequirementElsewhere> elsewhere = default;
        foreach (var (name, value) in Members(0))
        {
            switch (name)
            {
                case "$schema": schema = Text(value); break;
                case "id": id = Text(value); break;
                case "version": version = Version(value); break;
                case "title": title = Text(value); break;
                case "description": description = Text(value); break;
                case "source": source = ReadSource(value); break;
                case "elsewhere": elsewhere = List(value, ReadElsewhere); break;
                case "rules": rules = List(value, ReadRule); break;
            }
        }
        return new RequirementSet
        {
            Schema = schema,
            Id = id ?? "",
            Version = version ?? default,
            Title = title
            ?? "",
            Description = description,
            Source = source,
            Rules = rules,
            Elsewhere = elsewhere
        };
    }

    private RequirementRule ReadRule(int token)
    {
        string? id = null, title = null, reference = null, notes = null;
        ValueList<Selector> controls = default;
        var match = RequirementMatch.Each;
        var severity = Severity.Error;
        Requirement? require = null;
        RequirementSource? source = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "reference": reference = Text(value); break;
                case "controls": controls = Selectors(value); break;
                case "match": match = Word<RequirementMatch>(value) ?? match; break;
                case "severity": severity = Word<Severity>(value) ?? severity; break;
                case "notes": notes = Text(value); break;
                case "source": source = ReadSource(value); break;
                case "require": require = ReadRequirement(value); break;
            }
        }
        return new RequirementRule
        {
            Id = id ?? "",
            Title = title ?? "",
            Reference = reference ?? "",
            Controls = controls,
            Match = match,
            Require = require ?? new Requirement(),
            Severity = severity,
            Notes = notes,
            Source = source,
        };
    }

    private Requirement ReadRequirement(int token)
    {
        var isAnyKnown = false;
        bool assigned = false, implemented = false, dutyText = false, qualified = false;
        Sides performedBy = Sides.None, notPerformedBy = Sides.None;
        ValueList<Inheritability> inheritability = default;
        RequiredEvidence? evidence = null;
        RequiredCommitment? commitment = null;
        foreach (var (name, value) in Members(token))
        {
            var isKnown = true;
            switch (name)
            {
                case "assigned": assigned = IsTrue(value); break;
                case "performedBy": performedBy = ReadSides(value); break;
                case "notPerformedBy": notPerformedBy = ReadSides(value); break;
                case "implemented": implemented = IsTrue(value); break;
                case "inheritability": inheritability = WordList<Inheritability>(value); break;
                case "dutyText": dutyText = IsTrue(value); break;
                case "qualified": qualified = IsTrue(value); break;
                case "evidence": evidence = ReadEvidence(value); break;
                case "commitment": commitment = ReadCommitment(value); break;
                default: isKnown = false; break;
            }
            isAnyKnown |= isKnown;
        }
        // A rule with an unknown requirement must not count as met.
        if (!isAnyKnown && Findings.IsLaterVersion && Index[token].Kind == JsonKind.Object)
            Findings.ReportOnce(
                token, sentences =>
                $"{sentences.Here(token)} asks only for what version {Matrix.FormatVersion} of the format does not know, so that the " +
                $"rule cannot be judged.");
        return new Requirement
        {
            Assigned = assigned,
            PerformedBy = performedBy,
            NotPerformedBy = notPerformedBy,
            Implemented = implemented,
            Inheritability = inheritability,
            DutyText = dutyText,
            Qualified = qualified,
            Evidence = evidence,
            Commitment = commitment,
        };
    }

    private Sides ReadSides(int token)
    {
        var sides = Sides.None;
        foreach (var side in List(token, item => Split(item) ?? Sides.None)) sides |= side;
        return sides;
    }

    private RequiredEvidence ReadEvidence(int token)
    {
        ValueList<EvidenceKind> kinds = default;
        var valid = true;
        int? maxAgeMonths = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "kinds": kinds = WordList<EvidenceKind>(value); break;
                case "valid": valid = IsTrue(value); break;
                case "maxAgeMonths": maxAgeMonths = Number(value) is >= 1 and <= MostMonths and var months ? (int)months : null; break;
            }
        }
        return new RequiredEvidence { Kinds = kinds, Valid = valid, MaxAgeMonths = maxAgeMonths };
    }

    private RequiredCommitment ReadCommitment(int token)
    {
        string? metric = null, unit = null;
        decimal? atMost = null, atLeast = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "metric": metric = Text(value); break;
                case "atMost": atMost = Number(value); break;
                case "atLeast": atLeast = Number(value); break;
                case "unit": unit = Text(value); break;
            }
        }
        return new RequiredCommitment { Metric = metric ?? "", AtMost = atMost, AtLeast = atLeast, Unit = unit ?? "" };
    }

    private RequirementElsewhere ReadElsewhere(int token)
    {
        string? reference = null, title = null, notes = null;
        RequirementSource? source = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "reference": reference = Text(value); break;
                case "title": title = Text(value); break;
                case "notes": notes = Text(value); break;
                case "source": source = ReadSource(value); break;
            }
        }
        return new RequirementElsewhere { Reference = reference ?? "", Title = title ?? "", Notes = notes, Source = source };
    }

    private RequirementSource ReadSource(int token)
    {
        var read = SourceReading.SecondHand;
        string? note = null;
        foreach (var (name, value) in Members(token))
        {
            if (name is "read") read = Word<SourceReading>(value) ?? read;
            else if (name is "note") note = Text(value);
        }
        return new RequirementSource { Read = read, Note = note };
    }

    private bool IsTrue(int token) => Index[token].Kind == JsonKind.True;
}
