using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// The JSON files of a folder and of the folders in it. Links are followed, each folder once, so that links in a circle end. What is no
/// readable file of ordinary size is left out and told of: nobody named it, and a pipe or a device in a folder must not hold the command
/// up. </summary>
internal sealed class FolderOfDocuments(IOStreams streams)
{
    private const int MostLevels = 16;
    private static readonly EnumerationOptions Visible =
        new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>The files with their bytes, in the order of their paths.</summary>
    public IEnumerable<(string File, byte[] Utf8)> Read(string folder)
    {
        foreach (var file in Names(folder))
            if (TryRead(file) is { } utf8) yield return (file, utf8);
    }

    /// <summary>The paths of the files, in order, without opening them.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        List<string> files = [];
        Find(folder, 0, [], files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private void Find(string folder, int level, HashSet<string> visited, List<string> files)
    {
        if (level > MostLevels)
        {
            streams.WriteNote($"{folder} is left out: it is more than {MostLevels} folders deep.");
            return;
        }
        try
        {
            if (!visited.Add(RealPath.Of(folder))) return;
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Visible))
            {
                var path = Path.Combine(folder, entry.Name);
                if (entry is DirectoryInfo || Directory.Exists(path)) Find(path, level + 1, visited, files);
                else if (entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) files.Add(path);
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            streams.WriteNote($"{folder} is left out: it cannot be read. {exception.Message}");
        }
    }

    private byte[]? TryRead(string file)
    {
        try
        {
            var length = new FileInfo(RealPath.Of(file)).Length;
            // Pipes, sockets and devices have no length, and no document is empty: none of them need be opened.
            if (length == 0) streams.WriteNote($"{file} is left out: it is empty, or no ordinary file.");
            else if (length > Limits.Default.MaxBytes)
                streams.WriteNote($"{file} is left out: it has {length:N0} bytes, and at most {Limits.Default.MaxBytes:N0} are read.");
            else return new Files(streams).Read(file);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            streams.WriteNote($"{file} is left out: it cannot be read. {exception.Message}");
        }
        catch (UsageException exception)
        {
            streams.WriteNote($"{file} is left out: {exception.Message}");
        }
        return null;
    }
}
