using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.FluentValidation.Tests;

public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("/$schema", "Schema")]
    [InlineData("/service/models/0", "Service.Models[0]")]
    [InlineData("/assignments/3/duties/1/party", "Assignments[3].Duties[1].Party")]
    [InlineData("/assignments/3/when", "Assignments[3].When")]
    [InlineData("/assignments/3/when/plan/0", "Assignments[3].When.Parameters[plan][0]")]
    [InlineData("/assignments/3/duties/0/involvement/1", "Assignments[3].Duties[0].Involvement")]
    [InlineData("/upstream/0/context", "Upstreams[0].Context")]
    [InlineData("/upstream/0/context/serviceModel", "Upstreams[0].Context.ServiceModel")]
    [InlineData("/upstream/0/context/parameters/when", "Upstreams[0].Context.Parameters[when]")]
    [InlineData("/catalogs/1/as", "Catalogs[1].ShortName")]
    [InlineData("/upstream/0/needs/1/level", "Upstreams[0].Needs[1].Level")]
    [InlineData("/evidence/0/period", "Evidence[0].Period")]
    [InlineData("/evidence/0/period/to", "Evidence[0].Period.To")]
    [InlineData("/serviceModels/0/layers/data", "ServiceModels[0].Layers[data]")]
    [InlineData("/controls/0/layers/1", "Controls[0].Layers[1]")]
    [InlineData("/translations/de/a~1b~0c/text", "Translations[de][a/b~c].Text")]
    [InlineData("/extensions/org.example.a/deep/0", "Extensions[org.example.a]")]
    [InlineData("/parties/0/contacts/1/email", "Parties[0].Contacts[1].Email")]
    public void A_pointer_has_the_path_of_its_property(string pointer, string path) => Assert.Equal(path, PropertyPath.Of(pointer));

    [Fact]
    public void Every_place_of_a_document_that_uses_every_member_is_reached_on_the_matrix()
    {
        var matrix = DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document!;
        var count = 0;
        foreach (var place in JsonPlaces.Of(JsonNode.Parse(FullMatrix.Json)!))
        {
            var pointer = PointerOf(place);
            var reached = Reached.By(matrix, PropertyPath.Of(pointer));
            count++;
            if (place is JsonValue && place.GetValueKind() == JsonValueKind.String
                && !pointer.Contains("/extensions", StringComparison.Ordinal)
                && !pointer.Contains("/involvement", StringComparison.Ordinal))
                Assert.Equal(place.GetValue<string>(), Text(reached), ignoreCase: true);
        }
        Assert.True(count > 200, $"{count}");
    }

    private static string? Text(object? value) => value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Sides sides => Words.OfSplit(sides),
        _ => value?.ToString(),
    };

    private static string PointerOf(JsonNode place) => place.Parent switch
    {
        null => "",
        JsonArray list => $"{PointerOf(list)}/{list.IndexOf(place)}",
        var parent => $"{PointerOf(parent)}/" +
            place.GetPropertyName().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal),
    };
}
