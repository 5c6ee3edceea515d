using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Reading;

/// <summary>The bytes of a document as the result of reading keeps them: places and digests are found in them long after the caller has its
/// buffer back.</summary>
internal static class OwnBytes
{
    private const int LongestMark = 4;

    /// <summary>A copy; what is too long to be read is not copied either.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8, Limits limits) =>
        utf8.Length - LongestMark > limits.MaxBytes ? utf8 : utf8.ToArray();
}
