using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What a notice tells customers of each kind of change, and by when they had to be told.</summary>
public class ChangeNoticeTests
{
    private static readonly DateOnly Effective = new(2027, 3, 1);
    private static readonly Parameter Plan = new() { Id = "plan", Values = ["basic", "plus"] };
    private static readonly Upstream Cloud = new() { Id = "cloud", Provider = "host" };
    private static readonly Evidence Report = new() { Id = "soc2", Kind = EvidenceKind.Report, Title = "SOC 2" };

    public static TheoryData<Matrix, Matrix, string[]> Changes => new()
    {
        // The customer comes to perform, with and without words.
        {
            Diff.Split(Sides.Provider), Diff.Split(Sides.Shared),
            [
                "do: a.1 Row a.1: You now perform a part of this control. The document does not say in words what that is: ask Acme. " +
                    "performed by Acme → performed by Acme and you [you]",
                "loss: a.1 Row a.1: You can take over less of this control for your own compliance. in full → in part",
                "other: a.1 Row a.1: You now answer for this control. Acme → Acme and you",
            ]
        },
        {
            Diff.Duties(new Duty { Party = "provider", Text = "Scans." }),
            Diff.Duties(new Duty { Party = "customer", Text = "Scans files.", Component = "Uploads" }),
            [
                "do: a.1 Row a.1: You now perform this control. performed by Acme → performed by you [you: Scans files. (Uploads)]",
                "loss: a.1 Row a.1: Acme no longer performs this control. performed by Acme → performed by you [Acme: Scans.]",
                "loss: a.1 Row a.1: You can take over less of this control for your own compliance. in full → not at all",
                "other: a.1 Row a.1: You now answer for this control. Acme → you",
            ]
        },
        // The provider goes, and the customer stays.
        {
            Diff.Duties(new Duty { Party = "provider", Text = "Logs." }, new Duty { Party = "customer", Text = "Looks." }),
            Diff.Duties(new Duty { Party = "customer", Text = "Looks." }),
            [
                "do: a.1 Row a.1: Cover the part of this control that Acme no longer performs. [Acme: Logs.]",
                "do: a.1 Row a.1: Show yourself, for your own compliance, what you can no longer take over from Acme. in part → not " +
                    "at all",
                "loss: a.1 Row a.1: Acme no longer performs this control. performed by Acme and you → performed by you [Acme: Logs.]",
                "loss: a.1 Row a.1: You can take over less of this control for your own compliance. in part → not at all",
                "other: a.1 Row a.1: Other parties answer for this control. Acme and you → you",
            ]
        },
        // A third party takes the provider's place: nothing for the customer to do.
        {
            Diff.Duties(new Duty { Party = "provider", Text = "Logs." }),
            Diff.Duties(new Duty { Party = "host", Text = "Logs." }) with { },
            [
                "loss: a.1 Row a.1: Acme no longer performs this control. performed by Acme → performed by third parties [Acme: Logs.]",
                "other: a.1 Row a.1: Third parties now perform this control or a part of it. - → Host",
                "other: a.1 Row a.1: Other parties answer for this control. Acme → Host",
            ]
        },
        {
            Diff.Split(Sides.Provider), Diff.State(ControlState.NotDetermined),
            [
                "do: a.1 Row a.1: Settle with Acme who performs this control: the new version leaves it open.",
                "loss: a.1 Row a.1: Nobody is named any longer as the one who performs this control. performed by Acme → not " +
                    "determined [Acme]",
            ]
        },
        {
            Diff.Split(Sides.Provider), Diff.State(ControlState.NotApplicable),
            [
                "loss: a.1 Row a.1: Nobody is named any longer as the one who performs this control. performed by Acme → not " +
                    "applicable [Acme]",
            ]
        },
        {
            Diff.State(ControlState.NotDetermined), Diff.Conflict(),
            [
                "do: a.1 Row a.1: Settle with Acme who performs this control: the new version gives two answers.",
                "loss: a.1 Row a.1: The new version gives two different answers on who performs this control. not determined → " +
                    "in conflict",
            ]
        },
        {
            Diff.Split(Sides.Shared), Diff.Split(Sides.Provider),
            [
                "other: a.1 Row a.1: You no longer perform this control. performed by Acme and you → performed by Acme",
                "other: a.1 Row a.1: You can take over more of this control for your own compliance. in part → in full",
                "other: a.1 Row a.1: You no longer answer for this control. Acme and you → Acme",
            ]
        },
        // Controls come and go.
        {
            Diff.Split(Sides.Provider), Diff.Split(Sides.Provider) with
            {
                Controls = [Make.Row("a.1"), Make.Row("b.1"), Make.Row("b.2")],
                Assignments = [Make.Assign("a.1", Sides.Provider), new() { Controls = ["b.1"], Customer = "Sets rules." },
                    Make.Assign("b.2", Sides.Provider)],
            },
            [
                "do: b.1 Row b.1: This control is new in the document, and you perform it. - → performed by you [you: Sets rules.]",
                "other: b.2 Row b.2: The new version also covers this control. - → performed by Acme [Acme]",
            ]
        },
        {
            Diff.Split(Sides.Provider), Diff.Split(Sides.Provider) with { Controls = [] },
            ["loss: a.1 Row a.1: The new version no longer covers this control. performed by Acme → - [Acme]"]
        },
        {
            Diff.State(ControlState.NotApplicable), Diff.State(ControlState.NotDetermined),
            ["other: a.1 Row a.1: It is left open who performs this control. not applicable → not determined"]
        },
        {
            Diff.State(ControlState.NotDetermined), Diff.State(ControlState.NotApplicable),
            ["other: a.1 Row a.1: This control no longer applies to the service. not determined → not applicable"]
        },
        // Duties of sides that stay.
        {
            Diff.Duties(new Duty { Id = "scan", Party = "provider", Text = "Scans." }, new Duty { Party = "provider", Text = "Stays." }),
            Diff.Duties(new Duty { Party = "provider", Text = "Stays." }),
            ["loss: a.1 Row a.1: Acme no longer does this. [Acme: Scans.]"]
        },
        {
            Diff.Duties(new Duty { Party = "customer", Text = "Stays." }),
            Diff.Duties(new Duty { Party = "customer", Text = "Stays." }, new Duty { Party = "customer", Text = "Reports." }),
            ["do: a.1 Row a.1: You have a new duty. [you: Reports.]"]
        },
        {
            Diff.Duties(new Duty { Id = "d", Party = "customer", Text = "Looks monthly." }),
            Diff.Duties(new Duty { Id = "d", Party = "customer", Text = "Looks daily." }),
            ["do: a.1 Row a.1: Your duty is worded differently and may ask more of you. Looks monthly. → Looks daily."]
        },
        {
            Diff.Duties(new Duty { Id = "d", Party = "provider", Text = "Looks." }),
            Diff.Duties(new Duty { Id = "d", Party = "provider", Text = "Looks. The customer helps." }),
            ["do: a.1 Row a.1: A duty of Acme is worded differently and now speaks of your part. Looks. → Looks. The customer helps."]
        },
        {
            Diff.Duties(new Duty { Party = "provider", Text = "Logs.", Implementation = [ImplementationStatus.Implemented] }),
            Diff.Duties(new Duty { Party = "provider", Text = "Logs.", Implementation = [ImplementationStatus.Planned] }),
            ["loss: a.1 Row a.1: Acme had done this, and no longer has. implemented → planned [Acme: Logs.]"]
        },
        {
            Diff.Duties(new Duty { Party = "provider", Text = "Logs." }),
            Diff.Duties(new Duty { Party = "provider", Text = "Logs.", Evidence = ["soc2"] }) with { Evidence = [Report] },
            ["other: a.1 Row a.1: There is other evidence for the duty of Acme “Logs”. - → SOC 2"]
        },
        {
            Diff.Duties(new Duty { Id = "d", Party = "provider", Text = "Logs.", Action = "log" }),
            Diff.Duties(new Duty { Id = "d", Party = "host", Text = "Logs.", Action = "log", Involvement = Involvement.Responsible }),
            [
                "loss: a.1 Row a.1: Acme no longer performs this control. performed by Acme → performed by third parties [Acme: Logs.]",
                "other: a.1 Row a.1: Third parties now perform this control or a part of it. - → Host",
                "other: a.1 Row a.1: Other parties answer for this control. Acme → -",
            ]
        },
        // The service as a whole.
        {
            Diff.Split(Sides.Provider), Diff.Split(Sides.Provider) with { Upstreams = [Cloud] },
            ["other: Provider behind Acme: Acme newly relies on Host."]
        },
        {
            Diff.Split(Sides.Provider) with { Authorizations = [new() { Scheme = "fedramp", Level = "moderate" }], Evidence = [Report] },
            Diff.Split(Sides.Provider) with { Authorizations = [new() { Scheme = "fedramp", Level = "low" }] },
            [
                "loss: Authorization fedramp: The authorization of the service is weaker. fedramp moderate → fedramp low",
                "loss: Evidence: Acme no longer gives this evidence, and gives no other of its kind. SOC 2 → -",
            ]
        },
        {
            Diff.Split(Sides.Provider) with { Parameters = [Plan] },
            Diff.Split(Sides.Provider) with { Parameters = [Plan with { Values = ["plus", "pro"] }] },
            [
                "do: Options of the service: If that was your choice, settle with Acme what holds for you from then on.",
                "loss: Options of the service: The new version no longer has the choice “basic” for plan, and says nothing of what " +
                    "holds with it. The new version also has the choice “pro” for plan.",
            ]
        },
        // Commitments.
        {
            Diff.Commitments(Diff.Commitment(TargetOperator.AtMost, 1, "days")),
            Diff.Commitments(Diff.Commitment(TargetOperator.AtMost, 2, "days")),
            [
                "loss: Commitment on incident notification time: The commitment is weaker. incident notification time: at most 1 day → " +
                    "incident notification time: at most 2 days",
            ]
        },
        {
            Diff.Commitments(Diff.Commitment(TargetOperator.AtMost, 1, "days")), Diff.Commitments(),
            ["loss: Commitment on incident notification time: The commitment ends. incident notification time: at most 1 day → -"]
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Each_kind_of_change_is_told_in_words(Matrix old, Matrix now, string[] expected) =>
        Assert.Equal(expected, Lines(Notice(old, now)));

    [Fact]
    public void A_commitment_that_newly_needs_the_customer_is_something_to_do()
    {
        var duties = new Duty[]
        {
            new() { Id = "log", Party = "provider", Text = "Logs." },
            new() { Id = "name", Party = "customer", Text = "Names a contact." },
        };
        var commitment = Diff.Commitment(TargetOperator.AtMost, 1, "days");
        var old = Diff.Duties(duties) with { Commitments = [commitment] };
        Assert.Equal(
            [
                "do: Commitment on incident notification time: Do this: without it, the commitment lapses. - → incident " +
                    "notification time: at most 1 day [you: Names a contact.]",
                "loss: Commitment on incident notification time: The commitment changes. incident notification time: at most 1 day → " +
                    "incident notification time: at most 1 day, as long as this is done: “Logs / Names a contact”",
            ],
            Lines(Notice(old, old with { Commitments = [commitment with { DependsOn = ["log", "name"] }] })));
    }

    [Fact]
    public void A_change_in_some_contexts_says_for_whom()
    {
        var old = Diff.Split(Sides.Provider) with { Parameters = [Plan] };
        var now = old with { Assignments = [.. old.Assignments, Make.Assign("a.1", Sides.Shared, Condition.Of("plan", "plus"))] };
        var item = Assert.Single(Notice(old, now).MustDo);
        Assert.Equal(("plan is plus", "plus"), (item.When, Assert.Single(item.Contexts).Parameters["plan"]));
        Assert.Equal(ValueMap<string>.Empty, Notice(old, now).Choices);

        var (before, after) = (new Resolver(old), new Resolver(now with { Effective = Effective }));
        var context = Make.Context(null, ("plan", "plus"));
        var one = ChangeNotice.Of(MatrixDiff.Compare(before, after, context), before, after, Make.Today);
        Assert.Equal((null, "plus"), (Assert.Single(one.MustDo).When, one.Choices["plan"]));
    }

    [Theory]
    [InlineData("30", "days", 30, "2027-01-30")]
    [InlineData("3", "months", 90, "2026-12-01")]
    [InlineData("0.5", "months", 15, "2027-02-14")]
    [InlineData("25", "hours", 2, "2027-02-27")]
    [InlineData("1", "minutes", 1, "2027-02-28")]
    [InlineData("1.5", "days", 2, "2027-02-27")]
    [InlineData("0", "days", 0, "2027-03-01")]
    [InlineData("-4", "days", 0, "2027-03-01")]
    public void The_last_day_is_the_effective_day_less_the_period_in_whole_days(string value, string unit, int days, string last)
    {
        var period = Assert.Single(Periods(Period(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), unit)));
        Assert.Equal((days, DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture), 0, null, true),
            (period.Days, period.TellBy, period.DaysLate, period.WhyNoDay, period.IsInForce));
    }

