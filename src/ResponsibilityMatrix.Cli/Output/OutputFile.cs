using System.CommandLine;
using System.Text;

namespace ResponsibilityMatrix.Cli;

/// <summary>The file that a command writes, or standard output. Nothing that is there is overwritten unasked.</summary>
internal sealed class OutputFile(IOStreams streams, string description = "Where to write; - is standard output.")
{
    private readonly Option<string?> _path = new("-o", "--output") { Description = description, HelpName = "FILE" };
    private readonly Option<bool> _force = new("--force") { Description = "Overwrite the file if there is one." };
    private bool _overwrites;

    public void AddTo(Command command, bool isRequired = true)
    {
        _path.Required = isRequired;
        command.Options.Add(_path);
        command.Options.Add(_force);
    }

    /// <summary>Whether what is there may be overwritten.</summary>
    public bool Overwrites(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>The path that the user named, or null; what cannot be written to ends the command before it does anything.</summary>
    public string? PathOf(ParseResult parsed) => Checked(parsed.GetValue(_path), parsed);

    /// <summary>The folder that the user named instead of a file, which is made if it is not there; null for a file or standard
    /// output.</summary>
    public string? FolderOf(ParseResult parsed)
    {
        if (parsed.GetValue(_path) is not { Length: > 0 } path) return null;
        if (!Path.EndsInDirectorySeparator(path) && !Directory.Exists(path)) return null;
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>A folder for what is only written as several files; it need not be there.</summary>
    /// <exception cref="UsageException">The user named none, or a file.</exception>
    public OutputFolder NewFolderOf(ParseResult parsed, string what)
    {
        var path = parsed.GetValue(_path);
        if (path is null or "" or Files.StandardInput or "/dev/stdout")
            throw new UsageException($"A {what} is a folder of files: name one with -o OUT/.");
        if (File.Exists(path)) throw new UsageException($"{path} is a file, and a {what} is a folder of files: name a folder with -o.");
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (parent is not null && !Directory.Exists(parent)) throw new UsageException($"There is no folder {parent}.");
        return new(streams, path, parsed.GetValue(_force));
    }

    /// <summary>The path of another file that the command writes, looked at in the same way.</summary>
    public string? Checked(string? path, ParseResult parsed)
    {
        _overwrites = parsed.GetValue(_force);
        if (path is null or Files.StandardInput) return path;
        if (path is "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1") return Files.StandardInput;
        if (path.Length == 0) throw new UsageException("-o names no file.");
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; name a file in it.");
        if (File.Exists(path) && !_overwrites && !WholeFile.IsDevice(path)) throw WholeFile.Exists(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new UsageException($"There is no folder {folder}.");
        return path;
    }

    /// <summary>Writes another file into the folder of the first one, unless there is one of that name. What keeps it from being written is
    /// told and no harm.</summary>
    public void WriteNextTo(string path, string name, byte[] utf8)
    {
        if (path == Files.StandardInput) return;
        var beside = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        if (Path.Exists(beside)) return;
        try
        {
            WholeFile.Write(beside, utf8, overwrites: false, streams.Cancellation);
        }
        catch (UsageException exception)
        {
            streams.WriteNote(exception.Message);
        }
    }

    /// <summary>Writes a file piece by piece; whole, or nothing where it cannot be.</summary>
    public void Write(string path, Action<Stream> write)
    {
        if (path == Files.StandardInput) throw new UsageException("This is written to a file, not to standard output.");
        WriteUnlessRead(path, write);
    }

    /// <summary>Writes a file whole, or nothing where it cannot be. What the command has read is never written over, documents and keys
    /// alike.</summary>
    public void Write(string path, byte[] utf8)
    {
        if (path == Files.StandardInput) WriteText(path, writer => writer.Write(Encoding.UTF8.GetString(utf8)));
        else WriteUnlessRead(path, stream => stream.Write(utf8));
    }

    /// <summary>Writes a text piece by piece, as <see cref="Write(string, byte[])"/> does.</summary>
    public void WriteText(string path, Action<TextWriter> write)
    {
        if (path == Files.StandardInput)
        {
            write(streams.Out);
            streams.Out.Flush();
            return;
        }
        WriteUnlessRead(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });
    }

    private void WriteUnlessRead(string path, Action<Stream> write)
    {
        if (File.Exists(path) && streams.FilesRead.Find(read => WholeFile.IsOneFile(read, path)) is { } input)
            throw new UsageException(
                $"{path} is {(input == path ? "what the command reads" : $"the same file as {input}, which the command reads")}, and " +
                $"is not written over. Name another file with -o.");
        WholeFile.Write(path, write, _overwrites, streams.Cancellation);
    }
}
