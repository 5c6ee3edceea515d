using System.Buffers;
using BenchmarkDotNet.Attributes;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>What it costs to write the answer for 1,200 controls as JSON, beside finding it.</summary>
[MemoryDiagnoser]
public class WriteAnswer
{
    private static readonly ResolutionContext Context = new() { AsOf = new DateOnly(2026, 11, 24) };
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private Resolver _resolver = null!;
    private ResolvedMatrix _answer = null!;

    [GlobalSetup]
    public void Setup()
    {
        _resolver = new Resolver(new MatrixDocument(DocumentReader.Load<Matrix>(LargeMatrix.Make(1_200))));
        _answer = _resolver.Resolve(Context);
        Console.WriteLine($"// The answer has {MatrixJson.ToUtf8Bytes(_answer).Length:N0} bytes.");
    }

    [Benchmark(Baseline = true, Description = "resolve")]
    public int Resolve() => _resolver.Resolve(Context).Controls.Count;

    [Benchmark(Description = "write to a buffer that is used again")]
    public int ToBuffer()
    {
        _buffer.ResetWrittenCount();
        MatrixJson.Write(_answer, _buffer);
        return _buffer.WrittenCount;
    }

    [Benchmark(Description = "write to a stream")]
    public Task ToStream() => MatrixJson.WriteAsync(_answer, Stream.Null);

    [Benchmark(Description = "as an array of bytes")]
    public int ToBytes() => MatrixJson.ToUtf8Bytes(_answer).Length;
}
