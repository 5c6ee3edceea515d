using System.Diagnostics;
using System.Runtime.Versioning;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What becomes of files: those that are read, and those that are written.</summary>
public sealed class FileTests : IDisposable
{
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";
    private const string Keys = "tests/ResponsibilityMatrix.Tests/Publishing/keys";
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    /// <summary>Every command that writes a file, with OUT where it goes.</summary>
    public static TheoryData<string> Writers =>
    [
        "init -o OUT",
        "init --requirements -o OUT",
        "publish IN -o OUT",
        "sign IN --key KEY -o OUT",
        "verify IN --signature SIG --key PUB -o OUT",
        "checklist IN --for customer --model saas -o OUT --format json",
        "import questionnaire ANSWERS --matrix IN --model saas -o OUT",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Writers))]
    public void Nothing_that_is_there_is_written_over_unasked(string line)
    {
        var target = Out("out.json");
        Assert.NotEqual(2, Run(line, target).ExitCode);
        var written = File.ReadAllText(target);
        File.WriteAllText(target, "mine");
        var (code, _, error) = Run(line, target);
        Assert.Equal(2, code);
        Assert.Contains("is there already; --force overwrites it.", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(target));
        Assert.NotEqual(2, Run(line + " --force", target).ExitCode);
        Assert.Equal(written.Length, File.ReadAllText(target).Length);
        AssertNothingIsLeft();
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void No_input_or_key_is_ever_written_over(string line)
    {
        foreach (var input in new[] { "IN", "KEY", "SIG", "PUB", "ANSWERS" }.Where(line.Contains))
        {
            var own = Given(input);
            var before = File.ReadAllBytes(own);
            List<string> names = [own, Path.Combine(_folder, ".", Path.GetFileName(own))];
            if (!OperatingSystem.IsWindows())
            {
                File.CreateSymbolicLink(Out($"link-{input}.json"), own);
                Directory.CreateSymbolicLink(Out($"around-{input}"), _folder);
                names.AddRange([Out($"link-{input}.json"), Path.Combine(Out($"around-{input}"), Path.GetFileName(own))]);
                if (HardLink(own, Out($"hard-{input}.json"))) names.Add(Out($"hard-{input}.json"));
            }
            foreach (var name in names)
            {
                var (code, _, error) = Run(line + " --force", name);
                Assert.Equal(2, code);
                Assert.Contains("and is not written over. Name another file with -o.", error, StringComparison.Ordinal);
                Assert.Equal(before, File.ReadAllBytes(own));
            }
        }
        AssertNothingIsLeft();
    }

    [Fact]
    public void A_file_that_comes_to_be_meanwhile_is_not_written_over()
    {
        var target = Out("out.json");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = App.Run(["publish", "-", "-o", target], new IOStreams
        {
            Out = output,
            Error = error,
            In = () =>
            {
                File.WriteAllText(target, "mine");
                return File.OpenRead(Path.Combine(Rmatrix.Root, "schemas/examples/crm.matrix.json"));
            },
            Today = new DateOnly(2026, 11, 24),
        });
        Assert.Equal(2, code);
        Assert.Contains("is there already", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(target));
        AssertNothingIsLeft();
    }

    [Fact]
    public void What_cannot_take_its_place_leaves_nothing_behind()
    {
        var target = Out("out.json");
        Directory.CreateDirectory(target);
        Assert.Throws<UsageException>(() => WholeFile.Write(target, [1], overwrites: true));
        Assert.Throws<UsageException>(() => WholeFile.Write(target, [1], overwrites: false));
        Assert.Throws<UsageException>(() => WholeFile.Write(Path.Combine(target, "no", "folder"), [1], overwrites: false));
        Assert.Empty(Directory.EnumerateFiles(_folder));
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_keeps_its_rights_and_a_link_stays_a_link()
    {
        var (file, link) = (Out("file.json"), Out("link.json"));
        File.WriteAllText(file, "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, file);
        WholeFile.Write(link, "new"u8.ToArray(), overwrites: true);
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal(file, new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [UnixFact]
    public void A_device_is_written_to_and_not_replaced()
    {
        Assert.Equal(0, Rmatrix.Run("publish", "schemas/examples/crm.matrix.json", "-o", "/dev/null").ExitCode);
        Assert.Equal(0, Rmatrix.Run("publish", "schemas/examples/crm.matrix.json", "-o", "/dev/null", "--force").ExitCode);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Contains("\"schemaVersion\"", Rmatrix.Run("publish", "schemas/examples/crm.matrix.json", "-o", "/dev/stdout").Out,
            StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_full_disk_is_told_and_ends_with_2()
    {
        var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var error = new StringWriter();
        // What it could not write it keeps, and would try again.
        var output = new StreamWriter(full) { NewLine = "\n" };
        GC.SuppressFinalize(output);
        Assert.Equal(2, App.Run(["rules"], new IOStreams { Out = output, Error = error, In = () => Stream.Null, Today = default }));
        Assert.Contains("No space left", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("/dev/full cannot be written: No space left on device", Rmatrix.Run("init", "-o", "/dev/full").Error,
            StringComparison.Ordinal);
        full.SafeFileHandle.Dispose();
    }

    [Fact]
    public void Standard_input_is_read_once()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage));
        foreach (
            var line in new[] { "resolve - --with -", "validate - -", "validate - /dev/stdin", "diff - /dev/stdin",
            "check - --against /dev/fd/0", "reconcile /dev/stdin -", $"sign /dev/stdin --key - -o {Out("x")}" })
        {
            var (code, _, error) = Rmatrix.RunWith(text, line.Split(' '));
            Assert.Equal(2, code);
            Assert.Contains("Only one of the files can be standard input", error, StringComparison.Ordinal);
        }
        Assert.Equal(Rmatrix.RunWith(text, "validate", "-"), Rmatrix.RunWith(text, "validate", "/dev/stdin"));
    }

    [Theory]
    [InlineData("validate -", 1, "RM0003")]
    [InlineData("validate - --format json", 1, "more than 67,108,864 bytes")]
    [InlineData("resolve -", 2, "more than 67,108,864 bytes")]
    [InlineData("sign IN --key -", 2, "is too large for a key")]
    public void Standard_input_without_end_is_not_read_to_the_end(string line, int expected, string words)
    {
        var endless = new Endless();
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] args = [.. line.Replace("IN", Given("IN"), StringComparison.Ordinal).Split(' '),
            .. line.StartsWith("sign", StringComparison.Ordinal) ? new[] { "-o", Out("x") } : []];
        var code = App.Run(args, new IOStreams { Out = output, Error = error, In = () => endless, Today = default });
        Assert.Equal(expected, code);
        Assert.Contains(words, output.ToString() + error, StringComparison.Ordinal);
        Assert.InRange(endless.Count, 1, Limits.Default.MaxBytes + 1L);
    }

    [LinuxFact]
    public void A_device_without_end_ends()
    {
        var (code, output, _) = Rmatrix.Run("validate", "/dev/zero");
        Assert.Equal(1, code);
        Assert.Contains("RM0003", output, StringComparison.Ordinal);
    }

    [UnixFact]
    public void What_is_no_ordinary_file_in_a_folder_is_left_out_and_told()
    {
        var inner = Directory.CreateDirectory(Out("inner")).FullName;
        File.Copy(Path.Combine(Rmatrix.Root, Storage), Path.Combine(inner, "storage.matrix.json"));
        File.CreateSymbolicLink(Path.Combine(inner, "zero.matrix.json"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(inner, "a.matrix.json"), Path.Combine(inner, "b.matrix.json"));
        File.CreateSymbolicLink(Path.Combine(inner, "b.matrix.json"), Path.Combine(inner, "a.matrix.json"));
        File.CreateSymbolicLink(Path.Combine(inner, "nowhere.matrix.json"), Path.Combine(inner, "nowhere"));
        File.WriteAllText(Path.Combine(inner, "empty.matrix.json"), "");
        using (var huge = File.Create(Path.Combine(inner, "huge.catalog.json"))) huge.SetLength(Limits.Default.MaxBytes + 1L);
        foreach (var name in new[] { "up", "self" })
            Directory.CreateSymbolicLink(Path.Combine(inner, name), name == "up" ? _folder : inner);
        Process.Start("mkfifo", Path.Combine(inner, "pipe.matrix.json")).WaitForExit();
        var (code, output, error) = Rmatrix.Run("validate", "schemas/examples/crm.matrix.json", "--with", _folder, "--with", inner);
        Assert.Equal(0, code);
        Assert.Contains("0 errors", output, StringComparison.Ordinal);
        var lines = error.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Contains(" is left out: ", line, StringComparison.Ordinal));
        foreach (var name in new[] { "zero", "a", "b", "nowhere", "empty", "huge", "pipe" })
            Assert.Single(lines, line => line.StartsWith($"rmatrix: {inner}/{name}.", StringComparison.Ordinal));
    }

    private (int ExitCode, string Out, string Error) Run(string line, string target) =>
        Rmatrix.Run(
            [
            .. line.Split(' ').Select(word => word is "IN" or "KEY" or "SIG" or "PUB" or "ANSWERS" ? Given(word) : word == "OUT" ? target
            : word)]);

    // A copy in a folder of its own, so that nothing of the repository can be harmed.
    private string Given(string word)
    {
        var file =
            Path.Combine(
            _folder,
            word switch { "IN" => "in.matrix.json", "KEY" => "key.pem", "PUB" => "pub.pem", "SIG" => "sig.jws", _ => "answers.csv" });
        if (File.Exists(file)) return file;
        var signed = "tests/ResponsibilityMatrix.Tests/Publishing/signed";
        switch (word)
        {
            case "IN": File.Copy($"{signed}/notes.matrix.json", file); break;
            case "KEY": File.Copy($"{Keys}/ec.pem", file); break;
            case "PUB": File.Copy($"{Keys}/ec.pub.pem", file); break;
            case "SIG": File.Copy($"{signed}/node.es256.jws", file); break;
            default: File.WriteAllText(file, "Question id,What you do\nlocal:a.1,Does it daily\n"); break;
        }
        return file;
    }

    private string Out(string name) => Path.Combine(_folder, name);

    private void AssertNothingIsLeft() => Assert.Empty(Directory.EnumerateFiles(_folder, ".rmatrix-*"));

    private static bool HardLink(string file, string link)
    {
        using var process = Process.Start("ln", [file, link]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private sealed class Endless : MemoryStream
    {
        public long Count { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Count += count;
            return count;
        }
    }
}

/// <summary>A test of what Unix does with files.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no such files.";
    }
}

/// <summary>A test of devices that Linux has.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "Only Linux has such devices.";
    }
}
