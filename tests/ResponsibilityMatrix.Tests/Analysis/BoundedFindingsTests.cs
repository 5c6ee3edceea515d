using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>Inputs that gave too much, or words that nobody understands, and what fits into the limits.</summary>
public sealed class BoundedFindingsTests
{
    [FaultsTheory]
    [InlineData("d50")]
    [InlineData("d200")]
    [InlineData("d800")]
    public void Assignments_under_many_conditions_give_no_more_findings_than_are_told(string name)
    {
        var read = DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(Folders.Faults!, "library", $"{name}.matrix.json")));
        var findings = DocumentValidator.Validate(read, Make.Today);
        Assert.InRange(findings.Count, 1, Limits.Default.MaxFindings + 8);
        Assert.InRange(findings.Sum(finding => (long)finding.Message.Length), 1, 1_000L * Limits.Default.MaxFindings);
    }

    [FaultsTheory]
    [InlineData("comment3", "JSON has no comments.")]
    [InlineData("smart", "not in curly ones")]
    [InlineData("trailing", "JSON has no trailing commas.")]
    [InlineData("unclosed", "The { that was opened in line 1, column 1 is never closed")]
    public void Text_that_is_no_JSON_is_told_in_words(string name, string words)
    {
        var finding =
            Assert.Single(
            DocumentReader.Load<Matrix>(
            File.ReadAllBytes(Path.Combine(Folders.Faults!, "trial", "json-messages", $"{name}.matrix.json"))).Diagnostics);
        Assert.Equal("RM0001", finding.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("bom")]
    public void A_byte_order_mark_is_no_fault(string name) =>
        Assert.Empty(
            DocumentReader.Load<Matrix>(
            File.ReadAllBytes(Path.Combine(Folders.Faults!, "trial", "json-messages", $"{name}.matrix.json"))).Diagnostics);

    [Fact]
    public void A_catalog_of_a_hundred_thousand_controls_is_read_within_the_limits()
    {
        var title = new string('t', 120);
        var controls =
            string.Join(',', Enumerable.Range(0, 100_000).Select(i => $$"""{"id":"C-{{i}}","title":"{{title}}","layers":["data"]}"""));
        var read = DocumentReader.Load<Catalog>(
            Encoding.UTF8.GetBytes($$"""{"schemaVersion":"1.0","id":"big","edition":"1","title":"Big","controls":[{{controls}}]}"""));
        Assert.Empty(read.Diagnostics);
        Assert.Empty(DocumentValidator.Validate(read));
        Assert.Equal(100_000, read.Document!.Controls.Count);
    }
}
