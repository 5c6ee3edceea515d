using System.Reflection;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What the core offers is immutable and closed.</summary>
public sealed class PublicApiTests : PublicApi<PublicApiTests>, IOfAssembly
{
    public static Assembly Assembly => typeof(Matrix).Assembly;

    [Fact]
    public void The_core_references_the_base_class_library_alone() => Assert.Empty(References);
}
