using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

public class ReconcilerTests
{
    private const Sides P = Sides.Provider;
    private const Sides C = Sides.Customer;
    private const Sides T = Sides.ThirdParty;

    public static TheoryData<Sides, Sides, ReconcileStatus> Table => new()
    {
        { P, P, ReconcileStatus.Agreed }, { C, C, ReconcileStatus.Agreed }, { P | C, P | C, ReconcileStatus.Agreed },
            { T, T, ReconcileStatus.Agreed },
        { P | T, P | T, ReconcileStatus.Agreed }, { C | T, C | T, ReconcileStatus.Agreed },
            { P | C | T, P | C | T, ReconcileStatus.Agreed },
        { C, P, ReconcileStatus.Gap },
        { P | C, P, ReconcileStatus.Disputed }, { C, P | C, ReconcileStatus.Disputed }, { P, T, ReconcileStatus.Disputed },
            { T, P, ReconcileStatus.Disputed }, { C, T, ReconcileStatus.Disputed },
        { P | T, P, ReconcileStatus.Disputed }, { C | T, P | T, ReconcileStatus.Disputed }, { T, C | T | P, ReconcileStatus.Disputed },
        { P, C, ReconcileStatus.Overlap }, { P, P | C, ReconcileStatus.Overlap }, { P | C, C, ReconcileStatus.Overlap },
            { P | T, C | T, ReconcileStatus.Overlap }, { P | T, T, ReconcileStatus.Overlap },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Who_performs_in_each_statement_gives_the_status(Sides provider, Sides customer, ReconcileStatus status)
    {
        var control = Reconcile(Make.Matrix(Make.Assign("a.1", provider)), Make.Matrix(Make.Assign("a.1", customer))).Of("a.1");
        Assert.Equal((status, provider, customer), (control.Status, control.Provider.Split, control.Customer.Split));
        Assert.Equal(status == ReconcileStatus.Agreed, control.Note is null);
    }

    [Theory]
    [InlineData(ControlState.NotApplicable, ControlState.NotApplicable, ReconcileStatus.Agreed)]
    [InlineData(ControlState.NotApplicable, ControlState.Assigned, ReconcileStatus.Disputed)]
    [InlineData(ControlState.Assigned, ControlState.NotApplicable, ReconcileStatus.Disputed)]
    [InlineData(ControlState.NotApplicable, ControlState.Unassigned, ReconcileStatus.Silent)]
    [InlineData(ControlState.NotDetermined, ControlState.NotApplicable, ReconcileStatus.Silent)]
    [InlineData(ControlState.Assigned, ControlState.Conflict, ReconcileStatus.Silent)]
    [InlineData(ControlState.Unassigned, ControlState.Assigned, ReconcileStatus.Silent)]
    [InlineData(ControlState.Unassigned, ControlState.NotDetermined, ReconcileStatus.Silent)]
    public void States_give_the_status_where_nobody_performs(ControlState provider, ControlState customer, ReconcileStatus status)
    {
        var control = Reconcile(InState(provider), InState(customer)).Of("a.1");
        Assert.Equal((status, provider, customer), (control.Status, control.Provider.State, control.Customer.State));
    }

    [Fact]
    public void Nobody_responsible_anywhere_is_a_gap()
    {
        var nobody = Make.Matrix(
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "provider", Involvement = Involvement.Accountable }] });
        var control = Reconcile(nobody, nobody).Of("a.1");
        Assert.Equal(ReconcileStatus.Gap, control.Status);
        Assert.Contains("Acme names nobody who does it, and Globex names nobody who does it", control.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Parties_are_matched_by_side_whatever_their_ids()
    {
        var customer = Make.Matrix(Make.Assign("a.1", P)) with
        {
            Service = new Service { Id = "svc", Name = "Service", Provider = "vendor", Customer = "us", Models = ["saas"] },
            Parties = [new Party { Id = "vendor", Name = "The vendor" }, new Party { Id = "us", Name = "Our company" },
                new Party { Id = "acme", Name = "Somebody else" }],
        };
        var result = Reconcile(Make.Matrix(Make.Assign("a.1", P)), customer);
        Assert.Equal(ReconcileStatus.Agreed, result.Of("a.1").Status);
        Assert.Equal(("Acme", "Our company"), (result.Provider.Party, result.Customer.Party));
    }

    [Fact]
    public void A_gap_says_who_counts_on_whom_and_stands_where_the_other_is_counted_on()
    {
        var result = Reconcile(
            Make.Matrix(new Assignment { Controls = ["a.1"], Customer = "Withdraws rights" }),
            Make.Matrix(new Assignment { Controls = ["b.1"], Provider = "x" },
                new Assignment { Controls = ["a.1"], Provider = "Does it\nby itself" }));
        Assert.Equal(
            "Nobody does it: Acme leaves it to Globex (“Withdraws rights”), and Globex counts on Acme (“Does it by itself”). Acme and " +
            "Globex: agree which of you does it, and have that one say so in its own matrix and the other follow.", result.Of("a.1").Note);
        var finding = Assert.Single(result.Diagnostics, finding => finding.Id == "RM6010");
        Assert.Equal((Severity.Error, "/assignments/1", "/assignments/0", "a.1", "local"),
            (finding.Severity, finding.Place!.Pointer, finding.Related[0].Place.Pointer, finding.Control, finding.Catalog));
    }

    [Fact]
    public void A_control_in_one_scope_only_is_silent()
    {
        var mine = Make.Matrix(Make.Assign("*", P));
        var result = Reconcile(mine, mine with { Controls = [Make.Row("a.2"), Make.Row("c.1")] });
        Assert.Equal(["a.1 silent", "a.2 agreed", "b.1 silent", "c.1 silent"],
            result.Controls.Select(control => $"{control.Control} {Words.Of(control.Status)}"));
        Assert.Equal((null, Sides.None), (result.Of("c.1").Provider.State, result.Of("c.1").Provider.Split));
        Assert.Contains("Globex's matrix does not have it in its scope.", result.Of("a.1").Note, StringComparison.Ordinal);
        Assert.Equal(3, result.Diagnostics.Count(finding => finding is { Id: "RM6013", Severity: Severity.Warning }));
        Assert.Equal(new ValueMap<int>([KeyValuePair.Create("agreed", 1), KeyValuePair.Create("silent", 3)]), result.Summary);
    }

    [Fact]
    public void A_control_that_only_one_statement_divides_is_compared_as_a_whole()
    {
        var whole = Make.Matrix(Make.Assign("12.3.1", Sides.Shared)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.3.1"] }] };
        var divided = whole with
        {
            Controls = [Make.Row("files", "12.3.1"), Make.Row("mail", "12.3.1")],
            Assignments = [Make.Assign("files", P), Make.Assign("mail", C)]
        };
        foreach (var (provider, customer) in new[] { (whole, divided), (divided, whole) })
        {
            var only = Assert.Single(Reconcile(provider, customer).Controls);
            Assert.Equal(("12.3.1", ReconcileStatus.Agreed), (only.Control, only.Status));
            Assert.Contains("compared as a whole", only.Note, StringComparison.Ordinal);
        }
        // Divided by both, but not alike.
        var other = divided with { Controls = [Make.Row("disks", "12.3.1")], Assignments = [Make.Assign("disks", P)] };
        Assert.Equal(("12.3.1", ReconcileStatus.Disputed),
            (Assert.Single(Reconcile(divided, other).Controls).Control, Assert.Single(Reconcile(divided, other).Controls).Status));
        // Divided alike, row by row, and what is said of the control beside them.
        var beside = divided with { Assignments = [.. divided.Assignments, Make.Assign("12.3.1", P)] };
        Assert.Equal(["12.3.1", "files", "mail"], Reconcile(beside, divided).Controls.Select(control => control.Control));
        // Where a row differs, it is counted, and the control is not.
        var moved = beside with { Assignments = [Make.Assign("files", P), Make.Assign("mail", P), Make.Assign("12.3.1", P)] };
        Assert.Equal([("files", ReconcileStatus.Agreed), ("mail", ReconcileStatus.Gap)],
            Reconcile(beside, moved).Controls.Select(control => (control.Control, control.Status)));
        // What neither says of a row is no difference.
        var open = beside with { Assignments = [Make.Assign("files", P), Make.Assign("12.3.1", P)] };
        var (mine, theirs) =
            (
            open with
            {
                Assignments =
            [Make.Assign("files", P), new Assignment { Controls = ["mail"], State = ControlState.NotDetermined, Reason = "open" },
            Make.Assign("12.3.1", P)]
            },
            open with
            {
                Assignments =
            [Make.Assign("files", P), new Assignment { Controls = ["mail"], State = ControlState.NotDetermined, Reason = "open too" },
            Make.Assign("12.3.1", P)]
            });
        Assert.Equal([("12.3.1", ReconcileStatus.Agreed), ("files", ReconcileStatus.Agreed), ("mail", ReconcileStatus.Silent)],
            Reconcile(mine, theirs).Controls.Select(control => (control.Control, control.Status)));
        Assert.Equal(["files", "mail"], Reconcile(divided, divided).Controls.Select(control => control.Control));
    }

    [Fact]
    public void Statements_of_a_catalog_are_compared_one_by_one_and_one_that_is_out_of_scope_is_silent()
    {
        var catalog = new Catalog
        { Id = "c", Edition = "1", Title = "C", Controls = [Make.Row("X"), Make.Row("X.a", "X"), Make.Row("X.b", "X")] };
        var documents = DocumentSet.BuiltIn.Add(catalog);
        var all = Make.Matrix(Make.Assign("*", P)) with { Controls = [], Catalogs = [new CatalogScope { Id = "c", Edition = "1" }] };
        var some = all with { Catalogs = [new CatalogScope { Id = "c", Edition = "1", Exclude = ["X.b"] }] };
        Assert.Equal(["X.a agreed", "X.b silent"],
            Reconcile(all, some, documents).Controls.Select(control => $"{control.Control} {Words.Of(control.Status)}"));
        Assert.Equal(["X.a agreed", "X.b silent"],
            Reconcile(some, all, documents).Controls.Select(control => $"{control.Control} {Words.Of(control.Status)}"));
        var bare = all with
        {
            Catalogs = [new CatalogScope { Id = "c", Edition = "1", Exclude = ["X.a", "X.b"] }],
            Assignments = [Make.Assign("X", C)]
        };
        Assert.Equal(["X silent"], Reconcile(bare with { Assignments = [] }, all, documents).Controls.Select(
            control => $"{control.Control} {Words.Of(control.Status)}"));
    }

    [Fact]
    public void Editions_are_matched_along_the_mapping_in_the_better_direction()
    {
        // 2026's 5.12 is 2015's 8.2.1; 2026's 5.8 is 6.1.5 and 14.1.1 together.
        var old = Make.Matrix(Make.Assign("8.2.1", C), Make.Assign("6.1.5", P), Make.Assign("14.1.1", C)) with
        {
            Controls = [],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["8.2.1", "6.1.5", "14.1.1", "CLD.9.5.2"] }]
        };
        var current = Make.Matrix(Make.Assign("5.12", P), Make.Assign("5.8", Sides.Shared)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2026", Include = ["5.12", "5.8"] }] };
        foreach (var (provider, customer, status) in new[] { (old, current, ReconcileStatus.Gap), (current, old, ReconcileStatus.Overlap) })
        {
            var result = Reconcile(provider, customer);
            Assert.Equal((status, "iso-27017@2026"), (result.Of("5.12").Status, result.Of("5.12").Catalog));
            Assert.Contains("8.2.1 of iso-27017@2015 (mapping iso-27017-2015-to-2026, certain)", result.Of("5.12").Note,
                StringComparison.Ordinal);
            Assert.Equal(ReconcileStatus.Agreed, result.Of("5.8").Status);
            // What went nowhere is told too.
            Assert.Equal((ReconcileStatus.Silent, "iso-27017@2015"), (result.Of("CLD.9.5.2").Status, result.Of("CLD.9.5.2").Catalog));
            Assert.Equal(3, result.Controls.Count);
            Assert.Contains(
                result.Hints, hint => hint.Contains("is carried from iso-27017@2015 to iso-27017@2026", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_is_carried_out_of_the_other_scope_is_silent()
    {
        var old = Make.Matrix(Make.Assign("*", C)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["8.2.1", "6.1.1"] }] };
        var current = Make.Matrix(Make.Assign("*", C)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2026", Include = ["5.12"] }] };
        var result = Reconcile(old, current);
        Assert.Equal(["6.1.1 silent", "5.12 agreed"], result.Controls.Select(control => $"{control.Control} {Words.Of(control.Status)}"));
        Assert.Contains("what it is carried to in iso-27017@2026 is not in the scope of Globex's matrix", result.Of("6.1.1").Note,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_uncertain_relation_is_said_to_be()
    {
        var catalog = new Catalog { Id = "c", Edition = "1", Title = "C", Controls = [Make.Row("X")] };
        var mapping = new CatalogMapping
        {
            Id = "m",
            From = "iso-27017@2015",
            To = "c@1",
            Relations = [new MappingRelation { From = ["8.2.1"], To = ["X"], Relation = ControlRelation.Equal, Certainty = "uncertain" }]
        };
        var mine = Make.Matrix(Make.Assign("*", C)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["8.2.1"] }] };
        var only =
            Assert.Single(
            Reconcile(mine, mine with { Catalogs = [new CatalogScope { Id = "c", Edition = "1" }] },
            DocumentSet.BuiltIn.Add(catalog).Add(mapping)).Controls);
        Assert.Equal(ReconcileStatus.Agreed, only.Status);
        Assert.Contains("uncertain", only.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Agreed_controls_tell_third_parties_commitments_and_words_that_differ()
    {
        var mine = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = "Backs up", Split = Sides.SharedProviderThirdParty }) with
        {
            Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" },
                new Party { Id = "host", Name = "Host" }],
            Commitments = [Commitment("rpo", "recoveryPointObjective", 24, "hours")],
        };
        var same = mine with
        {
            Assignments = [new Assignment { Controls = ["a.1"], Provider = "Backs  up", Split = Sides.SharedProviderThirdParty }],
            Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" },
                new Party { Id = "h2", Name = "HOST" }],
            Commitments = [Commitment("other-id", "recoveryPointObjective", 1, "days")],
        };
        Assert.Null(Reconcile(mine, same).Of("a.1").Note);
        var other = mine with
        {
            Assignments = [new Assignment { Controls = ["a.1"], Provider = "Saves", Split = Sides.SharedProviderThirdParty }],
            Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" },
                new Party { Id = "mill", Name = "Mill" }],
            Commitments = [Commitment("rpo", "recoveryPointObjective", 4, "hours"), Commitment("up", "availability", 99.9m, "percent")],
        };
        var control = Reconcile(mine, other).Of("a.1");
        Assert.Equal(ReconcileStatus.Agreed, control.Status);
        Assert.Equal((2, 1), (control.Differences.Count, control.WordDifferences.Count));
        Assert.Contains("Acme names Host, Globex names Mill", control.Note, StringComparison.Ordinal);
        Assert.Contains(
            "Acme's matrix has Acme commitment recoveryPointObjective, at most 24 hours, Globex's recoveryPointObjective, at most 4 " +
                "hours " +
            "and only Globex's matrix has Acme commitment availability, at most 99.9 percent", control.Note, StringComparison.Ordinal);
        Assert.Contains("Acme says “Backs up”, Globex “Saves”", control.Note, StringComparison.Ordinal);

        static Commitment Commitment(string id, string metric, decimal value, string unit) =>
            new()
            {
                Id = id,
                Party = "acme",
                Metric = metric,
                Controls = ["a.1"],
                Target = new CommitmentTarget { Operator = TargetOperator.AtMost, Value = value, Unit = unit }
            };
    }

    [Fact]
    public void A_commitment_of_another_plan_does_not_count()
    {
        var mine = Make.Matrix(Make.Assign("a.1", P)) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            Commitments =
                [
                new Commitment { Id = "up", Party = "acme", Metric = "availability", Controls = ["*"], When = Condition.Of("plan", "plus"),
                Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" } }],
        };
        var theirs = Make.Matrix(Make.Assign("a.1", P));
        Assert.Null(Reconcile(mine, theirs).Of("a.1").Note);
        Assert.Contains("availability, at least 99 percent", new Reconciler(new Resolver(mine), new Resolver(theirs))
            .Reconcile(Make.Context(null, ("plan", "plus"))).Of("a.1").Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_words_are_cut_in_notes()
    {
        var mine = Make.Matrix(new Assignment { Controls = ["a.1"], Customer = string.Concat(Enumerable.Repeat("𝒳word ", 10_000)) });
        Assert.InRange(Reconcile(mine, Make.Matrix(Make.Assign("a.1", P))).Of("a.1").Note!.Length, 200, 600);
    }

    [Fact]
    public void Either_author_may_accept_an_overlap_and_none_a_gap()
    {
        var mine = Make.Matrix(Make.Assign("a.1", P), Make.Assign("a.2", C)) with { Controls = [Make.Row("a.1"), Make.Row("a.2")] };
        var theirs = Make.Matrix(Make.Assign("a.1", C), Make.Assign("a.2", P)) with
        {
            Controls = [Make.Row("a.1"), Make.Row("a.2")],
            Accepted = [new AcceptedFinding { Finding = "RM6012", Reason = "Twice is better" },
                new AcceptedFinding { Finding = "RM6010", Reason = "No" }],
        };
        foreach (
            var result in new[]
            { Reconcile(mine, theirs), Reconcile(mine with { Accepted = theirs.Accepted }, theirs with { Accepted = [] }) })
            Assert.Equal([("RM6012", "Twice is better"), ("RM6010", null)],
                result.Diagnostics.Select(finding => (finding.Id, finding.AcceptedReason)));
    }

    [Fact]
    public void Each_matrix_takes_the_parameters_that_it_knows()
    {
        var plan = new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" };
        var mine = Make.Matrix(Make.Assign("a.1", P, Condition.Of("plan", "plus"))) with
        { Parameters = [plan, new Parameter { Id = "region", Values = ["eu"], Default = "eu" }] };
        var theirs = Make.Matrix(Make.Assign("a.1", P)) with { Service = mine.Service with { Models = ["paas", "saas"] } };
        var reconciler = new Reconciler(new Resolver(mine), new Resolver(theirs));
        Assert.Contains("models: say which one, paas, saas", reconciler.ProblemWith(Make.Context())!.Message, StringComparison.Ordinal);
        Assert.StartsWith("https://vendor.example/matrix@1.0.0: ", reconciler.ProblemWith(Make.Context())!.Message,
            StringComparison.Ordinal);
        Assert.Equal("'sas' is no service model of either matrix: choose saas, paas. Did you mean \"saas\"?",
            reconciler.ProblemWith(Make.Context("sas"))!.Message);
        Assert.Equal("There is no parameter 'plam' in either matrix: they have plan, region. Did you mean \"plan\"?",
            reconciler.ProblemWith(Make.Context("saas", ("plam", "plus")))!.Message);
        var result = reconciler.Reconcile(Make.Context("saas", ("plan", "plus")));
        Assert.Equal((ReconcileStatus.Agreed, "plus", 0),
            (result.Of("a.1").Status, result.Provider.Context.Parameters["plan"], result.Customer.Context.Parameters.Count));
        Assert.Contains(reconciler.Reconcile(Make.Context("paas")).Hints,
            hint => hint.Contains("under the service model saas", StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => reconciler.Reconcile(Make.Context()));
        var enterprise = theirs with { Parameters = [plan with { Default = "plus" }] };
        Assert.Contains(new Reconciler(new Resolver(mine), new Resolver(enterprise)).Reconcile(Make.Context("saas")).Hints,
            hint => hint.StartsWith("plan is basic in ", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_services_are_not_compared()
    {
        var other = Make.Matrix() with { Service = Make.Matrix().Service with { Id = "other" } };
        Assert.Contains("is about the service \"svc\"", new Reconciler(new Resolver(Make.Matrix()), new Resolver(other))
            .ProblemWith(Make.Context())!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_in_the_wrong_order_are_hinted_at()
    {
        var provider = Make.Matrix(Make.Assign("a.1", P));
        var customer = provider with { AuthoredBy = "globex" };
        Assert.Empty(new Reconciler(new Resolver(provider), new Resolver(customer)).Reconcile(Make.Context()).Hints);
        Assert.Contains(
            "wrong order", Assert.Single(new Reconciler(new Resolver(customer), new Resolver(provider)).Reconcile(Make.Context()).Hints),
            StringComparison.Ordinal);
        Assert.Contains("nothing here is the customer's own word",
            Assert.Single(new Reconciler(new Resolver(provider), new Resolver(provider)).Reconcile(Make.Context()).Hints),
            StringComparison.Ordinal);
        Assert.Contains("nothing here is the provider's own word",
            Assert.Single(new Reconciler(new Resolver(customer), new Resolver(customer)).Reconcile(Make.Context()).Hints),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_has_the_gap_and_the_overlap_that_its_text_announces()
    {
        var folder = Path.Combine(Folders.Repository!, "schemas", "examples");
        var provider = new Resolver(new MatrixDocument(Make.Read(Path.Combine(folder, "crm.matrix.json"))));
        var customer = new Resolver(new MatrixDocument(Make.Read(Path.Combine(folder, "crm-customer-statement.matrix.json"))));
        foreach (var plan in new[] { "standard", "enterprise" })
        {
            var result = new Reconciler(provider, customer).Reconcile(Make.Context(null, ("plan", plan)));
            Assert.Equal(["119 agreed", "1 gap", "1 overlap"], result.Summary.Select(status => $"{status.Value} {status.Key}"));
            Assert.Equal(["9.2.6 gap", "14.2.8 overlap"], result.Controls.Where(control => control.Status != ReconcileStatus.Agreed)
                .Select(control => $"{control.Control} {Words.Of(control.Status)}"));
            Assert.Equal(["RM6010 crm-customer-statement.matrix.json", "RM6012 crm-customer-statement.matrix.json"],
                result.Diagnostics.Select(finding => $"{finding.Id} {finding.Place!.File}"));
        }
    }

    [Fact]
    public void Many_controls_with_many_duties_take_time_in_proportion()
    {
        const int Count = 20_000;
        var rows = Enumerable.Range(0, Count).Select(i => Make.Row($"r.{i}")).ToValueList();
        var duties = Enumerable.Range(0, Count).Select(i => new Duty { Party = "provider", Text = $"Text {i}" }).ToValueList();
        var mine = Make.Matrix(new Assignment { Controls = ["*"], Duties = duties }) with { Controls = rows };
        var theirs = Make.Matrix([.. rows.Select(row => Make.Assign(row.Id, P))]) with { Controls = rows };
        Assert.Equal(Count, Reconcile(mine, theirs).Summary["agreed"]);
    }

    [Fact]
    public void Many_rows_below_one_control_take_time_in_proportion()
    {
        const int Count = 50_000;
        var mine = Make.Matrix(Make.Assign("12.3.1", P)) with
        {
            Controls = [Make.Row("common", "12.3.1"), .. Enumerable.Range(0, Count).Select(i => Make.Row($"p.{i}", "12.3.1"))],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.3.1"] }],
        };
        var theirs = mine with
        { Controls = [.. Enumerable.Range(0, Count).Select(i => Make.Row($"c.{i}", "12.3.1")), Make.Row("common", "12.3.1")] };
        Assert.Equal(2 * Count, Reconcile(mine, theirs).Summary["silent"]);
        Assert.Equal(["12.3.1"], Reconcile(mine with { Controls = mine.Controls.Skip(1).ToValueList() }, theirs).Controls.Select(
            control => control.Control));
    }

    private static Reconciliation Reconcile(Matrix provider, Matrix customer, DocumentSet? documents = null) =>
        new Reconciler(new Resolver(provider, new() { Documents = documents ?? DocumentSet.BuiltIn }),
            new Resolver(customer with { AuthoredBy = customer.Service.Customer }, new() { Documents = documents ?? DocumentSet.BuiltIn }))
            .Reconcile(Make.Context());

    private static Matrix InState(ControlState state) => state switch
    {
        ControlState.Assigned => Make.Matrix(Make.Assign("a.1", P)),
        ControlState.Unassigned => Make.Matrix(),
        ControlState.Conflict => Make.Matrix(Make.Assign("a.1", P), Make.Assign("a.1", C)),
        _ => Make.Matrix(new Assignment { Controls = ["a.1"], State = state, Reason = "why" }),
    };
}

internal static class ReconciliationOf
{
    public static ReconciledControl Of(this Reconciliation result, string control) =>
        result.Controls.First(known => known.Control == control);
}
