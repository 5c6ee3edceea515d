namespace ResponsibilityMatrix.Tables;

/// <summary>
/// A pattern of words: <c>*</c> stands for any text, <c>{name}</c> for a variable; one that has no value takes what stands there. Matching
/// costs time in proportion to the text for each star.
/// </summary>
internal sealed class WordPattern
{
    // A wildcard between each two literals; a capture has a name.
    private readonly string[] _literals;
    private readonly string?[] _captures;

    private WordPattern(string[] literals, string?[] captures) => (_literals, _captures) = (literals, captures);

    /// <summary>Whether it matches one text alone.</summary>
    public bool IsLiteral => _captures.Length == 0;

    /// <summary>Whether it matches a cell without a text, and nothing else.</summary>
    public bool IsEmpty => IsLiteral && _literals[0].Length == 0;

    /// <summary>The text of a pattern without wildcards.</summary>
    public string Literal => _literals[0];

    /// <summary>Parses a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="variables">The value of a variable, or null.</param>
    public static WordPattern Parse(string pattern, Func<string, string?> variables)
    {
        List<string> literals = [];
        List<string?> captures = [];
        var literal = "";
        foreach (var piece in Template.Pieces(pattern))
        {
            if (piece.Name is { } name && variables(name) is not { } value) End(name);
            else if (piece.Name is not null) literal += variables(piece.Name);
            else
            {
                var parts = piece.Text.Split('*');
                literal += parts[0];
                foreach (var part in parts.Skip(1))
                {
                    End(null);
                    literal = part;
                }
            }
        }
        literals.Add(CellWords.Collapsed(literal));
        literals[0] = literals[0].TrimStart();
        literals[^1] = literals[^1].TrimEnd();
        return new([.. literals], [.. captures]);

        void End(string? capture)
        {
            literals.Add(CellWords.Collapsed(literal));
            captures.Add(capture);
            literal = "";
        }
    }

    /// <summary>Parses patterns.</summary>
    public static WordPattern[] Parse(IEnumerable<string> patterns, Func<string, string?> variables) =>
        [.. patterns.Select(pattern => Parse(pattern, variables))];

    /// <summary>Whether a text matches, as <see cref="CellWords.Compared"/> gives it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="captured">Receives what the variables without a value take, or null.</param>
    public bool Matches(string text, Action<string, string>? captured = null)
    {
        const StringComparison SameWord = StringComparison.OrdinalIgnoreCase;
        if (IsLiteral) return string.Equals(text, _literals[0], SameWord);
        if (!text.StartsWith(_literals[0], SameWord)) return false;
        var at = _literals[0].Length;
        for (var i = 1; i < _literals.Length; i++)
        {
            // What a variable takes is never empty.
            var from = at + (_captures[i - 1] is null ? 0 : 1);
            if (from > text.Length) return false;
            var found = i == _literals.Length - 1 ? text.Length - _literals[i].Length : text.IndexOf(_literals[i], from, SameWord);
            if (found < from || (i == _literals.Length - 1 && !text.EndsWith(_literals[i], SameWord))) return false;
            if (_captures[i - 1] is { } name) captured?.Invoke(name, text[at..found].Trim());
            at = found + _literals[i].Length;
        }
        return true;
    }
}

/// <summary>Patterns of words.</summary>
internal static class WordPatternExtensions
{
    /// <summary>Whether one of the patterns matches.</summary>
    public static bool Match(this WordPattern[] patterns, string text)
    {
        foreach (var pattern in patterns)
            if (pattern.Matches(text)) return true;
        return false;
    }
}
