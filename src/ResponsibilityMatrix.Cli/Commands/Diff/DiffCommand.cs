using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>diff</c>: what changed between two versions, and whether the version number says so.</summary>
internal static class DiffCommand
{
    private const string Notice = "notice";
    private const string NoticeAsJson = "notice-json";

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var old = FileArguments.One("OLD", "The old version of a matrix, or the base of an annex; - is standard input.");
        var @new = FileArguments.One("NEW", "The new version, or the annex that extends the base.");
        var command =
            new Command(
            "diff",
            "Say what changed between two versions of a matrix, what moves to the customer first, and which version bump that asks for. " +
            "Without --model and --set every combination of them is compared. Of an annex and its base it says what was negotiated. " +
            "--format notice writes a letter: what customers must newly do and by when, what they lose, whether it comes in time. " +
            "Example: rmatrix diff crm-1.2.0.matrix.json crm-2.0.0.matrix.json");
        command.Arguments.Add(old);
        command.Arguments.Add(@new);
        foreach (
            var option in new Option[]
            { common.Model, common.Set, common.With, common.AsOf, common.Severities, common.WarningsAsErrors }) command.Options.Add(option);
        var formats = new OutputFormats<ComparedVersions>(
            new("text", (streams, versions) => versions.Print(Page.ForResults(streams))),
            new("json", (streams, versions) => streams.PrintJson(versions.Result)),
            new("markdown", (streams, versions) => streams.Out.Write(versions.Markdown())),
            new(Notice, (streams, versions) => streams.Out.Write(NoticeLetter.Markdown(versions.Notice)))
            { InFile = [(".json", NoticeAsJson)] },
            new(NoticeAsJson, (streams, versions) => streams.PrintJson(versions.Notice)));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var context = common.Context(parsed);
            var (oldFile, newFile) = (parsed.GetValue(old)!, parsed.GetValue(@new)!);
            Files.OneFromInput(oldFile, newFile);
            var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
            var (before, oldDocument) = common.Load(oldFile, documents);
            // An annex extends what it is compared with.
            var (after, newDocument) = common.Load(newFile, documents.Add(oldDocument));
            var isOneContext = context.ServiceModel is not null || context.Parameters.Count > 0;
            if ((isOneContext ? MatrixDiff.ProblemWith(before, after, context) : MatrixDiff.ProblemWith(before, after)) is { } problem)
                throw new UsageException(Hints.Sentence(problem));
            var result = isOneContext ? MatrixDiff.Compare(before, after, context, streams.Evaluation, streams.Cancellation)
                : MatrixDiff.Compare(before, after, context.AsOf, streams.Evaluation, streams.Cancellation);
            var isNotice = format.Name is Notice or NoticeAsJson;
            if (isNotice && result.IsOfBase)
                throw new UsageException($"{Files.NameOf(newFile)} is an annex of {Files.NameOf(oldFile)}: what was negotiated is no " +
                    "change to give notice of. Compare two versions of the base, or two versions of the annex.");
            if (isNotice && newDocument.Matrix.Effective is null && !result.Changes.IsEmpty)
                streams.WriteNote($"{Files.NameOf(newFile)} does not state the day on which it takes effect, so the notice cannot say by " +
                    "when: add \"effective\": \"YYYY-MM-DD\" to it.");
            if (isNotice && newDocument.Matrix.Effective <= oldDocument.Matrix.Effective && !result.Changes.IsEmpty)
                streams.WriteNote($"{Files.NameOf(newFile)} takes effect on {newDocument.Matrix.Effective:yyyy-MM-dd}, not after " +
                    $"{Files.NameOf(oldFile)}: set \"effective\" to the day on which the new version takes effect.");
            if ((oldDocument.Matrix.View is null) != (newDocument.Matrix.View is null))
                streams.WriteNote($"{(oldDocument.Matrix.View is null ? newFile : oldFile)} is a view for the customer: what a view " +
                    "leaves out is not compared.");

            format.Write(streams, new ComparedVersions(result, oldDocument.Matrix, newDocument.Matrix,
                () => ChangeNotice.Of(result, before, after, context.AsOf)));
            var findings = common.ApplySeverities(
                parsed, Faults(streams, before).Concat(Faults(streams, after)).Concat(result.Diagnostics).Distinct());
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
            return common.ExitCode(parsed, findings);
        });
        return command;
    }

    // What a document contradicts in itself makes the comparison doubtful; that an old version has expired since does not.
    private static IEnumerable<Diagnostic> Faults(IOStreams streams, Resolver resolver) =>
        DocumentValidator.ValidateDocument(resolver, DateOnly.MinValue, streams.Evaluation, streams.Cancellation)
            .Where(finding => finding.Severity == Severity.Error && finding.Descriptor.Category != "versions and dates");
}
