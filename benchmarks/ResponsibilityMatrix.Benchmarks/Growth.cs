using BenchmarkDotNet.Attributes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>What each step costs as matrices grow: the time for each control should stay the same.</summary>
[MemoryDiagnoser]
public class Growth
{
    private static readonly ReaderOptions Options = new() { Limits = Limits.Default with { MaxBytes = int.MaxValue } };
    private static readonly ResolutionContext Context = new() { AsOf = new DateOnly(2026, 11, 24) };
    private byte[] _utf8 = [];
    private Resolver _resolver = null!;
    private Matrix _matrix = null!;
    private ResolvedMatrix _answer = null!;

    /// <summary>The number of controls.</summary>
    [Params(1_200, 12_000, 100_000)]
    public int Controls { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _utf8 = LargeMatrix.Make(Controls);
        var document = new MatrixDocument(DocumentReader.Load<Matrix>(_utf8, Options));
        _matrix = document.Matrix;
        _resolver = new Resolver(document, new() { Limits = Options.Limits });
        _answer = _resolver.Resolve(Context);
        if (_answer.Controls.Count != Controls) throw new InvalidOperationException("The matrix is not what it should be.");
    }

    [Benchmark(Description = "read with schema and places")]
    public int Read() => DocumentReader.Load<Matrix>(_utf8, Options).Document!.Assignments.Count;

    [Benchmark(Description = "resolve with reasons")]
    public int Resolve() => _resolver.Resolve(Context).Controls.Count;

    [Benchmark(Description = "validate by all rules")]
    public int Validate() => DocumentValidator.Validate(_resolver, Context.AsOf).Count;

    [Benchmark(Description = "write the answer as JSON")]
    public Task WriteAnswer() => MatrixJson.WriteAsync(_answer, Stream.Null);

    [Benchmark(Description = "write the matrix as JSON")]
    public Task WriteMatrix() => MatrixJson.WriteAsync(_matrix, Stream.Null);
}
