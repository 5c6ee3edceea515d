using System.CommandLine;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>
/// <c>resolve --format ndjson -</c>: a matrix a line in, its rows out, in the same order. What is wrong with a line is a row too, and the
/// lines after it are answered all the same. Memory holds one line, what it builds on, and its answer.
/// </summary>
/// <param name="streams">Where the command reads.</param>
/// <param name="output">Where the rows go.</param>
/// <param name="common">The options.</param>
/// <param name="parsed">What was given of them.</param>
/// <param name="behind">The documents on which a matrix builds; null to ask each matrix alone.</param>
internal sealed class ResolveFilter(
    IOStreams streams, TextWriter output, CommonOptions common, ParseResult parsed, Func<Matrix, DocumentSet>? behind)
{
    private static readonly DocumentSet Alone = DocumentSet.BuiltIn.AddShippedCatalogs();

    /// <summary>Reads lines until the end, and gives the exit code: 1 if something was wrong with one of them.</summary>
    public int Run(Stream input, ResolutionContext context, string[] controls)
    {
        var code = App.Fine;
        var line = 0;
        foreach (var utf8 in Lines(input))
        {
            line++;
            streams.Cancellation.ThrowIfCancellationRequested();
            if (utf8.Span.Trim(" \t\r"u8).IsEmpty) continue;
            if (!Answer(line, utf8, context, controls)) code = App.Findings;
        }
        return code;
    }

    private bool Answer(int line, ReadOnlyMemory<byte> utf8, ResolutionContext context, string[] controls)
    {
        var read = DocumentReader.Load<Matrix>(utf8, new() { File = $"line {line}" }, streams.Cancellation);
        if (read.HasErrors)
        {
            var errors = read.Diagnostics.Where(finding => finding.Severity == Severity.Error).ToList();
            var more = errors.Count > 1 ? $" (and {errors.Count - 1} more errors)" : "";
            return Fail(line, null, errors[0].Id, errors[0].Message + more);
        }
        var document = new MatrixDocument(read);
        EvaluationOptions evaluation;
        Resolver resolver;
        try
        {
            evaluation = common.Evaluation(parsed, document.Matrix, controls);
            resolver = new Resolver(document, new() { Documents = behind?.Invoke(document.Matrix) ?? Alone });
        }
        catch (UsageException exception)
        {
            return Fail(line, document.Name, "language", exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(line, document.Name, "RM8001", $"What it builds on cannot be read again: {exception.Message}");
        }
        if (resolver.ProblemWith(context) is { } problem) return Fail(line, document.Name, "context", Hints.Sentence(problem));
        foreach (var control in controls)
            if (!resolver.Knows(control, out var unknown)) return Fail(line, document.Name, "control", Hints.Sentence(unknown));
        var findings = Write(resolver, context, evaluation, document.Matrix);
        var isFine = true;
        foreach (var alike in common.ApplySeverities(parsed, common.DocumentFindings(resolver, context.AsOf).Concat(findings))
            .Where(finding => finding.Severity == Severity.Error && finding.AcceptedReason is null).GroupBy(finding => finding.Id))
        {
            var more = alike.Count() > 1 ? $" (and {alike.Count() - 1} more of this kind)" : "";
            isFine = Fail(line, document.Name, alike.Key, alike.First().Message + more);
        }
        return isFine;
    }

    // With other documents the chain is followed, as a portfolio does.
    private ValueList<Diagnostic> Write(Resolver resolver, ResolutionContext context, EvaluationOptions evaluation, Matrix matrix)
    {
        if (behind is null)
        {
            var alone = resolver.Resolve(context, evaluation, streams.Cancellation);
            output.Write(ResolveCommand.Rows(MatrixRows.Of(alone, matrix), streams.Cancellation));
            return alone.Diagnostics;
        }
        var chain = new ChainResolver(resolver).Resolve(context, evaluation, streams.Cancellation);
        output.Write(ResolveCommand.Rows(MatrixRows.OfChain(chain, matrix), streams.Cancellation));
        return chain.Diagnostics;
    }

    private bool Fail(int line, string? document, string error, string message)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", line);
            writer.WriteString("document", document);
            writer.WriteString("error", error);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }
        output.Write($"{Encoding.UTF8.GetString(stream.ToArray())}\n");
        return false;
    }

    // Of a line that is longer than a document may be, one byte more than that: whoever reads it makes a finding of it.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(Stream input)
    {
        var most = Limits.Default.MaxBytes + 1;
        var piece = new byte[1 << 16];
        using var line = new MemoryStream();
        var isBegun = false;
        while (input.Read(piece) is > 0 and var count)
        {
            for (var start = 0; start < count;)
            {
                var at = piece.AsSpan(start, count - start).IndexOf((byte)'\n');
                var length = at < 0 ? count - start : at;
                line.Write(piece, start, (int)Math.Min(length, most - line.Length));
                isBegun = true;
                start += length + 1;
                if (at < 0) break;
                yield return line.ToArray();
                line.SetLength(0);
                isBegun = false;
                // What one long line needed is given back.
                if (line.Capacity > 1 << 24) line.Capacity = 1 << 16;
            }
        }
        if (isBegun) yield return line.ToArray();
    }
}
