using System.CommandLine;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>import table</c>: matrices of tables, by what a profile says of them.</summary>
internal static class ImportTable
{
    private const string ProfileSuffix = ".table.json";
    private const int MostLines = 30;

    public static Command Create(IOStreams streams)
    {
        var request = new Request(streams);
        var command = new Command(
            "table",
            "Make matrices of tables: XLSX, CSV and TSV, Markdown, AsciiDoc, HTML. Several files are the tables of one import. Example: " +
            "rmatrix import table crm.xlsx --provider \"Acme Inc.\" -o crm.matrix.json --report loss.json");
        request.AddTo(command);
        command.SetAction(request.Run);
        return command;
    }

    private sealed class Request(IOStreams streams)
    {
        private readonly CommonOptions _common = new(streams);
        private readonly OutputFile _output = new(
            streams, "Where to write the matrix; - is standard output. A folder (FOLDER/) takes several matrices, each by its id.");
        private readonly Argument<string[]> _files = FileArguments.Many("FILE", "The files; - is standard input.");
        private readonly Option<string?> _profile = Text(
            "--profile", "The profile: the id of one that ships, or a *.table.json. The best that ships if left out.", "P");
        private readonly Option<string[]> _set = new("--set")
        {
            Description = "The value of a variable of the profile or the file. Repeatable.",
            HelpName = "NAME=VALUE",
            Arity = ArgumentArity.OneOrMore
        };
        private readonly Option<string?> _provider = Text("--provider", "The name of the provider.", "NAME");
        private readonly Option<string?> _customer = Text("--customer", "The name of the customer.", "NAME");
        private readonly Option<string?> _service = Text("--service", "The name of the service.", "NAME");
        private readonly Option<string?> _id = Text("--id", "The id of the matrix, an absolute URI.", "URI");
        private readonly Option<string?> _only = Text("--only", "The one matrix that is wanted, where the profile makes several.", "ID");
        private readonly Option<string?> _catalogOut = Text(
            "--catalog-out", "Make a catalog of the ids, titles and groups if there is none at hand, and write it here.", "C");
        private readonly Option<string?> _report = ImportCommand.ReportOption();
        private readonly Option<bool> _suggest = new("--suggest")
        {
            Description = "Write a profile (*.table.json) guessed from headings and the words in cells, to be corrected.",
        };

        public void AddTo(Command command)
        {
            command.Arguments.Add(_files);
            _output.AddTo(command);
            foreach (var option in new Option[] { _profile, _suggest, _set, _provider, _customer, _service, _id, _common.Catalog,
                _common.Model,
                _only,
                _catalogOut, _common.With, _report, _common.Severities, _common.WarningsAsErrors }) command.Options.Add(option);
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
            var options = OptionsOf(parsed, files);
            var tables = paths.Select(file => TableFileReader.Read(files.Read(file), Files.NameOf(file), null, streams.Cancellation))
                .ToList();
            if (tables.TrueForAll(file => file.Sheets.IsEmpty))
            {
                new DiagnosticPrinter(Page.ForMessages(streams)).Print(tables.SelectMany(file => file.Diagnostics).ToValueList());
                throw new UsageException($"{string.Join(", ", tables.Select(file => file.File))}: there is no table to read.");
            }
            if (parsed.GetValue(_suggest)) return Suggest(parsed, tables, options, path);
            var profile = ProfileOf(parsed, files, tables, options);
            if (options.Only is { } only && !profile.Documents.Any(document => document.Id == only))
                throw new UsageException($"The profile {profile.Id} makes no matrix '{only}'." +
                    $"{Nearest.Suggest(only, profile.Documents.Select(document => document.Id))}");
            var import = TableImporter.Import(tables, profile, options, streams.Cancellation);
            import = import with { Diagnostics = _common.ApplySeverities(parsed, import.Diagnostics).ToValueList() };
            TellRows(import);
            TellFindings(import);
            if (report is not null)
            {
                _output.Write(report, import.ToReport());
                Say($"{report} tells of each row what became of it.");
            }
            if (import.Documents.IsEmpty) throw new UsageException($"No table of {string.Join(", ", paths)} could be taken over.");
            if (folder is null && import.Documents.Count > 1)
                throw new UsageException($"There are {import.Documents.Count} matrices: " +
                    $"{string.Join(", ", import.Documents.Select(document => document.Id))}. Name a folder with -o FOLDER/, or choose " +
                    "one with --only ID.");
            Write(parsed, import, folder, path, catalogOut);
            return _common.ExitCode(parsed, import.Diagnostics);
        }

