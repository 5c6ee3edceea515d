using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A control that a row answers, with the question about it if there is one.</summary>
internal readonly record struct AnsweredControl(Stated Stated, Question? Question);

/// <summary>A row with an answer: its columns, their contents, and the controls that it is about.</summary>
internal sealed class AnsweredRow(string? file, string? sheet, bool namesSheet, TextRow row, IReadOnlyDictionary<string, int> columns,
    IReadOnlyList<AnsweredControl> controls, FindingList diagnostics)
{
    private readonly HashSet<(string Heading, string Message)> _told = [];
    private static readonly HashSet<string> Errors = new(StringComparer.OrdinalIgnoreCase)
        { "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#ERROR!" };

    public TextRow Row => row;

    /// <summary>The first answer cell that contains a formula error, or null.</summary>
    public (string Heading, string Text)? FormulaError
    {
        get
        {
            foreach (var heading in QuestionnaireForm.Answers)
                if (Errors.Contains(this[heading])) return (heading, this[heading]);
            return null;
        }
    }

    public IReadOnlyList<AnsweredControl> Controls => controls;

    /// <summary>The text of a column, trimmed.</summary>
    public string this[string heading] => columns.TryGetValue(heading, out var column) ? Cells.Plain(row[column]) : "";

    /// <summary>The text of a column, trimmed; empty if it means "nothing".</summary>
    public string Said(string heading) => this[heading] is var text && AnswerWords.IsNothing(text) ? "" : text;

    /// <summary>The unchanged text of all columns that the provider fills in.</summary>
    public string Label => LabelOf(row, columns);

    public static string LabelOf(TextRow row, IReadOnlyDictionary<string, int> columns) => string.Join('\n', QuestionnaireForm.Answers
        .Where(heading => columns.TryGetValue(heading, out var at) && !string.IsNullOrWhiteSpace(row[at]))
        .Select(heading => $"{heading}: {row[columns[heading]]}"));

    /// <summary>Reports a finding about a cell, once for all controls of the row.</summary>
    public void Report(DiagnosticDescriptor descriptor, string heading, string message)
    {
        if (!_told.Add((heading, message))) return;
        var finding = Cells.Finding(descriptor, file, namesSheet ? sheet
            : null, row, columns.GetValueOrDefault(heading, -1), heading, message);
        diagnostics.Add(controls is [var only] ? finding with { Catalog = only.Stated.Answer.Catalog, Control = only.Stated.Answer.Control }
            : finding);
    }
}

/// <summary>Cells of a table from an external source.</summary>
internal static class Cells
{
    /// <summary>The text of a cell: trimmed, and without the apostrophe that keeps a spreadsheet from reading it as a formula.</summary>
    public static string Plain(string text)
    {
        text = text.Trim().Trim('\u200B', '\uFEFF', '\u00A0').Trim();
        return text is ['\'', ..] && FormulaSigns.BeginFormula(text.AsSpan(1)) ? text[1..] : text;
    }

    public static Diagnostic Finding(DiagnosticDescriptor descriptor, string? file, string? sheet, TextRow row, int column, string? heading,
        string message)
    {
        var where =
            $"{(sheet is null ? "Row" : $"Sheet \"{sheet}\", row")} {row.Number}{(heading is null ? "" : $", column \"{heading}\"")}";
        return Diagnostic.Of(descriptor, $"{where}: {message}", new Place("", file, new TextPosition(row.Line, Math.Max(0, column) + 1)));
    }
}
