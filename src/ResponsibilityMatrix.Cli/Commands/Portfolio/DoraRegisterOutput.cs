using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Writes <c>portfolio --to dora-register</c>: a CSV file for each table.</summary>
internal static class DoraRegisterOutput
{
    public static int Write(PortfolioRequest request)
    {
        var (streams, common, parsed, output, files, options) = request;
        var folder = output.NewFolderOf(parsed, "register");
        var register = DoraRegister.Of(files, options, streams.Cancellation);
        register = register with { Diagnostics = common.ApplySeverities(parsed, register.Diagnostics).ToValueList() };
        folder.Write(register.Tables.Select(table => (table.File, Csv(table))));
        if (request.Report is { } report) output.Write(report, PortfolioJson.ToUtf8Bytes(register));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(register.Diagnostics);
        var counts = register.Tables.Select(table => $"{table.File} ({AnswerText.Counted(table.Count, "row")})");
        streams.Out.WriteLine(Printable.Of($"{folder.Path}: {string.Join(", ", counts)}."));
        return common.ExitCode(parsed, register.Diagnostics);
    }

    private static byte[] Csv(DoraTable table) => Encoding.UTF8.GetBytes(string.Concat(
        table.Rows.Select(row => CsvWriter.Row(row)).Prepend(CsvWriter.Row(table.Columns.Select(column => column.Id)))));
}
