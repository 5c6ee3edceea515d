using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Oscal;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>import oscal</c>: catalogs, matrices and mappings of OSCAL documents.</summary>
internal static class OscalImportCommand
{
    private const int LongestName = 100;

    public static Command Create(IOStreams streams)
    {
        var request = new Request(streams);
        var command = new Command(
            "oscal",
            "Make documents of OSCAL: catalogs of catalogs and profiles, matrices of system security plans and component definitions, " +
            "mappings of mapping collections. The kind is known from the file; plans that are given together are linked. Example: " +
            "rmatrix import oscal plan.json -o plan.matrix.json --report loss.json");
        request.AddTo(command);
        command.SetAction(request.Run);
        return command;
    }

    private sealed class Request(IOStreams streams)
    {
        private readonly CommonOptions _common = new(streams);
        private readonly OutputFile _output = new(
            streams, "Where to write the document; - is standard output. A folder (FOLDER/) takes several, each by its id.");
        private readonly Argument<string[]> _files = FileArguments.Many("FILE", "The OSCAL documents, in JSON; - is standard input.");
        private readonly Option<string?> _catalog = Text(
            "--catalog", "The catalog of the controls, ID@EDITION. Of a catalog that is imported, its own id and edition.", "C");
        private readonly Option<string?> _from = Text("--from", "The catalog that a mapping maps, ID@EDITION.", "C");
        private readonly Option<string?> _to = Text("--to", "The catalog that a mapping maps to, ID@EDITION.", "C");
        private readonly Option<string?> _provider = Text("--provider", "The name of the provider.", "NAME");
        private readonly Option<string?> _customer = Text("--customer", "The name of the customer.", "NAME");
        private readonly Option<string?> _service = Text("--service", "The name of the service.", "NAME");
        private readonly Option<string?> _id = Text("--id", "The id of the matrix, an absolute URI, or of the mapping.", "ID");
        private readonly Option<string?> _model = Text("--model", "The service model, where the plan does not say it.", "MODEL");
        private readonly Option<bool> _merge = new("--merge-components")
        { Description = "Make one matrix of all components of a definition, instead of one of each." };
        private readonly Option<string?> _catalogOut = Text(
            "--catalog-out", "Make a catalog of the ids of a plan or definition if there is none at hand, and write it here.", "C");
        private readonly Option<string?> _report = Text(
            "--report", "Where to write, as JSON, what was made and what was left out.", "REPORT");

        public void AddTo(Command command)
        {
            command.Arguments.Add(_files);
            _output.AddTo(command);
            foreach (var option in new Option[] { _catalog, _from, _to, _provider, _customer, _service, _id, _model, _merge, _catalogOut,
                _common.With, _report, _common.Severities, _common.WarningsAsErrors }) command.Options.Add(option);
        }

        public int Run(ParseResult parsed)
        {
            var paths = parsed.GetValue(_files)!;
            Files.OneFromInput(paths);
            var folder = _output.FolderOf(parsed);
            var path = folder is null ? _output.PathOf(parsed) : null;
            var report = ImportCommand.ReportOf(_report, _output, parsed, path);
            var catalogOut = ImportCommand.ReportOf(_catalogOut, _output, parsed, path);
            if (report is not null && catalogOut is not null && Path.GetFullPath(report) == Path.GetFullPath(catalogOut))
                throw new UsageException("--report and --catalog-out name one file.");
            var files = new Files(streams);
            var sources = paths.Select(file => new OscalSource { Utf8 = files.Read(file), File = Files.NameOf(file) }).ToList();
            var import = OscalReader.Import(sources, OptionsOf(parsed, files, sources), streams.Cancellation);
            import = import with { Diagnostics = _common.ApplySeverities(parsed, import.Diagnostics).ToValueList() };
            if (import.Counts.Count > 0)
                streams.WriteNote("Read: " + string.Join(", ", import.Counts.Select(count => $"{count.Key} {count.Value:N0}")) + ".");
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(import.Diagnostics);
            if (report is not null) _output.Write(report, import.ToReport());
            Write(parsed, Made(import, catalogOut), folder, path, paths);
            return _common.ExitCode(parsed, import.Diagnostics);
        }

