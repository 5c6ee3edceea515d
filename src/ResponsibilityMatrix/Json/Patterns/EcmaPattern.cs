using System.Diagnostics.CodeAnalysis;
using System.Text;

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
/// JSON Schema use it. Immutable and thread-safe.
/// </summary>
internal sealed class EcmaPattern
{
    private readonly PatternNode _tree;
    // Not every pattern of a schema meets a text. Two threads that come first both prepare one, and either will do.
    private PatternMatcher? _matcher;

    private EcmaPattern(string text, PatternNode tree)
    {
        Text = text;
        _tree = tree;
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern, or says in a sentence what is wrong with it and at which character, counting from one.</summary>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out EcmaPattern? compiled, [NotNullWhen(false)] out string? problem)
    {
        compiled = PatternParser.TryParse(pattern, out var tree, out problem) ? new EcmaPattern(pattern, tree) : null;
        return compiled is not null;
    }

    /// <summary>Whether a match stands anywhere in a text.</summary>
    public PatternResult IsMatch(ReadOnlySpan<byte> utf8) => (_matcher ??= Prepare()).IsMatch(utf8);

    /// <inheritdoc cref="IsMatch(ReadOnlySpan{byte})"/>
    public PatternResult IsMatch(string text)
    {
        Span<byte> buffer = stackalloc byte[256];
        return IsMatch(Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(text));
    }

    private PatternMatcher Prepare() => (PatternMatcher?)PatternAutomaton.TryBuild(_tree) ?? new PatternBacktracker(_tree);
}