        private int Suggest(ParseResult parsed, IReadOnlyList<TableFile> tables, TableImportOptions options, string? path)
        {
            foreach (var other in new Option[] { _profile, _report, _catalogOut, _only, _id, _set, _provider, _customer, _service,
                _common.Catalog, _common.Model })
                if (parsed.GetResult(other) is not null)
                    throw new UsageException($"--suggest and {other.Name} do not go together." +
                        (other == _profile ? "" : $" Give {other.Name} to the import with the profile that --suggest writes."));
            if (path is null) throw new UsageException($"--suggest writes one file: -o P{ProfileSuffix}.");
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(tables.SelectMany(file => file.Diagnostics).ToValueList());
            var suggestion = TableSuggestion.Suggest(tables, new() { Documents = options.Documents }, streams.Cancellation);
            foreach (var note in suggestion.Notes.OrderBy(note => note.IsUnsure)) Say(note.IsUnsure ? $"Unsure: {note.Text}" : note.Text);
            if (suggestion.Profile is not { } profile) throw new UsageException("No profile could be suggested.");
            _output.Write(path, TableProfiles.Write(profile));
            if (path != Files.StandardInput)
                Say($"{path} holds the profile. Correct it, then: rmatrix import table {string.Join(' ', parsed.GetValue(_files)!)} " +
                    $"--profile {path} -o {(profile.Documents.Count > 1 ? "FOLDER/" : "OUT.matrix.json")} --report loss.json");
            return 0;
        }

        private void Write(ParseResult parsed, TableImport import, string? folder, string? path, string? catalogOut)
        {
            var targets = import.Documents
                .Select(document => (document.Matrix, Path: path
                    ?? _output.Checked(Path.Combine(folder!, $"{document.Id ?? "matrix"}.matrix.json"), parsed)!))
                .ToList();
            if (catalogOut is not null)
            {
                var catalogs = import.Documents.Select(document => document.Catalog).OfType<Catalog>().ToList();
                if (catalogs.Count == 0) Say($"{catalogOut} was not written: the catalog is at hand.");
                else _output.Write(catalogOut, MatrixJson.ToUtf8Bytes(catalogs[0]));
            }
            foreach (var (matrix, target) in targets)
            {
                _output.Write(target, MatrixJson.ToUtf8Bytes(matrix));
                if (target != Files.StandardInput)
                    Say($"{target} holds {Counted(matrix.Assignments.Count, "assignment")}, a draft to be reviewed.");
            }
            var nameless = targets.SelectMany(target => NamelessOptions(target.Matrix)).Where(option => parsed.GetResult(option) is null)
                .Select(option => option.Name).Distinct().ToList();
            if (nameless.Count > 0) Say($"The table does not say all names: give {string.Join(", ", nameless)}.");
        }

        // The options for names that a matrix has only as the words for the role.
        private IEnumerable<Option> NamelessOptions(Matrix matrix)
        {
            if (matrix.Parties.Any(party => party.Role == PartyRole.Provider && party.Name == "Provider")) yield return _provider;
            if (matrix.Parties.Any(party => party.Role == PartyRole.Customer && party.Name == "Customer")) yield return _customer;
            if (matrix.Service.Name == "Service") yield return _service;
        }

