using System.Text.Json;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What a format does not hold is told part by part.</summary>
public sealed class ExportReportTests
{
    [SourcesFact]
    public void The_report_of_a_loss_has_the_members_of_its_schema()
    {
        var report = ExportReport.Of(Full, new FormatContent { Id = "none", Title = "nothing at all", Held = [] }, "csv");
        using var json = JsonDocument.Parse(report.ToUtf8Bytes());
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", "export-report.schema.json")));
        Assert.Equal(Members(schema.RootElement).Where(name => name != "$schema"), Names(json.RootElement));
        var loss = schema.RootElement.GetProperty("$defs").GetProperty("loss");
        Assert.Equal(Members(loss), Names(json.RootElement.GetProperty("losses")[0]));
        var words = loss.GetProperty("properties").GetProperty("part").GetProperty("enum");
        Assert.Equal(words.EnumerateArray().Select(word => word.GetString()), MatrixParts.All.Select(MatrixParts.WordOf));

        static IEnumerable<string> Members(JsonElement of) => Names(of.GetProperty("properties"));

        static IEnumerable<string> Names(JsonElement of) => of.EnumerateObject().Select(member => member.Name);
    }

    [Fact]
    public void Of_every_part_of_a_matrix_there_is_a_place()
    {
        var matrix = Full;
        foreach (var part in MatrixParts.All) Assert.True(MatrixParts.Find(part, matrix).Any(), $"{part} is nowhere in the full matrix.");
    }

    private static Matrix Full => DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document!;
}
