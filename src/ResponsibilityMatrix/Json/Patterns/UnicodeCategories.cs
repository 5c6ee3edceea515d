namespace ResponsibilityMatrix.Json;

/// <summary>The general categories for <c>\p{…}</c>, under all their ECMA-262 names.</summary>
internal static class UnicodeCategories
{
    // In UnicodeCategory order.
    private static readonly string[] Names =
    [
        "Lu Uppercase_Letter", "Ll Lowercase_Letter", "Lt Titlecase_Letter", "Lm Modifier_Letter", "Lo Other_Letter",
        "Mn Nonspacing_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
        "Zs Space_Separator", "Zl Line_Separator", "Zp Paragraph_Separator", "Cc Control cntrl", "Cf Format", "Cs Surrogate",
        "Co Private_Use", "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Ps Open_Punctuation", "Pe Close_Punctuation",
        "Pi Initial_Punctuation", "Pf Final_Punctuation", "Po Other_Punctuation", "Sm Math_Symbol", "Sc Currency_Symbol",
        "Sk Modifier_Symbol", "So Other_Symbol", "Cn Unassigned",
    ];

    private static readonly string[] Groups =
    [
        "L Letter", "M Mark Combining_Mark", "N Number", "Z Separator", "C Other", "P Punctuation punct", "S Symbol",
    ];

    /// <summary>The code points of the category named between the braces, or null if there is none.</summary>
    public static CodePoints? Find(string text)
    {
        var name = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        if (name.Length < text.Length && text[..^name.Length] is not ("General_Category=" or "gc=")) return null;
        var group = Array.Find(Groups, names => names.Split(' ').Contains(name));
        var mask = name is "LC" or "Cased_Letter" ? 0b111 : 0;
        for (var i = 0; i < Names.Length; i++)
            if (Names[i][0] == group?[0] || Names[i].Split(' ').Contains(name)) mask |= 1 << i;
        return mask == 0 ? null : CodePoints.OfCategories(mask);
    }
}
