using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Reports;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What a person sees who sits before a terminal, which a pipe never shows.</summary>
public class TerminalTests
{
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";

    public static TheoryData<string> Commands => new()
    {
        $"resolve {Storage} --model saas",
        $"explain {Storage} 12.4.1 --model saas",
        $"explain {Storage} 12.3.1 --model saas",
        $"validate {Storage}",
        $"diff {Storage} tests/ResponsibilityMatrix.Cli.Tests/documents/storage-1.2.0.matrix.json",
        "catalogs",
        "catalogs iso-27017@2015",
        "models",
        "rules",
        "rules RM2001",
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Colours_change_no_word(string line)
    {
        var terminal = Rmatrix.RunOn(100, "", line.Split(' ')).Out;
        Assert.Equal(Rmatrix.Run(line.Split(' ')).Out, WithoutColours(terminal));
        Assert.DoesNotContain("\\u001B", terminal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_wider_than_the_terminal_becomes_a_list()
    {
        var lines = WithoutColours(Rmatrix.RunOn(40, "", "catalogs").Out).Split('\n');
        Assert.Equal(["iso-27017@2015", "  controls: 121", "  status: final"], lines.Take(3));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public void Wide_letters_take_two_columns_when_lines_are_broken() =>
        Assert.Equal(["行列 行列", "行列"], Page.Wrap("行列 行列 行列", 10));

    [Theory]
    [InlineData("resolve")]
    [InlineData("explain")]
    public void Messages_have_no_colours_where_only_results_go_to_a_terminal(string command)
    {
        var args = command == "resolve" ? new[] { "resolve", Storage, "--model", "saas" }
            : ["explain", Storage, "13.1.3", "--model", "saas"];
        var (_, output, error) = Rmatrix.RunOn(80, "", args);
        Assert.Contains('\u001b', output);
        Assert.Contains("error RM2001", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Answers_fit_the_width_of_the_terminal(int width)
    {
        foreach (
            var args in new[] { ["resolve", Storage, "--model", "saas"], new[] { "explain", Storage, "12.4.1", "--model", "saas" },
            ["catalogs", "iso-27017@2015"] })
            Assert.All(WithoutColours(Rmatrix.RunOn(width, "", args).Out).Split('\n')
                .Where(line => !line.Contains(Storage, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [InlineData("explain - 12.4.1 --model saas")]
    [InlineData("resolve - --model saas")]
    [InlineData("resolve - --model saas --format csv")]
    [InlineData("resolve - --model saas --format markdown")]
    [InlineData("validate -")]
    public void Control_characters_of_a_document_are_made_visible_wherever_they_stand(string line)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("basic", "ba\\u001b[2Jsic", StringComparison.Ordinal)
            .Replace("Records access", "Records\\u0007 access", StringComparison.Ordinal)
            .Replace("Event logging", "Event\\u0007 logging", StringComparison.Ordinal);
        var (_, output, error) = Rmatrix.RunWith(text, line.Split(' '));
        Assert.DoesNotContain(output + error, c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [InlineData("validate -")]
    [InlineData("explain - 12.4.1 --model saas")]
    [InlineData("resolve - --model saas --format markdown")]
    public void Characters_that_turn_text_round_are_made_visible_too(string line)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage)).Replace(
            "basic", "ba\u202e\u2066\u061c\u009bsic", StringComparison.Ordinal).Replace("13.1.3", "13.1.3\u009b", StringComparison.Ordinal);
        var (_, output, error) = Rmatrix.RunWith(text, line.Split(' '));
        Assert.DoesNotContain(output + error, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2066' or '\u061c');
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("chain")]
    [InlineData("checklist - --for customer")]
    public void A_title_begins_no_line_of_its_own(string command)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"title\": \"", "\"title\": \"fine\\nfake: nothing is open ", StringComparison.Ordinal);
        var words = command.Split(' ');
        var (_, output, error) = Rmatrix.RunWith(text, [words[0], "-", "--model", "saas", .. words.Skip(2)]);
        Assert.Contains("fine", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nfake:", output + error, StringComparison.Ordinal);
    }

    /// <summary>Escaped, the content is the same; as they are, a log or a review would show something else than what a program
    /// reads.</summary>
    [Theory]
    [InlineData("resolve - --model saas --format json")]
    [InlineData("validate - --format json")]
    [InlineData("validate - --format sarif")]
    [InlineData("checklist - --model saas --for customer --format json")]
    [InlineData("chain - --model saas --format json")]
    public void Characters_that_cannot_be_seen_are_escaped_in_JSON(string line)
    {
        const string Hidden = "\u202e\u2066\u200b\u2060\u061c\ufeff\u00ad";
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"controls\": [\"11.*\"]", $"\"controls\": [\"11.*\", \"12.4.9{Hidden}\"]", StringComparison.Ordinal);
        var (_, output, _) = Rmatrix.RunWith(text, line.Split(' '));
        Assert.DoesNotContain(output, c => Hidden.Contains(c, StringComparison.Ordinal));
        Assert.Contains("12.4.9\\u202E\\u2066\\u200B\\u2060\\u061C\\uFEFF\\u00AD", output, StringComparison.Ordinal);
        using var read = JsonDocument.Parse(output);
    }

    [Theory]
    [InlineData("\u200bx", "\\u200Bx")]
    [InlineData("x\U000E0041", "x\\uDB40\\uDC41")]
    [InlineData("👩‍👩‍👧 نمی‌خواهم", "👩‍👩‍👧 نمی‌خواهم")]
    public void What_cannot_be_seen_is_made_visible_but_for_what_scripts_need(string text, string expected) =>
        Assert.Equal(expected, Printable.Of(text));

    [Theory]
    [InlineData("# x", "\\# x")]
    [InlineData("- x", "\\- x")]
    [InlineData("+ x", "\\+ x")]
    [InlineData("> x", "\\> x")]
    [InlineData("    x", "x")]
    [InlineData("1. x", "1\\. x")]
    [InlineData("12) x", "12\\) x")]
    [InlineData("1.5 x", "1.5 x")]
    [InlineData("7.", "7\\.")]
    [InlineData("iso-27017@2015:6.1", "iso-27017@2015:6.1")]
    [InlineData("===", "\\===")]
    [InlineData("~~~", "\\~\\~\\~")]
    [InlineData("```", "\\`\\`\\`")]
    [InlineData("| a |", "\\| a \\|")]
    [InlineData("<b>", "&lt;b>")]
    [InlineData("&lt;", "&amp;lt;")]
    [InlineData("<https://x.example>", "&lt;https://x.example>")]
    [InlineData("![a](b)", "!\\[a\\](b)")]
    [InlineData("costs $5 at 10: 3 - 2 > 0", "costs \\$5 at 10: 3 - 2 > 0")]
    [InlineData("one\ntwo", "one<br>two")]
    public void Text_in_Markdown_stays_text(string text, string expected) => Assert.Equal(expected, Escaped.Markdown(text));

    [Fact]
    public void A_name_of_a_file_is_made_printable()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var file = Path.Combine(folder, "a\u001b[31m\u009b\u202e\nb.matrix.json");
            File.WriteAllText(file, "{\"service\": 1, }");
            foreach (
                var args in new[]
                { new[] { "validate", file }, ["resolve", file], ["catalogs", "--with", folder], ["catalogs", "--with", file] })
            {
                var (_, output, error) = Rmatrix.Run(args);
                Assert.Contains("a\\u001B[31m\\u009B\\u202E\\u000Ab.matrix.json", output + error, StringComparison.Ordinal);
                Assert.DoesNotContain(output + error, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("{ \"a\": 1 }", 1, 8, "       ^")]
    [InlineData("\t\t\"a\": 1", 1, 8, "       ^")]
    [InlineData("{\r\n \"a\": 1\r\n}", 2, 7, "      ^")]
    [InlineData("{\r \"a\": 1\r}", 2, 7, "      ^")]
    [InlineData("\"\u2028\u0085\f\": 1", 1, 8, "                      ^")]
    [InlineData("\"日本\": 1", 1, 7, "        ^")]
    [InlineData("\"ﾊﾝ\": 1", 1, 7, "      ^")]
    [InlineData("\"e\u0301\": 1", 1, 7, "     ^")]
    [InlineData("\"😀\": 1", 1, 7, "      ^")]
    [InlineData("\"👩‍👩‍👧\": 1", 1, 13, "      ^")]
    [InlineData("\"👍🏽\": 1", 1, 9, "      ^")]
    [InlineData("\"❤️\": 1", 1, 7, "      ^")]
    [InlineData("\"🇩🇪\": 1", 1, 9, "      ^")]
    [InlineData("\"\u001b[2J\": 1", 1, 9, "             ^")]
    public void The_mark_stands_under_the_place(string text, int line, int column, string mark) =>
        Assert.Equal(mark.Length - 1, new Excerpts(Encoding.UTF8.GetBytes(text)).Around(line, column, 76).Before);

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("日")]
    [InlineData("😀")]
    [InlineData("\u001b")]
    public void A_long_line_is_cut_around_the_place(string filling)
    {
        var side = string.Concat(Enumerable.Repeat(filling, 200_000));
        var excerpts = new Excerpts(Encoding.UTF8.GetBytes($"[\n{side}@{side}\n]"));
        var (text, before) = excerpts.Around(2, side.Length + 1, 76);
        Assert.InRange(TextWidth.Of(text), 70, 76);
        Assert.Equal(before, TextWidth.Of(text.AsSpan(0, text.IndexOf('@', StringComparison.Ordinal))));
        Assert.True(text.StartsWith('…') && text.EndsWith('…'), text);
        Assert.Equal(0, excerpts.Around(2, 1, 76).Before);
        var (end, beforeEnd) = excerpts.Around(2, (2 * side.Length) + 2, 76);
        Assert.InRange(beforeEnd, 70, 76);
        Assert.True(end.StartsWith('…') && !end.EndsWith('…'), end);
    }

    [Fact]
    public void A_character_with_endless_marks_costs_no_more_than_others()
    {
        var excerpts = new Excerpts(Encoding.UTF8.GetBytes($"\"a{new string('\u0301', 500_000)}\": 1"));
        Assert.InRange(excerpts.Around(1, 500_002, 76).Text.Length, 1, 1_000);
    }

    [Fact]
    public void Many_places_in_one_long_line_do_not_take_its_length_each()
    {
        var excerpts = new Excerpts(Encoding.UTF8.GetBytes(new string('é', 8_000_000)));
        // Ten thousand looks at 16 MB each do not end while anybody waits.
        for (var column = 1; column <= 8_000_000; column += 800) Assert.InRange(excerpts.Around(1, column, 76).Text.Length, 1, 1_000);
    }

    [Fact]
    public void A_marked_line_fits_the_terminal()
    {
        foreach (var width in new[] { 60, 80, 160 })
            Assert.All(
                WithoutColours(Rmatrix.RunOn(width, "", "validate", Storage).Out).Split('\n')
                .Where(line => line.StartsWith("    ", StringComparison.Ordinal) && !line.Contains(Storage, StringComparison.Ordinal)),
                line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void Of_a_hundred_thousand_findings_of_one_kind_a_hundred_are_told_and_the_others_counted()
    {
        var rare = Finding("/z", "Rare.") with { Descriptor = Rules.Find("RM0005")!, Severity = Severity.Warning };
        var lines = Print([.. Enumerable.Range(0, 100_000).Select(at => Finding($"/a/{at}", $"No. {at}.")), rare]);
        Assert.Equal(102, lines.Length);
        Assert.Equal("a.json#/a/0: error RM0100: No. 0.", lines[0]);
        Assert.Equal("a.json#/z: warning RM0005: Rare.", lines[100]);
        Assert.Equal("a.json: error RM0100: 99,900 more of this kind. `rmatrix validate --format json` lists all.", lines[101]);
    }

    [Fact]
    public void Findings_without_a_pointer_are_told_for_each_of_their_lines()
    {
        var lines = Print(Of("", 1), Of("", 2), Of("", 2));
        Assert.Equal(["a.json:1:1: error RM0100: Twice.", "a.json:2:1: error RM0100: Twice."], lines);

        static Diagnostic Of(string pointer, int line) =>
            Diagnostic.Of(Rules.Find("RM0100")!, "Twice.", new Place(pointer, "a.json", line, 1));
    }

    [Fact]
    public void A_place_without_a_line_is_told_by_its_pointer()
    {
        var finding = Finding("/a", "No date.") with { Related = [new() { Message = "the other one", Place = new Place("/b", "b.json") }] };
        Assert.Equal(["a.json#/a: error RM0100: No date.", "    b.json#/b: the other one"], Print(finding));
    }

    [Theory]
    [InlineData("validate -", false)]
    [InlineData("validate - --verbose", true)]
    [InlineData("validate --verbose -", true)]
    [InlineData("--verbose validate -", true)]
    [InlineData("validate - --format json", true)]
    [InlineData("validate - --format sarif", true)]
    public void The_part_of_the_schema_is_told_to_who_asks_and_to_programs(string line, bool expected)
    {
        var (_, output, error) = Rmatrix.RunWith("{ \"service\": 1 }", line.Split(' '));
        Assert.Contains("RM0100", output, StringComparison.Ordinal);
        Assert.Equal(expected, (output + error).Contains("urn:responsibility-matrix:schema", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "Nothing else of the document could be looked at")]
    [InlineData("{}", "was not looked at, and what may only follow from it is not told")]
    [InlineData(null, null)]
    public void What_was_not_looked_at_is_said(string? text, string? expected)
    {
        text ??= File.ReadAllText(Path.Combine(Rmatrix.Root, Storage));
        var output = Rmatrix.RunWith(text, "validate", "-").Out.ReplaceLineEndings(" ");
        if (expected is null) Assert.DoesNotContain("looked at", output, StringComparison.Ordinal);
        else Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(100, false)]
    public void A_title_is_cut_on_a_terminal_alone(int? width, bool isWhole)
    {
        const string Title = "Security requirements analysis and specification of all systems";
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"title\": \"", $"\"title\": \"{Title} ", StringComparison.Ordinal);
        var rows = Rmatrix.RunOn(width, text, "chain", "-", "--model", "saas").Out.Split('\n')
            .Where(line => line.Contains("  Security require", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(isWhole, row.Contains(Title, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_finding_without_a_place_is_one_of_the_file() =>
        Assert.Equal(["a.json: error RM0100: All of it."], Print(Finding("", "All of it.") with { Place = null }));

    [Fact]
    public void A_line_is_shown_only_of_the_file_that_the_place_is_in()
    {
        var there = Finding("", "There.") with { Place = new Place("", "base.json", 1, 1) };
        Assert.Equal(["base.json:1:1: error RM0100: There."], Print(there));
    }

    [Fact]
    public void A_long_message_is_cut() => Assert.InRange(Print(Finding("/a", new string('x', 1_000_000)))[0].Length, 1_000, 1_100);

    private static Diagnostic Finding(string pointer, string message) =>
        Diagnostic.Of(Rules.Find("RM0100")!, message, new Place(pointer, "a.json"));

    private static string[] Print(params Diagnostic[] findings)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var streams = new IOStreams { Out = output, Error = TextWriter.Null, In = () => Stream.Null, Today = default };
        new DiagnosticPrinter(Page.ForResults(streams)).Print(findings, "a.json");
        return output.ToString().TrimEnd('\n').Split('\n');
    }

    private static string WithoutColours(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9]+m", "");
}
