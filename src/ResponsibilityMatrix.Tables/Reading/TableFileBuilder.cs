using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>A limit was exceeded while a file of tables was read; the message says which.</summary>
internal sealed class TableLimitException(string message) : Exception(message);

/// <summary>Takes the tables and findings of a file, and counts what they cost.</summary>
internal sealed class TableFileBuilder(string? file, Limits limits, CancellationToken cancellationToken)
{
    private readonly List<TableSheet> _sheets = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private long _items;

    /// <summary>Whether there is no table.</summary>
    public bool IsEmpty => _sheets.Count == 0;

    /// <summary>Counts cells and rows.</summary>
    /// <exception cref="TableLimitException">There are too many.</exception>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public void Take(long items)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((_items += items) > limits.MaxItems) throw new TableLimitException($"The file has more than {limits.MaxItems:N0} cells.");
    }

    public void Add(TableSheet sheet) => _sheets.Add(sheet with { File = file });

    public void Add(Diagnostic finding)
    {
        if (_diagnostics.Count < limits.MaxFindings) _diagnostics.Add(finding);
    }

    public Diagnostic Finding(string id, string message, int line = 1, int column = 1) =>
        Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, new Place("", file, line, column));

    public TableFile File() => new() { File = file, Sheets = _sheets.ToValueList(), Diagnostics = _diagnostics.ToValueList() };

    /// <summary>The file as one that could not be read.</summary>
    public TableFile Failed(string id, string message) =>
        new() { File = file, Sheets = [], Diagnostics = [.. _diagnostics, Finding(id, message)] };
}
