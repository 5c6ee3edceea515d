using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>reconcile</c>: a provider's and a customer's matrix held against each other.</summary>
internal static class ReconcileCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var provider = FileArguments.One("PROVIDER", "The provider's matrix; - is standard input.");
        var customer = FileArguments.One("CUSTOMER", "The customer's matrix for the same service.");
        var command =
            new Command(
            "reconcile",
            "Hold a provider's and a customer's matrix against each other: what nobody does, what is done twice, what is disputed. " +
            "Example: rmatrix reconcile crm.matrix.json crm-customer-statement.matrix.json");
        command.Arguments.Add(provider);
        command.Arguments.Add(customer);
        common.AddContextOptions(command);
        var formats = new OutputFormats<Reconciled>(
            new("text", (streams, answer) => new ReconciliationPrinter(Page.ForResults(streams), answer.Result).Print()),
            new("json", (streams, answer) => streams.PrintJson(answer.Result)) { HoldsFindings = true },
            new("markdown", (streams, answer) => streams.Out.Write(
                Escaped.Markdown(ReconciliationReport.Of(answer.Result, answer.Provider, answer.Customer), streams.Cancellation))),
            new("csv", (streams, answer) => streams.Out.Write(ReconciliationTable.Csv(answer.Result))));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var context = common.Context(parsed);
            var (first, second) = (parsed.GetValue(provider)!, parsed.GetValue(customer)!);
            Files.OneFromInput(first, second);
            var (ofProvider, providers, _) = common.Load(parsed, first);
            var (ofCustomer, customers, _) = common.Load(parsed, second);
            var language = Language(parsed, common, providers, customers);
            if (Reconciliation.ProblemWith(ofProvider, ofCustomer, context) is { } problem)
                throw new UsageException(Hints.Sentence(problem));
            var result = Reconciliation.Compare(
                ofProvider, ofCustomer, context, streams.Evaluation with { Language = language }, streams.Cancellation);
            var beside = common.DocumentFindings(ofProvider, context.AsOf, withDates: true)
                .Concat(common.DocumentFindings(ofCustomer, context.AsOf, withDates: true)).Distinct();
            result = result with { Diagnostics = common.ApplySeverities(parsed, result.Diagnostics.Concat(beside)).ToValueList() };
            format.Write(streams, new(result, ofProvider, ofCustomer));
            foreach (var hint in result.Hints) streams.Error.WriteLine($"rmatrix: {Printable.Of(hint)}");
            // Those of the comparison itself are told in the result.
            if (!format.HoldsFindings)
                new DiagnosticPrinter(Page.ForMessages(streams))
                    .Print(result.Diagnostics.Where(finding => !ReconciliationWords.IsReported(finding)));
            return common.ExitCode(parsed, result.Diagnostics);
        });
        return command;
    }

    /// <summary>The language that the user asked for, which one of the matrices has; null for their own.</summary>
    public static string? Language(ParseResult parsed, CommonOptions common, params MatrixDocument[] documents)
    {
        if (parsed.GetValue(common.Language) is not { } language) return null;
        var known = documents.SelectMany(document => document.Matrix.Translations.Keys.Prepend(document.Matrix.Language)).Distinct()
            .ToList();
        return known.Contains(language) ? language
            : throw new UsageException(
            $"There is no translation into '{language}' in either matrix: they have {string.Join(", ", known)}.");
    }

    /// <summary>What is written.</summary>
    private sealed record Reconciled(Reconciliation Result, Resolver Provider, Resolver Customer);
}
