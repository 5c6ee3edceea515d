using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>What is written is what the published schemas describe.</summary>
public class ChecklistWriterTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");

    [SourcesFact]
    public void A_checklist_is_as_its_schema_says()
    {
        foreach (var file in Directory.EnumerateFiles(Examples, "*.matrix.json"))
        {
            var resolver = new Resolver(new MatrixDocument(Make.Read(file)), new() { Documents = Make.Folder(Examples) });
            foreach (var party in resolver.Resolve(Make.Context(resolver.ServiceModels[0])).Parties)
                AssertValid(
                    "checklist", MatrixJson.ToUtf8Bytes(Checklist.For(resolver, Make.Context(resolver.ServiceModels[0]), party.Id)));
        }
        // With every reason to ask.
        var matrix = Make.Matrix(
            Make.Assign("a.1", Sides.SharedAll),
            new Assignment { Controls = ["a.2"], Duties = [new Duty { Party = "provider", Involvement = Involvement.Accountable }] },
            Make.Assign("b.1", Sides.Provider),
            Make.Assign("b.1", Sides.Customer));
        AssertValid(
            "checklist", MatrixJson.ToUtf8Bytes(
            Checklist.For(new Resolver(matrix with { Defaults = DefaultsPolicy.ServiceModel }), Make.Context(), "customer")));
    }

    [SourcesFact]
    public void A_loss_report_is_as_its_schema_says()
    {
        foreach (
            var text in new[]
            { "", "Question id,Who performs,Other\nlocal:a.1,provider,x\nlocal:a.2,we,\nlocal:b.1,,\n,,y\nlocal:a.1,,\n" })
            AssertValid(
                "import-report",
                MatrixJson.ToUtf8Bytes(
                Questionnaire.Read(
                TableFileReader.Read(Encoding.UTF8.GetBytes(text), "a.csv"), new Resolver(Make.Matrix()), Make.Context(), "a.csv")));
    }

    private static void AssertValid(string name, byte[] utf8)
    {
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{name}.schema.json")), new() { AssertFormats = true });
        Assert.Equal("", string.Join('\n', schema.Evaluate(utf8, name).Diagnostics));
    }
}
