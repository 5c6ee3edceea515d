using System.Globalization;
using ResponsibilityMatrix.Collections;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Rows in a folder for each service and version, read by DuckDB.</summary>
public sealed class PartitionedRowsTests : IDisposable
{
    private static readonly MatrixRow Row = new()
    {
        Service = "crm",
        Document = "urn:x:m",
        Version = "1.0.0",
        Context = "serviceModel=saas",
        Catalog = "local",
        Control = "a.1",
        Title = "T",
        State = "assigned",
        Depth = 0,
        AsOf = new(2026, 11, 24),
        InternalNote = "secret",
    };

    // What strangers may call a service: ways out of a folder, what a shell, a reader or a file system takes for something else.
    private static readonly string[] Ids =
    [
        "crm", "CRM", "Crm", "a.b", "a.", "..", ".", "/etc/passwd", "../../x", "a/b", "a\\b", "C:\\x", "urn:a:b",
        "https://a.example/b?c=d#e",
        "service=x", "%2e%2e", "%", "a b", "a+b", "a&b", "con", "NUL.txt", "null", "NULL", "__HIVE_DEFAULT_PARTITION__", "_x", "-x", "~",
        "'; DROP TABLE rows; --", "\"", "*", "<a>|", "2024", "2024-01-01", "1.50", "true", "Zürich", "サービス", "👷", new('x', 247),
    ];

    private readonly DuckDb _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData(RowFormat.Parquet, "read_parquet('parts/*/*/*.parquet'")]
    [InlineData(RowFormat.Ndjson, "read_json('parts/*/*/*.ndjson', format = 'newline_delimited', columns = {COLUMNS}")]
    [InlineData(RowFormat.Csv, "read_csv('parts/*/*/*.csv', header = true, columns = {COLUMNS}, nullstr = ''")]
    public void A_database_reads_the_same_rows_as_from_one_file(RowFormat format, string source)
    {
        List<MatrixRow> rows = [.. Ids.SelectMany(id => new[] { "1.10.0", "2.0.0-RC.1+b.5", "2.0.0-rc.1+b.5" }
            .SelectMany(version => new[] { "a.1", "a.2" }.Select(control =>
                Row with { Service = id, Version = version, Control = control, Text = $"{id} {version}" })))];
        _database.Write("rows.parquet", output => MatrixRows.WriteParquet(rows, output));
        List<string> paths = [];
        MatrixRows.WritePartitioned(rows, format, path =>
        {
            paths.Add(path);
            return _database.Open($"parts/{path}");
        });
        Assert.Equal(Ids.Length * 3, paths.Count);
        var parts = MatrixRows.Columns().Where(name => name is not ("service" or "version")).ToList();
        source = source.Replace("COLUMNS", string.Join(", ", parts.Select(name => $"\"{name}\": '{TypeOf(name)}'")),
            StringComparison.Ordinal) + ", hive_partitioning = true, hive_types_autocast = false)";
        // An apostrophe in CSV keeps programs from taking a cell for a formula.
        var columns = string.Join(", ", MatrixRows.Columns().Select(name => format == RowFormat.Csv && name == "text" ? "NULL"
            : $"\"{name}\""));
        Assert.Equal(Ask($"SELECT {columns} FROM 'rows.parquet' ORDER BY ALL"), Ask($"SELECT {columns} FROM {source} ORDER BY ALL"));
        if (format == RowFormat.Parquet)
            Assert.Equal(parts.Order(StringComparer.Ordinal), _database.Query(
                $"SELECT DISTINCT name FROM parquet_schema('parts/{paths[0]}') WHERE type IS NOT NULL")
                .Select(row => (string)row[0]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_path_leaves_its_folder_or_is_anothers()
    {
        var paths = PathsOf(Ids);
        Assert.All(paths, path =>
        {
            var parts = path.Split('/');
            Assert.Equal(3, parts.Length);
            Assert.StartsWith("service=", parts[0], StringComparison.Ordinal);
            Assert.Equal(("version=1.0.0", "rows.parquet"), (parts[1], parts[2]));
            Assert.DoesNotContain(parts[0]["service=".Length..], part => char.IsControl(part) || "\\:*?\"<>|=#' ".Contains(part));
            Assert.False(parts[0].EndsWith('.'));
        });
        Assert.Equal(paths.Count, paths.Distinct(StringComparer.InvariantCultureIgnoreCase).Count());
        Assert.Equal("service=a%2Fb/version=1.0.0/rows.parquet", Assert.Single(PathsOf("a/b")));
        Assert.Equal(["service=CRM/version=1.0.0/rows.parquet", "service=%63%72%6D/version=1.0.0/rows.parquet"], PathsOf("CRM", "crm"));
    }

    [Theory]
    [InlineData("x", "y", "x")]
    [InlineData("é", "É")]
    [InlineData("LONG")]
    public void What_cannot_be_written_so_is_told(params string[] ids) =>
        Assert.Throws<ArgumentException>(() => PathsOf([.. ids.Select(id => id == "LONG" ? new string('x', 248) : id)]));

    [Fact]
    public void Notes_are_only_there_when_asked_for()
    {
        foreach (var format in Enum.GetValues<RowFormat>())
            foreach (var includesInternal in new[] { false, true })
            {
                using var written = new MemoryStream();
                MatrixRows.WritePartitioned([Row], format, _ => written, includesInternal);
                Assert.Equal(includesInternal, written.ToArray().AsSpan().IndexOf("secret"u8) >= 0);
            }
    }

    private static List<string> PathsOf(params string[] ids)
    {
        List<string> paths = [];
        MatrixRows.WritePartitioned(ids.Select(id => Row with { Service = id }), RowFormat.Parquet, path =>
        {
            paths.Add(path);
            return new MemoryStream();
        });
        return paths;
    }

    private static string TypeOf(string column) => column switch
    {
        "asOf" or "effective" or "reviewBy" or "expires" => "DATE",
        "depth" => "INTEGER",
        "done" => "BOOLEAN",
        _ => "VARCHAR",
    };

    private ValueList<string> Ask(string sql) => _database.Query(sql).Select(row => string.Join('|', row.Select(value => value switch
    {
        null => "(null)",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }))).ToValueList();
}
