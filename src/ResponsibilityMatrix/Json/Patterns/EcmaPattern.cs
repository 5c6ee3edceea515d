using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Json;

/// <summary>What the search for a pattern came to.</summary>
internal enum PatternResult
{
    NoMatch,
    Match,

    /// <summary>Nobody knows: the pattern backtracks too much on this text.</summary>
    TimedOut,
}

/// <summary>
/// A regular expression of ECMA-262 in Unicode mode, which may match anywhere in a text, as <c>pattern</c> and <c>patternProperties</c> of
/// JSON Schema use it; .NET's <see cref="Regex"/> decides it. Immutable and thread-safe.
/// </summary>
internal sealed class EcmaPattern
{
    private static readonly TimeSpan LongForBacktracking = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private readonly EcmaTranslation _translation;
    private readonly AsciiShape? _shape;
    // Not every pattern of a schema meets a text. Two threads that come first both prepare one, and either will do.
    private Regex? _regex;

    private EcmaPattern(EcmaTranslation translation)
    {
        _translation = translation;
        _shape = AsciiShape.TryFind(translation);
    }

    /// <summary>Reads a pattern, or says in a sentence what is wrong with it and at which character, counting from one.</summary>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out EcmaPattern? compiled, [NotNullWhen(false)] out string? problem)
    {
        compiled = EcmaTranslator.TryTranslate(pattern, out var translation, out problem) ? new EcmaPattern(translation) : null;
        return compiled is not null;
    }

    /// <summary>Whether a match stands anywhere in a text.</summary>
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

    // The engine that backtracks is made ready in microseconds, the other one in milliseconds; so that one comes only where it is needed.
    private PatternResult IsMatch(ReadOnlySpan<char> text)
    {
        _regex ??= Make(RegexOptions.CultureInvariant, _translation.IsRegular ? LongForBacktracking : Longest);
        try
        {
            return _regex.IsMatch(text) ? PatternResult.Match : PatternResult.NoMatch;
        }
        catch (RegexMatchTimeoutException) when (_translation.IsRegular && (_regex.Options & RegexOptions.NonBacktracking) == 0)
        {
            if (!TryMakeLinear()) return PatternResult.TimedOut;
            return IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternResult.TimedOut;
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
            // Its automaton would be too large.
            return false;
        }
    }

    private Regex Make(RegexOptions options, TimeSpan timeout) => new(_translation.Pattern, options, timeout);
}
