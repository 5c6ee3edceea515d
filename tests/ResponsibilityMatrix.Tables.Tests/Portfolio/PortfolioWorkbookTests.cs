using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>The workbook of a portfolio.</summary>
public class PortfolioWorkbookTests
{
    private static readonly PortfolioOptions Simple = new() { For = Party.CustomerWord, AsOf = Portfolios.Day };

    private static readonly Lazy<(PortfolioWorkbookResult Result, Dictionary<string, string[][]> Sheets, byte[] Bytes)> Example =
        new(() => Portfolios.Write(Portfolios.Services, Portfolios.Question));

    [Fact]
    public void The_summary_is_first_and_the_services_are_last() =>
        Assert.Equal(
            ["Summary", "What is ours", "Controls by services", "Own statement", "Commitments", "Dates", "Changes", "Upstreams",
                "Authorizations", "Findings", "Beacon Watch", "Fernway managed IT", "Granite Enclave"], Example.Value.Sheets.Keys);

    [Fact]
    public void Every_cell_of_controls_by_services_is_as_answered()
    {
        var (result, sheets, _) = Example.Value;
        var rows = sheets["Controls by services"];
        Assert.Equal(["Control", "Title", "Over all services", "Own statement", "Beacon Watch", "Fernway managed IT", "Granite Enclave"],
            rows[0]);
        Assert.Equal(result.Answer.Controls.Select(control => control.Control), rows[1..].Select(row => row[0]));
        foreach (var (control, row) in result.Answer.Controls.Zip(rows[1..]))
        {
            Assert.Equal(control.Title, row[1]);
            Assert.Equal(PortfolioWords.Of(control.State), row[2]);
            if (!control.Leaf) continue;
            Assert.Equal(PortfolioWords.Of(control.Own!.Value), row[3]);
            var services = result.Answer.Services.Select(service => control.Services.FirstOrDefault(cell => cell.Service == service.Id));
            foreach (var (cell, text) in services.Zip(row[4..]))
            {
                Assert.Equal(cell is null ? "" : PortfolioWords.Of(cell.State), text.Split(',')[0]);
                if (cell is null) continue;
                Assert.Equal(cell.StatedAt is { } at ? $"stated at {at}" : "",
                    text.Split(", ").FirstOrDefault(part => part.StartsWith("stated at", StringComparison.Ordinal), ""));
                Assert.All(cell.Flags, flag => Assert.Contains(PortfolioWords.OfFlag(flag), text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void A_control_with_parts_tells_how_many_stand_how_in_each_service()
    {
        var (result, sheets, _) = Example.Value;
        var parts = result.Answer.Controls.Where(control => control.Parent == "3.10.1").ToList();
        var row = sheets["Controls by services"].Single(row => row[0] == "3.10.1");
        Assert.Equal(parts.SelectMany(part => part.Services.Where(cell => cell.Service == "fernway-managed-it")).CountBy(cell => cell.State)
            .OrderBy(count => count.Key).Select(count => $"{PortfolioWords.Of(count.Key)} {count.Value}"), row[5].Split(", "));
    }

    [Fact]
    public void An_enhancement_is_no_part_of_its_control()
    {
        var service = Portfolios.Service("s", null, new Assignment { Controls = ["AC-2"], Split = Sides.Customer },
            new Assignment { Controls = ["AC-2(1)"], Split = Sides.Provider }) with
        {
            Catalogs = [new() { Id = "nist-800-53", Edition = "5", Include = ["AC-2", "AC-2(1)"] }],
        };
        var (result, sheets, _) = Portfolios.Write([Portfolios.FileOf(service)],
            Simple with { Documents = Portfolios.Question.Documents, Catalog = "nist-800-53@5" });
        var statements = result.Answer.Controls.Count(control => control.Leaf
            && control.Services.Any(cell => cell.State == PortfolioState.Mine));
        Assert.Equal($"mine {statements}", sheets["Controls by services"].Single(row => row[0] == "AC-2")[3]);
        Assert.Equal("covered", sheets["Controls by services"].Single(row => row[0] == "AC-2(1)")[3]);
    }

    [Fact]
    public void What_is_ours_has_each_control_that_is_open_or_mine_or_not_claimed_with_the_words_of_the_services()
    {
        var (result, sheets, _) = Example.Value;
        var expected = result.Answer.Controls.Where(control => control.Leaf && (control.State is PortfolioState.Open or PortfolioState.Mine
            || control.Own is OwnState.Planned or OwnState.Contradicted
            || (control.Own == OwnState.Unclaimed && control.State != PortfolioState.NotApplicable))).ToList();
        Assert.Equal(expected.Select(control => control.Control), sheets["What is ours"][1..].Select(row => row[0]));
        var row = sheets["What is ours"].Single(row => row[0] == "3.5.3[a]");
        Assert.Contains("Granite Enclave – Tenant of Granite Enclave: Turns it on for every account", row[5], StringComparison.Ordinal);
        Assert.All(sheets["What is ours"][1..], row => Assert.NotEmpty(row[6]));
        Assert.All(sheets["What is ours"][1..].Where(row => row[3] == "mine"), row => Assert.NotEmpty(row[5]));
    }

    [Fact]
    public void A_service_has_its_states_reasons_and_places()
    {
        var (result, sheets, _) = Example.Value;
        var rows = sheets["Granite Enclave"];
        Assert.StartsWith("Granite Enclave of Granite Cloud", rows[0][0], StringComparison.Ordinal);
        Assert.Equal(["Control", "Title", "State", "Qualifications", "Stated at", "Who does what", "Evidence", "Decided by", "Why"],
            rows[1]);
        var cells = result.Answer.Controls.SelectMany(control => control.Services.Where(cell => cell.Service == "granite-enclave")
            .Select(cell => (control.Control, PortfolioWords.Of(cell.State), cell.StatedAt ?? "")));
        Assert.Equal(cells, rows[2..].Select(row => (row[0], row[2], row[4])));
        var row = rows.Single(row => row[0] == "3.5.3[a]");
        Assert.Contains("Left to us – Tenant of Granite Enclave: Turns it on", row[5], StringComparison.Ordinal);
        Assert.Contains("https://granite.example/matrices/enclave@3.1.0, /assignments/11, line ", row[7], StringComparison.Ordinal);
        Assert.All(rows[2..], row => Assert.NotEmpty(row[8]));
    }

    [Fact]
    public void The_own_statement_stands_with_its_words_on_every_control()
    {
        var (result, sheets, _) = Example.Value;
        Assert.Equal(result.Answer.Controls.Where(control => control.Leaf).Select(control => (control.Control,
            PortfolioWords.Of(control.Own!.Value))), sheets["Own statement"][1..].Select(row => (row[0], row[2])));
        Assert.Contains("Every account of the enclave has a second factor.", sheets["Own statement"].Single(row => row[0] == "3.5.3[a]")[5],
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_has_the_counts_what_covered_does_not_say_and_a_link_to_each_service()
    {
        var (result, sheets, bytes) = Example.Value;
        var texts = sheets["Summary"].SelectMany(row => row).ToList();
        Assert.Contains(result.Answer.Note, texts);
        foreach (var (state, count) in result.Answer.Summary.Concat(result.Answer.Own))
            Assert.Contains(sheets["Summary"],
                row => row[0] == (state == "notApplicable" ? "not applicable" : state) && row[2] == $"{count}");
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        var sheet = document.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First();
        var links = ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<Hyperlink>()
            .Select(link => link.Location!.Value).ToList();
        Assert.All(sheets.Keys.Where(name => name != "Summary"), name => Assert.Contains($"'{name}'!A1", links));
    }

    [Fact]
    public void Names_of_services_make_valid_names_of_sheets_and_texts_no_formulas()
    {
        string[] names =
        [
            "Summary", "summary", "a/b\\c?d*e[f]g:h'i", "History", "'", "=HYPERLINK(\"http://evil.example\")", new('x', 60),
            new string('x', 30) + "😀", new string('x', 60), "line\nbreak\u202e",
        ];
        var services = names.Select((name, i) => Portfolios.Service($"s{i}", name, new Assignment
        {
            Controls = ["9.2.1"],
            Provider = "=1+1",
            Customer = i % 2 == 0 ? "@SUM(A1)" : "-1+2",
        })).ToArray();
        var (result, sheets, bytes) = Portfolios.Write(services.Select(Portfolios.FileOf), Simple);
        var own = sheets.Keys.TakeLast(names.Length).ToList();
        Assert.Equal(sheets.Count, sheets.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(own, name => Assert.InRange(name.Length, 1, 31));
        Assert.All(own, name => Assert.DoesNotContain(name, c => "\\/?*[]:'".Contains(c) || char.IsControl(c) || c == '\u202e'));
        Assert.DoesNotContain("History", own);
        Assert.Equal(names.Length, result.Answer.Services.Count);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<CellFormula>()));
        Assert.Equal("Acme: =1+1\nLeft to us – Globex: @SUM(A1)", sheets[own[0]][2][5]);
        Assert.Equal(10, sheets["Controls by services"][0].Skip(3).Distinct().Count());
    }

    [Fact]
    public void What_passes_the_limits_is_split_and_told_and_nothing_is_lost()
    {
        var services = Enumerable.Range(1, 7).Select(i => Portfolios.Service($"s{i}", null,
            new Assignment { Controls = ["9.2.1", "9.2.2"], Customer = $"Part {i}" })).ToArray();
        var (result, sheets, _) = Portfolios.Write(services.Select(Portfolios.FileOf), Simple,
            new() { MaxServiceSheets = 2, MostRows = 6, MostColumns = 6 });
        Assert.Equal(["s1", "s2", "Further services", "Further services 2"], sheets.Keys.TakeLast(4));
        Assert.Equal(services.Skip(2).SelectMany(service => new[] { (service.Service.Id, "9.2.1"), (service.Service.Id, "9.2.2") }),
            sheets["Further services"][1..].Concat(sheets["Further services 2"][1..]).Select(row => (row[0], row[1])));
        var grids = sheets.Keys.Where(name => name.StartsWith("Controls by services", StringComparison.Ordinal)).ToList();
        Assert.Equal(services.Select(service => service.Service.Id),
            grids.SelectMany(name => sheets[name][0].Skip(3)).Distinct());
        Assert.Equal(result.Answer.Controls.Count * 3, grids.Sum(name => sheets[name].Length - 1));
        Assert.All(result.Diagnostics, note => Assert.Equal("RM7003", note.Id));
        var notes = result.Diagnostics.Select(note => note.Message).ToList();
        Assert.Contains(notes, note => note.Contains("2 services have a sheet of their own; the 5 further ones share Further services.",
            StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("Controls by services has more services than", StringComparison.Ordinal));
        Assert.All(notes, note => Assert.Contains(sheets["Summary"], row => row[0] == note));
    }

    [Fact]
    public void A_text_that_a_cell_does_not_hold_is_cut_and_told()
    {
        var service = Portfolios.Service("s", null, new Assignment { Controls = ["9.2.1"], Customer = new string('x', 40_000) });
        var (result, sheets, _) = Portfolios.Write([Portfolios.FileOf(service)], Simple);
        Assert.Equal(32_767, sheets["s"][2][5].Length);
        Assert.Contains("s, 9.2.1, Who does what", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_many_services_leave_goes_on_in_the_next_row_where_a_cell_can_show_no_more()
    {
        var services = Enumerable.Range(1, 60).Select(i => Portfolios.FileOf(Portfolios.Service($"s{i:00}", null,
            new Assignment { Controls = ["9.2.1"], Customer = $"Part {i:00}" })));
        var rows = Portfolios.Write(services, Simple).Sheets["What is ours"].Where(row => row[0] == "9.2.1").ToList();
        Assert.Equal(3, rows.Count);
        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"s{i:00} – Globex: Part {i:00}"), rows.SelectMany(row => row[4].Split('\n')));
        Assert.EndsWith("(continued)", rows[1][1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_whose_options_are_left_open_too_far_has_a_sheet_too()
    {
        var assignment = new Assignment { Controls = ["9.2.1"], Split = Sides.Provider, When = Condition.Of("plan", "p1") };
        var service = Portfolios.Service("s", null, assignment) with
        {
            Parameters = [new() { Id = "plan", Values = [.. Enumerable.Range(1, 9).Select(i => $"p{i}")] }],
        };
        var (result, sheets, _) = Portfolios.Write(
            [Portfolios.FileOf(service)], Simple with { MaxContexts = 2, Catalog = "iso-27017@2015" });
        Assert.Contains(sheets["s"], row => row[0] == "9.2.1" && row[2] == "open");
        Assert.Contains(sheets["Summary"],
            row => row[0] == "s" && row[^1].StartsWith("its options are left open", StringComparison.Ordinal));
        Assert.Contains(result.Answer.Diagnostics, finding => finding.Id == "RM8004");
    }

    [Fact]
    public void Without_any_document_the_summary_tells_it()
    {
        var (_, sheets, _) = Portfolios.Write([new() { Name = "b.matrix.json", Read = () => "{"u8.ToArray() }], Simple);
        Assert.Equal(["Summary"], sheets.Keys);
        Assert.Contains(sheets["Summary"], row => row[0] == "No document of a service counts.");
        Assert.Contains(sheets["Summary"], row => row[0].StartsWith("Error RM8001:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_documents_give_the_same_bytes() =>
        Assert.Equal(Example.Value.Bytes, Portfolios.Write(Portfolios.Services, Portfolios.Question).Bytes);

    [Fact]
    public void Whoever_listens_to_the_services_hears_of_each_and_changes_of_the_answer_are_written()
    {
        List<string> heard = [];
        var (result, sheets, _) = Portfolios.Write(Portfolios.Services,
            Portfolios.Question with { OnService = service => heard.Add(service.Service.Id) },
            new() { OnAnswer = answer => answer with { Note = "Another note." } });
        Assert.Equal(result.Answer.Services.Select(service => service.Id), heard);
        Assert.Contains(sheets["Summary"], row => row.Contains("Another note."));
    }

    [LibreOfficeFact]
    public void LibreOffice_opens_it_and_saves_the_same_texts()
    {
        var saved = Portfolios.Read(LibreOffice.Edit(Example.Value.Bytes, ""));
        Assert.Equal(Example.Value.Sheets.Keys, saved.Keys);
        foreach (var (name, rows) in Example.Value.Sheets)
            Assert.Equal(rows.SelectMany(row => row).Where(text => text.Length > 0),
                saved[name].SelectMany(row => row).Where(text => text.Length > 0));
    }

    [Fact]
    public void Texts_come_back_from_memory_and_from_the_file_alike()
    {
        using var store = new TextStore(mostInMemory: 100);
        var texts = Enumerable.Range(0, 60).Select(i => $"text {i % 20} ä😀").ToList();
        var places = texts.ConvertAll(store.Add);
        Assert.Equal(texts, places.Select(place => store[place]));
        Assert.Equal(20, places.Distinct().Count());
        store.EndOfService();
        Assert.NotEqual(places[0], store.Add(texts[0]));
    }
}
