using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Cli;

/// <summary>Reads files that the user names, and nothing that a document names.</summary>
internal sealed class Files(Surroundings surroundings)
{
    public const string StandardInput = "-";
    private static readonly string[] OurNames = [".matrix.json", ".catalog.json", ".mapping.json", ".requirements.json"];

    /// <summary>What findings call a file.</summary>
    public static string NameOf(string path) => path == StandardInput ? "(standard input)" : path;

    /// <summary>Standard input can be read once.</summary>
    public static void OneFromInput(params string?[] paths)
    {
        if (paths.Count(path => path == StandardInput) > 1) throw new UsageException("Only one of the files can be standard input.");
    }

    public byte[] Read(string path)
    {
        if (path == StandardInput)
        {
            using var input = surroundings.In();
            using var copy = new MemoryStream();
            input.CopyTo(copy);
            return copy.ToArray();
        }
        if (path.Length == 0) throw new UsageException("The name of a file is empty.");
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; name a file in it. Folders are for --with.");
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var near = Directory.Exists(folder) ? Nearest.Suggest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(1000).Select(file => Path.GetFileName(file)!)) : $" There is no folder {folder}.";
            throw new UsageException($"There is no file {path}.{near}");
        }
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The documents that ship and those of --with. Of a folder, files that are no documents of ours are passed over.</summary>
    public DocumentSet Documents(IEnumerable<string> paths)
    {
        var documents = DocumentSet.BuiltIn;
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var file in Directory.EnumerateFiles(path, "*.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16, IgnoreInaccessible = true }).Order(StringComparer.Ordinal))
                    documents = Add(documents, file, isNamed: false);
            }
            else
            {
                documents = Add(documents, path, isNamed: true);
            }
        }
        return documents;
    }

    private DocumentSet Add(DocumentSet documents, string file, bool isNamed)
    {
        var document = AnyDocument.Read(Read(file), file);
        // What cannot be read at all has no members that tell its kind; its name may.
        if (document is { Kind: DocumentKind.Unknown, HasErrors: false } && isNamed) throw new UsageException($"{file} is no matrix, catalog, mapping or set of requirements.");
        if (document.HasErrors) return document.Kind != DocumentKind.Unknown || isNamed || IsOurs(file) ? Refuse(documents, file, document.Diagnostics, isNamed) : documents;
        return document switch
        {
            { Matrix: { } matrix } => documents.Add(new MatrixDocument(matrix)),
            { Catalog: { } catalog } => documents.Add(catalog),
            { Mapping.Document: { } mapping } => documents.Add(mapping),
            _ => documents,
        };
    }

    // Of a folder, JSON of others is passed over; a broken file with one of our names is missed by somebody.
    private static bool IsOurs(string file) => OurNames.Any(name => file.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    private DocumentSet Refuse(DocumentSet documents, string file, ValueList<Diagnostic> diagnostics, bool isNamed)
    {
        var first = diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
        if (isNamed) throw new UsageException($"{file} has errors and cannot be used: {first}");
        surroundings.Error.WriteLine($"rmatrix: {Printable.Of($"{file} is left out, because it has errors: {first.Message}")}");
        return documents;
    }
}
