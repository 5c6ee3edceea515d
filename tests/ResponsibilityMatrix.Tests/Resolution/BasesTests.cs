using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>What an annex makes of its base: parties by side, conditions by the values of their own document, defaults and duties that are
/// the base's.</summary>
public class BasesTests
{
    // The base is published for "anybody"; the annex is for "globex".
    private static readonly Matrix Vendor = Make.Matrix() with
    {
        Id = "https://vendor.example/base",
        Service = Make.Matrix().Service with { Customer = "anybody" },
        Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "anybody", Name = "Any customer" },
            new Party { Id = "host", Name = "Host" }],
    };

    [Fact]
    public void The_customer_of_a_base_is_not_listed_beside_the_annexs_and_is_no_third_party()
    {
        var answer = Annex().Resolve(documents: With(Vendor with { Assignments = [Make.Assign("a.1", Sides.SharedAll)] }));

        Assert.Equal([("acme", Sides.Provider), ("host", Sides.ThirdParty), ("globex", Sides.Customer)],
            answer.Parties.Select(party => (party.Id, party.Side)));
        Assert.Equal(["acme", "globex", "host"], answer.Of("a.1").Duties.Select(duty => duty.Party));
        Assert.DoesNotContain("RM2003", Annex().Findings(With(Vendor with { Assignments = [Make.Assign("a.1", Sides.SharedAll)] })).Ids());
    }

    [Fact]
    public void A_third_party_of_a_base_that_is_the_annexs_customer_is_the_customer_and_nobody_takes_its_place()
    {
        var annex = Annex() with
        {
            Service = Vendor.Service with { Customer = "host" },
            Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "host", Name = "Host" }]
        };
        var vendor = Vendor with
        {
            Assignments =
                [
                new Assignment
                { Controls = ["a.1"],
                Duties = [new Duty { Party = "host", Text = "Hosts." }, new Duty { Party = "anybody", Text = "Uses." }] },
                Make.Assign("a.2", Sides.SharedAll)],
        };
        var answer = annex.Resolve(documents: With(vendor));

        Assert.Equal(["acme", "host"], answer.Parties.Select(party => party.Id));
        Assert.Equal([("host", Sides.Customer), ("host", Sides.Customer)], answer.Of("a.1").Duties.Select(duty => (duty.Party, duty.Side)));
        Assert.Equal(["acme", "host"], answer.Of("a.2").Duties.Select(duty => duty.Party));
    }

    [Fact]
    public void Every_member_that_names_the_customer_of_any_base_means_the_customer_of_the_annex()
    {
        var middle = Vendor with
        {
            Id = "https://reseller.example/matrix",
            Service = Vendor.Service with { Customer = "client" },
            Parties = [Vendor.Parties[0], new Party { Id = "client", Name = "Client" }],
            Controls = [],
            Extends = new() { Id = Vendor.Id },
            Assignments =
                [
                new Assignment
                { Controls = ["a.2"], Duties = [new Duty { Party = "anybody" }, new Duty { Party = "client", Text = "Signs." }] }],
        };
        var annex = Annex() with
        {
            Extends = new() { Id = middle.Id },
            AuthoredBy = "anybody",
            Approvals = [new Approval { Party = "client", Date = Make.Today }],
            Assignments = [new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "client", Text = "Does it." }] }],
            Commitments =
                [
                new Commitment { Id = "c1", Party = "anybody", Metric = "availability",
                Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99m, Unit = "percent" } }],
            Upstreams = [new Upstream { Id = "u", Provider = "host", Customer = "client" }],
        };
        var documents = With(Vendor, middle);
        var answer = annex.Resolve(documents: documents);

        Assert.Equal(["acme", "host", "globex"], answer.Parties.Select(party => party.Id));
        Assert.All(answer.Of("a.1").Duties.Concat(answer.Of("a.2").Duties),
            duty => Assert.Equal(("globex", Sides.Customer), (duty.Party, duty.Side)));
        Assert.DoesNotContain(annex.Findings(documents), finding => finding.Severity == Diagnostics.Severity.Error);
        var resolver = new Resolver(annex, new() { Documents = documents });
        Assert.Equal("globex", Checklist.FindParty(resolver, "client", out _)!.Id);
        Assert.Equal(2, Checklist.For(resolver, Make.Context(), "anybody").Duties.Count(duty => duty.Duty.Text is not null));
        Assert.All(new ChainResolver(resolver).Resolve(Make.Context()).Controls.SelectMany(control => control.Performers),
            performer => Assert.Equal("globex", performer.Party));
    }

    [Fact]
    public void A_party_of_the_annex_with_the_id_of_the_bases_customer_is_the_customer()
    {
        var annex = Annex() with
        {
            Parties = [.. Annex().Parties, new Party { Id = "anybody", Name = "Whoever" }],
            Assignments = [Make.Assign("a.1", Sides.ThirdParty)]
        };
        var answer = annex.Resolve(documents: With(Vendor));

        Assert.DoesNotContain("anybody", answer.Parties.Select(party => party.Id));
        Assert.Equal(["host"], answer.Of("a.1").Duties.Select(duty => duty.Party));
    }

    [Fact]
    public void A_split_means_the_only_third_party_that_its_own_document_knows()
    {
        var annex = Annex() with
        {
            Parties = [.. Annex().Parties, new Party { Id = "auditor", Name = "Auditor" }],
            Assignments = [Make.Assign("a.2", Sides.ThirdParty)]
        };
        var answer = annex.Resolve(documents: With(Vendor with { Assignments = [Make.Assign("a.1", Sides.ThirdParty)] }));

        Assert.Equal(["host"], answer.Of("a.1").Duties.Select(duty => duty.Party));
        Assert.Empty(answer.Of("a.2").Duties);
    }

    [Theory]
    [InlineData("basic", Sides.Customer)]
    [InlineData("plus", Sides.Provider)]
    public void Narrowing_a_parameter_leaves_conditions_of_the_base_as_they_were(string plan, Sides expected)
    {
        var vendor = Vendor with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus", "max"], Default = "basic" }],
            Assignments = [Make.Assign("a.1", Sides.Provider, Condition.Of("plan", "basic", "plus")),
                Make.Assign("a.1", Sides.Customer, Condition.Of("plan", "basic"))],
        };
        var annex = Annex() with { Parameters = [new Parameter { Id = "plan", Values = [plan], Default = plan }] };
        var answer = annex.Resolve(documents: With(vendor));

        Assert.Empty(answer.Diagnostics);
        Assert.Equal(expected, answer.Of("a.1").Split);
        Assert.DoesNotContain("RM2001", annex.Findings(With(vendor)).Ids());
    }

    [Fact]
    public void Leaving_out_a_service_model_leaves_conditions_of_the_base_as_they_were()
    {
        var vendor = Vendor with
        {
            Service = Vendor.Service with { Models = ["iaas", "paas", "saas"] },
            Assignments = [Make.Assign("a.1", Sides.Provider),
                Make.Assign("a.1", Sides.Customer, new Condition(new([new("serviceModel", ["saas"])])))],
        };
        var answer = Annex().Resolve(documents: With(vendor));

        Assert.Empty(answer.Diagnostics);
        Assert.Equal(Sides.Customer, answer.Of("a.1").Split);
    }

    [Theory]
    [InlineData(null, ControlState.Assigned)]
    [InlineData(DefaultsPolicy.None, ControlState.Unassigned)]
    [InlineData(DefaultsPolicy.ServiceModel, ControlState.Assigned)]
    public void Defaults_that_are_left_out_are_the_bases(DefaultsPolicy? stated, ControlState expected)
    {
        var vendor = Vendor with
        { Controls = [Make.Row("a.1") with { Layers = [Layer.Facility] }], Defaults = DefaultsPolicy.ServiceModel };
        var answer = (Annex() with { Defaults = stated }).Resolve(documents: With(vendor)).Of("a.1");

        Assert.Equal(expected, answer.State);
        Assert.Equal(expected == ControlState.Unassigned, (Annex() with { Defaults = stated }).Findings(With(vendor)).Ids()
            .Contains("RM2006"));
    }

    [Fact]
    public void An_annex_may_name_duties_of_its_base_that_it_has_not_itself()
    {
        var vendor = Vendor with
        {
            Assignments =
            [new Assignment { Controls = ["a.1"], Duties = [new Duty { Id = "keys", Party = "anybody", Text = "Keeps keys." }] }]
        };
        var annex = Annex() with
        {
            Assignments =
                [
                new Assignment
                { Controls = ["a.2"],
                Duties = [new Duty { Party = "provider", DependsOn = ["keys"] }, new Duty { Party = "customer", DependsOn = ["gone"] }] }],
            Commitments =
                [
                new Commitment { Id = "c1", Party = "provider", Metric = "availability",
                Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99m, Unit = "percent" }, DependsOn = ["keys"] }],
        };

        Assert.Equal(Coupling.Dependent, annex.Resolve(documents: With(vendor)).Of("a.2").Coupling);
        Assert.Equal(["/assignments/0/duties/1/dependsOn/0"],
            annex.Findings(With(vendor)).Where(finding => finding.Id == "RM1006").Select(finding => finding.Place!.Pointer));
        var checklist = Checklist.For(new Resolver(annex, new() { Documents = With(vendor) }), Make.Context(), "provider");
        Assert.Equal(["keys"], checklist.Duties.Single(duty => duty.Control == "a.2").DependsOn.Select(needed => needed.Duty));
    }

    [Fact]
    public void A_row_of_the_base_has_the_parent_that_the_base_means()
    {
        var first = new Catalog { Id = "one", Edition = "1", Title = "One", Controls = [new Control { Id = "X-1", Title = "X" }] };
        var second = first with { Id = "two" };
        var vendor = Vendor with { Catalogs = [new CatalogScope { Id = "one", Edition = "1" }], Controls = [Make.Row("part", "X-1")] };
        var annex = Annex() with { Catalogs = [new CatalogScope { Id = "two", Edition = "1" }] };

        Assert.Equal("X-1", annex.Resolve(documents: With(vendor).Add(first).Add(second)).Of("part").Parent);
    }

    [Theory]
    [InlineData("c:*")]
    [InlineData("X*")]
    public void A_selector_of_the_base_says_nothing_of_a_row_that_hangs_under_an_edition_it_does_not_know(string selector)
    {
        var first = new Catalog { Id = "c", Edition = "1", Title = "C", Controls = [new Control { Id = "X-1", Title = "X" }] };
        var vendor = Vendor with
        {
            Catalogs = [new CatalogScope { Id = "c", Edition = "1" }],
            Controls = [Make.Row("part")],
            Assignments = [Make.Assign(selector, Sides.Customer)]
        };
        var annex = Annex() with { Catalogs = [new CatalogScope { Id = "c", Edition = "2" }], Controls = [Make.Row("part", "c@2:X-1")] };
        var documents = With(vendor).Add(first).Add(first with { Edition = "2" });

        Assert.Equal(ControlState.Unassigned, annex.Resolve(documents: documents).Of("part").State);
    }

    [Theory]
    [InlineData("x", Coupling.Unspecified)]
    [InlineData("y", Coupling.Dependent)]
    public void A_duty_is_needed_only_where_it_counts_itself(string plan, Coupling expected)
    {
        foreach (var (assignment, duty) in new[] { (Condition.Of("plan", "y"), default(Condition)), (default, Condition.Of("plan", "y")) })
        {
            var matrix = Make.Matrix(
                new Assignment
                {
                    Controls = ["a.1"],
                    Duties = [new Duty { Party = "provider", DependsOn = ["keys"] }, new Duty { Party = "customer" }]
                },
                new Assignment
                {
                    Controls = ["a.2"],
                    When = assignment,
                    Duties = [new Duty { Id = "keys", Party = "customer", When = duty }, new Duty { Party = "provider" }]
                }) with
            {
                Parameters = [new Parameter { Id = "plan", Values = ["x", "y"], Default = "x" }],
            };

            Assert.Equal(expected, matrix.Resolve(Make.Context(null, ("plan", plan))).Of("a.1").Coupling);
        }
    }

    [Fact]
    public void A_needed_duty_that_is_overridden_is_needed_all_the_same()
    {
        var matrix = Make.Matrix(
            new Assignment
            { Controls = ["a.1"], Duties = [new Duty { Party = "provider", DependsOn = ["keys"] }, new Duty { Party = "customer" }] },
            new Assignment { Controls = ["*"], Duties = [new Duty { Id = "keys", Party = "customer" }] },
            Make.Assign("a.2", Sides.Provider),
            Make.Assign("b.1", Sides.Provider));

        Assert.Equal(Coupling.Dependent, matrix.Resolve().Of("a.1").Coupling);
    }

    [Fact]
    public void Rows_that_tie_only_where_a_needed_duty_counts_are_told_with_that_context()
    {
        var matrix = Make.Matrix(
            new Assignment
            {
                Controls = ["a.1"],
                Coupling = Coupling.Dependent,
                Duties = [new Duty { Party = "provider", DependsOn = ["keys"] }, new Duty { Party = "customer" }]
            },
            new Assignment
            { Controls = ["a.1"], Duties = [new Duty { Party = "provider", DependsOn = ["keys"] }, new Duty { Party = "customer" }] },
            new Assignment
            { Controls = ["a.2"], When = Condition.Of("plan", "y"), Duties = [new Duty { Id = "keys", Party = "customer" }] }) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["x", "y"], Default = "x" }],
        };

        var ties = matrix.Findings().Where(finding => finding.Id is "RM2001" or "RM2002").ToList();
        Assert.Equal(["RM2001", "RM2002"], ties.Select(finding => finding.Id).Order());
        Assert.Contains("when plan is x", ties.Single(finding => finding.Id == "RM2001").Message, StringComparison.Ordinal);
    }

    private static Matrix Annex() => Make.Matrix() with
    {
        Id = "https://globex.example/annex",
        Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" }],
        Controls = [],
        Extends = new BaseReference { Id = Vendor.Id },
    };

    private static DocumentSet With(params Matrix[] matrices) => matrices.Aggregate(DocumentSet.BuiltIn, (set, matrix) => set.Add(matrix));
}
