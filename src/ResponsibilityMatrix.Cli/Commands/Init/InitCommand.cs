using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>init</c>: a matrix, or a set of requirements, to start from.</summary>
internal static class InitCommand
{
    private const string DefaultCatalog = "iso-27017@2015";

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var provider = new Option<string>("--provider")
        { Description = "The provider's name.", HelpName = "NAME", DefaultValueFactory = _ => "Example Provider" };
        var customer = new Option<string>("--customer")
        { Description = "The customer's name.", HelpName = "NAME", DefaultValueFactory = _ => "Example Customer" };
        var service = new Option<string>("--service")
        { Description = "The service's name.", HelpName = "NAME", DefaultValueFactory = _ => "Example Service" };
        var output = new OutputFile(streams);
        var requirements = new Option<bool>("--requirements")
        { Description = "Write a set of requirements of your own instead, for `rmatrix check`." };
        var command =
            new Command(
            "init",
            "Write a matrix to start from, its split taken from a service model; or with --requirements a set to check agreements " +
            "against. Example: rmatrix init --provider Acme --customer Globex --service CRM -o crm.matrix.json");
        var kind = new Option<string?>("--to")
        {
            Description = "Write it as a workbook to be filled in: xlsx. `rmatrix import workbook` makes the matrix of it.",
            HelpName = "KIND"
        };
        Option[] ofMatrices = [kind, common.Catalog, common.Model, provider, customer, service, common.With];
        foreach (var option in ofMatrices.Append(requirements)) command.Options.Add(option);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(requirements))
            {
                if (ofMatrices.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } wrong)
                    throw new UsageException(
                        $"{wrong.Name} is for a matrix, and --requirements starts a set of requirements: leave one of them out.");
                var file = output.PathOf(parsed)!;
                output.Write(file, MatrixJson.ToUtf8Bytes(StarterRequirements.Set with { Schema = SchemaOf(DocumentKind.Requirements) }));
                output.WriteNextTo(
                    file, MatrixJson.SchemaFileNameOf(DocumentKind.Requirements), MatrixJson.SchemaOf(DocumentKind.Requirements).ToArray());
                if (file != Files.StandardInput)
                    streams.Error.WriteLine(
                        $"rmatrix: {Printable.Of(file)} holds {StarterRequirements.Set.Rules.Count} rules to be replaced by your own. " +
                        $"`rmatrix check MATRIX --against {Printable.Of(file)}` tries it; `rmatrix check --list --against SET --format " +
                        $"json` prints a set that ships.");
                return App.Fine;
            }
            foreach (var name in new[] { provider, customer, service })
                if (string.IsNullOrWhiteSpace(parsed.GetValue(name)))
                    throw new UsageException($"{name.Name} must be a name, but is empty.");
            var path = output.PathOf(parsed)!;
            var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
            var catalog = ResolveCommand.FindCatalog(documents, parsed.GetValue(common.Catalog) ?? DefaultCatalog, streams);
            if (DocumentValidator.Validate(catalog).Any(finding => finding.Severity == Severity.Error))
                throw new UsageException(
                    $"{catalog.Identity} has errors, so that no matrix can be started from it. `rmatrix validate` shows them.");
            var model = parsed.GetValue(common.Model) ?? "saas";
            var resolver = Resolver.OfServiceModel(catalog, new() { Documents = documents });
            var context = new ResolutionContext { ServiceModel = model, AsOf = streams.Today };
            CommonOptions.Check(resolver, context);
            var starter = new StarterMatrix(
                resolver.Resolve(context), catalog, resolver.GroupOf);
            var matrix = starter.Write(parsed.GetValue(provider)!, parsed.GetValue(customer)!, parsed.GetValue(service)!) with
            { Schema = SchemaOf(DocumentKind.Matrix) };
            if (parsed.GetValue(kind) is { } to)
            {
                WriteWorkbook(streams, output, path, to, matrix, documents, context);
                return App.Fine;
            }
            output.Write(path, MatrixJson.ToUtf8Bytes(matrix));
            output.WriteNextTo(path, MatrixJson.SchemaFileNameOf(DocumentKind.Matrix), MatrixJson.SchemaOf(DocumentKind.Matrix).ToArray());
            if (path != Files.StandardInput)
                streams.WriteNote(
                    $"{path} holds a draft with {matrix.Assignments.Count} assignments, taken from the service model {model}. Review " +
                    $"them: the internal notes say what is left to do, and are never published. " +
                    $"{MatrixJson.SchemaFileNameOf(DocumentKind.Matrix)} beside it lets an editor complete and check what you type; what " +
                    $"is named \"example\" shows how options, commitments and evidence are written.");
            return App.Fine;
        });
        return command;
    }

    private static void WriteWorkbook(IOStreams streams, OutputFile output, string path, string kind, Matrix matrix,
        DocumentSet documents, ResolutionContext context)
    {
        if (kind != "xlsx")
            throw new UsageException($"'{kind}' is no kind of file to start from: choose xlsx, or leave --to out for JSON.");
        if (path == Files.StandardInput) throw new UsageException("xlsx is written to a file: -o OUT.xlsx.");
        // What only editors of JSON need, and what a workbook cannot hold, is left out.
        var utf8 = MatrixJson.ToUtf8Bytes(matrix with { Schema = null, Accepted = [] });
        var resolver = new Resolver(DocumentReader.Load<Matrix>(utf8).Document!, new() { Documents = documents });
        var answer = WorkbookAnswer.Of(resolver, context, streams);
        output.Write(path, MatrixWorkbook.Write(utf8, new() { Answer = answer, IncludeInternal = true, IsStarter = true }));
        streams.WriteNote(
            $"{path} holds a draft with {matrix.Assignments.Count} assignments, to be filled in with a spreadsheet program. `rmatrix " +
            $"import workbook {path} -o MATRIX.matrix.json` makes the matrix of it.");
    }

    private static string SchemaOf(DocumentKind kind) => $"./{MatrixJson.SchemaFileNameOf(kind)}";
}
