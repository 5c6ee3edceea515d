namespace ResponsibilityMatrix.Json;

/// <summary>Code points in letters, digits and hyphens (RFC 3492). Labels are short, so both ways may take the square of their
/// length.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int SmallestThreshold = 1;
    private const int LargestThreshold = 26;
    private const int FirstBias = 72;
    private const int FirstEncoded = 0x80;

    /// <summary>What an encoded label begins with.</summary>
    public static ReadOnlySpan<int> Prefix => ['x', 'n', '-', '-'];

    /// <summary>The code points, or null when the text, which is in small letters, encodes none.</summary>
    public static int[]? Decode(ReadOnlySpan<int> text)
    {
        var delimiter = text.LastIndexOf('-');
        List<int> decoded = [.. text[..Math.Max(delimiter, 0)]];
        long character = FirstEncoded;
        long place = 0;
        var bias = FirstBias;
        for (var at = delimiter + 1; at < text.Length;)
        {
            var before = place;
            long weight = 1;
            for (var k = Base; ; k += Base)
            {
                if (at == text.Length || DigitValue(text[at++]) is not (>= 0 and var digit)) return null;
                place += digit * weight;
                if (place > int.MaxValue) return null;
                var threshold = Threshold(k, bias);
                if (digit < threshold) break;
                weight *= Base - threshold;
            }
            var count = decoded.Count + 1;
            bias = Adapt(place - before, count, before == 0);
            character += place / count;
            place %= count;
            if (character is >= CodePoints.End or >= 0xD800 and <= 0xDFFF) return null;
            decoded.Insert((int)place++, (int)character);
        }
        return [.. decoded];
    }

    /// <summary>The text that encodes some code points.</summary>
    public static int[] Encode(ReadOnlySpan<int> characters)
    {
        List<int> text = [];
        foreach (var character in characters)
            if (character < FirstEncoded) text.Add(character);
        var basic = text.Count;
        if (basic > 0) text.Add('-');

        var last = FirstEncoded;
        long delta = 0;
        var bias = FirstBias;
        for (var done = basic; done < characters.Length; last++, delta++)
        {
            var next = int.MaxValue;
            foreach (var character in characters)
                if (character >= last) next = Math.Min(next, character);
            delta += (long)(next - last) * (done + 1);
            last = next;
            foreach (var character in characters)
            {
                if (character < last) delta++;
                if (character != last) continue;
                AppendNumber(text, delta, bias);
                bias = Adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
        return [.. text];
    }

    private static void AppendNumber(List<int> text, long number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (number < threshold) break;
            text.Add(Digit(threshold + (number - threshold) % (Base - threshold)));
            number = (number - threshold) / (Base - threshold);
        }
        text.Add(Digit(number));
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, SmallestThreshold, LargestThreshold);

    // Section 6.1: numbers near the last one become short.
    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - SmallestThreshold) * LargestThreshold / 2; k += Base) delta /= Base - SmallestThreshold;
        return (int)(k + (Base - SmallestThreshold + 1) * delta / (delta + 38));
    }

    private static int DigitValue(int character) => character switch
    {
        >= 'a' and <= 'z' => character - 'a',
        >= '0' and <= '9' => character - '0' + 26,
        _ => -1,
    };

    private static int Digit(long value) => (int)(value < 26 ? 'a' + value : '0' + value - 26);
}
