using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The JSON shape of a report of a check (<c>schemas/check.schema.json</c>).</summary>
internal sealed record ReportShape(
    CheckedSetShape Set,
    CheckedMatrixShape Matrix,
    ValueList<ResolutionInput> Inputs,
    ResolutionContext Context,
    ValueMap<int> Summary,
    ValueList<RuleShape> Rules,
    ValueList<ElsewhereShape> Elsewhere,
    ValueList<Diagnostic> Diagnostics)
{
    public static ReportShape Of(RequirementsReport report)
    {
        var set = report.Set;
        return new(
            new(set.Id, set.Version, set.Title, set.Description, SourceShape.Of(set.Source)),
            new(report.Matrix.Id, report.Matrix.Version, report.Title), report.Inputs, report.Context, report.Summary,
            report.Rules.Select(rule => RuleShape.Of(rule, set.Source)).ToValueList(),
            set.Elsewhere.Select(point => ElsewhereShape.Of(point, set)).ToValueList(), report.Diagnostics);
    }

    public RequirementsReport ToReport() => new()
    {
        Set = new()
        {
            Id = Set.Id,
            Version = Set.Version,
            Title = Set.Title,
            Description = Set.Description,
            Source = Set.Source?.ToSource(),
            Rules = Rules.Select(rule => rule.ToRule()).ToValueList(),
            Elsewhere = Elsewhere.Select(point => point.ToElsewhere()).ToValueList(),
        },
        Matrix = new(Matrix.Id, Matrix.Version),
        Title = Matrix.Title,
        Inputs = Inputs,
        Context = Context,
        Parties = [],
        Rules = Rules.Select(rule => rule.ToResult()).ToValueList(),
        Diagnostics = Diagnostics,
    };
}

/// <summary>The set of requirements.</summary>
internal sealed record CheckedSetShape(string Id, SemanticVersion Version, string Title, string? Description, SourceShape? Source);

/// <summary>The matrix.</summary>
internal sealed record CheckedMatrixShape(string Id, SemanticVersion Version, string Title);

/// <summary>A source; its note is null if there is none.</summary>
internal sealed record SourceShape(SourceReading Read, string? Note)
{
    public static SourceShape? Of(RequirementSource? source) => source is null ? null : new(source.Read, source.Note);

    public RequirementSource ToSource() => new() { Read = Read, Note = Note };
}

/// <summary>A topic to check elsewhere; without a source of its own, it has the source of the set.</summary>
internal sealed record ElsewhereShape(string Reference, string Title, string? Notes, SourceShape? Source)
{
    public static ElsewhereShape Of(RequirementElsewhere point, RequirementSet set) =>
        new(point.Reference, point.Title, point.Notes, SourceShape.Of(point.Source ?? set.Source));

    public RequirementElsewhere ToElsewhere() =>
        new() { Reference = Reference, Title = Title, Notes = Notes, Source = Source?.ToSource() };
}

/// <summary>A rule and its result; without a source of its own, it has the source of the set.</summary>
internal sealed record RuleShape(
    string Id,
    string Title,
    string Reference,
    Severity Severity,
    RequirementMatch Match,
    RuleStatus Status,
    bool? Met,
    string? Notes,
    SourceShape? Source,
    ValueList<CheckedControl> Controls)
{
    public static RuleShape Of(RuleResult result, RequirementSource? source)
    {
        var rule = result.Rule;
        return new(
            rule.Id, rule.Title, rule.Reference, rule.Severity, rule.Match, result.Status, IsMet(result.Status), rule.Notes,
            SourceShape.Of(rule.Source ?? source), result.Controls);
    }

    // A rule that does not apply is neither met nor unmet.
    public static bool? IsMet(RuleStatus status) => status == RuleStatus.NotApplicable ? null : status == RuleStatus.Met;

    public RequirementRule ToRule() => new()
    {
        Id = Id,
        Title = Title,
        Reference = Reference,
        Severity = Severity,
        Match = Match,
        Notes = Notes,
        Source = Source?.ToSource(),
        Controls = [],
        Require = new(),
    };

    public RuleResult ToResult() => new() { Rule = ToRule(), Status = Status, Controls = Controls };
}

