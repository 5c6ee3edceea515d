using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Reading;

public class OscalCatalogTests
{
    [Fact]
    public void Controls_enhancements_statements_and_groups_of_an_oscal_catalog_are_read()
    {
        var read = DocumentReader.Load<Catalog>("""
            { "catalog": { "uuid": "0c1f7b3e-4f5b-4d5e-9b53-0a4f3f0f1a11",
              "metadata": { "title": "Yard Rules", "version": "3.1", "oscal-version": "1.2.1", "last-modified": "2026-01-01T00:00:00Z" },
              "groups": [{ "id": "yr", "title": "Yard", "controls": [{
                "id": "yr-1", "title": "Gates", "props": [{ "name": "label", "value": "YR-1" }],
                "parts": [{ "id": "yr-1_smt", "name": "statement", "parts": [
                  { "id": "yr-1_smt.a", "name": "item", "props": [{ "name": "label", "value": "a." }], "prose": "Close them", "parts": [
                    { "id": "yr-1_smt.a.1", "name": "item", "props": [{ "name": "label", "value": "1." }], "prose": "At night" }] }] }],
                "controls": [{ "id": "yr-1.1", "title": "Locks", "props": [{ "name": "label", "class": "zero-padded",
                  "value": "YR-01(01)" }, { "name": "label", "value": "YR-1(1)" }] }]
              }] }] } }
            """u8.ToArray(), new() { File = "yard.json" });
        Assert.Empty(read.Diagnostics);
        Assert.Empty(DocumentValidator.Validate(read));
        var catalog = read.Document!;
        Assert.Equal("yard-rules@3.1", catalog.Identity);
        Assert.Equal(["YR-1", "YR-1(a)", "YR-1(a)(1)", "YR-1(1)"], catalog.Controls.Select(control => control.Id));
        Assert.Equal([ControlKind.Control, ControlKind.Statement, ControlKind.Statement, ControlKind.Enhancement],
            catalog.Controls.Select(control => control.EffectiveKind));
        Assert.Equal("YR-1(a)", CatalogIndex.Of(catalog).Find("yr-1_smt.a")!.Id);
    }

    [Fact]
    public void A_withdrawn_control_of_an_oscal_catalog_names_what_took_its_place()
    {
        var read = DocumentReader.Load<Catalog>("""
            { "catalog": { "uuid": "0c1f7b3e-4f5b-4d5e-9b53-0a4f3f0f1a11",
              "metadata": { "title": "Yard Rules", "version": "2026-03-01T08:00:00Z", "oscal-version": "1.2.1",
                "last-modified": "2026-01-01T00:00:00Z" },
              "controls": [
                { "id": "yr-1", "title": "Gates", "props": [{ "name": "label", "value": "YR-1" }],
                  "parts": [{ "id": "yr-1_smt", "name": "statement", "parts": [{ "id": "yr-1_smt.a", "name": "item",
                    "props": [{ "name": "label", "value": "a." }] }] }] },
                { "id": "yr-2", "title": "Bars", "props": [{ "name": "label", "value": "YR-2" }, { "name": "status",
                  "value": "Withdrawn" }],
                  "links": [{ "rel": "incorporated-into", "href": "#yr-1_smt.a" }, { "rel": "moved-to", "href": "#yr-3" },
                    { "rel": "related", "href": "#yr-1" }, { "rel": "moved-to", "href": "#gone" }] },
                { "id": "yr-3", "title": "Locks", "props": [{ "name": "label", "value": "YR-3" }, { "name": "status",
                  "value": "draft" }], "links": [{ "rel": "moved-to", "href": "#yr-1" }] }
              ] } }
            """u8.ToArray(), new() { File = "yard.json" });
        var catalog = read.Document!;
        Assert.Equal("2026-03-01T08:00:00Z", catalog.Edition);
        Assert.Equal(["YR-2"], catalog.Controls.Where(control => control.IsWithdrawn).Select(control => control.Id));
        Assert.Equal([[], [], ["YR-1(a)", "YR-3"], []], catalog.Controls.Select(control => control.ReplacedBy));
        Assert.Empty(DocumentValidator.Validate(read));
    }

    [Theory]
    [InlineData("{ \"catalog\": 3 }")]
    [InlineData("{ \"catalog\": { \"metadata\": { \"title\": \"Empty\", \"version\": \"1\" } } }")]
    public void An_oscal_catalog_without_content_is_a_finding(string json) =>
        Assert.True(DocumentReader.Load<Catalog>(System.Text.Encoding.UTF8.GetBytes(json)).HasErrors);
}
