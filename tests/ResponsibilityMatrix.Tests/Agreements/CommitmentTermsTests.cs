using System.Text.Json;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>A metric is described in one place, and so is a unit. Schema and pages follow; an application adds its own.</summary>
public partial class CommitmentTermsTests
{
    private static readonly CommitmentUnit Grams = new()
    {
        Id = "acme.grams",
        Dimension = "mass",
        Factor = 1,
        Singular = "gram",
        Plural = "grams",
        Spellings = new([new("g", 1)]),
    };

    private static readonly CommitmentUnit Kilograms = new()
    {
        Id = "acme.kilograms",
        Dimension = "mass",
        Factor = 1000,
        Singular = "kilogram",
        Plural = "kilograms",
        Spellings = new([new("kg", 1), new("tonnes", 1000)]),
    };

    private static readonly CommitmentMetric Recycled = new()
    {
        Id = "recycledMaterial",
        Title = "Material that is recycled",
        Operator = TargetOperator.AtLeast,
        Dimension = "mass",
        Chain = ChainRule.NotAbove,
        Question = "How much material do you recycle?",
        Controls = [Selector.Parse("demo@1:c.1")],
    };

    private static readonly Catalog Demo =
        new() { Id = "demo", Edition = "1", Title = "Demo", Controls = [Make.Row("c.1"), Make.Row("c.2")] };

    private static readonly ResolverOptions Options =
        new() { Documents = DocumentSet.BuiltIn.Add(Demo), Metrics = [Recycled], Units = [Grams, Kilograms] };

    [SourcesFact]
    public void The_schema_lists_every_metric_and_unit()
    {
        var definitions = Schema("matrix").GetProperty("$defs");
        Same("schemas/matrix.schema.json#/$defs/commitment/properties/metric/examples", CommitmentMetric.Known.Select(metric => metric.Id),
            Words(definitions.GetProperty("commitment").GetProperty("properties").GetProperty("metric").GetProperty("examples")));
        Same("schemas/matrix.schema.json#/$defs/target/properties/unit/else/enum", CommitmentUnit.Known.Select(unit => unit.Id),
            Words(definitions.GetProperty("target").GetProperty("properties").GetProperty("unit").GetProperty("else").GetProperty("enum")));
    }

    [SourcesFact]
    public void The_page_lists_every_metric_and_unit_with_what_is_known_of_it()
    {
        var page = File.ReadAllText(Path.Combine(Folders.Repository!, "docs", "concepts.md"));
        Same("the table of metrics in docs/concepts.md", CommitmentMetric.Known.Select(RowOf),
            Metrics().Matches(page).Select(match => match.Value));
        Same("the table of units in docs/concepts.md", CommitmentUnit.Known.Select(RowOf),
            Units().Matches(page).Select(match => match.Value));
    }

