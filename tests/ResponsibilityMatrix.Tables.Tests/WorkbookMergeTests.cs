using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Edited workbooks, merged into the matrix that they were exported from.</summary>
public class WorkbookMergeTests
{
    private const string Duties = "Responsibilities";
    private const string Text = "What the party does";

    private const string Json = """
        {
          "schemaVersion": "1.0", "id": "https://example.com/m", "version": "1.0.0", "title": "M", "language": "en",
          "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
          "parties": [
            { "id": "acme", "name": "Acme", "extensions": { "com.example.x": [1.50] } }, { "id": "globex", "name": "Globex" },
            { "id": "host", "name": "Host" }
          ],
          "parameters": [{ "id": "plan", "values": ["basic", "pro"], "default": "basic" }],
          "controls": [{ "id": "3.1", "title": "One" }, { "id": "3.10", "title": "Ten" }, { "id": "3.2", "title": "Two" }],
          "assignments": [
            { "controls": ["3.1"], "provider": "Runs it.", "customer": "Uses it.", "internalNote": "Secret." },
            { "controls": ["3.10"], "split": "shared", "notes": "Both." },
            {
              "id": "two", "controls": ["3.2"],
              "duties": [
                { "id": "d1", "party": "provider", "text": "Configures.", "action": "configure" }, { "party": "host", "text": "Hosts." }
              ]
            }
          ],
          "commitments": [
            { "id": "up", "party": "acme", "metric": "availability",
              "target": { "operator": "atLeast", "value": 99.90, "unit": "percent" } }
          ],
          "evidence": [{ "id": "e1", "kind": "report", "title": "Report", "issued": "2026-01-10" }]
        }
        """;

    private static byte[] Matrix => Encoding.UTF8.GetBytes(Json);

    [Fact]
    public void A_changed_cell_changes_its_member_and_nothing_else()
    {
        var merge = Edit(book =>
        {
            book[Duties, 3, Text] = "Runs it all day.";
            book[Duties, 7, "Component"] = "Portal";
            book["Commitments", 3, "Value"] = "99.95";
            book["Evidence", 3, "Title"] = "";
            book["Evidence", 3, "Title"] = "SOC 2";
            book["About", 3, "Value"] = "New title";
        });
        IsMatrix(merge, matrix =>
        {
            matrix["title"] = "New title";
            matrix["assignments"]![0]!["provider"] = "Runs it all day.";
            matrix["assignments"]![2]!["duties"]![0]!["component"] = "Portal";
            matrix["commitments"]![0]!["target"]!["value"] = 99.95m;
            matrix["evidence"]![0]!["title"] = "SOC 2";
        });
        Assert.Equal(5, merge.Changes.Count(change => change.Kind == WorkbookChangeKind.Changed));
        Assert.Equal("/assignments/0/provider", merge.Changes.First(change => change.Sheet == Duties).Pointer);
    }

    [Fact]
    public void Words_of_a_side_that_only_the_split_names_become_its_text() =>
        IsMatrix(
            Edit(book => book[Duties, 6, Text] = "Does its part."),
            matrix => matrix["assignments"]![1]!["customer"] = "Does its part.");

    [Fact]
    public void A_short_text_that_says_more_becomes_a_duty() => IsMatrix(Edit(book => book[Duties, 3, "Action"] = "perform"), matrix =>
    {
        var assignment = matrix["assignments"]![0]!.AsObject();
        assignment.Remove("provider");
        assignment["duties"] = JsonNode.Parse("""[{ "party": "provider", "action": "perform", "text": "Runs it." }]""");
    });

    [Fact]
    public void A_deleted_row_is_deleted_and_listed()
    {
        var merge = Edit(book =>
        {
            book.Delete(Duties, 4);
            book.Delete(Duties, 8);
            book.Delete("Evidence", 3);
        });
        IsMatrix(merge, matrix =>
        {
            matrix["assignments"]![0]!.AsObject().Remove("customer");
            matrix["assignments"]![2]!["duties"]!.AsArray().RemoveAt(1);
            matrix.Remove("evidence");
        });
        Assert.Equal(["3.1, customer", "3.2, host", "e1"], merge.Changes.Select(change => change.About));
        Assert.All(merge.Changes, change => Assert.Equal(WorkbookChangeKind.Deleted, change.Kind));
    }

    [Fact]
    public void An_assignment_goes_with_its_last_row() => IsMatrix(
        Edit(book =>
        {
            book.Delete(Duties, 3);
            book.Delete(Duties, 4);
        }), matrix => matrix["assignments"]!.AsArray().RemoveAt(0));

    [Fact]
    public void A_side_that_the_split_names_cannot_be_deleted_alone()
    {
        var merge = Edit(book => book.Delete(Duties, 6));
        Assert.Equal("RM7001", Assert.Single(merge.Diagnostics).Id);
        IsMatrix(merge, _ => { });
    }

