using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>publish</c>: a matrix as others may see it.</summary>
internal static class PublishCommand
{
    /// <summary>The finding of what is left out of a published document.</summary>
    public const string InternalContentKeptOut = "RM7004";

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var output = new OutputFile(streams);
        var file = FileArguments.One("FILE", "The matrix; - is standard input.");
        var keep = new Option<string[]>("--keep-extension")
        { Description = "The key of an extension that is published. Repeatable.", HelpName = "KEY", Arity = ArgumentArity.OneOrMore };
        var view = new Option<string?>("--view")
        {
            Description = "Publish a view: customer is the document without the texts, components, evidence and translations of " +
                "every side but the customer's. Every answer keeps its state and split.",
            HelpName = "VIEW"
        };
        view.CompletionSources.Add(MatrixView.Customer);
        var canonical = new Option<bool>("--canonical")
        { Description = "Write the canonical form (RFC 8785) instead of the lines of the document. The digest is the same." };
        var command =
            new Command(
            "publish",
            "Write a matrix as others may see it: without internal notes, and without extensions but those that are kept. Prints the " +
            "digest. Example: rmatrix publish crm.matrix.json --view customer -o public/crm.matrix.json");
        command.Arguments.Add(file);
        output.AddTo(command);
        foreach (var option in new Option[] { view, canonical, keep, common.With, common.AsOf, common.Severities, common.WarningsAsErrors })
            command.Options.Add(option);
        var formats = new OutputFormats<PublishedFile>(
            new("text", PrintDigest),
            new("json", (streams, file) => streams.PrintJson(file, OutputJsonContext.Default.PublishedFile)) { HoldsFindings = true });
        formats.AddTo(command);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            var asOf = common.Date(parsed);
            var path = output.PathOf(parsed)!;
            if (path == Files.StandardInput && format.HoldsFindings)
                throw new UsageException(
                    $"The document and what --format {format.Name} prints would both go to standard output. Name a file with -o.");
            var viewName = parsed.GetValue(view);
            if (viewName is not (null or MatrixView.Customer))
                throw new UsageException($"There is no view '{viewName}': --view {MatrixView.Customer}.");
            var (resolver, document, documents) = common.Load(parsed, parsed.GetValue(file)!);
            var kept = parsed.GetValue(keep) ?? [];
            var publication = Publication.Of(
                document, new PublicationOptions { KeptExtensions = kept.ToValueList(), View = viewName, Documents = documents });
            IEnumerable<Diagnostic> all =
                [.. DocumentValidator.Validate(resolver, asOf, streams.Evaluation, streams.Cancellation), .. publication.Diagnostics];
            var utf8 = publication.IsPublishable ? publication.Write(parsed.GetValue(canonical)) : null;
            var weighed = common.ApplySeverities(parsed, all);
            if (utf8 is not null && common.ExitCode(parsed, weighed) == App.Fine)
                weighed = [.. weighed, .. common.ApplySeverities(parsed, Consequences(utf8, documents, asOf, all))];
            // What does not stand in the way of publishing is for validate to tell.
            var findings = weighed.Where(finding => finding.Id == InternalContentKeptOut
                || common.ExitCode(parsed, [finding]) != App.Fine).ToList();
            var code = utf8 is null ? App.Findings : common.ExitCode(parsed, findings);
            if (code == App.Fine) output.Write(path, utf8!);

            // The lines of the document are not shown: the notes stand in them.
            if (!format.HoldsFindings) new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings);
            if (code != App.Fine)
                streams.Error.WriteLine($"rmatrix: {Printable.Of(Files.NameOf(parsed.GetValue(file)!))} is not published.");
            var digest = code == App.Fine ? publication.Digest : null;
            var matrix = document.Matrix;
            format.Write(streams,
                new(path, digest is not null, matrix.Id, matrix.Version, digest, publication.View, findings.ToValueList()));
            foreach (var key in !publication.IsPublishable ? [] : kept.Except(publication.ExtensionKeys))
                streams.Error.WriteLine(
                    $"rmatrix: {Printable.Of($"There is no extension '{key}' to keep.{Nearest.Suggest(key, publication.ExtensionKeys)}")}");
            return code;
        });
        return command;
    }

    // What is taken out must not make a sound document unsound.
    private static IEnumerable<Diagnostic> Consequences(byte[] utf8, DocumentSet documents, DateOnly asOf, IEnumerable<Diagnostic> before)
    {
        var read = DocumentReader.Load<Matrix>(utf8, new() { File = "(published)" });
        if (read.HasErrors) return read.Diagnostics;
        var known = before.Select(finding => (finding.Id, finding.Control)).ToHashSet();
        return DocumentValidator.Validate(read, asOf, new() { Documents = documents })
            .Where(finding => finding.Severity == Severity.Error && !known.Contains((finding.Id, finding.Control)));
    }

    private static void PrintDigest(IOStreams streams, PublishedFile file)
    {
        if (file.Digest is null) return;
        (file.File == Files.StandardInput ? streams.Error : streams.Out).WriteLine(file.Digest);
        if (file.View is { } view) streams.WriteNote($"This is the {view.Name}'s view; the digest of the whole document is {view.Of}.");
    }
}
