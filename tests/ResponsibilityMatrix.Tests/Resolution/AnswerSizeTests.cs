using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>An answer grows with the documents, however their parts repeat each other.</summary>
public class AnswerSizeTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(800)]
    [InlineData(1600)]
    public void Twice_as_many_nested_controls_make_an_answer_at_most_twice_as_large(int depth)
    {
        var (once, twice) = (Nested(depth).Resolve(), Nested(2 * depth).Resolve());

        Assert.InRange(MatrixJson.ToUtf8Bytes(twice).Length, 0, 2 * MatrixJson.ToUtf8Bytes(once).Length);
        Assert.Equal(["RM0003"], twice.Diagnostics.Ids());
        Assert.Equal(once.Controls.Count(control => control.IsCut),
            once.Controls.Count(control => !control.IsLeaf && control.Duties.IsEmpty));
    }

    [Fact]
    public void What_is_cut_keeps_its_state_its_split_and_its_reasons()
    {
        var answer = Nested(800).Resolve();
        var (top, bottom) = (answer.Of("d.0"), answer.Of("d.799"));

        Assert.True(top.IsCut);
        Assert.Equal((ControlState.Assigned, Sides.Shared, true), (top.State, top.Split, top.IsComplete));
        Assert.Equal((Inheritability.Partial, 2), (top.Inheritability, top.Because.Count));
        Assert.Empty(top.Duties);
        Assert.False(bottom.IsCut);
        Assert.Single(bottom.Duties);
        Assert.Contains("d.", answer.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.True(new Resolver(Nested(800)).Resolve("d.0", Make.Context())!.IsCut);
    }

    [Fact]
    public void Controls_nested_as_deep_as_catalogs_nest_them_are_whole() =>
        Assert.DoesNotContain(Nested(60).Resolve().Controls, control => control.IsCut);

    [Fact]
    public void A_text_that_speaks_of_every_control_counts_for_each()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["*"], Provider = new string('x', 10_000) }) with
        { Controls = Enumerable.Range(0, 100).Select(i => Make.Row($"r.{i}")).ToValueList() };
        var answer = new Resolver(matrix, new() { Limits = new Limits { MaxAnswerSize = 200_000 } }).Resolve(Make.Context());

        Assert.Contains("RM0003", answer.Diagnostics.Ids());
        Assert.InRange(answer.Controls.Count(control => !control.IsCut), 15, 20);
        Assert.InRange(MatrixJson.ToUtf8Bytes(answer).Length, 0, 300_000);
        Assert.All(answer.Controls, control => Assert.Equal((ControlState.Assigned, Sides.Provider), (control.State, control.Split)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public void Twice_as_many_controls_that_inherit_twice_as_many_parts_make_an_answer_at_most_twice_as_large(int controls)
    {
        var (once, twice) = (Inheriting(controls), Inheriting(2 * controls));

        Assert.InRange(MatrixJson.ToUtf8Bytes(twice).Length, 0, 2 * MatrixJson.ToUtf8Bytes(once).Length);
        Assert.Contains("RM0003", twice.Diagnostics.Ids());
        Assert.Contains(twice.Controls, control => control.IsCut && control.Performers.IsEmpty);
    }

    // Each control has a leaf and the next control as its statements.
    private static Matrix Nested(int depth) =>
        Make.Matrix(
        [
        .. Enumerable.Range(0, depth)
        .Select(
        i =>
        new Assignment { Controls = [$"l.{i}"], Provider = i % 2 == 1 ? $"t{i}" : null, Customer = i % 2 == 0 ? $"t{i}" : null })]) with
        {
            Controls = Enumerable.Range(0, depth)
            .SelectMany(i => new[] { Make.Row($"d.{i}", i == 0 ? null : $"d.{i - 1}"), Make.Row($"l.{i}", $"d.{i}") }).ToValueList(),
        };

    private static ChainAnswer Inheriting(int controls)
    {
        var upstream = Make.Matrix(
            [.. Enumerable.Range(0, controls).Select(i => new Assignment { Controls = [$"local:s.{i}"], Provider = $"t{i}" })]) with
        {
            Id = "https://host.example/matrix",
            Controls = [Make.Row("whole"), .. Enumerable.Range(0, controls).Select(i => Make.Row($"s.{i}", "whole"))],
        };
        var matrix =
            Make.Matrix(
            [
            .. Enumerable.Range(0, controls)
            .Select(
            i =>
            new Assignment { Controls = [$"r.{i}"],
            Duties = [new Duty { Party = "provider", InheritedFrom = "u", UpstreamControls = ["local:whole"] }] })]) with
            {
                Controls = Enumerable.Range(0, controls).Select(i => Make.Row($"r.{i}")).ToValueList(),
                Upstreams = [new Upstream { Id = "u", Matrix = upstream.Id, Provider = "host" }],
            };
        return new ChainResolver(new Resolver(matrix, new() { Documents = DocumentSet.BuiltIn.Add(upstream) })).Resolve(Make.Context());
    }
}
