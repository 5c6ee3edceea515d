using System.IO.Compression;
using System.Text;
using CsCheck;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Templates of all kinds, filled in: what is set, what stays, and what is told.</summary>
public sealed class PublisherTemplateTests
{
    private const string Headings =
        """
        <row r="2"><c r="A2" t="inlineStr"><is><t>Control ID</t></is></c><c r="B2" t="inlineStr"><is><t>Can Be Inherited</t></is></c>
        <c r="C2" t="inlineStr"><is><t>Customer Responsibilities</t></is></c></row>
        """;

    private static readonly Matrix Crm = On("nist-800-53@5",
        new Assignment { Controls = ["AC-3"], Provider = "Enforces access.", Inheritability = Inheritability.Full },
        new Assignment { Controls = ["AC-6"], Provider = "Ours.", Customer = "=Grant & <take>", Inheritability = Inheritability.Partial },
        new Assignment { Controls = ["AU-8"], Customer = "Set your clocks.", Inheritability = Inheritability.None });

    [Fact]
    public void A_cell_keeps_its_style_and_a_new_one_has_that_of_its_row_or_column()
    {
        var (xml, _) = Filled(
            """
            <row r="3"><c r="A3" t="inlineStr"><is><t>AC-3</t></is></c><c r="B3" s="7" t="s"><v>0</v></c><c r="D3"><v>1</v></c></row>
            <row r="4" s="5" customFormat="1" spans="1:1"><c r="A4" t="inlineStr"><is><t>AC-6</t></is></c></row>
            """, """<cols><col min="2" max="3" style="4"/></cols>""");
        Assert.Contains("""<c r="B3" s="7" t="inlineStr"><is><t xml:space="preserve">Yes</t></is></c>""", xml, StringComparison.Ordinal);
        Assert.Contains("""<c r="C3" s="4" t="inlineStr"><is><t xml:space="preserve">Enforces access.</t></is></c><c r="D3">""", xml,
            StringComparison.Ordinal);
        Assert.Contains("""<row r="4" s="5" customFormat="1"><c r="A4" """, xml, StringComparison.Ordinal);
        Assert.Contains("""<c r="C4" s="5" t="inlineStr"><is><t xml:space="preserve">=Grant &amp; &lt;take&gt;</t></is></c></row>""", xml,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_is_never_written_over()
    {
        const string Formula = """<c r="B3" s="7"><f>IF(1,"Yes","No")</f><v>1</v></c>""";
        var (xml, result) = Filled($"""<row r="3"><c r="A3" t="inlineStr"><is><t>AC-3</t></is></c>{Formula}</row>""");
        Assert.Contains(Formula, xml, StringComparison.Ordinal);
        Assert.Contains("<c r=\"C3\"", xml, StringComparison.Ordinal);
        Told(result, "RM7003", "a cell with a formula keeps it, and the answer is not written (1): CRM!B3.");
    }

    [Fact]
    public void An_answer_that_stood_there_is_replaced_and_told_and_one_that_the_matrix_does_not_give_stays()
    {
        var (xml, result) = Filled(
            """
            <row r="3"><c r="A3" t="inlineStr"><is><t>AC-3</t></is></c><c r="B3" t="inlineStr"><is><t>No</t></is></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>AC-7</t></is></c><c r="B4" t="inlineStr"><is><t>Partial</t></is></c></row>
            <row r="5"><c r="A5" t="inlineStr"><is><t>AC-10</t></is></c><c r="B5"/></row>
            """);
        Assert.Contains("Partial", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("No</t>", xml, StringComparison.Ordinal);
        Assert.Contains("""<c r="B5"/>""", xml, StringComparison.Ordinal);
        Told(result, "RM7003", "another answer that stood in the workbook was replaced (1): CRM!B3.");
        Told(result, "RM7003", "a row that the matrix does not answer keeps the answer that stood there (1): CRM!A4.");
        Told(result, "RM7002", "the workbook has no row for a control that the matrix answers (3): AC-6, AU-8(a), AU-8(b).");
        Assert.Equal(["AC-6", "AU-8(a)", "AU-8(b)"], result.WithoutRow);
    }

    [Fact]
    public void A_workbook_without_the_table_is_refused_with_what_it_has()
    {
        var result = Fill(Workbooks.ByHand("""<row r="1"><c r="A1" t="inlineStr"><is><t>Pets</t></is></c></row>"""));
        Assert.Null(result.Workbook);
        Assert.Equal(("RM7001", "The workbook has no table that fedramp-crm knows: none of its sheets (“Tabelle1”) has its headings. " +
            "Give the publisher's workbook as it was published."), (result.Diagnostics[0].Id, result.Diagnostics[0].Message));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("Control ID,Can Be Inherited\nAC-3,\n", "This is no workbook.")]
    [InlineData("PK\u0003\u0004 and no more", "This is no workbook that can be read")]
    public void What_is_no_workbook_is_said(string text, string message)
    {
        var result = PublisherWorkbook.Fill(FedRamp, Answer(Crm), Crm, Encoding.UTF8.GetBytes(text), new() { File = "template.csv" });
        Assert.Null(result.Workbook);
        Assert.StartsWith(message, result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_about_other_controls_is_refused_and_so_is_one_that_unpacks_to_too_much()
    {
        var other = Template("""<row r="3"><c r="A3" t="inlineStr"><is><t>X-1</t></is></c></row>""");
        Assert.Equal("The matrix answers none of the 1 controls in the workbook, such as X-1.", Fill(other).Diagnostics[0].Message);
        Assert.Equal("RM0003", PublisherWorkbook.Fill(FedRamp, Answer(Crm), Crm, other,
            new() { Limits = Limits.Default with { MaxBytes = other.Length + 100 } }).Diagnostics[0].Id);
    }

    [Fact]
    public void Macros_stay_and_the_kind_of_the_file_is_told()
    {
        const string Row = """<row r="3"><c r="A3" t="inlineStr"><is><t>AC-3</t></is></c></row>""";
        var template = Template(Row, others: new Dictionary<string, string>
        {
            ["[Content_Types].xml"] = $"""
                <Types xmlns="{Workbooks.Package}/content-types">
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>
                """,
            ["xl/vbaProject.bin"] = "macros",
        });
        var result = Fill(template);
        Assert.Equal(".xlsm", result.Extension);
        Assert.Equal("macros", Part(result.Workbook!.Value, "xl/vbaProject.bin"));
        Assert.Equal(".xlsx", Fill(Template(Row)).Extension);
    }

    [Fact]
    public void A_protected_sheet_of_the_strict_kind_is_filled_in_and_stays_protected()
    {
        const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        var sheet = Part(Template("<row r='3'><c r='A3' t='inlineStr'><is><t>AC-3</t></is></c></row>"), "xl/worksheets/sheet1.xml")
            .Replace(Workbooks.Main, Strict, StringComparison.Ordinal)
            .Replace("</sheetData>", "</sheetData><sheetProtection sheet='1' password='83AF'/>", StringComparison.Ordinal);
        var result = Fill(Template("", others: new Dictionary<string, string> { ["xl/worksheets/sheet1.xml"] = sheet }));
        var xml = Part(result.Workbook!.Value, "xl/worksheets/sheet1.xml");
        Assert.Contains("<sheetProtection sheet='1' password='83AF'/>", xml, StringComparison.Ordinal);
        Assert.Equal("AC-3|Yes|Enforces access.",
            string.Join('|', TableFileReader.Read(result.Workbook.Value, "crm.xlsx").Sheets[0].Rows[1].Cells));
    }

    [Fact]
    public void A_sheet_with_prefixes_comments_and_other_quotes_is_filled_in_where_its_cells_are()
    {
        var xml = Encoding.UTF8.GetString(SheetPatch.Apply(Encoding.UTF8.GetBytes(
            "<?xml version='1.0'?><!-- <sheetData> --><x:worksheet xmlns:x='u' a='>'><x:sheetData>" +
            "<x:row r='1'><x:c r='A1' s = '3' t='str'><x:v>old</x:v></x:c><!-- <c r='B1'/> --><x:c><x:v>2</x:v></x:c></x:row>" +
            "<x:row r='2'/><x:row/></x:sheetData><x:extLst><row r='1'/></x:extLst></x:worksheet>"),
            new Dictionary<int, SortedList<int, string>>
            {
                [1] = new() { [0] = "new", [1] = "", [3] = "last" },
                [2] = new() { [1] = "two" },
                [3] = new() { [0] = "three" },
            }).Xml);
        Assert.Equal(
            "<?xml version='1.0'?><!-- <sheetData> --><x:worksheet xmlns:x='u' a='>'><x:sheetData><x:row r='1'>" +
            """<x:c r="A1" s="3" t="inlineStr"><x:is><x:t xml:space="preserve">new</x:t></x:is></x:c><!-- <c r='B1'/> --><x:c/>""" +
            """<x:c r="D1" t="inlineStr"><x:is><x:t xml:space="preserve">last</x:t></x:is></x:c></x:row><x:row r='2'>""" +
            """<x:c r="B2" t="inlineStr"><x:is><x:t xml:space="preserve">two</x:t></x:is></x:c></x:row><x:row>""" +
            """<x:c r="A3" t="inlineStr"><x:is><x:t xml:space="preserve">three</x:t></x:is></x:c></x:row></x:sheetData>""" +
            "<x:extLst><row r='1'/></x:extLst></x:worksheet>", xml);
    }

    [Fact]
    public void Any_cells_that_are_set_read_as_they_were_set_and_all_others_as_before() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 6].List[1, 6], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 12], Gen.String[0, 9]).Array[1, 8])
            .Sample((rows, edits) =>
            {
                var data = string.Concat(rows.Select((row, at) =>
                    $"<row r=\"{at + 1}\">{string.Concat(row.Distinct().Order().Select(column =>
                        $"<c r=\"{TableSheet.ColumnName(column)}{at + 1}\"><v>{column}</v></c>"))}</row>"));
                var before = Workbooks.ByHand(data);
                Dictionary<int, SortedList<int, string>> wanted = [];
                foreach (var (row, column, text) in edits.Where(edit => edit.Item1 < rows.Count))
                {
                    if (!wanted.TryGetValue(row + 1, out var cells)) wanted.Add(row + 1, cells = []);
                    cells[column] = text;
                }
                var (xml, formulas) = SheetPatch.Apply(Encoding.UTF8.GetBytes(Part(before, "xl/worksheets/sheet1.xml")), wanted);
                Assert.Empty(formulas);
                var after = Workbooks.ByHand("", others: new Dictionary<string, string>
                {
                    ["xl/worksheets/sheet1.xml"] = Encoding.UTF8.GetString(xml),
                });
                var cellsAfter = Cells(after);
                var cellsBefore = Cells(before);
                for (var row = 1; row <= rows.Count; row++)
                    for (var column = 0; column < 13; column++)
                    {
                        var expected = wanted.GetValueOrDefault(row)?.TryGetValue(column, out var text) is true ? CellText.Of(text)
                            : cellsBefore.GetValueOrDefault((row, column), "");
                        var actual = cellsAfter.GetValueOrDefault((row, column), "");
                        if (!string.IsNullOrWhiteSpace(expected) || !string.IsNullOrWhiteSpace(actual)) Assert.Equal(expected, actual);
                    }
            }, iter: 300);

