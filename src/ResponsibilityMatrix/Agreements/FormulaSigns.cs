using System.Buffers;
using System.Globalization;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The signs with which a spreadsheet program begins a formula. The package that writes tables compiles this file too.</summary>
internal static class FormulaSigns
{
    /// <summary>The signs. Wide and small forms stand for the plain ones where people write Chinese, Japanese or Korean.</summary>
    public static SearchValues<char> Values { get; } = SearchValues.Create("=+-@＝＋－＠﹦﹢﹣﹫");

    /// <summary>Whether a spreadsheet program may take a text for a formula: whether it begins, after blanks, with one of the
    /// signs.</summary>
    public static bool BeginFormula(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && IsBlank(text[at])) at++;
        return at < text.Length && Values.Contains(text[at]);
    }

    /// <summary>Whether a program may pass over a character where a formula begins.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
