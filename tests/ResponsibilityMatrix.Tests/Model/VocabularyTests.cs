using System.Reflection;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class VocabularyTests
{
    public static TheoryData<Type> Enumerations =>
        [.. typeof(Words).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace == typeof(Words).Namespace)];

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void The_word_of_every_value_reads_back_as_that_value(Type enumeration) =>
        typeof(VocabularyTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(enumeration)
            .Invoke(null, null);

    private static void RoundTrip<T>() where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            Assert.True(Words.TryParse<T>(Words.Of(value), out var read));
            Assert.Equal(value, read);
            Assert.True(char.IsLower(Words.Of(value)[0]));
            Assert.False(Words.TryParse<T>(Words.Of(value).ToUpperInvariant(), out _));
        }
        Assert.Equal(Enum.GetValues<T>().Length, Words.All<T>().Distinct().Count());
        Assert.False(Words.TryParse<T>("", out _));
    }

    [Fact]
    public void The_seven_splits_are_the_seven_sets_of_sides()
    {
        Assert.Equal(["customer", "provider", "shared", "sharedAll", "sharedCustomerThirdParty", "sharedProviderThirdParty", "thirdParty"],
            Words.Splits.Order(StringComparer.Ordinal));
        for (var sides = Sides.Provider; sides <= Sides.SharedAll; sides++)
        {
            Assert.True(Words.TryParseSplit(Words.OfSplit(sides)!, out var read));
            Assert.Equal(sides, read);
        }
        Assert.Null(Words.OfSplit(Sides.None));
        Assert.False(Words.TryParseSplit("", out _));
        Assert.False(Words.TryParseSplit("Shared", out _));
        Assert.Equal("sharedProviderThirdParty", Words.OfSplit(Sides.Provider | Sides.ThirdParty));
    }

    [Fact]
    public void A_value_outside_the_format_has_no_word() => Assert.Throws<ArgumentOutOfRangeException>(() => Words.Of((Layer)99));

    [Fact]
    public void Involvements_are_told_in_the_order_of_RACI()
    {
        Assert.Equal(["responsible", "accountable"], Words.OfInvolvement(Duty.DefaultInvolvement));
        Assert.Equal(["responsible", "accountable", "consulted", "informed"], Words.OfInvolvement((Involvement)15));
        Assert.Empty(Words.OfInvolvement(Involvement.None));
    }

    [Theory]
    [InlineData("governance", "C S S S S S")]
    [InlineData("data", "C C C C C C")]
    [InlineData("configuration", "C C C C C C")]
    [InlineData("identity", "C C C C C C")]
    [InlineData("devices", "C C C C C S")]
    [InlineData("application", "C C C S S S")]
    [InlineData("runtime", "C C S P P P")]
    [InlineData("networkControls", "C C S S S P")]
    [InlineData("operatingSystem", "C C S P P P")]
    [InlineData("virtualization", "C P P P P P")]
    [InlineData("physicalNetwork", "C P P P P P")]
    [InlineData("facility", "C P P P P P")]
    public void The_built_in_service_models_are_the_published_table(string layer, string owners)
    {
        string[] models = ["onPremises", "iaas", "caas", "paas", "faas", "saas"];
        Assert.Equal(models, ServiceModel.BuiltIn.Select(model => model.Id));
        Assert.Equal(owners, string.Join(' ', models.Select(model => ServiceModel.FindBuiltIn(model)!.Layers[layer].ToString()[0])));
        Assert.True(Words.TryParse<Layer>(layer, out _));
        Assert.All(ServiceModel.BuiltIn, model => Assert.Equal(Words.All<Layer>(), model.Layers.Keys));
    }

    [Fact]
    public void No_service_model_has_another_spelling() => Assert.Null(ServiceModel.FindBuiltIn("SaaS"));

    [Fact]
    public void Guidance_addresses_the_sides_that_it_speaks_to()
    {
        Assert.Equal(Sides.Provider, new Guidance { Provider = "a" }.Addressees);
        Assert.Equal(Sides.Customer, new Guidance { Customer = "a" }.Addressees);
        Assert.Equal(Sides.Shared, new Guidance { Same = "a" }.Addressees);
        Assert.Equal(Sides.None, new Guidance().Addressees);
    }
}
