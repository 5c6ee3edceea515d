using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>LibreOffice, which opens, edits and saves workbooks and Word documents without a window.</summary>
internal static class LibreOffice
{
    private const string Program = "soffice";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static bool IsInstalled { get; } = IsThere();

    private static readonly Lazy<bool> Writer = new(() => IsInstalled && HasWriter());

    /// <summary>Whether it opens Word documents too.</summary>
    public static bool IsWriterInstalled => Writer.Value;

    /// <summary>Opens a workbook, runs the lines of a Basic macro with the document as <c>doc</c>, and gives back what it saves.</summary>
    public static byte[] Edit(byte[] workbook, string macro) => Edit(workbook, macro, "xlsx", "Calc MS Excel 2007 XML");

    /// <summary>The same with a Word document.</summary>
    public static byte[] EditWord(byte[] document, string macro) => Edit(document, macro, "docx", "MS Word 2007 XML");

    private static byte[] Edit(byte[] document, string macro, string extension, string filter)
    {
        var folder = Directory.CreateTempSubdirectory("libreoffice-");
        try
        {
            var (source, target) = (Path.Combine(folder.FullName, $"in.{extension}"), Path.Combine(folder.FullName, $"out.{extension}"));
            var profile = Path.Combine(folder.FullName, "profile");
            File.WriteAllBytes(source, document);
            // The first start makes the profile, and would write over what stands there.
            Run(profile, "--convert-to", "pdf", "--outdir", folder.FullName, source);
            var basic = Directory.CreateDirectory(Path.Combine(profile, "user", "basic", "Standard")).FullName;
            File.WriteAllText(Path.Combine(basic, "script.xlb"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
                <library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
                    library:passwordprotected="false"><library:element library:name="Edits"/></library:library>
                """);
            File.WriteAllText(Path.Combine(basic, "Edits.xba"), $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
                <script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" script:language="StarBasic"><![CDATA[
                Sub Main(source, target)
                  Dim hidden(0) As New com.sun.star.beans.PropertyValue
                  hidden(0).Name = "Hidden" : hidden(0).Value = True
                  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
                {macro}
                  Dim kind(0) As New com.sun.star.beans.PropertyValue
                  kind(0).Name = "FilterName" : kind(0).Value = "{filter}"
                  doc.storeToURL(target, kind())
                  doc.close(True)
                End Sub
                ]]></script:module>
                """);
            Run(profile, $"macro:///Standard.Edits.Main(\"{new Uri(source)}\",\"{new Uri(target)}\")");
            return File.ReadAllBytes(target);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Run(string profile, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Program, ["--headless", $"-env:UserInstallation={new Uri(profile)}", .. args])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (process.WaitForExit(Patience)) return;
        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"{Program} did not end: {output.Result}{error.Result}");
    }

    private static bool HasWriter()
    {
        var folder = Directory.CreateTempSubdirectory("libreoffice-");
        try
        {
            var text = Path.Combine(folder.FullName, "a.txt");
            File.WriteAllText(text, "text");
            Run(Path.Combine(folder.FullName, "profile"), "--convert-to", "pdf", "--outdir", folder.FullName, text);
            return File.Exists(Path.ChangeExtension(text, "pdf"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsThere()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(Program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.WaitForExit(Patience) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test with LibreOffice; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibreOfficeFactAttribute : FactAttribute
{
    public LibreOfficeFactAttribute()
    {
        if (!LibreOffice.IsInstalled) Skip = "LibreOffice Calc (soffice) is not installed.";
    }
}

/// <summary>A test with LibreOffice Writer; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LibreOfficeWriterFactAttribute : FactAttribute
{
    public LibreOfficeWriterFactAttribute()
    {
        if (!LibreOffice.IsWriterInstalled) Skip = "LibreOffice Writer (libreoffice-writer) is not installed.";
    }
}
