using System.Buffers;
using System.Text;

namespace ResponsibilityMatrix.Cli;

/// <summary>Passes UTF-8 on to a text writer as it comes, so that a long answer is never in memory as a whole. For one thread.</summary>
internal sealed class Utf8Output(TextWriter output) : IBufferWriter<byte>
{
    private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();
    private byte[] _bytes = new byte[1 << 16];
    private char[] _characters = new char[(1 << 16) + 1];

    public void Advance(int count)
    {
        if (_characters.Length <= count) _characters = new char[count + 1];
        output.Write(_characters, 0, _decoder.GetChars(_bytes, 0, count, _characters, 0));
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length < sizeHint) _bytes = new byte[sizeHint];
        return _bytes;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
