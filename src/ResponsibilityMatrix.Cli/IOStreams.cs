using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace ResponsibilityMatrix.Cli;

/// <summary>The streams, the terminal and the date that a command works with; tests replace them.</summary>
internal sealed class IOStreams
{
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required Func<Stream> In { get; init; }

    /// <summary>Whether standard output is a terminal on which colours are wanted.</summary>
    public bool HasColour { get; init; }

    /// <summary>Whether standard error is one, which may be a file while standard output is a terminal.</summary>
    public bool HasErrorColour { get; init; }

    /// <summary>Whether results go to a terminal, whose lines end at its width; what goes elsewhere is never cut.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>How wide text may be.</summary>
    public int Width { get; init; } = 100;

    public required DateOnly Today { get; init; }

    /// <summary>Whether more is to be said beside findings than what is needed to mend them.</summary>
    public bool IsVerbose { get; set; }

    /// <summary>The paths of the files that were read so far.</summary>
    public List<string> FilesRead { get; } = [];

    /// <summary>Whether standard input was read.</summary>
    public bool IsInputRead { get; set; }

    public static IOStreams OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        var isTerminal = !Console.IsOutputRedirected;
        var wantsColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new IOStreams
        {
            Out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { AutoFlush = false, NewLine = "\n" },
            Error = Console.Error,
            In = Console.OpenStandardInput,
            IsTerminal = isTerminal,
            HasColour = isTerminal && wantsColour,
            HasErrorColour = !Console.IsErrorRedirected && wantsColour,
            Width = isTerminal ? Math.Clamp(WindowWidth(), 60, 160) : 100,
            Today = DateOnly.FromDateTime(DateTime.UtcNow),
        };
    }

    /// <summary>Prints a value as JSON: one of the library's, or one of the command's own with how it is written.</summary>
    public void PrintJson<T>(T value, JsonTypeInfo<T>? typeInfo = null) =>
        Out.Write(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(value, typeInfo)));

    /// <summary>Tells something on standard error, once, however often the command comes across it.</summary>
    public void WriteNote(string sentence)
    {
        if (_notes.Add(sentence)) Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
