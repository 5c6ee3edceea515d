using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A matrix as a workbook, and the way back.</summary>
public class MatrixWorkbookTests
{
    public static TheoryData<string> Examples =>
        [.. FilesIn(Folders.Repository is { } root ? Path.Combine(root, "schemas", "examples") : null)];

    public static TheoryData<string> Encoded => [.. FilesIn(Folders.EncodedFixtures)];

    [SourcesTheory]
    [MemberData(nameof(Examples))]
    public void An_example_comes_back_as_it_was(string file) => ComesBack(File.ReadAllBytes(file));

    [EncodedFixturesTheory]
    [MemberData(nameof(Encoded))]
    public void A_real_matrix_comes_back_as_it_was(string file) => ComesBack(File.ReadAllBytes(file));

    [Fact]
    public void A_matrix_with_every_member_comes_back_as_it_was() => ComesBack(FullMatrix.Utf8);

    [Fact]
    public void A_random_matrix_comes_back_as_it_was()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var utf8 = MatrixJson.ToUtf8Bytes(new RandomModel(seed).WithControlsOf<Matrix>().Make<Matrix>());
            var workbook = MatrixWorkbook.Write(utf8, new() { IncludeInternal = true });
            var merge = MatrixWorkbook.Merge(workbook, utf8);
            Assert.Equal("", string.Join('\n', merge.Diagnostics.Select(finding => $"{seed}: {finding.Message}")));
            Assert.Equal("", string.Join('\n', merge.Changes.Select(change => $"{seed}: {change}")));
            Assert.Equal(utf8, merge.Document!.Value.ToArray());
        }
    }

    [SourcesTheory]
    [MemberData(nameof(Examples))]
    public void A_workbook_is_valid(string file) => IsValid(File.ReadAllBytes(file));

    [Fact]
    public void That_of_a_matrix_with_every_member_is_valid() => IsValid(FullMatrix.Utf8);

    [Fact]
    public void Elements_have_plain_names_which_some_programs_look_for()
    {
        using var archive = new ZipArchive(new MemoryStream(MatrixWorkbook.Write(FullMatrix.Utf8)));
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith("xl/", StringComparison.Ordinal)))
        {
            using var xml = new StreamReader(entry.Open());
            Assert.DoesNotContain("<x:", xml.ReadToEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_note_in_a_column_that_is_not_printed_makes_no_row_higher()
    {
        Assert.Equal(HeightsWith("Short."), HeightsWith(string.Concat(Enumerable.Repeat("A long note. ", 50))));

        static List<double?> HeightsWith(string note)
        {
            var matrix = DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document!;
            matrix = matrix with { Assignments = [.. matrix.Assignments.Select(assignment => assignment with { InternalNote = note })] };
            using var document = SpreadsheetDocument.Open(
                new MemoryStream(MatrixWorkbook.Write(MatrixJson.ToUtf8Bytes(matrix), new() { IncludeInternal = true })), false);
            return [.. document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Row>())
                .Select(row => row.Height?.Value)];
        }
    }

    private static void ComesBack(byte[] utf8)
    {
        foreach (var isInternal in new[] { false, true })
        {
            var merge = MatrixWorkbook.Merge(MatrixWorkbook.Write(utf8, new() { IncludeInternal = isInternal }), utf8);
            Assert.Empty(merge.Diagnostics);
            Assert.Empty(merge.Changes);
            Assert.Equal(utf8, merge.Document!.Value.ToArray());
        }
    }

    private static void IsValid(byte[] utf8)
    {
        var bytes = MatrixWorkbook.Write(utf8, new() { Answer = AnswerOf(utf8), IncludeInternal = true });
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    private static IEnumerable<string> FilesIn(string? folder) =>
        folder is null ? [""] : Directory.EnumerateFiles(folder, "*.matrix.json").Order(StringComparer.Ordinal);

    private static ResolvedMatrix? AnswerOf(byte[] utf8)
    {
        var resolver = new Resolver(DocumentReader.Load<Matrix>(utf8).Document!);
        var context = new ResolutionContext { AsOf = new DateOnly(2026, 11, 24) };
        return resolver.ProblemWith(context) is null ? resolver.Resolve(context) : null;
    }
}
