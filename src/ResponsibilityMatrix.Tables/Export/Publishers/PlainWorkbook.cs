using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Writes a workbook of our own with the columns of a publisher's.</summary>
internal static class PlainWorkbook
{
    public static PublisherWorkbookResult Write(PublisherFormat format, ResolvedMatrix answer, Matrix matrix)
    {
        var profile = TableProfiles.FindBuiltIn(format.Profile)!;
        var compiled = new CompiledProfile(profile, new TableImportOptions());
        var document = profile.Documents.Count > 0 ? profile.Documents[^1] : null;
        var answers = new AnswersByControl(answer, matrix, document?.Catalog, profile.Vocabulary ?? profile.Id);
        var notes = new PublisherNotes();
        var rows = answers.Leaves.Select(control => (Control: control, Cells: format.CellsOf(answers.Of(control), notes))).ToList();
        foreach (var control in answers.Elsewhere)
            notes.Lost("the workbook is not about the controls of another catalog", $"{control.Catalog}:{control.Control}");
        var sheets = format.Sheets.Select(sheet => new Sheet
        {
            Name = sheet.Name,
            PageHeader = $"{matrix.Title}, {matrix.Version}",
            Bands = sheet.Columns.Any(column => column.Band.Length > 0) ? sheet.Columns.Select(column => column.Band).ToValueList() : [],
            Columns = sheet.Columns.Select(column => new SheetColumn
            {
                Heading = column.Heading,
                Width = column.Width,
                Choices = column.Choices,
                Look = column.Use == PublisherColumnUse.Answer ? SheetLook.Lined : SheetLook.Repeated,
            }).ToValueList(),
            Rows = rows.Select(row => sheet.Columns.Select(column => column.Use == PublisherColumnUse.Answer
                ? row.Cells[column.Id, column.Word] : TextOf(column.Use, row.Control, answers.Above(row.Control))).ToValueList())
                .ToValueList(),
        }).ToList();
        var columns = format.Sheets.SelectMany(sheet => sheet.Columns).Where(column => column.Use == PublisherColumnUse.Answer).ToList();
        foreach (var (control, cells) in rows)
            foreach (var column in columns) notes.Look(cells[column.Id, column.Word], compiled, control.Control);
        return new PublisherWorkbookResult
        {
            Workbook = WorkbookWriter.Write(sheets),
            WithoutRow = answers.Elsewhere.Select(control => control.Control).ToValueList(),
            Diagnostics = notes.All.Select(note =>
                Diagnostic.Of(DocumentValidator.FindDescriptor(note.Id)!, $"{format.Id}: {note.Text}")).ToValueList(),
        };
    }

    private static string TextOf(PublisherColumnUse use, ResolvedControl control, ResolvedControl? above)
    {
        var isOwn = control.Catalog == AnswersByControl.Local;
        return use switch
        {
            PublisherColumnUse.Id => control.Control,
            PublisherColumnUse.ControlId => (isOwn ? above : null)?.Control ?? control.Control,
            PublisherColumnUse.Title => control.Title,
            PublisherColumnUse.OwnTitle => isOwn ? control.Title : "",
            _ => (isOwn ? above : control)?.Title ?? "",
        };
    }
}
