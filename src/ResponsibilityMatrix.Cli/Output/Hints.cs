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
