using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>resolve</c>: who does what, for every control or for some.</summary>
internal static class ResolveCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.Optional(
            "FILE", "A matrix; - is standard input, with --format ndjson a matrix a line. Left out: a service model's split of --catalog.");
        var controls = new Option<string[]>("--control")
        {
            Description = "Only this control, with its statements and enhancements. Repeatable.",
            HelpName = "ID",
            Arity = ArgumentArity.OneOrMore
        };
        var command =
            new Command(
            "resolve",
            "Say who does what for each control. Example: rmatrix resolve crm.matrix.json --set plan=enterprise --control 6.3.1");
        command.Arguments.Add(file);
        command.Options.Add(common.Catalog);
        common.AddContextOptions(command);
        command.Options.Add(controls);
        var formats = new OutputFormats<ResolveOutput>(
            new("text", (streams, output) => output.Printer(streams).Print(output.Title)),
            new("json", (streams, output) => streams.PrintJson(output.Answer)) { HoldsFindings = true },
            new("csv", (streams, output) => streams.Out.Write(AnswerTables.Csv(output.Answer, output.Printer(streams)))),
            new("markdown", (streams, output) =>
                streams.Out.Write(AnswerTables.Markdown(output.Answer, output.Title, output.Printer(streams)))),
            new("ndjson", (streams, output) => streams.Out.Write(Rows(MatrixRows.Of(output.Answer, output.Matrix
                ?? throw new UsageException("Rows are those of a matrix: name a FILE, or - for matrices in standard input, one a line.")),
                streams.Cancellation))));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var context = common.Context(parsed);
            if (format.Name == "ndjson" && Files.IsStandardInput(parsed.GetValue(file)))
            {
                if (parsed.GetValue(common.Catalog) is not null) throw NoCatalog();
                Files.OneFromInput([parsed.GetValue(file), .. parsed.GetValue(common.With) ?? []]);
                var behind = parsed.GetValue(common.With) is { Length: > 0 } with ? new Files(streams).DocumentsBehind(with) : null;
                using var input = streams.In();
                var code = App.Fine;
                if (format.Target is { } target) target.File.Write(target.Path, stream =>
                {
                    using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
                    code = Filter(writer);
                });
                else code = Filter(streams.Out);
                return code;

                int Filter(TextWriter output) => new ResolveFilter(streams, output, common, parsed, behind)
                    .Run(input, context, parsed.GetValue(controls) ?? []);
            }
            var (resolver, title, document) = parsed.GetValue(file) is { } path
                ? OfMatrix(parsed, common, path)
                : OfServiceModel(parsed, streams, common, context);
            CommonOptions.Check(resolver, context);
            var wanted = parsed.GetValue(controls) ?? [];
            foreach (var control in wanted)
                if (!resolver.Knows(control, out var problem)) throw new UsageException(Hints.Sentence(problem));
            var answer = resolver.Resolve(context, common.Evaluation(parsed, document?.Matrix, wanted), streams.Cancellation);
            if (document is not null)
                answer = answer with
                { Diagnostics = common.DocumentFindings(resolver, context.AsOf).Concat(answer.Diagnostics).ToValueList() };
            answer = answer with { Diagnostics = common.ApplySeverities(parsed, answer.Diagnostics).ToValueList() };
            format.Write(streams, new(answer, title, resolver, document?.Matrix));
            if (!format.HoldsFindings) new DiagnosticPrinter(Page.ForMessages(streams)).Print(answer.Diagnostics);
            return common.ExitCode(parsed, answer.Diagnostics);
        });
        return command;
    }

    private static (Resolver Resolver, string Title, MatrixDocument? Document) OfMatrix(
        ParseResult parsed, CommonOptions common, string path)
    {
        if (parsed.GetValue(common.Catalog) is not null) throw NoCatalog();
        var (resolver, document, _) = common.Load(parsed, path);
        return (resolver, $"{document.Matrix.Title}, version {document.Matrix.Version}", document);
    }

    private static UsageException NoCatalog() =>
        new("--catalog is for a service model's own split, without a FILE; a matrix names its catalogs itself.");

    /// <summary>Rows as text, an object a line.</summary>
    public static string Rows(IEnumerable<MatrixRow> rows, CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        MatrixRows.WriteNdjson(rows, output, cancellationToken);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    private static (Resolver Resolver, string Title, MatrixDocument? Document) OfServiceModel(
        ParseResult parsed, IOStreams streams, CommonOptions common, ResolutionContext context)
    {
        var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
        if (parsed.GetValue(common.Catalog) is not { } name)
            throw new UsageException(
                "Name a matrix file, or a catalog and a service model: rmatrix resolve --catalog iso-27017@2015 --model saas.");
        var catalog = FindCatalog(documents, name, streams);
        if (context.ServiceModel is null)
            throw new UsageException(
                $"Say which service model with --model: {string.Join(", ", ServiceModel.BuiltIn.Select(model => model.Id))}.");
        return (Resolver.OfServiceModel(catalog, new() { Documents = documents }),
            $"{catalog.Title} under the service model {context.ServiceModel}", null);
    }

    public static Catalog FindCatalog(DocumentSet documents, string name, IOStreams streams)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var found = at < 0 ? documents.FindNewest(name) : documents.FindCatalog(name[..at], name[(at + 1)..]);
        if (found is null)
        {
            var known = documents.Catalogs.Select(catalog => catalog.Identity).Distinct().ToList();
            throw new UsageException(
                $"There is no catalog '{name}'.{Nearest.Suggest(name, known)} There are {string.Join(", ", known)}; others come from a " +
                $"file with --with.");
        }
        if (at < 0) streams.Error.WriteLine($"rmatrix: {name} is taken as {found.Identity}.");
        return found;
    }

    /// <summary>What is written.</summary>
    private sealed record ResolveOutput(ResolvedMatrix Answer, string Title, Resolver Resolver, Matrix? Matrix)
    {
        public AnswerPrinter Printer(IOStreams streams) => new(Page.ForResults(streams), Answer, Resolver);
    }
}
