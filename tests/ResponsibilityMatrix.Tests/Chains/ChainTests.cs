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
    private static readonly Catalog Demo = new() { Id = "demo", Edition = "1", Title = "Demo", Controls = [Make.Row("c.1"), Make.Row("c.2"), Make.Row("c.3")] };

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
        var host = Matrix("h", Does("c.1", "h") with { When = Condition.Of("plan", "full") }, Leaves("c.1", "left") with { When = Condition.Of("plan", "bare") }) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["full", "bare"], Default = "bare" }],
        };
        var matrix = Matrix("a", Inherits("c.1", "h")) with { Upstream = [Up("h", "a") with { Parameters = new([new("plan", "full")]) }] };
        Assert.Equal(["h"], Ask(matrix, host).Of("c.1").Performers.Select(performer => performer.Party));
        Assert.Equal(["RM3004"], Ask(matrix with { Upstream = [Up("h", "a")] }, host).Diagnostics.Ids());
    }

    [Fact]
    public void An_upstream_without_a_matrix_performs_and_the_chain_ends()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")) with { Upstream = [Up("b", "a") with { Matrix = null }] });
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
        Assert.Contains($"{Id("a")}@1.0.0: c.1 → {Id("b")}@1.0.0: c.1 → {Id("c")}@1.0.0: c.1 → {Id("a")}@1.0.0: c.1", finding.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], answer.Of("c.1").Performers.Select(performer => performer.Party));
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
        Assert.Equal(["b"], Ask(Matrix("a", Inherits("c.1", "b")), circle).Of("c.1").Performers.Select(performer => performer.Party));
        Assert.Equal(["c"], Ask(Matrix("a", Inherits("c.1", "c")), circle).Of("c.1").Performers.Select(performer => performer.Party));
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
        var chain = Enumerable.Range(0, 70).Select(i => Matrix($"m{i}", i == 69 ? Does("c.1", "m69") : Inherits("c.1", $"m{i + 1}"))).ToList();
        Assert.Equal(["RM0003"], Ask(chain[0], [.. chain[1..]]).Diagnostics.Ids());
        Assert.Equal(60, Assert.Single(Ask(chain[9], [.. chain[10..]]).Of("c.1").Performers).Via.Count);
    }

    [Fact]
    public void Work_beyond_the_limit_ends_with_a_finding()
    {
        var chain = Enumerable.Range(0, 10).Select(i => Matrix($"m{i}", i == 9 ? Does("c.1", "m9") : Inherits("c.1", $"m{i + 1}"))).ToList();
        Assert.Contains("RM0003", Ask(chain[0], new Limits { MaxMatches = 12 }, [.. chain[1..]]).Diagnostics.Ids());
    }

    [Fact]
    public void What_many_upstreams_leave_on_many_controls_ends_with_a_finding()
    {
        var catalog = Demo with { Id = "wide", Controls = Enumerable.Range(1, 500).Select(i => Make.Row($"w.{i}")).ToValueList() };
        var matrix = Matrix("a") with { Catalogs = [new CatalogScope { Id = "wide", Edition = "1" }], Assignments = [Make.Assign("*", Sides.Provider)] };
        var upstream = matrix with { Id = Id("b"), Assignments = [Make.Assign("*", Sides.Customer)] };
        var entries = Enumerable.Range(0, 500).Select(i => new Upstream { Id = $"u{i}", Matrix = upstream.Id, Provider = "b", Customer = "b" }).ToValueList();
        var answer = new ChainResolver(new MatrixDocument(matrix with { Upstream = entries, Parties = [.. matrix.Parties, new Party { Id = "b", Name = "B" }] }), DocumentSet.BuiltIn.Add(catalog).Add(upstream)).Resolve(Make.Context());
        Assert.Contains(answer.Diagnostics, finding => finding.Id == "RM0003" && finding.Message.Contains("100,000 findings", StringComparison.Ordinal));
        Assert.Equal(100_000, answer.Diagnostics.Count(finding => finding.Id == "RM3005"));
        Assert.All(answer.Controls, control => Assert.Single(control.Performers));
        var stopped = new ChainResolver(new MatrixDocument(matrix with { Upstream = entries, Parties = [.. matrix.Parties, new Party { Id = "b", Name = "B" }] }), DocumentSet.BuiltIn.Add(catalog).Add(upstream), new Limits { MaxMatches = 300_000 }).Resolve(Make.Context());
        Assert.Equal(2, stopped.Diagnostics.Count(finding => finding.Id == "RM0003"));
    }

    [Fact]
    public void Controls_nested_deeply_in_an_upstream_end_in_an_answer_or_a_finding()
    {
        const int Depth = 20_000;
        List<Control> comb = [Make.Row("n0")];
        for (var i = 1; i < Depth; i++) comb.AddRange([Make.Row($"n{i}", $"n{i - 1}"), Make.Row($"m{i}", $"n{i - 1}")]);
        var catalog = new Catalog { Id = "comb", Edition = "1", Title = "Comb", Controls = comb.ToValueList() };
        var top = new Catalog { Id = "top", Edition = "1", Title = "Top", Controls = [Make.Row("t1")] };
        var upstream = Matrix("b") with { Catalogs = [new CatalogScope { Id = "comb", Edition = "1" }], Assignments = [Make.Assign("*", Sides.Shared)] };
        var matrix = Matrix("a") with
        {
            Catalogs = [new CatalogScope { Id = "top", Edition = "1" }],
            Upstream = [Up("b", "a")],
            Assignments = [new Assignment { Controls = ["t1"], Duties = [new Duty { Party = "a", InheritedFrom = "b", UpstreamControls = ["comb:n0"] }] }],
        };
        var answer = Ask(matrix, Limits.Default, DocumentSet.BuiltIn.Add(catalog).Add(top).Add(upstream));
        Assert.Contains(answer.Of("t1").Performers, performer => performer.Party == "b");
        Assert.Contains("RM3005", answer.Diagnostics.Ids());
    }

    [Fact]
    public void Another_edition_is_found_through_a_mapping()
    {
        var platform = Matrix("b", Does("8.1.1", "b")) with { Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015" }], Assignments = [Does("8.1.1", "b", "inventory"), Does("8.1.2", "b", "owners")] };
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
        var named = matrix with { Assignments = [new Assignment { Controls = ["row.1"], Duties = [new Duty { Party = "a", InheritedFrom = "b", UpstreamControls = ["local:row.1"] }] }] };
        Assert.Equal(["b"], Ask(named, upstream).Of("row.1").Performers.Select(performer => performer.Party));
    }

    [Fact]
    public void A_statement_is_inherited_from_the_same_statement()
    {
        var catalog = new Catalog { Id = "parts", Edition = "1", Title = "Parts", Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1")] };
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
        var catalog = new Catalog { Id = "parts", Edition = "1", Title = "Parts", Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1")] };
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
        var upstream = Matrix("b", new Assignment { Controls = ["c.1"], State = ControlState.NotApplicable, Reason = "No such thing.", Inheritability = stated });
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
        Assert.Contains(finding.Related, related => related.Message.Contains($"{Id("a")}@1.0.0 builds on {Id("b")}@1.0.0", StringComparison.Ordinal) && related.Place.Pointer == "/upstream/0");
    }

    [Fact]
    public void An_orphan_is_taken_up_by_a_duty_of_ones_own_or_by_any_that_satisfies_it()
    {
        var upstream = Matrix("b", Does("c.1", "b"), Leaves("c.1", "left"));
        Assert.Equal(["RM3005"], Ask(Matrix("a", Inherits("c.1", "b")), upstream).Diagnostics.Ids());
        Assert.Equal(["RM3005"], Ask(Matrix("a", Does("c.2", "a")) with { Upstream = [Up("b", "a")] }, upstream).Diagnostics.Ids());
        Assert.Equal(["RM3012"], Ask(Matrix("a", Inherits("c.1", "b"), Does("c.1", "a")), upstream).Diagnostics.Ids());
        Assert.Empty(Ask(Matrix("a", Does("c.1", "a")) with { Upstream = [Up("b", "a")] }, upstream).Diagnostics);
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
        var matrix = Matrix("a", Does("c.3", "a"), Takes("c.1", "a", satisfies), Does("c.2", "a")) with { Upstream = [Up("b", "a")] };
        var finding = Assert.Single(Ask(matrix, upstream).Diagnostics);
        Assert.Equal(("RM3008", "/assignments/1/duties/0/satisfies/0"), (finding.Id, finding.Place!.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_customer_of_an_upstream_inherits_from_it()
    {
        var matrix = Matrix("a", Inherits("c.1", "b")) with { Upstream = [Up("b", "a") with { Customer = "a-customer" }] };
        var answer = Ask(matrix, Matrix("b", Does("c.1", "b")));
        Assert.Equal(["RM3008"], answer.Diagnostics.Ids());
        Assert.Empty(answer.Of("c.1").Performers);
    }

    [Fact]
    public void An_author_accepts_findings_of_the_matrix_and_not_those_of_upstreams()
    {
        AcceptedFinding accepted = new() { Finding = "RM3013", Reason = "known" };
        var middle = Matrix("b", Inherits("c.1", "c")) with { Upstream = [Up("c", "b") with { Matrix = null }] };
        Assert.Null(Assert.Single(Ask(Matrix("a", Inherits("c.1", "b")) with { Accepted = [accepted] }, middle).Diagnostics).AcceptedReason);
        Assert.Equal("known", Assert.Single(Ask(middle with { Accepted = [accepted] }).Diagnostics).AcceptedReason);
    }

    [Fact]
    public void Asking_for_one_control_leaves_out_findings_about_others()
    {
        var documents = DocumentSet.BuiltIn.Add(Demo).Add(Matrix("b", Leaves("c.1", "left"), Does("c.2", "b")));
        var chain = new ChainResolver(new MatrixDocument(Matrix("a", Inherits("c.1", "b"), Inherits("c.2", "b"))), documents);
        Assert.Equal(["RM3004"], chain.Resolve(Make.Context(), ["c.1"]).Diagnostics.Ids());
        var other = chain.Resolve(Make.Context(), ["C-02"]);
        Assert.Empty(other.Diagnostics);
        Assert.Equal(["c.2"], other.Controls.Select(control => control.Resolved.Control));
    }

    [Fact]
    public void Threads_that_ask_at_once_get_equal_answers()
    {
        var documents = DocumentSet.BuiltIn.Add(Demo).Add(Matrix("b", Does("c.1", "b"), Inherits("c.2", "c"))).Add(Matrix("c", Does("c.2", "c")));
        var chain = new ChainResolver(new MatrixDocument(Matrix("a", Inherits("c.1", "b"), Inherits("c.2", "b"))), documents);
        var first = chain.Resolve(Make.Context());
        Parallel.For(0, 50, _ => Assert.Equal(first, chain.Resolve(Make.Context())));
    }

    [Fact]
    public void The_customers_own_statement_may_inherit_too()
    {
        var statement = Matrix("a", new Assignment { Controls = ["c.1"], Duties = [new Duty { Party = "customer", InheritedFrom = "b" }] }) with { Upstream = [Up("b", "a") with { Customer = "a-customer" }] };
        Assert.Equal(["b"], Ask(statement, Matrix("b", Does("c.1", "b"))).Of("c.1").Performers.Select(performer => performer.Party));
    }

    [Fact]
    public void The_json_has_the_members_that_the_format_names()
    {
        var answer = Ask(Matrix("a", Inherits("c.1", "b")), Matrix("b", Does("c.1", "b", "b1"), Leaves("c.1", "left")));
        using var json = JsonDocument.Parse(ChainWriter.Write(answer));
        Assert.Equal(["controls", "diagnostics"], json.RootElement.EnumerateObject().Select(member => member.Name));
        var control = json.RootElement.GetProperty("controls")[0];
        Assert.Equal(["control", "catalog", "performers", "accountable", "retained"], control.EnumerateObject().Select(member => member.Name));
        Assert.Equal($$"""{"party":"b","matrix":"{{Id("b")}}","via":["{{Id("b")}}"],"duty":"b1","control":"c.1"}""", JsonSerializer.Serialize(control.GetProperty("performers")[0]));
        Assert.Equal("left", control.GetProperty("retained")[0].GetProperty("duty").GetString());
    }

    private static string Id(string name) => $"https://{name}.example/matrix";

    /// <summary>The matrix of a provider, which builds on every provider that its duties inherit from.</summary>
    private static Matrix Matrix(string name, params Assignment[] assignments)
    {
        var byControl = assignments.GroupBy(assignment => (assignment.Controls[0], assignment.When, assignment.State)).Select(group => group.First() with { Duties = group.SelectMany(one => one.Duties).ToValueList() }).ToValueList();
        var upstreams = assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.InheritedFrom).Concat(assignments.SelectMany(assignment => assignment.Duties).SelectMany(duty => duty.Satisfies).Select(text => text.Split('#', '@')[0])).OfType<string>().Distinct().ToList();
        return new Matrix
        {
            Id = Id(name),
            Version = "1.0.0",
            Title = name,
            Service = new Service { Id = name, Name = name, Provider = name, Customer = $"{name}-customer", Models = ["saas"] },
            Parties = [.. new[] { name, $"{name}-customer" }.Concat(upstreams).Distinct().Select(party => new Party { Id = party, Name = party.ToUpperInvariant() })],
            Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }],
            Upstream = upstreams.Select(upstream => Up(upstream, name)).ToValueList(),
            Assignments = byControl,
        };
    }

    private static Upstream Up(string upstream, string customer) => new() { Id = upstream, Matrix = Id(upstream), Provider = upstream, Customer = customer };

    private static Assignment Does(string control, string party, string? duty = null) => new() { Controls = [control], Duties = [new Duty { Id = duty, Party = party, Text = $"{party} does {control}" }] };

    private static Assignment Takes(string control, string party, string satisfies) => new() { Controls = [control], Duties = [new Duty { Party = party, Text = "takes it up", Satisfies = [satisfies] }] };

    private static Assignment Leaves(string control, string duty) => new() { Controls = [control], Duties = [new Duty { Id = duty, Party = "customer", Text = "the customer does it" }] };

    private static Assignment Inherits(string control, string upstream) => new() { Controls = [control], Duties = [new Duty { Party = "provider", InheritedFrom = upstream }] };

    private static ChainAnswer Ask(Matrix matrix, params Matrix[] upstreams) => Ask(matrix, Limits.Default, upstreams);

    private static ChainAnswer Ask(Matrix matrix, Limits limits, params Matrix[] upstreams) => Ask(matrix, limits, upstreams.Aggregate(DocumentSet.BuiltIn.Add(Demo), (set, upstream) => set.Add(upstream)));

    private static ChainAnswer Ask(Matrix matrix, Limits limits, DocumentSet documents) => new ChainResolver(new MatrixDocument(matrix), documents, limits).Resolve(Make.Context());
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
