using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>resolve</c>: who does what, for every control or for some.</summary>
internal static class ResolveCommand
{
    public static Command Make(Surroundings surroundings)
    {
        var shared = new Shared(surroundings);
        var file = FileArguments.Optional("FILE", "A matrix; - is standard input. Left out: a service model's own split of --catalog.");
        var controls = new Option<string[]>("--control")
            { Description = "Only this control, with its statements and enhancements. Repeatable.", HelpName = "ID",
            Arity = ArgumentArity.OneOrMore };
        var command =
            new Command(
            "resolve",
            "Say who does what for each control. Example: rmatrix resolve crm.matrix.json --set plan=enterprise --control 6.3.1");
        command.Arguments.Add(file);
        command.Options.Add(shared.Catalog);
        shared.AddContextOptions(command);
        command.Options.Add(controls);
        shared.AddFormats(command, "text", "json", "csv", "markdown");
        command.SetAction(parsed =>
        {
            var format = shared.FormatOf(parsed);
            var context = shared.Context(parsed);
            var (resolver, title, document) = parsed.GetValue(file) is { } path
                ? OfMatrix(parsed, shared, path)
                : OfServiceModel(parsed, surroundings, shared, context);
            Shared.Check(resolver, context);
            var wanted = parsed.GetValue(controls) ?? [];
            foreach (var control in wanted)
                if (!resolver.Knows(control, out var problem)) throw new UsageException(problem!);
            var answer = Keep(resolver, shared.Translate(parsed, resolver.Resolve(context), document?.Matrix), wanted);
            if (document is not null)
                answer = answer with { Diagnostics = Shared.Beside(resolver, context.AsOf).Concat(answer.Diagnostics).ToValueList() };
            answer = answer with { Diagnostics = shared.Weigh(parsed, answer.Diagnostics).ToValueList() };
            var printer = new AnswerPrinter(Page.ForResults(surroundings), answer, new AnswerParticulars(resolver, answer));
            if (format == "json") surroundings.Out.Write(Encoding.UTF8.GetString(ResolutionWriter.Write(answer)));
            else if (format == "text") printer.Print(title);
            else surroundings.Out.Write(format == "csv" ? Tables.Csv(answer, printer) : Tables.Markdown(answer, title, printer));
            surroundings.Out.Flush();
            if (format != "json") new DiagnosticPrinter(Page.ForMessages(surroundings)).Print(answer.Diagnostics);
            return shared.ExitCode(parsed, answer.Diagnostics);
        });
        return command;
    }

    private static (Resolver Resolver, string Title, MatrixDocument? Document) OfMatrix(ParseResult parsed, Shared shared, string path)
    {
        if (parsed.GetValue(shared.Catalog) is not null)
            throw new UsageException("--catalog is for a service model's own split, without a FILE; a matrix names its catalogs itself.");
        var (resolver, document, _) = shared.Load(parsed, path);
        return (resolver, $"{document.Matrix.Title}, version {document.Matrix.Version}", document);
    }

    private static (Resolver Resolver, string Title, MatrixDocument? Document) OfServiceModel(
        ParseResult parsed, Surroundings surroundings, Shared shared, ResolutionContext context)
    {
        var documents = new Files(surroundings).Documents(parsed.GetValue(shared.With) ?? []);
        if (parsed.GetValue(shared.Catalog) is not { } name)
            throw new UsageException(
                "Name a matrix file, or a catalog and a service model: rmatrix resolve --catalog iso-27017@2015 --model saas.");
        var catalog = FindCatalog(documents, name, surroundings);
        if (context.ServiceModel is null)
            throw new UsageException(
                $"Say which service model with --model: {string.Join(", ", ServiceModel.BuiltIn.Select(model => model.Id))}.");
        return (Resolver.OfServiceModel(catalog.Catalog, documents),
            $"{catalog.Catalog.Title} under the service model {context.ServiceModel}", null);
    }

    public static CatalogDocument FindCatalog(DocumentSet documents, string name, Surroundings surroundings)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var found = at < 0 ? documents.FindNewest(name) : documents.FindCatalog(name[..at], name[(at + 1)..]);
        if (found is null)
        {
            var known = documents.Catalogs.Select(catalog => catalog.Catalog.Identity).Distinct().ToList();
            throw new UsageException(
                $"There is no catalog '{name}'.{Nearest.Suggest(name, known)} There are {string.Join(", ", known)}; others come from a " +
                $"file with --with.");
        }
        if (at < 0) surroundings.Error.WriteLine($"rmatrix: {name} is taken as {found.Catalog.Identity}.");
        return found;
    }

    private static ResolvedMatrix Keep(Resolver resolver, ResolvedMatrix answer, string[] wanted)
    {
        if (wanted.Length == 0) return answer;
        var kept = answer.Controls.Where(control => wanted.Any(name => resolver.IsAtOrBelow(control, name))).ToValueList();
        var ids = kept.Select(control => (control.Catalog, control.Control)).ToHashSet();
        return answer with
        {
            Controls = kept,
            Diagnostics = answer.Diagnostics.Where(finding => finding.Control is null || ids.Contains((finding.Catalog!, finding.Control)))
                .ToValueList(),
        };
    }
}
