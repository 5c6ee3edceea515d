using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// The result of reading a document: the document, if its shape is valid, and all findings with their places. Reading never throws because
/// of a document's content. Immutable and thread-safe.
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
        // Only findings refer to the index for their places; without findings, it can be recycled.
        if (Diagnostics.IsEmpty) index.Recycle();
    }

    /// <summary>The document, or null if there is an error.</summary>
    public T? Document => HasErrors ? null : Partial;

    /// <summary>The findings of reading, in text order.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The file name as it was given, or null.</summary>
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

    /// <summary>Whether nothing could be read, because the text is not JSON, exceeds a limit or has another format. The findings give the
    /// reason.</summary>
    public bool IsUnreadable => Partial is null;

    /// <summary>The readable part, with blanks where the shape is invalid; null if there is none. Rules check it, but it never gives
    /// answers.</summary>
    internal T? Partial { get; }

    /// <summary>The pointers of values that are invalid or missing. No rule may draw conclusions from their absence.</summary>
    internal ValueList<string> Damaged { get; }

    /// <summary>The place of a value of the document.</summary>
    /// <param name="pointer">A JSON Pointer.</param>
    public Place PlaceOf(string pointer) => new(pointer, File, _locator);
}
