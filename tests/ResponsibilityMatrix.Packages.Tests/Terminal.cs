using System.Diagnostics;
using System.Text;

namespace ResponsibilityMatrix.Packages.Tests;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>Runs programs as a developer does in a terminal.</summary>
internal static class Terminal
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs a program in a folder, and waits for its end.</summary>
    public static Finished Run(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // The tests themselves run inside an SDK, whose variables would lead another one astray.
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', args)} did not end.");
        }
        return new(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Runs the SDK; an error where it does not end with 0. Returns what it printed.</summary>
    public static string Dotnet(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var finished = Run(folder, environment, Environment.ProcessPath is { } path && IsDotnet(path) ? path : "dotnet", args);
        return finished.ExitCode == 0
            ? finished.Output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', args)} in {folder}: {finished}");
    }

    /// <summary>Whether a program of that name is in the path.</summary>
    public static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.Ordinal);

    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) && name != "MSBUILDDISABLENODEREUSE"
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_HOST_PATH" or "CORECLR_ENABLE_PROFILING";
}
