using System.Text;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports in Markdown.</summary>
public sealed class MarkdownReportTests
{
    [Fact]
    public void Texts_of_the_matrix_are_text_wherever_they_stand()
    {
        var text = Write(Reported.Of(Reported.Matrix("<script>alert(1)</script> | [a](javascript:x) `b`\n# c")));
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[a](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# c", text, StringComparison.Ordinal);
    }

    [SourcesFact]
    public void An_example_has_each_control_and_what_is_open()
    {
        var text = Write(Reported.OfExample("crm"));
        Assert.Contains("<a id=\"iso-27017-2015-CLD.6.3.1\"></a>", text, StringComparison.Ordinal);
        Assert.Contains("## Commitments", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unassigned_stands_at_the_top()
    {
        var text = Write(Reported.Of(Reported.Matrix()));
        var notice = text.IndexOf("1 control unassigned", StringComparison.Ordinal);
        Assert.InRange(notice, 1, text.IndexOf("## Summary", StringComparison.Ordinal));
        Assert.Contains("[11.1.1](#iso-27017-2015-11.1.1)", text, StringComparison.Ordinal);
    }

    private static string Write(Report report)
    {
        using var output = new MemoryStream();
        MarkdownReport.Write(report, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
