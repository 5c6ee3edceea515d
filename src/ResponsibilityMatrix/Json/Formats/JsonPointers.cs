namespace ResponsibilityMatrix.Json;

/// <summary>JSON pointers (RFC 6901), absolute and relative ones.</summary>
internal static class JsonPointers
{
    public static bool IsPointer(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.IsEmpty && utf8[0] != '/') return false;
        for (var tilde = utf8.IndexOf((byte)'~'); tilde >= 0; tilde = utf8.IndexOf((byte)'~'))
        {
            utf8 = utf8[(tilde + 1)..];
            if (utf8 is not [(byte)'0' or (byte)'1', ..]) return false;
        }
        return true;
    }

    /// <summary>How many levels up, and then # or a pointer from there.</summary>
    public static bool IsRelative(ReadOnlySpan<byte> utf8)
    {
        var digits = utf8.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = utf8.Length;
        if (digits == 0 || (digits > 1 && utf8[0] == '0')) return false;
        return utf8[digits..] is [(byte)'#'] || IsPointer(utf8[digits..]);
    }
}
