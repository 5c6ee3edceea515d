using System.Reflection;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>What the package offers is immutable and closed.</summary>
public sealed class PublicApiTests : PublicApi<PublicApiTests>, IOfAssembly
{
    public static Assembly Assembly => typeof(PartyValidator).Assembly;

    [Fact]
    public void The_package_references_the_core_and_FluentValidation_alone() =>
        Assert.Equal(["FluentValidation", "ResponsibilityMatrix"], References);
}
