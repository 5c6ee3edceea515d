using BenchmarkDotNet.Attributes;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>What a chain of ten matrices of 1,200 controls costs, beside one of them. Each performs a part of each control, inherits
/// another, and leaves a third to its customer.</summary>
[MemoryDiagnoser]
public class ResolveChain
{
    private const int Length = 10;
    private const int Controls = 1_200;
    private static readonly ResolutionContext Context = new() { AsOf = new DateOnly(2026, 11, 24) };
    private MatrixDocument _line = null!;
    private MatrixDocument _last = null!;
    private MatrixDocument _ladder = null!;
    private DocumentSet _lines = DocumentSet.BuiltIn;
    private DocumentSet _ladders = DocumentSet.BuiltIn;

    [GlobalSetup]
    public void Setup()
    {
        var catalog = new Catalog
        {
            Id = "large",
            Edition = "1",
            Title = "Large",
            Controls = Enumerable.Range(0, Controls)
            .Select(i => new Control { Id = $"F{i / 40}-{i}", Title = $"Control {i}" }).ToValueList()
        };
        (_lines, _ladders) = (_lines.Add(catalog), _ladders.Add(catalog));
        for (var i = Length - 1; i >= 0; i--)
        {
            _line = new MatrixDocument(Make($"line{i}", i + 1 < Length ? [$"line{i + 1}"] : []));
            _lines = _lines.Add(_line);
            if (i == Length - 1) _last = _line;
            // Each builds on the next two, so that ways meet again.
            _ladder = new MatrixDocument(
                Make($"ladder{i}", [.. new[] { i + 1, i + 2 }.Where(next => next < Length).Select(next => $"ladder{next}")]));
            _ladders = _ladders.Add(_ladder);
        }
        if (Chain() != Controls * Length || Ladder() != Controls * Length)
            throw new InvalidOperationException("The chain is not what it should be.");
    }

    [Benchmark(Baseline = true, Description = "one matrix resolved")]
    public int One() => new Resolver(_line, new() { Documents = _lines }).Resolve(Context).Controls.Count;

    [Benchmark(Description = "ten matrices, each resolved for itself")]
    public int Ten() => Each(_lines);

    [Benchmark(Description = "the ten of the ladder, each resolved for itself")]
    public int TenOfLadder() => Each(_ladders);

    [Benchmark(Description = "a chain of one")]
    public int ChainOfOne() => Performers(new ChainResolver(_last, new() { Documents = _lines }).Resolve(Context));

    [Benchmark(Description = "a chain of ten")]
    public int Chain() => Performers(new ChainResolver(_line, new() { Documents = _lines }).Resolve(Context));

    [Benchmark(Description = "a chain of ten with diamonds")]
    public int Ladder() => Performers(new ChainResolver(_ladder, new() { Documents = _ladders }).Resolve(Context));

    private static int Each(DocumentSet documents) => documents.Matrices.Sum(
        document => new Resolver(document, new() { Documents = documents }).Resolve(Context).Controls.Count);

    private static int Performers(ChainAnswer answer) => answer.Diagnostics.IsEmpty
        ? answer.Controls.Sum(control => control.Performers.Count) : -1;

    private static Matrix Make(string name, string[] upstreams) => new()
    {
        Id = $"https://{name}.example/matrix",
        Version = "1.0.0",
        Title = name,
        Service = new Service { Id = name, Name = name, Provider = name, Customer = "customer", Models = ["saas"] },
        Parties = [.. new[] { name, "customer" }.Concat(upstreams).Select(party => new Party { Id = party, Name = party })],
        Catalogs = [new CatalogScope { Id = "large", Edition = "1" }],
        Upstreams = upstreams.Select(
            upstream => new Upstream { Id = upstream, Matrix = $"https://{upstream}.example/matrix", Provider = upstream }).ToValueList(),
        Assignments = Enumerable.Range(0, Controls).Select(i => new Assignment
        {
            Controls = [$"F{i / 40}-{i}"],
            Duties =
            [
                new Duty { Id = $"performs-{i}", Party = "provider", Text = "Performs its part.",
                    Satisfies = upstreams.Select(upstream => $"{upstream}#left-{i}").ToValueList() },
                .. upstreams.Select(upstream => new Duty { Id = $"inherits-{upstream}-{i}", Party = "provider", InheritedFrom = upstream }),
                .. name.EndsWith('0') ? Array.Empty<Duty>()
                    : [new Duty { Id = $"left-{i}", Party = "customer", Text = "Does the customer's part." }],
            ],
        }).ToValueList(),
    };
}
