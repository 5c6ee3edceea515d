using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>The letter to customers about a new version.</summary>
public sealed class NoticeLetterTests
{
    private static readonly NoticeItem Item =
        new() { Kind = ChangeKind.CustomerAdded, About = "a.1 Row", Control = "a.1", Text = "You now perform this control." };

    private static readonly NoticePeriod Period = new()
    {
        Commitment = "c",
        Value = 30,
        Unit = "days",
        Text = "at least 30 days",
        IsInForce = true,
        Days = 30,
        TellBy = new(2027, 1, 30),
        DaysLate = 0,
    };

    private static readonly ChangeNotice Notice = new()
    {
        Old = new("https://acme.example/m", "1.0.0"),
        New = new("https://acme.example/m", "2.0.0"),
        Title = "Who does what",
        Service = "CRM",
        Provider = "Acme",
        Customer = "Globex",
        AsOf = new(2027, 1, 1),
        Effective = new(2027, 3, 1),
    };

    [Theory]
    [InlineData(0, null, null, null, "at least 30 days. This notice was due by 2027-01-30 and is in time.")]
    [InlineData(1, null, null, null, "**at least 30 days. This notice was due by 2027-01-30 and is 1 day late.**")]
    [InlineData(12, "plan is plus", "releases", null,
        "**at least 30 days (for releases, where plan is plus). This notice was due by 2027-01-30 and is 12 days late.**")]
    [InlineData(null, null, null, "The last day is not computed.", "at least 30 days. The last day is not computed.")]
    public void A_period_says_whether_the_notice_is_in_time(int? late, string? when, string? qualifier, string? why, string expected) =>
        Assert.Contains($"- **Notice period**: {expected}\n", NoticeLetter.Markdown(Notice with
        {
            MustDo = [Item],
            Periods = [Period with { DaysLate = late, When = when, Qualifier = qualifier, WhyNoDay = why }],
        }), StringComparison.Ordinal);

    [Fact]
    public void A_period_that_only_the_new_version_has_is_not_called_late() => Assert.Contains(
        "- **Notice period**: none is agreed until now; at least 30 days from the new version on. By that, this notice would have been " +
            "due by 2027-01-30.\n",
        NoticeLetter.Markdown(Notice with { MustDo = [Item], Periods = [Period with { IsInForce = false, DaysLate = 5 }] }),
        StringComparison.Ordinal);

    [Fact]
    public void Without_periods_and_changes_it_says_so()
    {
        var text = NoticeLetter.Markdown(Notice);
        Assert.DoesNotContain("Notice period", text, StringComparison.Ordinal);
        Assert.Contains("none is agreed, neither in the old version nor in the new one",
            NoticeLetter.Markdown(Notice with { Others = [Item] }), StringComparison.Ordinal);
        Assert.Contains("version 1.0.0 of “Who does what”, compared with itself.",
            NoticeLetter.Markdown(Notice with { New = Notice.Old }), StringComparison.Ordinal);
        Assert.Contains("Two documents call themselves version 1.0.0 of “Who does what”, and differ.",
            NoticeLetter.Markdown(Notice with { New = Notice.Old, Others = [Item] }), StringComparison.Ordinal);
        Assert.EndsWith("\n**Nothing changes for you**: both versions say the same.\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n**Nothing changes for you.** Wording and particulars of the document change in 1 place; that does not change " +
            "who does what.\n", NoticeLetter.Markdown(Notice with { Particulars = 1 }), StringComparison.Ordinal);
        Assert.Contains("2027-03-01 (already in effect)", NoticeLetter.Markdown(Notice with { AsOf = new(2027, 3, 1) }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_without_items_say_that_there_is_nothing()
    {
        var text = NoticeLetter.Markdown(Notice with { Others = [Item with { Kind = ChangeKind.SubproviderChanged }] });
        Assert.Contains("## What you must newly do\n\nThere is nothing that you must newly do.\n", text, StringComparison.Ordinal);
        Assert.Contains("## What you no longer get\n\nYou keep everything that you have.\n", text, StringComparison.Ordinal);
        Assert.Contains("Your contract may let you object to another provider behind Acme", text, StringComparison.Ordinal);
        Assert.DoesNotContain("What else", NoticeLetter.Markdown(Notice with { Losses = [Item] }), StringComparison.Ordinal);
        Assert.Contains("**This notice is not complete**", NoticeLetter.Markdown(Notice with { IsComplete = false }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_items_share_a_row_that_names_each_control()
    {
        var items = Enumerable.Range(1, 30).Select(i => Item with { About = $"a.{i} Row {i}", Control = $"a.{i}", By = new(2027, 3, 1) });
        var text = NoticeLetter.Markdown(Notice with { MustDo = items.ToValueList() });
        var row = Assert.Single(text.Split('\n'), line => line.Contains("You now perform", StringComparison.Ordinal));
        Assert.Contains("a.20 Row 20<br>and a.21, a.22", row, StringComparison.Ordinal);
        Assert.EndsWith("a.29 and a.30 | You now perform this control. | 2027-03-01 |", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_the_matrix_are_text_wherever_they_stand()
    {
        const string Bad = "<script>x</script> | [a](javascript:x)\n# b\r\n| c";
        var item = Item with
        {
            About = Bad,
            Text = Bad,
            Before = Bad,
            After = Bad,
            When = Bad,
            Duties = [new() { Party = Bad, Text = Bad, Component = Bad }],
        };
        var text = NoticeLetter.Markdown(Notice with
        {
            Title = Bad,
            Service = Bad,
            Provider = Bad,
            Customer = Bad,
            Choices = new([new(Bad, Bad)]),
            MustDo = [item],
            Losses = [item],
            Others = [item with { Kind = ChangeKind.SubproviderChanged }],
            Periods = [Period with { Text = Bad, When = Bad, Qualifier = Bad, WhyNoDay = Bad }],
        });
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[a](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n| c", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)), line => Assert.EndsWith(" |", line,
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_letter_is_bounded_and_counts_what_it_leaves_out()
    {
        var items = Enumerable.Range(0, 500).Select(i => Item with { Text = $"{i} {new string('x', 5000)}" }).ToValueList();
        var text = NoticeLetter.Markdown(Notice with { MustDo = items, Losses = items, Others = items });
        Assert.InRange(text.Length, 90_000, 102_000);
        var rows = text.Split('\n').Count(line => line.StartsWith("| a.1", StringComparison.Ordinal));
        var omitted = text.Split('\n').Where(line => line.EndsWith("ask Acme for the whole list.", StringComparison.Ordinal))
            .Sum(line => int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1500, rows + omitted);
    }
}
