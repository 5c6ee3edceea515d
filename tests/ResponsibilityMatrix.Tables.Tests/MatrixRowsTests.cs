using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Answers as rows, and what is lost on the way.</summary>
public sealed class MatrixRowsTests
{
    private static readonly ResolutionContext Context = new() { ServiceModel = "saas", AsOf = new DateOnly(2026, 11, 24) };

    private static readonly Matrix Sample = new()
    {
        Id = "urn:matrix:acme:crm",
        Version = "1.2.0",
        Title = "CRM",
        Service = new Service { Id = "crm", Name = "CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" }],
        Controls = [new Control { Id = "a.1", Title = "=First" }, new Control { Id = "a.2", Title = "Second" },
            new Control { Id = "a.3", Title = "Third" }],
        Assignments =
        [
            new Assignment { Controls = ["a.1"], Provider = "Encrypts.", Customer = "@home\nLine", InternalNote = "secret" },
            new Assignment { Controls = ["a.2"], State = ControlState.NotApplicable, Reason = "No removable media." },
        ],
        Expires = new DateOnly(2027, 1, 31),
    };

    [Fact]
    public void A_duty_is_a_row_and_a_gap_is_one_too()
    {
        var rows = Rows(Sample);
        Assert.Equal(["a.1/acme/Encrypts.", "a.1/globex/@home\nLine", "a.2//", "a.3//"],
            rows.Select(row => $"{row.Control}/{row.Party}/{row.Text}"));
        Assert.Equal(["assigned", "assigned", "notApplicable", "unassigned"], rows.Select(row => row.State));
        Assert.Equal(("/assignments/0", "urn:matrix:acme:crm", "serviceModel=saas", "provider", "responsible; accountable", true),
            (rows[0].Pointer, rows[0].Matrix, rows[0].Context, rows[0].Side, rows[0].Involvement, rows[0].Done));
        Assert.Null(rows[3].Matrix);
        Assert.All(rows, row => Assert.Null(row.InternalNote));
        Assert.Equal("secret", Rows(Sample, includeInternal: true)[0].InternalNote);
    }

    [Fact]
    public void Csv_has_the_columns_and_no_cell_that_begins_a_formula()
    {
        var lines = Csv(Rows(Sample)).Split('\n');
        Assert.Equal(string.Join(',', MatrixRows.Columns()), lines[0]);
        Assert.Contains(",'=First,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",\"'@home", lines[2], StringComparison.Ordinal);
    }

    [SourcesFact]
    public void The_columns_are_the_members_of_the_schema_and_of_each_line_of_json()
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", "row.schema.json")));
        var columns = MatrixRows.Columns(includeInternal: true);
        Assert.Equal(schema.RootElement.GetProperty("properties").EnumerateObject().Select(member => member.Name), columns);
        Assert.Equal(schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()), MatrixRows.Columns());
        using var output = new MemoryStream();
        MatrixRows.WriteNdjson(Rows(Sample), output);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        foreach (var line in lines)
            Assert.Equal(MatrixRows.Columns(), JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void A_loss_is_a_line_for_each_kind_of_thing_with_the_first_places()
    {
        var matrix = Sample with
        {
            Commitments = [.. Enumerable.Range(0, 7).Select(number => new Commitment
        {
            Id = $"c{number}", Party = "acme", Metric = "availability",
            Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99.9m, Unit = "percent" },
        })]
        };
        var report = ExportReport.Of(matrix, MatrixRows.Content, "csv");
        var loss = Assert.Single(report.Losses, loss => loss.Part == MatrixPart.Commitments);
        Assert.Equal((7, 5, Holding.Nothing), (loss.Count, loss.Places.Count, loss.Held));
        Assert.Contains(report.Diagnostics,
            finding => finding.Id == "RM7002" && finding.Message.Contains("commitments (7)", StringComparison.Ordinal));
        Assert.Contains(report.Diagnostics, finding => finding.Id == "RM7004");
        Assert.DoesNotContain(ExportReport.Of(matrix, MatrixRows.Content, includeInternal: true).Diagnostics,
            finding => finding.Id == "RM7004");
        Assert.DoesNotContain(report.Losses, loss => loss.Part == MatrixPart.Translations);
    }

    [Fact]
    public void What_upstreams_do_and_leave_stands_below_the_duties_of_a_control_with_the_depth()
    {
        var upstream = Sample with
        {
            Id = "urn:matrix:rack",
            Service = new Service { Id = "rack", Name = "Rack", Provider = "northrack", Customer = "tenant", Models = ["iaas"] },
            Parties = [new Party { Id = "northrack", Name = "Northrack" }, new Party { Id = "tenant", Name = "Tenant" }],
            Controls = [new Control { Id = "b.1", Title = "Its own" }],
            Assignments = [new Assignment
            {
                Controls = ["b.1"],
                Duties =
                [
                    new Duty { Id = "run", Party = "provider", Involvement = Involvement.Responsible, Text = "Runs it." },
                    new Duty { Id = "ask", Party = "customer", Involvement = Involvement.Responsible, Text = "Asks for it.",
                        Implementation = [ImplementationStatus.Planned] },
                ],
            }],
        };
        var matrix = Sample with
        {
            Parties = [.. Sample.Parties, new Party { Id = "rackers", Name = "Rackers" }, new Party { Id = "silent", Name = "Silent" }],
            Upstreams =
            [
                new Upstream { Id = "rack", Provider = "rackers", Customer = "acme", Matrix = "urn:matrix:rack" },
                new Upstream { Id = "silent", Provider = "silent" },
            ],
            Assignments =
            [
                new Assignment
                {
                    Controls = ["a.1"],
                    InternalNote = "secret",
                    Duties =
                    [
                        new Duty { Party = "provider", Involvement = Involvement.Responsible, InheritedFrom = "rack",
                            UpstreamControls = ["local:b.1"] },
                        new Duty { Party = "customer", Involvement = Involvement.Responsible, Text = "Watches." },
                    ],
                },
                new Assignment { Controls = ["a.2"], Duties =
                    [new Duty { Party = "provider", Involvement = Involvement.Responsible, InheritedFrom = "silent" }] },
            ],
        };
        var resolver = new Resolver(matrix, new() { Documents = DocumentSet.BuiltIn.Add(upstream) });
        var rows = MatrixRows.OfChain(new ChainResolver(resolver).Resolve(Context), matrix, includeInternal: true).ToList();
        Assert.Equal(
            ["a.1/0/acme//", "a.1/0/globex//Watches.", "a.1/1/rackers/run/Runs it.", "a.1/1/acme/ask/Asks for it.", "a.2/0/acme//",
                "a.2/1/silent//", "a.3/0///"],
            rows.Select(row => $"{row.Control}/{row.Depth}/{row.Party}/{row.DutyId}/{row.Text}"));
        Assert.Equal(MatrixRows.Of(resolver.Resolve(Context), matrix, includeInternal: true), rows.Where(row => row.Depth == 0));
        Assert.Equal(["urn:matrix:rack", "urn:matrix:rack", null], rows.Where(row => row.Depth > 0).Select(row => row.Matrix));
        // What is told of the control stays; what is said of the own duties does not.
        Assert.All(rows.Where(row => row.Depth > 0), row => Assert.Equal(("assigned", "responsible", null, null, null),
            (row.State, row.Involvement, row.InheritedFrom, row.Pointer, row.InternalNote)));
        Assert.Equal(("Rackers", "thirdParty", true), (rows[2].PartyName, rows[2].Side, rows[2].Done));
        Assert.Equal(("Acme", "provider", "planned", false),
            (rows[3].PartyName, rows[3].Side, rows[3].Implementation, rows[3].Done));
    }

    private static List<MatrixRow> Rows(Matrix matrix, bool includeInternal = false) =>
        [.. MatrixRows.Of(new Resolver(matrix).Resolve(Context), matrix, includeInternal)];

    private static string Csv(IEnumerable<MatrixRow> rows)
    {
        using var output = new MemoryStream();
        MatrixRows.WriteCsv(rows, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
