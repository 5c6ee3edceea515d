using System.Buffers;
using System.IO.Pipelines;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// The bytes of a document that a result keeps. Places and digests need them after the caller reuses its buffer. Of a text that is too
/// long, only enough is read to know that it exceeds the limit.
/// </summary>
internal static class DocumentBytes
{
    private const int Piece = 64 * 1024;
    // The maximum of unused space at the end of the kept bytes.
    private const int MostUnused = Piece;

    public static ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> utf8, ReaderOptions? options)
    {
        var most = MostOf(options);
        return utf8.Length >= most ? utf8[..most] : utf8.ToArray();
    }

    public static ReadOnlyMemory<byte> Copy(ReadOnlySequence<byte> utf8, ReaderOptions? options)
    {
        var most = MostOf(options);
        return utf8.Length >= most ? utf8.Slice(0, most).ToArray() : utf8.ToArray();
    }

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, ReaderOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var most = MostOf(options);
        // One byte more than the stream has, so that its end is seen without a larger buffer.
        var expected = stream.CanSeek ? stream.Length - stream.Position + 1 : Piece;
        var buffer = new byte[Math.Clamp(expected, 1, most)];
        var count = 0;
        while (count < most)
        {
            if (count == buffer.Length) Array.Resize(ref buffer, Grown(buffer.Length, 1, most));
            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            count += read;
        }
        return Trimmed(buffer, count);
    }

    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        PipeReader pipe, ReaderOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        var most = MostOf(options);
        var buffer = new byte[Math.Min(Piece, most)];
        var count = 0;
        while (count < most)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var taken = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, most - count));
            var length = (int)taken.Length;
            var isEnd = result.IsCompleted && length == result.Buffer.Length;
            if (count + length > buffer.Length) Array.Resize(ref buffer, Grown(buffer.Length, count + length - buffer.Length, most));
            taken.CopyTo(buffer.AsSpan(count));
            count += length;
            pipe.AdvanceTo(taken.End);
            if (result.IsCanceled) throw new OperationCanceledException("A read of the pipe was cancelled.", cancellationToken);
            if (isEnd) break;
        }
        return Trimmed(buffer, count);
    }

    /// <summary>The bytes that a result keeps of an unreadable text; empty if the text is too long.</summary>
    public static ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> utf8, ReaderOptions options) =>
        utf8.Length >= MostOf(options) ? default : utf8;

    // The number of bytes at which a text is too long, even with a byte-order mark.
    private static int MostOf(ReaderOptions? options) =>
        (int)Math.Min(Math.Max(0L, (options ?? ReaderOptions.Default).Limits.MaxBytes) + JsonIndex.ByteOrderMark.Length + 1,
            Array.MaxLength);

    private static int Grown(int length, int needed, int most) => (int)Math.Min(Math.Max(length * 2L, (long)length + needed), most);

    private static ReadOnlyMemory<byte> Trimmed(byte[] buffer, int count)
    {
        if (buffer.Length - count > MostUnused) Array.Resize(ref buffer, count);
        return buffer.AsMemory(0, count);
    }
}
