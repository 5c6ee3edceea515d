using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests.Catalogs;

/// <summary>Profiles that are not resolved.</summary>
public sealed class ProfileTests
{
    private const string Yard = """
        {'catalog':{METADATA,'controls':[{'id':'yr-1','title':'Gates','props':[{'name':'label','value':'YR-1'}],
          'parts':[{'name':'statement','parts':[{'name':'item','props':[{'name':'label','value':'a.'}]}]}],
          'controls':[{'id':'yr-1.1','title':'Locks','props':[{'name':'label','value':'YR-1(1)'}]}]},
          {'id':'yr-2','title':'Bars','props':[{'name':'status','value':'withdrawn'}]},{'id':'yr-3','title':'Fire'}]}}
        """;

    [Theory]
    [InlineData("'include-all':{}", "YR-1 YR-1(1) yr-3")]
    [InlineData("'x':1", "YR-1 YR-1(1) yr-3")]
    [InlineData("'include-controls':[{'with-ids':['yr-3','yr-1']}]", "YR-1 yr-3")]
    [InlineData("'include-controls':[{'with-child-controls':'yes','with-ids':['yr-1']}]", "YR-1 YR-1(1)")]
    [InlineData("'include-controls':[{'matching':[{'pattern':'yr-1.*'}]}]", "YR-1(1)")]
    [InlineData("'include-all':{},'exclude-controls':[{'with-ids':['yr-1.1']}]", "YR-1 yr-3")]
    [InlineData("'include-controls':[{'with-ids':['yr-3','yr-2','yr-9','yr-1_smt.a']}]", "yr-3")]
    public void The_selection_is_a_baseline_of_the_catalog_at_hand(string selection, string controls)
    {
        var import = Imported.Of([Profile(selection, "yard.json"), Yard]);
        var catalog = Imported.Valid(Assert.Single(import.Catalogs));
        Assert.Equal("yard-rules@3.1", catalog.Identity);
        var baseline = Assert.Single(catalog.Baselines);
        Assert.Equal(("small-yards", "Small yards"), (baseline.Id, baseline.Title));
        Assert.Equal(controls.Split(' '), baseline.Controls);
    }

    [Fact]
    public void Without_the_catalog_a_finding_says_what_to_give()
    {
        var import = Imported.Of(Profile("'include-controls':[{'with-ids':['yr-3']}]", "#r"));
        Assert.Empty(import.Catalogs);
        var finding = Assert.Single(import.Diagnostics, finding => finding.Id == "RM1003");
        Assert.Contains("Resolve the profile, or give the catalog too: The rules of the yard", finding.Message, StringComparison.Ordinal);
        Assert.Equal("/profile/imports/0", finding.Place!.Pointer);
    }

    [Fact]
    public void Profiles_that_import_each_other_end() => Assert.Equal(2,
        Imported.Of([Profile("'include-all':{}", "b.json"), Profile("'include-all':{}", "a.json")])
            .Diagnostics.Count(finding => finding.Id == "RM1003"));

    [Fact]
    public void Changes_by_the_profile_are_told() => Assert.Contains(
        Imported.Of([Yard, Profile("'include-all':{}", "x", ",'modify':{'set-parameters':[{},{}],'alters':[{}]}")]).Diagnostics,
        finding => finding.Message.Contains("alterations of controls (1), settings of parameters (2)", StringComparison.Ordinal));

    private static string Profile(string selection, string href, string more = "") => """
        {'profile':{'metadata':{'title':'Small yards','version':'1'},'imports':[{'href':'HREF',SELECTION}]MORE,
          'back-matter':{'resources':[{'uuid':'r','title':'The rules of the yard'}]}}}
        """.Replace("HREF", href, StringComparison.Ordinal).Replace("SELECTION", selection, StringComparison.Ordinal)
            .Replace("MORE", more, StringComparison.Ordinal);
}
