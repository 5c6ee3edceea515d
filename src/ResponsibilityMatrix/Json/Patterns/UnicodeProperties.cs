using System.Globalization;

namespace ResponsibilityMatrix.Json;

/// <summary>What <c>\p{…}</c> may name: the general categories under all their names of ECMA-262, and the binary properties that follow
/// from them.</summary>
internal static class UnicodeProperties
{
    private static readonly Dictionary<string, int> Categories = new(StringComparer.Ordinal);

    static UnicodeProperties()
    {
        Name(Mask(UnicodeCategory.UppercaseLetter), "Lu", "Uppercase_Letter");
        Name(Mask(UnicodeCategory.LowercaseLetter), "Ll", "Lowercase_Letter");
        Name(Mask(UnicodeCategory.TitlecaseLetter), "Lt", "Titlecase_Letter");
        Name(Mask(UnicodeCategory.ModifierLetter), "Lm", "Modifier_Letter");
        Name(Mask(UnicodeCategory.OtherLetter), "Lo", "Other_Letter");
        Name(Mask(UnicodeCategory.NonSpacingMark), "Mn", "Nonspacing_Mark");
        Name(Mask(UnicodeCategory.SpacingCombiningMark), "Mc", "Spacing_Mark");
        Name(Mask(UnicodeCategory.EnclosingMark), "Me", "Enclosing_Mark");
        Name(Mask(UnicodeCategory.DecimalDigitNumber), "Nd", "Decimal_Number", "digit");
        Name(Mask(UnicodeCategory.LetterNumber), "Nl", "Letter_Number");
        Name(Mask(UnicodeCategory.OtherNumber), "No", "Other_Number");
        Name(Mask(UnicodeCategory.SpaceSeparator), "Zs", "Space_Separator");
        Name(Mask(UnicodeCategory.LineSeparator), "Zl", "Line_Separator");
        Name(Mask(UnicodeCategory.ParagraphSeparator), "Zp", "Paragraph_Separator");
        Name(Mask(UnicodeCategory.Control), "Cc", "Control", "cntrl");
        Name(Mask(UnicodeCategory.Format), "Cf", "Format");
        Name(Mask(UnicodeCategory.Surrogate), "Cs", "Surrogate");
        Name(Mask(UnicodeCategory.PrivateUse), "Co", "Private_Use");
        Name(Mask(UnicodeCategory.OtherNotAssigned), "Cn", "Unassigned");
        Name(Mask(UnicodeCategory.ConnectorPunctuation), "Pc", "Connector_Punctuation");
        Name(Mask(UnicodeCategory.DashPunctuation), "Pd", "Dash_Punctuation");
        Name(Mask(UnicodeCategory.OpenPunctuation), "Ps", "Open_Punctuation");
        Name(Mask(UnicodeCategory.ClosePunctuation), "Pe", "Close_Punctuation");
        Name(Mask(UnicodeCategory.InitialQuotePunctuation), "Pi", "Initial_Punctuation");
        Name(Mask(UnicodeCategory.FinalQuotePunctuation), "Pf", "Final_Punctuation");
        Name(Mask(UnicodeCategory.OtherPunctuation), "Po", "Other_Punctuation");
        Name(Mask(UnicodeCategory.MathSymbol), "Sm", "Math_Symbol");
        Name(Mask(UnicodeCategory.CurrencySymbol), "Sc", "Currency_Symbol");
        Name(Mask(UnicodeCategory.ModifierSymbol), "Sk", "Modifier_Symbol");
        Name(Mask(UnicodeCategory.OtherSymbol), "So", "Other_Symbol");
        Name(Union("Lu", "Ll", "Lt"), "LC", "Cased_Letter");
        Name(Union("LC", "Lm", "Lo"), "L", "Letter");
        Name(Union("Mn", "Mc", "Me"), "M", "Mark", "Combining_Mark");
        Name(Union("Nd", "Nl", "No"), "N", "Number");
        Name(Union("Zs", "Zl", "Zp"), "Z", "Separator");
        Name(Union("Cc", "Cf", "Cs", "Co", "Cn"), "C", "Other");
        Name(Union("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"), "P", "Punctuation", "punct");
        Name(Union("Sm", "Sc", "Sk", "So"), "S", "Symbol");
    }

    /// <summary>The code points that a property's text, what stands between the braces, names; or null with what is wrong with
    /// it.</summary>
    public static CodePoints? Find(string text, out string? problem)
    {
        problem = null;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = text[..Math.Max(equals, 0)];
        var value = text[(equals + 1)..];
        if (name is "Script" or "sc" or "Script_Extensions" or "scx")
        {
            problem = "names a script, and scripts are not supported; name a general category such as \\p{L}, or list the ranges";
            return null;
        }
        if (equals < 0 || name is "General_Category" or "gc")
        {
            if (Categories.TryGetValue(value, out var mask)) return CodePoints.OfCategories(mask);
            if (equals < 0 && FindBinary(value) is { } found) return found;
        }
        problem = "names no property of characters that is known here; a general category such as \\p{L} or \\p{Letter} is";
        return null;
    }

    private static CodePoints? FindBinary(string name) => name switch
    {
        "Any" => CodePoints.Everything,
        "ASCII" => CodePoints.Of([(0, 0x7F)]),
        "Assigned" => CodePoints.OfCategories(Categories["Cn"]).Complement(),
        "ASCII_Hex_Digit" or "AHex" => CodePoints.Of([('0', '9'), ('A', 'F'), ('a', 'f')]),
        "Hex_Digit" or "Hex" => CodePoints.Of([('0', '9'), ('A', 'F'), ('a', 'f'), (0xFF10, 0xFF19), (0xFF21, 0xFF26), (0xFF41, 0xFF46)]),
        "White_Space" or "space" =>
            CodePoints.Of(
            [(0x9, 0xD), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
            (0x205F, 0x205F), (0x3000, 0x3000)]),
        _ => null,
    };

    private static int Mask(UnicodeCategory category) => 1 << (int)category;

    private static int Union(params ReadOnlySpan<string> names)
    {
        var mask = 0;
        foreach (var name in names) mask |= Categories[name];
        return mask;
    }

    private static void Name(int mask, params ReadOnlySpan<string> names)
    {
        foreach (var name in names) Categories.Add(name, mask);
    }
}
