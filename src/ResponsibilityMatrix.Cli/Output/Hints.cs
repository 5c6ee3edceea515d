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
}
