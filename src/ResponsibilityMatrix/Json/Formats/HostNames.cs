using System.Buffers;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>Names of hosts: RFC 1123 for those of ASCII, IDNA 2008 (RFC 5890 to 5893) for the others.</summary>
internal static class HostNames
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private const int MostBytesOfCharacter = 4;

    /// <summary>Letters, digits and hyphens; what such a name encodes must be an international one.</summary>
    public static bool IsAscii(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName) return false;
        var isEncoded = false;
        var labelAt = 0;
        for (var i = 0; i <= utf8.Length; i++)
        {
            if (i == utf8.Length || utf8[i] == '.')
            {
                var label = utf8[labelAt..i];
                if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-') return false;
                isEncoded |= label.Length >= 4 && (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n' && label[2] == '-'
                    && label[3] == '-';
                labelAt = i + 1;
            }
            else if (utf8[i] != '-' && !char.IsAsciiLetterOrDigit((char)utf8[i]))
            {
                return false;
            }
        }
        return !isEncoded || IsInternational(utf8);
    }

    /// <summary>The same with the letters of all scripts; three other full stops part the labels too.</summary>
    public static bool IsInternational(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestName * MostBytesOfCharacter) return false;
        List<int> label = [];
        List<int[]> labels = [];
        var encodedLength = -1;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var length) != OperationStatus.Done) return false;
            utf8 = utf8[length..];
            if (rune.Value is not ('.' or 0x3002 or 0xFF0E or 0xFF61))
            {
                label.Add(rune.Value);
                continue;
            }
            if (!EndLabel()) return false;
        }
        return EndLabel() && encodedLength <= LongestName
            && (!labels.Exists(IdnaLabels.IsRightToLeft) || labels.TrueForAll(IdnaLabels.KeepsDirection));

        bool EndLabel()
        {
            if (label.Count is 0 or > LongestLabel || !TryReadLabel([.. label], out var characters, out var length)) return false;
            encodedLength += length + 1;
            labels.Add(characters);
            label.Clear();
            return true;
        }
    }

    // The characters that a label stands for, and how long it is in ASCII.
    private static bool TryReadLabel(int[] label, out int[] characters, out int length)
    {
        (characters, length) = (label, label.Length);
        if (Array.Exists(label, character => character >= 0x80))
        {
            length = Punycode.Prefix.Length + Punycode.Encode(label).Length;
            return length <= LongestLabel && IdnaLabels.IsValid(label);
        }
        for (var i = 0; i < label.Length; i++)
        {
            if (label[i] != '-' && !char.IsAsciiLetterOrDigit((char)label[i])) return false;
            if (char.IsAsciiLetterUpper((char)label[i])) label[i] |= 0x20;
        }
        if (!label.AsSpan().StartsWith(Punycode.Prefix))
            return label[0] != '-' && label[^1] != '-' && label.AsSpan() is not [_, _, '-', '-', ..];
        var encoded = label.AsSpan(Punycode.Prefix.Length);
        if (Punycode.Decode(encoded) is not { } decoded) return false;
        characters = decoded;
        return Array.Exists(decoded, character => character >= 0x80) && Punycode.Encode(decoded).AsSpan().SequenceEqual(encoded)
            && IdnaLabels.IsValid(decoded);
    }
}
