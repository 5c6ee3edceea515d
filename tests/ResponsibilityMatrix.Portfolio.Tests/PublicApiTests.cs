using System.Reflection;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Portfolio.Tests;

/// <summary>What the package offers is immutable and closed.</summary>
public sealed class PublicApiTests : PublicApi<PublicApiTests>, IOfAssembly
{
    public static Assembly Assembly => typeof(PortfolioAnswer).Assembly;

    [Fact]
    public void The_package_references_the_core_alone() => Assert.Equal(["ResponsibilityMatrix"], References);
}
