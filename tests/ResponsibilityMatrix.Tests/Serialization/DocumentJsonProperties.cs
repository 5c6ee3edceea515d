using System.Text.Json;
using CsCheck;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Whatever a document holds is the same after it was written and read, by this library's reader and by the platform's.</summary>
public sealed class DocumentJsonProperties
{
    [Fact]
    public void A_matrix_is_the_same_after_writing_and_reading() => IsSame<Matrix>();

    [Fact]
    public void A_catalog_is_the_same_after_writing_and_reading() => IsSame<Catalog>();

    [Fact]
    public void A_mapping_is_the_same_after_writing_and_reading() => IsSame<CatalogMapping>();

    [Fact]
    public void A_requirement_set_is_the_same_after_writing_and_reading() => IsSame<RequirementSet>();

    private static void IsSame<T>() where T : class, IDocument => Gen.Int.Sample(seed =>
    {
        var document = new RandomModel(seed).WithControlsOf<T>().Make<T>();
        var utf8 = MatrixJson.ToUtf8Bytes(document);
        Assert.Equal(document, DocumentReader.Load<T>(utf8).Partial);
        foreach (var options in new[] { JsonSerializerOptions.Default, JsonSerializerOptions.Web, MatrixJsonContext.Default.Options })
        {
            Assert.Equal(document, JsonSerializer.Deserialize<T>(utf8, JsonSerializerOptions.Web));
            Assert.Equal(document, JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(document, options), options));
        }
        Assert.Equal(document, DocumentReader.Load<T>(JsonSerializer.SerializeToUtf8Bytes(document, JsonSerializerOptions.Web)).Partial);
    }, iter: 200);
}
