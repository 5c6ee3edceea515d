using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix;

/// <summary>
/// Writes documents and answers as JSON, in the shapes that the published schemas describe: indented, with line feeds, a final new line,
/// and escapes only where JSON needs them and for invisible characters. The same value gives the same bytes. Any type of
/// <see cref="MatrixJsonContext"/> can be written, and an application's own types with their metadata. Thread-safe.
/// <para>Documents are not validated: for an invalid one built in code, it writes text in which the reader finds the errors. Members with
/// their default value are omitted; members of a later format version are written back to their places. A document that was read without
/// errors equals the one read from the written text.</para>
/// </summary>
/// <example><code>
/// var utf8 = MatrixJson.ToUtf8Bytes(matrix);
/// var same = DocumentReader.Load&lt;Matrix&gt;(utf8).Document;
/// </code></example>
public static class MatrixJson
{
    // Large enough for the pool to keep all the buffers of an answer.
    private const int BufferSize = 64 * 1024;

    // The serializer only writes complete values.
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = VisibleEncoder.Instance, SkipValidation = true, MaxDepth = int.MaxValue };

    /// <summary>Writes a value, with a final new line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">Receives the UTF-8 bytes.</param>
    /// <param name="typeInfo">The metadata of the type; null for a type of <see cref="MatrixJsonContext"/>.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <exception cref="ArgumentNullException">The value or its destination is null.</exception>
    /// <exception cref="NotSupportedException">There is no metadata, and the type is not in the context.</exception>
    /// <exception cref="JsonException">An extension, or a member of a later version, contains text that is not JSON; or a text contains an
    /// unpaired surrogate.</exception>
    public static void Write<T>(T value, IBufferWriter<byte> output, JsonTypeInfo<T>? typeInfo = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var writer = new Utf8JsonWriter(output, Options)) Write(value, writer, typeInfo);
        output.Write("\n"u8);
    }

    /// <summary>Writes a value at the writer's position, with the writer's own formatting and escaping.</summary>
    /// <param name="value">The value.</param>
    /// <param name="writer">The writer.</param>
    /// <param name="typeInfo">The metadata of the type; null for a type of <see cref="MatrixJsonContext"/>.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <exception cref="ArgumentNullException">The value or its destination is null.</exception>
    /// <exception cref="NotSupportedException">There is no metadata, and the type is not in the context.</exception>
    /// <exception cref="JsonException">An extension, or a member of a later version, contains text that is not JSON; or a text contains an
    /// unpaired surrogate.</exception>
    public static void Write<T>(T value, Utf8JsonWriter writer, JsonTypeInfo<T>? typeInfo = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null) throw new ArgumentNullException(nameof(value));
        if (value is Matrix { Unrecognized.Count: > 0 } matrix) LaterMembers.Write(matrix, writer);
        else JsonSerializer.Serialize(writer, value, typeInfo ?? TypeInfo<T>());
    }

    /// <summary>Writes a value to a stream, with a final new line. The stream stays open.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">The stream that receives the UTF-8 bytes.</param>
    /// <param name="typeInfo">The metadata of the type; null for a type of <see cref="MatrixJsonContext"/>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <exception cref="ArgumentNullException">The value or its destination is null.</exception>
    /// <exception cref="NotSupportedException">There is no metadata, and the type is not in the context.</exception>
    /// <exception cref="JsonException">An extension, or a member of a later version, contains text that is not JSON; or a text contains an
    /// unpaired surrogate.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task WriteAsync<T>(
        T value, Stream output, JsonTypeInfo<T>? typeInfo = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        cancellationToken.ThrowIfCancellationRequested();
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        Write(value, pipe, typeInfo);
        await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
        await pipe.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Converts a value to JSON in UTF-8, with a final new line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">The metadata of the type; null for a type of <see cref="MatrixJsonContext"/>.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <exception cref="ArgumentNullException">The value or its destination is null.</exception>
    /// <exception cref="NotSupportedException">There is no metadata, and the type is not in the context.</exception>
    /// <exception cref="JsonException">An extension, or a member of a later version, contains text that is not JSON; or a text contains an
    /// unpaired surrogate.</exception>
    public static byte[] ToUtf8Bytes<T>(T value, JsonTypeInfo<T>? typeInfo = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(value, output, typeInfo);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Returns the canonical bytes of a JSON text (RFC 8785). As in the standard, each number becomes the nearest double, so
    /// different numbers can have the same bytes; see <see cref="Digest"/>.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="FormatException">The text is not JSON, has a duplicate member, or has a number that is out of range.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8) => CanonicalJson.Canonicalize(utf8);

    /// <summary>
    /// The digest of a JSON text: <c>sha256-</c> and the lower-case hexadecimal SHA-256 of its canonical bytes. Texts with different
    /// content never have the same digest: a text with a number that a double does not hold exactly has none.
    /// </summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="FormatException">
    /// As for <see cref="Canonicalize(ReadOnlyMemory{byte})"/>, or a number has more digits than its canonical form.
    /// </exception>
    public static string Digest(ReadOnlyMemory<byte> utf8) => CanonicalJson.Digest(utf8);

    /// <summary>The published JSON Schema for a kind of document, in UTF-8, for editors and other validators. Documents refer to it by a
    /// relative path in <c>$schema</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is <see cref="DocumentKind.Unknown"/> or not defined.</exception>
    public static ReadOnlyMemory<byte> SchemaOf(DocumentKind kind) => PublishedSchema.Of(kind);

    /// <summary>The usual file name of the schema for a kind of document, such as <c>matrix.schema.json</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is <see cref="DocumentKind.Unknown"/> or not defined.</exception>
    public static string SchemaFileNameOf(DocumentKind kind) => PublishedSchema.FileNameOf(kind);

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>?)MatrixJsonContext.Default.GetTypeInfo(typeof(T))
        ?? throw new NotSupportedException($"{typeof(T)} is no document and no answer that is written as JSON.");
}
