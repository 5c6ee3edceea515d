using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Reports by the command: what they can be about, and what cannot be asked for.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Examples = "schemas/examples";
    private const string Crm = $"{Examples}/crm.matrix.json";
    private const string Statement = $"{Examples}/crm-customer-statement.matrix.json";
    private const string Keys = "tests/ResponsibilityMatrix.Tests/Publishing/keys";

    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public static TheoryData<string, string> WrongUses => new()
    {
        { $"--since {Crm} --check dora-art-30", "A report is about one thing: leave out --since or --check." },
        { $"--against {Statement} --for provider", "--for shows a party's part of a matrix, and --against has none." },
        { "--check dora-art-30 --language de", "--check judges the matrix in its own language." },
        { "--check dora", "There is no set of requirements 'dora', and no file of that name. Did you mean \"dora-art-30\"?" },
        { "--key key.pem", "--key is the key of a signature: name that with --signature." },
        { "--for nobody", "Nobody in the matrix is called 'nobody'. It has harbourline, subscriber, anvil, pigeonpost." },
        { $"--since {Examples}/platform.matrix.json", "These are two matrices and not two versions of one" },
        { $"--against {Examples}/platform.matrix.json", "only two statements about one service can be reconciled." },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Shared responsibilities and their chain, version 1.2.0", "--with", Examples)]
    [InlineData("Reconciliation of Harbourline (provider)", "--against", Statement)]
    [InlineData("compared with version 1.2.0", "--since", Crm)]
    [InlineData("checked against Contracts on ICT services", "--check", "dora-art-30")]
    public void A_report_says_what_it_is_about_and_ends_with_0(string expected, params string[] options)
    {
        var file = options[0] == "--since" ? $"{Examples}/crm-2.0.0.matrix.json" : Crm;
        var (code, output, error) = Rmatrix.Run(["report", file, .. options, "-o", "-"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(expected, output.Split('\n')[2], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string options, string expected)
    {
        var (code, output, error) = Rmatrix.Run(["report", Crm, .. options.Split(' '), "-o", "-"]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_format_is_told_the_formats() =>
        Assert.Contains(".md", Rmatrix.Run("report", Crm, "-o", Path.Combine(_folder, "crm.pages")).Error, StringComparison.Ordinal);

    [Fact]
    public void The_signature_is_said_to_be_what_was_verified_and_no_more()
    {
        var signature = Path.Combine(_folder, "crm.jws");
        Assert.Equal(0, Rmatrix.Run("sign", Crm, "--key", $"{Keys}/ec.pem", "-o", signature).ExitCode);
        Assert.Contains("**Signature**: valid: the document is the one that was signed (ES256)",
            Report(Crm, "--signature", signature, "--key", $"{Keys}/ec.pub.pem"), StringComparison.Ordinal);
        var other = Report($"{Examples}/crm-2.0.0.matrix.json", "--signature", signature, "--key", $"{Keys}/ec.pub.pem");
        Assert.Contains("> **Error**: The signature is NOT VALID", other, StringComparison.Ordinal);
        Assert.Contains("**Signature**: not looked at", Report(Crm, "--signature", signature), StringComparison.Ordinal);
    }

    private static string Report(params string[] args) => Rmatrix.Run(["report", .. args, "-o", "-"]).Out;
}
