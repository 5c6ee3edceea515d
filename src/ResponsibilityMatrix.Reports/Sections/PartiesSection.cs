namespace ResponsibilityMatrix.Reports;

/// <summary>The parties, with their legal names, identifiers and contacts.</summary>
internal sealed class PartiesSection : MatrixSection
{
    public override string Id => "parties";

    public override string Title => "Parties";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var sides = input.Answers[0].Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, party => party.Side);
        yield return Table("The parties", ["Side", "Party", "Legal name and identifiers", "Contacts"],
            input.Resolver.Parties.Select(party => (ReportCell?[])
            [
                Cell(sides.TryGetValue(party.Id, out var side) ? AnswerText.Side(side) : ""),
                Cell(party.Name == party.Id ? party.Name : $"{party.Name} ({party.Id})"),
                Cell(string.Join("\n", party.Identifiers.Select(identifier => $"{identifier.Scheme}: {identifier.Value}")
                    .Prepend(party.LegalName ?? "").Where(line => line.Length > 0))),
                Cell(string.Join("\n", party.Contacts.Select(contact => $"{contact.Purpose}: " +
                    string.Join(", ", new[] { contact.Email, contact.Uri }.Where(place => place is not null))))),
            ]));
    }
}
