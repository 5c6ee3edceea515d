using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>What the package offers is immutable and closed.</summary>
public sealed class PublicApiTests : PublicApi<PartyValidator>
{
    [Fact]
    public void The_package_references_the_core_and_FluentValidation_alone() =>
        Assert.All(typeof(PartyValidator).Assembly.GetReferencedAssemblies(), reference => Assert.Matches("^(System\\..*|ResponsibilityMatrix|FluentValidation)$", reference.Name));
}
