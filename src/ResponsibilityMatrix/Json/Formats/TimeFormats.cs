namespace ResponsibilityMatrix.Json;

/// <summary>Dates, times and durations of RFC 3339.</summary>
internal static class TimeFormats
{
    private const int DateLength = 10;
    private const int MinutesInDay = 24 * 60;

    public static bool IsDate(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != DateLength || utf8[4] != '-' || utf8[7] != '-') return false;
        var century = TwoDigits(utf8, 0);
        var year = TwoDigits(utf8, 2);
        var month = TwoDigits(utf8, 5);
        var day = TwoDigits(utf8, 8);
        return (century | year) >= 0 && month is >= 1 and <= 12 && day >= 1 && day <= DaysIn(century, year, month);
    }

    public static bool IsDateTime(ReadOnlySpan<byte> utf8) =>
        utf8.Length > DateLength && (utf8[DateLength] | 0x20) == 't' && IsDate(utf8[..DateLength]) && IsTime(utf8[(DateLength + 1)..]);

    /// <summary>The time of a day with its distance from UTC; a leap second is one only where it is 23:59:60 in UTC.</summary>
    public static bool IsTime(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 9 || utf8[2] != ':' || utf8[5] != ':') return false;
        var hour = TwoDigits(utf8, 0);
        var minute = TwoDigits(utf8, 3);
        var second = TwoDigits(utf8, 6);
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60) return false;
        utf8 = utf8[8..];
        if (utf8[0] == '.')
        {
            var digits = utf8[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 1) return false;
            utf8 = utf8[(digits + 1)..];
        }
        if (!TryReadOffset(utf8, out var offset)) return false;
        return second < 60 || (hour * 60 + minute - offset + MinutesInDay) % MinutesInDay == MinutesInDay - 1;
    }

    /// <summary>Appendix A of RFC 3339: no unit may be left out between two others, and weeks stand alone.</summary>
    public static bool IsDuration(ReadOnlySpan<byte> utf8)
    {
        if (utf8 is not [(byte)'P', .. var rest]) return false;
        if (rest is [.. var weeks, (byte)'W']) return AreDigits(weeks);
        var timeAt = rest.IndexOf((byte)'T');
        if (timeAt < 0) return AreUnits(rest, "YMD"u8);
        return (timeAt == 0 || AreUnits(rest[..timeAt], "YMD"u8)) && AreUnits(rest[(timeAt + 1)..], "HMS"u8);
    }

    private static bool AreUnits(ReadOnlySpan<byte> text, ReadOnlySpan<byte> units)
    {
        if (text.IsEmpty) return false;
        var next = -1;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 1) return false;
            var unit = units.IndexOf(text[digits]);
            if (unit < 0 || (next >= 0 && unit != next)) return false;
            next = unit + 1;
            text = text[(digits + 1)..];
        }
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':') return false;
        var (hour, minute) = (TwoDigits(text, 1), TwoDigits(text, 4));
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return hour is >= 0 and <= 23 && minute is >= 0 and <= 59;
    }

    private static int DaysIn(int century, int year, int month) =>
        month == 2 ? (year == 0 ? century : year) % 4 == 0 ? 29 : 28 : 30 + ((month + (month >> 3)) & 1);

    // The number, or -1.
    private static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : -1;
    }
}
