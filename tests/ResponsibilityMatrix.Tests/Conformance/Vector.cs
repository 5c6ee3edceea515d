using System.Globalization;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tests.Conformance;

/// <summary>A conformance vector: documents, a question, and what every resolver must answer.</summary>
internal sealed class Vector
{
    private static readonly string[] Members = ["number", "title", "rule", "operation", "documents", "context", "expected"];
    private readonly JsonElement _root;

    private Vector(string name, JsonElement root) => (Name, _root) = (name, root);

    public static string Folder => Path.Combine(Folders.Repository!, "schemas", "conformance");

    /// <summary>The names of all vectors, such as <c>keys/001-case.json</c>, by number.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    public string Name { get; }

    public string Topic => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    public int Number => _root.GetProperty("number").GetInt32();

    public string Title => Text("title");

    public string Rule => Text("rule");

    public string Operation => Text("operation");

    public JsonElement Expected => _root.GetProperty("expected");

    public IEnumerable<string> UnknownMembers => _root.EnumerateObject().Select(member => member.Name).Except(Members);

    /// <summary>Every document of the vector, read.</summary>
    public IEnumerable<(string Role, AnyDocument Document)> Documents
    {
        get
        {
            if (!_root.TryGetProperty("documents", out var documents)) yield break;
            foreach (var role in documents.EnumerateObject())
            {
                if (role.Value.ValueKind == JsonValueKind.Object) yield return (role.Name, Read(role.Value));
                else foreach (var given in role.Value.EnumerateArray()) yield return (role.Name, Read(given));
            }
        }
    }

    public ResolutionContext Context
    {
        get
        {
            var context = _root.GetProperty("context");
            return new ResolutionContext
            {
                ServiceModel = context.TryGetProperty("serviceModel", out var model) ? model.GetString() : null,
                Parameters = context.TryGetProperty("parameters", out var parameters)
                    ? new(
                        parameters.EnumerateObject().Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value.GetString()!)))
                    : default,
                AsOf = DateOnly.ParseExact(context.GetProperty("asOf").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
        }
    }

    public static Vector Load(string name) => new(name, JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name))).RootElement);

    /// <summary>The matrix in a role.</summary>
    public MatrixDocument Matrix(string role) => new(Documents.Single(given => given.Role == role).Document.Matrix!);

    /// <summary>What ships, what is given with it, and the matrices that the question is about.</summary>
    public DocumentSet Set() => DocumentSet.BuiltIn.AddRange(Documents.Select(given => given.Document));

    private static AnyDocument Read(JsonElement document) => DocumentReader.Load(Encoding.UTF8.GetBytes(document.GetRawText()));

    private string Text(string member) => _root.GetProperty(member).GetString()!;
}
