using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;
using Severity = FluentValidation.Severity;

namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>What docs/fluent-validation.md shows has been run.</summary>
public sealed class PageTests
{
    [Fact]
    public void An_endpoint_for_a_party()
    {
        List<string> printed = [];
        var console = new { WriteLine = (Action<string>)printed.Add };
        // <snippet>
        var party = new Party { Id = "Acme", Name = "Acme", Contacts = [new() { Purpose = "support", Email = "nobody" }] };
        var result = new PartyValidator().Validate(party);
        foreach (var (path, messages) in result.ToDictionary()) // the shape that Results.ValidationProblem takes
            console.WriteLine($"{path}: {messages[0]}");
        foreach (var failure in result.Errors)
            console.WriteLine($"{failure.ErrorCode} at {((Diagnostic)failure.CustomState).Place!.Pointer}");
        // Id: "id" must be an id of lower-case letters, digits, full stops, hyphens and underscores, but is "Acme".
        // Contacts[0].Email: "email" must be an e-mail address such as security@example.com, but is "nobody".
        // RM0100 at /id
        // RM0100 at /contacts/0/email
        // </snippet>
        AssertShown(printed);
    }

    [Fact]
    public void A_whole_matrix()
    {
        List<string> printed = [];
        var console = new { WriteLine = (Action<string>)printed.Add };
        var matrix = Make.Matrix(
            new Assignment { Controls = ["a.1"], Duties = [new() { Party = "acme" }, new() { Party = "Globex" }] },
            new Assignment { Controls = ["a.2"], State = ControlState.NotApplicable });
        // <snippet>
        var validator = new WholeMatrixValidator(TimeProvider.System) { LeastSeverity = Severity.Error };
        foreach (var failure in validator.Validate(matrix).Errors)
            console.WriteLine($"{failure.ErrorCode} {failure.PropertyName}: {failure.ErrorMessage}");
        // RM1001 Assignments[0].Duties[1].Party: There is no party "Globex" in this document. Did you mean "globex"?
        // RM2008 Assignments[1]: "notApplicable" is stated without a "reason".
        // </snippet>
        AssertShown(printed);
    }

    private static void AssertShown(List<string> printed, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        var lines = File.ReadAllLines(file);
        var within = Array.FindIndex(lines, line => line.Contains($"void {test}()", StringComparison.Ordinal));
        var start = Array.FindIndex(lines, within, line => line.Trim() == "// <snippet>") + 1;
        var end = Array.FindIndex(lines, within, line => line.Trim() == "// </snippet>");
        var shown = lines[start..end].Select(line => line.Length >= 8 ? line[8..] : line).ToList();
        Assert.Equal(shown.Where(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..]), printed);
        var snippet = string.Join('\n', shown).Replace("console.", "Console.", StringComparison.Ordinal);
        Assert.Contains($"```csharp\n{snippet}\n```", File.ReadAllText(Path.Combine(Folders.Repository!, "docs", "fluent-validation.md"))
            .ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
