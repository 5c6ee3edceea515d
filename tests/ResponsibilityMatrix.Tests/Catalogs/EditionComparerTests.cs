using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Catalogs;

/// <summary>Editions have a natural order, and the newest is found by it.</summary>
public sealed class EditionComparerTests
{
    [Theory]
    [InlineData("4.0.9", "4.0.10")]
    [InlineData("9", "10")]
    [InlineData("rev4", "Rev5")]
    [InlineData("2015", "2026")]
    [InlineData("2015", "2015.1")]
    [InlineData("2025-08-26T17:09:12+00:00", "2026-01-02T03:04:05+00:00")]
    [InlineData("99999999999999999999999999", "100000000000000000000000000")]
    [InlineData("4.0.01", "4.0.1")]
    [InlineData("", "1")]
    public void The_older_edition_comes_first(string older, string newer)
    {
        Assert.True(EditionComparer.Instance.Compare(older, newer) < 0);
        Assert.True(EditionComparer.Instance.Compare(newer, older) > 0);
        Assert.Equal(0, EditionComparer.Instance.Compare(newer, newer));
    }

    [Fact]
    public void The_newest_edition_is_the_last_that_is_not_provisional()
    {
        var documents = DocumentSet.BuiltIn.Add(Edition("10")).Add(Edition("9"))
            .Add(Edition("11") with { Status = CatalogStatus.Provisional });
        Assert.Equal("10", documents.FindNewest("house")!.Edition);
    }

    private static Catalog Edition(string edition) => new() { Id = "house", Edition = edition, Title = "House", Controls = [] };
}
