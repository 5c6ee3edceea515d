using System.Security.Cryptography;
using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>The style sheet and the script of a page, which are the same in all pages, and the policy that allows them alone.</summary>
internal static class HtmlAssets
{
    public static string Style { get; } = Text("report.css");

    public static string Script { get; } = Text("report.js");

    public static string Policy { get; } = $"default-src 'none'; style-src {Hash(Style)}; script-src {Hash(Script)}; img-src data:; " +
        "base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Text(string name)
    {
        using var stream = typeof(HtmlAssets).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
