using System.Text;
using System.Text.Json.Nodes;
using FluentValidation.Results;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>The command line, which reads a text, and the validator, which is given a matrix, say the same of the same faults.</summary>
public sealed class ParityTests
{
    private static readonly string Cases = Path.Combine(Folders.Repository!, "tests", "ResponsibilityMatrix.Tests", "cases");

    // Faults that only a text can have: it is no JSON, or a member stands twice in one object.
    private static readonly string[] OfTextsAlone = ["RM0001", "RM0002"];

    // The flagged cases of these cannot be read into a matrix. One built in code can have the fault too, in another way.
    private static readonly Dictionary<string, Matrix> BuiltInCode = new(StringComparer.Ordinal)
    {
        ["RM0003"] = Make.Matrix() with
        { Extensions = new([new("org.example.deep", new JsonText($"{new string('[', 99)}{new string(']', 99)}"))]) },
        ["RM0004"] = Make.Matrix() with { SchemaVersion = "2.0" },
        ["RM0100"] = Make.Matrix() with { Title = "" },
    };

    public static TheoryData<string> Ids =>
        [.. Directory.EnumerateDirectories(Cases).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_case_has_the_same_findings_on_both_ways(string id)
    {
        foreach (var name in new[] { "flagged", "clean" })
        {
            var read = Make.Read(Path.Combine(Cases, id, $"{name}.matrix.json"));
            if (name == "flagged" && OfTextsAlone.Contains(id))
            {
                Assert.Null(read.Document);
                continue;
            }
            var isBuilt = name == "flagged" && BuiltInCode.ContainsKey(id);
            Assert.Equal(isBuilt, read.Document is null);
            if (isBuilt) read = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(BuiltInCode[id]), new() { File = "a.matrix.json" });
            var documents = Make.Folder(Path.Combine(Cases, id, "with"));
            var findings = OfText(read, documents);
            if (isBuilt) Assert.Contains(findings, finding => finding.Id == id);
            AssertSame(findings, isBuilt ? BuiltInCode[id] : read.Document!, documents);
        }
    }

    [Fact]
    public void A_spoilt_text_has_the_same_findings_on_both_ways()
    {
        var count = 0;
        var places = JsonPlaces.Of(JsonNode.Parse(FullMatrix.Json)!).Count();
        foreach (var spoilt in new[] { "", " blank ", "provider", "plan", "d1", "2026-13-01", "*" })
        {
            for (var i = 0; i < places; i++)
            {
                var document = JsonNode.Parse(FullMatrix.Json)!;
                var place = JsonPlaces.Of(document).ElementAt(i);
                if (place is not JsonValue || place.GetValueKind() != System.Text.Json.JsonValueKind.String) continue;
                place.ReplaceWith(JsonValue.Create(spoilt));
                var read = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(document.ToJsonString()), new() { File = "a.matrix.json" });
                // A word or a date that is none has no place in a matrix.
                if (read.Partial is not { } matrix) continue;
                if (!JsonNode.DeepEquals(JsonNode.Parse(MatrixJson.ToUtf8Bytes(matrix)), document)) continue;
                count++;
                AssertSame(OfText(read, DocumentSet.BuiltIn), matrix, DocumentSet.BuiltIn);
            }
        }
        Assert.True(count > 500, $"{count}");
    }

    [Fact]
    public void What_a_matrix_built_in_code_can_have_wrong_in_shape_is_found()
    {
        var matrix =
            Make.Matrix(new Assignment { Controls = [] }, Make.Assign("a.1", Sides.Provider) with { State = ControlState.Conflict }) with
            { Id = "matrix", Parties = [], Language = "english!" };
        var failures = new WholeMatrixValidator(new Day(Make.Today)).Validate(matrix).Errors;
        Assert.Equal(
            ["Assignments[0]", "Assignments[0].Controls", "Assignments[1]", "Assignments[1].State", "Id", "Language", "Parties"],
            failures.Where(failure => failure.ErrorCode == "RM0100").Select(failure => failure.PropertyName).Order(StringComparer.Ordinal));
    }

    private static List<Diagnostic> OfText(ReadResult<Matrix> read, DocumentSet documents) =>
        [.. DocumentValidator.Validate(read, Make.Today, new() { Documents = documents })];

    private static void AssertSame(List<Diagnostic> ofText, Matrix matrix, DocumentSet documents)
    {
        var failures = new WholeMatrixValidator(new Day(Make.Today), new() { Documents = documents }).Validate(matrix).Errors;
        Assert.Equal(ofText.Select(Reported).Order(StringComparer.Ordinal),
            failures.Select(failure => Reported((Diagnostic)failure.CustomState)).Order(StringComparer.Ordinal));
        Assert.All(failures, AssertFailure);
        foreach (var failure in failures) Reached.By(matrix, failure.PropertyName);
    }

    private static void AssertFailure(ValidationFailure failure)
    {
        var finding = Assert.IsType<Diagnostic>(failure.CustomState);
        Assert.Equal(finding.Id, failure.ErrorCode);
        Assert.Equal(finding.Message, failure.ErrorMessage);
    }

    private static string Reported(Diagnostic finding) =>
        $"{finding.Id} {finding.Severity} {finding.Place!.Pointer} {finding.AcceptedReason} {finding.Control} {finding.Message}";
}
