using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tests;

/// <summary>Short ways to the documents and answers that tests are about.</summary>
internal static class Make
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    public static Matrix Matrix(params Assignment[] assignments) => new()
    {
        Id = "https://vendor.example/matrix",
        Version = "1.0.0",
        Title = "Test",
        Service = new Service { Id = "svc", Name = "Service", Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" },
            new Party { Id = "host", Name = "Host" }],
        Controls = [Row("a.1"), Row("a.2"), Row("b.1")],
        Assignments = assignments.ToValueList(),
    };

    public static Control Row(string id, string? parent = null, ControlKind? kind = null) =>
        new() { Id = id, Title = $"Row {id}", Parent = parent, Kind = kind };

    public static Assignment Assign(Selector control, Sides split, Condition when = default) =>
        new() { Controls = [control], Split = split, When = when };

    public static ResolutionContext Context(string? model = null, params (string Id, string Value)[] parameters) => new()
    {
        ServiceModel = model,
        Parameters = new(parameters.Select(parameter => KeyValuePair.Create(parameter.Id, parameter.Value))),
        AsOf = Today,
    };

    public static ResolvedMatrix Resolve(this Matrix matrix, ResolutionContext? context = null, DocumentSet? documents = null) =>
        new Resolver(matrix, new() { Documents = documents ?? DocumentSet.BuiltIn }).Resolve(context ?? Context());

    public static ResolvedControl Of(this ResolvedMatrix resolution, string control)
    {
        foreach (var answer in resolution.Controls)
            if (answer.Control == control) return answer;
        throw new KeyNotFoundException(control);
    }

    public static ValueList<Diagnostic> Findings(this Matrix matrix, DocumentSet? documents = null) =>
        DocumentValidator.Validate(new MatrixDocument(matrix), Today, new() { Documents = documents ?? DocumentSet.BuiltIn });

    public static IReadOnlyList<string> Ids(this ValueList<Diagnostic> diagnostics) => [.. diagnostics.Select(diagnostic => diagnostic.Id)];

    public static DocumentSet Folder(string folder)
    {
        var documents = DocumentSet.BuiltIn;
        if (!Directory.Exists(folder)) return documents;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".catalog.json", StringComparison.Ordinal))
                documents = documents.Add(DocumentReader.Load<Catalog>(File.ReadAllBytes(file), new() { File = file }));
            if (file.EndsWith(".mapping.json", StringComparison.Ordinal))
                documents = documents.Add(DocumentReader.Load<CatalogMapping>(File.ReadAllBytes(file), new() { File = file }));
            if (file.EndsWith(".matrix.json", StringComparison.Ordinal)) documents = documents.Add(Read(file));
        }
        return documents;
    }

    public static ReadResult<Matrix> Read(string file) =>
        DocumentReader.Load<Matrix>(File.ReadAllBytes(file), new() { File = Path.GetFileName(file) });
}