        private TableImportOptions OptionsOf(ParseResult parsed, Files files)
        {
            Dictionary<string, string> variables = new(StringComparer.Ordinal);
            foreach (var setting in parsed.GetValue(_set) ?? [])
            {
                var at = setting.IndexOf('=', StringComparison.Ordinal);
                if (at <= 0) throw new UsageException($"--set takes NAME=VALUE, such as product=Acme, but got '{setting}'.");
                if (!variables.TryAdd(setting[..at], setting[(at + 1)..])) throw new UsageException($"--set names {setting[..at]} twice.");
            }
            if (parsed.GetValue(_id) is { } id && !Uri.TryCreate(id, UriKind.Absolute, out _))
                throw new UsageException($"--id takes an absolute URI, such as urn:example:crm, but got '{id}'.");
            var documents = files.Documents(parsed.GetValue(_common.With) ?? []);
            var catalog = parsed.GetValue(_common.Catalog);
            if (catalog is not null && parsed.GetValue(_catalogOut) is null) ResolveCommand.FindCatalog(documents, catalog, streams);
            return new TableImportOptions
            {
                Documents = documents,
                Variables = new(variables),
                Provider = parsed.GetValue(_provider),
                Customer = parsed.GetValue(_customer),
                Service = parsed.GetValue(_service),
                Id = parsed.GetValue(_id),
                Catalog = catalog,
                Model = parsed.GetValue(_common.Model),
                Only = parsed.GetValue(_only),
                MakesCatalog = parsed.GetValue(_catalogOut) is not null,
                Progress = streams.Progress,
            };
        }

        private TableProfile ProfileOf(ParseResult parsed, Files files, IReadOnlyList<TableFile> tables, TableImportOptions options)
        {
            if (parsed.GetValue(_profile) is not { } name)
            {
                var choice = TableProfiles.Choose(tables, null, options, streams.Cancellation);
                if (choice.Profile is null)
                {
                    new DiagnosticPrinter(Page.ForMessages(streams)).Print(tables.SelectMany(file => file.Diagnostics).ToValueList());
                    throw new UsageException($"{choice.Reason} Name one with --profile, or let one be guessed with --suggest.");
                }
                Say(choice.Reason);
                if (choice.NextBest is { } next) Say(next);
                if (choice.IsDoubtful)
                    Say("Look closely at what came out: the profile knows only a part of this table. --suggest writes a profile for it.");
                return choice.Profile;
            }
            if (TableProfiles.FindBuiltIn(name) is { } known) return known;
            if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(name))
            {
                var ids = TableProfiles.BuiltIn.Select(profile => profile.Id).ToList();
                throw new UsageException(
                    $"There is no profile '{name}'.{Nearest.Suggest(name, ids)} There are {string.Join(", ", ids)}, and " +
                    $"files (*{ProfileSuffix}).");
            }
            var result = TableProfiles.Read(files.Read(name), Files.NameOf(name));
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(result.Diagnostics);
            return result.Profile ?? throw new UsageException($"{name} is no profile that can be used.");
        }

        private void TellRows(TableImport import)
        {
            int Count(ImportedRowOutcome outcome) => import.Count(outcome);
            Say($"{Counted(import.Rows.Count, "row")} read: {Count(ImportedRowOutcome.Imported):N0} taken over, " +
                $"{Count(ImportedRowOutcome.Unanswered):N0} open, {Count(ImportedRowOutcome.NotUnderstood):N0} not understood, " +
                $"{Count(ImportedRowOutcome.LeftOut):N0} left out.");
        }

        // Equal findings are one line, with the number and the first places.
        private void TellFindings(TableImport import)
        {
            var severities = import.Diagnostics.GroupBy(finding => finding.Id)
                .ToDictionary(group => group.Key, group => group.Max(finding => finding.Severity));
            var told = import.Findings.Where(finding => severities.ContainsKey(finding.Id))
                .OrderByDescending(finding => severities[finding.Id]).ToList();
            foreach (var finding in told.Take(MostLines))
            {
                var severity = severities[finding.Id];
                var places = finding.Places.IsEmpty ? ""
                    : $" ({string.Join(", ", finding.Places)}{(finding.Count > finding.Places.Count ? ", …" : "")})";
                var times = finding.Count > 1 ? $"{finding.Count:N0} × " : "";
                streams.Error.WriteLine(Printable.Of($"{Model.Words.Of(severity)} {finding.Id}: {times}{finding.Text}{places}"));
            }
            if (told.Count > MostLines)
                Say($"There are {told.Count - MostLines:N0} findings more of other words: --report FILE tells all.");
        }

        private static string Counted(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

        private void Say(string sentence) => streams.Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");

        private static Option<string?> Text(string name, string description, string helpName) =>
            new(name) { Description = description, HelpName = helpName };
    }
}
