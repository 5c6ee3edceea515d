using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Json;

/// <summary>The result of matching a pattern.</summary>
internal enum PatternResult
{
    NoMatch,
    Match,

    /// <summary>Not known: the pattern backtracks too much on this text.</summary>
    TimedOut,
}

/// <summary>
/// A regular expression of ECMA-262 in Unicode mode that may match anywhere in a text, as in <c>pattern</c> and <c>patternProperties</c> of
/// JSON Schema; evaluated with .NET's <see cref="Regex"/>. Immutable and thread-safe.
/// </summary>
internal sealed class EcmaPattern
{
    private static readonly TimeSpan LongForBacktracking = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly EcmaTranslation _translation;
    private readonly AsciiShape? _shape;
    // Created on first use, since many patterns of a schema are never used. If two threads both create one, either will do.
    private Regex? _regex;

    private EcmaPattern(EcmaTranslation translation)
    {
        _translation = translation;
        _shape = AsciiShape.TryFind(translation);
    }

    /// <summary>Compiles a pattern, or returns a sentence that states the problem and its character position, counted from 1.</summary>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out EcmaPattern? compiled, [NotNullWhen(false)] out string? problem)
    {
        compiled = EcmaTranslator.TryTranslate(pattern, out var translation, out problem) ? new EcmaPattern(translation) : null;
        return compiled is not null;
    }

    /// <summary>Whether there is a match anywhere in a text.</summary>
    public PatternResult IsMatch(ReadOnlySpan<byte> utf8)
    {
        if (_shape is not null && Ascii.IsValid(utf8)) return _shape.IsMatch(utf8) ? PatternResult.Match : PatternResult.NoMatch;
        char[]? rented = null;
        var text = utf8.Length <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            return IsMatch(text[..Encoding.UTF8.GetChars(utf8, text)]);
        }
        finally
        {
            if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        }
    }

    // The backtracking engine takes microseconds to create, the other one milliseconds, so the latter is used only if required.
    private PatternResult IsMatch(ReadOnlySpan<char> text)
    {
        _regex ??= Make(RegexOptions.CultureInvariant, _translation.IsRegular ? LongForBacktracking : Longest);
        try
        {
            return _regex.IsMatch(text) ? PatternResult.Match : PatternResult.NoMatch;
        }
        // On a few odd patterns the backtracking engine loses its way (.NET 10); there is no answer then either.
        catch (Exception exception) when (exception is RegexMatchTimeoutException or IndexOutOfRangeException)
        {
            var canBeLinear = _translation.IsRegular && (_regex.Options & RegexOptions.NonBacktracking) == 0;
            return canBeLinear && TryMakeLinear() ? IsMatch(text) : PatternResult.TimedOut;
        }
    }

    private bool TryMakeLinear()
    {
        try
        {
            _regex = Make(RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Longest);
            return true;
        }
        catch (NotSupportedException)
        {
            // The automaton would be too large.
            return false;
        }
    }

    private Regex Make(RegexOptions options, TimeSpan timeout) => new(_translation.Pattern, options, timeout);
}
