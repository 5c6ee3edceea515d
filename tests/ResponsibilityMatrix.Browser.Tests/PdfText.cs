using ResponsibilityMatrix.Tests;

namespace ResponsibilityMatrix.Browser.Tests;

/// <summary>The text of the pages of a PDF, by pdftotext.</summary>
internal static class PdfText
{
    public static bool IsHere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "pdftotext")));

    public static string[] Of(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            // A page ends with a form feed.
            return Tool.Run("pdftotext", "-layout", file, "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>A test of what is printed, with data; skipped where Chromium, pdftotext or the examples are not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrintTheoryAttribute : Xunit.TheoryAttribute
{
    public PrintTheoryAttribute() => Skip = BrowserTests.Missing ?? (PdfText.IsHere ? null : "pdftotext is not installed.");
}
