using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>What it costs to look at every control in every context, in steps and findings.</summary>
public class ContextsTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(160)]
    [InlineData(320)]
    public void Rows_that_depend_on_the_same_options_are_decided_once(int rows)
    {
        const int Contexts = 1 << 13;
        var matrix = Switches(rows, 13);
        // One look at every context and assignment, and a few steps for each row.
        var findings = Validate(matrix, new Limits { MaxContextSteps = (Contexts * 14) + (rows * 64), MaxFindings = int.MaxValue });

        Assert.DoesNotContain("RM0003", findings.Ids());
        Assert.InRange(findings.Count(finding => finding.Id == "RM2001"), rows, rows * 17);
        Assert.Contains(findings, finding => finding.Message.Contains("more sets of assignments in", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_options_that_a_controls_rows_name_are_tried()
    {
        var matrix =
            Make.Matrix(
            [
            .. Enumerable.Range(0, 40)
            .SelectMany(
            i =>
            new[] { Make.Assign($"r.{i}", Sides.Provider, Condition.Of($"p{i}", "on")),
            Make.Assign($"r.{i}", Sides.Customer, Condition.Of($"p{i}", "off")) })]) with
            {
                Controls = Enumerable.Range(0, 40).Select(i => Make.Row($"r.{i}")).ToValueList(),
                Parameters = Enumerable.Range(0, 40).Select(i => new Parameter { Id = $"p{i}", Values = ["on", "off"], Default = "on" })
                .ToValueList(),
            };

        // Of 2^40 contexts, two matter to each row.
        Assert.DoesNotContain(Validate(matrix, new Limits { MaxContextSteps = 40 * 2 * 4 }),
            finding => finding.Id is "RM0003" or "RM2006" or "RM2007");
    }

    [Fact]
    public void Past_the_budget_every_control_is_looked_at_in_one_context_and_the_run_says_so_once()
    {
        var matrix = Switches(8, 5);
        var findings = Validate(matrix, new Limits { MaxContextSteps = 20 });

        var limit = Assert.Single(findings, finding => finding.Id == "RM0003");
        Assert.Contains("of 8 controls the findings are looked for in one context only", limit.Message, StringComparison.Ordinal);
        Assert.Equal(8, findings.Count(finding => finding.Id == "RM2006"));
        Assert.DoesNotContain("RM2007", findings.Ids());
    }

    [Fact]
    public void What_is_found_in_some_contexts_names_them()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider, Condition.Of("plan", "plus")), Make.Assign("a.2", Sides.Provider),
            Make.Assign("b.1", Sides.Provider)) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus", "max"], Default = "basic" },
                new Parameter { Id = "region", Values = ["eu", "us"], Default = "eu" }],
        };

        Assert.Equal(["a.1 is in scope, and nobody is assigned to it (when plan is basic or max)."],
            matrix.Findings().Where(finding => finding.Id == "RM2006").Select(finding => finding.Message));
    }

    [Fact]
    public void Each_row_under_the_service_model_is_judged_by_its_own_layers()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider, new Condition(new([new("serviceModel", ["iaas"])])))) with
        {
            Service = Make.Matrix().Service with { Models = ["iaas", "saas"] },
            Controls = [Make.Row("a.1") with { Layers = [Layer.Facility] }, Make.Row("a.2")],
            Defaults = DefaultsPolicy.ServiceModel,
        };

        Assert.Equal(["a.2"], matrix.Findings().Where(finding => finding.Id == "RM2006").Select(finding => finding.Control));
    }

    private static Matrix Switches(int rows, int switches) =>
        Make.Matrix(
        [.. Enumerable.Range(0, switches)
        .Select(i => new Assignment { Controls = ["*"], When = Condition.Of($"p{i}", "1"), Provider = $"x{i}" })]) with
        {
            Controls = Enumerable.Range(0, rows).Select(i => Make.Row($"c.{i}")).ToValueList(),
            Parameters = Enumerable.Range(0, switches).Select(i => new Parameter { Id = $"p{i}", Values = ["0", "1"], Default = "0" })
            .ToValueList(),
        };

    private static ValueList<Diagnostics.Diagnostic> Validate(Matrix matrix, Limits limits) =>
        DocumentValidator.Validate(new Resolver(matrix, new() { Documents = DocumentSet.BuiltIn, Limits = limits }), Make.Today);
}
