using CsCheck;
using ResponsibilityMatrix.Collections;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>What holds for any grid and any profile.</summary>
public sealed class ImportProperties
{
    private static readonly Gen<string> Cell = Of(
        "", "", "Control ID", "Responsibility", "Activity", "Client", "Acme Role", "Can Be Inherited from CSP", "Shared", "Customer",
            "N/A", "X", "RA", "CI*",
        "AC-1", "AC-02 (a)", "AC-2", "AC-2", "A&A-01.1", "*", "local:x", "(1)", "{{x}}", "line\nline", "\uD800", "\0", "é️",
            "Service Provider Corporate", "Yes", "No");

    private static readonly Gen<string?> Names = Of<string?>(null, "CIS Worksheet", "PaaS CRM", "Other");

    private static readonly Gen<TableSheet> AnySheet =
        from name in Names
        from rows in Cell.Array[0, 6].Array[0, 12]
        from merged in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3],
            (row, column, down, across) => new CellRange(row, column, row + down, column + across)).Array[0, 3]
        from hidden in Gen.Bool
        select new TableSheet
        {
            Name = name,
            Hidden = hidden && name == "Other",
            Headings = name is null ? ["Heading"] : [],
            Notes = ["(1) A note", "* Another"],
            Merged = merged.ToValueList(),
            Rows = rows.Select((cells, index) => new TableRow { Number = index + 1, Line = index + 1, Cells = cells.ToValueList() })
                .Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))).ToValueList(),
        };

    [Fact]
    public void Every_row_of_any_grid_is_accounted_for_by_any_profile() =>
        Gen.Select(AnySheet.Array[0, 3], Gen.Int[0, TableProfiles.BuiltIn.Count - 1]).Sample((sheets, at) =>
        {
            var profile = TableProfiles.BuiltIn[at];
            sheets = [.. sheets.Select((sheet, index) => sheet with { File = $"{index}" })];
            var import = Grid.Import(profile, null, sheets);
            // A cell may be a row of the report, and a row of headings is none.
            var told = import.Rows.Select(row => (row.File, row.Number)).Distinct().Count();
            Assert.Equal(sheets.Sum(sheet => sheet.Rows.Count), told + import.HeadingRows);
            Assert.NotEmpty(import.ToReport());
            foreach (var document in import.Documents) Assert.NotEmpty(MatrixJson.ToUtf8Bytes(document.Matrix));
        }, iter: 400);

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    [Fact]
    public void Any_profile_is_chosen_or_none_and_never_throws() =>
        AnySheet.Array[0, 2].Sample(sheets => Assert.NotEmpty(TableProfiles.Choose([Grid.File(sheets)]).Reason), iter: 50);

    [Fact]
    public void Any_suggested_profile_can_be_read_and_used() =>
        AnySheet.Array[0, 3].Sample(sheets =>
        {
            var suggestion = TableSuggestion.Suggest([Grid.File(sheets)]);
            Assert.NotEmpty(suggestion.Notes);
            if (suggestion.Profile is not { } profile) return;
            var read = TableProfiles.Read(TableProfiles.Write(profile));
            Assert.True(read.Profile is not null, string.Join("\n", read.Diagnostics));
            Grid.Import(read.Profile, null, sheets);
        }, iter: 400);
}
