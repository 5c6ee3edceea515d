using System.Text;
using CsCheck;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>Whatever bytes come in, findings come out.</summary>
public sealed class OscalDocumentTests
{
    [Theory]
    [InlineData("", "RM0001")]
    [InlineData("{", "RM0001")]
    [InlineData("[]", "RM0100")]
    [InlineData("{}", "RM0100")]
    [InlineData("""{"catalog": []}""", "RM0100")]
    [InlineData("""{"catalog": {}, "catalog": {}}""", "RM0002")]
    [InlineData("""{"catalog": {"a": "\uD800"}}""", "RM0001")]
    public void Bytes_that_are_no_oscal_are_findings(string text, string id)
    {
        var file = OscalFile.Read(Encoding.UTF8.GetBytes(text), "x.json", null);
        Assert.Null(file.Content);
        Assert.Equal(id, Assert.Single(file.Diagnostics).Id);
    }

    [Fact]
    public void Any_bytes_are_findings() =>
        Gen.Byte.Array.Sample(bytes => Assert.NotEmpty(OscalFile.Read(bytes, null, null).Diagnostics));

    [Fact]
    public void A_value_knows_its_pointer()
    {
        var file = OscalFile.Read("""{"catalog": {"groups": [{}, {"a/b~": {"x": 1}}]}}"""u8.ToArray(), "x.json", null);
        var group = file.Content!.Items("groups").Last();
        Assert.Equal("/catalog/groups/1/a~1b~0", group.Object("a/b~")!.Pointer);
        Assert.Equal(1, file.At("RM7002", "Here.", group).Place!.Line);
    }
}
