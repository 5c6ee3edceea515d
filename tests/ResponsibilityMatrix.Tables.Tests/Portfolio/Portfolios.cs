using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Portfolios that tests are about, and what stands in their workbooks.</summary>
internal static class Portfolios
{
    public static readonly DateOnly Day = new(2026, 12, 1);

    private static string Example => Path.Combine(Folders.Repository!, "docs", "portfolio");

    /// <summary>The services of the contractor in the documentation.</summary>
    public static IReadOnlyList<PortfolioFile> Services => FilesOf("services");

    /// <summary>What the contractor asks.</summary>
    public static PortfolioOptions Question => new()
    {
        For = Party.CustomerWord,
        AsOf = Day,
        Since = new(2026, 1, 1),
        Catalog = PortfolioWorkbook.ObjectivesCatalog,
        Plan = PortfolioJson.ReadPlan(File.ReadAllBytes(Path.Combine(Example, "larkfield.portfolio.json"))),
        Own = new(DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(Example, "ours.matrix.json")),
            new() { File = "ours.matrix.json" })),
        Upstreams = FilesOf("upstreams").ToValueList(),
        Documents = DocumentSet.BuiltIn.AddShippedCatalogs(),
    };

    /// <summary>A matrix as a document of a service.</summary>
    public static PortfolioFile FileOf(Matrix matrix) =>
        new() { Name = $"{matrix.Service.Id}.matrix.json", Read = () => MatrixJson.ToUtf8Bytes(matrix) };

    /// <summary>A service that speaks of two controls.</summary>
    public static Matrix Service(string id, string? name = null, params ReadOnlySpan<Assignment> assignments) => new()
    {
        Id = $"urn:example:{id}",
        Version = "1.0.0",
        Title = id,
        Service = new() { Id = id, Name = name ?? id, Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["9.2.1", "9.2.2"] }],
        Assignments = assignments.ToArray().ToValueList(),
    };

    /// <summary>Writes a workbook, which is valid, and gives its sheets.</summary>
    public static (PortfolioWorkbookResult Result, Dictionary<string, string[][]> Sheets, byte[] Bytes) Write(
        IEnumerable<PortfolioFile> services, PortfolioOptions options, PortfolioWorkbookOptions? workbook = null,
        bool isByObjective = false)
    {
        using var stream = new MemoryStream();
        var result = isByObjective ? PortfolioWorkbook.WriteObjectives([.. services], options, stream, workbook)
            : PortfolioWorkbook.Write([.. services], options, stream, workbook);
        var bytes = stream.ToArray();
        using (var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false))
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        return (result, Read(bytes), bytes);
    }

    /// <summary>The texts of all sheets, in order.</summary>
    public static Dictionary<string, string[][]> Read(byte[] workbook) =>
        TableFileReader.Read(workbook).Sheets.ToDictionary(sheet => sheet.Name!, Workbooks.Rows);

    private static PortfolioFile[] FilesOf(string folder) => [.. Directory.GetFiles(Path.Combine(Example, folder))
        .Order(StringComparer.Ordinal)
        .Select(path => new PortfolioFile { Name = $"{folder}/{Path.GetFileName(path)}", Read = () => File.ReadAllBytes(path) })];
}
