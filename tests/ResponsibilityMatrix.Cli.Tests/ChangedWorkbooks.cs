using System.IO.Compression;
using ResponsibilityMatrix.Tests;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Workbooks changed at random: the bytes of the package, or of one of its parts, which is packed again.</summary>
internal static class ChangedWorkbooks
{
    public static byte[] Change(byte[] original, Random random)
    {
        if (random.Next(4) == 0) return ChangedDocuments.ChangeBytes(original, random);
        using var source = new ZipArchive(new MemoryStream(original));
        using var changed = new MemoryStream();
        var chosen = random.Next(source.Entries.Count);
        using (var target = new ZipArchive(changed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < source.Entries.Count; i++)
            {
                var part = Read(source.Entries[i]);
                if (i == chosen && random.Next(8) == 0) continue;
                using var written = target.CreateEntry(source.Entries[i].FullName).Open();
                written.Write(i == chosen ? ChangedDocuments.ChangeBytes(part, random) : part);
            }
        }
        return changed.ToArray();
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
