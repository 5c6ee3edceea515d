using System.IO.Compression;

namespace ResponsibilityMatrix;

/// <summary>Office packages that depend on nothing but what is in them.</summary>
internal static class PlainPackage
{
    // The first day that a ZIP archive can name.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Copies a package: its parts in the order of their names, with one date for all.</summary>
    /// <param name="package">The package, from its beginning.</param>
    /// <param name="output">Where to write; it stays open.</param>
    public static void Copy(Stream package, Stream output)
    {
        using var source = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        using var target = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in source.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml")
            .ThenBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
            copy.LastWriteTime = Epoch;
            using var from = entry.Open();
            using var to = copy.Open();
            from.CopyTo(to);
        }
    }
}
