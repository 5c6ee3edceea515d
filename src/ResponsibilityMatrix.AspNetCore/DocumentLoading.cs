using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>Reads the documents of an application, one after the other. What is wrong with one ends it with a sentence that says
/// where.</summary>
internal sealed partial class DocumentLoading(ResponsibilityMatrixOptions options, string root, ILogger logger)
{
    private static readonly string[] OurNames = [".matrix.json", ".catalog.json", ".mapping.json", ".requirements.json"];

    // Hidden files and folders are left out: in a mounted volume, they are the earlier state of the files that are shown.
    private static readonly EnumerationOptions Visible = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
        IgnoreInaccessible = false,
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    private readonly Dictionary<MatrixDocument, long> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, RequirementSet> _sets = new(StringComparer.Ordinal);
    private DocumentSet _documents = options.Resolver.Documents;

    public async Task ReadPathsAsync(CancellationToken cancellationToken)
    {
        foreach (var path in options.Paths)
        {
            var full = Path.Combine(root, path);
            if (Directory.Exists(full)) await ReadAsync(FilesOf(full), full, isNamed: false, cancellationToken).ConfigureAwait(false);
            else if (File.Exists(full))
                await ReadAsync(Files(Path.GetDirectoryName(full)!, [full]), full, isNamed: true, cancellationToken).ConfigureAwait(false);
            else throw new InvalidOperationException($"There is no file or folder {full}.");
        }
    }

    /// <param name="documents">The names and contents. Findings tell clients the names, which are no paths of the server.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="isNamed">Whether somebody named each of them; otherwise what is no document of ours is passed over.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ReadAsync(
        IAsyncEnumerable<(string Name, Stream Content)> documents, string source, bool isNamed, CancellationToken cancellationToken)
    {
        await foreach (
            var document in DocumentReader.LoadAllAsync(documents, options.Resolver.Limits, cancellationToken).ConfigureAwait(false))
            Add(OscalReader.WithCatalog(document, options.Resolver.Limits, cancellationToken), source,
                isNamed || OurNames.Any(name => document.File!.EndsWith(name, StringComparison.OrdinalIgnoreCase)));
    }

    public LoadedDocuments Result()
    {
        foreach (var matrix in _documents.Matrices) _sizes.TryAdd(matrix, SizeOf(matrix.Matrix));
        foreach (var set in RequirementsChecker.BuiltInSets) _sets.TryAdd(set.Id, set);
        foreach (var set in options.RequirementSets) _sets[set.Id] = set;
        LogLoaded(logger, _documents.Matrices.Count, _documents.Catalogs.Count, _sets.Count);
        return new(
            options.Resolver with { Documents = _documents }, [.. _sets.Values.OrderBy(set => set.Id, StringComparer.Ordinal)], _sizes);
    }

    private void Add(AnyDocument document, string source, bool isOurs)
    {
        if (document.Kind == DocumentKind.Unknown && !isOurs)
        {
            LogPassedOver(logger, document.File, source);
            return;
        }
        if (document.Diagnostics.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error)
            throw new InvalidOperationException($"A document of {source} has errors, and is needed: {error}");
        switch (document)
        {
            case { Matrix: { } read }:
                var matrix = new MatrixDocument(read);
                _documents = _documents.Add(matrix);
                _sizes.Add(matrix, read.Utf8.Length);
                break;
            case { Catalog: { } catalog }:
                _documents = _documents.Add(catalog);
                break;
            case { Mapping: { } mapping }:
                _documents = _documents.Add(mapping);
                break;
            case { Requirements.Document: { } set }:
                _sets[set.Id] = set;
                break;
        }
    }

    // Of a matrix built in code, as large as it is as JSON.
    private static long SizeOf(Matrix matrix) => MatrixJson.ToUtf8Bytes(matrix).Length;

    private static IAsyncEnumerable<(string Name, Stream Content)> FilesOf(string folder)
    {
        List<string> files = [.. Directory.EnumerateFiles(folder, "*.json", Visible)];
        files.Sort(StringComparer.Ordinal);
        return Files(folder, files);
    }

    private static async IAsyncEnumerable<(string Name, Stream Content)> Files(
        string folder, IReadOnlyList<string> files, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (Path.GetRelativePath(folder, file), new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous));
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    [LoggerMessage(1, LogLevel.Information, "Read {Matrices} matrices; there are {Catalogs} catalogs and {Sets} sets of requirements.")]
    private static partial void LogLoaded(ILogger logger, int matrices, int catalogs, int sets);

    [LoggerMessage(2, LogLevel.Information, "{File} of {Source} is passed over: it is no document of ours.")]
    private static partial void LogPassedOver(ILogger logger, string? file, string source);
}
