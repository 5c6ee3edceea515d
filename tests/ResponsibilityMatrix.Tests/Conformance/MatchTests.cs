using System.Text.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Conformance;

/// <summary>That the comparison of vectors finds what is not as expected.</summary>
public class MatchTests
{
    [Theory]
    [InlineData("""{ "a": { "b": 1 } }""", """{ "a": { "b": 1, "c": 2 }, "d": 3 }""")]
    [InlineData("""{ "a": null }""", """{ }""")]
    [InlineData("""{ "controls": [{ "control": "X-2", "split": "provider" }] }""",
        """{ "controls": [{ "control": "X-1" }, { "control": "X-2", "split": "provider", "leaf": true }] }""")]
    [InlineData("""{ "controls": [{ "control": "X-1", "catalog": "b@1", "leaf": true }] }""",
        """
        { "controls": [{ "control": "X-1", "catalog": "a@1", "leaf": false }, { "control": "X-1", "catalog": "b@1", "leaf": true }] }
        """)]
    [InlineData("""{ "diagnostics": [{ "id": "RM2001" }], "noOtherDiagnostics": ["RM2"] }""",
        """{ "diagnostics": [{ "id": "RM3001" }, { "id": "RM2001" }] }""")]
    [InlineData("""{ "absentControls": ["X-2"], "absentChanges": [{ "kind": "a", "control": "X-1" }] }""",
        """{ "controls": [{ "control": "X-1" }], "changes": [{ "kind": "a", "control": "X-2" }] }""")]
    public void What_is_as_expected_matches(string expected, string actual) => Assert.Empty(Problems(expected, actual));

    [Theory]
    [InlineData("""{ "a": 1 }""", """{ }""")]
    [InlineData("""{ "a": null }""", """{ "a": 1 }""")]
    [InlineData("""{ "a": [1] }""", """{ "a": [1, 2] }""")]
    [InlineData("""{ "a": [1, 2] }""", """{ "a": [2, 1] }""")]
    [InlineData("""{ "a": { "b": 1 } }""", """{ "a": { "b": "1" } }""")]
    [InlineData("""{ "refused": true }""", """{ "controls": [] }""")]
    [InlineData("""{ "controls": [{ "control": "X-1", "because": [] }] }""",
        """{ "controls": [{ "control": "X-1", "because": [{ }] }] }""")]
    [InlineData("""{ "controls": [{ "control": "X-1" }] }""", """{ "controls": [{ "control": "X-2" }] }""")]
    [InlineData("""{ "diagnostics": [{ "id": "RM2001" }, { "id": "RM2001" }] }""", """{ "diagnostics": [{ "id": "RM2001" }] }""")]
    [InlineData("""{ "diagnostics": [{ "id": "RM2001" }], "noOtherDiagnostics": ["RM2"] }""",
        """{ "diagnostics": [{ "id": "RM2001" }, { "id": "RM2002" }] }""")]
    [InlineData("""{ "changes": [{ "kind": "a", "impact": "major" }] }""", """{ "changes": [{ "kind": "a", "impact": "minor" }] }""")]
    [InlineData("""{ "absentControls": ["X-1"] }""", """{ "controls": [{ "control": "X-1" }] }""")]
    [InlineData("""{ "absentChanges": [{}] }""", """{ "changes": [{ "kind": "a" }] }""")]
    public void What_is_not_as_expected_is_told(string expected, string actual) => Assert.NotEmpty(Problems(expected, actual));

    private static IReadOnlyList<string> Problems(string expected, string actual)
    {
        using var wanted = JsonDocument.Parse(expected);
        using var given = JsonDocument.Parse(actual);
        return Match.Problems(wanted.RootElement, given.RootElement);
    }
}
