using BenchmarkDotNet.Running;
using ResponsibilityMatrix.Benchmarks;

if (args is ["table", .. var rounds])
    ComparisonTable.Print(
        rounds is [var count, ..] && int.TryParse(count, out var number) ? number : 21, rounds is [_, var only] ? only : "");
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
