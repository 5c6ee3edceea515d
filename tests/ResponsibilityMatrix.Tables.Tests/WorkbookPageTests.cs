using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>The page on the workbook lists the columns that there are.</summary>
public class WorkbookPageTests
{
    private const string Mark = "<!-- columns -->";

    [SourcesFact]
    public void The_page_lists_every_column()
    {
        var path = Path.Combine(Folders.Repository!, "docs", "workbook.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var wanted = page[..(page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] + "\n\n" + WorkbookLayout.ToMarkdown();
        Assert.Equal(wanted, page);
    }
}
