using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Cli;

/// <summary>What the command adds to what the library says: the option by which somebody can do something about it.</summary>
internal static class Hints
{
    /// <summary>A problem in a sentence, with the option by which to solve it.</summary>
    public static string Sentence(Problem problem) => problem.Code switch
    {
        ProblemCode.MissingServiceModel or ProblemCode.UnknownServiceModel => $"{problem.Message} (--model)",
        ProblemCode.MissingParameter or ProblemCode.UnknownParameter or ProblemCode.UnknownParameterValue or ProblemCode.UnknownDefault =>
            $"{problem.Message} (--set NAME=VALUE)",
        ProblemCode.MissingPassphrase => $"{problem.Message} (--passphrase-file FILE)",
        _ => problem.Message,
    };

    /// <summary>What is wrong with a small document that is read by its type alone, in words without those of the platform.</summary>
    public static string Words(JsonException exception)
    {
        var message = exception.Message;
        var member = message.Split('\'') is [_, var name, ..] ? name : "";
        var where = exception.LineNumber is { } line ? $"line {line + 1}: " : "";
        return message.Contains("could not be mapped", StringComparison.Ordinal) ? $"{where}there is no member \"{member}\"."
            : message.Contains("missing required", StringComparison.Ordinal)
                ? $"{where}it lacks " +
                    $"{string.Join(", ", message.Split('\'').Skip(3).Where((_, i) => i % 2 == 0).Select(one => $"\"{one}\""))}."
            : message.Contains("could not be converted", StringComparison.Ordinal)
                ? $"{where}the value of {exception.Path} is not of the kind that belongs there."
            : message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) ? $"{where}a member stands there twice."
            : exception.LineNumber is null ? message : $"{where}it is no valid JSON there.";
    }

    /// <summary>The option by which somebody can do something about a finding, after a blank; empty where there is
    /// none.</summary>
    public static string For(Diagnostic finding) =>
        finding.Id == "RM0100" && finding.Message.StartsWith("This is no matrix", StringComparison.Ordinal)
            ? " Plans, profiles, component definitions and mapping collections in OSCAL are for `rmatrix import oscal`."
        : finding.Id == "RM7004" && finding.Place?.Pointer.Contains("/extensions/", StringComparison.Ordinal) is not true ? ""
            : For(finding.Descriptor);

    /// <summary>The same for a kind of finding.</summary>
    public static string For(DiagnosticDescriptor descriptor) => descriptor.Id switch
    {
        "RM1003" or "RM3001" or "RM3002" => " (--with FILE)",
        "RM7004" => " (--keep-extension KEY)",
        _ => "",
    };
}