    [Theory]
    [InlineData("20", "businessDays", "business days depend on a calendar")]
    [InlineData("20", "businessHours", "business hours depend on a calendar")]
    [InlineData("20", "percent", "percent are no time")]
    [InlineData("20", "parsecs", "parsecs are no time")]
    [InlineData("79228162514264337593543950335", "months", "longer than a calendar goes back")]
    [InlineData("900000", "days", "longer than a calendar goes back")]
    public void What_has_no_last_day_says_why(string value, string unit, string why)
    {
        var period = Assert.Single(Periods(Period(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), unit)));
        Assert.Equal((null, null), (period.TellBy, period.DaysLate));
        Assert.Contains(why, period.WhyNoDay, StringComparison.Ordinal);
    }

    [Fact]
    public void An_upper_bound_is_no_notice_period() => Assert.Contains("sets no least period",
        Assert.Single(Periods(Period(30, "days") with { Target = new() { Operator = TargetOperator.AtMost, Value = 30, Unit = "days" } }))
            .WhyNoDay, StringComparison.Ordinal);

    [Fact]
    public void A_notice_after_the_last_day_is_late_by_days()
    {
        var old = Diff.Commitments(Period(90, "days"));
        // The last day is 2026-12-01.
        Assert.Equal([0, 0, 1, 90], new[] { "2026-11-30", "2026-12-01", "2026-12-02", "2027-03-01" }.Select(day =>
            Notice(old, old, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Periods[0].DaysLate!.Value));
    }

    [Fact]
    public void Without_an_effective_day_there_is_a_period_and_no_day()
    {
        var old = Diff.Commitments(Period(30, "days"));
        var (before, after) = (new Resolver(old), new Resolver(Diff.Split(Sides.Customer)));
        var notice = ChangeNotice.Of(MatrixDiff.Compare(before, after, Make.Today), before, after, Make.Today);
        Assert.Null(notice.Effective);
        Assert.All(notice.MustDo, item => Assert.Null(item.By));
        Assert.Equal((30, null, null), (notice.Periods[0].Days, notice.Periods[0].TellBy, notice.Periods[0].DaysLate));
        Assert.Contains("no day is stated on which the new version takes effect", notice.Periods[0].WhyNoDay, StringComparison.Ordinal);
    }

    [Fact]
    public void The_period_of_the_old_version_counts_and_that_of_the_new_one_only_where_there_is_none()
    {
        var (with, without) = (Diff.Commitments(Period(30, "days")), Diff.Commitments());
        Assert.True(Notice(with, Diff.Commitments(Period(10, "days"))).Periods.Single() is { Days: 30, IsInForce: true });
        Assert.True(Notice(without, with).Periods.Single() is { Days: 30, IsInForce: false });
        Assert.Empty(Notice(without, without).Periods);
        // Only the provider promises its customers notice.
        var others = Diff.Commitments(Period(30, "days") with { Party = "customer" }, Period(10, "days") with { Id = "h", Party = "host" });
        Assert.Empty(Notice(others, others).Periods);
    }

    [Fact]
    public void A_period_with_a_condition_holds_for_those_of_whom_it_speaks()
    {
        var old = Diff.Commitments(
            Period(30, "days"), Period(90, "days") with { Id = "plus", When = Condition.Of("plan", "plus") },
            Period(1, "days") with { Id = "never", When = Condition.Of("plan", "gone") }) with
        { Parameters = [Plan] };
        Assert.Equal(["30 ", "90 plan is plus"], Notice(old, old).Periods.Select(period => $"{period.Days} {period.When}"));
        var (before, after) = (new Resolver(old), new Resolver(old with { Effective = Effective }));
        var context = Make.Context(null, ("plan", "basic"));
        Assert.Equal([30], ChangeNotice.Of(MatrixDiff.Compare(before, after, context), before, after, Make.Today).Periods
            .Select(period => period.Days!.Value));
    }

    [Fact]
    public void What_was_negotiated_is_no_notice()
    {
        var @base = Diff.Split(Sides.Provider);
        var annex = @base with { Id = "https://vendor.example/annex", Extends = new() { Id = @base.Id, Version = @base.Version } };
        var documents = DocumentSet.BuiltIn.Add(new MatrixDocument(@base));
        var (before, after) = (new Resolver(@base), new Resolver(annex, new() { Documents = documents }));
        var diff = MatrixDiff.Compare(before, after, Make.Today);
        Assert.True(diff.IsOfBase);
        Assert.Equal("diff", Assert.Throws<ArgumentException>(() => ChangeNotice.Of(diff, before, after, Make.Today)).ParamName);
        var same = MatrixDiff.Compare(before, before, Make.Today);
        Assert.Equal("newVersion", Assert.Throws<ArgumentException>(() => ChangeNotice.Of(same, before, after, Make.Today)).ParamName);
        Assert.Equal("oldVersion", Assert.Throws<ArgumentException>(() => ChangeNotice.Of(same, after, before, Make.Today)).ParamName);
    }

    [Fact]
    public void A_cut_comparison_makes_a_notice_that_says_so()
    {
        var (before, after) = (new Resolver(Diff.Split(Sides.Provider)), new Resolver(Diff.Split(Sides.Shared),
            new() { Limits = new() { MaxMatches = 1 } }));
        var diff = MatrixDiff.Compare(before, after, Make.Today);
        Assert.Contains(diff.Diagnostics, finding => finding.Id == "RM0003");
        Assert.False(ChangeNotice.Of(diff, before, after, Make.Today).IsComplete);
    }

    [SourcesFact]
    public void Every_notice_is_valid_against_the_published_schema_and_read_again()
    {
        var file = Path.Combine(Folders.Repository!, "schemas", "change-notice.schema.json");
        var schema = JsonSchema.Compile(File.ReadAllBytes(file), new() { AssertFormats = true });
        List<ChangeNotice> notices = [Notice(Diff.Commitments(Period(30, "days")), Diff.Commitments(Period(20, "businessDays")))];
        notices.AddRange(((IEnumerable<object?[]>)Changes).Select(row => Notice((Matrix)row[0]!, (Matrix)row[1]!)));
        var old = Diff.Split(Sides.Provider) with { Parameters = [Plan] };
        notices.Add(Notice(old, old with { Assignments = [Make.Assign("*", Sides.Shared, Condition.Of("plan", "plus"))] }));
        foreach (var notice in notices)
        {
            var utf8 = MatrixJson.ToUtf8Bytes(notice);
            Assert.Equal("", string.Join('\n', schema.Evaluate(utf8).Violations));
            Assert.Equal(utf8, MatrixJson.ToUtf8Bytes(JsonSerializer.Deserialize(utf8, MatrixJsonContext.Default.ChangeNotice)!));
        }
        var json = JsonNode.Parse(File.ReadAllBytes(file))!;
        Assert.True(schema.Evaluate(System.Text.Encoding.UTF8.GetBytes(json["examples"]![0]!.ToJsonString())).IsValid);
        Assert.Equal(Words.All<ChangeKind>(), json["$defs"]!["changeKind"]!["enum"]!.AsArray().Select(word => (string)word!));
    }

    /// <summary>The notice of a change that takes effect on 2027-03-01.</summary>
    internal static ChangeNotice Notice(Matrix old, Matrix now, DateOnly? asOf = null)
    {
        var (before, after) = (new Resolver(old), new Resolver(now with { Effective = Effective }));
        var day = asOf ?? Make.Today;
        return ChangeNotice.Of(MatrixDiff.Compare(before, after, day), before, after, day);
    }

    private static ValueList<NoticePeriod> Periods(Commitment commitment) =>
        Notice(Diff.Commitments(commitment), Diff.Commitments(commitment)).Periods;

    private static Commitment Period(decimal value, string unit) => new()
    {
        Id = "notice",
        Party = "acme",
        Metric = "changeNoticePeriod",
        Target = new() { Operator = TargetOperator.AtLeast, Value = value, Unit = unit },
    };

    private static IEnumerable<string> Lines(ChangeNotice notice)
    {
        Assert.All(notice.MustDo, item => Assert.Equal(Effective, item.By));
        Assert.All(notice.Losses.Concat(notice.Others), item => Assert.Null(item.By));
        return notice.MustDo.Select(item => $"do: {Line(item)}").Concat(notice.Losses.Select(item => $"loss: {Line(item)}"))
            .Concat(notice.Others.Select(item => $"other: {Line(item)}"));
    }

    private static string Line(NoticeItem item)
    {
        var values = item.Before is null && item.After is null ? "" : $" {item.Before ?? "-"} → {item.After ?? "-"}";
        var duties = item.Duties.Select(duty => $"{duty.Party}{(duty.Text is { } text ? $": {text}" : "")}" +
            (duty.Component is { } component ? $" ({component})" : ""));
        return $"{item.About}: {item.Text}{values}{(item.Duties.IsEmpty ? "" : $" [{string.Join("; ", duties)}]")}";
    }
}
