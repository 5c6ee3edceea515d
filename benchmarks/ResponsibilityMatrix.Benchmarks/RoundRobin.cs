using System.Diagnostics;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Run">What is measured. Its result is only there so that nothing is optimized away.</param>
internal sealed record Subject(string Name, Func<int> Run);

/// <summary>What one run of a subject takes: the median of all rounds.</summary>
internal readonly record struct Measurement(double Milliseconds, long Bytes);

/// <summary>Measures several things in turn, round by round, so that whatever else the machine does slows all of them alike.</summary>
internal static class RoundRobin
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Measures the subjects; the results are in their order.</summary>
    public static Measurement[] Measure(int rounds, params ReadOnlySpan<Subject> subjects)
    {
        var runs = new int[subjects.Length];
        for (var i = 0; i < runs.Length; i++) runs[i] = RunsInTurn(subjects[i]);
        var measurements = new Measurement[subjects.Length][];
        for (var i = 0; i < runs.Length; i++) measurements[i] = new Measurement[rounds];
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < runs.Length; i++) measurements[i][round] = Take(subjects[i], runs[i]);
        return Array.ConvertAll(
            measurements,
            all => new Measurement(Median(all.Select(one => one.Milliseconds)), (long)Median(all.Select(one => (double)one.Bytes))));
    }

    // Warm when it has run for a while and the compiler had time to optimize it.
    private static int RunsInTurn(Subject subject)
    {
        var clock = Stopwatch.StartNew();
        var fastest = TimeSpan.MaxValue;
        for (var run = 0; run < 3 || clock.Elapsed < WarmUp; run++)
        {
            var start = clock.Elapsed;
            subject.Run();
            var took = clock.Elapsed - start;
            if (took < fastest) fastest = took;
        }
        return Math.Max(1, (int)(Turn / fastest));
    }

    // Each turn begins with a clean heap and its data at hand, and pays for the collections that it causes.
    private static Measurement Take(Subject subject, int runs)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        subject.Run();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < runs; i++) subject.Run();
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new Measurement(milliseconds / runs, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / runs);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
