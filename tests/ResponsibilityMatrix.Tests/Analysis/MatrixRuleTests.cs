using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Writing;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Rules of an application, through the public API alone.</summary>
public sealed class MatrixRuleTests
{
    private static readonly ResolverOptions Options = new() { Rules = [new WordyDuties(), new CustomerAlone()] };

    private static readonly Matrix Wordy = Make.Matrix(new Assignment { Controls = [Selector.Parse("*")], Provider = "Does it, and how." });

    [Fact]
    public void A_rule_reports_where_it_points_with_its_own_descriptor()
    {
        var finding = Assert.Single(Findings(Read(Wordy)), finding => finding.Id == "ACME001");
        Assert.Equal(("/assignments/0/provider", Severity.Warning, "house style"),
            (finding.Place!.Pointer, finding.Severity, finding.Descriptor.Category));
        Assert.Equal("matrix.json", finding.Place.File);
        Assert.True(finding.Place.Line > 1);
    }

    [Fact]
    public void A_rule_holds_for_a_matrix_built_in_code_too()
    {
        var finding = Assert.Single(DocumentValidator.Validate(Wordy, Make.Today, Options), finding => finding.Id == "ACME001");
        Assert.Equal("#/assignments/0/provider", finding.Place!.ToString());
    }

    [Fact]
    public void A_rule_may_look_at_the_answers_at_parties_and_at_the_day()
    {
        var matrix = Make.Matrix(Make.Assign(Selector.Parse("*"), Sides.Customer)) with { Expires = Make.Today.AddDays(10) };
        var findings = Findings(Read(matrix)).Where(finding => finding.Id == "ACME002").ToList();
        Assert.Equal(["a.1", "a.2", "b.1"], findings.Select(finding => finding.Control!));
        Assert.Equal("Globex alone does a.1, for 10 days more.", findings[0].Message);
        Assert.Equal("local", findings[0].Catalog);
    }

    [Fact]
    public void An_author_accepts_a_finding_of_an_application()
    {
        var matrix = Make.Matrix(Make.Assign(Selector.Parse("*"), Sides.Customer)) with
        {
            Accepted = [new AcceptedFinding { Finding = "ACME002", Reason = "Agreed.", Controls = [Selector.Parse("a.*")] }],
        };
        Assert.Equal(["Agreed.", "Agreed.", null],
            Findings(Read(matrix)).Where(finding => finding.Id == "ACME002").Select(finding => finding.AcceptedReason));
    }

