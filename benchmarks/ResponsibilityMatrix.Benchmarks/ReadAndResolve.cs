using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>What reading and answering cost, beside a bare scan of the same bytes.</summary>
[MemoryDiagnoser]
public class ReadAndResolve
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private byte[] _utf8 = [];

    [GlobalSetup]
    public void Setup()
    {
        _utf8 = LargeMatrix.Make(1_200);
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

    [Benchmark(Description = "read into the model, with places")]
    public int Read() => MatrixReader.Read(_utf8).Document!.Assignments.Count;

    [Benchmark(Description = "read and resolve, with reasons")]
    public int Resolve() => new Resolver(new MatrixDocument(MatrixReader.Read(_utf8))).Resolve(new() { AsOf = Day }).Controls.Count;

    [Benchmark(Description = "read, apply all rules, resolve")]
    public int Everything()
    {
        var resolver = new Resolver(new MatrixDocument(MatrixReader.Read(_utf8)));
        return resolver.Resolve(new() { AsOf = Day }).Controls.Count + MatrixValidator.Validate(resolver, Day).Count;
    }
}
