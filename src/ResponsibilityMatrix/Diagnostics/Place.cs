namespace ResponsibilityMatrix.Diagnostics;

/// <summary>
/// A place in a document: its file, a JSON Pointer (RFC 6901) and, if the document was read from text, a line and column, computed on first
/// use. Immutable and thread-safe; equal if file and pointer are equal.
/// </summary>
public sealed class Place : IEquatable<Place>
{
    private readonly IPlaceLocator? _locator;
    private TextPosition? _position;

    /// <summary>Creates a place.</summary>
    /// <param name="pointer">The JSON Pointer; empty for the whole document.</param>
    /// <param name="file">The file name as the user gave it, or null for a document built in code.</param>
    public Place(string pointer, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        Pointer = pointer;
        File = file;
    }

    /// <summary>Creates a place with a known position, such as that of a JSON syntax error.</summary>
    /// <param name="pointer">The JSON Pointer; empty for the whole document.</param>
    /// <param name="file">The file name, or null.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="column">The column in UTF-16 units, counted from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The line or the column is less than 1.</exception>
    public Place(string pointer, string? file, int line, int column) : this(pointer, file)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(line, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(column, 1);
        _position = new TextPosition(line, column);
    }

    /// <summary>Creates a place whose line and column are computed on first use; they are null if there is no text.</summary>
    internal Place(string pointer, string? file, IPlaceLocator? locator) : this(pointer, file) => _locator = locator;

    /// <summary>Creates a place at a position in the text.</summary>
    internal Place(string pointer, string? file, TextPosition position) : this(pointer, file) => _position = position;

    /// <summary>Creates a place from its JSON members. Returns null if there is none.</summary>
    internal static Place? Of(string? file, string? pointer, int? line, int? column) => pointer is null ? null
        : line is null || column is null ? new(pointer, file) : new(pointer, file, new TextPosition(line.Value, column.Value));

    /// <summary>The file name as the user gave it, or null.</summary>
    public string? File { get; }

    /// <summary>The JSON Pointer; empty for the whole document.</summary>
    public string Pointer { get; }

    /// <summary>The line, counted from 1, or null if the document has no text.</summary>
    public int? Line => Position?.Line;

    /// <summary>The column in UTF-16 units, counted from 1, or null if the document has no text.</summary>
    public int? Column => Position?.Column;

    private TextPosition? Position => _position ??= _locator?.Locate(Pointer);

    /// <inheritdoc/>
    public bool Equals(Place? other) => other is not null && File == other.File && Pointer == other.Pointer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Place);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(File, Pointer);

    /// <summary>The place as <c>file(line,column)</c>, or as <c>file#pointer</c> if there is no text.</summary>
    public override string ToString() => Line is { } line ? $"{File}({line},{Column})" : $"{File}#{Pointer}";
}

/// <summary>Finds the position of a JSON Pointer in the text of a document. Implementations must be thread-safe.</summary>
internal interface IPlaceLocator
{
    /// <summary>Returns the position of the value at the pointer, or of its nearest existing ancestor.</summary>
    /// <param name="pointer">A JSON Pointer.</param>
    TextPosition Locate(string pointer);
}
