using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>The table of <c>benchmarks/README.md</c>, measured in one run. What is compared is measured in turn.</summary>
internal static class ComparisonTable
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Measures everything and prints the tables as Markdown.</summary>
    public static void Print(int rounds, string only)
    {
        var output = new StringBuilder("\n| | time | beside | time | result | goal |\n|---|---|---|---|---|---|\n");
        if ("Reading".StartsWith(only, StringComparison.Ordinal)) AddReading(output, rounds);
        if ("Chains".StartsWith(only, StringComparison.Ordinal)) AddChains(output, rounds);
        if ("Writing".StartsWith(only, StringComparison.Ordinal)) AddWriting(output, rounds);
        if ("DuckDb".StartsWith(only, StringComparison.Ordinal)) AddDuckDb(output, rounds);
        if ("Growth".StartsWith(only, StringComparison.Ordinal)) AddGrowth(output, rounds);
        if ("Reports".StartsWith(only, StringComparison.Ordinal)) AddReports(output, rounds);
        Console.WriteLine(output);
    }

    private static void AddReading(StringBuilder output, int rounds)
    {
        var benchmark = new ReadAndResolve();
        benchmark.Setup();
        Subject scan = new("a bare `Utf8JsonReader` scan", benchmark.Scan);
        Subject verdict = new("schema verdict", () => benchmark.Schema() ? 1 : 0);
        Subject read = new("read into the model, with schema and places", benchmark.Read);
        Subject everything = new("everything: read, schema, all rules, resolve with reasons", benchmark.Everything);
        Subject first = new("NJsonSchema", () => benchmark.NJsonSchema() ? 1 : 0);
        Subject second = new("JsonSchema.Net", () => benchmark.JsonSchemaNet() ? 1 : 0);
        var times = RoundRobin.Measure(rounds, scan, verdict, read, everything, first, second);
        AddRow(output, read, times[2], scan, times[0], "≤ 2.8×");
        AddRow(output, everything, times[3], scan, times[0], "≤ 3.5×");
        AddRow(output, verdict, times[1], scan, times[0], "");
        AddFaster(output, verdict, times[1], first, times[4], "≥ 30× faster");
        AddFaster(output, verdict, times[1], second, times[5], "≥ 30× faster");
    }

    private static void AddChains(StringBuilder output, int rounds)
    {
        var benchmark = new ResolveChain();
        benchmark.Setup();
        Subject ten = new("the ten resolved each for itself", benchmark.Ten);
        Subject chain = new("a chain of ten", benchmark.Chain);
        Subject ladder = new("a ladder of ten, each building on the next two", benchmark.Ladder);
        Subject tenOfLadder = new("the ten of the ladder resolved each for itself", benchmark.TenOfLadder);
        var times = RoundRobin.Measure(rounds, ten, chain, tenOfLadder, ladder);
        AddRow(output, chain, times[1], ten, times[0], "≤ 1.8×");
        AddRow(output, ladder, times[3], tenOfLadder, times[2], "≤ 1.8×");
    }

    private static void AddWriting(StringBuilder output, int rounds)
    {
        var benchmark = new WriteAnswer();
        benchmark.Setup();
        Subject resolve = new("resolving them", benchmark.Resolve);
        Subject buffer = new("the answer of 1,200 controls written as JSON to a buffer", benchmark.ToBuffer);
        Subject stream = new("the same to a stream", () => benchmark.ToStream().IsCompletedSuccessfully ? 1 : 0);
        var times = RoundRobin.Measure(rounds, resolve, buffer, stream);
        AddRow(output, buffer, times[1], resolve, times[0], "≤ 2×, ≤ 1 MB", withBytes: true);
        AddRow(output, stream, times[2], resolve, times[0], "≤ 2×, ≤ 1 MB", withBytes: true);
    }

    private static void AddDuckDb(StringBuilder output, int rounds)
    {
        foreach (var controls in new[] { 1_200, 12_000 })
        {
            using var benchmark = new ResolveInDuckDb { Controls = controls };
            benchmark.Setup();
            Subject resolve = new($"resolve {controls.ToString("N0", Culture)} controls with reasons and duties", benchmark.Resolve);
            Subject query = new("the query in DuckDB: the same rules as SQL, state and split only", benchmark.Query);
            var times = RoundRobin.Measure(rounds, resolve, query);
            AddFaster(output, resolve, times[0], query, times[1], "");
        }
    }

    private static void AddGrowth(StringBuilder output, int rounds)
    {
        Growth[] sizes = [new() { Controls = 1_200 }, new() { Controls = 12_000 }, new() { Controls = 100_000 }];
        foreach (var size in sizes) size.Setup();
        output.Append("\n| µs for each control | 1,200 controls | 12,000 | 100,000 | growth at each step |\n|---|---|---|---|---|\n");
        Add("read with schema and places", size => size.Read());
        Add("resolve with reasons", size => size.Resolve());
        Add("validate by all rules", size => size.Validate());
        Add("write the answer as JSON", size => size.WriteAnswer().IsCompletedSuccessfully ? 1 : 0);
        Add("write the matrix as JSON", size => size.WriteMatrix().IsCompletedSuccessfully ? 1 : 0);

        void Add(string name, Func<Growth, int> run)
        {
            var times = RoundRobin.Measure(Math.Max(3, rounds / 3), Array.ConvertAll(sizes, size => new Subject(name, () => run(size))));
            var each = times.Zip(sizes, (time, size) => time.Milliseconds * 1_000 / size.Controls).ToArray();
            output.Append(
                Culture,
                $"| {name} | {each[0]:0.00} | {each[1]:0.00} | {each[2]:0.00} | {each[1] / each[0]:0.0}×, {each[2] / each[1]:0.0}× |\n");
        }
    }

    private static void AddReports(StringBuilder output, int rounds)
    {
        WriteReports[] sizes = [new() { Controls = 12 }, new() { Controls = 1_200 }, new() { Controls = 12_000 }];
        foreach (var size in sizes) size.Setup();
        output.Append("\n| report | 12 controls | 1,200 | 12,000 | growth of time and size at the last step |\n|---|---|---|---|---|\n");
        Add("the model of it", size => size.Model(), hasSize: false);
        Add("HTML", size => size.Html());
        Add("Word", size => size.Word());
        Add("Excel", size => size.Excel());
        Add("Markdown", size => size.Markdown());

        void Add(string name, Func<WriteReports, int> run, bool hasSize = true)
        {
            var times = RoundRobin.Measure(Math.Max(3, rounds / 3), Array.ConvertAll(sizes, size => new Subject(name, () => run(size))));
            var bytes = Array.ConvertAll(sizes, size => run(size));
            var cells = times.Zip(bytes, (time, length) => string.Create(
                Culture, $"{time.Milliseconds:0.0} ms{(hasSize ? string.Create(Culture, $", {length / 1e6:0.00} MB") : "")}"));
            var growth = string.Create(Culture, $"{times[2].Milliseconds / times[1].Milliseconds:0.0}×") +
                (hasSize ? string.Create(Culture, $", {(double)bytes[2] / bytes[1]:0.0}×") : "");
            output.Append(Culture, $"| {name} | {string.Join(" | ", cells)} | {growth} |\n");
        }
    }

    private static void AddRow(StringBuilder output, Subject subject, Measurement time, Subject beside, Measurement other, string goal,
        bool withBytes = false)
    {
        var bytes = withBytes ? string.Create(Culture, $", {time.Bytes / 1e6:0.00} MB") : "";
        var otherBytes = withBytes ? string.Create(Culture, $", {other.Bytes / 1e6:0.00} MB") : "";
        output.Append(
            Culture,
            $"| {subject.Name} | {time.Milliseconds:0.00} ms{bytes} | {beside.Name} | {other.Milliseconds:0.00} ms{otherBytes} " +
            $"| {time.Milliseconds / other.Milliseconds:0.0}× | {goal} |\n");
    }

    private static void AddFaster(
        StringBuilder output, Subject subject, Measurement time, Subject beside, Measurement other, string goal) =>
        output.Append(
            Culture,
            $"| {subject.Name} | {time.Milliseconds:0.00} ms | {beside.Name} | {other.Milliseconds:0.00} ms " +
            $"| {other.Milliseconds / time.Milliseconds:0.#}× faster | {goal} |\n");
}
