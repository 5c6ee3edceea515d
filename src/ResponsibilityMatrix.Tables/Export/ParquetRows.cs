using System.Text.Json.Serialization.Metadata;
using Parquet;
using Parquet.Schema;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Writes rows as Parquet, a row group at a time, so that memory holds one group only. The same rows give the same bytes. For one thread.
/// </summary>
internal sealed class ParquetRows
{
    // A group ends at whichever comes first: texts may be long.
    private const int MaxRows = 65_536;
    private const long MaxCharacters = 16 << 20;

    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Snappy };

    private readonly ParquetWriter _writer;
    private readonly Column[] _columns;
    private int _count;
    private long _characters;

    private ParquetRows(ParquetWriter writer, Column[] columns) => (_writer, _columns) = (writer, columns);

    /// <summary>Begins a file.</summary>
    /// <param name="properties">The columns.</param>
    /// <param name="output">The stream; it stays open.</param>
    /// <param name="isAsynchronous">False to do all at once: every task that is given out has ended then.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public static async Task<ParquetRows> CreateAsync(
        JsonPropertyInfo[] properties, Stream output, bool isAsynchronous, CancellationToken cancellationToken)
    {
        Column[] columns = [.. properties.Select(Column.Of)];
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        var writer = await ParquetWriter.CreateAsync(
            schema, new CountingStream(output, isAsynchronous), Options, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new(writer, columns);
    }

    /// <summary>Adds a row.</summary>
    public ValueTask AddAsync(object row, CancellationToken cancellationToken)
    {
        foreach (var column in _columns) _characters += column.Add(row);
        return ++_count < MaxRows && _characters < MaxCharacters ? default : new(FlushAsync(cancellationToken));
    }

    /// <summary>Writes the last rows and the end of the file. A writing that was broken off gets no end, so that nobody takes it for a
    /// whole file.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_count > 0) await FlushAsync(cancellationToken).ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in _columns) await column.WriteAsync(group, cancellationToken).ConfigureAwait(false);
        (_count, _characters) = (0, 0);
    }

    /// <summary>A column, with its values of the group that is gathered.</summary>
    private abstract class Column(JsonPropertyInfo property, Type type, bool isNullable)
    {
        public DataField Field { get; } = new(property.Name, type, isNullable);

        public static Column Of(JsonPropertyInfo property)
        {
            var type = property.PropertyType;
            return type == typeof(string) ? new Texts(property)
                : type == typeof(int) || type == typeof(int?) ? new Values<int>(property, type == typeof(int?))
                : type == typeof(double) || type == typeof(double?) ? new Values<double>(property, type == typeof(double?))
                : type == typeof(bool) || type == typeof(bool?) ? new Values<bool>(property, type == typeof(bool?))
                : type == typeof(DateOnly) || type == typeof(DateOnly?) ? new Values<DateOnly>(property, type == typeof(DateOnly?))
                : throw new NotSupportedException($"A row has a member of type {type}, for which Parquet has no column here.");
        }

        // Returns about how many characters the value holds.
        public abstract int Add(object row);

        public abstract Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken);

        private sealed class Texts(JsonPropertyInfo property) : Column(property, typeof(string), property.IsGetNullable)
        {
            private readonly Func<object, object?> _get = property.Get!;
            private readonly List<string?> _values = [];

            public override int Add(object row)
            {
                var text = (string?)_get(row);
                _values.Add(text);
                return text?.Length ?? 0;
            }

            public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
            {
                await group.WriteAsync(Field, _values!).ConfigureAwait(false);
                _values.Clear();
            }
        }

        private sealed class Values<T>(JsonPropertyInfo property, bool isNullable) : Column(property, typeof(T), isNullable)
            where T : struct
        {
            private readonly Func<object, object?> _get = property.Get!;
            private readonly List<T?> _values = [];

            public override int Add(object row)
            {
                _values.Add((T?)_get(row));
                return 0;
            }

            public override async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellationToken)
            {
                if (Field.IsNullable)
                    await group.WriteAsync<T>(Field, _values.ToArray(), cancellationToken: cancellationToken).ConfigureAwait(false);
                else
                {
                    ReadOnlyMemory<T> values = _values.ConvertAll(value => value!.Value).ToArray();
                    await group.WriteAsync(Field, values, cancellationToken: cancellationToken).ConfigureAwait(false);
                }
                _values.Clear();
            }
        }
    }
}
