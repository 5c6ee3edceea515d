using System.Globalization;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Commitments as rows.</summary>
public sealed class CommitmentRowsTests
{
    private static readonly Matrix Base = new()
    {
        Id = "urn:x:base",
        Version = "1.2.0",
        Title = "CRM",
        Service = new() { Id = "crm", Name = "CRM", Provider = "acme", Customer = "any", Models = ["saas"] },
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "any", Name = "Any" }],
        Parameters = [new() { Id = "plan", Values = ["basic", "gold"], Default = "basic" }],
        Controls = [new() { Id = "a.1", Title = "First" }, new() { Id = "a.2", Title = "Second" }],
        Commitments =
        [
            Promise("up", "availability", TargetOperator.AtLeast, 99.95m, "percent") with { Window = "calendar month" },
            Promise("notice", "incidentNotificationTime", TargetOperator.AtMost, 2, "days"),
            Promise("gold", "supportResponseTime", TargetOperator.AtMost, 20, "minutes") with
            { When = Plan("gold"), Qualifier = "severity 1" },
            Promise("basic", "supportResponseTime", TargetOperator.AtMost, 4, "businessHours") with
            { When = Plan("basic"), Qualifier = "severity 1" },
            Promise("weight", "acme.weight", TargetOperator.AtMost, 5, "acme.grams"),
            Promise("ever", "logRetention", TargetOperator.AtLeast, 79228162514264337593543950335m, "months"),
        ],
    };

    private static readonly Matrix Annex = new()
    {
        Id = "urn:x:annex",
        Version = "2.0.0",
        Title = "Annex",
        Extends = new() { Id = "urn:x:base" },
        Service = Base.Service with { Customer = "globex" },
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
        Effective = new(2026, 1, 1),
        Expires = new(2027, 12, 31),
        Commitments =
        [
            Promise("notice", "incidentNotificationTime", TargetOperator.AtMost, 12, "hours") with { Controls = ["a.1", "a.2"] },
            Promise("back", "incidentNotificationTime", TargetOperator.AtMost, 90, "minutes") with { Party = "customer" },
        ],
    };

    [Fact]
    public void A_commitment_that_holds_is_a_row_with_its_value_in_one_unit()
    {
        var rows = Rows();
        Assert.Equal(
            ["notice", "back", "up", "basic", "weight", "ever"], rows.Select(row => row.Commitment));
        Assert.Equal([12, 1.5, 99.95, null, null], rows.Take(5).Select(row => row.StandardValue));
        Assert.Equal(["hours", "hours", "percent", null, null, "hours"], rows.Select(row => row.StandardUnit));
        Assert.InRange(rows[5].StandardValue!.Value, 5.7e31, 5.8e31);
        Assert.Equal(["urn:x:annex", "urn:x:annex", "urn:x:base"], rows.Take(3).Select(row => row.Matrix));
        Assert.All(rows, row => Assert.Equal(("crm", "urn:x:annex", "2.0.0", "serviceModel=saas; plan=basic", 0, new DateOnly(2026, 1, 1)),
            (row.Service, row.Document, row.Version, row.Context, row.Depth, row.Effective)));
        Assert.Equal(("globex", "Globex", "customer", 90.0, "minutes", "atMost", "awareness"),
            (rows[1].Party, rows[1].PartyName, rows[1].Side, rows[1].Value, rows[1].Unit, rows[1].Operator, rows[1].Clock));
        Assert.Equal(("a.1; a.2", "provider", null, null), (rows[0].Controls, rows[0].Side, rows[0].Period, rows[0].Qualifier));
        Assert.Equal(("calendar month", "severity 1", "supportResponseTime"), (rows[2].Period, rows[3].Qualifier, rows[3].Metric));
        Assert.Contains("12 hours", rows[0].Text, StringComparison.Ordinal);
    }

    [SourcesFact]
    public void The_columns_are_the_members_of_the_schema_and_of_each_line_of_json()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", "commitment-row.schema.json")));
        Assert.Equal(schema.RootElement.GetProperty("properties").EnumerateObject().Select(member => member.Name), CommitmentRows.Columns);
        Assert.Equal(schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()), CommitmentRows.Columns);
        using var output = new MemoryStream();
        CommitmentRows.Write(Rows(), RowFormat.Ndjson, output);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        foreach (var line in lines)
            Assert.Equal(CommitmentRows.Columns, JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void The_rows_are_the_same_in_csv_ndjson_and_parquet()
    {
        using var database = new DuckDb();
        foreach (var format in Enum.GetValues<RowFormat>())
            database.Write($"c.{format.ToString().ToLowerInvariant()}", output => CommitmentRows.Write(Rows(), format, output));
        var answers = new[] { "read_csv('c.csv')", "read_json('c.ndjson')", "'c.parquet'" }.Select(source => database.Query(
            $"SELECT c.{string.Join(", c.", CommitmentRows.Columns)} FROM {source} AS c ORDER BY commitment")
            .ConvertAll(row => string.Join('|',
                row.Select(value => value is DateOnly or DateTime ? $"{value:yyyy-MM-dd}"
                    : Convert.ToString(value, CultureInfo.InvariantCulture))))).ToList();
        Assert.Equal(6, answers[0].Count);
        Assert.Equal(answers[2], answers[0]);
        Assert.Equal(answers[2], answers[1]);
    }

    private static List<CommitmentRow> Rows()
    {
        var resolver = new Resolver(Annex, new() { Documents = DocumentSet.BuiltIn.Add(Base) });
        return [.. CommitmentRows.Of(
            new ChainResolver(resolver).Resolve(new() { ServiceModel = "saas", AsOf = new(2026, 11, 24) }), resolver)];
    }

    private static Condition Plan(string value) =>
        new(new ValueMap<ValueList<string>>([KeyValuePair.Create<string, ValueList<string>>("plan", [value])]));

    private static Commitment Promise(string id, string metric, TargetOperator direction, decimal value, string unit) => new()
    {
        Id = id,
        Party = "provider",
        Metric = metric,
        Target = new() { Operator = direction, Value = value, Unit = unit, From = metric.StartsWith('i') ? "awareness" : null },
    };
}
