using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>What people write of evidence and commitments is read as they mean it, or asked about.</summary>
public class WrittenWordsTests
{
    private static readonly WrittenCommitmentReader Commitments = new(CommitmentTerms.BuiltIn);

    [Theory]
    [InlineData("2026-12-31")]
    [InlineData("2026/12/31")]
    [InlineData("2026.12.31")]
    [InlineData("31.12.2026")]
    [InlineData("31. 12. 2026")]
    [InlineData("31/12/2026")]
    [InlineData("12/31/2026")]
    [InlineData("31-12-2026")]
    [InlineData("31 December 2026")]
    [InlineData("31st of December 2026")]
    [InlineData("31-Dec-2026")]
    [InlineData("31 dec. 2026")]
    [InlineData("December 31, 2026")]
    [InlineData("Dec 31st 2026")]
    [InlineData("31. Dezember 2026")]
    [InlineData("31 décembre 2026")]
    [InlineData("31 de diciembre de 2026")]
    [InlineData("2026年12月31日")]
    [InlineData("2026-12-31T23:59:59Z")]
    [InlineData("December 2026")]
    [InlineData("12/2026")]
    [InlineData("2026-12")]
    public void A_day_is_read_in_the_spellings_that_people_use(string day)
    {
        var written = WrittenEvidence.Of($"SOC 2 report, valid until {day}");
        Assert.Null(written.Problem);
        Assert.Equal(("SOC 2 report", EvidenceKind.Report, new DateOnly(2026, 12, 31)),
            (written.Evidence.Title.TrimEnd('Z', '9', '5', ':', '3', '2', 'T'), written.Evidence.Kind, written.Evidence.ValidUntil!.Value));
    }

    [Theory]
    [InlineData("03/04/2027", "“03/04/2027” is 3 April 2027 or 4 March 2027: write 2027-04-03 or 2027-03-04")]
    [InlineData("3-4-2027", "is 3 April 2027 or 4 March 2027")]
    [InlineData("31.12.26", "the year of “31.12.26” has two digits")]
    [InlineData("31.02.2027", "there is no day “31.02.2027”")]
    [InlineData("2027-13-01", "there is no day “2027-13-01”")]
    [InlineData("31 June 2027", "there is no day “31 June 2027”")]
    [InlineData("00/2027", "there is no month “00/2027”")]
    [InlineData("31.12.9999", "there is no day")]
    [InlineData("end of next year", "“valid until end of next year” names no day")]
    public void What_can_be_read_in_two_ways_or_in_none_is_asked_about(string day, string problem)
    {
        var written = WrittenEvidence.Of($"SOC 2 report, valid until {day}");
        Assert.Contains(problem, written.Problem, StringComparison.Ordinal);
        Assert.False(written.HasDate);
    }

    [Theory]
    [InlineData("05/05/2027", "2027-05-05")]
    [InlineData("03.04.2027", "2027-04-03")]
    [InlineData("13/04/2027", "2027-04-13")]
    [InlineData("April 2027", "2027-04-30")]
    [InlineData("Feb. 2028", "2028-02-29")]
    public void What_can_be_read_in_one_way_is_not_asked_about(string day, string expected) =>
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd", null),
            WrittenEvidence.Of($"Certificate, expires {day}").Evidence.ValidUntil);

    [Theory]
    [InlineData("SOC 2 report (issued 2026-03-01)", "SOC 2 report", "issued on 2026-03-01")]
    [InlineData("SOC 2 report of 1 March 2026", "SOC 2 report", "issued on 2026-03-01")]
    [InlineData("Bericht vom 1. März 2026, gültig bis 28.02.2027", "Bericht", "valid until 2027-02-28, issued on 2026-03-01")]
    [InlineData("SOC 2 Type 2 report, period 2025-10-01 to 2026-09-30", "SOC 2 Type 2 report",
        "for a period from 2025-10-01 to 2026-09-30")]
    [InlineData("SOC 2 Type 2 report (1 October 2025 – 30 September 2026)", "SOC 2 Type 2 report",
        "for a period from 2025-10-01 to 2026-09-30")]
    [InlineData("ISO 27001 certificate, valid from 2025-01-01 to 2027-12-31", "ISO 27001 certificate",
        "valid until 2027-12-31, issued on 2025-01-01")]
    [InlineData("Audit report for the year ended 30 September 2026", "Audit report", "for a period from 2025-10-01 to 2026-09-30")]
    [InlineData("ISO/IEC 27001:2022 certificate", "ISO/IEC 27001:2022 certificate", "")]
    [InlineData("Incident procedure 1.2.10", "Incident procedure 1.2.10", "")]
    [InlineData("Policy, does not expire", "Policy, does not expire", "")]
    [InlineData("Policy, valid until revoked", "Policy, valid until revoked", "")]
    public void The_title_is_what_is_left_of_a_line_without_its_days(string line, string title, string days)
    {
        var written = WrittenEvidence.Of(line);
        Assert.Equal((title, days, null), (written.Evidence.Title, written.Days(), written.Problem));
    }

    [Theory]
    [InlineData("SOC 2 report 2026-03-31", "“2026-03-31” may be the day of issue or the last day")]
    [InlineData("Report, period 2026-09-30 to 2025-10-01", "ends before it begins")]
    public void A_day_of_which_nobody_says_what_it_is_is_asked_about(string line, string problem)
    {
        var written = WrittenEvidence.Of(line);
        Assert.Contains(problem, written.Problem, StringComparison.Ordinal);
        Assert.False(written.HasDate);
        Assert.Equal(line, written.Evidence.Title);
    }

    [Theory]
    [InlineData("1,000 hours", 1000, "hours")]
    [InlineData("1 000 hours", 1000, "hours")]
    [InlineData("1'000 hours", 1000, "hours")]
    [InlineData("1,000,000 minutes", 1_000_000, "minutes")]
    [InlineData("1.000.000 minutes", 1_000_000, "minutes")]
    [InlineData("1,000.5 hours", 1000.5, "hours")]
    [InlineData("1.000,5 hours", 1000.5, "hours")]
    [InlineData("1,5 days", 1.5, "days")]
    [InlineData("0.125 days", 0.125, "days")]
    [InlineData("99.999 %", 99.999, "percent")]
    [InlineData("99,95 %", 99.95, "percent")]
    [InlineData("2 years", 24, "months")]
    public void Numbers_are_read_with_the_signs_between_their_digits(string words, double value, string unit)
    {
        var written = Commitments.Read(words);
        Assert.Equal(((decimal)value, unit, null), (written.Target!.Value, written.Target.Unit, written.Problem));
    }

    [Theory]
    [InlineData("1.000 hours", "“1.000” is 1 or 1000: write the number without a sign between thousands")]
    [InlineData("12.500 minutes", "is 12 or 12500")]
    [InlineData("1,00,000 hours", null)]
    [InlineData("1,0000,5 hours", null)]
    [InlineData("24 7 hours", null)]
    public void A_number_that_can_be_read_in_two_ways_is_no_commitment(string words, string? problem)
    {
        var written = Commitments.Read(words);
        Assert.Null(written.Target);
        if (problem is null) Assert.Null(written.Problem);
        else Assert.Contains(problem, written.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RTO: 4 hours", "recoveryTimeObjective")]
    [InlineData("rpo 1 hour", "recoveryPointObjective")]
    [InlineData("Incident notification time: within 24 hours", "incidentNotificationTime")]
    [InlineData("99.9 %", "availability")]
    [InlineData("24 hours", null)]
    public void The_metric_may_be_named(string words, string? metric) => Assert.Equal(metric, Commitments.Read(words).Metric);
}
