using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>
/// The message of a finding, from an interpolated string. Overlong parts that come from a document are shortened, so that one long id
/// cannot produce thousands of long messages.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct FindingMessage(int literalLength, int formattedCount)
{
    private const int LongestPart = 1_000;
    private const int UsualPart = 16;
    private readonly StringBuilder _text = new(literalLength + (formattedCount * UsualPart));

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string? text)
    {
        if (text is null) return;
        if (text.Length <= LongestPart) _text.Append(text);
        else _text.Append(text, 0, LongestPart - (char.IsHighSurrogate(text[LongestPart - 1]) ? 1 : 0)).Append('…');
    }

    public void AppendFormatted<T>(T value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    public override string ToString() => _text.ToString();
}
