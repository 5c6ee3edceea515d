using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>UUIDs depend on names alone.</summary>
public sealed class OscalUuidTests
{
    // The example of RFC 9562, appendix A.4.
    [Fact]
    public void The_example_of_the_rfc() => Assert.Equal(new("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        OscalUuid.Of(new("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Theory]
    [InlineData("11111111-0000-4000-9009-002001001001", true)]
    [InlineData("2ed6657d-e927-568b-95e1-2665a8aea6a2", true)]
    [InlineData("2ed6657d-e927-168b-95e1-2665a8aea6a2", false)]
    [InlineData("2ed6657d-e927-568b-15e1-2665a8aea6a2", false)]
    [InlineData("d1", false)]
    [InlineData(null, false)]
    public void Only_versions_that_oscal_allows_are_kept(string? text, bool isUuid) =>
        Assert.Equal(isUuid, OscalUuid.TryParse(text, out _));
}
