using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>What the service was assessed to.</summary>
internal sealed class AuthorizationsSection : MatrixSection
{
    public override string Id => "authorizations";

    public override string Title => "Authorizations";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var authorizations = input.Matrix.Authorizations;
        if (authorizations.IsEmpty) yield break;
        yield return Table("What the service was assessed to",
            ["Scheme", "Level", "Basis", "Authority", "Issued", "Valid until", "Reference"],
            authorizations.Select(one => (ReportCell?[])
            [
                Cell(one.Scheme), Cell(one.Level), Cell(one.Basis is { } basis ? Words.Of(basis) : "",
                    one.Basis == AuthorizationBasis.InProcess ? ReportTone.Caution : ReportTone.Plain),
                Cell(one.Authority), Cell(Day(one.Issued)),
                Cell(one.ValidUntil < input.AsOf ? $"{Day(one.ValidUntil)} (ended)" : Day(one.ValidUntil),
                    one.ValidUntil < input.AsOf ? ReportTone.Bad : ReportTone.Plain),
                Cell(one.Reference),
            ]));
    }
}
