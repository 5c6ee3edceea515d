using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>The first findings are told, as many as the limits allow, and the others are counted by id.</summary>
public sealed class FindingListTests
{
    private static readonly Limits Two = new() { MaxFindings = 2 };

    [Fact]
    public void The_first_are_told_and_the_others_counted_by_id()
    {
        var list = new FindingList(Two);
        for (var i = 0; i < 1_234; i++) list.Add(Finding(DocumentDescriptors.UnknownLaterMember, $"{i}"));
        list.Add(Finding(DocumentDescriptors.DuplicateMember, "x"));
        var told = list.ToValueList();
        Assert.Equal(["0", "1"], told.Take(2).Select(finding => finding.Message));
        Assert.Equal(
            "There are more findings than the 2 that are told (Limits.MaxFindings). Left out: 1 × RM0002, 1,232 × " +
            "RM0005. Correct some of those that are told first, or raise the limit.", Assert.Single(told.Skip(2)).Message);
        Assert.Equal(("RM0003", Severity.Error), (told[2].Id, told[2].Severity));
    }

    [Fact]
    public void As_many_as_the_limit_are_told_without_a_count() =>
        Assert.Equal(2, FindingList.Of(Two, [Finding(DocumentDescriptors.NotJson, "a"), Finding(DocumentDescriptors.NotJson, "b")]).Count);

    [Theory]
    [InlineData(Severity.Note, null, Severity.Note)]
    [InlineData(Severity.Warning, null, Severity.Warning)]
    [InlineData(Severity.Error, null, Severity.Error)]
    [InlineData(Severity.Warning, "it is known", Severity.Note)]
    public void The_count_weighs_as_much_as_the_worst_that_it_stands_for(Severity severity, string? accepted, Severity expected)
    {
        var finding = Finding(DocumentDescriptors.NotJson, "a") with { Severity = severity, AcceptedReason = accepted };
        Assert.Equal(expected, FindingList.Of(Two, [finding, finding, finding])[2].Severity);
    }

    [Fact]
    public void What_one_list_has_counted_is_counted_on_by_the_next()
    {
        var finding = Finding(DocumentDescriptors.NotJson, "a");
        var first = FindingList.Of(Two, [finding, finding, finding, finding]);
        var both = FindingList.Of(Two, first.Concat(first));
        Assert.Equal(3, both.Count);
        Assert.Contains("Left out: 6 × RM0001.", both[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_tells_no_more_than_the_limit()
    {
        var text = $$"""{"schemaVersion":"1.0",{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"m{i}\":1"))}}}""";
        var diagnostics = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text), new() { Limits = Two }).Diagnostics;
        Assert.Equal(3, diagnostics.Count);
        Assert.Equal("RM0003", diagnostics.Last(finding => finding.Message.Contains("Left out", StringComparison.Ordinal)).Id);
        Assert.Equal(3, JsonSchemaVerdictOf(text).Count);
    }

    [Fact]
    public void Unknown_members_of_a_later_version_are_kept_beyond_the_limit()
    {
        var text = FullMatrix.Json.Replace(
            "\"schemaVersion\": \"1.0\"",
            $"\"schemaVersion\": \"1.7\",{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"m{i}\":1"))}",
            StringComparison.Ordinal);
        var read = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text), new() { Limits = Two });
        Assert.Equal(100, read.Document!.Unrecognized.Count);
        Assert.Equal(3, read.Diagnostics.Count);
        Assert.Equal(Severity.Warning, read.Diagnostics[2].Severity);
    }

    [Fact]
    public void Validation_tells_no_more_than_the_limit_and_what_is_accepted_still_is()
    {
        var matrix = Make.Matrix() with
        {
            Controls = Enumerable.Range(0, 50).Select(i => new Control { Id = $"r.{i}", Title = "R" }).ToValueList(),
            Accepted = [new AcceptedFinding { Finding = "RM2006", Reason = "They are left open." }],
        };
        var findings = DocumentValidator.Validate(new Resolver(new Documents.MatrixDocument(matrix), new() { Limits = Two }), Make.Today);
        Assert.Equal(3, findings.Count);
        Assert.Equal(["RM2006", "RM2006", "RM0003"], findings.Ids());
        Assert.All(findings.Take(2), finding => Assert.Equal("They are left open.", finding.AcceptedReason));
        Assert.Equal(Severity.Note, findings[2].Severity);
    }

    private static IReadOnlyCollection<Diagnostic> JsonSchemaVerdictOf(string text) =>
        JsonSchema.Compile("""{"additionalProperties":false}"""u8.ToArray())
            .Evaluate(Encoding.UTF8.GetBytes(text), limits: Two).Diagnostics;

    private static Diagnostic Finding(DiagnosticDescriptor descriptor, string message) =>
        Diagnostic.Of(descriptor, message, new Place("", "a.json"));
}
