using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>portfolio</c>: how controls stand for a party over all services that it uses.</summary>
internal static class PortfolioCommand
{
    private static readonly string[] States = [.. Enum.GetNames<PortfolioState>().Concat(Enum.GetNames<OwnState>())
        .Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var folders = FileArguments.Many("FOLDER", "Folders with the matrices of the services that the party uses, or single matrices.");
        var party = new Option<string>("--for")
        {
            Description = "The party: customer for each service's customer, or an id, a name, an alias or scheme:value.",
            HelpName = "PARTY",
            Required = true
        };
        var services = new Option<string?>("--services")
        { Description = "A plan (*.portfolio.json): which services are used, with which model, options and controls.", HelpName = "PLAN" };
        var catalog = new Option<string?>("--catalog")
        { Description = "The catalog whose controls are answered; left out, the one that most services speak of.", HelpName = "C" };
        var own = new Option<string?>("--own")
        { Description = "The party's own matrix, of which it is provider or author: what it claims and what not.", HelpName = "OWN" };
        var since = new Option<string?>("--since")
        { Description = "Tell what changed since that day, such as 2026-06-30.", HelpName = "DATE" };
        var horizon = new Option<string>("--horizon")
        {
            Description = "How many days ahead to tell what ends, such as 90d.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => "90d"
        };
        var explain = new Option<string[]>("--explain")
        {
            Description = "Say of a control why it stands as it does: service, document, assignment, duties. Repeatable.",
            HelpName = "CONTROL",
            Arity = ArgumentArity.OneOrMore
        };
        var failOn = new Option<string[]>("--fail-on")
        {
            Description = $"End with exit code 1 if a control has that state: {string.Join(", ", States)}. Repeatable.",
            HelpName = "STATE",
            Arity = ArgumentArity.OneOrMore
        };
        failOn.CompletionSources.Add(States);
        var to = new Option<string?>("--to")
        {
            Description = $"Write something else than the answer: " +
                $"{string.Join("; ", PortfolioKind.All.Select(kind => $"{kind.Name}, {kind.Description}"))}.",
            HelpName = "KIND"
        };
        to.CompletionSources.Add([.. PortfolioKind.All.Select(kind => kind.Name)]);
        var report = new Option<string?>("--report")
        { Description = "With --to: where to write, as JSON, what the files do not hold.", HelpName = "REPORT" };
        var output = new OutputFile(streams);
        var rows = new PortfolioRows(streams, output);
        var command = new Command(
            "portfolio",
            "Say how controls stand for a party over all services that it uses: what is open, what it has to do, what others do, and " +
            "what runs out. Example: rmatrix portfolio services --for customer --catalog nist-800-171@2 --horizon 90d");
        command.Arguments.Add(folders);
        foreach (var option in new Option[]
            {
                party, services, catalog, own, since, horizon, common.With, common.AsOf, explain, failOn, to, report, common.Severities,
                common.WarningsAsErrors,
            })
            command.Options.Add(option);
        rows.AddTo(command);
        output.AddTo(command, isRequired: false);
        var formats = new OutputFormats<PortfolioOutput>(
            new("text", (streams, output) => PortfolioPrinter.Print(Page.ForResults(streams), output.Report(isWhole: false)))
            { FileEndings = [".txt"] },
            new("json", (streams, output) => streams.PrintJson(output.Answer, PortfolioJson.Answer))
            { HoldsFindings = true, FileEndings = [".json"] },
            new("markdown", (streams, output) => streams.Out.Write(output.Text(MarkdownReport.Write)))
            { HoldsFindings = true, FileEndings = [".md"] },
            new("html", (streams, output) => streams.Out.Write(output.Text(HtmlReport.Write)))
            { HoldsFindings = true, FileEndings = [".html"] },
            new("xlsx", null) { FileEndings = [".xlsx"] });
        formats.AddTo(command);
        command.SetAction(parsed =>
        {
            var kind = PortfolioKind.Find(parsed, to);
            var reportPath = ImportCommand.ReportOf(report, output, parsed, null);
            if (reportPath is not null && kind is null) throw new UsageException("--report goes with --to.");
            var path = kind is null ? output.PathOf(parsed) : null;
            var format = formats.Of(parsed, path);
            var wanted = parsed.GetValue(failOn) ?? [];
            foreach (var state in wanted)
                if (!States.Contains(state))
                    throw new UsageException($"'{state}' is no state: choose {string.Join(", ", States)}.{Nearest.Suggest(state, States)}");
            if (wanted.Any(state => IsOwn(state)) && parsed.GetValue(own) is null)
                throw new UsageException($"{wanted.First(IsOwn)} is a state of the own statement: give it with --own.");
            var rowTargets = rows.Of(parsed);
            if (path is not null && rowTargets?.Files.Any(file => Path.GetFullPath(file) == Path.GetFullPath(path)) == true)
                throw new UsageException($"-o and the rows name one file, {path}: name two.");
            var catalogs = DocumentSet.BuiltIn.AddShippedCatalogs();
            var options = new PortfolioOptions
            {
                For = PartyOf(parsed.GetValue(party)!),
                AsOf = common.Date(parsed),
                Since = parsed.GetValue(since) is { } day ? DateOf("--since", day, common.Date(parsed)) : null,
                HorizonDays = DaysOf(parsed.GetValue(horizon)!),
                Catalog = parsed.GetValue(catalog) is not { } name ? null
                    : name.Contains('@', StringComparison.Ordinal) ? name : ResolveCommand.FindCatalog(catalogs, name, streams).Identity,
                Own = parsed.GetValue(own) is { } statement ? common.Load(statement, catalogs).Document : null,
                Plan = parsed.GetValue(services) is { } plan ? ReadPlan(plan, streams) : null,
                Explain = (parsed.GetValue(explain) ?? []).Select(SelectorOf).ToValueList(),
                Upstreams = new Files(streams).Unread(parsed.GetValue(common.With) ?? []).ToValueList(),
                Documents = catalogs,
            };
            var files = new Files(streams).Unread(parsed.GetValue(folders)!);
            if (files.Count == 0)
                throw new UsageException($"There is no document in {string.Join(", ", parsed.GetValue(folders)!)}: matrices end in .json.");
            var request = new PortfolioRequest(streams, common, parsed, output, files, options) { Report = reportPath, FailOn = wanted };
            if (kind is not null) return kind.Write(request);
            PortfolioAnswer Final(PortfolioAnswer answer)
            {
                Check(answer, parsed.GetValue(explain) ?? [], streams);
                return request.WithSeverities(answer);
            }

            // A workbook is written while the services are answered.
            var isWorkbook = format.Name == "xlsx";
            Func<PortfolioOptions, CancellationToken, PortfolioAnswer> ask = isWorkbook
                ? (asked, cancellation) => PortfolioWorkbooks.Write(path!, output, streams, stream => Ask(asked, () =>
                    PortfolioWorkbook.Write(files, asked, stream, new() { OnAnswer = Final }, cancellation)))
                : (asked, cancellation) => Final(Ask(asked, () => Portfolio.Portfolio.Answer(files, asked, cancellation)));
            var answer = rowTargets is null ? ask(options, streams.Cancellation) : rows.Write(rowTargets, options, ask);
            var result = new PortfolioOutput(answer, parsed.GetValue(own) is not null);
            if (path is null) format.Write(streams, result);
            else if (!isWorkbook) format.WriteFile(output, path, result);
            if (!format.HoldsFindings || path is not null) new DiagnosticPrinter(Page.ForMessages(streams)).Print(answer.Diagnostics);
            return request.ExitCode(answer);
        });
        return command;
    }

