using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports on a matrix and what changed in it.</summary>
public sealed class ChangesTests
{
    private static readonly Duty Patches = new() { Party = "acme", Text = "Patches the servers." };
    private static readonly Duty Scans = new() { Party = "acme", Text = "Scans the servers." };
    private static readonly Duty Reports = new() { Id = "report", Party = "globex", Text = "Reports what it sees." };

    [Fact]
    public void Duties_keep_their_numbers_whatever_becomes_of_their_words()
    {
        var report = Compared([Patches, Scans, Reports],
            [Reports with { Text = "Reports within a day." }, Scans, new() { Party = "acme", Text = "Tests backups." }]);
        var duties = Control(report, "9.2.1").Answers[0].Duties;
        Assert.Equal(
            ["9.2.1-3 Changed Reports within a day.", "9.2.1-2 None Scans the servers.", "9.2.1-1 Changed Tests backups."],
            duties.Select(duty => $"{duty.Number} {duty.Change} {duty.Text}"));
        Assert.Equal("Reports what it sees.", duties[0].Before?.Text);
    }

    [Fact]
    public void A_duty_that_came_and_one_that_went_are_marked()
    {
        var report = Compared([Patches, Reports], [Patches, Scans]);
        Assert.Equal(
            ["9.2.1-1 None", "9.2.1-3 Added", "9.2.1-2 Removed"],
            Control(report, "9.2.1").Answers[0].Duties.Select(duty => $"{duty.Number} {duty.Change}"));
        Assert.Equal(ReportChange.Changed, Control(report, "9.2.1").Change);
        Assert.Equal(ReportChange.None, Control(report, "11.1.1").Change);
    }

    [Fact]
    public void A_split_that_changed_has_the_one_before()
    {
        var report = Compared([Patches], [Patches, Reports]);
        Assert.Equal("provider", Control(report, "9.2.1").Answers[0].Before);
        var notice = Assert.Single(report.Notices, notice => notice.Text.Contains("work to the customer", StringComparison.Ordinal));
        Assert.Equal("9.2.1", Assert.Single(notice.Links).Text);
    }

    [Fact]
    public void A_control_that_is_no_longer_in_scope_is_shown_as_it_was()
    {
        var report = Reported.Of(
            Version("2.0.0", [Patches], "11.1.1"),
            new() { Context = new() { AsOf = Reported.Day }, Previous = new Resolver(Version("1.0.0", [Patches], "9.2.1", "11.1.1")) });
        var control = Control(report, "9.2.1");
        Assert.Equal((ReportChange.Removed, "provider"), (control.Change, control.Answers[0].Words));
        Assert.Equal(ReportChange.Removed, Assert.Single(control.Answers[0].Duties).Change);
        Assert.Contains(Section(report, "changes").Blocks.OfType<ReportTable>(), table => table.Caption == "What the customer loses");
    }

    [Fact]
    public void A_version_number_that_says_too_little_stands_at_the_top()
    {
        var report = Compared([Patches], [Reports], "1.0.1");
        Assert.Equal(Severity.Error, report.Notices[0].Severity);
        Assert.StartsWith("The version number", report.Notices[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_matrix_is_no_version_before() => Assert.Throws<ArgumentException>(() => Reported.Of(Reported.Matrix(),
        new() { Context = new() { AsOf = Reported.Day }, Previous = new Resolver(Reported.Matrix() with { Id = "urn:example:other" }) }));

    [Fact]
    public void A_report_on_one_version_marks_nothing()
    {
        var report = Reported.Of(Version("1.0.0", [Patches]));
        Assert.DoesNotContain(report.Sections, section => section.Id == "changes");
        Assert.All(Control(report, "9.2.1").Answers[0].Duties, duty => Assert.Equal(ReportChange.None, duty.Change));
    }

    private static Report Compared(Duty[] before, Duty[] now, string version = "2.0.0") => Reported.Of(
        Version(version, now),
        new() { Context = new() { AsOf = Reported.Day }, Previous = new Resolver(Version("1.0.0", before)) });

    private static Matrix Version(string version, Duty[] duties, params string[] controls) => Reported.Matrix(controls: controls) with
    {
        Version = version,
        Assignments = [new() { Controls = [Selector.Parse("9.2.1")], Duties = [.. duties] }],
    };

    private static ReportControl Control(Report report, string id) => report.Sections.SelectMany(section => section.Blocks)
        .OfType<ReportControls>().Single().Domains.SelectMany(domain => domain.Controls).Single(control => control.Id == id);

    private static ReportSection Section(Report report, string id) => report.Sections.Single(section => section.Id == id);
}
