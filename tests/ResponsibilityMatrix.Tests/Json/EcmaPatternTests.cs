using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>Patterns mean what ECMA-262 says, though .NET decides them.</summary>
public sealed class EcmaPatternTests
{
    private const string NoCategory =
        "Character 1 of the pattern names no general category such as \\p{L} or \\p{Letter}; other properties and scripts are not " +
            "supported.";

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", true)]
    [InlineData("a", "", false)]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("b$", "abc", false)]
    [InlineData("c$", "abc", true)]
    [InlineData("c$", "abc\n", false)]
    [InlineData("^b", "a\nb", false)]
    [InlineData("^$", "", true)]
    [InlineData("$^", "", true)]
    [InlineData("$^", "a", false)]
    [InlineData("a^b|c$d", "a^bc$d", false)]
    [InlineData("(^|-)a($|-)", "b-a", true)]
    [InlineData("(^|-)a($|-)", "ba", false)]
    [InlineData("^\\S(.*\\S)?$", "a b", true)]
    [InlineData("^\\S(.*\\S)?$", "a b ", false)]
    [InlineData("^\\S(.*\\S)?$", "a\nb", false)]
    [InlineData("^(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*$", "Käse-3", true)]
    [InlineData("^(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*$", "3-Käse", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("[]", "a", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^.$", "\u0085", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[^😀]$", "😁", true)]
    [InlineData("^[^😀]$", "😀", false)]
    [InlineData("^\\u{1F600}+$", "😀😀", true)]
    [InlineData("^\\uD83D\\uDE00$", "😀", true)]
    [InlineData("\\uD83D", "😀", false)]
    [InlineData("^\\x41\\u0042\\cJ\\0$", "AB\n\0", true)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^[\\d-]+$", "1-2", true)]
    [InlineData("^[-a]+$", "-a", true)]
    [InlineData("^a{2}$", "aa", true)]
    [InlineData("^a{2,}?$", "a", false)]
    [InlineData("^a{0}$", "", true)]
    [InlineData("^(?:a|b){1,3}$", "abab", false)]
    [InlineData("^(?:(?:a+|b)?)+$", "", true)]
    [InlineData("^(?:ab(?:)*?){2}$", "ab", false)]
    [InlineData("(?:(?:(?:){0})+)?", "", true)]
    [InlineData("^(?:^|.){2}b$", "ab", true)]
    [InlineData("^(?:^|.){2}b$", "aaab", false)]
    [InlineData("^\\-\\_\\/\\@\\ \\\"$", "-_/@ \"", true)]
    [InlineData("^\\p{Lu}\\P{Lu}$", "Aa", true)]
    [InlineData("^\\p{General_Category=Uppercase_Letter}$", "Ä", true)]
    [InlineData("^[\\p{L}-]$", "ß", true)]
    [InlineData("^[\\w.]+\\W$", "a_0.ß", true)]
    public void A_regular_pattern_matches_as_in_ECMA_262(string pattern, string text, bool isMatch)
    {
        Assert.True(EcmaTranslator.TryTranslate(pattern, out var translation, out var problem), problem);
        Assert.True(translation.IsRegular);
        Assert.Equal(isMatch, Regex.IsMatch(text, translation.Pattern, RegexOptions.CultureInvariant));
        Assert.Equal(isMatch, Regex.IsMatch(text, translation.Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
        Assert.Equal(isMatch ? PatternResult.Match : PatternResult.NoMatch, IsMatch(pattern, text));
    }

    [Theory]
    [InlineData("^(a|b)\\1$", "aa", true)]
    [InlineData("^(a|b)\\1$", "ab", false)]
    [InlineData("^(?<x>a|b)\\k<x>$", "bb", true)]
    [InlineData("^\\k<x>(?<x>a)$", "a", true)]
    [InlineData("^\\1(a)$", "a", true)]
    [InlineData("^(?:(a)|b)\\1$", "b", true)]
    [InlineData("^(?=.*[0-9])(?!.* )[a-z0-9]+$", "abc1", true)]
    [InlineData("^(?=.*[0-9])(?!.* )[a-z0-9]+$", "abc", false)]
    [InlineData("(?<=\\$)\\d+", "$42", true)]
    [InlineData("(?<!\\$)\\b\\d+", "$42", false)]
    [InlineData("(?<=a+)b", "aab", true)]
    [InlineData("\\bé", "é", false)]
    [InlineData("é\\b", "éa", true)]
    [InlineData("^\\B$", "", true)]
    [InlineData("(?<!^)(?!$)", "ab", true)]
    [InlineData("(?<=^.)a", "😀a", true)]
    [InlineData("(?!.)$", "\n", true)]
    [InlineData("^(?:(?!(a))b)*\\1$", "bb", true)]
    [InlineData("^(a*)*\\1$", "aa", true)]
    [InlineData("(?<=\\1(a))b", "aab", true)]
    [InlineData("(?<=(a)\\1)b", "aab", true)]
    [InlineData("(?<=^(\\w+?)(\\w+))c\\1", "abca", true)]
    [InlineData("^(?:(?=(a+))a*b\\1)$", "aabaa", true)]
    [InlineData("^(?=(a+))a*b\\1$", "aaba", false)]
    [InlineData("^(?:a??\\b|b){3,5}$", "ab", false)]
    public void A_pattern_that_is_not_regular_matches_as_in_ECMA_262(string pattern, string text, bool isMatch)
    {
        Assert.True(EcmaTranslator.TryTranslate(pattern, out var translation, out var problem), problem);
        Assert.False(translation.IsRegular);
        Assert.Equal(isMatch ? PatternResult.Match : PatternResult.NoMatch, IsMatch(pattern, text));
    }

    [Theory]
    [InlineData("(", "Character 1 of the pattern opens a group that is not closed.")]
    [InlineData("a)", "Character 2 of the pattern closes no group; write \\) for the character.")]
    [InlineData("^(abc]", "Character 6 of the pattern stands alone; write a backslash before it for the character.")]
    [InlineData("[a", "Character 1 of the pattern opens a class of characters that is not closed by ].")]
    [InlineData("*a", "Character 1 of the pattern repeats nothing that can be repeated; write a backslash before it for the character.")]
    [InlineData("^*", "Character 2 of the pattern repeats nothing that can be repeated; write a backslash before it for the character.")]
    [InlineData(
        "(?=a)*", "Character 6 of the pattern repeats nothing that can be repeated; write a backslash before it for the character.")]
    [InlineData("a**", "Character 3 of the pattern repeats nothing that can be repeated; write a backslash before it for the character.")]
    [InlineData("a{2,1}", "Character 2 of the pattern begins a count whose smallest number is larger than its largest.")]
    [InlineData("a{", "Character 2 of the pattern begins no count such as {2,5}; write \\{ for the character.")]
    [InlineData("\\", "Character 1 of the pattern is a backslash with nothing after it.")]
    [InlineData("[\\", "Character 2 of the pattern is a backslash with nothing after it.")]
    [InlineData("a\\a", "Character 2 of the pattern is no escape of ECMA-262: \\a.")]
    [InlineData("\\Z", "Character 1 of the pattern is no escape of ECMA-262: \\Z.")]
    [InlineData("\\é", "Character 1 of the pattern is no escape of ECMA-262: \\é.")]
    [InlineData("\\01", "Character 1 of the pattern is an octal escape; write \\xHH.")]
    [InlineData("\\1", "Character 1 of the pattern refers to the group 1, and there is no such group.")]
    [InlineData("(a)\\9999999999999", "Character 4 of the pattern refers to the group 9999999999999, and there is no such group.")]
    [InlineData("\\k<a>", "Character 1 of the pattern refers to the group a, and there is no such group.")]
    [InlineData("\\k", "Character 1 of the pattern is no reference to a group such as \\k<name>.")]
    [InlineData("(?<a>.)(?<a>.)", "Character 8 of the pattern opens a second group with the name a.")]
    [InlineData(
        "(?P<n>a)",
        "Character 1 of the pattern opens a group of a kind that ECMA-262 does not have; (?: (?= (?! (?<= (?<! and (?<name> it has.")]
    [InlineData(
        "(?i)a",
        "Character 1 of the pattern opens a group of a kind that ECMA-262 does not have; (?: (?= (?! (?<= (?<! and (?<name> it has.")]
    [InlineData("[b-a]", "Character 2 of the pattern begins a range that runs backwards, b-a.")]
    [InlineData("[\\w-.]", "Character 2 of the pattern begins a range from or to a class of characters, \\w-.; write \\- for a hyphen.")]
    [InlineData("\\xA", "Character 1 of the pattern is no \\x with two hexadecimal digits.")]
    [InlineData("\\u{110000}", "Character 1 of the pattern is no character such as \\u20AC or \\u{1F600}.")]
    [InlineData("\\c1", "Character 1 of the pattern is no control character such as \\cA.")]
    [InlineData("\\p", NoCategory)]
    [InlineData("\\p{Letters}", NoCategory)]
    [InlineData("\\p{Script=Greek}", NoCategory)]
    public void What_is_no_pattern_is_a_sentence_with_the_character_at_fault(string pattern, string problem)
    {
        Assert.False(EcmaPattern.TryCompile(pattern, out var compiled, out var found));
        Assert.Null(compiled);
        Assert.Equal(problem, found);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(?:")]
    [InlineData("(?=")]
    [InlineData("(a|")]
    public void A_pattern_with_very_many_groups_in_groups_is_a_problem(string opening)
    {
        Assert.False(EcmaPattern.TryCompile(string.Concat(Enumerable.Repeat(opening, 100_000)), out _, out var problem));
        Assert.Contains("deeper than 200 others", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_pattern_that_is_read_matches()
    {
        var regular = new string('(', 200) + "a" + string.Concat(Enumerable.Repeat(")*", 200));
        Assert.Equal(PatternResult.Match, IsMatch($"^{regular}$", "aaa"));
        Assert.Equal(PatternResult.Match, IsMatch($"^{regular}$\\b", "a"));
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a*)*$")]
    [InlineData("^([a-z]+.?)+$")]
    public void A_pattern_that_backtracks_without_end_elsewhere_comes_to_an_end(string pattern)
    {
        var text = new string('a', 1_000_000) + "\n!";
        Assert.Equal(PatternResult.NoMatch, IsMatch(pattern, text));
    }

    [Fact]
    public void A_reference_that_backtracks_without_end_times_out()
    {
        Assert.Equal(PatternResult.TimedOut, IsMatch("^(?:(a+)+)+\\1b$", new string('a', 60)));
        Assert.Equal(PatternResult.TimedOut, IsMatch("(?:(?=a)a?)*\\bb$", new string('a', 1_000_000)));
    }

    [Theory]
    [InlineData("^a{0,1000000}$", "aaa", true)]
    [InlineData("^a{1000000}$", "aaa", false)]
    [InlineData("^(?:a{0,1000000}){0,1000000}$", "aaa", true)]
    [InlineData("^(?:(?:){1000000}){1000000}$", "", true)]
    [InlineData("^(?:(?:(?:a?){1000}){1000}){1000}$", "aaa", true)]
    [InlineData("^a{99999999999999999999}$", "aaa", false)]
    [InlineData("^a{2,99999999999999999999}$", "aaa", true)]
    [InlineData("^(?:(?:^){1000000}a)*$", "a", true)]
    [InlineData("^(?:(?:^){1000000}a)*$", "aa", false)]
    [InlineData("(a|b)*a(a|b){20}c", "aababababababababababbc", true)]
    [InlineData("^.{1,4000}x.{1,4000}$", "axa", true)]
    public void A_large_count_is_no_large_automaton(string pattern, string text, bool isMatch)
    {
        Assert.Equal(isMatch ? PatternResult.Match : PatternResult.NoMatch, IsMatch(pattern, text));
    }

    [Fact]
    public void A_pattern_with_very_many_characters_is_read()
    {
        var many = string.Concat(Enumerable.Range(0x4E00, 20_000).Select(character => (char)character));
        Assert.Equal(PatternResult.Match, IsMatch($"^[{many}]+$", "\u4E01\u4E02"));
        Assert.Equal(PatternResult.NoMatch, IsMatch($"^{many}$", "\u4E01\u4E02"));
        Assert.Equal(PatternResult.Match, IsMatch(string.Join('|', many.AsEnumerable()), "\u4E01\u4E02"));
    }

    [Fact]
    public void A_category_has_the_characters_that_NET_puts_into_it()
    {
        for (var category = 0; category < 30; category++)
        {
            var set = CodePoints.OfCategories(1 << category);
            foreach (var (first, last) in set.Ranges)
                Assert.All([first, last], member => Assert.Equal(category, (int)CharUnicodeInfo.GetUnicodeCategory(member)));
            Assert.Equal(set.Ranges, set.Complement().Complement().Ranges);
        }
        Assert.Equal(PatternResult.Match, IsMatch("^\\p{Letter}\\P{L}\\p{gc=Lu}$", "\U00020000\U0001F600\U00010400"));
    }

    [Theory]
    [InlineData("^[a-c]+$")]
    [InlineData("^[a-c][^b]*$")]
    [InlineData("^\\S(.*\\S)?$")]
    [InlineData("^[^a](?:[^b]*[^c])?$")]
    [InlineData("[ab]")]
    [InlineData("[ab]|[^\\x00-\\x7f]")]
    [InlineData("^[c]$|[a]|[^\\x00-\\x7f]")]
    public void A_pattern_of_identifiers_is_judged_as_the_regular_expression_judges_it(string pattern)
    {
        Assert.True(EcmaTranslator.TryTranslate(pattern, out var translation, out _));
        var shape = AsciiShape.TryFind(translation);
        Assert.NotNull(shape);
        foreach (var one in (string[])["", "a", "b", "c", " ", "\n"])
            foreach (var two in (string[])["", "a", "b", "c", " "])
                foreach (var three in (string[])["", "a", "b", "c", " "])
                    Assert.Equal(Regex.IsMatch(one + two + three, translation.Pattern, RegexOptions.CultureInvariant),
                        shape.IsMatch(Encoding.UTF8.GetBytes(one + two + three)));
    }

    private static readonly Gen<string> Characters = AnyOf(
        "a", "b", "c", ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "é", "😀", "[ab]", "[^a]", "[^😀]", "[a-c😀-😂]", "[]", "[^]", "\\n",
            "\\p{L}", "\\P{L}", "\\u2028", "\\uD83D");

    private static readonly Gen<string> RegularAtoms = Gen.Frequency((8, Characters), (1, AnyOf("^", "$", "")));

    private static readonly Gen<string> Quantifiers = AnyOf("*", "+", "?", "*?", "{2}", "{0,2}", "{1,}", "{0}", "{1,3}?");

    private static readonly Gen<string> RegularPatterns = PatternsOf(RegularAtoms);

    private static readonly Gen<string> Texts = AnyOf("a", "b", "c", "1", "_", " ", "\n", "é", "😀", "😁", "\u2028", "\uFEFF").Array[0, 6]
        .Select(string.Concat);

    private static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Gen<string> PatternsOf(Gen<string> atoms)
    {
        var patterns = atoms;
        for (var depth = 0; depth < 3; depth++)
        {
            var inner = patterns;
            patterns = Gen.Frequency(
                (2, Gen.Select(inner, inner, (first, second) => first + second)),
                (1, Gen.Select(inner, inner, (first, second) => $"(?:{first}|{second})")),
                (2, Gen.Select(inner, Quantifiers, (item, quantifier) => $"(?:{item}){quantifier}")),
                (1, inner.Select(item => $"({item})")),
                (1, inner));
        }
        return patterns;
    }

    [Fact]
    public void Looking_ahead_for_a_regular_pattern_is_searching_for_it() => Gen.Select(RegularPatterns, Texts).Sample((pattern, text) =>
    {
        var expected = IsMatch(pattern, text);
        // On a busy machine there may be no answer in time, to look around, which backtracks, above all.
        if (expected == PatternResult.TimedOut) return;
        var opposite = expected == PatternResult.Match ? PatternResult.NoMatch : PatternResult.Match;
        foreach (var (around, answer) in new[]
        {
            ($"(?={pattern})", expected), ($"(?<={pattern})", expected), ($"^(?=[^]*(?:{pattern}))", expected),
            ($"^(?![^]*(?:{pattern}))", opposite),
        })
            if (IsMatch(around, text) is var found and not PatternResult.TimedOut) Assert.Equal(answer, found);
    }, iter: 1_000);

    [Fact]
    public void A_pattern_on_which_the_engine_of_the_platform_fails_throws_nothing()
    {
        foreach (var around in new[] { "(?={0})", "(?<={0})", "^(?=[^]*(?:{0}))", "^(?![^]*(?:{0}))" })
            foreach (var text in new[] { "", " ", "ab ", "\ud83d ", "a😀 b" })
                IsMatch(around.Replace("{0}", "((?:(?:([ab]))+|(?:\\uD83D^){0}), )", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Any_text_is_a_pattern_or_a_problem() => Gen.Char["^$.*+?()[]{}|\\/-:=!<>,aAbBdDkpPuUxcw019\u00e9\ud83d\ude00"].Array[0, 12]
        .Select(characters => new string(characters)).Sample(pattern =>
    {
        if (EcmaPattern.TryCompile(pattern, out var compiled, out var problem)) compiled.IsMatch("a-b😀1"u8);
        else Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }, iter: 20_000);

    private static PatternResult IsMatch(string pattern, string text)
    {
        Assert.True(EcmaPattern.TryCompile(pattern, out var compiled, out var problem), problem);
        return compiled.IsMatch(Encoding.UTF8.GetBytes(text));
    }
}