        private void Write(ParseResult parsed, List<MadeFile> made, string? folder, string? path, string[] paths)
        {
            var main = made.Where(one => one.Path is null).ToList();
            if (made.Count == 0) throw new UsageException($"Nothing could be made of {string.Join(", ", paths)}.");
            if (folder is null && main.Count > 1)
                throw new UsageException(
                    $"There are {main.Count} documents: {string.Join(", ", main.Take(5).Select(one => one.Name + one.Suffix))}" +
                    $"{(main.Count > 5 ? ", …" : "")}. Name a folder with -o FOLDER/.");
            if (main.Count > 1 && parsed.GetValue(_id) is not null)
                throw new UsageException($"--id names one document, and {main.Count} were made. Leave it out.");
            HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
            var targets = made.ConvertAll(one => (one, Target: one.Path ?? path ?? _output.Checked(
                Path.Combine(folder!, Unique(names, one.Name, one.Suffix)), parsed)!));
            foreach (var (one, target) in targets)
            {
                _output.Write(target, one.Utf8);
                if (target != Files.StandardInput) streams.WriteNote($"{target} holds {one.What}. {one.Next(target)}");
            }
        }

        private static List<MadeFile> Made(OscalImport import, string? catalogOut)
        {
            if (catalogOut is not null && import.Catalogs.Count > 1)
                throw new UsageException($"--catalog-out takes one catalog, and there are {import.Catalogs.Count}: " +
                    $"{string.Join(", ", import.Catalogs.Select(catalog => catalog.Identity))}. Import the plans one by one.");
            return
            [
                .. import.Catalogs.Select(catalog => new MadeFile(
                    catalog.Id, ".catalog.json", MatrixJson.ToUtf8Bytes(catalog),
                    $"the catalog {catalog.Identity}, {Counted(catalog.Controls.Count, "control")}",
                    target => $"Give it to other commands with --with {target}.") { Path = catalogOut }),
                .. import.Matrices.Select(matrix => new MadeFile(
                    matrix.Service.Id, ".matrix.json", MatrixJson.ToUtf8Bytes(matrix),
                    $"{Counted(matrix.Assignments.Count, "assignment")}, a draft to be reviewed",
                    target => $"Next: rmatrix validate {target}.")),
                .. import.Mappings.Select(mapping => new MadeFile(
                    $"{mapping.From}-to-{mapping.To}", ".mapping.json", MatrixJson.ToUtf8Bytes(mapping),
                    $"{Counted(mapping.Relations.Count, "relation")} from {mapping.From} to {mapping.To}",
                    target => $"Give it to other commands with --with {target}.")),
            ];
        }

        private OscalImportOptions OptionsOf(ParseResult parsed, Files files, List<OscalSource> sources)
        {
            var models = sources.Select(source => OscalReader.ModelOf(source.Utf8)).ToHashSet();
            var needsUri = models.Contains(OscalModel.SystemSecurityPlan) || models.Contains(OscalModel.ComponentDefinition);
            if (parsed.GetValue(_id) is { } id && needsUri && !Uri.TryCreate(id, UriKind.Absolute, out _))
                throw new UsageException($"--id takes an absolute URI, such as urn:example:crm, but got '{id}'.");
            var catalogs = models.Count == 1 && models.Contains(OscalModel.Catalog) ? sources.Count : 0;
            if (parsed.GetValue(_catalog) is not null && catalogs > 1)
                throw new UsageException($"--catalog names one catalog, and {catalogs} are imported. Import them one by one.");
            var documents = files.Documents(parsed.GetValue(_common.With) ?? []);
            if (parsed.GetValue(_catalog) is { } catalog && needsUri && parsed.GetValue(_catalogOut) is null)
                ResolveCommand.FindCatalog(documents, catalog, streams);
            return new()
            {
                Documents = documents,
                Provider = parsed.GetValue(_provider),
                Customer = parsed.GetValue(_customer),
                Service = parsed.GetValue(_service),
                Id = parsed.GetValue(_id),
                Catalog = parsed.GetValue(_catalog),
                From = parsed.GetValue(_from),
                To = parsed.GetValue(_to),
                Model = parsed.GetValue(_model),
                MergesComponents = parsed.GetValue(_merge),
                MakesCatalog = parsed.GetValue(_catalogOut) is not null,
            };
        }

        // The id of a document as the name of a file, whatever characters it has.
        private static string Unique(HashSet<string> names, string id, string suffix)
        {
            var letters = id.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-').ToArray();
            var name = new string(letters).Trim('.', '-') is { Length: > 0 } kept ? kept : "document";
            var unique = name;
            for (var number = 2; !names.Add(unique + suffix); number++) unique = $"{name}-{number}";
            return unique + suffix;
        }

        private static string Counted(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

        private static Option<string?> Text(string name, string description, string helpName) =>
            new(name) { Description = description, HelpName = helpName };
    }

    /// <summary>A document that was made; with a path where it does not go to the output.</summary>
    private sealed record MadeFile(string Name, string Suffix, byte[] Utf8, string What, Func<string, string> Next)
    {
        public string? Path { get; init; }
    }
}
