using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Writes flat records as CSV, NDJSON and Parquet. Their members are the columns: there is no second list. Rows are read once and written
/// one after another. Thread-safe.
/// </summary>
/// <typeparam name="T">The record of a row: its members are texts, numbers, dates and truth values.</typeparam>
internal sealed class RowTable<T> where T : class
{
    private readonly JsonTypeInfo<T> _type;
    private readonly JsonPropertyInfo[] _columns;

    /// <summary>Creates a table.</summary>
    /// <param name="type">The record.</param>
    /// <param name="leftOut">Its members that are no columns.</param>
    public RowTable(JsonTypeInfo<T> type, params string[] leftOut)
    {
        _type = leftOut.Length == 0 ? type : Without(type, leftOut);
        _columns = [.. _type.Properties];
    }

    /// <summary>The names of the columns, in order.</summary>
    public ValueList<string> Columns => _columns.Select(column => column.Name).ToValueList();

    /// <summary>Writes rows in a format.</summary>
    public void Write(IEnumerable<T> rows, RowFormat format, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        switch (format)
        {
            case RowFormat.Csv: WriteCsv(rows, output, cancellationToken); break;
            case RowFormat.Ndjson: WriteNdjson(rows, output, cancellationToken); break;
            case RowFormat.Parquet: WriteParquet(rows, output, cancellationToken); break;
            default: throw new ArgumentOutOfRangeException(nameof(format));
        }
    }

    /// <summary>Writes rows as Parquet as they come in.</summary>
    public async Task WriteParquetAsync(IAsyncEnumerable<T> rows, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(output);
        var writer = await ParquetRows.CreateAsync(_columns, output, true, cancellationToken).ConfigureAwait(false);
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await writer.AddAsync(row, cancellationToken).ConfigureAwait(false);
        }
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private void WriteCsv(IEnumerable<T> rows, Stream output, CancellationToken cancellationToken)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        writer.Write(CsvWriter.Row(_columns.Select(column => column.Name)));
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(CsvWriter.Row(_columns.Select(column => Cell(column.Get!(row)))));
        }
    }

    private void WriteNdjson(IEnumerable<T> rows, Stream output, CancellationToken cancellationToken)
    {
        using var writer = new Utf8JsonWriter(output, new() { Encoder = VisibleEncoder.Instance });
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            JsonSerializer.Serialize(writer, row, _type);
            writer.Flush();
            writer.Reset();
            output.Write("\n"u8);
        }
    }

    private void WriteParquet(IEnumerable<T> rows, Stream output, CancellationToken cancellationToken)
    {
        // Nothing in this waits: the stream takes all at once.
        WriteAsync().GetAwaiter().GetResult();

        async Task WriteAsync()
        {
            var writer = await ParquetRows.CreateAsync(_columns, output, false, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await writer.AddAsync(row, cancellationToken).ConfigureAwait(false);
            }
            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static JsonTypeInfo<T> Without(JsonTypeInfo<T> type, string[] names) =>
        (JsonTypeInfo<T>)new JsonSerializerOptions(type.Options)
        {
            TypeInfoResolver = type.Options.TypeInfoResolver!.WithAddedModifier(known =>
            {
                foreach (var property in known.Properties.Where(property => names.Contains(property.Name)).ToList())
                    known.Properties.Remove(property);
            }),
        }.GetTypeInfo(typeof(T));

    private static string? Cell(object? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
