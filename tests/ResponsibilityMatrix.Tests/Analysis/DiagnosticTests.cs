using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>How the message of a finding is put together.</summary>
public class DiagnosticTests
{
    private static readonly DiagnosticDescriptor Descriptor =
        new() { Id = "RM2001", Title = "Test", DefaultSeverity = Severity.Warning, Why = "Test.", HowToFix = "Test." };

    [Fact]
    public void A_message_from_parts_has_a_format_and_arguments()
    {
        var (id, count) = ("a{0}", 1_000);
        var found = Diagnostic.Of(Descriptor, $"{id} has {{{count:N0}}} parts.");
        Assert.Equal("a{0} has {1,000} parts.", found.Message);
        Assert.Equal("{0} has {{{1}}} parts.", found.MessageFormat);
        Assert.Equal(["a{0}", "1,000"], found.Arguments);
        AssertFormatted(found);
        AssertFormatted(found with { Severity = Severity.Error });
    }

    [Fact]
    public void A_message_that_was_given_whole_is_its_own_format()
    {
        var found = Diagnostic.Of(Descriptor, "Use {braces}.");
        Assert.Equal("Use {{braces}}.", found.MessageFormat);
        Assert.Empty(found.Arguments);
        AssertFormatted(found);
        var other = Diagnostic.Of(Descriptor, $"{found.Id} is here.") with { Message = "Another." };
        Assert.Equal(("Another.", "Another.", 0), (other.Message, other.MessageFormat, other.Arguments.Count));
    }

    [Fact]
    public void A_part_before_the_full_stop_is_an_argument_too()
    {
        var found = Diagnostic.Of(Descriptor, $"{Descriptor.Id} is here.").WithEnd(" (when plan is {x})");
        Assert.Equal("RM2001 is here (when plan is {x}).", found.Message);
        Assert.Equal("{0} is here{1}.", found.MessageFormat);
        AssertFormatted(found);
        AssertFormatted(Diagnostic.Of(Descriptor, "It is {here}.").WithEnd(" (now)"));
    }

    [Fact]
    public void Findings_that_say_the_same_are_equal_however_they_were_put_together() =>
        Assert.Equal(Diagnostic.Of(Descriptor, "RM2001 is here."), Diagnostic.Of(Descriptor, $"{Descriptor.Id} is here."));

    [Fact]
    public void Findings_of_one_kind_share_their_format()
    {
        var matrix = Make.Matrix([.. Enumerable.Range(0, 1_000).Select(number => Make.Assign("a.1", Sides.Provider))
            .Select(assignment => assignment with { Duties = [new Duty { Party = "nobody" }] })]);
        var found = matrix.Findings().Where(finding => finding.Id == "RM1001").ToList();
        Assert.Equal(1_000, found.Count);
        Assert.All(found, finding => Assert.Same(found[0].MessageFormat, finding.MessageFormat));
    }

    private static void AssertFormatted(Diagnostic found) => Assert.Equal(
        found.Message, string.Format(CultureInfo.InvariantCulture, found.MessageFormat, [.. found.Arguments.Cast<object?>()]));
}
