using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The JSON shape of a duty in a checklist (<c>schemas/checklist.schema.json</c>).</summary>
internal sealed record ChecklistDutyShape(
    string Catalog,
    string Control,
    string Title,
    string Domain,
    Sides Split,
    bool ByServiceModel,
    string? Duty,
    Involvement Involvement,
    string? Action,
    string? Text,
    string? Component,
    ValueList<ImplementationStatus> Implementation,
    string? PerformedBy,
    string? NotTakenOver,
    string? Guidance,
    ValueList<ChecklistDependency> DependsOn,
    ValueList<ChecklistDependency> NeededFor,
    ValueList<ChecklistCommitment> Commitments,
    ValueList<string> Evidence,
    DateOnly? NextReview,
    string Document,
    string Pointer)
{
    public static ChecklistDutyShape Of(ChecklistDuty item)
    {
        var duty = item.Duty;
        return new(
            item.Catalog, item.Control, item.Title, item.Domain, item.Split, item.IsByServiceModel, duty.Id, duty.Involvement, duty.Action,
            duty.Text, duty.Component, duty.Implementation, item.PerformedBy, item.NotTakenOver, item.Guidance, item.DependsOn,
            item.NeededFor, item.Commitments, item.Evidence, item.NextReview, item.Document, item.Place.Pointer);
    }

    public ChecklistDuty ToDuty() => new()
    {
        Catalog = Catalog,
        Control = Control,
        Title = Title,
        Domain = Domain,
        Split = Split,
        IsByServiceModel = ByServiceModel,
        Duty = new()
        {
            Id = Duty,
            Party = "",
            Side = Sides.None,
            Involvement = Involvement,
            Action = Action,
            Text = Text,
            Component = Component,
            Implementation = Implementation,
        },
        PerformedBy = PerformedBy,
        NotTakenOver = NotTakenOver,
        Guidance = Guidance,
        DependsOn = DependsOn,
        NeededFor = NeededFor,
        Commitments = Commitments,
        Evidence = Evidence,
        NextReview = NextReview,
        Document = Document,
        Place = new(Pointer),
    };
}

/// <summary>The JSON shape of evidence that a party keeps.</summary>
internal sealed record ChecklistEvidenceShape(
    string Id,
    EvidenceKind Kind,
    string Title,
    string? Issuer,
    string? Uri,
    DateOnly? ValidUntil,
    bool Own,
    string? From,
    EvidenceValidity Validity,
    ValueList<string> Controls)
{
    public static ChecklistEvidenceShape Of(ChecklistEvidence kept)
    {
        var evidence = kept.Evidence;
        return new(
            evidence.Id, evidence.Kind, evidence.Title, evidence.Issuer, evidence.Uri, evidence.ValidUntil, kept.IsOwn, kept.From,
            kept.Validity, kept.Controls);
    }

    public ChecklistEvidence ToEvidence() => new()
    {
        Evidence = new() { Id = Id, Kind = Kind, Title = Title, Issuer = Issuer, Uri = Uri, ValidUntil = ValidUntil },
        IsOwn = Own,
        From = From,
        Validity = Validity,
        Controls = Controls,
    };
}

/// <summary>The JSON shape of an imported questionnaire (<c>schemas/import-report.schema.json</c>).</summary>
internal sealed record ImportShape(
    string ResultVersion,
    string Kind,
    MatrixIdentity Matrix,
    SemanticVersion? DraftVersion,
    ValueMap<int> Summary,
    ValueList<ImportedRow> Rows,
    ValueList<string> Open,
    ValueList<Diagnostic> Diagnostics)
{
    public static ImportShape Of(QuestionnaireImport import) => new(
        ResolvedMatrix.FormatVersion, QuestionnaireForm.Vocabulary, import.Asked, import.Draft?.Version,
        new(import.Rows.GroupBy(row => row.Outcome).OrderBy(rows => rows.Key)
            .Select(rows => KeyValuePair.Create(Words.Of(rows.Key), rows.Count()))),
        import.Rows, import.Open, import.Diagnostics);

    public QuestionnaireImport ToImport() => new() { Asked = Matrix, Rows = Rows, Open = Open, Diagnostics = Diagnostics };
}
