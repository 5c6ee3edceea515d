using System.Globalization;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Rows as Parquet, read by DuckDB, which also reads CSV and NDJSON.</summary>
public sealed class ParquetRowsTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 24);

    private static readonly string[] Texts =
        ["Encrypts.", "a\nb", "a, \"b\"; c", "ü 😀 你", "2026-01-01", "1.10", "true", "null", "NULL",
            " x ", "|", "'quoted'", "\\", "\t"];

    private static readonly MatrixRow Full = new()
    {
        Service = "crm",
        Document = "urn:x:m",
        Version = "1.0.0",
        Context = "serviceModel=saas",
        Catalog = "local",
        Control = "a.1",
        Title = "One",
        State = "assigned",
        Reason = "r",
        Split = "shared",
        Coupling = "dependent",
        Inheritability = "partial",
        DutyId = "d1",
        Party = "acme",
        PartyName = "Acme",
        Side = "provider",
        Involvement = "responsible; accountable",
        Action = "test",
        Text = "Does it.",
        InheritedFrom = "cloud",
        Component = "Gateway",
        Implementation = "implemented",
        Done = true,
        Evidence = "e1; e2",
        Matrix = "urn:x:m",
        Depth = 2,
        Pointer = "/assignments/0",
        AsOf = AsOf,
        Effective = new(2026, 1, 1),
        ReviewBy = new(2026, 12, 31),
        Expires = new(1969, 7, 20),
        InternalNote = "secret",
    };

    private static readonly MatrixRow Gap = new()
    {
        Service = "crm",
        Document = "urn:x:m",
        Version = "1.0.0",
        Context = "",
        Catalog = "local",
        Control = "a.2",
        Title = "Two",
        State = "unassigned",
        Depth = 0,
        AsOf = AsOf,
    };

    public static TheoryData<string> Examples => Folders.Repository is null ? [] :
        [.. Directory.EnumerateFiles(Path.Combine(Folders.Repository, "schemas", "examples"), "*.matrix.json")
            .Select(file => Path.GetFileName(file))];

    [Fact]
    public void A_column_has_the_type_of_its_member_and_a_gap_is_a_row_of_nulls()
    {
        using var files = new RowFiles([Full, Gap], includeInternal: true);
        var types = files.Query($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {files.Parquet})");
        Assert.Equal(MatrixRows.Columns(includeInternal: true), types.Select(type => (string)type[0]!));
        Assert.Equal(["BOOLEAN done", "INTEGER depth", "DATE asOf", "DATE effective", "DATE reviewBy", "DATE expires"],
            types.Where(type => (string)type[1]! != "VARCHAR").Select(type => $"{type[1]} {type[0]}"));
        var rows = files.Query($"SELECT * FROM {files.Parquet}");
        Assert.Equal(2, rows.Count);
        Assert.DoesNotContain(null, rows[0]);
        Assert.Equal([true, 2, "secret"], [rows[0][22], rows[0][25], rows[0][31]]);
        Assert.Equal(new DateOnly(1969, 7, 20), Assert.IsType<DateOnly>(rows[0][30]));
        // What every row has, and then nothing.
        Assert.Equal(
            ["service", "document", "version", "context", "catalog", "control", "title", "state", "depth", "asOf"],
            MatrixRows.Columns(true).Where((_, at) => rows[1][at] is not null));
        Assert.Equal("", rows[1][3]);
    }

    [SourcesTheory]
    [MemberData(nameof(Examples))]
    public void The_rows_of_an_example_are_the_same_in_csv_ndjson_and_parquet(string name)
    {
        var rows = ExampleRows(name);
        Assert.NotEmpty(rows);
        AssertTheSame(rows);
    }

    [Fact]
    public void Any_text_is_the_same_in_csv_ndjson_and_parquet()
    {
        AssertTheSame([.. Texts.Select(text => Full with { Text = text, Title = text, Reason = text, Component = text }), Gap]);
        AssertTheSame([Gap, Gap]);
        AssertTheSame([Full with { Effective = DateOnly.MinValue, Expires = DateOnly.MaxValue, Done = false, Depth = 0 }]);
    }

    [Fact]
    public void No_rows_are_a_file_with_columns()
    {
        using var files = new RowFiles([], includeInternal: false);
        Assert.Empty(files.Query($"SELECT * FROM {files.Parquet}"));
        Assert.Equal(MatrixRows.Columns(),
            files.Query($"SELECT column_name FROM (DESCRIBE SELECT * FROM {files.Parquet})").Select(row => (string)row[0]!));
    }

    [SourcesFact]
    public void One_query_answers_the_same_on_all_three()
    {
        using var files = new RowFiles(ExampleRows("crm.matrix.json"), includeInternal: false);
        List<string>[] answers =
        [
            .. new[] { $"read_csv('{files.Csv}')", $"read_json('{files.Ndjson}')", files.Parquet }.Select(source => Text(files.Query(
                $"""
                SELECT catalog, state, side, count(*), count(DISTINCT control), sum(CASE WHEN done THEN 1 ELSE 0 END), sum(depth),
                    min("asOf") FROM {source} WHERE "asOf" >= DATE '2026-01-01' GROUP BY ALL ORDER BY ALL
                """))),
        ];
        Assert.True(answers[0].Count > 2);
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }

    [Fact]
    public async Task Groups_follow_each_other_and_the_same_rows_give_the_same_bytes()
    {
        const int Count = 150_000;
        static IEnumerable<MatrixRow> Rows() =>
            Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? Gap with { Control = $"c.{i}" } : Full with { Control = $"c.{i}" });

        using var files = new RowFiles(Rows(), includeInternal: false, formats: "parquet");
        Assert.Equal($"{Count}|{Count}|{Count / 3}", Text(files.Query(
            $"SELECT count(*), count(DISTINCT control), count(*) - count(party) FROM {files.Parquet}")).Single());
        Assert.True(
            (long)files.Query($"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{files.ParquetPath}')")[0][0]! > 1);

        // A pipe has no position of its own.
        var wanted = await File.ReadAllBytesAsync(files.ParquetPath);
        using var again = new Pipe();
        await MatrixRows.WriteParquetAsync(Slowly(Rows()), again);
        Assert.Equal(wanted, again.Written);

        static async IAsyncEnumerable<MatrixRow> Slowly(IEnumerable<MatrixRow> rows)
        {
            await Task.Yield();
            foreach (var row in rows) yield return row;
        }
    }

    [Fact]
    public void Long_texts_end_a_group_early()
    {
        var text = new string('x', 1 << 20);
        using var files = new RowFiles(Enumerable.Range(0, 40).Select(i => Full with { Text = $"{i}{text}" }), false, "parquet");
        Assert.InRange(
            (long)files.Query($"SELECT count(DISTINCT row_group_id) FROM parquet_metadata('{files.ParquetPath}')")[0][0]!, 2, 5);
        Assert.Equal(40L, files.Query($"SELECT count(DISTINCT text) FROM {files.Parquet}")[0][0]);
    }

    [Fact]
    public void A_writing_that_is_broken_off_leaves_no_file_that_reads_as_whole()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new MemoryStream();
        Assert.Throws<OperationCanceledException>(() => MatrixRows.WriteParquet(Rows(), output, false, cancellation.Token));
        Assert.False(output.ToArray().AsSpan().EndsWith("PAR1"u8) && output.Length > 4);
        Assert.True(output.CanWrite);

        IEnumerable<MatrixRow> Rows()
        {
            for (var i = 0; i < 70_000; i++) yield return Full;
            cancellation.Cancel();
            yield return Full;
        }
    }

    private static void AssertTheSame(IReadOnlyList<MatrixRow> rows)
    {
        using var files = new RowFiles(rows, includeInternal: false);
        var columns = string.Join(", ", MatrixRows.Columns().Select(name => $"\"{name}\": 'VARCHAR'"));
        var csv = files.Query(
            $"SELECT * FROM read_csv('{files.Csv}', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')");
        var json = files.Query($"SELECT * FROM read_json('{files.Ndjson}', format = 'newline_delimited', columns = {{{columns}}})");
        var parquet = files.Query($"SELECT * FROM {files.Parquet}");
        Assert.Equal(rows.Count, parquet.Count);
        Assert.Equal(Text(json), Text(parquet));
        // CSV alone has an apostrophe before what could begin a formula, and cannot tell null from an empty text.
        Assert.Equal(Text(csv.Select(row => row.Select(cell => cell is string text ? CsvWriter.Unguarded(text) : ""))),
            Text(parquet.Select(row => row.Select(cell => cell ?? ""))));
    }

    private static List<string> Text(IEnumerable<IEnumerable<object?>> rows) =>
        [.. rows.Select(row => string.Join('|', row.Select(value => value switch
        {
            null => "(null)",
            bool isTrue => isTrue ? "true" : "false",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        })))];

    private static List<MatrixRow> ExampleRows(string name)
    {
        var folder = Path.Combine(Folders.Repository!, "schemas", "examples");
        var documents = DocumentSet.BuiltIn;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var read = DocumentReader.Load(File.ReadAllBytes(file));
            if (read.Catalog?.Document is { } catalog) documents = documents.Add(catalog);
            if (read.Matrix?.Document is { } other) documents = documents.Add(other);
        }
        var matrix = DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(folder, name))).Document!;
        var resolver = new Resolver(matrix, new() { Documents = documents });
        var context = new ResolutionContext
        {
            ServiceModel = resolver.ServiceModels[0],
            AsOf = AsOf,
            Parameters = new(resolver.Parameters.Select(parameter => KeyValuePair.Create(parameter.Id, parameter.Values[0]))),
        };
        return [.. MatrixRows.Of(resolver.Resolve(context), matrix)];
    }

    /// <summary>A stream that can only be written to.</summary>
    private sealed class Pipe : Stream
    {
        private readonly MemoryStream _written = new();

        public byte[] Written => _written.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _written.Write(buffer, offset, count);
    }

    /// <summary>Rows in files, and a database that reads them.</summary>
    private sealed class RowFiles : IDisposable
    {
        private readonly DuckDb _database = new();

        public RowFiles(IEnumerable<MatrixRow> rows, bool includeInternal, string formats = "csv ndjson parquet")
        {
            if (formats.Contains("csv", StringComparison.Ordinal))
                _database.Write("rows.csv", output => MatrixRows.WriteCsv(rows, output, includeInternal));
            if (formats.Contains("ndjson", StringComparison.Ordinal))
                _database.Write("rows.ndjson", output => MatrixRows.WriteNdjson(rows, output));
            _database.Write("rows.parquet", output => MatrixRows.WriteParquet(rows, output, includeInternal));
        }

        public string Csv => Path.Combine(_database.Folder, "rows.csv");

        public string Ndjson => Path.Combine(_database.Folder, "rows.ndjson");

        public string ParquetPath => Path.Combine(_database.Folder, "rows.parquet");

        public string Parquet => $"read_parquet('{ParquetPath}')";

        public List<object?[]> Query(string sql) => _database.Query(sql);

        public void Dispose() => _database.Dispose();
    }
}
