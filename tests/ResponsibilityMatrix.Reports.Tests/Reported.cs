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
