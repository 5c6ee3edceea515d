using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public class AuthorizationLevelsTests
{
    [Theory]
    [InlineData("fedramp", "high", "moderate", true)]
    [InlineData("fedramp", "li-saas", "low", false)]
    [InlineData("FedRAMP", "Moderate", "moderate", true)]
    [InlineData("cmmc", "1", "2", false)]
    [InlineData("c5", "type2", "type1", true)]
    [InlineData("dod-il", "4", "5", false)]
    [InlineData("dod-il", "6", "4", true)]
    [InlineData("soc2", "type2", "type1", false)]
    [InlineData("soc2", "type2", "type2", true)]
    [InlineData("fedramp", "tailored", "low", false)]
    [InlineData("fedramp", null, "low", false)]
    [InlineData("fedramp", null, null, true)]
    [InlineData("fedramp", "low", null, true)]
    public void Levels_compare_where_their_order_is_known(string scheme, string? level, string? least, bool expected) =>
        Assert.Equal(expected, AuthorizationLevels.IsAtLeast(scheme, level, least));
}
