using DuckDB.NET.Data;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A database in memory with a folder of files that it reads.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public DuckDb()
    {
        _connection.Open();
        Query($"SET file_search_path = '{Folder}'");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    /// <summary>Opens a file of the folder, whose path may have slashes.</summary>
    public Stream Open(string name)
    {
        var path = Path.Combine([Folder, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew);
    }

    public void Write(string name, Action<Stream> write)
    {
        using var output = Open(name);
        write(output);
    }

    public List<object?[]> Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? null : reader.GetValue(at))]);
        return rows;
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
