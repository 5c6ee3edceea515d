using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests.Catalogs;

/// <summary>Catalogs and resolved profiles.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Controls_enhancements_statements_and_groups_are_read()
    {
        var catalog = Imported.Catalog("""
            { "catalog": { "uuid": "0c1f7b3e-4f5b-4d5e-9b53-0a4f3f0f1a11",
              "metadata": { "title": "Yard Rules", "version": "3.1", "oscal-version": "1.2.1", "last-modified": "2026-01-01T00:00:00Z" },
              "groups": [{ "id": "y", "title": "Yard", "groups": [{ "id": "yr", "title": "Doors", "controls": [{
                "id": "yr-1", "title": "Gates", "props": [{ "name": "label", "value": "YR-1" }],
                "parts": [{ "id": "yr-1_smt", "name": "statement", "parts": [
                  { "id": "yr-1_smt.a", "name": "item", "props": [{ "name": "label", "value": "a." }], "prose": "Close them", "parts": [
                    { "id": "yr-1_smt.a.1", "name": "item", "props": [{ "name": "label", "value": "1." }], "prose": "At night" }] }] }],
                "controls": [{ "id": "yr-1.1", "title": "Locks", "props": [{ "name": "label", "class": "zero-padded",
                  "value": "YR-01(01)" }, { "name": "label", "value": "YR-1(1)" }] }]
              }] }] }] } }
            """);
        Assert.Equal("yard-rules@3.1", catalog.Identity);
        Assert.Equal("urn:uuid:0c1f7b3e-4f5b-4d5e-9b53-0a4f3f0f1a11", catalog.Source);
        Assert.Equal([("y", null), ("yr", "y")], catalog.Groups.Select(group => (group.Id, group.Parent)));
        Assert.Equal(["YR-1", "YR-1(a)", "YR-1(a)(1)", "YR-1(1)"], catalog.Controls.Select(control => control.Id));
        Assert.Equal([ControlKind.Control, ControlKind.Statement, ControlKind.Statement, ControlKind.Enhancement],
            catalog.Controls.Select(control => control.EffectiveKind));
        Assert.Equal("YR-1(a)", CatalogIndex.Of(catalog).Find("yr-1_smt.a")!.Id);
    }

    [Fact]
    public void A_withdrawn_control_names_what_took_its_place()
    {
        var import = Imported.Of("""
            { "catalog": { "metadata": { "title": "Yard Rules", "version": "2026-03-01T08:00:00-05:00" },
              "controls": [
                { "id": "yr-1", "title": "Gates", "props": [{ "name": "label", "value": "YR-1" }],
                  "parts": [{ "id": "yr-1_smt", "name": "statement", "parts": [{ "id": "yr-1_smt.a", "name": "item",
                    "props": [{ "name": "label", "value": "a." }] }] }] },
                { "id": "yr-2", "title": "Bars", "props": [{ "name": "label", "value": "YR-2" }, { "name": "status",
                  "value": "Withdrawn" }],
                  "links": [{ "rel": "incorporated-into", "href": "#yr-1_smt.a" }, { "rel": "moved-to", "href": "#yr-3" },
                    { "rel": "moved-to", "href": "#yr-1_smt" }, { "rel": "related", "href": "#yr-1" },
                    { "rel": "moved-to", "href": "#gone" }] },
                { "id": "yr-3", "title": "Locks", "props": [{ "name": "label", "value": "YR-3" }, { "name": "status",
                  "value": "draft" }], "links": [{ "rel": "moved-to", "href": "#yr-1" }] }
              ] } }
            """);
        var catalog = Imported.Valid(import.Catalogs[0]);
        Assert.Equal("2026-03-01T08:00:00-05:00", catalog.Edition);
        Assert.Equal(["YR-2"], catalog.Controls.Where(control => control.IsWithdrawn).Select(control => control.Id));
        Assert.Equal([[], [], ["YR-1(a)", "YR-3", "YR-1"], []], catalog.Controls.Select(control => control.ReplacedBy));
        Assert.Contains(import.Diagnostics, finding => finding.Message.Contains("took the place", StringComparison.Ordinal)
            && finding.Place!.Pointer == "/catalog/controls/1/links/4");
    }

    [Theory]
    [InlineData("{'catalog':{}}")]
    [InlineData("{'catalog':{'metadata':{'title':'Empty','version':'1'}}}")]
    [InlineData("{'catalog':{'metadata':{'title':'Empty','version':'1'},'controls':[{'id':'---','title':'No letter'}]}}")]
    public void A_catalog_without_controls_is_an_error(string json)
    {
        var import = Imported.Of(json);
        Assert.Empty(import.Catalogs);
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM0100");
    }

    [Theory]
    [InlineData("{{ insert: param, p1 }}", "[Assignment: organization-defined roles]")]
    [InlineData("{{p3}} or {{ insert: param, p1 }}", "30 days, 1 year or [Assignment: organization-defined roles]")]
    [InlineData("{{ insert: param, p2 }}", "[Selection (one or more): daily; at [Assignment: organization-defined roles]]")]
    [InlineData("{{ insert: param, p3 }}", "30 days, 1 year")]
    [InlineData("{{ insert: param, p4 }}", "[Assignment: organization-defined frequency]")]
    [InlineData("{{ insert: param, p5 }}", "[Assignment: organization-defined value]")]
    [InlineData("{{ insert: param, loop }}", "[Selection: x; …]")]
    [InlineData("{{ insert: param, nowhere }}", "[Assignment: nowhere]")]
    [InlineData("{{ insert: param, p1", "{{ insert: param, p1")]
    [InlineData("a\\n\\tb", "a b")]
    public void Parameters_are_text_in_titles(string prose, string title)
    {
        var catalog = Imported.Catalog("""
            {'catalog':{METADATA,'params':[{'id':'p1','label':'roles'},{'id':'loop','select':{'choice':['x','{{ insert: param, loop }}']}}],
            'groups':[{'id':'g','title':'G','params':[{'id':'p5'}],'controls':[{'id':'a-1','title':'A','params':[
              {'id':'p2','select':{'how-many':'one-or-more','choice':['daily','at {{ insert: param, p1 }}']}},
              {'id':'p3','values':['30 days','1 year']},
              {'id':'p4','label':'organization-defined frequency'}],
              'parts':[{'name':'statement','parts':[{'name':'item','props':[{'name':'label','value':'a.'}],'prose':'PROSE'}]}]}]}]}}
            """.Replace("PROSE", prose, StringComparison.Ordinal));
        Assert.Equal(title, catalog.Controls[1].Title);
    }

    [Fact]
    public void Labels_that_are_not_unique_give_way_to_the_ids_of_oscal()
    {
        var import = Imported.Of("""
            {'catalog':{METADATA,'controls':[
              {'id':'x1','title':'A','props':[{'name':'label','value':'1.1'}]},
              {'id':'x2','title':'B','props':[{'name':'label','value':'1-1'}]},
              {'id':'x3','title':'C','props':[{'name':'label','value':'2.2'}]},{'id':'x3','title':'D'},{'id':'x_3','title':'E'}]}}
            """);
        var catalog = Imported.Valid(import.Catalogs[0]);
        Assert.Equal(["x1", "x2", "2.2", "x3", "x_3-2"], catalog.Controls.Select(control => control.Id));
        Assert.Equal(2, import.Diagnostics.Count(finding => finding.Id == "RM7003"));
    }

    [Fact]
    public void An_oscal_id_with_another_key_than_the_label_is_an_alias() =>
        Assert.Equal([["gov-7"], []], Imported.Catalog("""
            {'catalog':{METADATA,'controls':[{'id':'gov-7','title':'A','props':[{'name':'label','value':'ISM-0714'}]},
              {'id':'b-1','title':'B','props':[{'name':'label','value':'B.01'}]}]}}
            """).Controls.Select(control => control.Aliases));

    [Fact]
    public void A_statement_never_takes_the_id_of_an_enhancement()
    {
        var catalog = Imported.Catalog("""
            {'catalog':{METADATA,'controls':[{'id':'x-1','title':'A','parts':[{'name':'statement','parts':[
              {'name':'item','id':'x-1_smt.1','props':[{'name':'label','value':'1.'}],'prose':'One'},{'name':'item','prose':'Two'},
              {'name':'item','props':[{'name':'label','value':'•'}],'prose':'Three'}]}],
              'controls':[{'id':'x-1.1','title':'B'}]}]}}
            """);
        Assert.Equal(["x-1", "x-1 item 1", "x-1 item 2", "x-1 item 3", "x-1.1"], catalog.Controls.Select(control => control.Id));
    }

    [Fact]
    public void Several_statements_of_a_control_are_its_parts_and_other_texts_are_not()
    {
        var import = Imported.Of("""
            {'catalog':{METADATA,'controls':[{'id':'x-1','title':'A','parts':[
              {'name':'statement','id':'x-1_smt.a','prose':'One','props':[{'name':'label','value':'X-1a.'}]},
              {'name':'statement','id':'x-1_smt.b','prose':'Two'},
              {'name':'guidance','parts':[{'name':'item','prose':'No'}]},{'name':'assessment-objective'},{'name':'assessment-method'}]}]}}
            """);
        var catalog = Imported.Valid(import.Catalogs[0]);
        Assert.Equal(["x-1", "X-1a", "x-1_smt.b"], catalog.Controls.Select(control => control.Id));
        Assert.Equal("A catalog here holds ids, titles, groups and replacements. Left out: parts \"assessment-method\" (1), " +
            "parts \"assessment-objective\" (1), parts \"guidance\" (1).", Assert.Single(import.Diagnostics).Message);
    }

    [Fact]
    public void Where_there_are_no_statements_the_labelled_objectives_are()
    {
        var import = Imported.Of("""
            {'catalog':{METADATA,'controls':[{'id':'s3.1.1','title':'A','props':[{'name':'label','value':'3.1.1'}],'parts':[
              {'name':'statement','prose':'Do it.'},
              {'name':'objective','parts':[{'name':'objective','props':[{'name':'label','value':'3.1.1[a]'}],'prose':'It is known.'},
                {'name':'objective','props':[{'name':'label','value':'[b]'}],'prose':'It is done.'}]}]},
              {'id':'s3.1.2','title':'B','props':[{'name':'label','value':'3.1.2'}]}]}}
            """);
        var catalog = Imported.Valid(import.Catalogs[0]);
        Assert.Equal(["3.1.1", "3.1.1[a]", "3.1.1(b)", "3.1.2"], catalog.Controls.Select(control => control.Id));
        Assert.Contains(import.Diagnostics, finding => finding.Message.Contains("objectives", StringComparison.Ordinal));
    }

    [Fact]
    public void A_nested_control_is_an_enhancement_unless_its_class_says_that_it_is_a_part() =>
        Assert.Equal([ControlKind.Control, ControlKind.Enhancement, ControlKind.Statement], Imported.Catalog("""
            {'catalog':{METADATA,'controls':[{'id':'x-1','title':'A','controls':[{'id':'x-1.1','title':'B'},
              {'id':'x-1.2','class':'sub-requirement','title':'C'}]}]}}
            """).Controls.Select(control => control.EffectiveKind));

    [Theory]
    [InlineData("Electronic (OSCAL) Version of NIST SP 800-53 Rev 5.2.0 Controls and SP 800-53A Rev 5.2.0 Assessment Procedures", "5.2.0",
        "nist-800-53@5.2.0")]
    [InlineData("NIST SP 800-53r5", "5", "nist-800-53@5")]
    [InlineData("NIST SP 800-53A procedures", "5", "nist-sp-800-53a-procedures@5")]
    [InlineData("NIST SP 800-171 Revision 3", "1.0.0", "nist-800-171@1.0.0")]
    [InlineData("NIST Special Publication 800-53 Revision 5 MODERATE IMPACT BASELINE", "5.1.1",
        "nist-special-publication-800-53-revision-5-moderate-impact-baseline@5.1.1")]
    [InlineData("Grundsätze", "2024-02-04T23:11:00-05:00", "grundsätze@2024-02-04T23:11:00-05:00")]
    [InlineData("Local", "Version 1 @ home", "catalog-local@Version-1---home")]
    [InlineData("!?", "", "oscal@unversioned")]
    public void The_title_and_the_version_are_the_identity(string title, string version, string identity) =>
        Assert.Equal(identity, Imported.Catalog("""
            {'catalog':{'metadata':{'title':'TITLE','version':'VERSION'},'controls':[{'id':'a-1','title':'A'}]}}
            """.Replace("TITLE", title, StringComparison.Ordinal).Replace("VERSION", version, StringComparison.Ordinal)).Identity);

    [Theory]
    [InlineData("own@7", "own@7")]
    [InlineData("own", "own@3.1")]
    public void The_caller_can_give_the_identity(string given, string identity) =>
        Assert.Equal(identity, Imported.Catalog(
            """{'catalog':{METADATA,'controls':[{'id':'a-1','title':'A'}]}}""", new() { Catalog = given }).Identity);

    [Fact]
    public void A_document_is_a_catalog_to_whoever_reads_documents()
    {
        var utf8 = Imported.Utf8("""{'catalog':{METADATA,'controls':[{'id':'a-1','title':'A','links':[{'rel':'x','href':'y'}]}]}}""");
        var document = OscalReader.WithCatalog(DocumentReader.Load(utf8, new() { File = "yard.json" }));
        Assert.Equal((DocumentKind.Catalog, "yard.json", false), (document.Kind, document.File, document.HasErrors));
        Assert.Empty(document.Diagnostics);
        Assert.NotNull(DocumentSet.BuiltIn.Add(document).FindCatalog("yard-rules", "3.1"));
    }

    [Theory]
    [InlineData("{'schemaVersion':'1.0','id':'c','edition':'1','title':'C','controls':[]}", DocumentKind.Catalog)]
    [InlineData("{'catalog':{}", DocumentKind.Unknown)]
    [InlineData("{'profile':{}}", DocumentKind.Unknown)]
    [InlineData("{'catalog':{}}", DocumentKind.Catalog)]
    public void Any_other_document_stays_what_it_is(string json, DocumentKind kind) =>
        Assert.Equal(kind, OscalReader.WithCatalog(DocumentReader.Load(Imported.Utf8(json))).Kind);

    [Fact]
    public void Two_editions_stand_side_by_side()
    {
        static string Of(string version) =>
            """{'catalog':{'metadata':{'title':'Yard Rules','version':'V'},'controls':[{'id':'a-1','title':'A'}]}}"""
                .Replace("V", version, StringComparison.Ordinal);
        Assert.Equal(["yard-rules@2026-01-01T00:00:00Z", "yard-rules@2026-02-01T00:00:00Z"],
            Imported.Of([Of("2026-01-01T00:00:00Z"), Of("2026-02-01T00:00:00Z")]).Catalogs.Select(catalog => catalog.Identity));
    }
}
