using System.CommandLine;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>chain</c>: who performs what over all upstreams, and what stays with whom.</summary>
internal static class ChainCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "A matrix; - is standard input.");
        var controls = new Option<string[]>("--control")
        {
            Description = "Only this control, with its statements and enhancements, as a tree. Repeatable.",
            HelpName = "ID",
            Arity = ArgumentArity.OneOrMore
        };
        var command =
            new Command(
            "chain",
            "Follow inheritance through all providers: who performs each control, and what stays with whom. Example: rmatrix chain " +
            "crm.matrix.json --with upstreams --control 16.1.1");
        command.Arguments.Add(file);
        common.AddContextOptions(command);
        command.Options.Add(controls);
        var formats = new OutputFormats<ChainOutput>(
            new("text", (streams, output) => new ChainPrinter(Page.ForResults(streams), output.Answer).Print(output.Title, output.IsTree)),
            new("json", (streams, output) => streams.PrintJson(output.Answer)) { HoldsFindings = true });
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var context = common.Context(parsed);
            var (resolver, document, _) = common.Load(parsed, parsed.GetValue(file)!);
            CommonOptions.Check(resolver, context);
            var wanted = parsed.GetValue(controls) ?? [];
            foreach (var control in wanted)
                if (!resolver.Knows(control, out var problem)) throw new UsageException(Hints.Sentence(problem));
            var answer = new ChainResolver(resolver).Resolve(
                context, common.Evaluation(parsed, document.Matrix, wanted), streams.Cancellation);
            answer = answer with
            {
                Diagnostics = common.ApplySeverities(
                    parsed, common.DocumentFindings(resolver, context.AsOf).Concat(answer.Diagnostics)).ToValueList()
            };
            var title = $"{document.Matrix.Title}, version {document.Matrix.Version}";
            format.Write(streams, new(answer, title, IsTree: wanted.Length > 0));
            if (!format.HoldsFindings) new DiagnosticPrinter(Page.ForMessages(streams)).Print(answer.Diagnostics);
            return common.ExitCode(parsed, answer.Diagnostics);
        });
        return command;
    }

    /// <summary>What is written.</summary>
    private sealed record ChainOutput(ChainAnswer Answer, string Title, bool IsTree);
}
