using System.Globalization;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Which labels of other characters than those of ASCII a domain name may have: the code points of RFC 5892, their contexts, and the
/// directions of RFC 5893. What the base class library has no data for without a culture stands here as ranges of the Unicode Character
/// Database. </summary>
internal static class IdnaLabels
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    // What a letter of a label is for the direction of the text around it.
    private enum Direction
    {
        Left,
        Right,
        EuropeanNumber,
        ArabicNumber,
        Mark,
        Neutral,
    }

    /// <summary>Whether a label that is not of ASCII alone may stand in a name.</summary>
    public static bool IsValid(ReadOnlySpan<int> label)
    {
        if (label.IsEmpty || label[0] == '-' || label[^1] == '-' || label is [_, _, '-', '-', ..]) return false;
        if (IsMark(CharUnicodeInfo.GetUnicodeCategory(label[0]))) return false;
        for (var i = 0; i < label.Length; i++)
            if (!IsValidAt(label, i)) return false;
        return true;
    }

    /// <summary>Whether a label has letters that run from right to left, or Arabic digits.</summary>
    public static bool IsRightToLeft(int[] label) =>
        Array.Exists(label, character => DirectionOf(character) is Direction.Right or Direction.ArabicNumber);

    /// <summary>The rule of RFC 5893, section 2, for each label of a name that has one from right to left.</summary>
    public static bool KeepsDirection(int[] label)
    {
        var first = DirectionOf(label[0]);
        if (first is not (Direction.Left or Direction.Right)) return false;
        var last = first;
        var numbers = Direction.Neutral;
        foreach (var character in label)
        {
            var direction = DirectionOf(character);
            if (direction is Direction.Left or Direction.Right && direction != first) return false;
            if (direction == Direction.ArabicNumber && first == Direction.Left) return false;
            if (direction is Direction.EuropeanNumber or Direction.ArabicNumber && first == Direction.Right)
            {
                if (numbers != Direction.Neutral && numbers != direction) return false;
                numbers = direction;
            }
            if (direction != Direction.Mark) last = direction;
        }
        return last != Direction.Neutral;
    }

    private static bool IsValidAt(ReadOnlySpan<int> label, int at)
    {
        var character = label[at];
        switch (character)
        {
            case 0xDF or 0x3C2 or 0x6FD or 0x6FE or 0xF0B or 0x3007 or '-': return true;
            case 0x640 or 0x7FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B: return false;
            case 0xB7: return at > 0 && label[at - 1] == 'l' && at + 1 < label.Length && label[at + 1] == 'l';
            case 0x375: return at + 1 < label.Length && IsGreek(label[at + 1]);
            case 0x5F3 or 0x5F4: return at > 0 && IsHebrew(label[at - 1]);
            case 0x30FB: return HasJapanese(label);
            case >= 0x660 and <= 0x669: return !label.ContainsAnyInRange(0x6F0, 0x6F9);
            case >= 0x6F0 and <= 0x6F9: return !label.ContainsAnyInRange(0x660, 0x669);
            case NonJoiner: return (at > 0 && Viramas.BinarySearch(label[at - 1]) >= 0) || StandsBetweenJoined(label, at);
            case Joiner: return at > 0 && Viramas.BinarySearch(label[at - 1]) >= 0;
        }
        return CharUnicodeInfo.GetUnicodeCategory(character) switch
        {
            // Of the capital letters only the Cherokee ones are what small letters fold to.
            UnicodeCategory.UppercaseLetter => character is >= 0x13A0 and <= 0x13F5,
            UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !IsIn(Disallowed, character),
            _ => false,
        };
    }

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsGreek(int character) =>
        character is (>= 0x370 and <= 0x3E1 and not 0x37E and not 0x385 and not 0x387) or >= 0x3F0 and <= 0x3FF or >= 0x1F00 and <= 0x1FFE
            or 0xAB65;

    private static bool IsHebrew(int character) => character is >= 0x591 and <= 0x5F4;

    private static bool HasJapanese(ReadOnlySpan<int> label)
    {
        foreach (var character in label)
        {
            if (character is >= 0x3041 and <= 0x3096 or >= 0x309D and <= 0x309F or >= 0x30A1 and <= 0x30FA or 0x30FD or 0x30FE or >= 0x31F0
                and <= 0x31FF) return true;
            if (character is 0x3005 or 0x3007 or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0x1AFF0 and <= 0x1B16F
                or >= 0x20000 and <= 0x323AF) return true;
        }
        return false;
    }

    // RFC 5892, appendix A.1: letters that join on both sides of it, or would but for the marks between.
    private static bool StandsBetweenJoined(ReadOnlySpan<int> label, int at)
    {
        var before = at - 1;
        while (before >= 0 && DirectionOf(label[before]) == Direction.Mark) before--;
        var after = at + 1;
        while (after < label.Length && DirectionOf(label[after]) == Direction.Mark) after++;
        return before >= 0 && after < label.Length && JoinsNext(label[before])
            && (JoinsNext(label[after]) || JoinsOnlyPrevious(label[after]));
    }

    private static bool JoinsNext(int character) =>
        character is 0x620 or 0x626 or 0x628 or >= 0x62A and <= 0x6D3 or >= 0x6FA and <= 0x6FF or >= 0x712 and <= 0x77F or >= 0x7CA
            and <= 0x7EA
            or >= 0x8A0 and <= 0x8C8 or 0x1807 or >= 0x1820 and <= 0x1878 or >= 0x1887 and <= 0x18AA or >= 0xA840 and <= 0xA872
        && CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
        && character is not (0x674 or 0x8AD) && !JoinsOnlyPrevious(character);

    private static bool JoinsOnlyPrevious(int character) =>
        character is (>= 0x622 and <= 0x625) or 0x627 or 0x629 or (>= 0x62F and <= 0x632) or 0x648
        or (>= 0x671 and <= 0x673) or (>= 0x675 and <= 0x677) or (>= 0x688 and <= 0x699) or 0x6C0 or (>= 0x6C3 and <= 0x6CB) or 0x6CD
            or 0x6CF or 0x6D2 or 0x6D3 or 0x6D5
        or 0x6EE or 0x6EF or 0x710 or (>= 0x715 and <= 0x719) or 0x71E or 0x728 or 0x72A or 0x72C or 0x72F or 0x74D
            or (>= 0x759 and <= 0x75B) or 0x76B or 0x76C
        or 0x771 or 0x773 or 0x774 or 0x778 or 0x779 or (>= 0x8AA and <= 0x8AC) or 0x8AE or 0x8B1 or 0x8B2 or 0x8B9;

    private static Direction DirectionOf(int character) => character switch
    {
        (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9) => Direction.EuropeanNumber,
        (>= 0x660 and <= 0x669) or (>= 0x10D30 and <= 0x10D39) => Direction.ArabicNumber,
        '-' or 0xB7 or 0x2B9 or 0x2BA or (>= 0x2C6 and <= 0x2CF) or 0x2EC or 0x375 or NonJoiner or Joiner or 0x2E2F or 0x30FB or 0xA67F
            or (>= 0xA717 and <= 0xA71F) or 0xA788 => Direction.Neutral,
        _ when CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark => Direction.Mark,
        (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF)
            or (>= 0x1E800 and <= 0x1EFFF) => Direction.Right,
        _ => Direction.Left,
    };

    private static bool IsIn(ReadOnlySpan<int> ranges, int character)
    {
        var at = ranges.BinarySearch(character);
        return at >= 0 || ~at % 2 == 1;
    }

    // Marks of combining class 9, which take the vowel from a letter.
    private static ReadOnlySpan<int> Viramas =>
    [
        0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD3B, 0xD3C, 0xD4D, 0xDCA, 0xE3A, 0xEBA, 0xF84, 0x1039, 0x103A, 0x1714,
            0x1715,
        0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA82C, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED,
            0x10A3F,
        0x11046, 0x11070, 0x1107F, 0x110B9, 0x11133, 0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2, 0x115BF, 0x1163F,
            0x116B6,
        0x1172B, 0x11839, 0x1193D, 0x1193E, 0x119E0, 0x11A34, 0x11A47, 0x11A99, 0x11C3F, 0x11D44, 0x11D45, 0x11D97, 0x11F41, 0x11F42,
    ];

    // First and last of what is a small letter, another letter, a digit or a mark, and yet not allowed: its compatibility form or its case
    // folding is another text, it is invisible, an old Hangul jamo, or a mark for symbols or music. A range may run over what is no letter
    // at all.
    private static ReadOnlySpan<int> Disallowed =>
    [
        0xAA, 0xBA, 0x133, 0x133, 0x140, 0x140, 0x149, 0x149, 0x17F, 0x17F, 0x1C6, 0x1CC, 0x1F3, 0x1F3, 0x2B0, 0x2B8, 0x2E0, 0x2E4, 0x340,
            0x341,
        0x343, 0x345, 0x34F, 0x34F, 0x374, 0x374, 0x37A, 0x37A, 0x3D0, 0x3D6, 0x3F0, 0x3F2, 0x3F5, 0x3F5, 0x587, 0x587, 0x675, 0x678, 0x958,
            0x95F,
        0x9DC, 0x9DF, 0xA33, 0xA33, 0xA36, 0xA36, 0xA59, 0xA5B, 0xA5E, 0xA5E, 0xB5C, 0xB5D, 0xE33, 0xE33, 0xEB3, 0xEB3, 0xEDC, 0xEDD, 0xF43,
            0xF43,
        0xF4D, 0xF4D, 0xF52, 0xF52, 0xF57, 0xF57, 0xF5C, 0xF5C, 0xF69, 0xF69, 0xF73, 0xF73, 0xF75, 0xF79, 0xF81, 0xF81, 0xF93, 0xF93, 0xF9D,
            0xF9D,
        0xFA2, 0xFA2, 0xFA7, 0xFA7, 0xFAC, 0xFAC, 0xFB9, 0xFB9, 0x10FC, 0x10FC, 0x1100, 0x11FF, 0x13F8, 0x13FD, 0x17B4, 0x17B5, 0x180B,
            0x180F,
        0x1C80, 0x1C88, 0x1D2C, 0x1D2E, 0x1D30, 0x1D3A, 0x1D3C, 0x1D4D, 0x1D4F, 0x1D6A, 0x1D78, 0x1D78, 0x1D9B, 0x1DBF, 0x1E9A, 0x1E9B,
        0x1F71, 0x1F71, 0x1F73, 0x1F73, 0x1F75, 0x1F75, 0x1F77, 0x1F77, 0x1F79, 0x1F79, 0x1F7B, 0x1F7B, 0x1F7D, 0x1FA7, 0x1FB2, 0x1FB4,
        0x1FB7, 0x1FC4, 0x1FC7, 0x1FC7, 0x1FD3, 0x1FD3, 0x1FE3, 0x1FE3, 0x1FF2, 0x1FF4, 0x1FF7, 0x2149, 0x2C7C, 0x2C7D, 0x2D6F, 0x2D6F,
        0x309F, 0x309F, 0x30FF, 0x30FF, 0x3131, 0x318E, 0xA69C, 0xA69D, 0xA770, 0xA770, 0xA7F2, 0xA7F4, 0xA7F8, 0xA7F9, 0xA960, 0xA97C,
        0xAB5C, 0xAB5F, 0xAB69, 0xABBF, 0xD7B0, 0xFA0D, 0xFA10, 0xFA10, 0xFA12, 0xFA12, 0xFA15, 0xFA1E, 0xFA20, 0xFA20, 0xFA22, 0xFA22,
        0xFA25, 0xFA26, 0xFA2A, 0xFB1D, 0xFB1F, 0xFE0F, 0xFE70, 0xFE72, 0xFE74, 0xFFDC, 0x10781, 0x107BA, 0x1D165, 0x1D7FF, 0x1EE00,
            0x1FBF9,
        0x2F800, 0x2FA1D, 0xE0100, 0xE01EF,
    ];
}
