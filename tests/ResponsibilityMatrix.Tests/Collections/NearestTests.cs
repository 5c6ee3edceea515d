using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class NearestTests
{
    private static readonly Gen<string> Name = Gen.Char["abAB-"].Array[0, 9].Select(letters => new string(letters));

    [Theory]
    [InlineData("acme", "acne")]
    [InlineData("acme", "amce")]
    [InlineData("acme", "acmee")]
    [InlineData("acme", "cme")]
    [InlineData("ACME", "acme")]
    [InlineData("acme", "globex", false)]
    [InlineData("acme", "acnne", false)]
    [InlineData("", "a")]
    [InlineData("", "ab", false)]
    public void A_name_is_near_that_differs_in_a_third_of_the_letters_at_most(string text, string name, bool isNear = true) =>
        Assert.Equal(isNear ? name : null, Nearest.Find(text, [name]));

    [Fact]
    public void The_name_that_differs_least_is_found_and_of_equal_ones_the_first() =>
        Gen.Select(Name, Name.Array[0, 6]).Sample((text, names) =>
    {
        var near = names.Where(name => Distance(text, name) <= Math.Max(1, text.Length / 3)).MinBy(name => Distance(text, name));
        return Nearest.Find(text, names) == near;
    });

    [Fact]
    public void Of_thousands_of_unknown_names_the_first_thousand_come_with_a_suggestion()
    {
        const int Unknown = 1_200;
        var matrix = Make.Matrix() with
        {
            Assignments =
            [.. Enumerable.Range(0, Unknown).Select(i => new Assignment { Controls = ["*"], Duties = [new Duty { Party = "acmee" }] })]
        };
        var findings = matrix.Findings().Where(finding => finding.Id == "RM1001").ToList();
        Assert.Equal(Unknown, findings.Count);
        Assert.All(findings.Take(Suggestions.Most), finding =>
            Assert.EndsWith("Did you mean \"acme\"?", finding.Message, StringComparison.Ordinal));
        Assert.All(
            findings.Skip(Suggestions.Most), finding => Assert.EndsWith("in this document.", finding.Message, StringComparison.Ordinal));
    }

    // By the definition: the fewest letters added, left out, replaced, or exchanged with their neighbour.
    private static int Distance(string left, string right)
    {
        var (one, other) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }
                distances[i, j] = Math.Min(
                    Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1, distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }
        return distances[one.Length, other.Length];
    }
}
