using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

public sealed class WordPatternTests
{
    [Theory]
    [InlineData("Shared", "  shared ", true)]
    [InlineData("Shared", "**Shared**", true)]
    [InlineData("Control ID", "Control\n  ID", true)]
    [InlineData("⚙️", "⚙", true)]
    [InlineData("👤", "👤🏽", true)]
    [InlineData("Shared*", "Shared (see below)", true)]
    [InlineData("*CRM*", "High CRM Worksheet", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("Shared", "Shared by all", false)]
    [InlineData("aa*aa", "aaa", false)]
    public void Words_are_compared_without_case_blanks_emphasis_and_variants(string pattern, string text, bool matches) =>
        Assert.Equal(matches, WordPattern.Parse(pattern, static _ => null).Matches(CellWords.Compared(text)));

    [Fact]
    public void A_variable_without_a_value_takes_what_stands_there()
    {
        var taken = new Dictionary<string, string>();
        Assert.True(WordPattern.Parse("{provider} Role", static _ => null).Matches("Cloud Temple Role", taken.Add));
        Assert.Equal("Cloud Temple", taken["provider"]);
        Assert.False(WordPattern.Parse("{provider} Role", static _ => null).Matches("Role"));
        Assert.False(WordPattern.Parse("{provider} Role", static _ => "Acme").Matches("Cloud Temple Role"));
    }

    [Theory]
    [InlineData("RA", "responsible accountable", false)]
    [InlineData("R, A", "responsible accountable", false)]
    [InlineData("**CI**", "consulted informed", false)]
    [InlineData("S", "responsible", true)]
    public void Letters_of_RACI_stand_in_any_order(string text, string involvement, bool supports)
    {
        Assert.True(RaciLetters.TryParse(text, out var found, out var foundSupport));
        Assert.Equal(involvement, string.Join(" ", Model.Words.OfInvolvement(found).ToArray()));
        Assert.Equal(supports, foundSupport);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("R by night")]
    public void Other_words_are_no_letters_of_RACI(string text) => Assert.False(RaciLetters.TryParse(text, out _, out _));

    [Theory]
    [InlineData("{{product}} and {plan}", "Acme and {plan}")]
    [InlineData("{ \"json\": 1 }", "{ \"json\": 1 }")]
    [InlineData("{", "{")]
    public void Placeholders_without_a_value_stay(string text, string filled) =>
        Assert.Equal(filled, Template.Fill(text, name => name == "product" ? "Acme" : null));
}
