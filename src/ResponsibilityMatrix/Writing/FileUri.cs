using System.Buffers;
using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Writing;

/// <summary>Converts file names to URI references (RFC 3986): a relative path stays relative; an absolute one becomes a <c>file:</c>
/// URI.</summary>
internal static class FileUri
{
    private static readonly SearchValues<byte> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=@"u8);

    /// <summary>Converts a path with slashes or backslashes. Redundant segments are removed, so that a file has only one
    /// reference.</summary>
    public static string Of(string path)
    {
        path = path.Replace('\\', '/');
        if (path is [var drive, ':', '/', ..] && char.IsAsciiLetter(drive)) return $"file:///{drive}:/{Steps(path[2..], isAbsolute: true)}";
        if (path.StartsWith("//", StringComparison.Ordinal)) return $"file://{Steps(path, isAbsolute: true)}";
        return path.StartsWith('/') ? $"file:///{Steps(path, isAbsolute: true)}" : Steps(path, isAbsolute: false);
    }

    private static string Steps(string path, bool isAbsolute)
    {
        List<string> steps = [];
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".") continue;
            if (step != ".." || (!isAbsolute && steps is [] or [.., ".."])) steps.Add(Escape(step));
            else if (steps.Count > 0) steps.RemoveAt(steps.Count - 1);
        }
        return string.Join('/', steps);
    }

    // A colon is escaped too, because in a first segment it would end a scheme.
    private static string Escape(string step)
    {
        var escaped = new StringBuilder(step.Length);
        foreach (var b in Encoding.UTF8.GetBytes(step))
        {
            if (PathCharacters.Contains(b)) escaped.Append((char)b);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return escaped.ToString();
    }
}
