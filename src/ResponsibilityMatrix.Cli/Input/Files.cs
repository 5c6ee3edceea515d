using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Cli;

/// <summary>What kind of document a file holds, by its members.</summary>
internal enum DocumentKind
{
    Matrix,
    Catalog,
    Mapping,
    Requirements,
    Unknown,
}

/// <summary>Reads files that the user names, and nothing that a document names.</summary>
internal sealed class Files(Surroundings surroundings)
{
    public const string StandardInput = "-";
    private static readonly string[] OurNames = [".matrix.json", ".catalog.json", ".mapping.json", ".requirements.json"];

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

    public static DocumentKind KindOf(byte[] utf8)
    {
        HashSet<string> members = new(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1000 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return DocumentKind.Unknown;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                members.Add(reader.GetString()!);
                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What came before the fault may tell; the reader will say what is wrong.
        }
        return members.Contains("relations") ? DocumentKind.Mapping
            : members.Contains("service") || members.Contains("assignments") ? DocumentKind.Matrix
            : members.Contains("catalog") || (members.Contains("controls") && members.Contains("edition")) ? DocumentKind.Catalog
            : members.Contains("rules") ? DocumentKind.Requirements
            : DocumentKind.Unknown;
    }

    private DocumentSet Add(DocumentSet documents, string file, bool isNamed)
    {
        var utf8 = Read(file);
        switch (KindOf(utf8))
        {
            case DocumentKind.Matrix:
                var matrix = MatrixReader.Read(utf8, file);
                if (matrix.Document is not null) return documents.Add(new MatrixDocument(matrix));
                return Refuse(documents, file, matrix.Diagnostics, isNamed);
            case DocumentKind.Catalog:
                var catalog = CatalogReader.Read(utf8, file);
                if (catalog.Document is not null) return documents.Add(catalog);
                return Refuse(documents, file, catalog.Diagnostics, isNamed);
            case DocumentKind.Mapping:
                var mapping = MappingReader.Read(utf8, file);
                if (mapping.Document is { } read) return documents.Add(read);
                return Refuse(documents, file, mapping.Diagnostics, isNamed);
            case DocumentKind.Unknown when isNamed || IsOurs(file):
                var faults = MatrixReader.Read(utf8, file).Diagnostics;
                if (faults.Any(fault => fault.Id is "RM0001" or "RM0003")) return Refuse(documents, file, faults, isNamed);
                return isNamed ? throw new UsageException($"{file} is no matrix, catalog, mapping or set of requirements.") : documents;
            default:
                return documents;
        }
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
