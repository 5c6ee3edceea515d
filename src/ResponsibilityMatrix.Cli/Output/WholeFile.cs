namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Writes a file whole or not at all: beside its place first, under a name of its own, and then moved there. Whatever goes wrong before
/// that, a full disk or Ctrl+C, leaves what was there as it was, and nothing else behind.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Where; a link is followed.</param>
    /// <param name="bytes">What.</param>
    /// <param name="overwrites">Whether it may take the place of a file that is there.</param>
    /// <param name="cancellationToken">Ends it with nothing written.</param>
    /// <exception cref="UsageException">A file is there, or it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(string path, byte[] bytes, bool overwrites, CancellationToken cancellationToken = default) =>
        Write(path, stream => stream.Write(bytes), overwrites, cancellationToken);

    /// <summary>Writes a file piece by piece.</summary>
    /// <inheritdoc cref="Write(string, byte[], bool, CancellationToken)"/>
    public static void Write(string path, Action<Stream> write, bool overwrites, CancellationToken cancellationToken = default)
    {
        var isDevice = false;
        Try(path, () => isDevice = IsDevice(RealPath.Of(path)));
        if (!isDevice)
        {
            WriteAll([(path, write)], overwrites, cancellationToken);
            return;
        }
        Try(path, () =>
        {
            using var device = new FileStream(RealPath.Of(path), FileMode.Open, FileAccess.Write);
            write(device);
        });
    }

    /// <summary>Writes several files, all of them or none, with the folders that they are in.</summary>
    /// <inheritdoc cref="Write(string, byte[], bool, CancellationToken)"/>
    public static void WriteAll(
        IEnumerable<(string Path, byte[] Bytes)> files, bool overwrites, CancellationToken cancellationToken = default)
    {
        foreach (var (path, _) in files)
            Try(path, () => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!));
        WriteAll([.. files.Select(file => (file.Path, (Action<Stream>)(stream => stream.Write(file.Bytes))))], overwrites,
            cancellationToken);
    }

    private static void WriteAll(
        (string Path, Action<Stream> Write)[] files, bool overwrites, CancellationToken cancellationToken)
    {
        // The files that are to be deleted, if anything goes wrong.
        List<string> leftovers = [];
        var at = "";
        string? temporary = null;
        using var ending = new AtProcessExit(() => Delete([.. leftovers]));
        try
        {
            List<(string Path, string Temporary, string Target)> staged = [];
            foreach (var (path, write) in files)
            {
                at = path;
                var target = RealPath.Of(path);
                temporary = Path.Combine(Path.GetDirectoryName(target)!, $".rmatrix-{Guid.NewGuid():N}.tmp");
                leftovers.Add(temporary);
                using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }
                staged.Add((path, temporary, target));
            }
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (path, written, target) in staged)
            {
                at = path;
                if (!overwrites)
                {
                    Reserve(target, path);
                    leftovers.Add(target);
                }
                else if (!OperatingSystem.IsWindows() && File.Exists(target))
                {
                    File.SetUnixFileMode(written, File.GetUnixFileMode(target));
                }
            }
            foreach (var (path, written, target) in staged)
            {
                (at, temporary) = (path, written);
                File.Move(written, target, overwrite: true);
                leftovers.Remove(target);
            }
            leftovers.Clear();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = temporary is null ? exception.Message : exception.Message.Replace(temporary, at, StringComparison.Ordinal);
            throw new UsageException($"{at} cannot be written: {reason}");
        }
        finally
        {
            Delete(leftovers);
        }
    }

    private static void Try(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>That a file is there, and what to do.</summary>
    public static UsageException Exists(string path) => new($"{path} is there already; --force overwrites it.");

    /// <summary>Whether two names are those of one file, by whatever links, letters or mounts.</summary>
    public static bool IsOneFile(string path, string other)
    {
        try
        {
            var (one, two) = (RealPath.Of(path), RealPath.Of(other));
            if (one == two) return true;
            // Pipes and devices must not be opened, and have no length.
            var (length, otherLength) = (new FileInfo(one).Length, new FileInfo(two).Length);
            if (length == 0 || length != otherLength) return false;
            // The system knows: a file that is held for oneself alone cannot be opened under another name.
            using (Hold(two)) { }
            using var held = Hold(one);
            try
            {
                using var second = Hold(two);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        static FileStream Hold(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.None);
    }

    /// <summary>Whether a path is that of a device, which is written to and not replaced.</summary>
    public static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal)
            && !path.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(path);

    // Of two that make a file at once, only one succeeds.
    private static void Reserve(string target, string path)
    {
        try
        {
            new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
        }
        catch (IOException) when (File.Exists(target))
        {
            throw Exists(path);
        }
    }

    private static void Delete(List<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What keeps it from being deleted has been told, or nobody is left to be told.
            }
        }
    }
}