    [Fact]
    public void It_can_where_the_split_changes_too() => IsMatrix(
        Edit(book =>
        {
            book.Delete(Duties, 6);
            book[Duties, 5, "Split"] = "provider";
        }), matrix => matrix["assignments"]![1]!["split"] = "provider");

    [Fact]
    public void New_rows_become_parties_duties_and_assignments()
    {
        var merge = Edit(book =>
        {
            book.Append("Parties", ("Id", "new"), ("Name", "New"));
            book.Append(Duties, ("Controls", "3.2"), ("Party", "customer"), (Text, "Asks."));
            book.Append(Duties, ("Controls", "3.1"), ("Applies when", "plan = pro"), ("Party", "provider"), (Text, "Runs it twice."));
            book.Append(Duties, ("Controls", "3.1"), ("Applies when", "plan = pro"), ("Party", "new"), ("Action", "review"));
            book.Append("Controls", ("Control", "4.1"), ("Title", "Four"));
            book.Append("Options", ("Id", "region"), ("Values", "eu, \"a, b\""));
        });
        Assert.Empty(merge.Diagnostics);
        IsMatrix(merge, matrix =>
        {
            matrix["parties"]!.AsArray().Add(JsonNode.Parse("""{ "id": "new", "name": "New" }"""));
            matrix["assignments"]![2]!["customer"] = "Asks.";
            matrix["assignments"]!.AsArray().Add(JsonNode.Parse("""
                { "controls": ["3.1"], "when": { "plan": ["pro"] }, "provider": "Runs it twice.",
                  "duties": [{ "party": "new", "action": "review" }] }
                """));
            matrix["controls"]!.AsArray().Add(JsonNode.Parse("""{ "id": "4.1", "title": "Four" }"""));
            matrix["parameters"]!.AsArray().Add(JsonNode.Parse("""{ "id": "region", "values": ["eu", "a, b"] }"""));
        });
    }

    [Fact]
    public void A_copied_row_is_a_new_one_without_the_ids_of_the_other()
    {
        var merge = Edit(book =>
        {
            var copy = book.Copy(Duties, 7);
            book[Duties, copy, Text] = "Configures again.";
            copy = book.Copy(Duties, 8);
            book[Duties, copy, "Controls"] = "3.10, 3.1";
        });
        IsMatrix(merge, matrix =>
        {
            matrix["assignments"]![2]!["duties"]!.AsArray().Add(
                JsonNode.Parse("""{ "party": "provider", "text": "Configures again.", "action": "configure" }"""));
            matrix["assignments"]!.AsArray().Add(
                JsonNode.Parse("""{ "controls": ["3.10", "3.1"], "duties": [{ "party": "host", "text": "Hosts." }] }"""));
        });
        Assert.Equal(["RM7003", "RM7003"], merge.Diagnostics.Select(finding => finding.Id));
    }

    [Fact]
    public void Of_a_doubled_key_the_unchanged_row_keeps_it_wherever_it_stands() => IsMatrix(
        Edit(book =>
        {
            book.Copy(Duties, 8);
            book[Duties, 8, Text] = "Hosts elsewhere.";
        }), matrix => matrix["assignments"]![2]!["duties"]!.AsArray().Add(
            JsonNode.Parse("""{ "party": "host", "text": "Hosts elsewhere." }""")));

    [Fact]
    public void Sorted_hidden_and_renamed_rows_and_sheets_change_nothing()
    {
        var merge = Edit(book =>
        {
            book.Swap(Duties, 3, 8);
            book.Swap(Duties, 4, 5);
            book.Hide(Duties, 6);
            book.Rename(Duties, "Aufgaben");
        });
        Assert.Empty(merge.Diagnostics);
        Assert.Empty(merge.Changes);
        Assert.Equal(Matrix, merge.Document!.Value.ToArray());
    }

    [Fact]
    public void A_sort_that_leaves_the_keys_behind_is_found()
    {
        foreach (var left in new[] { new[] { "Key" }, ["Key", "Notes", Text] })
        {
            var merge = Edit(book => book.Swap(Duties, 3, 8, left));
            Assert.Equal(WorkbookProblem.KeysLeftBehind, merge.Problem);
            Assert.Null(merge.Document);
        }
        Assert.Equal(WorkbookProblem.KeysLeftBehind, Edit(book =>
        {
            for (var row = 3; row <= 8; row++) book[Duties, row, "Key"] = "";
        }).Problem);
    }

    [Fact]
    public void Other_controls_in_a_row_are_no_sort() => IsMatrix(
        Edit(book =>
        {
            foreach (var row in new[] { 3, 4 }) book[Duties, row, "Controls"] = "3.1, 3.2";
        }), matrix => matrix["assignments"]![0]!["controls"] = new JsonArray("3.1", "3.2"));

