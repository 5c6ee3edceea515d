using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>
/// The sentence of a finding, put together from an interpolated string, with its format and arguments. An argument that comes from a
/// document is cut where it is longer than anybody reads: one long id must not make thousands of long messages.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct FindingMessage(int literalLength, int formattedCount)
{
    private const int LongestPart = 1_000;
    private const int UsualPart = 16;
    private readonly StringBuilder _text = new(literalLength + (formattedCount * UsualPart));
    private readonly StringBuilder _format = new(literalLength + (formattedCount * 3));
    private readonly List<string> _arguments = new(formattedCount);

    public void AppendLiteral(string text)
    {
        _text.Append(text);
        _format.Append(MessageParts.Escape(text));
    }

    public void AppendFormatted(string? text)
    {
        if (text is null) return;
        if (text.Length > LongestPart)
            text = string.Concat(text.AsSpan(0, LongestPart - (char.IsHighSurrogate(text[LongestPart - 1]) ? 1 : 0)), "…");
        _text.Append(text);
        _format.Append(CultureInfo.InvariantCulture, $"{{{_arguments.Count}}}");
        _arguments.Add(text);
    }

    public void AppendFormatted(Suggestion suggestion)
    {
        if (suggestion.Name is null) return;
        AppendLiteral(Suggestion.Before);
        AppendFormatted(suggestion.Name);
        AppendLiteral(Suggestion.After);
    }

    public void AppendFormatted<T>(T value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>A sentence that was put together before.</summary>
    public static implicit operator FindingMessage(string text)
    {
        var message = new FindingMessage(text.Length, 0);
        message.AppendLiteral(text);
        return message;
    }

    /// <summary>The sentence with its parts.</summary>
    public FindingText ToText() => new(_text.ToString(), _arguments.Count == 0 ? default
        : new MessageParts(MessageParts.Shared(_format.ToString()), _arguments.ToValueList()));
}

/// <summary>The sentence of a finding, with how it is put together.</summary>
internal readonly record struct FindingText(string Text, MessageParts Parts)
{
    /// <summary>The same with a part and a literal text after it.</summary>
    public FindingText With(string part, string literal) => new(Text + part + literal, Parts.With(part, literal));

    /// <summary>The same with a part before its full stop.</summary>
    public FindingText WithEnd(string part) => part.Length == 0 ? this
        : new($"{Text.TrimEnd('.')}{part}.", Parts.WithEnd(part));
}

/// <summary>
/// How a message is put together. All are equal to each other: what a finding says is in its message, however that came about.
/// </summary>
internal readonly struct MessageParts(string format, ValueList<string> arguments) : IEquatable<MessageParts>
{
    // One for each sentence in the code: findings share them.
    private static readonly ConcurrentDictionary<string, string> Formats = new(StringComparer.Ordinal);
    private readonly string? _format = format;

    public ValueList<string> Arguments { get; } = arguments;

    /// <summary>The format; of a message that was given whole, the message.</summary>
    public string FormatOf(string message) => _format ?? Escape(message);

    // Only formats from the code are shared: what was given whole may hold words of documents.
    public MessageParts With(string part, string literal) => _format is null ? default
        : part.Length == 0 ? new(Shared(_format + Escape(literal)), Arguments)
        : new(Shared($"{_format}{{{Arguments.Count.ToString(CultureInfo.InvariantCulture)}}}{Escape(literal)}"), [.. Arguments, part]);

    public MessageParts WithEnd(string part) => _format is ['.'] or [.., not '.', '.']
        ? new(Shared(string.Create(CultureInfo.InvariantCulture, $"{_format[..^1]}{{{Arguments.Count}}}.")), [.. Arguments, part])
            : default;

    public static string Shared(string format) => Formats.GetOrAdd(format, format);

    public static string Escape(string text) => text.AsSpan().ContainsAny('{', '}')
        ? text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal) : text;

    public bool Equals(MessageParts other) => true;

    public override bool Equals(object? obj) => obj is MessageParts;

    public override int GetHashCode() => 0;
}
