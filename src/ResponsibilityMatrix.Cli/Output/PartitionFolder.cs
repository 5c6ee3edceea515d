namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Writes the folder of a partitioned table, <c>service=ID/version=V/rows.parquet</c>, whole or not at all: beside its place first, under a
/// name of its own, and then moved there. What is there already is only replaced when asked for, as a whole, and only if it is such a
/// table, so that old and new files never stand side by side and no other file is lost.
/// </summary>
internal static class PartitionFolder
{
    /// <summary>Looks whether the folder can be written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrites">Whether a table that is there may be replaced.</param>
    /// <exception cref="UsageException">It cannot.</exception>
    public static void Check(string path, bool overwrites)
    {
        if (path.Length == 0) throw new UsageException("--rows names no folder.");
        if (path == Files.StandardInput) throw new UsageException("Partitioned rows are a folder of files, not standard output.");
        if (File.Exists(path)) throw new UsageException($"{path} is a file; name a folder for partitioned rows.");
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (folder is null) throw new UsageException($"{path} cannot be the folder of partitioned rows.");
        if (!Directory.Exists(folder)) throw new UsageException($"There is no folder {folder}.");
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any()) return;
        if (!overwrites) throw new UsageException($"{path} is there already and not empty; --force replaces the rows in it.");
        if (ForeignEntry(RealPath.Of(path)) is { } entry)
            throw new UsageException($"{entry} is no file of partitioned rows, so that {path} is not replaced. Name another folder.");
    }

    /// <summary>Writes the folder.</summary>
    /// <param name="path">The folder; a link is followed.</param>
    /// <param name="overwrites">Whether a table that is there may be replaced.</param>
    /// <param name="write">Writes the files; it gets what opens one by its relative path.</param>
    /// <param name="cancellationToken">Ends it with nothing written.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(string path, bool overwrites, Action<Func<string, Stream>> write, CancellationToken cancellationToken)
    {
        var target = Path.TrimEndingDirectorySeparator(RealPath.Of(path));
        var start = Path.Combine(Path.GetDirectoryName(target)!, $".rmatrix-{Guid.NewGuid():N}");
        var (made, old) = ($"{start}.tmp", $"{start}.old");
        try
        {
            Directory.CreateDirectory(made);
            using var ending = new AtProcessExit(() => Delete(made));
            write(relative =>
            {
                var file = Path.Combine([made, .. relative.Split('/')]);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                return new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            });
            cancellationToken.ThrowIfCancellationRequested();
            // Something may have come there meanwhile.
            Check(path, overwrites);
            var isThere = Directory.Exists(target);
            if (isThere) Directory.Move(target, old);
            try
            {
                Directory.Move(made, target);
            }
            catch when (isThere)
            {
                Directory.Move(old, target);
                throw;
            }
            if (isThere) Delete(old);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"{path} cannot be written: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {exception.Message.Replace(made, path, StringComparison.Ordinal)}");
        }
        finally
        {
            Delete(made);
        }
    }

    // The first file or folder that is not as such a table has them.
    private static string? ForeignEntry(string folder)
    {
        foreach (var service in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (!IsPart(service, "service=")) return service.FullName;
            foreach (var version in ((DirectoryInfo)service).EnumerateFileSystemInfos())
            {
                if (!IsPart(version, "version=")) return version.FullName;
                foreach (var file in ((DirectoryInfo)version).EnumerateFileSystemInfos())
                    if (file is not FileInfo { LinkTarget: null } || file.Name is not ("rows.parquet" or "rows.ndjson" or "rows.csv"))
                        return file.FullName;
            }
        }
        return null;

        static bool IsPart(FileSystemInfo entry, string start) =>
            entry is DirectoryInfo { LinkTarget: null } && entry.Name.StartsWith(start, StringComparison.Ordinal);
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What keeps it from being deleted has been told, or nobody is left to be told.
        }
    }
}