    [Fact]
    public void Questions_of_a_CAIQ_have_their_own_answer_or_that_of_their_control()
    {
        var matrix = On("csa-ccm@4.0",
            new Assignment
            {
                Controls = ["local:A&A-01.1"],
                Duties =
                [
                    new Duty { Party = "provider", Text = "We have one.", Implementation = [ImplementationStatus.Implemented] },
                    new Duty { Party = "customer", Text = "Read it." },
                ],
            },
            new Assignment { Controls = ["A&A-02"], Duties = [new Duty { Party = "customer", Text = "Audit." }] },
            new Assignment { Controls = ["AIS-01"], State = ControlState.NotApplicable, Reason = "There is no interface." }) with
        {
            Controls = [new Control { Id = "A&A-01.1", Title = "Is there a policy?", Parent = "csa-ccm:A&A-01" }],
        };
        var template = ExampleTables.WorkbookBytes(new ExampleSheet("CAIQv4.0.3",
            """
            CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v4.0.3
            Question ID|Question|CSP CAIQ Answer|SSRM Control Ownership|CSP Implementation Description|CSC Responsibilities|CCM Control ID
            A&A-01.1|First?|||||A&A-01
            A&A-01.2|Second?||||
            A&A-02.1|Third?|||||A&A-02
            A&A-02.2|Fourth?||||
            AIS-01.1|Fifth?|||||AIS-01
            """)
        { Merged = ["G3:G4", "G5:G6"] });
        var result = PublisherWorkbook.Fill(FormatOf("caiq"), Answer(matrix), matrix, template);
        var cells = TableFileReader.Read(result.Workbook!.Value, "caiq.xlsx").Sheets[0].Rows.Skip(2)
            .Select(row => string.Join('|', new[] { 0, 2, 3, 4, 5 }.Select(at => row[at])));
        Assert.Equal(
        [
            "A&A-01.1|Yes|Shared CSP and CSC|We have one.|Read it.", "A&A-01.2|Yes|Shared CSP and CSC|We have one.|Read it.",
            "A&A-02.1||CSC-owned||Audit.", "A&A-02.2||CSC-owned||Audit.", "AIS-01.1|NA||There is no interface.|",
        ], cells);
        Told(result, "RM7003", "caiq: a row for a part has the answer of the whole control (4): A&A-01.2, A&A-02.1, A&A-02.2, AIS-01.1.");
    }

