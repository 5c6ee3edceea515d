using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Runs the command in this process, from the root of the repository, on a fixed day.</summary>
internal static class Rmatrix
{
    static Rmatrix() => Environment.CurrentDirectory = Root;

    public static string Root { get; } = FindRoot();

    public static (int ExitCode, string Out, string Error) Run(params string[] args) => RunWith("", args);

    public static (int ExitCode, string Out, string Error) RunWith(string input, params string[] args) => RunOn(null, input, args);

    /// <summary>Runs it as on a terminal of a width, with colours; null for a pipe.</summary>
    public static (int ExitCode, string Out, string Error) RunOn(int? terminalWidth, string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = App.Run(args, new IOStreams
        {
            Out = output,
            Error = error,
            In = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Today = new DateOnly(2026, 11, 24),
            IsTerminal = terminalWidth is not null,
            HasColour = terminalWidth is not null,
            Width = terminalWidth ?? 100,
        });
        return (code, output.ToString(), error.ToString());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ResponsibilityMatrix.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}

/// <summary>Compares text with the file <c>Class.Method.verified.txt</c> beside the test; what differs is left as
/// <c>.received.txt</c>.</summary>
internal static class Snapshot
{
    public static void Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var start = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        var (verified, received) = ($"{start}.verified.txt", $"{start}.received.txt");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"The text is not that of {verified}. Compare it with {received}, and rename that file if it is right.");
    }
}
