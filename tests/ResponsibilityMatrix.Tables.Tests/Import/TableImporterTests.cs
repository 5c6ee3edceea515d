using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;
using static ResponsibilityMatrix.Tables.Tests.Grid;

namespace ResponsibilityMatrix.Tables.Tests;

public sealed class TableImporterTests
{
    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.Add(new Catalog
    {
        Id = "test",
        Edition = "1",
        Title = "Test",
        Controls =
        [
            new() { Id = "A-1", Title = "One" },
            new() { Id = "A-1(a)", Title = "One, a", Parent = "A-1" },
            new() { Id = "A-1(b)", Title = "One, b", Parent = "A-1" },
            new() { Id = "A-2", Title = "Two" },
            new() { Id = "A-3", Title = "Three", IsWithdrawn = true, ReplacedBy = ["A-2"] },
        ],
    }).Add(new Catalog
    {
        Id = "test",
        Edition = "0",
        Title = "Test before",
        Controls =
        [new() { Id = "A-3", Title = "Three" }, new() { Id = "A-4", Title = "Four" }]
    });

    private static TableImportOptions WithCatalog => new() { Documents = Documents, Catalog = "test@1" };

    [Fact]
    public void A_row_is_an_assignment_with_its_words_and_its_cell()
    {
        var import = Import(Profile("id:control owner:word", Owners), "id|owner\na-01|**Shared**\nA-2|provider", WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal(["A-1", "A-2"], matrix.Catalogs[0].Include.Select(selector => selector.ToString()));
        var assignment = matrix.Assignments[0];
        Assert.Equal("A-1", Assert.Single(assignment.Controls).ToString());
        Assert.Equal(Sides.Shared, assignment.Split);
        Assert.Equal(new SourceLabel { Label = "**Shared**", Vocabulary = "test", At = "B2" }, assignment.Source);
        Assert.Equal("/assignments/1", import.Rows[1].Pointer);
        Assert.Equal(1, import.Words["owner"]["**Shared**"]);
        Assert.Empty(import.Diagnostics);
    }

    [Fact]
    public void A_word_that_no_rule_knows_is_told_with_its_cell()
    {
        var import = Import(Profile("id:control owner:word", Owners), "id|owner\nA-1|ours\nA-2|provider", WithCatalog);
        var finding = Assert.Single(import.Diagnostics);
        Assert.Equal(("RM7001", 2), (finding.Id, finding.Place!.Line!.Value));
        Assert.Contains("ours", finding.Message, StringComparison.Ordinal);
        Assert.Equal(1, import.Count(ImportedRowOutcome.NotUnderstood));
        Assert.Single(Matrix(import).Assignments);
    }

    [Fact]
    public void Cells_beyond_the_last_heading_are_told()
    {
        var import = Import(
            Profile("id:control owner:word", Owners), "id|owner\nA-1|shared\nA-2|shared||more\nA-2|shared|more", WithCatalog);
        var finding = Assert.Single(import.Diagnostics);
        Assert.Equal(("RM7002", 3, 4), (finding.Id, finding.Place!.Line!.Value, finding.Place.Column!.Value));
    }

    [Fact]
    public void A_row_without_words_is_in_scope_and_open()
    {
        var import = Import(Profile("id:control owner:word", Owners), "id|owner\nA-1|\nA-2|shared", WithCatalog);
        Assert.Equal(1, import.Count(ImportedRowOutcome.Unanswered));
        Assert.Equal(2, Matrix(import).Catalogs[0].Include.Count);
        Assert.Empty(import.Diagnostics);
    }

    [Fact]
    public void A_control_all_of_whose_statements_are_named_is_named_once()
    {
        var import = Import(Profile("id:control owner:word", Owners), "id|owner\nA-1(a)|shared\nA-1 (b)|customer", WithCatalog);
        Assert.Equal("A-1", Assert.Single(Matrix(import).Catalogs[0].Include.Select(selector => selector.ToString())));
    }

    [Fact]
    public void Unknown_and_withdrawn_controls_are_rows_of_the_matrix_and_another_edition_is_named()
    {
        var import = Import(
            Profile("id:control title:title owner:word", Owners),
                "id|title|owner\nA-1.9|Nine|shared\nA-3|Three|customer\nX-7||customer\nA-4|Four|provider",
            WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal([("A-1.9", "A-1"), ("A-3", null), ("X-7", null), ("A-4", null)], matrix.Controls
            .Select(control => (control.Id, control.Parent)));
        Assert.Equal(["RM1002", "RM1011", "RM1002", "RM1002", "RM1002"], Ids(import));
        Assert.Equal([3, 1, 1], import.Findings.Select(finding => finding.Count));
        Assert.Equal(["A-1.9", "X-7", "A-4"], import.Findings[0].Places);
        Assert.Contains("test@0", import.Diagnostics[^1].Message, StringComparison.Ordinal);
        Assert.All(import.Diagnostics, finding => Assert.Equal(Diagnostics.Severity.Warning, finding.Severity));
    }

    [Fact]
    public void Components_of_one_control_are_rows_below_it()
    {
        var import = Import(Profile("id:control part:component owner:word", Owners),
            "id|part|owner\nA-1|Storage|provider\nA-1|Network|customer\nA-2|Storage|shared", WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal([("A-1.storage", "A-1"), ("A-1.network", "A-1")], matrix.Controls.Select(control => (control.Id, control.Parent)));
        Assert.Equal("Storage", Assert.Single(matrix.Assignments[0].Duties).Component);
        Assert.Equal("A-2", matrix.Assignments[2].Controls[0].ToString());
    }

    [Fact]
    public void Two_rows_of_one_control_that_differ_are_not_both_believed()
    {
        var import = Import(Profile("id:control owner:word", Owners), "id|owner\nA-1|shared\nA-1|shared\nA-1|customer", WithCatalog);
        Assert.Single(Matrix(import).Assignments);
        Assert.Equal(["/assignments/0", "/assignments/0", null], import.Rows.Select(row => row.Pointer));
        Assert.Equal(["RM7001"], Ids(import));
    }

    [Fact]
    public void Rows_without_an_id_are_named_by_section_and_title()
    {
        var profile = Profile("task:title owner:word", Owners);
        var sheet = Sheet("task|owner\nBackup|provider\nPatching|shared\nBackup|customer") with { Headings = ["Guide", "Daily work"] };
        var matrix = Matrix(Import(profile, null, sheet));
        Assert.Equal(["daily-work.backup", "daily-work.patching", "daily-work.backup-2"], matrix.Controls.Select(control => control.Id));
        Assert.Equal("Daily work", Assert.Single(matrix.Groups).Title);
    }

    [Fact]
    public void A_banner_is_the_section_of_what_follows()
    {
        var sheet = Sheet("task|owner\nNetwork|\nFirewall|provider") with { Merged = [new CellRange(2, 0, 2, 1)] };
        var import = Import(Profile("task:title owner:word", Owners), null, sheet);
        Assert.Equal("network.firewall", Assert.Single(Matrix(import).Controls).Id);
        Assert.Equal(1, import.Count(ImportedRowOutcome.LeftOut));
    }

    [Fact]
    public void Merged_cells_and_columns_that_carry_down_have_the_text_above()
    {
        var profile = Profile("id:control part:component owner:word",
            Owners) with
        { Tables = [new ProfileTable { CarryDown = ["owner"] }] };
        var sheet = Sheet("id|part|owner\nA-1|Storage|provider\n|Network|") with { Merged = [new CellRange(2, 0, 3, 0)] };
        var matrix = Matrix(Import(profile, WithCatalog, sheet));
        Assert.Equal(["A-1.storage", "A-1.network"], matrix.Controls.Select(control => control.Id));
        Assert.Equal(Sides.Provider, Sides.Provider & Sum(matrix.Assignments[1]));
    }

    [Fact]
    public void Headings_in_two_rows_are_joined_and_marks_add_their_words()
    {
        var profile = new TableProfile
        {
            Id = "test",
            Title = "Marks",
            Tables = [new ProfileTable { Header = new ProfileHeader { Rows = 2 } }],
            Columns =
            [
                new() { Id = "id", Is = ProfileColumnUse.Control, Heading = ["Control"] },
                new() { Id = "owner", Is = ProfileColumnUse.Mark, Word = "provider", Heading = ["Origination Provider*"] },
                new() { Id = "owner", Is = ProfileColumnUse.Mark, Word = "customer", Heading = ["Origination Customer*"] },
            ],
            Rules =
            [
                new()
                {
                    If = If("owner", "*"),
                    Also = [Rule("owner", "provider", Sides.Provider), Rule("owner", "customer", Sides.Customer)],
                },
            ],
        };
        var sheet = Sheet("A title||\nControl|Origination|\n|Provider (Acme)|Customer\nA-1|X|X\nA-2||x")
            with
        { Merged = [new CellRange(1, 0, 1, 2), new CellRange(2, 0, 3, 0), new CellRange(2, 1, 2, 2)] };
        var matrix = Matrix(Import(profile, WithCatalog, sheet));
        Assert.Equal([Sides.Shared, Sides.Customer], matrix.Assignments.Select(assignment => assignment.Split));
        Assert.Equal("provider; customer", matrix.Assignments[0].Source!.Label);
    }

    [Fact]
    public void Tables_are_joined_by_key_and_by_near_words()
    {
        var profile = new TableProfile
        {
            Id = "test",
            Title = "Join",
            Tables =
            [
                new() { Id = "owners", Sheet = ["Owners"], Join = new() { Table = "texts", By = ["task"] },
                    Columns = [Column("owner:word")] },
                new() { Id = "texts", Sheet = ["Texts"], Use = ProfileTableUse.Joined, Columns = [Column("theirs:text:customer")] },
            ],
            Columns = [Column("task:title")],
            Rules = Owners.ToValueList(),
        };
        var import = Import(profile, null, Sheet("task|owner\nCapacity management|shared\nBackup|customer", "Owners"),
            Sheet("task|theirs\nCapacity managment|Plans growth\nbackup|Restores", "Texts"));
        var matrix = Matrix(import);
        Assert.Equal(["Plans growth", "Restores"], matrix.Assignments.Select(assignment => assignment.Customer));
        Assert.Equal(["RM7003"], Ids(import));
        Assert.Equal(4, import.Count(ImportedRowOutcome.Imported));
    }

    [Fact]
    public void The_word_decides_and_the_text_of_the_other_side_goes_to_the_notes()
    {
        var import = Import(Profile("id:control owner:word ours:text:provider theirs:text:customer", Owners),
            "id|owner|ours|theirs\nA-1|provider|Does it|Watches", WithCatalog);
        var assignment = Assert.Single(Matrix(import).Assignments);
        Assert.Equal(("Does it", null, "Customer: Watches"), (assignment.Provider, assignment.Customer, assignment.Notes));
        Assert.Equal(["RM7003"], Ids(import));
    }

    [Fact]
    public void Without_rules_texts_and_letters_say_who_performs()
    {
        var import = Import(Profile("task:title ours:text:provider theirs:involvement:customer"),
            "task|ours|theirs\nBackup|Runs it|CI\nPatching||RA\nNothing||\nOdd|Runs it|whenever");
        var matrix = Matrix(import);
        Assert.Equal(Involvement.Consulted | Involvement.Informed,
            matrix.Assignments[0].Duties.Single(duty => duty.Party == "customer").Involvement);
        Assert.Equal(Sides.Customer, matrix.Assignments[1].Split);
        Assert.Equal((2, 1, 1),
            (import.Count(ImportedRowOutcome.Imported), import.Count(ImportedRowOutcome.Unanswered),
            import.Count(ImportedRowOutcome.NotUnderstood)));
    }

    [Fact]
    public void Each_line_of_a_text_is_a_duty()
    {
        var profile = Profile("id:control theirs:text:customer");
        profile = profile with { Columns = profile.Columns.Select(column => column with { Lines = column.Id == "theirs" }).ToValueList() };
        var matrix = Matrix(Import(profile, "id|theirs\nA-1|- Sets it up¶- Watches it", WithCatalog));
        Assert.Equal(["Sets it up", "Watches it"], matrix.Assignments[0].Duties.Select(duty => duty.Text));
    }

    [Fact]
    public void A_state_has_the_words_of_the_row_as_its_reason()
    {
        var rule = new ProfileRule { If = If("owner", "n/a"), Then = new() { State = ControlState.NotApplicable } };
        var matrix = Matrix(Import(Profile("id:control owner:word why:text", rule), "id|owner|why\nA-1|N/A|No wireless\nA-2|N/A|",
            WithCatalog));
        Assert.Equal(["No wireless", "N/A"], matrix.Assignments.Select(assignment => assignment.Reason));
    }

    [Fact]
    public void Joint_owners_are_parties_and_an_unknown_one_is_told()
    {
        var profile = Profile("id:control owner:word", new ProfileRule
        {
            If = If("owner", "@party"),
            Then = new() { Duties = [new() { Party = "{owner}" }] },
        });
        profile = profile with
        {
            Parties = [new() { Id = "provider", Name = "Red Hat", Names = ["Redhat"] }, new() { Id = "cloud", Names = ["Cloud provider"] }],
            Columns = profile.Columns.Select(column => column.Id == "owner" ? column with { Split = [" and "] } : column).ToValueList(),
        };
        var import = Import(profile, "id|owner\nA-1|Red Hat and cloud provider\nA-2|Redhat and the moon", WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal(["provider", "cloud"], Assert.Single(matrix.Assignments).Duties.Select(duty => duty.Party));
        Assert.Equal("Cloud provider", matrix.Parties[^1].Name);
        Assert.Equal(["RM7001"], Ids(import));
    }

    [Fact]
    public void Cells_of_service_models_hold_under_their_conditions()
    {
        var profile = Profile("task:title owner:word", Owners) with
        {
            Tables = [new() { Cells = new() { Heading = ["*"], Name = "model", Value = "owner", Is = ProfileColumnUse.Context } }],
        };
        profile = profile with { Columns = [profile.Columns[0], profile.Columns[1] with { Heading = [] }] };
        var import = Import(profile, "task|SaaS|Local host\nBackup|provider|customer\nPatching|shared|");
        Assert.Empty(import.Diagnostics);
        var matrix = Matrix(import);
        Assert.Equal(["saas", "local-host"], matrix.Service.Models);
        Assert.Equal("Local host", Assert.Single(matrix.ServiceModels).Title);
        Assert.Equal(Condition.Of(Condition.ServiceModel, "local-host"), matrix.Assignments[1].When);
        Assert.Equal(2, matrix.Controls.Count);
        Assert.Equal((4, 1), (import.Rows.Count, import.Count(ImportedRowOutcome.Unanswered)));
    }

    [Fact]
    public void Footnotes_go_to_the_notes_and_are_told()
    {
        var profile = Profile("task:title theirs:involvement:customer") with { Footnotes = new() { Marks = ["(#)", "*"] } };
        var sheet = Sheet("task|theirs\nBackup(1)|RA*\nPlan (2)|RA") with
        {
            Notes = ["(1) The backup is kept", "for a year.",
            "* Can be delegated."]
        };
        var import = Import(profile, null, sheet);
        var matrix = Matrix(import);
        Assert.Equal("(1) The backup is kept for a year.\n* Can be delegated.", matrix.Assignments[0].Notes);
        Assert.Equal(["Backup", "Plan (2)"], matrix.Controls.Select(control => control.Title));
        Assert.Equal(["RM7003", "RM7003"], Ids(import));
    }

    [Fact]
    public void Template_variables_have_values_or_are_told()
    {
        var import = Import(Profile("task:title ours:text:provider"), "task|ours\nUpdates|{{product}} patches {{other}}",
            new() { Variables = new([KeyValuePair.Create("product", "Acme")]) });
        Assert.Equal("Acme patches {{other}}", Matrix(import).Assignments[0].Provider);
        Assert.Equal(["RM7003"], Ids(import));
    }

    [Fact]
    public void Totals_that_differ_are_told()
    {
        var profile = Profile("", Owners) with
        {
            Tables =
            [
                new() { Sheet = ["Rows"], Columns = [Column("id:control"), Column("owner:word")] },
                new() { Sheet = ["Totals"], Use = ProfileTableUse.Totals, Columns = [Column("owner:word"), Column("count:count")] },
            ],
        };
        var import = Import(profile, null, Sheet("id|owner\nA-1|shared\nA-2|shared", "Rows"),
            Sheet("owner|count\nShared|2\nCustomer|1", "Totals"));
        var finding = Assert.Single(import.Diagnostics);
        Assert.Equal("RM7005", finding.Id);
        Assert.Contains("customer", finding.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Columns_sheets_and_hidden_rows_that_are_left_out_are_told()
    {
        var sheet = Sheet("id|owner|mood\nA-1|shared|fine\nA-2|shared|");
        sheet = sheet with { Rows = [sheet.Rows[0], sheet.Rows[1], sheet.Rows[2] with { Hidden = true }] };
        var profile = Profile("id:control owner:word",
            Owners) with
        { Columns = [Column("id:control") with { Optional = false }, Column("owner:word")] };
        var import = Import(profile, WithCatalog, sheet, Sheet("Read me", "Help"));
        Assert.Equal(["RM7002", "RM7002", "RM7002"], Ids(import));
        Assert.Equal((1, 2), (import.Count(ImportedRowOutcome.Imported), import.Count(ImportedRowOutcome.LeftOut)));
    }

    [Fact]
    public void Documents_are_chosen_by_their_sheets()
    {
        var profile = Profile("id:control owner:word", Owners) with
        {
            Documents = [new() { Id = "high", When = new() { Sheet = ["High*"] } },
                new() { Id = "low", When = new() { Sheet = ["Low*"] } }],
        };
        TableSheet[] sheets = [Sheet("id|owner\nA-1|shared", "High CRM"), Sheet("id|owner\nA-1|customer", "Low CRM")];
        Assert.Equal(["high", "low"], Import(profile, WithCatalog, sheets).Documents.Select(document => document.Id));
        var one = Import(profile, WithCatalog with { Only = "low" }, sheets);
        Assert.Equal("low", Assert.Single(one.Documents).Id);
        Assert.Empty(one.Diagnostics);
        Assert.Throws<ArgumentException>(() => Import(profile, new() { Only = "middle" }, sheets));
    }

    [Fact]
    public void A_catalog_is_made_where_none_is_at_hand()
    {
        var import = Import(Profile("id:control title:title area:group owner:word", Owners),
            "id|title|area|owner\nZ-1|Keys|Crypto|shared\nZ-1.1|Rotation|Crypto|customer",
                new() { Catalog = "zed@2", MakesCatalog = true });
        var document = Assert.Single(import.Documents);
        Assert.Equal(["Z-1", "Z-1.1"], document.Catalog!.Controls.Select(control => control.Id));
        Assert.Equal("Crypto", Assert.Single(document.Catalog.Groups).Title);
        Assert.Equal("zed@2", document.Matrix.Catalogs[0].ToString());
        Assert.Empty(document.Matrix.Controls);
    }

    [Fact]
    public void A_catalog_that_is_not_at_hand_is_told_and_rows_are_the_matrix_s_own()
    {
        var import = Import(Profile("id:control owner:word", Owners), "id|owner\nZ-1|shared", new() { Catalog = "zed@2" });
        Assert.Equal(["RM1003"], Ids(import));
        Assert.Equal("Z-1", Assert.Single(Matrix(import).Controls).Id);
    }

    [Fact]
    public void Evidence_is_written_down_once_and_implementation_in_the_format_s_words()
    {
        var profile = Profile("id:control owner:word proof:evidence state:implementation", Owners);
        profile = profile with
        {
            Columns = profile.Columns.Select(column => column.Id != "state" ? column
                : column with { Words = new([KeyValuePair.Create("Yes", "implemented")]) }).ToValueList(),
        };
        var import = Import(profile, "id|owner|proof|state\nA-1|provider|SOC 2|Yes\nA-2|provider|SOC 2|maybe", WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal("SOC 2", Assert.Single(matrix.Evidence).Title);
        Assert.Equal([ImplementationStatus.Implemented], matrix.Assignments[0].Duties[0].Implementation);
        Assert.Equal("maybe", matrix.Assignments[1].Notes);
        Assert.Equal(["RM7003"], Ids(import));
    }

    [Theory]
    [InlineData("Control ID|Responsibility|Customer Responsibility\nAC-1|Shared|Does its part", false)]
    [InlineData("Nr|Task|Owner|What Acme does|What you do|Remark\n5.1|Policies|Both|Keeps its own|Keeps yours|x", true)]
    public void A_choice_that_leaves_out_many_columns_is_doubtful(string table, bool expected) =>
        Assert.Equal(expected, TableProfiles.Choose([File(Sheet(table))]).IsDoubtful);

    [Fact]
    public void A_profile_that_misunderstands_other_columns_is_not_the_best()
    {
        // By cells, the first profile understands most; by rows, it understands none.
        TableProfile[] profiles =
        [
            new()
            {
                Id = "cells", Title = "Each cell an owner",
                Tables = [new() { Cells = new() { Heading = ["*"], Name = "model", Value = "owner", Is = ProfileColumnUse.Group } }],
                Columns = [new() { Id = "title", Heading = ["Topic"], Is = ProfileColumnUse.Title }],
                Rules = [.. Owners],
            },
            new()
            {
                Id = "column", Title = "One column with the owner",
                Tables = [new()],
                Columns =
                [
                    new() { Id = "title", Heading = ["Topic"], Is = ProfileColumnUse.Title },
                    new() { Id = "owner", Heading = ["Owner"], Is = ProfileColumnUse.Word },
                ],
                Rules = [.. Owners],
            },
        ];
        var choice = TableProfiles.Choose([File(Sheet("Topic|Owner|Backup owner|Area\nLogs|Shared|Shared|Data\nKeys|Shared|Shared|Data"))],
            profiles);
        Assert.Equal("column", choice.Profile?.Id);
    }

    [Fact]
    public void The_best_profile_is_chosen_with_its_reason()
    {
        var choice = TableProfiles.Choose([File(Sheet("Control ID|Responsibility|Customer Responsibility\nAC-1|Shared|Does its part"))]);
        Assert.Equal("responsibility-column", choice.Profile?.Id);
        Assert.Contains("1 of 1 rows", choice.Reason, StringComparison.Ordinal);
        Assert.Null(TableProfiles.Choose([File(Sheet("some|thing\nelse|here"))]).Profile);
    }

    [Fact]
    public void Rows_of_one_control_add_up_where_the_table_says_so()
    {
        var profile = Profile("ids:control theirs:text:customer") with { Tables = [new() { AddsUp = true }] };
        profile = profile with { Columns = [profile.Columns[0] with { Split = [","] }, profile.Columns[1]] };
        var import = Import(profile, "ids|theirs\nA-1, A-2, A-3|Set it up\nA-1|Watch it\nA-3, A-2|Stop it", WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal([("A-1", "Set it up; Watch it"), ("A-2 local:A-3", "Set it up; Stop it")],
            matrix.Assignments.Select(assignment => (string.Join(" ", assignment.Controls), string.Join("; ", assignment.Duties.Select(
                duty => duty.Text)))));
        Assert.Equal(["/assignments/0", "/assignments/0", "/assignments/1"], import.Rows.Select(row => row.Pointer));
    }

    [Theory]
    [InlineData("A-1 (b) A title", "A-1(b)", null)]
    [InlineData("A-2: A title", "A-2", null)]
    [InlineData("B-7.1 – A title", "local:B-7.1", "A title")]
    [InlineData("A-2 through A-3", "local:A-2 through A-3", "A-2 through A-3")]
    public void A_title_may_stand_behind_the_id(string cell, string control, string? title)
    {
        var matrix = Matrix(Import(Profile("id:control owner:word", Owners), $"id|owner\n{cell}|provider", WithCatalog));
        Assert.Equal(control, matrix.Assignments[0].Controls[0].ToString());
        Assert.Equal(title, matrix.Controls.FirstOrDefault()?.Title);
    }

    [Theory]
    [InlineData("A-3, A-4", "test@0")]
    [InlineData("A-1, A-2, A-4", "test@1")]
    [InlineData("B-1, B-2, A-1", null)]
    public void Of_several_catalogs_the_one_with_most_ids_is_taken(string ids, string? catalog)
    {
        var profile = Profile("id:control owner:word", Owners) with
        {
            Documents = [new() { Id = "matrix", Catalog = "test@1", OtherCatalogs = ["test@0", "missing@1"] }],
        };
        var rows = string.Concat(ids.Split(", ").Select(id => $"\n{id}|provider"));
        var import = Import(profile, $"id|owner{rows}", new() { Documents = Documents });
        Assert.Equal(catalog, Matrix(import).Catalogs.Select(scope => $"{scope.Id}@{scope.Edition}").FirstOrDefault());
        Assert.Equal(catalog is null, Ids(import).Contains("RM7003"));
    }

    [Fact]
    public void A_part_is_a_statement_of_its_control_whether_the_catalog_has_it_or_not()
    {
        var profile = Profile("id:control part:part question:description owner:word", Owners);
        var import = Import(profile, "id|part|question|owner\nA-1|A-1(a)||provider\nA-2|A-2.9|Is it so?|customer\nA-2|Q-7||shared\n" +
            "A-9|A-9.1||shared", WithCatalog);
        var matrix = Matrix(import);
        Assert.Equal(["A-1(a)", "local:A-2.9", "local:Q-7", "local:A-9.1"],
            matrix.Assignments.Select(assignment => assignment.Controls[0].ToString()));
        Assert.Equal([("A-2", "Is it so?"), ("A-2", "Q-7"), (null, "A-9.1")], matrix.Controls.Select(row => (row.Parent, row.Title)));
        Assert.Contains("A-9", Assert.Single(import.Diagnostics, finding => finding.Message.Contains("no control")).Message,
            StringComparison.Ordinal);
    }

    private static Sides Sum(Assignment assignment) =>
        assignment.Split ?? (assignment.Duties.Any(duty => duty.Party == Party.ProviderWord) ? Sides.Provider : Sides.None);
}
