using System.Text;
using System.Text.Json;
using CsCheck;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>Patterns mean what ECMA-262 says, whether an automaton decides them or backtracking.</summary>
public sealed class EcmaPatternTests
{
    public static TheoryData<string> SuiteFiles => ["pattern", "patternProperties", "optional/ecmascript-regex", "optional/non-bmp-regex"];

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
    [InlineData("(?:a+|)+", "", true)]
    [InlineData("^(?:(?:a+|b)?)+$", "", true)]
    [InlineData("^(?:ab(?:)*?){2}$", "ab", false)]
    [InlineData("(?:(?:(?:){0})+)?", "", true)]
    [InlineData("^(?:^|.){2}b$", "ab", true)]
    [InlineData("^(?:^|.){2}b$", "aaab", false)]
    [InlineData("^\\-\\_\\/\\@\\ \\\"$", "-_/@ \"", true)]
    [InlineData("^\\p{Lu}\\P{Lu}$", "Aa", true)]
    [InlineData("^\\p{General_Category=Uppercase_Letter}$", "Ä", true)]
    [InlineData("^\\p{Any}\\p{ASCII}\\p{Assigned}$", "\u0378aa", true)]
    [InlineData("^[\\p{L}-]$", "ß", true)]
    [InlineData("^[\\w.]+\\W$", "a_0.ß", true)]
    public void A_regular_pattern_matches_as_in_ECMA_262(string pattern, string text, bool isMatch)
    {
        var tree = Parse(pattern);
        var expected = isMatch ? PatternResult.Match : PatternResult.NoMatch;
        Assert.NotNull(PatternAutomaton.TryBuild(tree));
        Assert.Equal(expected, PatternAutomaton.TryBuild(tree)!.IsMatch(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, new PatternBacktracker(tree).IsMatch(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, Compile(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("^(a|b)\\1$", "aa", true)]
    [InlineData("^(a|b)\\1$", "ab", false)]
    [InlineData("^(?<x>a|b)\\k<x>$", "bb", true)]
    [InlineData("^\\k<x>(?<x>a)$", "a", true)]
    [InlineData("^\\1(a)$", "a", true)]
    [InlineData("^(?:(a)|b)\\1$", "b", true)]
    [InlineData("^(?:(a)|b)*\\1$", "ab", true)]
    [InlineData("^(?:(a)|b)*\\1$", "aba", false)]
    [InlineData("^(?:(a)|b){2}\\1c$", "abac", false)]
    [InlineData("^(?:(a)|b){2}\\1c$", "abc", true)]
    [InlineData("^(?=.*[0-9])(?!.* )[a-z0-9]+$", "abc1", true)]
    [InlineData("^(?=.*[0-9])(?!.* )[a-z0-9]+$", "abc", false)]
    [InlineData("(?<=\\$)\\d+", "$42", true)]
    [InlineData("(?<!\\$)\\b\\d+", "$42", false)]
    [InlineData("(?<=a+)b", "aab", true)]
    [InlineData("\\bé", "é", false)]
    [InlineData("é\\b", "éa", true)]
    [InlineData("^\\B$", "", true)]
    [InlineData("(?<!^)(?!$)", "😀", false)]
    [InlineData("(?<!^)(?!$)", "ab", true)]
    [InlineData("(?<=^.)a", "😀a", true)]
    [InlineData("(?!.)$", "\n", true)]
    [InlineData("^(?:(?!(a))b)*\\1$", "bb", true)]
    [InlineData("^(a*)*\\1$", "a", false)]
    [InlineData("^(a*)*\\1$", "aa", true)]
    [InlineData("(?<=\\1(a))b", "aab", true)]
    [InlineData("(?<=(a)\\1)b", "aab", true)]
    [InlineData("(?<=^(\\w+?)(\\w+))c\\1", "abca", true)]
    [InlineData("^(?:(?=(a+))a*b\\1)$", "aabaa", true)]
    [InlineData("^(?=(a+))a*b\\1$", "aaba", false)]
    [InlineData("(z)((a+)?(b+)?(c))*\\4$", "zaacbbbcac", true)]
    [InlineData("^(?:a??\\b|b){3,5}$", "ab", false)]
    public void A_pattern_that_is_not_regular_matches_as_in_ECMA_262(string pattern, string text, bool isMatch)
    {
        Assert.Null(PatternAutomaton.TryBuild(Parse(pattern)));
        Assert.Equal(isMatch ? PatternResult.Match : PatternResult.NoMatch, Compile(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("(", "Character 1 of the pattern opens a group that is not closed.")]
    [InlineData("a)", "Character 2 of the pattern closes no group; write \\) for the character.")]
    [InlineData("^(abc]", "Character 6 of the pattern stands alone; write a backslash before it for the character.")]
    [InlineData("[a", "Character 1 of the pattern opens a class of characters that is not closed by ].")]
    [InlineData("*a", "Character 1 of the pattern repeats nothing; write a backslash before it for the character.")]
    [InlineData("^*", "Character 2 of the pattern repeats ^, which is a place and not a character.")]
    [InlineData("(?=a)*", "Character 6 of the pattern repeats (?=a), which is a place and not a character.")]
    [InlineData("a**", "Character 3 of the pattern repeats a repetition; put what is repeated into (?:…).")]
    [InlineData("a{2,1}", "Character 2 of the pattern begins a count whose smallest number is larger than its largest.")]
    [InlineData("a{", "Character 2 of the pattern begins no count such as {2,5}; write \\{ for the character.")]
    [InlineData("a{2", "Character 2 of the pattern begins a count that is not closed by }.")]
    [InlineData("\\", "Character 1 of the pattern is a backslash with nothing after it.")]
    [InlineData("[\\", "Character 2 of the pattern is a backslash with nothing after it.")]
    [InlineData("a\\a", "Character 2 of the pattern is no escape of ECMA-262: \\a.")]
    [InlineData("\\Z", "Character 1 of the pattern is no escape of ECMA-262: \\Z.")]
    [InlineData("\\é", "Character 1 of the pattern is no escape of ECMA-262: \\é.")]
    [InlineData("\\01", "Character 1 of the pattern is an octal escape; write \\xHH.")]
    [InlineData("\\1", "Character 1 of the pattern refers to group 1, and there is no such group.")]
    [InlineData("(a)\\9999999999999", "Character 4 of the pattern refers to group 9999999999999, and there is no such group.")]
    [InlineData("\\k<a>", "Character 1 of the pattern refers to the group a, and there is no such group.")]
    [InlineData("\\k", "Character 1 of the pattern is no reference to a group such as \\k<name>.")]
    [InlineData("(?<a>.)(?<a>.)", "Character 8 of the pattern opens a second group with the name a.")]
    [InlineData("(?<1>.)", "Character 1 of the pattern opens a group whose name is not letters, digits, $ and _ up to >.")]
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
    [InlineData("\\p", "Character 1 of the pattern names no property of characters such as \\p{L}.")]
    [InlineData(
        "[\\p{Letters}]",
        "Character 2 of the pattern names no property of characters that is known here; a general category such as \\p{L} or \\p{Letter} " +
        "is.")]
    [InlineData(
        "\\p{Script=Greek}",
        "Character 1 of the pattern names a script, and scripts are not supported; name a general category such as \\p{L}, or list the " +
        "ranges.")]
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
        Assert.Equal(PatternResult.Match, Compile($"^{regular}$").IsMatch("aaa"));
        Assert.Equal(PatternResult.Match, new PatternBacktracker(Parse($"^{regular}$")).IsMatch("aaa"u8));
        Assert.Equal(PatternResult.Match, Compile($"^{regular}$\\b").IsMatch("a"));
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a*)*$")]
    [InlineData("^([a-z]+.?)+$")]
    public void A_pattern_that_backtracks_without_end_elsewhere_comes_to_an_end(string pattern)
    {
        var text = new string('a', 1_000_000) + "\n!";
        Assert.Equal(PatternResult.NoMatch, Compile(pattern).IsMatch(text));
    }

    [Fact]
    public void A_reference_that_backtracks_without_end_times_out()
    {
        Assert.Equal(PatternResult.TimedOut, Compile("^(?:(a+)+)+\\1b$").IsMatch(new string('a', 60)));
        Assert.Equal(PatternResult.TimedOut, Compile("(?:(?=a)a?)*\\bb$").IsMatch(new string('a', 1_000_000)));
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
        Assert.Equal(isMatch ? PatternResult.Match : PatternResult.NoMatch, Compile(pattern).IsMatch(text));
    }

    [Fact]
    public void A_pattern_with_very_many_characters_is_read()
    {
        var many = string.Concat(Enumerable.Range(0x4E00, 20_000).Select(character => (char)character));
        Assert.Equal(PatternResult.Match, Compile($"^[{many}]+$").IsMatch("\u4E01\u4E02"));
        Assert.Equal(PatternResult.NoMatch, Compile($"^{many}$").IsMatch("\u4E01\u4E02"));
        Assert.Equal(PatternResult.Match, Compile(string.Join('|', many.AsEnumerable())).IsMatch("\u4E01\u4E02"));
    }

    [Fact]
    public void What_is_no_UTF8_is_read_as_replacement_characters()
    {
        Assert.Equal(PatternResult.Match, Compile("^a\\uFFFD$").IsMatch([(byte)'a', 0xFF]));
        Assert.Equal(PatternResult.Match, Compile("^a\\uFFFD(?!.)").IsMatch([(byte)'a', 0xFF]));
        Assert.Equal(PatternResult.Match, Compile("^a\\uFFFD$").IsMatch("a\uD800"));
    }

    [Fact]
    public void A_category_has_the_characters_that_NET_puts_into_it()
    {
        for (var category = 0; category < 30; category++)
        {
            var set = CodePoints.OfCategories(1 << category);
            for (var codePoint = 0; codePoint < CodePoints.End; codePoint++)
                if ((int)System.Globalization.CharUnicodeInfo.GetUnicodeCategory(codePoint) == category != set.Contains(codePoint))
                    Assert.Fail($"U+{codePoint:X4}");
        }
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
    public void The_automaton_and_backtracking_agree() => Gen.Select(RegularPatterns, Texts.Array[5]).Sample((pattern, texts) =>
    {
        var tree = Parse(pattern);
        var automaton = PatternAutomaton.TryBuild(tree);
        if (automaton is null) return;
        var backtracker = new PatternBacktracker(tree);
        foreach (var text in texts)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            Assert.Equal(backtracker.IsMatch(utf8), automaton.IsMatch(utf8));
        }
    }, iter: 2_000);

    [Fact]
    public void Looking_ahead_for_a_regular_pattern_is_searching_for_it() => Gen.Select(RegularPatterns, Texts).Sample((pattern, text) =>
    {
        var expected = Compile(pattern).IsMatch(text);
        Assert.Equal(expected, Compile($"(?={pattern})").IsMatch(text));
        Assert.Equal(expected, Compile($"(?<={pattern})").IsMatch(text));
        Assert.Equal(expected, Compile($"^(?=[^]*(?:{pattern}))").IsMatch(text));
        Assert.Equal(expected, Compile($"^(?![^]*(?:{pattern}))").IsMatch(text) == PatternResult.Match ? PatternResult.NoMatch
            : PatternResult.Match);
    }, iter: 1_000);

    [Fact]
    public void Any_text_is_a_pattern_or_a_problem() => Gen.Char["^$.*+?()[]{}|\\/-:=!<>,aAbBdDkpPuUxcw019\u00e9\ud83d\ude00"].Array[0, 12]
        .Select(characters => new string(characters)).Sample(pattern =>
    {
        if (EcmaPattern.TryCompile(pattern, out var compiled, out var problem)) compiled.IsMatch("a-b😀1");
        else Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }, iter: 20_000);

    [SchemaSuiteTheory]
    [MemberData(nameof(SuiteFiles))]
    public void Patterns_of_the_official_suite_match_as_it_says(string file)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Folders.SchemaSuite!, "tests", "draft2020-12", $"{file}.json")));
        var count = 0;
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var schema = group.GetProperty("schema");
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var data = test.GetProperty("data");
                bool? found = null;
                if (schema.TryGetProperty("pattern", out var pattern) && data.ValueKind == JsonValueKind.String)
                    found = Compile(pattern.GetString()!).IsMatch(data.GetString()!) == PatternResult.Match;
                else if (schema.TryGetProperty("additionalProperties", out _) && data.ValueKind == JsonValueKind.Object)
                    found = data.EnumerateObject()
                        .All(member => schema.GetProperty("patternProperties").EnumerateObject()
                        .Any(each => Compile(each.Name).IsMatch(member.Name) == PatternResult.Match));
                else if (schema.TryGetProperty("patternProperties", out var patterns) && data.ValueKind == JsonValueKind.Object)
                    found = data.EnumerateObject()
                        .All(
                        member =>
                        patterns.EnumerateObject().All(
                        each => Compile(each.Name).IsMatch(member.Name) == PatternResult.NoMatch || Permits(each.Value, member.Value)));
                if (found is null) continue;
                count++;
                Assert.True(found == test.GetProperty("valid").GetBoolean(),
                    $"{group.GetProperty("description")}: {test.GetProperty("description")}");
            }
        }
        Assert.True(count > 0);
    }

    // As much of JSON Schema as stands below the patterns of the suite.
    private static bool Permits(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False) return schema.GetBoolean();
        if (schema.TryGetProperty("maximum", out var maximum))
            return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= maximum.GetDouble();
        return schema.GetProperty("type").GetString() switch
        {
            "integer" or "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "string" => value.ValueKind == JsonValueKind.String,
            _ => value.ValueKind == JsonValueKind.Null,
        };
    }

    private static PatternNode Parse(string pattern)
    {
        Assert.True(PatternParser.TryParse(pattern, out var tree, out var problem), problem);
        return tree;
    }

    private static EcmaPattern Compile(string pattern)
    {
        Assert.True(EcmaPattern.TryCompile(pattern, out var compiled, out var problem), problem);
        return compiled;
    }
}
