using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>Component definitions become matrices.</summary>
public sealed class ComponentReaderTests
{
    private const string Definition = """
        { "component-definition": {
            "uuid": "c0000000-0000-4000-8000-000000000001",
            "metadata": { "title": "Parts of a shop", "version": "2.1.0",
              "parties": [{ "uuid": "p1", "type": "organization", "name": "Wares Ltd" },
                { "uuid": "p2", "type": "organization", "name": "Locks Ltd" }] },
            "capabilities": [{ "uuid": "x", "name": "Everything" }],
            "components": [
              { "uuid": "c0000000-0000-4000-8000-000000000002", "type": "software", "title": "Till", "description": "Takes money.",
                "responsible-roles": [{ "role-id": "provider", "party-uuids": ["p1"] }],
                "control-implementations": [
                  { "uuid": "i1", "source": "NIST_SP-800-53_rev5_catalog.json", "description": "d", "implemented-requirements": [
                    { "uuid": "c0000000-0000-4000-8000-000000000003", "control-id": "ac-2.1", "description": "Counts users.",
                      "props": [{ "name": "implementation-status", "value": "partial" }] },
                    { "uuid": "r2", "control-id": "ac-6", "description": "Gives little.",
                      "props": [{ "name": "control-origination", "value": "shared" }] }] },
                  { "uuid": "i2", "source": "https://example.org/bsi-c5@2020", "description": "d", "implemented-requirements": [
                    { "uuid": "r3", "control-id": "IDM-01", "description": "Knows its users." }] }] },
              { "uuid": "c0000000-0000-4000-8000-000000000004", "type": "hardware", "title": "Door", "description": "Shuts.",
                "responsible-roles": [{ "role-id": "provider", "party-uuids": ["p2"] }],
                "control-implementations": [
                  { "uuid": "i3", "source": "NIST_SP-800-53_rev5_catalog.json", "description": "d", "implemented-requirements": [
                    { "uuid": "r4", "control-id": "ac-6", "description": "Lets few in." }] }] },
              { "uuid": "c0000000-0000-4000-8000-000000000005", "type": "policy", "title": "Rules", "description": "Says so." }] } }
        """;

    private static DocumentSet Documents { get; } = DocumentSet.BuiltIn.AddShippedCatalogs();

    [Fact]
    public void Each_component_becomes_a_matrix_of_its_provider()
    {
        var import = Import();
        Assert.Equal(["Till: Wares Ltd", "Door: Locks Ltd"],
            import.Matrices.Select(matrix => $"{matrix.Service.Name}: {matrix.Parties[0].Name}"));
        var till = import.Matrices[0];
        Assert.Equal("urn:uuid:c0000000-0000-4000-8000-000000000002", till.Id);
        Assert.Equal(["nist-800-53@5", "bsi-c5@2020"], till.Catalogs.Select(scope => scope.ToString()));
        Assert.Equal(["nist-800-53:AC-2(1)", "nist-800-53:AC-6", "bsi-c5:IDM-01"],
            till.Assignments.Select(assignment => assignment.Controls[0].ToString()));
        Assert.Equal([ImplementationStatus.Partial], till.Assignments[0].Duties[0].Implementation);
        Assert.Equal(["provider", "customer"], till.Assignments[1].Duties.Select(duty => duty.Party));
        Assert.All(import.Matrices, matrix => Assert.DoesNotContain(PlanReaderTests.Validate(matrix, Documents),
            finding => finding.Severity == Severity.Error));
    }

    [Fact]
    public void Components_become_one_matrix_whose_duties_name_them()
    {
        var matrix = Assert.Single(Import(merges: true).Matrices);
        Assert.Equal(["Till", "Door"], matrix.Assignments.Single(assignment => assignment.Controls[0].ToString() == "nist-800-53:AC-6")
            .Duties.Where(duty => duty.Text is not null).Select(duty => duty.Component));
        Assert.DoesNotContain(PlanReaderTests.Validate(matrix, Documents), finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void What_is_left_out_is_told()
    {
        var told = Import().Diagnostics.Where(finding => finding.Id == "RM7002").Select(finding => finding.Message).ToList();
        Assert.Contains(told, message => message.StartsWith("A capability is left out", StringComparison.Ordinal));
        Assert.Contains(told, message => message.StartsWith("A component that implements no control", StringComparison.Ordinal));
    }

    private static OscalImport Import(bool merges = false) => OscalReader.Import([PlanReaderTests.Source(Definition)],
        new() { Documents = Documents, MergesComponents = merges, Model = "saas" });
}