    [Fact]
    public void An_objective_says_for_what_it_was_stated()
    {
        var matrix = On("nist-800-171@2", new Assignment
        {
            Controls = ["3.1.1"],
            Duties = [new Duty { Party = "provider", Text = "Sign-in.", Evidence = ["soc2"] }, new Duty { Party = "hoster" }],
        }) with
        {
            Evidence = [new Evidence { Id = "soc2", Kind = EvidenceKind.Report, Title = "SOC 2" }],
        };
        var written = PublisherWorkbook.Write(FormatOf("cmmc-srm"), Answer(matrix), matrix);
        var rows = Workbooks.Rows(TableFileReader.Read(written.Workbook!.Value, "cmmc.xlsx").Sheets[0]);
        Assert.Equal(321, rows.Length);
        Assert.Equal(["3.1.1[a]", "assigned", "provider and third party", "Sign-in.", "", "", "", "SOC 2", "", "3.1.1"],
            rows[1].Where((_, at) => at != 1));
        Assert.Equal("unassigned", rows[^1][2]);
    }

    [LibreOfficeFact]
    public void A_template_that_another_program_saved_is_filled_in_and_opened_by_it()
    {
        var template = LibreOffice.Edit(Template(
            """
            <row r="3"><c r="A3" t="inlineStr"><is><t>AC-3</t></is></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>AU-8</t></is></c></row>
            """), "");
        var filled = Fill(template).Workbook!.Value.ToArray();
        var saved = TableFileReader.Read(LibreOffice.Edit(filled, ""), "saved.xlsx");
        Assert.Equal(["AC-3|Yes|Enforces access.", "AU-8|No|Set your clocks."],
            saved.Sheets[0].Rows.Skip(1).Select(row => string.Join('|', row.Cells)));
    }

