using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Suggested profiles: for tables of kinds that no profile is made for, and for real ones beside the profiles that ship.</summary>
public class TableSuggestionTests
{
    /// <summary>The tables in this folder. The answers of each stand beside it, row by row.</summary>
    public static TheoryData<string> Examples => [.. Directory.GetFiles(ExampleFolder)
        .Where(file => !file.EndsWith(".rows", StringComparison.Ordinal)
        && !file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string ExampleFolder => Path.Combine(Folders.Repository!, "tests", "ResponsibilityMatrix.Tables.Tests", "Suggestions");

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_table_of_another_kind_is_read_by_the_profile_that_is_suggested(string name)
    {
        var file = Path.Combine(ExampleFolder, name);
        var (import, profile) = Suggested(file);
        Assert.Equal(File.ReadAllLines(Path.ChangeExtension(file, ".rows")), Answers(import).SelectMany(row => row.Value));
        Assert.Equal(0, import.Count(ImportedRowOutcome.NotUnderstood));
        Assert.Equal("urn:responsibility-matrix:schema:table:1.0", profile.Schema);
    }

    [RealTablesTheory]
    [InlineData("fedramp-crm", "cloudgov-cis-crm/*.xlsx")]
    [InlineData("fedramp-crm", "fedramp-cis-crm-template-rev5/*.xlsx")]
    [InlineData("raci", "cloud-temple-raci/en/*.md")]
    [InlineData("raci", "cloud-temple-raci/fr/*.md")]
    [InlineData("deployment-models", "ai-security-srm/responsibility-matrix*.md")]
    [InlineData("responsibility-column", "ato-copilot-azure-gov-crm/*.csv")]
    [InlineData("symbols", "temporal-platform-hub/shared-responsibility.md")]
    [InlineData("azure-security-baseline", "ms-azure-security-baselines/*.xlsx")]
    public void A_suggested_profile_reads_real_tables_as_the_one_that_ships(string profile, string pattern)
    {
        foreach (var file in Files(pattern)) Compare(profile, file);
    }

    [RealTablesTheory]
    [InlineData("areas", "redhat-osd-2021/*.adoc")]
    [InlineData("areas", "redhat-rosa-2021/*.adoc")]
    public void A_suggested_profile_joins_real_tables_as_the_one_that_ships(string profile, string pattern) =>
        Compare(profile, Files(pattern));

    [Fact]
    public void The_notes_say_what_was_guessed_from_what_and_what_is_unsure()
    {
        var file = Tables.FileOf(Tables.Sheet("Control ID | Owner | Mood", "AC-1 | Provider | a", "AC-2 | Customer | b", "AC-3 | Zorp | c",
            "AC-4 | Customer | d"));
        var suggestion = TableSuggestion.Suggest([file], new() { Documents = Tables.Shipped });
        Assert.Contains("“Control ID” is the control: 4 of 4 ids are in nist-800-53@5.", suggestion.Notes.Where(note => !note.IsUnsure)
            .Select(note => note.Text));
        var unsure = suggestion.Notes.Where(note => note.IsUnsure).Select(note => note.Text).ToList();
        Assert.Contains("“Mood” is left out: nothing tells what it is. Give it an \"is\" if it matters.", unsure);
        Assert.Contains(unsure, text => text.Contains("“Zorp”", StringComparison.Ordinal));
        Assert.Equal(3, suggestion.Profile!.Rules.Count);
    }

    [Fact]
    public void A_prefix_before_known_ids_and_a_side_in_brackets_are_unsure()
    {
        var file = Path.Combine(ExampleFolder, "words.csv");
        var suggestion = TableSuggestion.Suggest(Read([file]), new() { Documents = Tables.Shipped });
        Assert.Equal("Lantern", Assert.Single(suggestion.Profile!.Parties).Name);
        Assert.Equal(["Without “27002/”, 7 of 7 ids are in iso-27017@2015. If that is meant, add \"split\": [\"27002/\"] to the column " +
            "“Ref.”, and \"catalog\": \"iso-27017@2015\" in \"documents\".",
            "Understood in part only: “You do it (we help)”. Look at the rule of each."],
            suggestion.Notes.Where(note => note.IsUnsure).Select(note => note.Text));
    }

    [Fact]
    public void Sheets_with_the_same_controls_are_matrices_of_their_own()
    {
        string[] rows = ["Control | Owner", "AC-1 | Provider", "AC-2 | Shared", "AC-3 | Customer"];
        var file = Tables.FileOf(Tables.Sheet(rows) with { Name = "Gold responsibilities" },
            Tables.Sheet(rows) with { Name = "Silver responsibilities" });
        var profile = TableSuggestion.Suggest([file], new() { Documents = Tables.Shipped }).Profile!;
        Assert.Equal(["gold", "silver"], profile.Documents.Select(document => document.Id));
    }

    [Fact]
    public void Without_a_word_for_an_owner_there_is_no_profile_but_a_note()
    {
        var file = Tables.FileOf(Tables.Sheet("Country | Capital", "France | Paris", "Spain | Madrid"));
        var suggestion = TableSuggestion.Suggest([file]);
        Assert.Null(suggestion.Profile);
        Assert.Contains(suggestion.Notes, note => note.IsUnsure && note.Text.StartsWith("No table says who is responsible",
            StringComparison.Ordinal));
        Assert.Null(TableSuggestion.Suggest([]).Profile);
    }

    [Fact]
    public void Guessing_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(() =>
            TableSuggestion.Suggest([Tables.FileOf(Tables.Sheet("Control | Owner", "AC-1 | Provider"))], null,
                new CancellationToken(true)));

    private static void Compare(string shipped, params string[] paths)
    {
        var theirs = Answers(TableImporter.Import(Read(paths), TableProfiles.FindBuiltIn(shipped)!,
            new() { Documents = Tables.Shipped }));
        var ours = Answers(Suggested(paths).Import);
        List<string> others = [];
        foreach (var (row, answers) in theirs)
        {
            var found = ours.GetValueOrDefault(row, []);
            others.AddRange(answers.Index().Where(answer => found.ElementAtOrDefault(answer.Index) != answer.Item)
                .Select(answer => $"{row}: {answer.Item}, not {found.ElementAtOrDefault(answer.Index)}"));
        }
        var all = theirs.Values.Sum(answers => answers.Count);
        Assert.True(others.Count <= all / 10, $"{all - others.Count} of {all} rows are the same; the others:\n{string.Join('\n', others)}");
    }

    private static (TableImport Import, TableProfile Profile) Suggested(params string[] paths)
    {
        var files = Read(paths);
        var suggestion = TableSuggestion.Suggest(files, new() { Documents = Tables.Shipped });
        Assert.NotNull(suggestion.Profile);
        // What a person gets is the file.
        var read = TableProfiles.Read(TableProfiles.Write(suggestion.Profile));
        Assert.Empty(read.Diagnostics);
        Assert.Equal(suggestion.Profile, read.Profile);
        return (TableImporter.Import(files, read.Profile!, new() { Documents = Tables.Shipped }), suggestion.Profile);
    }

    private static List<TableFile> Read(IEnumerable<string> paths) =>
        [.. paths.Select(path => TableFileReader.Read(File.ReadAllBytes(path), Path.GetFileName(path)))];

    private static string[] Files(string pattern)
    {
        var fixtures = Path.GetDirectoryName(Folders.EncodedFixtures!)!;
        string[] files = [.. Directory.GetFiles(Path.Combine(fixtures, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern))
            .Order(StringComparer.Ordinal)];
        Assert.NotEmpty(files);
        return files;
    }

    // Each row, by its place, and what follows from it: several answers from the cells of one row.
    private static Dictionary<string, List<string>> Answers(TableImport import)
    {
        Dictionary<string, List<string>> answers = [];
        foreach (var row in import.Rows.Where(row => row.Outcome is ImportedRowOutcome.Imported or ImportedRowOutcome.Unanswered))
        {
            var place = row.At is { } at && at.StartsWith("line", StringComparison.Ordinal) ? at.Split(',')[0]
                : $"{row.Sheet} row {row.Number}";
            var matrix = import.Documents.FirstOrDefault(document => document.Id == row.Document)?.Matrix;
            var assignment = row.Pointer is { } pointer ? matrix!.Assignments[int.Parse(pointer.Split('/')[2], null)] : null;
            var key = $"{row.File} {place}";
            if (!answers.TryGetValue(key, out var found)) answers.Add(key, found = []);
            found.Add(assignment is null ? "open" : assignment.State?.ToString() ?? SidesOf(assignment).ToString());
        }
        return answers;
    }

    private static Sides SidesOf(Assignment assignment)
    {
        var sides = assignment.Split ?? Sides.None;
        if (assignment.Provider is not null) sides |= Sides.Provider;
        if (assignment.Customer is not null) sides |= Sides.Customer;
        foreach (var duty in assignment.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible)))
            sides |= duty.Party switch
            {
                Party.ProviderWord => Sides.Provider,
                Party.CustomerWord => Sides.Customer,
                _ =>
                Sides.ThirdParty
            };
        return sides;
    }
}
