using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Writes the workbooks of a portfolio.</summary>
internal static class PortfolioWorkbooks
{
    /// <summary>Writes a workbook to a file, tells what does not stand in it as it is, and gives the answer.</summary>
    public static PortfolioAnswer Write(string path, OutputFile output, IOStreams streams, Func<Stream, PortfolioWorkbookResult> write)
    {
        PortfolioWorkbookResult? result = null;
        output.Write(path, stream => result = write(stream));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(result!.Diagnostics);
        return result.Answer;
    }
}
