using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>export</c>: a matrix as a file of another kind.</summary>
internal static class ExportCommand
{
    // A new kind is a line here and a method that writes it.
    private static readonly (string Name, string Ending, Func<Request, byte[]> Write, Func<string, string, string> Then)[] Kinds =
    [
        ("xlsx", ".xlsx", Workbook, (file, path) =>
            $"is ready to be edited; `rmatrix import workbook {path} --merge {file} -o OUT` merges the changes."),
    ];

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var names = string.Join(", ", Kinds.Select(known => known.Name));
        var file = FileArguments.One("FILE", "The matrix; - is standard input.");
        var kind = new Option<string>("--to")
        {
            Description = $"What to write: {names}. xlsx is the whole matrix as a workbook to be edited.",
            HelpName = "KIND",
            Required = true
        };
        var isInternal = new Option<bool>("--internal")
        { Description = "Write internal notes too, which are for the authors of the matrix alone; without it they stay in the matrix." };
        var output = new OutputFile(streams, "Where to write the file.");
        var command = new Command(
            "export",
            "Write a matrix as a file of another kind. `rmatrix import workbook` merges an edited workbook back. Example: rmatrix export " +
            "crm.matrix.json --to xlsx -o crm.xlsx");
        command.Arguments.Add(file);
        command.Options.Add(kind);
        output.AddTo(command);
        foreach (var option in new Option[] { isInternal, common.Model, common.Set, common.With, common.AsOf }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(kind)!;
            var found = Array.Find(Kinds, known => known.Name == name);
            if (found.Write is null)
                throw new UsageException(
                    $"'{name}' is no kind of file that can be written: choose {names}." +
                    $"{Nearest.Suggest(name, Kinds.Select(known => known.Name))}");
            var path = output.PathOf(parsed)!;
            if (path == Files.StandardInput) throw new UsageException($"{name} is written to a file: -o OUT{found.Ending}.");
            var utf8 = new Files(streams).Read(parsed.GetValue(file)!);
            var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
            var (resolver, _) = common.Load(parsed.GetValue(file)!, utf8, documents);
            output.Write(path, found.Write(new Request(streams, common, parsed, utf8, resolver, parsed.GetValue(isInternal))));
            streams.WriteNote($"{path} {found.Then(parsed.GetValue(file)!, path)}");
            return App.Fine;
        });
        return command;
    }

    private static byte[] Workbook(Request request)
    {
        var (streams, common, parsed, utf8, resolver, isInternal) = request;
        var context = common.Context(parsed);
        var answer = WorkbookAnswer.Of(
            resolver, context, streams, isAsked: context.ServiceModel is not null || context.Parameters.Count > 0);
        return MatrixWorkbook.Write(utf8, new() { Answer = answer, IncludeInternal = isInternal });
    }

    /// <summary>What the user asks for, whatever the kind.</summary>
    private sealed record Request(
        IOStreams Streams, CommonOptions Common, ParseResult Parsed, ReadOnlyMemory<byte> Utf8, Resolver Resolver, bool IsInternal);
}

/// <summary>The answer that a workbook shows beside the matrix.</summary>
internal static class WorkbookAnswer
{
    /// <summary>The answer in a context; null, with a note, where the context leaves something open that nobody asked for.</summary>
    public static ResolvedMatrix? Of(Resolver resolver, ResolutionContext context, IOStreams streams, bool isAsked = false)
    {
        if (isAsked) CommonOptions.Check(resolver, context);
        if (resolver.ProblemWith(context) is not { } problem) return resolver.Resolve(context, streams.Evaluation, streams.Cancellation);
        streams.WriteNote($"The sheet of controls has only the rows of the document's own: {Hints.Sentence(problem)}");
        return null;
    }
}