    [Fact]
    public void Rows_of_one_assignment_that_differ_are_a_finding()
    {
        var merge = Edit(book => book[Duties, 4, "Inheritable"] = "full");
        var finding = Assert.Single(merge.Diagnostics);
        Assert.Equal("RM7001", finding.Id);
        Assert.Contains("Responsibilities!", finding.Message, StringComparison.Ordinal);
        IsMatrix(merge, _ => { });
    }

    [Fact]
    public void Numbers_and_dates_in_cells_for_text_are_not_believed()
    {
        var merge = Edit(book =>
        {
            book.Set("Controls", 4, "Control", "3.1");
            book.Set("Controls", 3, "Control", "3.1");
            book.Set("Commitments", 3, "Value", "99.95");
            book.Set("Parties", 3, "Name", "Acme Two", CellValues.String, "\"Acme \"&\"Two\"");
        });
        Assert.Equal(["RM7003", "RM7001"], merge.Diagnostics.Select(finding => finding.Id));
        Assert.Contains("Controls!C4 holds a number", merge.Diagnostics[1].Message, StringComparison.Ordinal);
        IsMatrix(merge, matrix =>
        {
            matrix["parties"]![0]!["name"] = "Acme Two";
            matrix["commitments"]![0]!["target"]!["value"] = 99.95m;
        });
    }

    [Fact]
    public void Columns_of_ones_own_stay_in_the_workbook()
    {
        var merge = Edit(book => book[Duties, 4, book.AddColumn(Duties, "My remarks")] = "Ask Ann.");
        Assert.Equal("RM7002", Assert.Single(merge.Diagnostics).Id);
        Assert.Contains("\"My remarks\"", merge.Diagnostics[0].Message, StringComparison.Ordinal);
        IsMatrix(merge, _ => { });
    }

    [Fact]
    public void What_the_matrix_changed_since_stays()
    {
        var now = JsonNode.Parse(Json)!;
        now["assignments"]![0]!["customer"] = "Uses it well.";
        now["assignments"]!.AsArray().Insert(
            0, JsonNode.Parse("""{ "controls": ["3.10"], "when": { "plan": ["pro"] }, "split": "provider" }"""));
        now["assignments"]![3]!["duties"]!.AsArray().Insert(0, JsonNode.Parse("""{ "party": "globex", "text": "Looks." }"""));
        now["parties"]![0]!["name"] = "Acme Ltd";
        var merge = Edit(book =>
        {
            book[Duties, 3, Text] = "Runs it all day.";
            book[Duties, 8, Text] = "Hosts here.";
            book["Parties", 3, "Legal name"] = "Acme Limited";
        }, now);
        Assert.Empty(merge.Diagnostics);
        now["assignments"]![1]!["provider"] = "Runs it all day.";
        now["assignments"]![3]!["duties"]![2]!["text"] = "Hosts here.";
        now["parties"]![0]!["legalName"] = "Acme Limited";
        Assert.True(JsonNode.DeepEquals(now, JsonNode.Parse(merge.Document!.Value.Span)));
    }

    [Fact]
    public void What_both_changed_differently_is_a_conflict_that_somebody_decides()
    {
        var now = JsonNode.Parse(Json)!;
        now["assignments"]![0]!["provider"] = "Runs it at night.";
        now["evidence"]![0]!["title"] = "Old report";
        void Change(EditedWorkbook book)
        {
            book[Duties, 3, Text] = "Runs it all day.";
            book.Delete("Evidence", 3);
        }

        var merge = Edit(Change, now);
        Assert.Equal(WorkbookProblem.Conflicts, merge.Problem);
        Assert.Null(merge.Document);
        var finding = merge.Diagnostics[0];
        Assert.Equal("RM7001", finding.Id);
        foreach (var part in new[] { "Responsibilities!G3", "Runs it all day.", "Runs it at night.", "/assignments/0/provider" })
            Assert.Contains(part, finding.Message, StringComparison.Ordinal);

        Assert.True(JsonNode.DeepEquals(now, Merged(WorkbookSide.Matrix)));
        now["assignments"]![0]!["provider"] = "Runs it all day.";
        now.AsObject().Remove("evidence");
        Assert.True(JsonNode.DeepEquals(now, Merged(WorkbookSide.Workbook)));

        JsonNode? Merged(WorkbookSide side)
        {
            var decided = Edit(Change, JsonNode.Parse(merge.Changes.IsEmpty ? "" : NowText)!, side);
            Assert.DoesNotContain(decided.Diagnostics, one => one.Severity == Diagnostics.Severity.Error);
            return JsonNode.Parse(decided.Document!.Value.Span);
        }
    }

