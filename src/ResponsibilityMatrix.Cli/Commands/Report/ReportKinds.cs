using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What a report can be about, and the options that choose it: a matrix and its chain, what changed in it, two statements, or a
/// check.</summary>
internal sealed class ReportKinds(IOStreams streams)
{
    private readonly CommonOptions _common = new(streams);

    private readonly Option<string?> _party = new("--for")
    { Description = "The party whose part is shown: an id, provider, customer, a name or alias.", HelpName = "PARTY" };

    private readonly Option<string?> _since = new("--since")
    {
        Description = "The version before, or the base of an annex: the report marks what changed, and duties keep their numbers.",
        HelpName = "OLD"
    };

    private readonly Option<string?> _against = new("--against")
    { Description = "The customer's matrix for the same service: the report holds the two against each other.", HelpName = "CUSTOMER" };

    private readonly Option<string?> _check = new("--check")
    {
        Description = "A set of requirements: one that ships, by its id, or a file. The report says what is met and what is missing.",
        HelpName = "R"
    };

    private readonly Option<string?> _signature = new("--signature")
    { Description = "The signature of FILE. With --key the report says whether it is valid.", HelpName = "SIG" };

    private readonly Option<string?> _key = new("--key")
    { Description = "The public key of whoever should have signed, in PEM.", HelpName = "K" };

    public void AddTo(Command command)
    {
        _check.CompletionSources.Add([.. RequirementsChecker.BuiltInSets.Select(set => set.Id)]);
        foreach (var option in new Option[]
        {
            _since, _against, _check, _party, _common.Model, _common.Set, _common.With, _common.AsOf, _common.Language, _signature, _key,
        }) command.Options.Add(option);
    }

    /// <summary>The report that the user asks for.</summary>
    public Reports.Report Of(ParseResult parsed, string file)
    {
        var kinds = new[] { _since, _against, _check }.Where(option => parsed.GetValue(option) is not null).ToList();
        if (kinds.Count > 1)
            throw new UsageException($"A report is about one thing: leave out {string.Join(" or ", kinds.Select(kind => kind.Name))}.");
        if (parsed.GetValue(_party) is not null && parsed.GetValue(_since) is null && kinds.Count > 0)
            throw new UsageException($"--for shows a party's part of a matrix, and {kinds[0].Name} has none. Leave one of them out.");
        if (parsed.GetValue(_check) is not null && parsed.GetValue(_common.Language) is not null)
            throw new UsageException("--check judges the matrix in its own language. Leave out --language.");
        if (parsed.GetValue(_key) is not null && parsed.GetValue(_signature) is null)
            throw new UsageException("--key is the key of a signature: name that with --signature.");
        Files.OneFromInput(
            [file, parsed.GetValue(_signature), parsed.GetValue(_key), .. kinds.Select(kind => parsed.GetValue(kind))]);
        var documents = new Files(streams).Documents(parsed.GetValue(_common.With) ?? []);
        var context = _common.Context(parsed);
        return parsed.GetValue(_against) is { } customer ? Reconciled(parsed, file, customer, documents, context)
            : parsed.GetValue(_check) is { } set ? Checked(parsed, file, set, documents, context)
            : OfMatrix(parsed, file, parsed.GetValue(_since), documents, context);
    }

    private Reports.Report OfMatrix(ParseResult parsed, string file, string? old, DocumentSet documents, ResolutionContext context)
    {
        var previous = old is null ? default : _common.Load(old, documents);
        // An annex extends what it is compared with.
        if (previous.Document is { } document) documents = documents.Add(document);
        var (resolver, signature) = Load(parsed, file, documents);
        if (previous.Resolver is { } before)
        {
            var isOneContext = context.ServiceModel is not null || context.Parameters.Count > 0;
            var problem = isOneContext ? MatrixDiff.ProblemWith(before, resolver, context) : MatrixDiff.ProblemWith(before, resolver);
            if (problem is not null) throw new UsageException(Hints.Sentence(problem));
        }
        var evaluation = _common.Evaluation(parsed, resolver.Levels[0].Matrix);
        try
        {
            return MatrixReport.Of(resolver, new()
            {
                Context = context,
                Language = evaluation.Language,
                For = parsed.GetValue(_party),
                FollowsChain = parsed.GetValue(_common.With) is { Length: > 0 } && !resolver.Upstreams.IsEmpty,
                Previous = previous.Resolver,
                Signature = signature,
                Progress = evaluation.Progress,
            }, streams.Cancellation);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private Reports.Report Reconciled(
        ParseResult parsed, string file, string customer, DocumentSet documents, ResolutionContext context)
    {
        var (ofProvider, signature) = Load(parsed, file, documents);
        var ofCustomer = _common.Load(customer, documents).Resolver;
        if (Reconciliation.ProblemWith(ofProvider, ofCustomer, context) is { } problem) throw new UsageException(Hints.Sentence(problem));
        var language = ReconcileCommand.Language(parsed, _common, ofProvider.Levels[0], ofCustomer.Levels[0]);
        var result = Reconciliation.Compare(
            ofProvider, ofCustomer, context, streams.Evaluation with { Language = language }, streams.Cancellation);
        var beside = new[] { ofProvider, ofCustomer }
            .SelectMany(resolver => _common.DocumentFindings(resolver, context.AsOf, withDates: true));
        result = result with { Diagnostics = result.Diagnostics.Concat(beside).Distinct().ToValueList() };
        return ReconciliationReport.Of(result, ofProvider, ofCustomer, signature);
    }

    private Reports.Report Checked(ParseResult parsed, string file, string name, DocumentSet documents, ResolutionContext context)
    {
        var set = new SetsOfRequirements(streams, parsed.GetValue(_common.With) ?? [], documents, found => [.. found]).Find(name);
        var (resolver, signature) = Load(parsed, file, documents);
        CommonOptions.Check(resolver, context);
        var check = new RequirementsChecker(resolver).Check(set, context, streams.Evaluation, streams.Cancellation);
        var known = _common.DocumentFindings(resolver, context.AsOf, withDates: true);
        return CheckReport.Of(
            check with { Diagnostics = check.Diagnostics.Concat(known).Distinct().ToValueList() }, resolver, signature);
    }

    private (Resolver Resolver, ReportSignature? Signature) Load(ParseResult parsed, string file, DocumentSet documents)
    {
        var utf8 = new Files(streams).Read(file);
        var resolver = _common.Load(file, utf8, documents).Resolver;
        if (parsed.GetValue(_signature) is not { } path) return (resolver, null);
        if (parsed.GetValue(_key) is not { } keyPath)
        {
            streams.WriteNote("The signature was not looked at: name the public key with --key.");
            return (resolver, null);
        }
        var key = new KeyFiles(streams).Public(keyPath);
        var signature = Encoding.UTF8.GetString(new Files(streams).Read(path));
        return (resolver, ReportSignature.Of(DetachedSignature.Verify(utf8, signature, key, new() { File = Files.NameOf(file) }), key));
    }
}