    private static PublisherFormat FedRamp => FormatOf("fedramp-crm");

    private static PublisherFormat FormatOf(string id) => PublisherFormat.All.Single(format => format.Id == id);

    private static Matrix On(string catalog, params Assignment[] assignments) => Workbooks.Matrix(assignments) with
    {
        Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" },
            new Party { Id = "hoster", Name = "Hoster" }],
        Controls = [],
        Catalogs = [new CatalogScope { Id = catalog.Split('@')[0], Edition = catalog.Split('@')[1] }],
    };

    private static ResolvedMatrix Answer(Matrix matrix) =>
        new Resolver(matrix, new() { Documents = Tables.Shipped }).Resolve(Workbooks.Context);

    private static byte[] Template(string rows, string before = "", IReadOnlyDictionary<string, string>? others = null)
    {
        var parts = new Dictionary<string, string>
        {
            ["xl/workbook.xml"] = $"""
                <workbook xmlns="{Workbooks.Main}" xmlns:r="{Workbooks.Relationship}">
                <sheets><sheet name="CRM" sheetId="1" r:id="rId1"/></sheets></workbook>
                """,
            ["xl/worksheets/sheet1.xml"] =
                $"""<worksheet xmlns="{Workbooks.Main}">{before}<sheetData>{Headings}{rows}</sheetData></worksheet>""",
        };
        foreach (var (name, text) in others ?? new Dictionary<string, string>()) parts[name] = text;
        return Workbooks.ByHand("", shared: ["shared"], others: parts);
    }

    private static PublisherWorkbookResult Fill(byte[] template) => PublisherWorkbook.Fill(FedRamp, Answer(Crm), Crm, template);

    private static (string Xml, PublisherWorkbookResult Result) Filled(string rows, string before = "")
    {
        var result = Fill(Template(rows, before));
        Assert.NotNull(result.Workbook);
        return (Part(result.Workbook.Value, "xl/worksheets/sheet1.xml"), result);
    }

    private static void Told(PublisherWorkbookResult result, string id, string message) => Assert.Contains(result.Diagnostics,
        finding => finding.Id == id && finding.Message.EndsWith(message, StringComparison.Ordinal));

    private static Dictionary<(int Row, int Column), string> Cells(byte[] workbook) =>
        TableFileReader.Read(workbook, "sheet.xlsx").Sheets[0].Rows
            .SelectMany(row => row.Cells.Select((text, at) => (row.Number, at, text)))
            .ToDictionary(cell => (cell.Number, cell.at), cell => cell.text);

    private static string Part(ReadOnlyMemory<byte> package, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(package.ToArray()));
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
