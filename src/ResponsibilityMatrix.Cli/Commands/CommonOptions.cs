using System.CommandLine;
using System.Globalization;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Options that several commands have, with the same meaning in each.</summary>
/// <param name="streams">Where the command reads and writes.</param>
/// <param name="rules">The kinds of findings that there may be; null for those of the library.</param>
internal sealed class CommonOptions(IOStreams streams, IReadOnlyList<DiagnosticDescriptor>? rules = null)
{
    private readonly IReadOnlyList<DiagnosticDescriptor> _rules = rules ?? DocumentValidator.Descriptors;
    private static readonly string[] DateFindings = ["RM6003", "RM6004", "RM6005", "RM6006"];

    public Option<string[]> With { get; } = FileArguments.Repeatable(
        "--with", "A document, or a folder of documents, that is referred to: catalogs, bases. Repeatable.", "PATH");

    public Option<string?> AsOf { get; } = new("--as-of")
    { Description = "The day for which is asked, such as 2026-11-24; today (UTC) if left out.", HelpName = "DATE" };

    public Option<string?> Model { get; } = new("--model")
    { Description = "The service model; needed where the matrix is for several.", HelpName = "MODEL" };

    public Option<string[]> Set { get; } = new("--set")
    { Description = "The value of a parameter, as NAME=VALUE. Repeatable.", HelpName = "P=V", Arity = ArgumentArity.OneOrMore };

    public Option<string?> Catalog { get; } = new("--catalog")
    { Description = "A catalog: its id with an edition, or its id for the newest one that is not provisional.", HelpName = "C" };

    public Option<string[]> Severities { get; } = new("--severity")
    {
        Description = "Another severity for a finding: ID=error, warning, note or none. Repeatable.",
        HelpName = "ID=S",
        Arity = ArgumentArity.OneOrMore
    };

    public Option<bool> WarningsAsErrors { get; } = new("--warnings-as-errors") { Description = "End with exit code 1 for warnings too." };

    public Option<string?> Language { get; } = new("--language")
    { Description = "The language of the texts, where the matrix has a translation.", HelpName = "TAG" };

    /// <summary>The controls and the language that the user asked for; null for the matrix's own language.</summary>
    public EvaluationOptions Evaluation(ParseResult parsed, Matrix? matrix, params string[] controls) =>
        streams.Evaluation with { Controls = [.. controls], Language = LanguageOf(parsed, matrix) };

    private string? LanguageOf(ParseResult parsed, Matrix? matrix)
    {
        if (parsed.GetValue(Language) is not { } language || language == matrix?.Language) return null;
        if (matrix?.Translations.ContainsKey(language) is true) return language;
        var known = matrix is null ? [] : matrix.Translations.Keys.Prepend(matrix.Language).ToList();
        throw new UsageException(
            $"There is no translation into '{language}'{(known.Count > 0 ? $": the matrix has {string.Join(", ", known)}" : "")}.");
    }

    public DateOnly Date(ParseResult parsed) => parsed.GetValue(AsOf) is not { } text ? streams.Today
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new UsageException($"--as-of must be a date such as 2026-11-24, but is '{text}'.");

