using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Reports;

/// <summary>Who approved the document, and the lines to sign on.</summary>
internal sealed class ApprovalsSection : MatrixSection
{
    public override string Id => "approvals";

    public override string Title => "Approvals and signatures";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var matrix = input.Matrix;
        if (!matrix.Approvals.IsEmpty)
            yield return Table("Approvals", ["Party", "Name", "Role", "Date"], matrix.Approvals.Select(approval => (ReportCell?[])
                [Cell(input.NameOf(approval.Party)), Cell(approval.Name), Cell(approval.Role), Cell(Day(approval.Date))]));
        var names = input.Resolver.Parties.DistinctBy(party => party.Id)
            .ToDictionary(party => party.Id, party => party.LegalName ?? party.Name);
        yield return new ReportSignatures
        {
            Parties = new[] { matrix.Service.Provider, matrix.Service.Customer }
                .Select(party => names.GetValueOrDefault(party, party)).ToValueList(),
        };
    }
}
