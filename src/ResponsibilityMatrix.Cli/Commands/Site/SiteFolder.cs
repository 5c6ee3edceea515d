using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Writes the files of a site. Those that are there with the same bytes stay untouched, and so does whatever else is
/// there.</summary>
internal sealed class SiteFolder(IOStreams streams, string folder, bool overwrites)
{
    /// <summary>Writes the files, and gives how many were new or changed. Nothing is written where one may not be.</summary>
    public int Write(ValueList<SiteFile> files)
    {
        var changed = files.Select(file => (Path: PathOf(file), Bytes: file.Content.ToArray()))
            .Where(file => !IsThere(file.Path, file.Bytes)).ToList();
        foreach (var (path, _) in changed)
        {
            if (Directory.Exists(path)) throw new UsageException($"{path} is a folder, where the site has a file. Move it away.");
            if (!File.Exists(path)) continue;
            if (!overwrites)
                throw new UsageException($"{path} is there already with other contents; --force overwrites the files of the site.");
            if (streams.FilesRead.Find(read => File.Exists(read) && WholeFile.IsOneFile(read, path)) is { } input)
                throw new UsageException(
                    $"{path} is {input}, which the command reads, and is not written over. Name another folder with -o.");
        }
        foreach (var (path, bytes) in changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WholeFile.Write(path, bytes, overwrites: true, streams.Cancellation);
        }
        return changed.Count;
    }

    private string PathOf(SiteFile file) => Path.Combine([folder, .. file.Path.Split('/')]);

    private static bool IsThere(string path, byte[] bytes)
    {
        var there = new FileInfo(path);
        return there.Exists && there.Length == bytes.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
    }
}
