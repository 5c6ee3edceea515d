using BenchmarkDotNet.Attributes;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Reports;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>Reports for people of small and large matrices: time and size for each control should stay the same.</summary>
[MemoryDiagnoser]
public class WriteReports
{
    private static readonly ReaderOptions Options = new() { Limits = Limits.Default with { MaxBytes = int.MaxValue } };

    private static readonly ReportOptions Asked =
        new() { Context = new() { AsOf = new DateOnly(2026, 11, 24), Parameters = new([new("plan", "standard")]) } };

    private Resolver _resolver = null!;
    private Report _report = null!;

    /// <summary>The number of controls.</summary>
    [Params(12, 1_200, 12_000)]
    public int Controls { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var document = new MatrixDocument(DocumentReader.Load<Matrix>(LargeMatrix.Make(Controls), Options));
        _resolver = new Resolver(document, new() { Limits = Options.Limits });
        _report = MatrixReport.Of(_resolver, Asked);
    }

    [Benchmark(Description = "the model of the report")]
    public int Model() => MatrixReport.Of(_resolver, Asked).Sections.Count;

    [Benchmark(Description = "HTML")]
    public int Html() => Length(output => HtmlReport.Write(_report, output));

    [Benchmark(Description = "Word")]
    public int Word() => Length(output => DocxReport.Write(_report, output));

    [Benchmark(Description = "Excel")]
    public int Excel() => Length(output => XlsxReport.Write(_report, output));

    [Benchmark(Description = "Markdown")]
    public int Markdown() => Length(output => MarkdownReport.Write(_report, output));

    private static int Length(Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return (int)output.Length;
    }
}
