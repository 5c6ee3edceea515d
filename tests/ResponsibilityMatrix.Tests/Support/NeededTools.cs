using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Programs of others that some tests hold the library against.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static bool HasNode { get; } = Has("node", "--version");

    public static bool HasOpenSsl { get; } = Has("openssl", "version");

    /// <summary>What a program prints; an error where it does not end with 0.</summary>
    public static string Run(string program, params string[] args)
    {
        using var process =
            Process.Start(
            new ProcessStartInfo(program, args)
            { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end.");
        }
        return process.ExitCode == 0 ? output.GetAwaiter().GetResult()
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }

    private static bool Has(string program, string question)
    {
        try
        {
            Run(program, question);
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>A test against node; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!Tool.HasNode) Skip = "node is not installed.";
    }
}

/// <summary>A test against node with data; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (!Tool.HasNode) Skip = "node is not installed.";
    }
}

/// <summary>A test against openssl with data; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenSslTheoryAttribute : TheoryAttribute
{
    public OpenSslTheoryAttribute()
    {
        if (!Tool.HasOpenSsl) Skip = "openssl is not installed.";
    }
}
