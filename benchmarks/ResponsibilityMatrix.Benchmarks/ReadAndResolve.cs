using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>What reading and answering cost, beside a bare scan of the same bytes.</summary>
[MemoryDiagnoser]
public class ReadAndResolve
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly global::Json.Schema.EvaluationOptions PeerOptions = new()
    {
        OutputFormat = global::Json.Schema.OutputFormat.Flag,
        RequireFormatValidation = true,
    };
    private readonly JsonSchema _anything = JsonSchema.Compile("{}"u8.ToArray());
    private ResponsibilityMatrix.Json.JsonSchema _schema = null!;
    private global::NJsonSchema.JsonSchema _peer = null!;
    private global::Json.Schema.JsonSchema _otherPeer = null!;
    private byte[] _utf8 = [];
    private string _text = "";

    [GlobalSetup]
    public void Setup()
    {
        _utf8 = LargeMatrix.Make(1_200);
        var schema = File.ReadAllText(Find(Path.Combine("schemas", "matrix.schema.json")));
        _schema = JsonSchema.Compile(Encoding.UTF8.GetBytes(schema), new JsonSchemaOptions { AssertFormats = true });
        // NJsonSchema knows drafts up to 7, in which definitions have another name.
        _peer = global::NJsonSchema.JsonSchema.FromJsonAsync(
            schema.Replace("$defs", "definitions", StringComparison.Ordinal)
            .Replace("https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#", StringComparison.Ordinal))
            .GetAwaiter().GetResult();
        _otherPeer = global::Json.Schema.JsonSchema.FromText(schema);
        _text = Encoding.UTF8.GetString(_utf8);
        var wrong = Encoding.UTF8.GetBytes(_text.Replace("\"title\"", "\"titel\"", StringComparison.Ordinal));
        if (!Schema() || !NJsonSchema() || !JsonSchemaNet() || _schema.Evaluate(wrong).IsValid || IsValidByJsonSchemaNet(wrong)
            || _peer.Validate(Encoding.UTF8.GetString(wrong)).Count == 0)
            throw new InvalidOperationException("The schema evaluators disagree.");
        Console.WriteLine($"// {_utf8.Length:N0} bytes");
        if (Everything() != 1_200) throw new InvalidOperationException("The matrix is not what it should be.");
    }

    [Benchmark(Baseline = true, Description = "bare Utf8JsonReader scan")]
    public int Scan()
    {
        var reader = new Utf8JsonReader(_utf8);
        var count = 0;
        while (reader.Read()) count++;
        return count;
    }

    [Benchmark(Description = "JsonDocument.Parse")]
    public int Parse()
    {
        using var document = JsonDocument.Parse(_utf8);
        return document.RootElement.GetProperty("assignments").GetArrayLength();
    }

    [Benchmark(Description = "index with places")]
    public bool Index() => _anything.Evaluate(_utf8).IsValid;

    [Benchmark(Description = "index and schema")]
    public bool Schema() => _schema.Evaluate(_utf8).IsValid;

    [Benchmark(Description = "read into the model, with schema and places")]
    public int Read() => DocumentReader.Load<Matrix>(_utf8).Document!.Assignments.Count;

    [Benchmark(Description = "everything: read, schema, all rules, resolve with reasons")]
    public int Everything()
    {
        var resolver = new Resolver(new MatrixDocument(DocumentReader.Load<Matrix>(_utf8)));
        return resolver.Resolve(new() { AsOf = Day }).Controls.Count + DocumentValidator.Validate(resolver, Day).Count;
    }

    [Benchmark(Description = "NJsonSchema, the verdict alone")]
    public bool NJsonSchema() => _peer.Validate(_text).Count == 0;

    [Benchmark(Description = "JsonSchema.Net, the verdict alone")]
    public bool JsonSchemaNet() => IsValidByJsonSchemaNet(_utf8);

    private bool IsValidByJsonSchemaNet(byte[] utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return _otherPeer.Evaluate(document.RootElement, PeerOptions).IsValid;
    }

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, path))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException($"There is no {path} above the benchmarks."), path);
    }
}
