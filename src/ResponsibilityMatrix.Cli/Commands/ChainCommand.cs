using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>chain</c>: who performs what over all upstreams, and what stays with whom.</summary>
internal static class ChainCommand
{
    public static Command Make(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "A matrix; - is standard input.");
        var controls = new Option<string[]>("--control")
            { Description = "Only this control, with its statements and enhancements, as a tree. Repeatable.", HelpName = "ID",
            Arity = ArgumentArity.OneOrMore };
        var command =
            new Command(
            "chain",
            "Follow inheritance through all providers: who performs each control, and what stays with whom. Example: rmatrix chain " +
            "crm.matrix.json --with upstreams --control 16.1.1");
        command.Arguments.Add(file);
        common.AddContextOptions(command);
        command.Options.Add(controls);
        common.AddFormats(command, "text", "json");
        command.SetAction(parsed =>
        {
            var format = common.FormatOf(parsed);
            var context = common.Context(parsed);
            var (resolver, document, _) = common.Load(parsed, parsed.GetValue(file)!);
            CommonOptions.Check(resolver, context);
            var wanted = parsed.GetValue(controls) ?? [];
            foreach (var control in wanted)
                if (!resolver.Knows(control, out var problem)) throw new UsageException(Hints.Sentence(problem));
            var answer = new ChainResolver(resolver).Resolve(context, common.Evaluation(parsed, document.Matrix, wanted));
            answer = answer with
                { Diagnostics = common.ApplySeverities(
                    parsed, CommonOptions.DocumentFindings(resolver, context.AsOf).Concat(answer.Diagnostics)).ToValueList() };
            if (format == "json") streams.PrintJson(answer);
            else new ChainPrinter(Page.ForResults(streams), answer)
                .Print($"{document.Matrix.Title}, version {document.Matrix.Version}", isTree: wanted.Length > 0);
            streams.Out.Flush();
            if (format == "text") new DiagnosticPrinter(Page.ForMessages(streams)).Print(answer.Diagnostics);
            return common.ExitCode(parsed, answer.Diagnostics);
        });
        return command;
    }
}
