using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Texts that are needed again in another order than they came. More than a few of them lie in a temporary file, which only this user can
/// read and which is gone when the store is. For one thread.
/// </summary>
internal sealed class TextStore(int mostInMemory = 16 << 20) : IDisposable
{
    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private Stream _stream = new MemoryStream();
    private bool _isFile;

    /// <summary>Keeps a text, and gives its place. Equal ones in a row of texts have one place.</summary>
    public long Add(string text)
    {
        if (_known.TryGetValue(text, out var place)) return place;
        if (!_isFile && _stream.Length > mostInMemory) MoveToFile();
        place = _stream.Seek(0, SeekOrigin.End);
        using (var writer = new BinaryWriter(_stream, Encoding.UTF8, leaveOpen: true)) writer.Write(text);
        _known[text] = place;
        return place;
    }

    /// <summary>Forgets which texts are equal to those that come: the texts of another service are others.</summary>
    public void EndOfService() => _known.Clear();

    /// <summary>The text at a place.</summary>
    public string this[long place]
    {
        get
        {
            _stream.Position = place;
            using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
            return reader.ReadString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void MoveToFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"rmatrix-{Guid.NewGuid():N}.tmp"), options);
        _stream.Position = 0;
        _stream.CopyTo(file);
        _stream.Dispose();
        (_stream, _isFile) = (file, true);
    }
}
