namespace ResponsibilityMatrix.Json;

/// <summary>Decides whether a text has a match of a pattern. Immutable and thread-safe.</summary>
internal abstract class PatternMatcher
{
    /// <summary>Whether a match stands anywhere in the text; what is no UTF-8 is read as U+FFFD.</summary>
    public abstract PatternResult IsMatch(ReadOnlySpan<byte> utf8);
}
