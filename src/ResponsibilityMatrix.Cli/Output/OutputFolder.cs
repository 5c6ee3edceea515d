namespace ResponsibilityMatrix.Cli;

/// <summary>Writes the files of a folder, all of them or none. Those that are there with the same bytes stay untouched, and so does
/// whatever else is there.</summary>
internal sealed class OutputFolder(IOStreams streams, string folder, bool overwrites)
{
    /// <summary>The path.</summary>
    public string Path => folder;

    /// <summary>Writes files, named from the folder with slashes, and gives how many were new or changed.</summary>
    /// <exception cref="UsageException">One of them may not be written, or cannot.</exception>
    public int Write(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var changed = files.Select(file => (Path: System.IO.Path.Combine([folder, .. file.Name.Split('/')]), file.Bytes))
            .Where(file => !IsThere(file.Path, file.Bytes)).ToList();
        foreach (var (path, _) in changed)
        {
            if (Directory.Exists(path)) throw new UsageException($"{path} is a folder, where a file is to be written. Move it away.");
            if (!File.Exists(path)) continue;
            if (!overwrites) throw new UsageException($"{path} is there already with other contents; --force overwrites it.");
            if (streams.FilesRead.Find(read => File.Exists(read) && WholeFile.IsOneFile(read, path)) is { } input)
                throw new UsageException(
                    $"{path} is {input}, which the command reads, and is not written over. Name another folder with -o.");
        }
        WholeFile.WriteAll(changed, overwrites: true, streams.Cancellation);
        return changed.Count;
    }

    private static bool IsThere(string path, byte[] bytes)
    {
        var there = new FileInfo(path);
        return there.Exists && there.Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
    }
}