    private static bool IsOwn(string state) => Enum.TryParse<OwnState>(state, ignoreCase: true, out _);

    // A question that cannot be asked so is the user's to put right.
    internal static T Ask<T>(PortfolioOptions options, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (ArgumentException) when (options.Catalog is { } named)
        {
            var known = options.Documents.Catalogs.Select(catalog => catalog.Identity).Distinct().ToList();
            throw new UsageException($"There is no catalog '{named}'.{Nearest.Suggest(named, known)} There are " +
                $"{string.Join(", ", known)}; others come from a file with --with.");
        }
        catch (ArgumentException)
        {
            throw new UsageException("No service speaks of a catalog that is at hand: name one with --catalog, such as nist-800-171@2.");
        }
    }

    private static void Check(PortfolioAnswer answer, IReadOnlyList<string> explained, IOStreams streams)
    {
        foreach (var control in explained)
        {
            if (answer.Explanations.Any() && control.EndsWith('*')) continue;
            // A reference may begin with its catalog.
            if (ControlKey.TryParse(control[(control.LastIndexOf(':') + 1)..], out var key)
                && answer.Controls.Any(known => ControlKey.TryParse(known.Control, out var other) && other == key)) continue;
            // What could not be read may be why there is none.
            new DiagnosticPrinter(Page.ForMessages(streams))
                .Print(answer.Diagnostics.Where(finding => finding.Severity == Severity.Error).ToValueList());
            throw new UsageException($"{answer.Catalog ?? "The portfolio"} has no control '{control}'." +
                $"{Nearest.Suggest(control, answer.Controls.Select(known => known.Control))}");
        }
    }

    private static Selector SelectorOf(string control)
    {
        try
        {
            return Selector.Parse(control);
        }
        catch (FormatException)
        {
            throw new UsageException($"'{control}' is no control: --explain takes one such as 3.1.1 or AC-2(1), or several such as AC-2*.");
        }
    }

    private static string PartyOf(string word) => string.IsNullOrWhiteSpace(word)
        ? throw new UsageException("--for names nobody: give customer, or an id, a name, an alias or scheme:value.")
        : word.Equals(Party.CustomerWord, StringComparison.OrdinalIgnoreCase) ? Party.CustomerWord
        : word.Equals(Party.ProviderWord, StringComparison.OrdinalIgnoreCase) ? Party.ProviderWord : word;

    private static DateOnly DateOf(string option, string text, DateOnly last) =>
        !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? throw new UsageException($"{option} must be a date such as 2026-11-24, but is '{text}'.")
            : date > last ? throw new UsageException($"{option} is {text}, which is after {last:yyyy-MM-dd}, the day that is asked about.")
            : date;

    private static int DaysOf(string text) =>
        int.TryParse(text.EndsWith('d') ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days <= 36_500 ? days
        : throw new UsageException($"--horizon must be a number of days up to 36500, such as 90d, but is '{text}'.");

    private static PortfolioPlan ReadPlan(string path, IOStreams streams)
    {
        try
        {
            return PortfolioJson.ReadPlan(new Files(streams).Read(path));
        }
        catch (JsonException exception)
        {
            throw new UsageException($"{Files.NameOf(path)} is no plan of a portfolio: {Hints.Words(exception)}");
        }
    }
}
