using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>Scopes, contexts, members of the document, versions.</summary>
public class MatrixDiffTests
{
    private static readonly Parameter Plan = new() { Id = "plan", Values = ["basic", "plus"], Default = "basic" };
    private static readonly Parameter Region = new() { Id = "region", Values = ["eu", "us"], Default = "eu" };

    [Fact]
    public void The_next_version_of_the_example_moves_one_duty_to_the_customer_and_asks_for_a_major_bump()
    {
        var (old, now) = (Example("crm.matrix.json"), Example("crm-2.0.0.matrix.json"));
        var result = MatrixDiff.Compare(new Resolver(old), new Resolver(now), Make.Today);
        var moved = Assert.Single(result.Changes, change => change.Kind == ChangeKind.CustomerAdded);
        Assert.Equal(("12.2.1", "iso-27017@2015", "provider", "shared"), (moved.Control, moved.Catalog, moved.Before, moved.After));
        Assert.Equal(moved, result.Changes[0]);
        Assert.True(moved.Contexts.IsEmpty);
        Assert.Equal(318, moved.NewPlace?.Line);
        Assert.All(result.Changes, change => Assert.True(change.Control is "12.2.1" or null));
        Assert.Equal((VersionBump.Major, VersionBump.Major, true), (result.RequiredBump, result.DeclaredBump, result.IsSufficient));
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["serviceModel: saas", "plan: standard, enterprise", "region: eu, us"],
            result.Options.Select(option => $"{option.Id}: {string.Join(", ", (IEnumerable<string>)option.Values)}"));
    }

    [Fact]
    public void A_version_that_steps_too_little_is_found()
    {
        var result = Diff.Of(Diff.Split(Sides.Provider), Diff.Split(Sides.Customer) with { Version = "1.3.0" });
        Assert.Equal((VersionBump.Major, VersionBump.Minor, false), (result.RequiredBump, result.DeclaredBump, result.IsSufficient));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("RM6001", "/version"), (finding.Id, finding.Place?.Pointer));
        Assert.Equal(
            "1.0.0 to 1.3.0 is a minor bump, but 3 changes ask for a major one, such as a.1: the customer becomes a performer: provider " +
            "→ customer. Make it 2.0.0 or higher.", finding.Message);
        Assert.Equal("/version", Assert.Single(finding.Related).Place.Pointer);
    }

    [Fact]
    public void A_version_that_is_not_higher_declares_nothing()
    {
        var result = Diff.Of(Diff.Split(Sides.Provider) with { Version = "1.2.0" }, Diff.Split(Sides.Customer) with { Version = "1.1.0" });
        Assert.Equal((VersionBump.None, false), (result.DeclaredBump, result.IsSufficient));
        Assert.StartsWith("1.1.0 is not higher than 1.2.0", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
        Assert.True(Diff.Of(Diff.Split(Sides.Provider), Diff.Split(Sides.Provider)).IsSufficient);
    }

    [Theory]
    [InlineData("1.2.3", "2.0.0", VersionBump.Major)]
    [InlineData("1.2.3", "1.3.0", VersionBump.Minor)]
    [InlineData("1.2.3", "1.2.4", VersionBump.Patch)]
    [InlineData("1.2.3", "1.2.3", VersionBump.None)]
    [InlineData("1.2.3", "1.2.3+build.2", VersionBump.None)]
    [InlineData("2.0.0", "1.9.9", VersionBump.None)]
    [InlineData("0.9.0", "1.0.0", VersionBump.Major)]
    [InlineData("0.9.0", "0.10.0", VersionBump.Minor)]
    [InlineData("1.2.3", "2.0.0-rc.1", VersionBump.Major)]
    [InlineData("2.0.0-rc.1", "2.0.0", VersionBump.Major)]
    [InlineData("2.0.0-rc.1", "2.0.0-rc.2", VersionBump.Major)]
    [InlineData("1.3.0-rc.1", "1.3.0", VersionBump.Minor)]
    [InlineData("1.2.4-rc.1", "1.2.4", VersionBump.Patch)]
    [InlineData("1.2.3", "1.2.3-rc.1", VersionBump.None)]
    [InlineData("99999999999999999999999.0.0", "100000000000000000000000.0.0", VersionBump.Major)]
    public void The_numbers_declare_a_step(string from, string to, VersionBump expected) =>
        Assert.Equal(expected, VersionBumps.Declared(from, to));

    [Theory]
    [InlineData("1.0.0", VersionBump.Major, VersionBump.Major)]
    [InlineData("0.4.0", VersionBump.Major, VersionBump.Minor)]
    [InlineData("0.4.0", VersionBump.Minor, VersionBump.Minor)]
    [InlineData("0.4.0", VersionBump.Patch, VersionBump.Patch)]
    [InlineData("1.0.0", null, VersionBump.None)]
    public void Changes_ask_for_a_step(string from, VersionBump? largest, VersionBump expected) =>
        Assert.Equal(expected, VersionBumps.Required(from, largest));

    [Theory]
    [InlineData("1.2.3", VersionBump.Major, "2.0.0")]
    [InlineData("1.2.3", VersionBump.Minor, "1.3.0")]
    [InlineData("1.2.3", VersionBump.Patch, "1.2.4")]
    [InlineData("1.2.3", VersionBump.None, null)]
    [InlineData("2.0.0-rc.1", VersionBump.Major, "2.0.0")]
    [InlineData("1.2.4-rc.1", VersionBump.Minor, "1.3.0")]
    [InlineData("99999999999999999999999.0.0", VersionBump.Minor, null)]
    public void The_next_version_is_the_lowest_that_steps_as_far(string from, VersionBump bump, string? expected) =>
        Assert.Equal(expected, VersionBumps.Next(from, bump));

    [Fact]
    public void The_default_version_declares_and_asks_for_nothing_that_fails()
    {
        Assert.Equal(VersionBump.None, VersionBumps.Declared(default, "1.0.0"));
        Assert.Equal(VersionBump.Major, VersionBumps.Required(default, VersionBump.Major));
    }

    [Fact]
    public void A_change_is_told_once_with_the_contexts_in_which_it_holds()
    {
        var old = Diff.Split(Sides.Provider) with { Parameters = [Plan, Region] };
        var now = old with
        { Assignments = [.. old.Assignments, Make.Assign("a.1", Sides.Shared, Condition.Of("plan", "basic").And("region", "us"))] };
        var change = Diff.Of(old, now).Changes[0];
        Assert.Equal("plan is basic and region is us", change.When);
        Assert.Equal("a.1: the customer becomes a performer: provider → shared (when plan is basic and region is us).", change.Message);
        Assert.Equal("us", Assert.Single(change.Contexts).Parameters["region"]);
        Assert.Equal(
            "plan is basic",
            Diff.Of(
            old, now with { Assignments = [old.Assignments[0], Make.Assign("a.1", Sides.Shared, Condition.Of("plan", "basic"))] }).Changes[
            0].When);
        Assert.Empty(Diff.In(old, now, Make.Context(null, ("plan", "plus"))).Changes);
        Assert.Null(Diff.In(old, now, Make.Context(null, ("region", "us"))).Changes[0].When);
    }

    [Fact]
    public void A_parameter_of_one_version_alone_is_asked_of_that_one()
    {
        var old = Diff.Split(Sides.Provider);
        var now = old with
        { Parameters = [Plan], Assignments = [.. old.Assignments, Make.Assign("a.1", Sides.Customer, Condition.Of("plan", "plus"))] };
        var lines = Diff.Changes(old, now);
        Assert.Equal("customerAdded a.1: provider → customer when plan is plus", lines[0]);
        Assert.Contains("only the new version asks for plan, and is compared in each of its values", Diff.Of(old, now).Changes[^1].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_one_version_alone_is_said_and_not_compared()
    {
        var old = Diff.Split(Sides.Provider) with { Parameters = [Plan] };
        var now = old with
        {
            Parameters = [Plan with { Values = ["basic", "ultra"] }],
            Assignments = [.. old.Assignments, Make.Assign("a.1", Sides.Customer, Condition.Of("plan", "ultra"))]
        };
        var result = Diff.Of(old, now);
        Assert.Equal(
            "\"parameters\" changed: plan is changed; only the new version has plan ultra, in which nothing is compared; only the old " +
            "version has plan plus, in which nothing is compared", Assert.Single(result.Changes).What);
        Assert.Equal(["basic"], result.Options[1].Values);
    }

    public static TheoryData<string, ResolutionContext?, string> Problems => new()
    {
        { "models", null, "no service model in common" },
        { "values", null, "no value of the parameter plan in common" },
        { "id", null, "These are two matrices and not two versions of one" },
        { "plan", Make.Context(null, ("paln", "plus")),
            "There is no parameter 'paln' in either version: they have plan. Did you mean \"plan\"?" },
        { "plan", Make.Context(null, ("plan", "pluss")),
            "The parameter plan cannot be 'pluss' in the old version: choose basic, plus. Did you mean \"plus\"?" },
        { "plan", Make.Context("sass"), "'sass' is no service model of the old version: choose saas. Did you mean \"saas\"?" },
        { "plan", Make.Context("saas"),
            "The default of the parameter plan is basic in the old version and plus in the new one: choose basic, plus." },
        { "open", Make.Context("saas"), "The parameter plan has no default: choose basic, plus." },
        { "two", Make.Context(null, ("plan", "plus")), "The service is offered in 2 models: say which one, saas, paas." },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_cannot_be_compared_is_said(string what, ResolutionContext? context, string expected)
    {
        var old = Diff.Split(Sides.Provider) with { Parameters = [Plan] };
        var two = old with { Service = old.Service with { Models = ["saas", "paas"] } };
        var (first, second) = what switch
        {
            "models" => (old, old with { Service = old.Service with { Models = ["paas"] } }),
            "values" => (old, old with { Parameters = [Plan with { Values = ["free"] }] }),
            "id" => (old, old with { Id = "https://other.example/matrix" }),
            "plan" => (old, old with { Parameters = [Plan with { Default = "plus" }] }),
            "open" => (old with { Parameters = [Plan with { Default = null }] }, old with { Parameters = [Plan with { Default = null }] }),
            _ => (two, two),
        };
        var (before, after) = (new Resolver(first), new Resolver(second));
        var problem = context is null ? MatrixDiff.ProblemWith(before, after) : MatrixDiff.ProblemWith(before, after, context);
        Assert.Contains(expected, problem!.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => context is null ? MatrixDiff.Compare(before, after, Make.Today)
            : MatrixDiff.Compare(before, after, context));
    }

    [Fact]
    public void However_many_options_there_are_a_control_is_compared_in_those_that_it_names()
    {
        var old = Diff.Split(Sides.Provider) with
        { Parameters = Enumerable.Range(0, 40).Select(i => Plan with { Id = $"p{i}" }).ToValueList() };
        var now = old with
        { Assignments = [.. old.Assignments, Make.Assign("a.1", Sides.Customer, Condition.Of("p5", "plus").And("p7", "basic"))] };
        var result = Diff.Of(old, now);
        Assert.Equal("p5 is plus and p7 is basic", result.Changes[0].When);
        Assert.Equal([("p5", "plus"), ("p7", "basic")],
            Assert.Single(result.Changes[0].Contexts).Parameters.Select(parameter => (parameter.Key, parameter.Value)));
        Assert.Equal("RM6001", Assert.Single(result.Diagnostics).Id);
        // Options that no control names cost nothing.
        var steps = new Limits { MaxMatches = 20 };
        Assert.DoesNotContain(
            MatrixDiff.Compare(new Resolver(old, new() { Limits = steps }),
                new Resolver(old with { Title = "Other" }, new() { Limits = steps }),
            Make.Today).Diagnostics, finding => finding.Id == "RM0003");
    }

    [Fact]
    public void Options_that_each_add_a_duty_are_compared_in_all_their_combinations_up_to_a_limit()
    {
        var options = Enumerable.Range(0, 14)
            .Select(i => new Duty { Id = $"d{i}", Party = "customer", Text = $"Does {i}.", When = Condition.Of($"p{i}", "plus") }).ToList();
        Matrix Of(int count) => Diff.Duties([new Duty { Party = "provider" }, .. options.Take(count)]) with
        { Parameters = Enumerable.Range(0, 14).Select(i => Plan with { Id = $"p{i}" }).ToValueList() };
        var seven = Diff.Of(Diff.Duties(new Duty { Party = "provider" }) with { Parameters = Of(7).Parameters }, Of(7));
        Assert.Equal(127, seven.Changes.First(change => change.Kind == ChangeKind.CustomerAdded).Contexts.Count +
            seven.Changes.Where(change => change.Kind == ChangeKind.CustomerAdded).Skip(1).Sum(change => change.Contexts.Count));
        Assert.DoesNotContain(seven.Diagnostics, finding => finding.Id == "RM0003");
        var limit = Assert.Single(Diff.Of(Of(13), Of(14)).Diagnostics, finding => finding.Id == "RM0003");
        Assert.StartsWith("The answer for a.1 depends on 14 parameters with more than 10,000 combinations", limit.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_may_change_where_the_new_version_says_whose_place_it_takes()
    {
        var old = Diff.Split(Sides.Provider);
        var now = old with
        { Id = "https://other.example/matrix", Version = "1.0.1", Supersedes = new Supersedes { Id = old.Id, Version = old.Version } };
        Assert.Equal(
            ["metadataChanged id: https://vendor.example/matrix → https://other.example/matrix",
            "metadataChanged supersedes: - → https://vendor.example/matrix 1.0.0"], Diff.Changes(old, now));
    }

    [Fact]
    public void A_control_that_got_statements_is_compared_as_a_whole()
    {
        var old = Diff.Split(Sides.Shared);
        var now = old with
        {
            Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1"), Make.Row("a.1.y", "a.1")],
            Assignments = [Make.Assign("a.1.x", Sides.Provider), Make.Assign("a.1.y", Sides.Customer)],
        };
        Assert.Equal(["dutyChanged a.1: unspecified → independent"], Diff.Changes(old, now));
        Assert.Equal(["dutyChanged a.1: independent → unspecified"], Diff.Changes(now, old));

        var open = now with { Assignments = [Make.Assign("a.1.x", Sides.Shared)] };
        Assert.Equal(["dutyChanged a.1: complete → incomplete"], Diff.Changes(old, open));
        Assert.Equal(["dutyChanged a.1: incomplete → complete"], Diff.Changes(open, old));
        Assert.Equal("/assignments/0", Diff.Of(old, open).Changes[0].NewPlace?.Pointer);
    }

    [Fact]
    public void A_statement_that_comes_beside_others_is_a_control_that_comes()
    {
        var old = Diff.Split(Sides.Provider) with { Controls = [Make.Row("a.1"), Make.Row("a.1.x", "a.1")] };
        Assert.Equal(["controlAdded a.1.y: - → provider"],
            Diff.Changes(old, old with { Controls = [.. old.Controls, Make.Row("a.1.y", "a.1")] }));
    }

    [Fact]
    public void What_is_said_of_a_control_besides_its_rows_is_compared_too()
    {
        var old = Make.Matrix(Make.Assign("12.3.1", Sides.Provider), Make.Assign("backup", Sides.Shared)) with
        {
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.3.1"] }],
            Controls = [Make.Row("backup", "iso-27017:12.3.1")],
        };
        var now = old with { Assignments = [Make.Assign("12.3.1", Sides.Customer), old.Assignments[1]] };
        Assert.Equal("customerAdded 12.3.1: provider → customer", Diff.Changes(old, now)[0]);
        Assert.Equal(["stateLost 12.3.1: provider → unassigned"], Diff.Changes(old, old with { Assignments = [old.Assignments[1]] }));
    }

    [Fact]
    public void What_leaves_the_scope_is_removed()
    {
        var old = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.4.*"] }] };
        var now = old with { Catalogs = [old.Catalogs[0] with { Exclude = ["12.4.3"] }] };
        Assert.Equal(["controlRemoved 12.4.3: provider → -", "metadataChanged catalogs: - → -"], Diff.Changes(old, now));
    }

    [Fact]
    public void What_a_base_or_a_service_model_decides_has_its_place_in_the_document_too()
    {
        var annex = Diff.Row(null) with
        { Id = "https://vendor.example/annex", Controls = [], Extends = new BaseReference { Id = "https://vendor.example/matrix" } };
        var own = annex with { Assignments = [Make.Assign("a.1", Sides.Customer)] };
        var change = Diff.Of(annex, own, DocumentSet.BuiltIn.Add(Diff.Split(Sides.Provider))).Changes[0];
        Assert.Equal((ChangeKind.CustomerAdded, "/extends", "/assignments/0"),
            (change.Kind, change.OldPlace?.Pointer, change.NewPlace?.Pointer));

        var byModel = Diff.Row(null) with
        { Controls = [Make.Row("a.1") with { Layers = [Layer.Facility] }], Defaults = DefaultsPolicy.ServiceModel };
        var told = Diff.Of(byModel with { Defaults = DefaultsPolicy.None }, byModel);
        Assert.Equal(["stateGained a.1: unassigned → provider", "metadataChanged defaults: - → serviceModel"], Diff.Lines(told));
        Assert.Equal((null, "/defaults"), (told.Changes[0].OldPlace?.Pointer, told.Changes[0].NewPlace?.Pointer));
        Assert.Equal((null, "/defaults"), (told.Changes[1].OldPlace?.Pointer, told.Changes[1].NewPlace?.Pointer));
    }

    [Fact]
    public void Each_member_outside_controls_is_told_once()
    {
        var old = Diff.Split(Sides.Provider);
        var now = old with
        {
            Version = "1.0.1",
            Title = "Another",
            Language = "de",
            AuthoredBy = "globex",
            Published = new(2026, 1, 1),
            Effective = new(2026, 1, 2),
            ReviewBy = new(2026, 1, 3),
            Expires = new(2026, 1, 4),
            Supersedes = new Supersedes { Version = "1.0.0" },
            Service = old.Service with { Name = "Other" },
            Parties = [.. old.Parties, new Party { Id = "more", Name = "More" }],
            Status = DocumentStatus.Published,
            Agreement = new Agreement { Reference = "MSA-1" },
            Approvals = [new Approval { Party = "globex", Date = new(2026, 1, 1) }],
            ServiceModels = [new ServiceModel { Id = "mine", Title = "Mine" }],
            Parameters = [new Parameter { Id = "one", Values = ["only"] }],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["99.*"] }],
            Defaults = DefaultsPolicy.ServiceModel,
            Groups = [new ControlGroup { Id = "g", Title = "Group" }],
            Authorizations = [new Authorization { Scheme = "soc2" }],
            Evidence = [new Evidence { Id = "e", Kind = EvidenceKind.Report, Title = "Report" }],
            Translations = new([KeyValuePair.Create("fr", default(ValueMap<TranslatedText>))]),
            Accepted = [new AcceptedFinding { Finding = "RM2005", Reason = "ok" }],
            Extensions = new([KeyValuePair.Create("org.example", new JsonText("1"))]),
        };
        var result = Diff.Of(old, now);
        Assert.All(result.Changes, change => Assert.Equal((ChangeKind.MetadataChanged, VersionBump.Patch), (change.Kind, change.Impact)));
        string[] members =
            ["title", "language", "authoredBy", "status", "published", "effective", "reviewBy", "expires", "supersedes", "agreement",
            "defaults", "service", "parties", "approvals", "authorizations", "serviceModels", "parameters", "catalogs", "groups",
            "evidence", "translations", "accepted", "extensions"];
        Assert.Equal(members, result.Changes.Select(change => change.Subject));
        Assert.All(result.Changes, change => Assert.Equal($"/{change.Subject}", change.NewPlace?.Pointer));
        Assert.True(result.IsSufficient);
        Assert.Equal("parties: \"parties\" changed: more comes.", result.Changes.Single(change => change.Subject == "parties").Message);
        Assert.Null(result.Changes.Single(change => change.Subject == "evidence").OldPlace);
        Assert.Equal("\"parties\" changed: their order",
            Assert.Single(Diff.Of(old, old with { Parties = old.Parties.Reverse().ToValueList() }).Changes).What);
    }

    [Fact]
    public void A_version_alone_is_no_change()
    {
        var old = Diff.Split(Sides.Provider);
        var result = Diff.Of(old, old with { Version = "3.0.0", Schema = "../matrix.schema.json" });
        Assert.Empty(result.Changes);
        Assert.Equal(VersionBump.None, result.RequiredBump);
    }

    [Fact]
    public void Rows_with_one_key_are_matched_in_order()
    {
        var twice = Diff.Split(Sides.Provider) with { Controls = [Make.Row("a.1"), Make.Row("A-01") with { Title = "The second" }] };
        Assert.Empty(Diff.Changes(twice, twice with { Title = twice.Title }));
    }

    [Fact]
    public void A_limit_is_said_when_changes_are_missing()
    {
        Matrix With(string text) => Make.Matrix(new Assignment
        {
            Controls = ["*"],
            Duties = Enumerable.Range(0, 1_000).Select(i => new Duty { Id = $"d{i}", Party = "provider", Text = $"{text} {i}" })
                .ToValueList(),
        }) with
        { Controls = Enumerable.Range(0, 5_000).Select(i => Make.Row($"r.{i}")).ToValueList() };
        var result = Diff.Of(With("Does"), With("Did"));
        Assert.Contains(result.Diagnostics, finding => finding.Id == DocumentDescriptors.LimitPassed.Id);
        Assert.InRange(result.Changes.Count, 1, 100_000);
    }

    private static MatrixDocument Example(string name) => new(Make.Read(Path.Combine(Folders.Repository!, "schemas", "examples", name)));
}
