using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Real matrices and catalogs, encoded in the format.</summary>
public sealed class EncodedFixtureTests
{
    public static TheoryData<string> Matrices => Named("*.matrix.json");

    public static TheoryData<string> Catalogs => Named("*.catalog.json");

    [EncodedFixturesTheory]
    [MemberData(nameof(Matrices))]
    public void A_real_matrix_reads_without_a_finding_and_comes_back_equal(string name)
    {
        var result = DocumentReader.Load<Matrix>(Bytes(name), new() { File = name });
        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(result.Document!.Assignments);
        var written = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(result.Document));
        Assert.Empty(written.Diagnostics);
        Assert.Equal(result.Document, written.Document);
    }

    [EncodedFixturesTheory]
    [MemberData(nameof(Catalogs))]
    public void A_real_catalog_reads_without_a_finding_and_comes_back_equal(string name)
    {
        var result = DocumentReader.Load<Catalog>(Bytes(name), new() { File = name });
        Assert.Empty(result.Diagnostics);
        var written = DocumentReader.Load<Catalog>(MatrixJson.ToUtf8Bytes(result.Document!));
        Assert.Empty(written.Diagnostics);
        Assert.Equal(result.Document, written.Document);
        var keys = result.Document!.Controls.Select(control => ControlKey.Parse(control.Id)).ToHashSet();
        Assert.Equal(result.Document.Controls.Count, keys.Count);
        Assert.All(result.Document.Controls, control =>
            Assert.True(control.Parent is null || keys.Contains(ControlKey.Parse(control.Parent)), control.Id));
    }

    private static TheoryData<string> Named(string pattern) =>
        Folders.EncodedFixtures is { } folder
            ? [.. Directory.GetFiles(folder, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folders.EncodedFixtures!, name));
}
