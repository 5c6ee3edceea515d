using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class SelectorTests
{
    [Theory]
    [InlineData("6.3.1", nameof(SelectorKind.Control), null, null, "6.3.1", "6.3.1")]
    [InlineData("iso-27017:6.3.1", nameof(SelectorKind.Control), "iso-27017", null, "6.3.1", "6.3.1")]
    [InlineData("iso-27017@2026:5.38", nameof(SelectorKind.Control), "iso-27017", "2026", "5.38", "5.38")]
    [InlineData("AC-2(1)", nameof(SelectorKind.Control), null, null, "AC-2(1)", "ac.2.1")]
    [InlineData("CLD.9.*", nameof(SelectorKind.Prefix), null, null, "CLD.9.*", "cld.9")]
    [InlineData("AC-*", nameof(SelectorKind.Prefix), null, null, "AC-*", "ac")]
    [InlineData("AC-1*", nameof(SelectorKind.Prefix), null, null, "AC-1*", "ac.1")]
    [InlineData("local:net.*", nameof(SelectorKind.Prefix), "local", null, "net.*", "net")]
    [InlineData("iso-27017@2015:12.*", nameof(SelectorKind.Prefix), "iso-27017", "2015", "12.*", "12")]
    [InlineData("group:CLD.6.3", nameof(SelectorKind.Group), null, null, "CLD.6.3", "")]
    [InlineData("iso-27017:group:6.1", nameof(SelectorKind.Group), "iso-27017", null, "6.1", "")]
    [InlineData("iso-27017@2015:group:6.1", nameof(SelectorKind.Group), "iso-27017", "2015", "6.1", "")]
    [InlineData("baseline:moderate", nameof(SelectorKind.Baseline), null, null, "moderate", "")]
    [InlineData("nist-800-53:baseline:low", nameof(SelectorKind.Baseline), "nist-800-53", null, "low", "")]
    [InlineData("nist-800-53@5:baseline:group:x", nameof(SelectorKind.Baseline), "nist-800-53", "5", "group:x", "")]
    [InlineData("iso-27017:*", nameof(SelectorKind.Catalog), "iso-27017", null, "*", "")]
    [InlineData("iso-27017@2015:*", nameof(SelectorKind.Catalog), "iso-27017", "2015", "*", "")]
    [InlineData("*", nameof(SelectorKind.Everything), null, null, "*", "")]
    public void A_selector_names_a_control_a_prefix_a_group_a_catalog_or_everything(
        string text, string kind, string? catalog, string? edition, string body, string key)
    {
        var selector = Selector.Parse(text);
        Assert.Equal((kind, catalog, edition, body, key),
            (selector.Kind.ToString(), selector.CatalogId, selector.Edition, selector.Body, selector.Key.ToString()));
        Assert.Equal(text, selector.ToString());
        Assert.Equal(selector, Selector.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("**")]
    [InlineData("*.1")]
    [InlineData("AC-*-1")]
    [InlineData("-*")]
    [InlineData("()")]
    [InlineData(":6.3.1")]
    [InlineData("@2015:6.3.1")]
    [InlineData("iso-27017@:6.3.1")]
    [InlineData("iso-27017:")]
    [InlineData("iso-27017:-")]
    [InlineData("group:")]
    [InlineData("group: ")]
    [InlineData("iso-27017:group:")]
    [InlineData("baseline:")]
    [InlineData("nist-800-53:baseline: ")]
    public void Other_text_is_no_selector(string? text)
    {
        Assert.False(Selector.TryParse(text, out var selector));
        Assert.Equal(default, selector);
        Assert.Equal(SelectorKind.None, selector.Kind);
        Assert.Equal("", selector.Body);
        if (text is not null) Assert.Throws<FormatException>(() => Selector.Parse(text));
    }

    [Fact]
    public void Selectors_are_equal_when_their_texts_are()
    {
        Selector written = "AC-2";
        Assert.Equal(Selector.Parse("AC-2"), written);
        Assert.NotEqual(Selector.Parse("ac-02"), written);
        Assert.Equal(Selector.Parse("AC-2").GetHashCode(), written.GetHashCode());
    }

    [Fact]
    public void Text_that_is_no_selector_keeps_its_text_and_selects_nothing()
    {
        Selector selector = "()";
        Assert.False(selector.IsValid);
        Assert.Equal((SelectorKind.None, "()"), (selector.Kind, selector.ToString()));
        Assert.Equal("()", selector);
        Assert.NotEqual("(", selector);
        Assert.Equal(default, (Selector)null);
        Assert.True(((Selector)"AC-2").IsValid);
    }

    [Fact]
    public void The_platform_parses_it() => Assert.Equal(("AC-2", false), (Parse<Selector>("AC-2").ToString(), IsParsed<Selector>("()")));

    private static T Parse<T>(string text) where T : IParsable<T> => T.Parse(text, null);

    private static bool IsParsed<T>(string text) where T : IParsable<T> => T.TryParse(text, null, out _);
}
