using System.Text.Json.Nodes;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>The JSON of a comparison.</summary>
public class DiffWriterTests
{
    private static readonly Parameter Plan = new() { Id = "plan", Values = ["basic", "plus"] };

    [SourcesFact]
    public void Every_comparison_is_valid_against_the_published_schema()
    {
        var file = Path.Combine(Folders.Repository!, "schemas", "diff.schema.json");
        var schema = JsonSchema.Compile(File.ReadAllBytes(file), new() { AssertFormats = true });
        var old = Diff.Commitments(Diff.Commitment(TargetOperator.AtMost, 3, "days")) with { Parameters = [Plan] };
        Matrix[] others =
        [
            old,
            old with { Title = "Another", Version = "1.0.1", Commitments = [] },
            old with { Assignments = [Make.Assign("*", Sides.SharedAll, Condition.Of("plan", "plus"))],
                Controls = [Make.Row("b"), Make.Row("a.1")] },
            Diff.Conflict() with { Parameters = [Plan] },
        ];
        foreach (var one in others)
            foreach (var other in others)
                Assert.Equal("", string.Join('\n', schema.Evaluate(MatrixJson.ToUtf8Bytes(Diff.Of(one, other))).Violations));
        var example = JsonNode.Parse(File.ReadAllBytes(file))!["examples"]![0]!;
        Assert.True(schema.Evaluate(System.Text.Encoding.UTF8.GetBytes(example.ToJsonString())).IsValid);
        Assert.Equal(Words.All<ChangeKind>(), JsonNode.Parse(File.ReadAllBytes(file))!["$defs"]!["changeKind"]!["enum"]!.AsArray()
            .Select(word => (string)word!));
    }

    [Fact]
    public void A_change_names_contexts_only_where_it_does_not_hold_in_all()
    {
        var old = Diff.Split(Sides.Provider) with { Parameters = [Plan] };
        var json = JsonNode.Parse(
            MatrixJson.ToUtf8Bytes(
            Diff.Of(
            old, old with
            { Title = "Another", Assignments = [.. old.Assignments, Make.Assign("a.1", Sides.Shared, Condition.Of("plan", "plus"))] })))!;
        Assert.Equal(["old", "new", "requiredBump", "declaredBump", "sufficient", "changes"], json.AsObject().Select(member => member.Key));
        var (first, last) = (json["changes"]![0]!.AsObject(), json["changes"]!.AsArray()[^1]!.AsObject());
        Assert.Equal(["kind", "impact", "control", "catalog", "before", "after", "oldPointer", "newPointer", "message", "contexts"],
            first.Select(member => member.Key));
        Assert.Equal("""[{"serviceModel":"saas","parameters":{"plan":"plus"},"asOf":"2026-11-24"}]""", first["contexts"]!.ToJsonString());
        Assert.Equal(("metadataChanged", false), ((string?)last["kind"], last.ContainsKey("contexts")));
    }
}
