using System.Diagnostics;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Long questions: what is shown of them, and what becomes of them when the user asks the command to end.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const string Crm = "schemas/examples/crm.matrix.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("validate -")]
    [InlineData("resolve -")]
    [InlineData("explain - 16.1.1")]
    [InlineData("chain -")]
    [InlineData("map - --to iso-27017@2026")]
    [InlineData("check - --against iso-27017-agreement")]
    [InlineData("diff - schemas/examples/crm.matrix.json")]
    [InlineData("reconcile - schemas/examples/crm-customer-statement.matrix.json")]
    [InlineData("checklist - --for customer -o OUT")]
    [InlineData("publish - -o OUT")]
    public void A_command_that_is_cancelled_ends_with_130_and_writes_nothing(string line)
    {
        using var source = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = App.Run([.. line.Split(' ').Select(arg => arg == "OUT" ? Path.Combine(_folder, "out.json") : arg)], new IOStreams
        {
            Out = output,
            Error = error,
            // The user presses Ctrl+C once the document is read.
            In = () =>
            {
                source.Cancel();
                return File.OpenRead(Path.Combine(Rmatrix.Root, Crm));
            },
            Cancellation = source.Token,
            Today = new DateOnly(2026, 11, 24),
        });
        Assert.Equal((130, "", ""), (code, output.ToString(), error.ToString()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_file_that_is_cancelled_while_it_is_written_leaves_what_was_there()
    {
        var target = Path.Combine(_folder, "out.json");
        File.WriteAllText(target, "old");
        Assert.Throws<OperationCanceledException>(() => WholeFile.Write(target, [1], overwrites: true, new CancellationToken(true)));
        Assert.Equal("old", File.ReadAllText(target));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [LinuxFact]
    public void A_signal_ends_a_process_that_waits_for_input()
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, "validate", "-"])
            { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        // It has read what there is, and waits for the rest.
        process.StandardInput.Write("{");
        process.StandardInput.Flush();
        Thread.Sleep(1_500);
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal((143, "", ""), (process.ExitCode, process.StandardOutput.ReadToEnd(), process.StandardError.ReadToEnd()));
    }

    [Fact]
    public void A_long_question_shows_how_far_it_is_and_takes_it_away_before_it_answers()
    {
        var (output, error) = Run(new SlowTime(), showsProgress: true);
        Assert.StartsWith("\rrmatrix: ", error, StringComparison.Ordinal);
        Assert.Contains("rmatrix: resolving controls, ", error, StringComparison.Ordinal);
        Assert.EndsWith(" \r", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Assert.Equal(Run(new SlowTime(), showsProgress: false).Out, output);
    }

    // It ends with errors, since its upstreams are not at hand.
    [Fact]
    public void A_chain_shows_how_far_it_is() => Assert.Contains(
        "rmatrix: following upstreams, ", Run(new SlowTime(), showsProgress: true, "chain", exitCode: 1).Error, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_shown_of_a_short_question_or_where_nobody_watches()
    {
        Assert.Equal("", Run(new StoppedTime(), showsProgress: true).Error);
        Assert.Equal("", Run(new SlowTime(), showsProgress: false).Error);
    }

    private static (string Out, string Error) Run(TimeProvider time, bool showsProgress, string command = "resolve", int exitCode = 0)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        Assert.Equal(exitCode, App.Run([command, "-", "--format", "json"], new IOStreams
        {
            Out = output,
            Error = error,
            In = () => File.OpenRead(Path.Combine(Rmatrix.Root, Crm)),
            ShowsProgress = showsProgress,
            Time = time,
            Today = new DateOnly(2026, 11, 24),
        }));
        return (output.ToString(), error.ToString());
    }

    /// <summary>A clock on which no time passes, however slow the machine is.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    /// <summary>A clock on which a second passes whenever somebody looks.</summary>
    private sealed class SlowTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
