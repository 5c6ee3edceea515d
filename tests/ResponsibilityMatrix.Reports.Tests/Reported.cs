using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports on examples and on made matrices.</summary>
internal static class Reported
{
    public static readonly DateOnly Day = new(2026, 11, 24);

    /// <summary>A matrix of a customer that cleans and a provider that does the rest, with hostile texts where a text can be.</summary>
    public static Matrix Matrix(string text = "Does it", params string[] controls) => new()
    {
        Id = "urn:example:crm",
        Version = "1.0.0",
        Title = text,
        Service = new() { Id = "crm", Name = text, Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new() { Id = "acme", Name = text }, new() { Id = "globex", Name = "Globex" }],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015",
            Include = [.. (controls is [] ? ["9.2.1", "11.1.1"] : controls).Select(Selector.Parse)] }],
        Assignments = [new() { Controls = [Selector.Parse("9.2.1")], Provider = text, Customer = text, Reason = null }],
    };

    public static Report Of(Matrix matrix, ReportOptions? options = null, DocumentSet? documents = null) =>
        MatrixReport.Of(new Resolver(matrix, new() { Documents = documents ?? DocumentSet.BuiltIn }),
            options ?? new() { Context = new() { AsOf = Day } });

    /// <summary>The report on many controls of a made catalog, each with a duty of either side.</summary>
    public static Report OfMany(int controls)
    {
        var catalog = new Catalog
        {
            Id = "many",
            Edition = "1",
            Title = "Many",
            Groups = [.. Enumerable.Range(0, (controls + 39) / 40).Select(group =>
                new ControlGroup { Id = $"g{group}", Title = $"Domain {group}" })],
            Controls = [.. Enumerable.Range(0, controls).Select(control =>
                new Control { Id = $"c-{control}", Title = $"Control number {control}", Group = $"g{control / 40}" })],
        };
        var matrix = Matrix() with
        {
            Catalogs = [new() { Id = "many", Edition = "1" }],
            Assignments = [.. Enumerable.Range(0, controls).Select(control => new Assignment
            {
                Controls = [Selector.Parse($"c-{control}")],
                Provider = $"Operates, monitors and patches part {control} of the service within 30 days.",
                Customer = $"Configures part {control} and reviews the configuration every quarter.",
            })],
        };
        return Of(matrix, null, DocumentSet.BuiltIn.Add(catalog));
    }

    public static IEnumerable<ReportDuty> DutiesOf(Report report) => report.Sections.SelectMany(section => section.Blocks)
        .OfType<ReportControls>().SelectMany(block => block.Domains).SelectMany(domain => domain.Controls)
        .SelectMany(control => control.Answers).SelectMany(answer => answer.Duties);

    /// <summary>A block of each kind.</summary>
    public static ValueList<ReportBlock> EveryBlock() =>
    [
        new ReportParagraph { Text = "A paragraph." },
        new ReportFacts { Facts = [new() { Term = "Term", Value = "Value" }] },
        new ReportLegend { Words = [new() { Term = "word", Value = "Its meaning." }] },
        new ReportTable { Caption = "A table", Columns = ["One"], Rows = [new() { Cells = [new() { Text = "cell" }] }] },
        new ReportSignatures { Parties = ["Acme"] },
        new ReportControls { Parties = [], Domains = [] },
    ];

    /// <summary>The report on one of the examples, beside all of them.</summary>
    public static Report OfExample(string name, ReportOptions? options = null)
    {
        var folder = Path.Combine(Folders.Repository!, "schemas", "examples");
        var documents = DocumentSet.BuiltIn;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var read = DocumentReader.Load(File.ReadAllBytes(file), new() { File = Path.GetFileName(file) });
            if (!read.HasErrors) documents = documents.Add(read);
        }
        var matrix = DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(folder, $"{name}.matrix.json")),
            new() { File = $"{name}.matrix.json" });
        return MatrixReport.Of(
            new Resolver(new MatrixDocument(matrix), new() { Documents = documents }), options ?? new() { Context = new() { AsOf = Day } });
    }
}