/// <summary>A control and its result under a rule.</summary>
internal sealed record CheckedControlShape(
    string Control,
    string? Catalog,
    string? Title,
    RuleStatus Status,
    bool? Met,
    ValueList<MissingPart> Missing,
    FoundShape? Found,
    ValueList<string> NotLookedAt,
    string? Note)
{
    public static CheckedControlShape Of(CheckedControl control) => new(
        control.Control, control.Catalog, control.Title, control.Status, RuleShape.IsMet(control.Status), control.Missing,
        FoundShape.Of(control),
        control.NotLookedAt, control.Note);

    public CheckedControl ToControl() => new()
    {
        Control = Control,
        Catalog = Catalog,
        Title = Title,
        Status = Status,
        Missing = Missing,
        Answer = Found?.ToAnswer(),
        Document = Found?.Document,
        Place = Found is null ? null : new(Found.Pointer, Found.File),
        Commitments = Found?.Commitments ?? default,
        Evidence = Found?.Evidence ?? default,
        NotLookedAt = NotLookedAt,
        Note = Note,
    };
}

/// <summary>What is missing.</summary>
internal sealed record MissingShape(RequirementKind Requirement, string Message, string? File, string Pointer)
{
    public static MissingShape Of(MissingPart part) => new(part.Requirement, part.Message, part.Place.File, part.Place.Pointer);

    public MissingPart ToPart() => new() { Requirement = Requirement, Message = Message, Place = new(Pointer, File) };
}

/// <summary>What was found.</summary>
internal sealed record FoundShape(
    ControlState State,
    Sides Split,
    string? Reason,
    string? Document,
    string? File,
    string Pointer,
    ValueList<FoundDutyShape> Duties,
    ValueList<FoundCommitment> Commitments,
    ValueList<FoundEvidence> Evidence)
{
    public static FoundShape? Of(CheckedControl control) => control.Answer is not { } answer ? null : new(
        answer.State, answer.Split, answer.Reason, control.Document, control.Place?.File, control.Place?.Pointer ?? "",
        answer.Duties.Select(duty => new FoundDutyShape(duty.Id, duty.Party, duty.Side, duty.Text)).ToValueList(), control.Commitments,
        control.Evidence);

    public ResolvedControl ToAnswer() => new()
    {
        Catalog = "",
        Control = "",
        Title = "",
        IsLeaf = true,
        State = State,
        Split = Split,
        Reason = Reason,
        Duties = Duties.Select(duty => duty.ToDuty()).ToValueList(),
    };
}

/// <summary>A duty that was found.</summary>
internal sealed record FoundDutyShape(string? Id, string Party, Sides Side, string? Text)
{
    public ResolvedDuty ToDuty() => new() { Id = Id, Party = Party, Side = Side, Text = Text, Involvement = Involvement.None };
}

/// <summary>A commitment that was found.</summary>
internal sealed record FoundCommitmentShape(
    string Id,
    string Party,
    string Metric,
    TargetOperator Operator,
    decimal Value,
    string Unit,
    string? From,
    string? Qualifier,
    string? Window,
    bool Enough,
    string Document,
    string? File,
    string Pointer)
{
    public static FoundCommitmentShape Of(FoundCommitment found)
    {
        var (commitment, target) = (found.Commitment, found.Commitment.Target);
        return new(
            commitment.Id, found.Party, commitment.Metric, target.Operator, target.Value, target.Unit, target.From, commitment.Qualifier,
            commitment.Window, found.IsEnough, found.Document, found.Place.File, found.Place.Pointer);
    }

    public FoundCommitment ToFound() => new()
    {
        Commitment = new()
        {
            Id = Id,
            Party = Party,
            Metric = Metric,
            Qualifier = Qualifier,
            Window = Window,
            Target = new() { Operator = Operator, Value = Value, Unit = Unit, From = From },
        },
        Party = Party,
        Document = Document,
        Place = new(Pointer, File),
        IsEnough = Enough,
    };
}

/// <summary>Evidence that was found.</summary>
internal sealed record FoundEvidenceShape(
    string Id,
    EvidenceKind Kind,
    string Title,
    string? Issuer,
    string? Uri,
    DateOnly? Issued,
    EvidencePeriod? Period,
    DateOnly? ValidUntil,
    EvidenceValidity Validity,
    bool Enough,
    string Document,
    string? File,
    string Pointer)
{
    public static FoundEvidenceShape Of(FoundEvidence found)
    {
        var evidence = found.Evidence;
        return new(
            evidence.Id, evidence.Kind, evidence.Title, evidence.Issuer, evidence.Uri, evidence.Issued,
            evidence.Period, evidence.ValidUntil, found.Validity, found.IsEnough,
            found.Document, found.Place.File, found.Place.Pointer);
    }

    public FoundEvidence ToFound() => new()
    {
        Evidence = new()
        {
            Id = Id,
            Kind = Kind,
            Title = Title,
            Issuer = Issuer,
            Uri = Uri,
            Issued = Issued,
            Period = Period,
            ValidUntil = ValidUntil,
        },
        Document = Document,
        Place = new(Pointer, File),
        Validity = Validity,
        IsEnough = Enough,
    };
}
