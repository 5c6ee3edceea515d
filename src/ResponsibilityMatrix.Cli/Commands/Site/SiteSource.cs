using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What of a folder can be published. What cannot be is left out, and told.</summary>
internal sealed class SiteSource(IOStreams streams, DateOnly asOf, VerificationKey? key)
{
    private const int MostBytesOfSignature = 1024 * 1024;
    private static readonly string[] SignatureEndings = [".jws", ".sig"];

    /// <summary>Whether something was left out that is no draft: a document with errors, or a signature that is not valid.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The versions that can be published.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="documents">The other documents that matrices may refer to.</param>
    public ValueList<SiteVersion> Read(string folder, DocumentSet documents)
    {
        List<(string File, MatrixDocument Document)> matrices = [];
        foreach (var (file, utf8) in new FolderOfDocuments(streams).Read(folder))
        {
            var read = DocumentReader.Load(utf8, new() { File = file }, streams.Cancellation);
            if (read is { HasErrors: true, Kind: not DocumentKind.Unknown } || (read.HasErrors && file.EndsWith(
                ".matrix.json", StringComparison.OrdinalIgnoreCase)))
                LeaveOut(file, $"it has errors: {read.Diagnostics.First(finding => finding.Severity == Severity.Error)}");
            else if (read.Matrix is { } matrix) matrices.Add((file, new MatrixDocument(matrix)));
            else if (!read.HasErrors) documents = documents.Add(read);
        }
        var published = Published(matrices);
        // A matrix may be based on another one that turns out to have errors.
        while (true)
        {
            var all = published.Aggregate(documents, (set, one) => set.Add(one.Document));
            var sound = published.Where(one => IsSound(one, all)).ToList();
            if (sound.Count == published.Count) return published.Select(one => Version(one, all)).ToValueList();
            published = sound;
        }
    }

    private List<Published> Published(List<(string File, MatrixDocument Document)> matrices)
    {
        Dictionary<(string, SemanticVersion), Published> published = [];
        foreach (var (file, document) in matrices)
        {
            var publication = Publication.Of(document);
            if (!publication.IsPublishable)
            {
                var why = publication.Diagnostics.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message ?? "";
                if (document.Matrix.Status == DocumentStatus.Draft) streams.WriteNote($"{file} is left out: it is a draft.");
                else LeaveOut(file, why);
                continue;
            }
            var utf8 = publication.Write(isCanonical: true);
            var one = new Published(file, new MatrixDocument(DocumentReader.Load<Matrix>(utf8, new() { File = file })), utf8);
            var kept = publication.Diagnostics.Count(finding => finding.Id == PublishCommand.InternalContentKeptOut);
            if (kept > 0) streams.WriteNote($"{file}: internal content stays out, {AnswerText.Counted(kept, "place")}.");
            if (published.TryGetValue((document.Matrix.Id, document.Matrix.Version), out var other))
            {
                if (!other.Utf8.AsSpan().SequenceEqual(utf8))
                    LeaveOut(file, $"{other.File} has the same id and version, {document.Matrix.Version}, and other contents.");
            }
            else published.Add((document.Matrix.Id, document.Matrix.Version), one);
        }
        return [.. published.Values];
    }

    // That a version has expired since is no reason to hide it.
    private bool IsSound(Published one, DocumentSet documents)
    {
        var resolver = new Resolver(one.Document, new() { Documents = documents });
        var error = DocumentValidator.Validate(resolver, asOf, streams.Evaluation, streams.Cancellation).FirstOrDefault(finding =>
            finding.Severity == Severity.Error && finding.AcceptedReason is null && finding.Descriptor.Category != "versions and dates");
        if (error is null) return true;
        LeaveOut(one.File, $"it has errors: {error}");
        return false;
    }

    private SiteVersion Version(Published one, DocumentSet documents)
    {
        streams.Cancellation.ThrowIfCancellationRequested();
        var resolver = new Resolver(one.Document, new() { Documents = documents });
        var context = new ResolutionContext { AsOf = asOf };
        var answer = resolver.ProblemWith(context) is null ? resolver.Resolve(context, streams.Evaluation, streams.Cancellation) : null;
        List<SiteFile> formats =
        [
            new()
            {
                Path = ".xlsx",
                Title = "The matrix as a workbook",
                Content = MatrixWorkbook.Write(one.Utf8, new() { Answer = answer }),
            },
        ];
        if (answer is not null)
            formats.Add(new()
            {
                Path = ".oscal-ssp.json",
                Title = $"The matrix as an OSCAL system security plan, for {ContextWords.Choices(answer.Context)}",
                Content = OscalWriter.WritePlan(one.Document.Matrix, answer, new() { Documents = documents }),
            });
        var (signature, verification) = SignatureOf(one);
        return new()
        {
            Resolver = resolver,
            Json = one.Utf8,
            Signature = signature,
            Verification = verification,
            Formats = formats.ToValueList(),
        };
    }

    private (string? Signature, ReportSignature? Verification) SignatureOf(Published one)
    {
        if (Array.Find(SignatureEndings, ending => File.Exists(one.File + ending)) is not { } found) return default;
        var file = one.File + found;
        var text = Encoding.UTF8.GetString(new Files(streams).Read(file, MostBytesOfSignature)).Trim();
        if (text.Length > MostBytesOfSignature || text.Count(c => c == '.') != 2
            || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            LeaveOut(file, "it is no JSON Web Signature in compact form.");
            return default;
        }
        if (key is null)
        {
            streams.WriteNote("Signatures are published without being verified: name the public key with --key.");
            return (text, null);
        }
        var verification = DetachedSignature.Verify(one.Utf8, text, key, new() { File = one.File });
        if (verification.IsValid) return (text, ReportSignature.Of(verification, key));
        LeaveOut(file, $"it is not valid for what is published. {verification.Message} Sign what `rmatrix publish` writes.");
        return default;
    }

    private void LeaveOut(string file, string why)
    {
        streams.WriteNote($"{file} is left out: {why}");
        HasErrors = true;
    }
}

/// <summary>A matrix as it is published.</summary>
internal sealed record Published(string File, MatrixDocument Document, byte[] Utf8);
