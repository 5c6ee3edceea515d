using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>export --to oscal-mapping</c>: a mapping, where the other kinds take a matrix.</summary>
internal static class MappingExport
{
    public const string Name = "oscal-mapping";

    public static int Run(IOStreams streams, CommonOptions common, ParseResult parsed, OutputFile output, string file, string path)
    {
        var files = new Files(streams);
        var utf8 = files.Read(file);
        var documents = files.Documents(parsed.GetValue(common.With) ?? []);
        var document = files.Load(file, utf8);
        if (document.HasErrors)
        {
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(document.Diagnostics, Files.NameOf(file), utf8);
            throw new UsageException($"{Files.NameOf(file)} cannot be used until its errors are corrected.");
        }
        if (document.Mapping?.Document is not { } mapping)
            throw new UsageException(
                $"{Files.NameOf(file)} is a {Words.Of(document.Kind)} document; --to {Name} takes a mapping (*.mapping.json).");
        var export = OscalWriter.WriteMappings([mapping], common.Date(parsed), documents);
        var findings = common.ApplySeverities(parsed, export.Diagnostics);
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
        if (export.Utf8 is not { } written) throw new UsageException($"{Files.NameOf(file)} has no relations to write.");
        var bytes = written.ToArray();
        if (path == Files.StandardInput && streams.IsTerminal)
            bytes = Encoding.UTF8.GetBytes(Printable.Of(Encoding.UTF8.GetString(bytes), keepLines: true));
        output.Write(path, bytes);
        if (path != Files.StandardInput)
            streams.WriteNote($"{path} holds {mapping.Relations.Count:N0} relations. `rmatrix import oscal {path} -o OUT` reads it back.");
        return common.ExitCode(parsed, findings);
    }
}
