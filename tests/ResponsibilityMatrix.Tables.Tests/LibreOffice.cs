using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>LibreOffice, which opens, edits and saves workbooks without a window.</summary>
internal static class LibreOffice
{
    private const string Program = "soffice";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static bool IsInstalled { get; } = IsThere();

    /// <summary>Opens a workbook, runs the lines of a Basic macro with the document as <c>doc</c>, and gives back what it saves.</summary>
    public static byte[] Edit(byte[] workbook, string macro)
    {
        var folder = Directory.CreateTempSubdirectory("libreoffice-");
        try
        {
            var (source, target) = (Path.Combine(folder.FullName, "in.xlsx"), Path.Combine(folder.FullName, "out.xlsx"));
            var profile = Path.Combine(folder.FullName, "profile");
            File.WriteAllBytes(source, workbook);
            // The first start makes the profile, and would write over what stands there.
            Run(profile, "--convert-to", "csv", "--outdir", folder.FullName, source);
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
                  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
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
