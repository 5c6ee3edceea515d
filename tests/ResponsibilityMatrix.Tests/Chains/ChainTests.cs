using System.Text.Json;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Chains;

public class ChainTests
{
    private static readonly Catalog Demo =
        new() { Id = "demo", Edition = "1", Title = "Demo", Controls = [Make.Row("c.1"), Make.Row("c.2"), Make.Row("c.3")] };

    [Fact]
    public void A_duty_of_ones_own_is_performed_here_and_by_no_way()
    {
        var answer = Ask(Matrix("a", Does("c.1", "a")));
        Assert.Equal([new Performer { Party = "a", Matrix = Id("a"), Control = "c.1", Text = "a does c.1" }], answer.Of("c.1").Performers);
        Assert.Equal(["a"], answer.Of("c.1").Accountable);
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void An_inherited_duty_is_performed_by_the_upstream_and_answered_for_here()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Does("c.1", "b", "b1")));
        var performer = Assert.Single(answer.Of("c.1").Performers);
        Assert.Equal(("b", Id("b"), "b1", "c.1"), (performer.Party, performer.Matrix, performer.Duty, performer.Control));
        Assert.Equal([Id("b")], performer.Via);
        Assert.Equal(["a"], answer.Of("c.1").Accountable);
    }

    [Fact]
    public void Parties_further_up_show_under_the_matrix_that_names_them_and_customers_by_their_name_here()
    {
        var answer = Ask(
            Matrix("a", Inherits("c.1", "b")),
            Matrix("b", Inherits("c.1", "c"), Takes("c.1", "b", "c#left")),
            Matrix("c", Does("c.1", "c"), Leaves("c.1", "left")));
        Assert.Equal([$"{Id("b")}/c", "b"], answer.Of("c.1").Performers.Select(performer => performer.Party));
        Assert.Equal([[Id("b"), Id("c")], [Id("b")]], answer.Of("c.1").Performers.Select(performer => performer.Via));
        var retained = Assert.Single(answer.Of("c.1").Retained);
        Assert.Equal(("b", Id("c"), "left"), (retained.Party, retained.Matrix, retained.Duty));
        Assert.Equal("C", Assert.Single(answer.Parties, party => party.Id == $"{Id("b")}/c").Name);
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void A_party_of_the_document_asked_about_keeps_its_id_where_the_chain_comes_back_to_it()
    {
        // b builds on a again, and calls its provider "sub"; "sub" does c.3 for b too.
        var answer = Ask(
            Matrix("a", Inherits("c.1", "b"), Inherits("c.3", "b"), Does("c.2", "a", "a2"), Does("c.2", "t"), Leaves("c.2", "left")) with
            { Parties = [.. Parties("a", "a-customer", "b", "t")] },
            Matrix(
                "b",
                new Assignment
                { Controls = ["c.1"], Duties = [new Duty { Party = "b", InheritedFrom = "up", UpstreamControls = ["c.2"] }] },
                Does("c.3", "sub"))
                with
            {
                Parties = [.. Parties("b", "b-customer", "sub")],
                Upstreams = [new Upstream { Id = "up", Matrix = Id("a"), Provider = "sub" }]
            });
        Assert.Equal(["a", "t"], answer.Of("c.1").Performers.Select(performer => performer.Party));
        Assert.Equal("a-customer", Assert.Single(answer.Of("c.1").Retained).Party);
        Assert.Equal(["a"], answer.Of("c.3").Performers.Select(performer => performer.Party));
    }

    [Fact]
    public void An_upstreams_provider_that_the_document_names_shows_by_that_name_by_every_way()
    {
        var answer = Ask(
            Matrix("a", Inherits("c.1", "b"), Inherits("c.2", "c")),
            Matrix("b", new Assignment { Controls = ["c.1"], Duties = [new Duty { Party = "b", InheritedFrom = "up" }] }) with
            {
                Parties = [.. Parties("b", "b-customer", "host")],
                Upstreams = [new Upstream { Id = "up", Matrix = Id("c"), Provider = "host" }]
            },
            Matrix("c", Does("c.1", "c"), Does("c.2", "c"), Does("c.1", "other")));
        Assert.Equal(["c", $"{Id("c")}/other"], answer.Of("c.1").Performers.Select(performer => performer.Party)
            .Select(party => party == $"{Id("b")}/other" ? "wrong" : party));
    }

    [Fact]
    public void What_an_upstream_leaves_is_told_at_the_control_that_inherits_it()
    {
        var upstream = Matrix("b", Does("c.1", "b"), Leaves("c.1", "left"));
        Assignment inherits =
            new() { Controls = ["c.2"], Duties = [new Duty { Party = "provider", InheritedFrom = "b", UpstreamControls = ["c.1"] }] };
        Assert.Equal([("RM3012", "c.2")], Reported(Ask(Matrix("a", inherits, Does("c.2", "a")), upstream)));
        Assert.Equal([("RM3005", "c.2")], Reported(Ask(Matrix("a", inherits), upstream)));
        Assert.Equal([("RM3005", "c.2"), ("RM3012", "c.3")],
            Reported(
            Ask(
            Matrix("a", inherits,
            inherits with { Controls = ["c.3"], Duties = [.. inherits.Duties, new Duty { Party = "a", Text = "own" }] }), upstream)));
    }

    [Fact]
    public void Where_nothing_can_be_inherited_nothing_is_said_of_what_is_left_besides()
    {
        var upstream = Matrix("b", Does("c.1", "b"), Leaves("c.1", "left"), Leaves("c.2", "all"));
        Assignment inherits = new()
        { Controls = ["c.1"], Duties = [new Duty { Party = "provider", InheritedFrom = "b", UpstreamControls = ["c.1", "c.2"] }] };
        Assert.Equal([("RM3004", "c.1")], Reported(Ask(Matrix("a", inherits, Takes("c.3", "a", "b#all")), upstream)));
    }

    [Theory]
    [InlineData(Involvement.Accountable, 0)]
    [InlineData(Involvement.Consulted, 1)]
    [InlineData(Involvement.Informed, 1)]
    public void Who_is_only_consulted_or_informed_takes_nothing_up(Involvement involvement, int orphans)
    {
        var matrix =
            Matrix(
            "a",
            new Assignment
            {
                Controls = ["c.1"],
                Duties = [new Duty { Party = "a", Involvement = involvement }, new Duty { Party = "t", Text = "does it" }]
            }) with
            { Upstreams = [Up("b", "a")], Parties = [.. Parties("a", "a-customer", "b", "t")] };
        Assert.Equal(orphans, Ask(matrix, Matrix("b", Leaves("c.1", "left"))).Diagnostics.Count(finding => finding.Id == "RM3005"));
    }

    [Fact]
    public void What_is_wrong_with_an_entry_a_duty_or_a_reference_is_told_once_for_all_contexts()
    {
        // a uses b under two plans; whatever b states wrongly, it states once.
        var middle = Matrix("b", Inherits("c.1", "c"), Inherits("c.1", "gone"), Inherits("c.1", "none"), Takes("c.1", "b", "c#nothing"),
            Inherits("c.2", "d"), Inherits("c.3", "c")) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["x", "y"], Default = "x" }],
            Upstreams = [Up("c", "b"), Up("gone", "b"), Up("none", "b") with { Matrix = null, Assurance = Assurance.CarveOut },
                Up("d", "b") with { Context = null }],
        };
        var top = Matrix("a", Inherits("c.1", "x"), Inherits("c.1", "y"), Inherits("c.2", "x"), Inherits("c.2", "y"), Inherits("c.3", "x"),
            Inherits("c.3", "y")) with
        {
            Upstreams = [.. new[] { "x", "y" }.Select(plan => new Upstream
            {
                Id = plan,
                Matrix = Id("b"),
                Provider = "b",
                Context = new() { Parameters = new([new("plan", plan)]) },
            })],
            Parties = [.. Parties("a", "a-customer", "b")],
        };
        var open = Matrix("d", Does("c.2", "d")) with
        { Parameters = [new Parameter { Id = "size", Values = ["s", "l"] }], Expires = new DateOnly(2020, 1, 1) };
        var answer =
            Ask(
            top, middle,
            Matrix("c", Does("c.1", "c") with { Duties = [new Duty { Party = "c", Implementation = [ImplementationStatus.Planned] }] }),
            open);
        Assert.Equal(
            ["RM3001", "RM3004", "RM3007", "RM3008", "RM3009", "RM3011", "RM3013", "RM3014"],
            answer.Diagnostics.Where(finding => finding.Related.Any(place => place.Message.Contains("builds on", StringComparison.Ordinal)))
                .Select(finding => finding.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void That_an_upstream_is_not_in_force_is_told_beside_an_open_context()
    {
        var upstream = Matrix("b", Does("c.1", "b")) with
        { Parameters = [new Parameter { Id = "size", Values = ["s", "l"] }], Expires = new DateOnly(2020, 1, 1) };
        Assert.Equal(["RM3009", "RM3011"], Ask(Matrix("a", Inherits("c.1", "b")), upstream).Diagnostics.Ids());
        Assert.Equal(
            ["RM3009"],
            Ask(
            Matrix("a", Inherits("c.1", "b")), Matrix("b", Does("c.1", "b")) with { Status = DocumentStatus.Withdrawn }).Diagnostics.Ids());
    }

    [Theory]
    [InlineData(new ImplementationStatus[0], false)]
    [InlineData(new[] { ImplementationStatus.Implemented }, false)]
    [InlineData(new[] { ImplementationStatus.Alternative }, false)]
    [InlineData(new[] { ImplementationStatus.Planned }, true)]
    [InlineData(new[] { ImplementationStatus.Implemented, ImplementationStatus.Partial }, true)]
    [InlineData(new[] { ImplementationStatus.NotImplemented }, true)]
    [InlineData(new[] { ImplementationStatus.NotApplicable }, true)]
    public void What_is_inherited_and_not_done_there_is_told(ImplementationStatus[] implementation, bool isReported)
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Has("c.1", "b", implementation)));
        Assert.Equal(isReported ? [("RM3014", "c.1")] : [], Reported(answer));
        Assert.Equal(implementation, answer.Of("c.1").Performers[0].Implementation);
        Assert.Equal("console", answer.Of("c.1").Performers[0].Component);
    }

    [Fact]
    public void Whether_something_is_done_is_asked_where_the_work_is()
    {
        Matrix[] chain = [Matrix("b", Inherits("c.1", "c")), Matrix("c", Has("c.1", "c", ImplementationStatus.Planned))];
        Assert.Equal(["/assignments/0/duties/0", "/assignments/0/duties/0"],
            Ask(Matrix("a", Inherits("c.1", "b")), chain).Diagnostics.Where(finding => finding.Id == "RM3014")
            .Select(finding => finding.Place!.Pointer));
        // One who has it done is enough, on whatever level.
        Assert.Empty(
            Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Inherits("c.1", "c"), Has("c.1", "b", ImplementationStatus.Planned)),
            Matrix("c", Does("c.1", "c"))).Diagnostics);
        Assert.Empty(
            Ask(
            Matrix("a", Inherits("c.1", "b")), Matrix("b", Has("c.1", "b", ImplementationStatus.Planned), Has("c.1", "b"))).Diagnostics);
        // Whoever inherits from third parties alone knows nothing of the provider's work.
        Assert.Empty(Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Has("c.1", "t", ImplementationStatus.Planned))).Diagnostics);
        Assert.Equal(
            ["RM3014"],
            Ask(Matrix("a", Inherits("c.1", "b")),
            Matrix("b", Has("c.1", "t"), Has("c.1", "b", ImplementationStatus.Planned))).Diagnostics.Ids());
    }

    [Fact]
    public void What_is_not_done_is_told_once_for_a_duty_and_its_target()
    {
        Assignment inherits = new()
        {
            Controls = ["c.1", "c.2"],
            Duties = [new Duty { Party = "provider", InheritedFrom = "b", UpstreamControls = ["c.1", "c.3"] }]
        };
        var answer =
            Ask(Matrix("a", inherits),
            Matrix("b", Has("c.1", "b", ImplementationStatus.Planned), Has("c.3", "b", ImplementationStatus.Planned)));
        Assert.Equal([("RM3014", "c.1"), ("RM3014", "c.1")], Reported(answer));
    }

    [Fact]
    public void Who_answers_for_a_control_in_conflict_is_who_answers_for_its_parts()
    {
        var catalog = new Catalog
        {
            Id = "parts",
            Edition = "1",
            Title = "Parts",
            Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1"), Make.Row("p.1.b.x", "p.1.b"),
            Make.Row("p.1.b.y", "p.1.b")]
        };
        var matrix = Matrix("a", Does("p.1.a", "a"), Does("p.1.b.x", "a-customer")) with
        { Catalogs = [new CatalogScope { Id = "parts", Edition = "1" }] };
        matrix = matrix with
        { Assignments = [.. matrix.Assignments, Make.Assign("p.1.b.y", Sides.Provider), Make.Assign("p.1.b.y", Sides.Customer)] };
        var answer = Ask(matrix, Limits.Default, DocumentSet.BuiltIn.Add(catalog));
        Assert.Equal(ControlState.Conflict, answer.Of("p.1").Resolved.State);
        Assert.Equal(["a", "a-customer"], answer.Of("p.1").Accountable);
        Assert.Equal(["a-customer"], answer.Of("p.1.b").Accountable);
        Assert.Empty(answer.Of("p.1.b.y").Accountable);
    }

    [Fact]
    public void A_duty_that_is_reached_twice_is_listed_once_by_its_shortest_way()
    {
        var answer = Ask(
            Matrix("a", Inherits("c.1", "b"), Inherits("c.1", "d")),
            Matrix("b", Inherits("c.1", "c")),
            Matrix("c", Inherits("c.1", "d")),
            Matrix("d", Does("c.1", "d", "d1")));
        var performer = Assert.Single(answer.Of("c.1").Performers);
        Assert.Equal(("d", "d1"), (performer.Party, performer.Duty));
        Assert.Equal([Id("d")], performer.Via);
    }

    [Fact]
    public void The_same_upstream_in_two_contexts_is_asked_in_each()
    {
        var host = Matrix("h", Does("c.1", "h") with { When = Condition.Of("plan", "full") },
            Leaves("c.1", "left") with { When = Condition.Of("plan", "bare") }) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["full", "bare"], Default = "bare" }],
        };
        var matrix = Matrix("a", Inherits("c.1", "h")) with
        {
            Upstreams = [Up("h", "a") with { Context = new() { Parameters = new([new("plan", "full")]) } }],
        };
        Assert.Equal(["h"], Ask(matrix, host).Of("c.1").Performers.Select(performer => performer.Party));
        Assert.Equal(["RM3004"], Ask(matrix with { Upstreams = [Up("h", "a")] }, host).Diagnostics.Ids());
    }

    [Fact]
    public void An_upstream_without_a_matrix_performs_and_the_chain_ends()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")) with { Upstreams = [Up("b", "a") with { Matrix = null }] });
        var performer = Assert.Single(answer.Of("c.1").Performers);
        Assert.Equal(("b", null, 0), (performer.Party, performer.Matrix, performer.Via.Count));
        Assert.Equal(["RM3013"], answer.Diagnostics.Ids());
    }

    [Fact]
    public void Nothing_is_made_up_where_the_upstream_is_not_at_hand()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b"), Does("c.1", "a")));
        Assert.Equal(["a"], answer.Of("c.1").Performers.Select(performer => performer.Party));
        var finding = Assert.Single(answer.Diagnostics);
        Assert.Equal(("RM3001", Severity.Error, "/upstream/0/matrix"), (finding.Id, finding.Severity, finding.Place!.Pointer));
    }

    [Fact]
    public void A_circle_is_named_in_full_and_leaves_what_others_perform()
    {
        var answer = Ask(
            Matrix("a", Inherits("c.1", "b"), Does("c.1", "a")),
            Matrix("b", Inherits("c.1", "c"), Does("c.1", "b")),
            Matrix("c", Inherits("c.1", "a"), Does("c.1", "c")));
        var finding = Assert.Single(answer.Diagnostics);
        Assert.Equal("RM3003", finding.Id);
        Assert.Contains($"{Id("a")}@1.0.0: c.1 → {Id("b")}@1.0.0: c.1 → {Id("c")}@1.0.0: c.1 → {Id("a")}@1.0.0: c.1", finding.Message,
            StringComparison.Ordinal);
        Assert.Equal(
            [("c", 2), ("b", 1), ("a", 0)], answer.Of("c.1").Performers.Select(performer => (performer.Party[^1..], performer.Via.Count)));
    }

    [Fact]
    public void Two_services_may_build_on_each_other_for_different_controls()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b"), Does("c.2", "a")), Matrix("b", Does("c.1", "b"), Inherits("c.2", "a")));
        Assert.Equal(["b"], answer.Of("c.1").Performers.Select(performer => performer.Party));
        Assert.Equal(["a"], answer.Of("c.2").Performers.Select(performer => performer.Party));
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void What_an_upstream_inherits_of_its_own_circle_does_not_depend_on_where_one_enters()
    {
        Matrix[] circle = [Matrix("b", Inherits("c.1", "c"), Does("c.1", "b")), Matrix("c", Inherits("c.1", "b"), Does("c.1", "c"))];
        foreach (var entered in new[] { "b", "c" })
        {
            var performers = Ask(Matrix("a", Inherits("c.1", entered)), circle).Of("c.1").Performers;
            Assert.Equal([Id("b"), Id("c")], performers.Select(performer => performer.Matrix).Order());
            Assert.Equal([Id(entered)], performers.Where(performer => performer.Via.Count == 1).Select(performer => performer.Matrix));
        }
    }

    [Fact]
    public void The_ways_through_a_ladder_of_diamonds_are_not_walked_one_by_one()
    {
        // Two to the power of 30 ways lead to the bottom.
        List<Matrix> ladder = [];
        for (var i = 0; i < 30; i++)
        {
            ladder.Add(Matrix($"x{i}", Inherits("c.1", $"x{i + 1}"), Inherits("c.1", $"y{i + 1}")));
            ladder.Add(Matrix($"y{i}", Inherits("c.1", $"x{i + 1}"), Inherits("c.1", $"y{i + 1}")));
        }
        ladder.Add(Matrix("x30", Does("c.1", "x30")));
        ladder.Add(Matrix("y30", Does("c.1", "y30")));
        var answer = Ask(ladder[0], [.. ladder[1..]]);
        Assert.Equal([30, 30], answer.Of("c.1").Performers.Select(performer => performer.Via.Count));
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void A_chain_that_is_too_long_is_cut_with_a_finding()
    {
        var chain = Enumerable.Range(0, 70).Select(i => Matrix($"m{i}", i == 69 ? Does("c.1", "m69") : Inherits("c.1", $"m{i + 1}")))
            .ToList();
        Assert.Equal(["RM0003"], Ask(chain[0], [.. chain[1..]]).Diagnostics.Ids());
        Assert.Equal(60, Assert.Single(Ask(chain[9], [.. chain[10..]]).Of("c.1").Performers).Via.Count);
    }

    [Fact]
    public void Work_beyond_the_limit_ends_with_a_finding()
    {
        var chain = Enumerable.Range(0, 10).Select(i => Matrix($"m{i}", i == 9 ? Does("c.1", "m9") : Inherits("c.1", $"m{i + 1}")))
            .ToList();
        Assert.Contains("RM0003", Ask(chain[0], new Limits { MaxMatches = 12 }, [.. chain[1..]]).Diagnostics.Ids());
    }

    [Fact]
    public void What_many_upstreams_leave_on_many_controls_ends_with_a_finding()
    {
        var catalog = Demo with { Id = "wide", Controls = Enumerable.Range(1, 500).Select(i => Make.Row($"w.{i}")).ToValueList() };
        var matrix = Matrix("a") with
        { Catalogs = [new CatalogScope { Id = "wide", Edition = "1" }], Assignments = [Make.Assign("*", Sides.Provider)] };
        var upstream = matrix with { Id = Id("b"), Assignments = [Make.Assign("*", Sides.Customer)] };
        var entries = Enumerable.Range(0, 500)
            .Select(i => new Upstream { Id = $"u{i}", Matrix = upstream.Id, Provider = "b", Customer = "b" }).ToValueList();
        var answer = new ChainResolver(
            new MatrixDocument(matrix with { Upstreams = entries, Parties = [.. matrix.Parties, new Party { Id = "b", Name = "B" }] }),
                new() { Documents = DocumentSet.BuiltIn.Add(catalog).Add(upstream) }).Resolve(Make.Context());
        Assert.Contains(answer.Diagnostics, finding => finding.Id == "RM0003"
            && finding.Message.Contains("100,000 findings", StringComparison.Ordinal));
        Assert.Equal(10_000, answer.Diagnostics.Count(finding => finding.Id == "RM3005"));
        Assert.Contains("Left out: 90,000 × RM3005.", answer.Diagnostics[^1].Message, StringComparison.Ordinal);
        Assert.All(answer.Controls, control => Assert.Single(control.Performers));
        var stopped = new ChainResolver(
            new MatrixDocument(matrix with { Upstreams = entries, Parties = [.. matrix.Parties, new Party { Id = "b", Name = "B" }] }),
                new() { Documents = DocumentSet.BuiltIn.Add(catalog).Add(upstream), Limits = new Limits { MaxMatches = 300_000 } })
                .Resolve(Make.Context());
        Assert.Single(stopped.Diagnostics, finding => finding.Id == "RM0003"
            && finding.Message.Contains("300,000 steps", StringComparison.Ordinal));
        Assert.InRange(stopped.Diagnostics.Count(finding => finding.Id == "RM3005"), 1, 10_000);
    }

    [Fact]
    public void Controls_nested_deeply_in_an_upstream_end_in_an_answer_or_a_finding()
    {
        const int Depth = 20_000;
        List<Control> comb = [Make.Row("n0")];
        for (var i = 1; i < Depth; i++) comb.AddRange([Make.Row($"n{i}", $"n{i - 1}"), Make.Row($"m{i}", $"n{i - 1}")]);
        var catalog = new Catalog { Id = "comb", Edition = "1", Title = "Comb", Controls = comb.ToValueList() };
        var top = new Catalog { Id = "top", Edition = "1", Title = "Top", Controls = [Make.Row("t1")] };
        var upstream = Matrix("b") with
        { Catalogs = [new CatalogScope { Id = "comb", Edition = "1" }], Assignments = [Make.Assign("*", Sides.Shared)] };
        var matrix = Matrix("a") with
        {
            Catalogs = [new CatalogScope { Id = "top", Edition = "1" }],
            Upstreams = [Up("b", "a")],
            Assignments =
                [
                new Assignment
                { Controls = ["t1"], Duties = [new Duty { Party = "a", InheritedFrom = "b", UpstreamControls = ["comb:n0"] }] }],
        };
        var answer = Ask(matrix, Limits.Default, DocumentSet.BuiltIn.Add(catalog).Add(top).Add(upstream));
        Assert.Contains(answer.Of("t1").Performers, performer => performer.Party == "b");
        Assert.Contains("RM3005", answer.Diagnostics.Ids());
    }

    [Fact]
    public void Another_edition_is_found_through_a_mapping()
    {
        var platform = Matrix("b", Does("8.1.1", "b")) with
        {
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015" }],
            Assignments = [Does("8.1.1", "b", "inventory"), Does("8.1.2", "b", "owners")]
        };
        var matrix = Matrix("a", Inherits("5.9", "b")) with { Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2026" }] };
        var answer = Ask(matrix, platform);
        Assert.Equal(["inventory", "owners"], answer.Of("5.9").Performers.Select(performer => performer.Duty));
        Assert.Equal(["8.1.1", "8.1.2"], answer.Of("5.9").Performers.Select(performer => performer.Control));
    }

    [Fact]
    public void Rows_of_ones_own_are_no_controls_of_another_unless_they_are_named()
    {
        var upstream = Matrix("b", Does("row.1", "b")) with { Controls = [Make.Row("row.1")] };
        var matrix = Matrix("a", Inherits("row.1", "b")) with { Controls = [Make.Row("row.1")] };
        Assert.Equal(["RM3004"], Ask(matrix, upstream).Diagnostics.Ids());
        var named = matrix with
        {
            Assignments =
            [
            new Assignment
            { Controls = ["row.1"], Duties = [new Duty { Party = "a", InheritedFrom = "b", UpstreamControls = ["local:row.1"] }] }]
        };
        Assert.Equal(["b"], Ask(named, upstream).Of("row.1").Performers.Select(performer => performer.Party));
    }

    [Fact]
    public void A_statement_is_inherited_from_the_same_statement()
    {
        var catalog = new Catalog
        {
            Id = "parts",
            Edition = "1",
            Title = "Parts",
            Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1")]
        };
        CatalogScope[] scope = [new() { Id = "parts", Edition = "1" }];
        var upstream = Matrix("b", Does("p.1.a", "b", "part-a"), Does("p.1.b", "b", "part-b")) with { Catalogs = scope.ToValueList() };
        var matrix = Matrix("a", Inherits("p.1.a", "b"), Does("p.1.b", "a")) with { Catalogs = scope.ToValueList() };
        var answer = Ask(matrix, Limits.Default, DocumentSet.BuiltIn.Add(catalog).Add(upstream));
        Assert.Equal(["part-a"], answer.Of("p.1.a").Performers.Select(performer => performer.Duty));
        Assert.Equal(["part-a", null], answer.Of("p.1").Performers.Select(performer => performer.Duty));
        Assert.Equal(["b", "a"], answer.Of("p.1").Performers.Select(performer => performer.Party));
    }

    [Fact]
    public void A_duty_on_a_whole_control_is_one_performer_of_the_whole()
    {
        var catalog = new Catalog
        {
            Id = "parts",
            Edition = "1",
            Title = "Parts",
            Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1")]
        };
        CatalogScope[] scope = [new() { Id = "parts", Edition = "1" }];
        var upstream = Matrix("b", Does("p.1", "b", "whole")) with { Catalogs = scope.ToValueList() };
        var matrix = Matrix("a", Inherits("p.1", "b")) with { Catalogs = scope.ToValueList() };
        var performer = Assert.Single(Ask(matrix, Limits.Default, DocumentSet.BuiltIn.Add(catalog).Add(upstream)).Of("p.1").Performers);
        Assert.Equal(("whole", "p.1"), (performer.Duty, performer.Control));
    }

    [Theory]
    [InlineData(Inheritability.Full, false)]
    [InlineData(null, true)]
    public void What_does_not_apply_upstream_can_be_inherited_where_it_says_so(Inheritability? stated, bool isBroken)
    {
        var upstream =
            Matrix(
            "b",
            new Assignment { Controls = ["c.1"], State = ControlState.NotApplicable, Reason = "No such thing.", Inheritability = stated });
        var answer = Ask(Matrix("a", Inherits("c.1", "b")), upstream);
        Assert.Equal(isBroken ? ["RM3004"] : [], answer.Diagnostics.Ids());
        Assert.Empty(answer.Of("c.1").Performers);
    }

    [Fact]
    public void A_finding_deep_in_the_chain_tells_the_way_to_it()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Inherits("c.1", "c")), Matrix("c", Leaves("c.1", "left")));
        var finding = Assert.Single(answer.Diagnostics);
        Assert.Equal("RM3004", finding.Id);
        Assert.Contains(
            finding.Related, related => related.Message.Contains($"{Id("a")}@1.0.0 builds on {Id("b")}@1.0.0", StringComparison.Ordinal)
            && related.Place.Pointer == "/upstream/0");
    }

    [Fact]
    public void An_orphan_is_taken_up_by_a_duty_of_ones_own_or_by_any_that_satisfies_it()
    {
        var upstream = Matrix("b", Does("c.1", "b"), Leaves("c.1", "left"));
        Assert.Equal(["RM3005"], Ask(Matrix("a", Inherits("c.1", "b")), upstream).Diagnostics.Ids());
        Assert.Equal(["RM3005"], Ask(Matrix("a", Does("c.2", "a")) with { Upstreams = [Up("b", "a")] }, upstream).Diagnostics.Ids());
        Assert.Equal(["RM3012"], Ask(Matrix("a", Inherits("c.1", "b"), Does("c.1", "a")), upstream).Diagnostics.Ids());
        Assert.Empty(Ask(Matrix("a", Does("c.1", "a")) with { Upstreams = [Up("b", "a")] }, upstream).Diagnostics);
        Assert.Empty(Ask(Matrix("a", Inherits("c.1", "b"), Takes("c.2", "a", "b#left")), upstream).Diagnostics);
        Assert.Empty(Ask(Matrix("a", Inherits("c.1", "b"), Takes("c.2", "a", "b@c.1")), upstream).Diagnostics);
    }

    [Theory]
    [InlineData("b#nobody", "There is no duty \"nobody\"")]
    [InlineData("b#b1", "is a duty that b performs")]
    [InlineData("b@c.9", "has no control \"c.9\"")]
    [InlineData("b@c.2", "leaves its customer no duty on c.2")]
    [InlineData("z#left", "There is no upstream \"z\"")]
    public void A_reference_to_nothing_or_to_the_wrong_thing_is_told_once(string satisfies, string message)
    {
        var upstream = Matrix("b", Does("c.1", "b", "b1"), Leaves("c.3", "left"), Does("c.2", "b"));
        var matrix = Matrix("a", Does("c.3", "a"), Takes("c.1", "a", satisfies), Does("c.2", "a")) with { Upstreams = [Up("b", "a")] };
        var finding = Assert.Single(Ask(matrix, upstream).Diagnostics);
        Assert.Equal(("RM3008", "/assignments/1/duties/0/satisfies/0"), (finding.Id, finding.Place!.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_customer_of_an_upstream_inherits_from_it()
    {
        var matrix = Matrix("a", Inherits("c.1", "b")) with { Upstreams = [Up("b", "a") with { Customer = "a-customer" }] };
        var answer = Ask(matrix, Matrix("b", Does("c.1", "b")));
        Assert.Equal(["RM3008"], answer.Diagnostics.Ids());
        Assert.Empty(answer.Of("c.1").Performers);
    }

    [Fact]
    public void An_author_accepts_findings_of_the_matrix_and_not_those_of_upstreams()
    {
        AcceptedFinding accepted = new() { Finding = "RM3013", Reason = "known" };
        var middle = Matrix("b", Inherits("c.1", "c")) with { Upstreams = [Up("c", "b") with { Matrix = null }] };
        Assert.Null(
            Assert.Single(Ask(Matrix("a", Inherits("c.1", "b")) with { Accepted = [accepted] }, middle).Diagnostics).AcceptedReason);
        Assert.Equal("known", Assert.Single(Ask(middle with { Accepted = [accepted] }).Diagnostics).AcceptedReason);
    }

    [Fact]
    public void Asking_for_one_control_leaves_out_findings_about_others()
    {
        var documents = DocumentSet.BuiltIn.Add(Demo).Add(Matrix("b", Leaves("c.1", "left"), Does("c.2", "b")));
        var chain = new ChainResolver(
            new MatrixDocument(Matrix("a", Inherits("c.1", "b"), Inherits("c.2", "b"))), new() { Documents = documents });
        Assert.Equal(["RM3004"], chain.Resolve(Make.Context(), new() { Controls = ["c.1"] }).Diagnostics.Ids());
        var other = chain.Resolve(Make.Context(), new() { Controls = ["C-02"] });
        Assert.Empty(other.Diagnostics);
        Assert.Equal(["c.2"], other.Controls.Select(control => control.Resolved.Control));
    }

    [Fact]
    public void Threads_that_ask_at_once_get_equal_answers()
    {
        var documents = DocumentSet.BuiltIn.Add(Demo).Add(Matrix("b", Does("c.1", "b"), Inherits("c.2", "c")))
            .Add(Matrix("c", Does("c.2", "c")));
        var chain = new ChainResolver(
            new MatrixDocument(Matrix("a", Inherits("c.1", "b"), Inherits("c.2", "b"))), new() { Documents = documents });
        var first = chain.Resolve(Make.Context());
        Parallel.For(0, 50, _ => Assert.Equal(first, chain.Resolve(Make.Context())));
    }

    [Fact]
    public void The_customers_own_statement_may_inherit_too()
    {
        var statement =
            Matrix("a", new Assignment { Controls = ["c.1"], Duties = [new Duty { Party = "customer", InheritedFrom = "b" }] }) with
            { Upstreams = [Up("b", "a") with { Customer = "a-customer" }] };
        Assert.Equal(["b"], Ask(statement, Matrix("b", Does("c.1", "b"))).Of("c.1").Performers.Select(performer => performer.Party));
    }

    [Fact]
    public void The_json_has_the_members_that_the_format_names()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Does("c.1", "b", "b1"), Leaves("c.1", "left")));
        using var json = JsonDocument.Parse(MatrixJson.ToUtf8Bytes(answer));
        Assert.Equal(["controls", "diagnostics"], json.RootElement.EnumerateObject().Select(member => member.Name));
        var control = json.RootElement.GetProperty("controls")[0];
        Assert.Equal(["control", "catalog", "performers", "accountable", "retained"],
            control.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            $$"""{"party":"b","matrix":"{{Id("b")}}","via":["{{Id("b")}}"],"duty":"b1","control":"c.1",""" +
            """
            "component":null,"implementation":[]}
            """,
            JsonSerializer.Serialize(control.GetProperty("performers")[0]));
        Assert.Equal("left", control.GetProperty("retained")[0].GetProperty("duty").GetString());
    }

    private static string Id(string name) => $"https://{name}.example/matrix";

    /// <summary>The matrix of a provider, which builds on every provider that its duties inherit from.</summary>
    private static Matrix Matrix(string name, params Assignment[] assignments)
    {
        var byControl = assignments.GroupBy(assignment => (assignment.Controls[0], assignment.When, assignment.State))
            .Select(group => group.First() with { Duties = group.SelectMany(one => one.Duties).ToValueList() }).ToValueList();
        var upstreams = assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.InheritedFrom)
            .Concat(assignments.SelectMany(assignment => assignment.Duties).SelectMany(duty => duty.Satisfies)
            .Select(text => text.Split('#', '@')[0])).OfType<string>().Distinct().ToList();
        return new Matrix
        {
            Id = Id(name),
            Version = "1.0.0",
            Title = name,
            Service = new Service { Id = name, Name = name, Provider = name, Customer = $"{name}-customer", Models = ["saas"] },
            Parties = [.. new[] { name, $"{name}-customer" }.Concat(upstreams).Distinct()
                .Select(party => new Party { Id = party, Name = party.ToUpperInvariant() })],
            Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }],
            Upstreams = upstreams.Select(upstream => Up(upstream, name)).ToValueList(),
            Assignments = byControl,
        };
    }

    private static Upstream Up(string upstream, string customer) =>
        new() { Id = upstream, Matrix = Id(upstream), Provider = upstream, Customer = customer };

    private static Assignment Does(string control, string party, string? duty = null) =>
        new() { Controls = [control], Duties = [new Duty { Id = duty, Party = party, Text = $"{party} does {control}" }] };

    private static Assignment Has(string control, string party, params ImplementationStatus[] implementation) =>
        new()
        {
            Controls = [control],
            Duties = [new Duty { Party = party, Text = "does it", Component = "console", Implementation = [.. implementation] }]
        };

    private static IEnumerable<Party> Parties(params string[] ids) => ids.Select(id => new Party { Id = id, Name = id.ToUpperInvariant() });

    private static List<(string Id, string? Control)> Reported(ChainAnswer answer) =>
        [.. answer.Diagnostics.Select(finding => (finding.Id, finding.Control)).Order()];

    private static Assignment Takes(string control, string party, string satisfies) =>
        new() { Controls = [control], Duties = [new Duty { Party = party, Text = "takes it up", Satisfies = [satisfies] }] };

    private static Assignment Leaves(string control, string duty) =>
        new() { Controls = [control], Duties = [new Duty { Id = duty, Party = "customer", Text = "the customer does it" }] };

    private static Assignment Inherits(string control, string upstream) =>
        new() { Controls = [control], Duties = [new Duty { Party = "provider", InheritedFrom = upstream }] };

    private static ChainAnswer Ask(Matrix matrix, params Matrix[] upstreams) => Ask(matrix, Limits.Default, upstreams);

    private static ChainAnswer Ask(Matrix matrix, Limits limits, params Matrix[] upstreams) =>
        Ask(matrix, limits, upstreams.Aggregate(DocumentSet.BuiltIn.Add(Demo), (set, upstream) => set.Add(upstream)));

    private static ChainAnswer Ask(Matrix matrix, Limits limits, DocumentSet documents) =>
        new ChainResolver(new MatrixDocument(matrix), new() { Documents = documents, Limits = limits }).Resolve(Make.Context());
}

internal static class ChainAnswers
{
    public static ChainedControl Of(this ChainAnswer answer, string control)
    {
        foreach (var one in answer.Controls)
            if (one.Resolved.Control == control) return one;
        throw new KeyNotFoundException(control);
    }
}
