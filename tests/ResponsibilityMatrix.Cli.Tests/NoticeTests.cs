using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>diff --format notice</c>: the letter to customers, around what the library says.</summary>
public sealed class NoticeTests : IDisposable
{
    private const string Old = "docs/notice/files-1.4.0.matrix.json";
    private const string New = "docs/notice/files-2.0.0.matrix.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("md", "notice")]
    [InlineData("txt", "notice")]
    [InlineData("json", "notice-json")]
    public void A_file_holds_the_letter_or_its_json_as_its_name_says(string ending, string printed)
    {
        var path = Path.Combine(_folder, $"notice.{ending}");
        Assert.Equal(0, Rmatrix.Run("diff", Old, New, "--format", "notice", "-o", path).ExitCode);
        Assert.Equal(Rmatrix.Run("diff", Old, New, "--format", printed).Out, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("notice")]
    [InlineData("notice-json")]
    public void An_annex_and_its_base_make_no_notice(string format)
    {
        var (code, output, error) =
            Rmatrix.Run("diff", "schemas/examples/crm.matrix.json", "schemas/examples/crm-annex.matrix.json", "--format", format);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("crm-annex.matrix.json is an annex of schemas/examples/crm.matrix.json: what was negotiated is no change", error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_without_a_day_is_told_to_the_provider_and_in_the_letter()
    {
        var (code, output, error) = Rmatrix.Run("diff", Old, Changed(matrix => matrix.Remove("effective")), "--format", "notice");
        Assert.Equal(0, code);
        Assert.Contains("does not state the day on which it takes effect, so the notice cannot say by when: add \"effective\": " +
            "\"YYYY-MM-DD\" to it.", error, StringComparison.Ordinal);
        Assert.Contains("- **Takes effect**: **the day is not stated yet**", output, StringComparison.Ordinal);
        Assert.Contains("| not stated yet |", output, StringComparison.Ordinal);
        Assert.DoesNotContain("effect", Rmatrix.Run("diff", Old, Changed(matrix => matrix.Remove("effective")), "--format", "json").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_takes_effect_with_the_old_one_is_told_to_the_provider()
    {
        var file = Changed(matrix => matrix["effective"] = "2026-02-01");
        Assert.Contains("takes effect on 2026-02-01, not after docs/notice/files-1.4.0.matrix.json: set \"effective\" to the day",
            Rmatrix.Run("diff", Old, file, "--format", "notice").Error, StringComparison.Ordinal);
        Assert.Equal("", Rmatrix.Run("diff", Old, New, "--format", "notice").Error);
    }

    [Fact]
    public void A_number_that_steps_too_little_ends_with_1_and_the_letter()
    {
        var (code, output, error) = Rmatrix.Run("diff", Old, Changed(matrix => matrix["version"] = "1.5.0"), "--format", "notice");
        Assert.Equal(1, code);
        Assert.Contains("RM6001", error, StringComparison.Ordinal);
        Assert.Contains("version 1.4.0 of “Harbour Files: who does what” by version 1.5.0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("RM6001", output, StringComparison.Ordinal);
        Assert.Equal(1, Rmatrix.Run("diff", New, Old, "--format", "notice").ExitCode);
    }

    [Fact]
    public void For_one_plan_the_letter_is_for_its_customers()
    {
        var output = Rmatrix.Run("diff", Old, New, "--format", "notice", "--set", "plan=basic").Out;
        Assert.Contains("- **For**: customers with plan basic", output, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2", output, StringComparison.Ordinal);
        Assert.DoesNotContain("For whom", output, StringComparison.Ordinal);
        Assert.DoesNotContain("3 months", output, StringComparison.Ordinal);
    }

    private string Changed(Action<JsonObject> change)
    {
        var matrix = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Rmatrix.Root, New)))!.AsObject();
        change(matrix);
        var path = Path.Combine(_folder, "new.matrix.json");
        File.WriteAllText(path, matrix.ToJsonString());
        return path;
    }
}