    [Theory]
    [InlineData("OTHER7", true)]
    [InlineData("R1", true)]
    [InlineData("RM2099", true)]
    [InlineData("RM7", false)]
    [InlineData("RMX001", false)]
    [InlineData("acme1", false)]
    [InlineData("ACME", false)]
    [InlineData("1", false)]
    public void What_is_accepted_may_be_of_a_rule_that_is_not_at_hand(string id, bool isAllowed)
    {
        var matrix = Wordy with { Accepted = [new AcceptedFinding { Finding = id, Reason = "Agreed." }] };
        var read = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix), new() { File = "matrix.json" });
        Assert.Equal(isAllowed, !read.HasErrors);
        if (!isAllowed) return;
        Assert.Equal(id, read.Document!.Accepted[0].Finding);
        Assert.Equal(DocumentValidator.Validate(Wordy, Make.Today).Select(finding => finding.Message),
            DocumentValidator.Validate(matrix, Make.Today).Select(finding => finding.Message));
    }

    [Fact]
    public void Limits_hold_for_findings_of_rules()
    {
        var findings = DocumentValidator.Validate(Wordy, Make.Today,
            new() { Rules = [new Endless()], Limits = Limits.Default with { MaxFindings = 5 } });
        Assert.Equal(6, findings.Count);
        Assert.Contains("995 × LOUD1", findings[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_a_rule_passes_through() =>
        Assert.Throws<NotSupportedException>(() => DocumentValidator.Validate(Wordy, Make.Today, new() { Rules = [new Broken()] }));

    [Fact]
    public void Rules_of_others_are_not_asked_of_a_document_with_errors()
    {
        var text = Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(Wordy)).Replace("\"Service\"", "7", StringComparison.Ordinal);
        var read = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text));
        Assert.True(read.HasErrors);
        var findings = DocumentValidator.Validate(read, Make.Today, new() { Rules = [new Broken()] });
        Assert.Contains(findings, finding => finding.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("RM9001", "begins with RM, which is reserved")]
    [InlineData("RMX1", "begins with RM, which is reserved")]
    [InlineData("acme1", "capital letters and then digits")]
    [InlineData("ACME", "capital letters and then digits")]
    [InlineData("123", "capital letters and then digits")]
    [InlineData("ACME1A", "capital letters and then digits")]
    [InlineData("ACME-1", "capital letters and then digits")]
    [InlineData("", "capital letters and then digits")]
    public void An_id_that_cannot_be_told_apart_is_refused(string id, string why)
    {
        var problem = Assert.Throws<ArgumentException>(() => new Resolver(Wordy, new() { Rules = [new Named(id)] })).Message;
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Contains($"\"{id}\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_with_one_id_are_refused() =>
        Assert.Equal("There are two rules \"X1\".",
            Assert.Throws<ArgumentException>(() => new Resolver(Wordy, new() { Rules = [new Named("X1"), new Named("X1")] })).Message);

    [Fact]
    public void Sarif_shows_the_rule_with_its_category()
    {
        var log = JsonNode.Parse(SarifWriter.Write("acme", "1.0.0", [], [("matrix.json", Findings(Read(Wordy)))]))!;
        var run = log["runs"]![0]!;
        var rule = run["tool"]!["driver"]!["rules"]!.AsArray().Single(rule => (string?)rule!["id"] == "ACME001")!;
        Assert.Equal("house style", (string?)rule["properties"]!["tags"]![0]);
        Assert.Contains(run["results"]!.AsArray(), result => (string?)result!["ruleId"] == "ACME001");
    }

    [Fact]
    public void A_category_is_that_of_the_id_where_none_is_named() =>
        Assert.Equal(("responsibility", "application"),
            (Rules.Find("RM2001")!.Category, new Named("X1").Descriptor.Category));

    private static ReadResult<Matrix> Read(Matrix matrix) =>
        DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix), new() { File = "matrix.json" });

    private static ValueList<Diagnostic> Findings(ReadResult<Matrix> matrix) =>
        DocumentValidator.Validate(matrix, Make.Today, Options);

    private static DiagnosticDescriptor Describe(string id, string? category = null)
    {
        var descriptor = new DiagnosticDescriptor
        {
            Id = id,
            Title = "House rule",
            DefaultSeverity = Severity.Warning,
            Why = "The house wants it.",
            HowToFix = "Do as the house does.",
        };
        return category is null ? descriptor : descriptor with { Category = category };
    }

    private sealed class WordyDuties : MatrixRule
    {
        public override DiagnosticDescriptor Descriptor { get; } = Describe("ACME001", "house style");

        public override void Check(RuleContext context)
        {
            for (var i = 0; i < context.Matrix.Assignments.Count; i++)
                if (context.Matrix.Assignments[i].Provider?.Contains(',', StringComparison.Ordinal) is true)
                    context.Report($"/assignments/{i}/provider", "A duty has no comma. Make two of it.");
        }
    }

    private sealed class CustomerAlone : MatrixRule
    {
        public override DiagnosticDescriptor Descriptor { get; } = Describe("ACME002");

        public override void Check(RuleContext context)
        {
            var answer = context.Resolver.Resolve(new ResolutionContext { AsOf = context.AsOf });
            var name = context.Parties.Single(party => party.Side == Sides.Customer).Name;
            var days = (context.Matrix.Expires ?? context.AsOf).DayNumber - context.AsOf.DayNumber;
            foreach (var control in answer.Controls.Where(control => control.Split == Sides.Customer))
                context.Report(
                    "/assignments", $"{name} alone does {control.Control}, for {days} days more.", control.Control, control.Catalog);
        }
    }

    private sealed class Endless : MatrixRule
    {
        public override DiagnosticDescriptor Descriptor { get; } = Describe("LOUD1");

        public override void Check(RuleContext context)
        {
            for (var i = 0; i < 1000; i++) context.Report("", $"Number {i}.");
        }
    }

    private sealed class Broken : MatrixRule
    {
        public override DiagnosticDescriptor Descriptor { get; } = Describe("BROKEN1");

        public override void Check(RuleContext context) => throw new NotSupportedException();
    }

    private sealed class Named(string id) : MatrixRule
    {
        public override DiagnosticDescriptor Descriptor { get; } = Describe(id);

        public override void Check(RuleContext context)
        {
        }
    }
}
