namespace ResponsibilityMatrix.Cli;

/// <summary>Paths without links.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The full path of a file or folder with every link on the way to it followed. What does not exist stays as it is.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var links = 0;
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full[real.Length..]));
        while (rest.TryPop(out var part))
        {
            if (part == "..") real = Path.GetDirectoryName(real) ?? real;
            else if (new FileInfo(Path.Combine(real, part)).LinkTarget is not { } target) real = Path.Combine(real, part);
            else
            {
                if (++links > MostLinks) throw new IOException($"Links lead in a circle at {path}.");
                if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
                foreach (var step in Parts(Path.IsPathRooted(target) ? target[real.Length..] : target)) rest.Push(step);
            }
        }
        return real;
    }

    // Last first, to be taken from a stack.
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part != ".").Reverse();
}
