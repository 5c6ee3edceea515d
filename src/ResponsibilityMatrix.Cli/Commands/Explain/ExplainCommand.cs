using System.CommandLine;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>explain</c>: one control in sentences.</summary>
internal static class ExplainCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "A matrix; - is standard input.");
        var control = new Argument<string>("CONTROL") { Description = "A control in any spelling, such as 6.3.1 or AC-2(7)(a)." };
        var command =
            new Command("explain", "Explain one control: who does what, and why. Example: rmatrix explain crm.matrix.json 16.1.1");
        command.Arguments.Add(file);
        command.Arguments.Add(control);
        common.AddContextOptions(command);
        // The answer in JSON is that of one control and has no place for findings.
        var formats = new OutputFormats<ExplainOutput>(
            new("text", (streams, output) => output.Explanation(Page.ForResults(streams)).Print()),
            new("json", (streams, output) => streams.PrintJson(output.Answer)));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var context = common.Context(parsed);
            var (resolver, document, documents) = common.Load(parsed, parsed.GetValue(file)!);
            CommonOptions.Check(resolver, context);
            if (!resolver.Knows(parsed.GetValue(control)!, out var problem)) throw new UsageException(Hints.Sentence(problem));
            var whole = resolver.Resolve(context, common.Evaluation(parsed, document.Matrix), streams.Cancellation);
            var plain = resolver.Resolve(parsed.GetValue(control)!, context)!;
            var answer = whole.Controls.First(candidate => candidate.Control == plain.Control && candidate.Catalog == plain.Catalog);
            var findings =
                common.ApplySeverities(
                parsed, whole.Diagnostics.Where(finding => finding.Control is null
                || (finding.Control == answer.Control && finding.Catalog == answer.Catalog)));
            format.Write(streams, new(
                answer,
                page => new Explanation(page, whole, answer, document, documents, resolver)));
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
            return common.ExitCode(parsed, findings);
        });
        return command;
    }

    /// <summary>What is written.</summary>
    private sealed record ExplainOutput(ResolvedControl Answer, Func<Page, Explanation> Explanation);
}
