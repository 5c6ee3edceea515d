using System.IO.Compression;
using System.Text;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Checklists in workbooks, and workbooks of strangers.</summary>
public class WorkbookTests
{
    private static readonly Matrix Shared = Workbooks.Matrix(new Assignment { Controls = ["a.1"], Split = Sides.Shared });

    [Fact]
    public void What_is_written_is_a_valid_workbook()
    {
        foreach (
            var bytes in new[]
            { ChecklistWorkbook.Write(Workbooks.Checklist(Shared)), ChecklistWorkbook.WriteQuestions(Workbooks.Checklist(Shared)),
            ChecklistWorkbook.Write(Workbooks.Checklist(Shared, "provider")) })
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        }
    }

    [Fact]
    public void A_checklist_has_its_sheets_with_frozen_bold_headings_and_a_filter()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(ChecklistWorkbook.Write(Workbooks.Checklist(Shared))), false);
        var workbook = document.WorkbookPart!;
        var sheets = workbook.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ToList();
        Assert.Equal(["Overview", "Duties", "Questions"], sheets.Select(sheet => sheet.Name!.Value));
        var questions = ((WorksheetPart)workbook.GetPartById(sheets[2].Id!)).Worksheet!;
        Assert.Equal(PaneStateValues.Frozen, questions.Descendants<Pane>().Single().State!.Value);
        Assert.Equal("A1:M3", questions.Descendants<AutoFilter>().Single().Reference!.Value);
        Assert.Equal("\"provider,customer,shared,not applicable\"", questions.Descendants<Formula1>().Single().Text);
    }

    [Fact]
    public void The_same_checklist_gives_the_same_bytes()
    {
        var first = ChecklistWorkbook.Write(Workbooks.Checklist(Shared));
        Thread.Sleep(2100);
        Assert.Equal(first, ChecklistWorkbook.Write(Workbooks.Checklist(Shared)));
    }

    [Fact]
    public void No_text_becomes_a_formula_and_none_breaks_the_file()
    {
        var text = "=HYPERLINK(\"http://evil.example\")\u0001\u001b\ud800 & <b> _x0041_ \uffff 😀";
        var bytes = ChecklistWorkbook.Write(
            Workbooks.Checklist(Workbooks.Matrix(new Assignment { Controls = ["a.1"], Provider = "=1+1", Customer = text })));
        using (var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false))
        {
            Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<CellFormula>()));
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
        }
        var duties = TableFileReader.Read(bytes).Sheets.First(table => table.Name == "Duties");
        Assert.Equal("=HYPERLINK(\"http://evil.example\")\\u0001\\u001B\\uD800 & <b> _x0041_ \\uFFFF 😀", duties.Rows[1][4]);
    }

    [Fact]
    public void A_text_that_a_cell_cannot_hold_is_cut_and_says_so()
    {
        var bytes = ChecklistWorkbook.Write(
            Workbooks.Checklist(Workbooks.Matrix(new Assignment { Controls = ["a.1"], Customer = new string('x', 40_000) })));
        var text = TableFileReader.Read(bytes).Sheets.First(table => table.Name == "Duties").Rows[1][4];
        Assert.Equal(32_767, text.Length);
        Assert.EndsWith("(cut: a cell holds no more)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_texts_come_back_as_they_were_written() =>
        Gen.Char["ab _x0D1\n\t=\"'<&ä"].Array[1, 12].Select(chars => new string(chars)).Array[3].Array[1, 4].Sample(rows =>
    {
        var sheet = new Sheet
        {
            Name = "S",
            Columns = [new() { Heading = "A", Width = 9 }, new() { Heading = "B", Width = 9 }, new() { Heading = "C", Width = 9 }],
            Rows = rows.Select(row => row.ToValueList()).ToValueList()
        };
        var expected = rows.Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell))).ToArray();
        Assert.Equal(expected, Workbooks.Rows(TableFileReader.Read(WorkbookWriter.Write([sheet])).Sheets[0])[1..]);
    }, iter: 60);

    [Fact]
    public void A_questionnaire_comes_back_filled_in()
    {
        using var stream = new MemoryStream();
        stream.Write(ChecklistWorkbook.WriteQuestions(Workbooks.Checklist(Shared)));
        using (var document = SpreadsheetDocument.Open(stream, true))
        {
            var part = (WorksheetPart)document.WorkbookPart!.GetPartById("rId1");
            Fill(part, "G2", "Copies all data.");
            Fill(part, "H2", "Checks the copies.");
            Fill(part, "F3", "provider");
        }
        var import = Workbooks.Import(Shared, stream.ToArray());
        Assert.Empty(import.Diagnostics);
        Assert.Equal(["imported", "imported"], import.Rows.Select(row => Words.Of(row.Outcome)));
        Assert.Equal(("Copies all data.", "Checks the copies."),
            (import.Draft!.Assignments[0].Provider, import.Draft.Assignments[0].Customer));
    }

    [Fact]
    public void A_questionnaire_of_another_program_is_read_with_its_shared_strings_runs_and_dates()
    {
        string[] shared = ["Question id", "Who performs", "What you do", "Evidence", "Remarks", "local:a.1", " provider ",
            "<r><t>Copies </t></r><r><rPr><b/></rPr><t>all data.</t></r><rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh>", "Line_x000D_\nbreak"];
        var bytes = Workbooks.ByHand(
            """
            <row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>0</v></c><c r="E2" t="s"><v>3</v></c>
              <c r="G2" t="s"><v>4</v></c></row>
            <row r="7"><c r="B7" t="s"><v>6</v></c><c r="C7" t="s"><v>7</v></c><c r="D7" t="s"><v>5</v></c><c r="E7" s="1"><v>46477</v></c>
              <c r="G7" t="str"><f>A1&amp;"x"</f><v>computed</v></c></row>
            <row r="8"><c r="D8" t="inlineStr"><is><t>local:a.2</t></is></c><c r="B8" t="b"><v>1</v></c><c r="G8"><f>NOW()</f></c></row>
            """,
            shared,
            """<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>""");
        var import = Workbooks.Import(Shared, bytes);
        Assert.Equal([(7, "imported"), (8, "notUnderstood")], import.Rows.Select(row => (row.Number, Words.Of(row.Outcome))));
        Assert.Equal("Copies all data.", import.Draft!.Assignments[0].Duties[0].Text);
        Assert.Equal(("2027-03-31", "computed"), (import.Draft.Evidence[0].Title, import.Draft.Assignments[0].Notes));
        Assert.Equal("Who performs: TRUE\nRemarks: =NOW()", import.Rows[1].Answer);
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7001"
            && finding.Message.StartsWith("Row 8, column \"Who performs\"", StringComparison.Ordinal) && finding.Place!.Line == 8);
    }

    [Theory]
    [InlineData("m/d/yyyy", "46477.5", "2027-03-31 12:00")]
    [InlineData("0.00%", "0.999", "99.9%")]
    [InlineData("0.0\"%\"", "99.9", "99.9")]
    [InlineData("0.0\\%", "99.9", "99.9")]
    [InlineData("\"day\" 0", "12", "12")]
    [InlineData("[Red]0", "0.1", "0.1")]
    public void Numbers_are_read_as_they_are_shown(string format, string value, string expected)
    {
        var code = format.Replace("\"", "&quot;", StringComparison.Ordinal);
        var bytes = Workbooks.ByHand(
            $"""<row r="1"><c r="A1" s="0"><v>{value}</v></c></row>""",
            styles: $"""
                <numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts>
                <cellXfs count="1"><xf numFmtId="164"/></cellXfs>
                """);
        Assert.Equal(expected, TableFileReader.Read(bytes).Sheets[0].Rows[0][0]);
    }

    [Fact]
    public void Days_may_count_from_1904() =>
        Assert.Equal(
        "2027-03-31",
        TableFileReader.Read(
        Workbooks.ByHand("""<row><c s="0"><v>45015</v></c></row>""", styles: """<cellXfs count="1"><xf numFmtId="14"/></cellXfs>""",
        workbookProperties: """<workbookPr date1904="1"/>""")).Sheets[0].Rows[0][0]);

    [Fact]
    public void A_day_beyond_the_calendar_is_a_number_and_the_rest_is_read() =>
        Assert.Equal(
            "2958000",
            TableFileReader.Read(
            Workbooks.ByHand("""<row><c s="0"><v>2958000</v></c></row>""", styles: """<cellXfs count="1"><xf numFmtId="14"/></cellXfs>""",
            workbookProperties: """<workbookPr date1904="1"/>""")).Sheets[0].Rows[0][0]);

    [Fact]
    public void Cells_merged_over_several_rows_and_comments_on_cells_are_said()
    {
        const string Sheet =
            """
            <row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="C3"><v>2</v></c></row></sheetData>
            <mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="C3:D3"/><mergeCell ref="E2:E9"/></mergeCells><sheetData>
            """;
        var bytes = Workbooks.ByHand(Sheet, others: new Dictionary<string, string>
        {
            ["xl/worksheets/_rels/sheet1.xml.rels"] =
                $"""
                <Relationships xmlns="{Workbooks.Package}/relationships">
                <Relationship Id="rId1" Type="{Workbooks.Relationship}/comments" Target="../comments1.xml"/>
                </Relationships>
                """,
            ["xl/comments1.xml"] =
                $"""
                <comments xmlns="{Workbooks.Main}"><authors><author>v</author></authors>
                <commentList><comment ref="C3" authorId="0"><text><t>We do it.</t></text></comment></commentList></comments>
                """,
        });
        Assert.Equal(
            [
                "The sheet \"Tabelle1\" has cells that are merged over several rows (B2:B4), and what stands in them was read for the " +
                    "first of these rows alone. Take them apart, and write it in each row that it is meant for.",
                "The sheet \"Tabelle1\" has comments on its cells (C3), which were not read. Write into the cells what belongs to the " +
                    "answers.",
            ],
            Workbooks.Import(Shared, bytes).Diagnostics.Take(2).Select(finding => finding.Message));
    }

    [Fact]
    public void A_sheet_beside_the_questions_is_said_to_be_left_out()
    {
        var sheets = new[]
        {
            new Sheet
                { Name = "Answers", Columns = [new() { Heading = "Question id", Width = 9 }, new() { Heading = "Who performs", Width = 9 }],
                Rows = [["local:a.1", "provider"]] },
            new Sheet { Name = "Scratch", Columns = [new() { Heading = "Notes", Width = 9 }], Rows = [["call them"]] },
        };
        var import = Workbooks.Import(Shared, WorkbookWriter.Write(sheets));
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7002"
            && finding.Message == "The sheet \"Scratch\" is no questionnaire; its 2 rows were left out.");
        Assert.Equal(["Scratch", "Scratch", "Answers"], import.Rows.Select(row => row.Sheet));
    }

    [Fact]
    public void A_workbook_that_unpacks_to_too_much_is_refused()
    {
        var bomb = Workbooks.ByHand("", others: new Dictionary<string, string> { ["xl/media/a.xml"] = new string(' ', 5_000_000) });
        Assert.True(bomb.Length < 50_000);
        var read = TableFileReader.Read(bomb, "bomb.xlsx", new Limits { MaxBytes = 1_000_000 });
        Assert.Equal(["RM0003"], read.Diagnostics.Select(finding => finding.Id));
        Assert.Empty(read.Sheets);
    }

    [Fact]
    public void A_workbook_that_names_too_many_cells_is_refused()
    {
        var wide = Workbooks.ByHand(
            string.Concat(Enumerable.Range(1, 700).Select(row => $"""<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>""")));
        Assert.Equal(["RM0003"], TableFileReader.Read(wide).Diagnostics.Select(finding => finding.Id));
    }

    public static TheoryData<string, string> Attacks => new()
    {
        { "deep", string.Concat(Enumerable.Repeat("<row>", 20_000)) + string.Concat(Enumerable.Repeat("</row>", 20_000)) },
        { "deep text",
            $"<row><c t=\"inlineStr\"><is>{string.Concat(Enumerable.Repeat("<r>", 20_000))}" +
            $"{string.Concat(Enumerable.Repeat("</r>", 20_000))}</is></c></row>" },
        { "empty cells", $"<row>{string.Concat(Enumerable.Repeat("<c/>", 200_000))}</row>" },
        { "empty rows", string.Concat(Enumerable.Repeat("<row/>", 200_000)) },
        { "attributes", $"<row {string.Join(' ', Enumerable.Range(0, 150_000).Select(i => $"a{i}=\"\""))}/>" },
        { "names", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<a{i}/>")) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void What_costs_more_than_it_holds_is_refused(string what, string sheet)
    {
        var bytes = Workbooks.ByHand(sheet);
        Assert.True(bytes.Length < 600_000, what);
        var read = TableFileReader.Read(bytes, "x.xlsx", new Limits { MaxItems = 100_000 });
        Assert.Equal("RM0003", Assert.Single(read.Diagnostics).Id);
        Assert.Empty(read.Sheets);
    }

    [Fact]
    public void A_part_that_many_sheets_name_is_read_once()
    {
        var few = Allocated(1, out _);
        var many = Allocated(1000, out var read);
        Assert.Equal(["s0"], read.Sheets.Select(table => table.Name));
        Assert.StartsWith("The workbook has sheets that show the cells of another one, which were read once: \"s1\" those of \"s0\", ",
            Assert.Single(read.Diagnostics).Message, StringComparison.Ordinal);
        Assert.True(many < few + 3_000_000, $"{few} and {many} bytes");

        static long Allocated(int sheets, out TableFile read)
        {
            var rows =
                string.Concat(
                Enumerable.Range(1, 5000)
                .Select(row => $"""<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>text {row}</t></is></c></row>"""));
            var names = string.Concat(Enumerable.Range(0, sheets).Select(i => $"""<sheet name="s{i}" sheetId="{i + 1}" r:id="rId1"/>"""));
            var bytes = Workbooks.ByHand(rows, others: new Dictionary<string, string>
            {
                ["xl/workbook.xml"] =
                    $"""
                    <workbook xmlns="{Workbooks.Main}" xmlns:r="{Workbooks.Relationship}"><sheets>{names}</sheets></workbook>
                    """,
            });
            var before = GC.GetAllocatedBytesForCurrentThread();
            read = TableFileReader.Read(bytes);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Twice_the_cells_cost_no_more_than_twice()
    {
        Allocated(10);
        var (once, twice) = (Allocated(20_000), Allocated(40_000));
        Assert.True(twice < once * 2.2, $"{once} and {twice} bytes");

        static long Allocated(int rows)
        {
            var bytes = Workbooks.ByHand(
                string.Concat(
                Enumerable.Range(1, rows).Select(row => $"""<row r="{row}"><c r="A{row}" s="0"/><c r="C{row}"><v>{row}</v></c></row>""")));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(rows, TableFileReader.Read(bytes).Sheets[0].Rows.Count);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Two_parts_of_one_name_are_refused()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, true))
            foreach (var name in new[] { "xl/workbook.xml", "xl/Workbook.xml" }) archive.CreateEntry(name);
        var finding = Assert.Single(TableFileReader.Read(stream.ToArray()).Diagnostics);
        Assert.Equal("RM7001", finding.Id);
        Assert.Contains("two parts of the name xl/Workbook.xml", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 nothing more")]
    [InlineData("Question id,Who performs")]
    public void What_is_no_workbook_is_said(string text)
    {
        var read = WorkbookReader.Read(Encoding.Latin1.GetBytes(text), "x.xlsx", Limits.Default);
        Assert.Equal("RM7001", Assert.Single(read.Diagnostics).Id);
        Assert.Contains("Save it as an Excel workbook", read.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_type_in_a_part_is_refused()
    {
        var bytes = Workbooks.ByHand("", others: new Dictionary<string, string>
        {
            ["xl/worksheets/sheet1.xml"] =
                $"""
                <!DOCTYPE x [<!ENTITY a "aaaa">]>
                <worksheet xmlns="{Workbooks.Main}">
                <sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>
                """,
        });
        Assert.Equal(["RM7001"], TableFileReader.Read(bytes).Diagnostics.Select(finding => finding.Id));
    }

    [Fact]
    public void A_broken_workbook_ends_in_tables_or_a_finding()
    {
        var good = ChecklistWorkbook.WriteQuestions(Workbooks.Checklist(Shared));
        var stored = Stored(good);
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])(seed % 2 == 0 ? good : stored).Clone();
            for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (seed % 5 == 0) bytes = bytes[..random.Next(bytes.Length)];
            var read = TableFileReader.Read(bytes);
            Assert.True(!read.Sheets.IsEmpty || !read.Diagnostics.IsEmpty, $"seed {seed}");
            Workbooks.Import(Shared, bytes);
        }
    }

    // Unpacked, so that a changed byte changes the text and not only the packing.
    private static byte[] Stored(byte[] package)
    {
        using var source = new ZipArchive(new MemoryStream(package));
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, true))
        {
            foreach (var entry in source.Entries)
            {
                using var from = entry.Open();
                using var to = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                from.CopyTo(to);
            }
        }
        return stream.ToArray();
    }

    private static void Fill(WorksheetPart part, string reference, string text)
    {
        var cell = part.Worksheet!.Descendants<Cell>().Single(known => known.CellReference == reference);
        cell.DataType = CellValues.String;
        cell.CellValue = new CellValue(text);
        part.Worksheet.Save();
    }
}
