namespace ResponsibilityMatrix.Cli;

/// <summary>Writes a file that the user names.</summary>
internal static class OutputFile
{
    /// <summary>Why nothing can be written there; null when it can.</summary>
    public static string? ProblemWith(string path, bool force)
    {
        if (path == Files.StandardInput) return null;
        if (path.Length == 0) return "-o names no file.";
        if (Directory.Exists(path)) return $"{path} is a folder; name a file in it.";
        if (File.Exists(path) && !force) return $"{path} is there already; --force overwrites it.";
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Directory.Exists(folder) ? null : $"There is no folder {folder}.";
    }

    public static void Write(Surroundings surroundings, string path, bool force, byte[] bytes)
    {
        if (ProblemWith(path, force) is { } problem) throw new UsageException(problem);
        if (path != Files.StandardInput)
        {
            File.WriteAllBytes(path, bytes);
            return;
        }
        surroundings.Out.Write(System.Text.Encoding.UTF8.GetString(bytes));
        surroundings.Out.Flush();
    }
}
