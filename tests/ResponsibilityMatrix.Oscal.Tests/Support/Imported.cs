using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>Imports of texts. Apostrophes stand for quotation marks, METADATA for a title and a version.</summary>
internal static class Imported
{
    public static OscalImport Of(string json, OscalImportOptions? options = null) => Of([json], options);

    public static OscalImport Of(string[] json, OscalImportOptions? options = null) => OscalReader.Import(
        json.Select((text, i) => new OscalSource { Utf8 = Utf8(text), File = $"{i}.json" }).ToList(), options);

    public static Catalog Catalog(string json, OscalImportOptions? options = null) => Valid(Assert.Single(Of(json, options).Catalogs));

    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(
        json.Replace("METADATA", "'metadata':{'title':'Yard Rules','version':'3.1'}", StringComparison.Ordinal).Replace('\'', '"'));

    // What is made is a document of its kind without faults, also once it is written and read.
    public static Catalog Valid(Catalog catalog)
    {
        var read = DocumentReader.Load<Catalog>(MatrixJson.ToUtf8Bytes(catalog));
        Assert.Equal("", string.Join('\n', DocumentValidator.Validate(read)));
        Assert.Equal(catalog, read.Document);
        return catalog;
    }

    public static CatalogMapping Valid(CatalogMapping mapping)
    {
        var read = DocumentReader.Load<CatalogMapping>(MatrixJson.ToUtf8Bytes(mapping));
        Assert.Equal("", string.Join('\n', read.Diagnostics));
        Assert.Equal(mapping, read.Document);
        return mapping;
    }
}