    private static string NowText
    {
        get
        {
            var now = JsonNode.Parse(Json)!;
            now["assignments"]![0]!["provider"] = "Runs it at night.";
            now["evidence"]![0]!["title"] = "Old report";
            return now.ToJsonString();
        }
    }

    [Fact]
    public void The_same_change_on_both_sides_is_none()
    {
        var now = JsonNode.Parse(Json)!;
        now["assignments"]![0]!["provider"] = "Runs it all day.";
        Assert.Empty(Edit(book => book[Duties, 3, Text] = "Runs it all day.", now).Changes);
    }

    [Fact]
    public void Without_what_was_exported_only_a_merge_of_two_is_possible()
    {
        void Change(EditedWorkbook book)
        {
            book.Remove("_base");
            book[Duties, 3, Text] = "Runs it all day.";
        }

        Assert.Equal(WorkbookProblem.NoBase, Edit(Change).Problem);
        IsMatrix(
            Edit(Change, options: new() { TwoWay = true }), matrix => matrix["assignments"]![0]!["provider"] = "Runs it all day.");
    }

    [Fact]
    public void A_missing_sheet_deletes_nothing()
    {
        var merge = Edit(book => book.Remove("Evidence"));
        Assert.Equal("RM7001", Assert.Single(merge.Diagnostics).Id);
        IsMatrix(merge, _ => { });
    }

    [Fact]
    public void What_would_break_the_format_names_the_cell()
    {
        var merge = Edit(book => book.Append("Parties", ("Id", "New Co"), ("Name", "New")));
        Assert.Equal(WorkbookProblem.NotValid, merge.Problem);
        Assert.StartsWith("Parties!6: ", merge.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_stays_in_the_matrix()
    {
        var matrix = JsonNode.Parse(Json)!;
        matrix["assignments"]![0]!["provider"] = new string('x', 40_000);
        var utf8 = Encoding.UTF8.GetBytes(matrix.ToJsonString());
        using var book = new EditedWorkbook(MatrixWorkbook.Write(utf8));
        Assert.Equal(utf8, MatrixWorkbook.Merge(book.Bytes, utf8).Document!.Value.ToArray());
        book[Duties, 3, Text] = "Short.";
        var merge = MatrixWorkbook.Merge(book.Bytes, utf8);
        Assert.Equal("RM7001", Assert.Single(merge.Diagnostics).Id);
        Assert.Equal(utf8, merge.Document!.Value.ToArray());
    }

    [Fact]
    public void A_workbook_that_was_started_is_a_matrix_by_itself()
    {
        var workbook = MatrixWorkbook.Write(Matrix, new() { IsStarter = true, IncludeInternal = true });
        var merge = MatrixWorkbook.Read(workbook);
        Assert.Null(merge.Problem);
        var wanted = JsonNode.Parse(Json)!;
        wanted["parties"]![0]!.AsObject().Remove("extensions");
        Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(merge.Document!.Value.Span)));
        Assert.Equal(WorkbookProblem.NoMatrix, MatrixWorkbook.Read(MatrixWorkbook.Write(Matrix)).Problem);
    }

    [Fact]
    public void A_report_counts_and_lists_the_changes()
    {
        var report = JsonNode.Parse(Edit(book =>
        {
            book[Duties, 3, Text] = "Runs it all day.";
            book.Delete("Evidence", 3);
            book.Append("Parties", ("Id", "new"), ("Name", "New"));
        }).ToReport())!;
        Assert.Equal("""{"changed":1,"added":1,"deleted":1}""", report["summary"]!.ToJsonString());
        Assert.Equal(["added", "changed", "deleted"], report["changes"]!.AsArray().Select(change => (string?)change!["kind"]));
        Assert.Equal("1.0.0", (string?)report["matrix"]!["version"]);
    }

    private static WorkbookMerge Edit(
        Action<EditedWorkbook> change, JsonNode? now = null, WorkbookSide? prefer = null, WorkbookMergeOptions? options = null)
    {
        using var book = new EditedWorkbook(MatrixWorkbook.Write(Matrix));
        change(book);
        var matrix = now is null ? Matrix : Encoding.UTF8.GetBytes(now.ToJsonString());
        return MatrixWorkbook.Merge(book.Bytes, matrix, options ?? new() { Prefer = prefer });
    }

    private static void IsMatrix(WorkbookMerge merge, Action<JsonObject> change)
    {
        var wanted = JsonNode.Parse(Json)!.AsObject();
        change(wanted);
        Assert.NotNull(merge.Document);
        var got = JsonNode.Parse(merge.Document.Value.Span);
        Assert.True(JsonNode.DeepEquals(wanted, got), $"{wanted.ToJsonString()}\n{got!.ToJsonString()}");
    }
}
