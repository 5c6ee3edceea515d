using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class SemanticVersionTests
{
    /// <summary>The chains of https://semver.org/spec/v2.0.0.html, item 11, and what makes them hard.</summary>
    private static readonly string[] Ascending =
    [
        "0.0.0-0", "0.0.0", "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1.0.0",
        "1.9.0", "1.10.0", "1.11.0", "2.0.0", "2.1.0", "2.1.1", "10.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0",
    ];

    [Fact]
    public void Precedence_is_that_of_the_specification()
    {
        for (var i = 0; i < Ascending.Length; i++)
            for (var j = 0; j < Ascending.Length; j++)
            {
                var (left, right) = (SemanticVersion.Parse(Ascending[i]), SemanticVersion.Parse(Ascending[j]));
                Assert.Equal(i.CompareTo(j), Math.Sign(left.CompareTo(right)));
                Assert.Equal(i < j, left < right);
                Assert.Equal(i >= j, left >= right);
                Assert.Equal(i == j, left == right);
            }
    }

    [Fact]
    public void Build_metadata_does_not_count_for_precedence_but_for_equality()
    {
        SemanticVersion plain = "1.0.0", build = "1.0.0+20130313144700", other = "1.0.0+21AF26D3----117B344092BD";
        Assert.Equal(0, plain.CompareTo(build));
        Assert.Equal(0, build.CompareTo(other));
        Assert.NotEqual(build, other);
        Assert.NotEqual(plain, build);
    }

    [Theory]
    [InlineData("1.0.0-x.7.z.92")]
    [InlineData("1.0.0-x-y-z.--")]
    [InlineData("1.0.0-alpha+001")]
    [InlineData("1.0.0+0.build.1-rc.10000aaa-kk-0.1")]
    [InlineData("1.2.3----RC-SNAPSHOT.12.9.1--.12+788")]
    [InlineData("1.0.0-0A.is.legal")]
    public void Versions_of_the_specification_are_read(string text) => Assert.Equal(text, SemanticVersion.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.1.1")]
    [InlineData("1.01.1")]
    [InlineData("1.1.01")]
    [InlineData("1.2.3-0123")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+a..b")]
    [InlineData("1.2.3+a+b")]
    [InlineData("v1.2.3")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3-ä")]
    [InlineData("-1.2.3")]
    [InlineData("1.2.x")]
    [InlineData("\u0661.0.0")]
    public void Other_text_is_no_version(string? text)
    {
        Assert.False(SemanticVersion.TryParse(text, out var version));
        Assert.Equal(default, version);
    }

    [Fact]
    public void A_hostile_length_costs_no_more_than_its_length()
    {
        var digits = new string('9', 1_000_000);
        SemanticVersion large = $"{digits}.0.0", larger = $"1{digits}.0.0";
        Assert.True(large < larger);
        var parts = string.Join('.', Enumerable.Repeat("0", 500_000));
        SemanticVersion many = $"1.0.0-{parts}", more = $"1.0.0-{parts}.0";
        Assert.True(many < more);
        Assert.False(SemanticVersion.TryParse(new string('.', 1_000_000), out _));
    }

    [Fact]
    public void The_default_sorts_first() => Assert.True(default(SemanticVersion) < SemanticVersion.Parse("0.0.0-0"));

    [Fact]
    public void Text_that_is_no_version_keeps_its_text_and_sorts_by_it_before_all_versions()
    {
        SemanticVersion wrong = "1.0";
        Assert.False(wrong.IsValid);
        Assert.Equal("1.0", wrong.ToString());
        Assert.Equal("1.0", wrong);
        Assert.True(wrong < SemanticVersion.Parse("0.0.0-0"));
        Assert.True(default(SemanticVersion) < wrong);
        Assert.True(wrong < "2.0");
        Assert.True(((SemanticVersion)"1.0.0").IsValid);
        Assert.Equal(default, (SemanticVersion)null);
    }
}
