using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// What reading a document gave: the document, if its shape is right, and every finding with its place. Reading never throws for what is in
/// a document. Immutable and thread-safe.
/// </summary>
/// <typeparam name="T">The type of the document.</typeparam>
public sealed class ReadResult<T> where T : class
{
    private readonly IPlaceLocator? _locator;

    internal ReadResult(T? partial, ValueList<Diagnostic> diagnostics, string? file, ReadOnlyMemory<byte> utf8, IPlaceLocator? locator)
    {
        Partial = partial;
        Diagnostics = diagnostics;
        File = file;
        Utf8 = utf8;
        _locator = locator;
    }

    internal ReadResult(T? partial, DocumentFindings findings, JsonIndex index)
        : this(partial, findings.InOrder, index.File, index.Given, findings.IsEmpty ? new LateLocator(index.Utf8) : index)
    {
        Damaged = findings.Damaged;
        // Findings have their places in the index; without any, nothing keeps it.
        if (Diagnostics.IsEmpty) index.Recycle();
    }

    /// <summary>The document, or null when there is a finding of severity error.</summary>
    public T? Document => HasErrors ? null : Partial;

    /// <summary>Every finding of reading, in the order of the text.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The file's name as it was given, or null.</summary>
    public string? File { get; }

    /// <summary>The bytes that were read.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Whether a finding is an error.</summary>
    public bool HasErrors
    {
        get
        {
            foreach (var diagnostic in Diagnostics)
                if (diagnostic.Severity == Severity.Error) return true;
            return false;
        }
    }

    /// <summary>Whether nothing could be read: the text is no JSON, passes a limit, or is of another format. Then the findings are all that
    /// can be told.</summary>
    public bool IsUnreadable => Partial is null;

    /// <summary>What could be read, with blanks where the shape is wrong; null when there was nothing. Rules look at it, answers are never
    /// made from it.</summary>
    internal T? Partial { get; }

    /// <summary>The pointers of values that are wrong or missing: nothing may be concluded from what is not there.</summary>
    internal ValueList<string> Damaged { get; }

    /// <summary>The place of a value of the document.</summary>
    /// <param name="pointer">A JSON Pointer.</param>
    public Place PlaceOf(string pointer) => new(pointer, File, _locator);
}
