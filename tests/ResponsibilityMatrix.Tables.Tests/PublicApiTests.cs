using System.Reflection;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>What the package offers is immutable and closed.</summary>
public sealed class PublicApiTests : PublicApi<PublicApiTests>, IOfAssembly
{
    public static Assembly Assembly => typeof(TableFileReader).Assembly;

    [Fact]
    public void The_package_references_the_core_portfolios_and_libraries_of_formats_alone() =>
        Assert.Equal(
            ["AngleSharp", "CsvHelper", "DocumentFormat.OpenXml", "DocumentFormat.OpenXml.Framework", "Markdig", "Parquet",
                "ResponsibilityMatrix", "ResponsibilityMatrix.Portfolio"],
            References);
}