    public ResolutionContext Context(ParseResult parsed)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (var setting in parsed.GetValue(Set) ?? [])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new UsageException($"--set takes NAME=VALUE, such as plan=enterprise, but got '{setting}'.");
            if (parameters.Exists(known => known.Key == setting[..at])) throw new UsageException($"--set names {setting[..at]} twice.");
            parameters.Add(KeyValuePair.Create(setting[..at], setting[(at + 1)..]));
        }
        return new ResolutionContext { ServiceModel = parsed.GetValue(Model), Parameters = new(parameters), AsOf = Date(parsed) };
    }

    /// <summary>Findings with the severities that the user asked for; those set to none are left out.</summary>
    public IReadOnlyList<Diagnostic> ApplySeverities(ParseResult parsed, IEnumerable<Diagnostic> diagnostics)
    {
        Dictionary<string, Severity?> severities = new(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in parsed.GetValue(Severities) ?? [])
        {
            if (setting.Split('=') is not [var id, var word])
                throw new UsageException($"--severity takes ID=SEVERITY, such as RM2006=error, but got '{setting}'.");
            if (FindRule(id, _rules) is not { } rule)
                throw new UsageException(
                    $"There is no finding '{id}'.{Nearest.Suggest(id, _rules.Select(known => known.Id))} `rmatrix rules` lists them.");
            if (word != "none" && !Words.TryParse<Severity>(word, out _))
                throw new UsageException(
                    $"'{word}' is no severity: choose error, warning, note or " +
                    $"none.{Nearest.Suggest(word, [.. Words.All<Severity>(), "none"])}");
            severities[rule.Id] = word == "none" ? null : Words.TryParse<Severity>(word, out var severity) ? severity : null;
        }
        return [.. diagnostics
            .Where(diagnostic => !severities.TryGetValue(diagnostic.Id, out var severity) || severity is not null)
            .Select(diagnostic => severities.TryGetValue(diagnostic.Id, out var severity)
                // An author cannot accept what the reader calls an error.
                ? diagnostic with { Severity = severity!.Value, AcceptedReason = severity == Severity.Error ? null
                    : diagnostic.AcceptedReason }
                : diagnostic)];
    }

    /// <summary>A kind of finding by its id in any letters, or by its number alone; null where there is none.</summary>
    public static DiagnosticDescriptor? FindRule(string id, IReadOnlyList<DiagnosticDescriptor> rules) =>
        rules.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            ?? rules.FirstOrDefault(rule => rule.Id.Equals("RM" + id, StringComparison.OrdinalIgnoreCase));

    public int ExitCode(ParseResult parsed, IEnumerable<Diagnostic> diagnostics)
    {
        var least = parsed.GetValue(WarningsAsErrors) ? Severity.Warning : Severity.Error;
        return diagnostics.Any(diagnostic => diagnostic.AcceptedReason is null && diagnostic.Severity >= least) ? App.Findings : App.Fine;
    }

    public void AddContextOptions(Command command)
    {
        foreach (var option in new Option[] { Model, Set, With, AsOf, Language, Severities, WarningsAsErrors }) command.Options.Add(option);
    }

    /// <summary>The resolver of a file; findings of a document that cannot be used go to standard error and end the command.</summary>
    public (Resolver Resolver, MatrixDocument Document, DocumentSet Documents) Load(ParseResult parsed, string file)
    {
        var documents = new Files(streams).Documents(parsed.GetValue(With) ?? []);
        var (resolver, document) = Load(file, documents);
        return (resolver, document, documents);
    }

    /// <summary>The same for a file beside others, whose documents are read already.</summary>
    public (Resolver Resolver, MatrixDocument Document) Load(string file, DocumentSet documents) =>
        Load(file, new Files(streams).Read(file), documents);

    /// <summary>The same for a file that was read already.</summary>
    public (Resolver Resolver, MatrixDocument Document) Load(string file, byte[] utf8, DocumentSet documents)
    {
        var name = Files.NameOf(file);
        var any = new Files(streams).Load(file, utf8);
        if (any.Kind is DocumentKind.Catalog or DocumentKind.Mapping or DocumentKind.Requirements)
        {
            var instead = any.Kind != DocumentKind.Catalog ? ""
                : " `rmatrix resolve --catalog ID@EDITION --model M --with FILE` shows a service model's split of a catalog.";
            throw new UsageException($"{name} is no matrix but a {Words.Of(any.Kind)} document.{instead}");
        }
        var read = any.Matrix ?? DocumentReader.Load<Matrix>(utf8, new() { File = name }, streams.Cancellation);
        if (read.HasErrors)
        {
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(read.Diagnostics, name, utf8);
            throw new UsageException($"{name} cannot be used until its errors are corrected.");
        }
        var document = new MatrixDocument(read);
        return (new Resolver(document, new() { Documents = documents }), document);
    }

    public static void Check(Resolver resolver, ResolutionContext context)
    {
        if (resolver.ProblemWith(context) is { } problem) throw new UsageException(Hints.Sentence(problem));
    }

    /// <summary>What whoever reads an answer must know of the document that it was made from, besides what the answer tells: its
    /// errors.</summary>
    /// <param name="resolver">The resolver of the document.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="withDates">Whether what its dates say is told whatever the severity.</param>
    public IEnumerable<Diagnostic> DocumentFindings(Resolver resolver, DateOnly asOf, bool withDates = false) =>
        DocumentValidator.ValidateDocument(resolver, asOf, streams.Evaluation, streams.Cancellation)
            .Where(finding => finding.Severity == Severity.Error || (withDates && DateFindings.Contains(finding.Id)));
}
