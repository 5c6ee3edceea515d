using CsCheck;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class ControlKeyTests
{
    [Theory]
    [InlineData("AC-02 (07) (a)")]
    [InlineData("ac-2(7)(a)")]
    [InlineData("AC-2.7.a")]
    [InlineData("ac-2.7_smt.a")]
    [InlineData("AC-2(7)(a) ")]
    [InlineData("ac-2.7_stmt.a")]
    [InlineData("AC2.7a")]
    [InlineData("AC-2 (007) smt stmt [a]")]
    [InlineData("AC-2(7)(a)_smt")]
    public void Every_spelling_of_one_control_has_one_key(string id)
    {
        var key = ControlKey.Parse(id);
        Assert.Equal(ControlKey.Parse("AC-2(7)(a)"), key);
        Assert.Equal(ControlKey.Parse("AC-2(7)(a)").GetHashCode(), key.GetHashCode());
        Assert.Equal("ac.2.7.a", key.ToString());
        Assert.Equal(4, key.RunCount);
    }

    [Theory]
    [InlineData("AC-1", "AC-10")]
    [InlineData("AC-2(1)", "AC-21")]
    [InlineData("5.1.1", "5.11")]
    [InlineData("AC-2", "CA-2")]
    [InlineData("A.B", "AB")]
    [InlineData("A&A-01", "AA-01")]
    [InlineData("AC-0", "AC")]
    [InlineData("SMT-01", "01")]
    [InlineData("SMT-AC-2", "AC-2")]
    [InlineData("stmt.1", "smt.1")]
    public void Different_controls_have_different_keys(string left, string right) =>
        Assert.NotEqual(ControlKey.Parse(left), ControlKey.Parse(right));

    [Theory]
    [InlineData("A&A-01", "a&a.1", 2)]
    [InlineData("&", "&", 1)]
    [InlineData("000", "0", 1)]
    [InlineData("AC-0", "ac.0", 2)]
    [InlineData("CLD.6.3.1", "cld.6.3.1", 4)]
    [InlineData("smtx", "smtx", 1)]
    [InlineData("astmt", "astmt", 1)]
    [InlineData("smt-stmt-1", "smt.stmt.1", 3)]
    [InlineData("smt", "smt", 1)]
    [InlineData("SMT-01", "smt.1", 2)]
    [InlineData("SMT-01_smt.a", "smt.1.a", 3)]
    [InlineData("AC-2.b_smt.c", "ac.2.b.c", 4)]
    [InlineData("smt-0.smt", "smt.0", 2)]
    [InlineData("Größe 7", "größe.7", 2)]
    [InlineData("ΑΒΓ-3", "αβγ.3", 2)]
    [InlineData("\U00010400-1", "\U00010428.1", 2)]
    [InlineData("a\U00010400b", "a\U00010428b", 1)]
    [InlineData("AC-\u0663", "ac", 1)]
    [InlineData("AC-1\uD800", "ac.1", 2)]
    [InlineData("AC-1 \U0001F600", "ac.1", 2)]
    [InlineData("12smt34", "12.34", 2)]
    public void A_key_is_the_runs_of_letters_and_digits(string id, string runs, int count)
    {
        Assert.Equal(runs, ControlKey.Parse(id).ToString());
        Assert.Equal(count, ControlKey.Parse(id).RunCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("(.)-_")]
    [InlineData("\uDC00")]
    [InlineData("\U0001F600")]
    public void An_id_without_letters_and_digits_has_no_key(string? id)
    {
        Assert.False(ControlKey.TryParse(id, out var key));
        Assert.Equal(default, key);
        if (id is not null) Assert.Throws<FormatException>(() => ControlKey.Parse(id));
    }

    [Fact]
    public void A_prefix_never_matches_a_longer_number()
    {
        var prefix = ControlKey.Parse("AC-1");
        Assert.True(ControlKey.Parse("AC-1").StartsWith(prefix));
        Assert.True(ControlKey.Parse("AC-1(2)").StartsWith(prefix));
        Assert.True(ControlKey.Parse("AC-1a").StartsWith(prefix));
        Assert.False(ControlKey.Parse("AC-10").StartsWith(prefix));
        Assert.False(ControlKey.Parse("AC").StartsWith(prefix));
        Assert.False(ControlKey.Parse("ACX-1").StartsWith(ControlKey.Parse("AC")));
    }

    [Fact]
    public void The_default_key_is_a_prefix_of_nothing()
    {
        Assert.False(ControlKey.Parse("AC-1").StartsWith(default));
        Assert.False(default(ControlKey).StartsWith(default));
        Assert.Equal("", default(ControlKey).ToString());
        Assert.Equal(0, default(ControlKey).RunCount);
        Assert.True(default(ControlKey) < ControlKey.Parse("0"));
    }

    [Fact]
    public void Taking_more_runs_than_there_are_is_a_misuse()
    {
        var key = ControlKey.Parse("AC-2(7)");
        Assert.Equal(ControlKey.Parse("AC"), key.Take(1));
        Assert.Equal(ControlKey.Parse("AC-2"), key.Take(2));
        Assert.Equal(key, key.Take(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => key.Take(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => key.Take(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(ControlKey).Take(1));
    }

    private static readonly Gen<string> Separator = Gen.OneOf(" ", ".", "-", "_", "(", ")", " (", ") ", "[", "]", "/", ".-.");

    private static readonly Gen<string> Run = Gen.OneOf(
        Gen.Char["abcxyzABCXYZ&äÖß"].Array[1, 5].Select(letters => new string(letters)),
        Gen.Int[0, 1_000_000].Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Case_separators_and_leading_zeros_do_not_matter() =>
        Gen.Select(Run, Separator, Separator, Gen.Bool, Gen.Int[0, 3]).Array[1, 8].Sample(parts =>
        {
            var one = string.Concat(parts.Select(part => part.Item1 + part.Item2));
            var other = string.Concat(parts.Select(part =>
                part.Item3 + (char.IsAsciiDigit(part.Item1[0]) ? new string('0', part.Item5) + part.Item1 : part.Item4
                    ? part.Item1.ToUpperInvariant() : part.Item1.ToLowerInvariant())));
            return ControlKey.Parse(one) == ControlKey.Parse(other) && ControlKey.Parse(one).RunCount == parts.Length;
        });

    [Fact]
    public void The_words_smt_and_stmt_behind_a_number_do_not_matter() =>
        Gen.Select(Run, Gen.Int[0, 99], Gen.OneOf("_smt.", "-STMT ", ".smt_stmt."), Run).Sample((first, number, word, last) =>
            ControlKey.Parse($"{first}.{number}{word}{last}") == ControlKey.Parse($"{first}.{number}.{last}"));

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.OneOf(Run, Separator, Gen.Char['\u0080', '\uFFFF'].Select(c => c.ToString()),
            Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32))
            .Array[0, 10].Select(parts => string.Concat(parts)));

    [Fact]
    public void The_key_of_a_keys_text_is_the_key_itself() =>
        AnyText.Sample(text => !ControlKey.TryParse(text, out var key)
            || (ControlKey.Parse(key.ToString()) == key && ControlKey.Parse(key.ToString()).RunCount == key.RunCount));

    [Fact]
    public void A_key_begins_with_its_first_runs() =>
        AnyText.Sample(text => !ControlKey.TryParse(text, out var key)
            || Enumerable.Range(1, key.RunCount).All(runs => key.StartsWith(key.Take(runs)) && key.Take(runs).RunCount == runs));
}
