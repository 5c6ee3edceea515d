using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Cli;

/// <summary>Reads files that the user names, and nothing that a document names.</summary>
internal sealed class Files(IOStreams streams)
{
    public const string StandardInput = "-";
    private static readonly string[] OurNames = [".matrix.json", ".catalog.json", ".mapping.json", ".requirements.json"];

    private readonly List<(string File, AnyDocument Document)> _given = [];

    /// <summary>What findings call a file.</summary>
    public static string NameOf(string path) => IsStandardInput(path) ? "(standard input)" : path;

    /// <summary>Whether a path is <c>-</c>, or one of the names that systems have for standard input.</summary>
    public static bool IsStandardInput(string? path) => path is StandardInput or "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0";

    /// <summary>Standard input can be read once.</summary>
    public static void OneFromInput(params string?[] paths)
    {
        if (paths.Count(IsStandardInput) > 1) throw new UsageException("Only one of the files can be standard input.");
    }

    /// <summary>
    /// The bytes of a file, or of standard input. Of what is larger than may be read, one byte more than that: whoever reads the document
    /// makes a finding of it, and a file without end, such as a device, ends all the same.
    /// </summary>
    public byte[] Read(string path, int most = 0)
    {
        streams.Cancellation.ThrowIfCancellationRequested();
        if (most == 0) most = Limits.Default.MaxBytes;
        if (IsStandardInput(path)) return ReadInput(most);
        if (path.Length == 0) throw new UsageException("The name of a file is empty.");
        if (Directory.Exists(path))
            throw new UsageException(
                $"{path} is a folder; name a file in it, or a pattern such as {Path.Combine(path, "*.matrix.json")}. Folders are for " +
                $"--with.");
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var near = Directory.Exists(folder)
                ? Nearest.Suggest(Path.GetFileName(path),
                Directory.EnumerateFiles(folder).Take(1000).Select(file => Path.GetFileName(file)!)) : $" There is no folder {folder}.";
            throw new UsageException($"There is no file {path}.{near}");
        }
        try
        {
            streams.FilesRead.Add(path);
            return ReadBytes(path, most);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The bytes of a file whose path is known to be that of one, from any thread; of what is too large, one byte more than may be
    /// read. Pipes and devices have no length and are not opened.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[] ReadOrdinary(string path) =>
        new FileInfo(RealPath.Of(path)).Length == 0 ? [] : ReadBytes(path, Limits.Default.MaxBytes);

    private static byte[] ReadBytes(string path, int most)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        return ReadAtMost(stream, most);
    }

    private byte[] ReadInput(int most)
    {
        if (streams.IsInputRead) throw new UsageException("Only one of the files can be standard input: it can be read once.");
        streams.IsInputRead = true;
        using var input = streams.In();
        return ReadAtMost(input, most);
    }