    [Fact]
    public void A_metric_of_an_application_is_held_to_its_direction_unit_and_range()
    {
        Assert.Equal(["RM4003 /commitments/0/target/operator"], Found(Service("a", [], At(5, direction: TargetOperator.AtMost))));
        Assert.Equal(["RM4003 /commitments/0/target/unit"], Found(Service("a", [], At(5, "hours"))));
        Assert.Equal(["RM4003 /commitments/0/target/value"], Found(Service("a", [], At(-5))));
        Assert.Equal(["RM4004 /commitments/0/metric"], Found(Service("a", [], At(5) with { Metric = "Recycled material" })));
        Assert.Empty(Found(Service("a", [], At(5))));
        var unknown = DocumentValidator.Validate(
            Service("a", [], At(5, direction: TargetOperator.AtMost)), Make.Today, new() { Documents = Options.Documents });
        Assert.DoesNotContain(unknown, finding => finding.Id.StartsWith("RM4", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, "acme.kilograms", 1500, "acme.grams", true)]
    [InlineData(2, "acme.kilograms", 2500, "acme.grams", false)]
    public void A_metric_of_an_application_follows_its_rule_over_a_chain(int mine, string unit, int theirs, string theirUnit, bool isFound)
    {
        var options = Options with { Documents = Options.Documents.Add(Service("b", [], At(theirs, theirUnit) with { Party = "b" })) };
        var chain = new ChainResolver(new MatrixDocument(Service("a", ["b"], At(mine, unit))), options);
        Assert.Equal(isFound ? ["RM4001"] : [], chain.Resolve(Make.Context()).Diagnostics.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData(1, "acme.kilograms", 900, "acme.grams", ChangeKind.CommitmentWeakened)]
    [InlineData(900, "acme.grams", 1, "acme.kilograms", ChangeKind.CommitmentStrengthened)]
    public void A_metric_of_an_application_is_compared_in_its_direction(
        int was, string wasUnit, int now, string nowUnit, ChangeKind expected)
    {
        var result = MatrixDiff.Compare(
            new Resolver(Service("a", [], At(was, wasUnit)), Options),
            new Resolver(Service("a", [], At(now, nowUnit)) with { Version = "2.0.0" }, Options), Make.Today);
        Assert.Equal([expected], result.Changes.Select(change => change.Kind));
    }

    [Fact]
    public void A_checklist_names_a_metric_of_an_application_in_words()
    {
        var checklist = Checklist.For(new Resolver(Service("a", [], At(1, "acme.kilograms")), Options), Make.Context(), "a");
        Assert.Equal(["recycled material: at least 1 kilogram"],
            checklist.Duties[0].Commitments.Select(commitment => commitment.Text));
    }

    [Fact]
    public void A_customer_asks_for_a_metric_of_an_application()
    {
        var question = Checklist.For(new Resolver(Service("a", []), Options), Make.Context(), "customer").Questions[0];
        Assert.Equal(["recycledMaterial"], question.Metrics);
        Assert.Contains("No commitment states its recycled material. How much material do you recycle?", question.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5 kg", 5, "acme.kilograms")]
    [InlineData("recycled material: 2 tonnes", 2000, "acme.kilograms")]
    [InlineData("at least 300 g", 300, "acme.grams")]
    public void An_answer_in_a_unit_of_an_application_is_read(string line, int value, string unit)
    {
        var written = new WrittenCommitmentReader(CommitmentTerms.With(Options.Metrics, Options.Units)).Read(line);
        Assert.Equal((value, unit), (written.Target!.Value, written.Target.Unit));
        if (line.Contains(':', StringComparison.Ordinal)) Assert.Equal(TargetOperator.AtLeast, written.Target.Operator);
    }

    [Fact]
    public void A_requirement_of_an_application_is_held_to_its_metric()
    {
        var set = new RequirementSet
        {
            Id = "house",
            Version = "1.0.0",
            Title = "House",
            Rules = [new() { Id = "r", Title = "T", Reference = "1", Controls = ["*"], Severity = Diagnostics.Severity.Error,
                Require = new() { Commitment = new() { Metric = "recycledMaterial", AtMost = 4, Unit = "acme.grams" } } }],
        };
        var read = DocumentReader.Load<RequirementSet>(MatrixJson.ToUtf8Bytes(set));
        var finding = Assert.Single(DocumentValidator.Validate(read, Options));
        Assert.Equal(("RM4003", "/rules/0/require/commitment/atMost"), (finding.Id, finding.Place!.Pointer));
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        Refused("There are two metrics \"recycledMaterial\".", Options with { Metrics = [Recycled, Recycled] });
        Refused("There are two metrics \"availability\".", Options with { Metrics = [Recycled with { Id = "availability" }] });
        Refused("for which there is no unit", Options with { Units = [] });
        Refused("must have a dot in its id, such as acme.stones", Options with { Units = [Grams, Grams with { Id = "stones" }] });
        Refused("There are two units \"acme.grams\".", Options with { Units = [Grams, Grams] });
        Refused("a factor and a whole above 0", Options with { Units = [Grams with { Factor = 0 }] });
        Refused("each of its units must say what the whole is", Options with { Metrics = [Recycled with { Chain = ChainRule.Product }] });
        Refused("with catalog and edition", Options with { Metrics = [Recycled with { Controls = [Selector.Parse("c.1")] }] });
        Refused("needs the question", Options with { Metrics = [Recycled with { Question = null }] });

        static void Refused(string why, ResolverOptions options) =>
            Assert.Contains(why, Assert.Throws<ArgumentException>(() => new Resolver(Service("a", []), options)).Message,
                StringComparison.Ordinal);
    }

    private static Commitment At(int value, string unit = "acme.grams", TargetOperator direction = TargetOperator.AtLeast) => new()
    {
        Id = "commitment",
        Party = "a",
        Metric = "recycledMaterial",
        Target = new CommitmentTarget { Operator = direction, Value = value, Unit = unit },
        Controls = [Selector.Parse("c.1")],
    };

    private static IEnumerable<string> Found(Matrix matrix) =>
        DocumentValidator.Validate(matrix, Make.Today, Options).Select(finding => $"{finding.Id} {finding.Place!.Pointer}");

    // Inherits c.1 from each upstream and does c.2 itself; without an upstream it does both.
    private static Matrix Service(string name, string[] upstreams, params Commitment[] commitments) => new()
    {
        Id = $"https://{name}.example/matrix",
        Version = "1.0.0",
        Title = name,
        Service = new Service { Id = "service", Name = name, Provider = name, Customer = "client", Models = ["saas"] },
        Parties = [.. new[] { name, "client" }.Concat(upstreams).Select(party => new Party { Id = party, Name = party })],
        Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }],
        Upstreams = upstreams.Select(
            upstream => new Upstream { Id = upstream, Matrix = $"https://{upstream}.example/matrix", Provider = upstream }).ToValueList(),
        Assignments =
        [
            new Assignment { Controls = [Selector.Parse("c.1")],
                Duties = upstreams.Length == 0 ? [new Duty { Party = name, Text = "Does it." }]
                : upstreams.Select(upstream => new Duty { Party = name, InheritedFrom = upstream }).ToValueList() },
            new Assignment { Controls = [Selector.Parse("c.2")], Provider = "Does it." },
        ],
        Commitments = commitments.ToValueList(),
    };

    private static void Same(string where, IEnumerable<string> known, IEnumerable<string> written)
    {
        var (expected, actual) = (known.ToList(), written.ToList());
        Assert.True(expected.SequenceEqual(actual),
            $"{where} must be\n{string.Join('\n', expected)}\nbut lacks [{string.Join(", ", expected.Except(actual))}], " +
            $"has [{string.Join(", ", actual.Except(expected))}] besides, or has another order.");
    }

    private static string RowOf(CommitmentMetric metric)
    {
        var unit = metric.Dimension == CommitmentUnit.Share ? "percent" : $"a {metric.Dimension}";
        var direction = metric.Operator == TargetOperator.AtMost ? "at most" : "at least";
        return $"| `{metric.Id}` | {char.ToLowerInvariant(metric.Title[0])}{metric.Title[1..]} | {direction} | {unit} | " +
            metric.Chain switch
            {
                ChainRule.Product => "the product of all over the chain, at most |",
                ChainRule.NotBelow => "not below the upstream's |",
                ChainRule.NotAbove => "not above the upstream's |",
                _ => "none |",
            };
    }

    private static string RowOf(CommitmentUnit unit) =>
        $"| `{unit.Id}` | a {unit.Dimension} | {(unit.Whole is { } whole ? $"0 to {whole}" : unit.Factor?.ToString() ?? "never")} |";

    private static IEnumerable<string> Words(JsonElement list) => list.EnumerateArray().Select(word => word.GetString()!);

    private static JsonElement Schema(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{name}.schema.json"))).RootElement;

    [GeneratedRegex(@"^\| `[A-Za-z]+` \| [^|]+ \| at (most|least) \| [^|]+ \| [^|]+ \|(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex Metrics();

    [GeneratedRegex(@"^\| `[A-Za-z]+` \| a (share|time) \| [a-z0-9 ]+ \|(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex Units();
}
