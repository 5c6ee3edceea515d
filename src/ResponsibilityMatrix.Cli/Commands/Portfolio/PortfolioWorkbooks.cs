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

    /// <summary>Writes <c>portfolio --to cmmc-srm</c>.</summary>
    public static int WriteObjectives(PortfolioRequest request)
    {
        var (streams, _, parsed, output, files, options) = request;
        if (options.Catalog is not (null or PortfolioWorkbook.ObjectivesCatalog))
            throw new UsageException("--to cmmc-srm has a row for each assessment objective of " +
                $"{PortfolioWorkbook.ObjectivesCatalog}, by which CMMC is assessed, and none for {options.Catalog}. Leave --catalog out.");
        var path = output.PathOf(parsed);
        if (path is null || !path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            throw new UsageException("--to cmmc-srm is a workbook: name a file that ends in .xlsx with -o.");
        options = options with { Catalog = PortfolioWorkbook.ObjectivesCatalog };
        var answer = Write(path, output, streams, stream => PortfolioCommand.Ask(options, () => PortfolioWorkbook.WriteObjectives(
            files, options, stream, new() { OnAnswer = request.WithSeverities }, streams.Cancellation)));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(answer.Diagnostics);
        return request.ExitCode(answer);
    }
}