    private static byte[] ReadAtMost(Stream stream, int most)
    {
        const int Piece = 64 * 1024;
        var bytes = new byte[stream.CanSeek ? Math.Clamp(stream.Length + 1, Piece, most + 1L) : Piece];
        var count = 0;
        while (count <= most)
        {
            if (count == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, most + 1L));
            var read = stream.Read(bytes, count, bytes.Length - count);
            if (read == 0) break;
            count += read;
        }
        Array.Resize(ref bytes, count);
        return bytes;
    }

    /// <summary>The documents that ship and those of --with. Of a folder, files that are no documents of ours are passed over.</summary>
    public DocumentSet Documents(IEnumerable<string> paths)
    {
        var documents = DocumentSet.BuiltIn.AddShippedCatalogs();
        _given.Clear();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var (file, utf8) in new FolderOfDocuments(streams).Read(path))
                    documents = Add(documents, file, utf8, isNamed: false);
            }
            else
            {
                documents = Add(documents, path, Read(path), isNamed: true);
            }
        }
        foreach (var (file, document) in _given) TellErrors(file, document, documents);
        return documents;
    }

    // Whatever is made of such a document is told with it; what uses it besides says so among its findings. That the catalogs of a mapping
    // or a set are missing matters to whoever uses it alone.
    private void TellErrors(string file, AnyDocument document, DocumentSet documents)
    {
        var findings = document switch
        {
            { Catalog: { } catalog } => DocumentValidator.Validate(catalog),
            { Mapping: { } mapping } => DocumentValidator.Validate(mapping, new() { Documents = documents }),
            { Requirements: { } requirements } => DocumentValidator.Validate(requirements, new() { Documents = documents }),
            _ => default,
        };
        var errors = findings.Where(finding => finding.Severity == Severity.Error && finding.Id != "RM1003").ToList();
        if (errors.Count == 0) return;
        var more = errors.Count == 1 ? "" : $" (and {errors.Count - 1} more)";
        var sentence = $"{file} has errors: {errors[0].Id}: {errors[0].Message}{more} `rmatrix validate {file}` shows them.";
        streams.Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");
    }

    /// <summary>Files that are read when they are needed: of a folder the names alone.</summary>
    public List<PortfolioFile> Unread(IEnumerable<string> paths)
    {
        List<PortfolioFile> files = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var file in new FolderOfDocuments(streams).Names(path))
                {
                    // What the command reads it does not write over.
                    streams.FilesRead.Add(file);
                    if (seen.Add(RealPathOrName(file)))
                        files.Add(new() { Name = file, Read = () => FromOscal(file, ReadOrdinary(file)) });
                }
                continue;
            }
            var utf8 = IsStandardInput(path) || !File.Exists(path) ? Read(path) : null;
            streams.FilesRead.Add(path);
            if (utf8 is not null || seen.Add(RealPath.Of(path)))
                files.Add(new() { Name = NameOf(path), IsNamed = true, Read = () => FromOscal(path, utf8 ?? ReadOrdinary(path)) });
        }
        return files;
    }

    // A link that leads nowhere, or to itself, is told when it is read.
    private static string RealPathOrName(string file)
    {
        try
        {
            return RealPath.Of(file);
        }
        catch (IOException)
        {
            return file;
        }
    }

    // A catalog in OSCAL is one of ours from here on.
    private byte[] FromOscal(string file, byte[] utf8) => utf8.AsSpan().IndexOf("\"oscal-version\""u8) >= 0
        && Load(file, utf8) is { HasErrors: false, Catalog.Document: { } catalog } ? MatrixJson.ToUtf8Bytes(catalog) : utf8;

    /// <summary>The documents of --with for one matrix after another: <see cref="Documents"/>, but of the matrices only those on which it
    /// builds, which are read then.</summary>
    public Func<Matrix, DocumentSet> DocumentsBehind(IReadOnlyList<string> paths)
    {
        var files = Unread(paths);
        var folder = DocumentFolder.Open(
            files, DocumentSet.BuiltIn.AddShippedCatalogs(), cancellationToken: streams.Cancellation);
        // A catalog in OSCAL is none that the folder knows.
        List<AnyDocument> catalogs = [];
        var unknown = folder.Diagnostics.Select(fault => fault.Place?.File).Concat(folder.PassedOver).ToHashSet();
        foreach (var file in files.Where(file => unknown.Contains(file.Name)))
        {
            var fault = folder.Diagnostics.FirstOrDefault(finding => finding.Place?.File == file.Name);
            try
            {
                var document = Load(file.Name, file.Read());
                if (document is { Catalog: not null, HasErrors: false })
                {
                    catalogs.Add(document);
                    continue;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The folder found that too.
            }
            if (fault is null) continue;
            if (file.IsNamed) throw new UsageException(fault.Message);
            streams.WriteNote($"{file.Name} is left out. {fault.Message}");
        }
        foreach (var document in folder.Others.Concat(catalogs))
            TellErrors(document.File ?? "", document, folder.Documents.AddRange(catalogs));
        return matrix => folder.Behind(matrix, streams.Cancellation).AddRange(catalogs);
    }

    /// <summary>A document of any kind, also a catalog in OSCAL.</summary>
    public AnyDocument Load(string file, ReadOnlyMemory<byte> utf8)
    {
        var document = DocumentReader.Load(utf8, new() { File = NameOf(file) }, streams.Cancellation);
        return OscalReader.WithCatalog(document, null, streams.Cancellation);
    }

    private DocumentSet Add(DocumentSet documents, string file, byte[] utf8, bool isNamed)
    {
        var document = Load(file, utf8);
        // What cannot be read at all has no members that tell its kind; its name may.
        if (document.HasErrors)
            return document.Kind != DocumentKind.Unknown || isNamed || IsOurs(file) ? Refuse(documents, file, document.Diagnostics, isNamed)
                : documents;
        _given.Add((file, document));
        return documents.Add(document);
    }

    // Of a folder, JSON of others is passed over; a broken file with one of our names is missed by somebody.
    private static bool IsOurs(string file) => OurNames.Any(name => file.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    private DocumentSet Refuse(DocumentSet documents, string file, ValueList<Diagnostic> diagnostics, bool isNamed)
    {
        var first = diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
        if (isNamed) throw new UsageException($"{file} has errors and cannot be used: {first}{Hints.For(first)}");
        streams.WriteNote($"{file} is left out, because it has errors: {first.Message}");
        return documents;
    }
}
