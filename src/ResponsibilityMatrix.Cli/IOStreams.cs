using System.Text;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli;

/// <summary>The streams, the terminal and the date that a command works with; tests replace them.</summary>
internal sealed class IOStreams
{
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);

    private ProgressLine? _progress;

    /// <summary>Where results go.</summary>
    public required TextWriter Out { get => WithoutProgress(field); init; }

    /// <summary>Where messages go.</summary>
    public required TextWriter Error { get => WithoutProgress(field); init; }

    /// <summary>How a question is asked: with progress where somebody watches.</summary>
    public EvaluationOptions Evaluation => new() { Progress = Progress };

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> In { get; init; }

    /// <summary>Is cancelled when the user asks the command to end.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether somebody watches both standard output and standard error, and so is told how far a long question is.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The clock by which progress is told.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who is told how far a question is; null where nobody watches.</summary>
    public IProgress<EvaluationProgress>? Progress => !ShowsProgress ? null : _progress ??= new ProgressLine(Error, Time);

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

    /// <summary>Streams for a text that goes into a file: of the usual width, without colours.</summary>
    public static IOStreams Of(TextWriter writer) =>
        new() { Out = writer, Error = TextWriter.Null, In = () => Stream.Null, Today = default };

    public static IOStreams OfProcess(CancellationToken cancellation)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        var isTerminal = !Console.IsOutputRedirected;
        var wantsColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new IOStreams
        {
            Out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { AutoFlush = false, NewLine = "\n" },
            Error = Console.Error,
            In = Console.OpenStandardInput,
            Cancellation = cancellation,
            ShowsProgress = isTerminal && !Console.IsErrorRedirected,
            IsTerminal = isTerminal,
            HasColour = isTerminal && wantsColour,
            HasErrorColour = !Console.IsErrorRedirected && wantsColour,
            Width = isTerminal ? Math.Clamp(WindowWidth(), 40, 160) : 100,
            Today = DateOnly.FromDateTime(DateTime.UtcNow),
        };
    }

    /// <summary>Prints a value as JSON: one of the library's, or one of the command's own with how it is written.</summary>
    public void PrintJson<T>(T value, JsonTypeInfo<T>? typeInfo = null) =>
        MatrixJson.Write(value, new Utf8Output(Out), typeInfo);

    /// <summary>Tells something on standard error, once, however often the command comes across it.</summary>
    public void WriteNote(string sentence)
    {
        if (_notes.Add(sentence)) Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");
    }

    private TextWriter WithoutProgress(TextWriter writer)
    {
        _progress?.Clear();
        return writer;
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
