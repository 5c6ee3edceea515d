using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>The rules of resolving, one by one.</summary>
public class ResolverTests
{
    private static readonly Condition Premium = Condition.Of("plan", "premium");

    [Fact]
    public void A_matrix_of_three_controls_is_built_in_code_and_resolved()
    {
        var answer = Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.2", Sides.Customer), Make.Assign("b.1", Sides.Shared))
            .Resolve();
        Assert.Equal([Sides.Provider, Sides.Customer, Sides.Shared], answer.Controls.Select(control => control.Split));
        Assert.Equal(3, answer.Summary.Leaves);
    }

    [Fact]
    public void The_control_itself_beats_a_prefix_a_prefix_a_group_a_group_the_catalog_and_the_catalog_everything()
    {
        Selector[] selectors = ["*", "local:*", "group:g", "a.*", "a.1*", "a.1"];
        var row = Make.Row("a.1") with { Group = "g" };
        for (var count = 1; count <= selectors.Length; count++)
        {
            var matrix =
                Make.Matrix(
                [
                .. selectors.Take(count).Select(selector => new Assignment { Controls = [selector], Provider = selector.ToString() })]) with
                { Controls = [row] };
            Assert.Equal(selectors[count - 1].ToString(), Assert.Single(matrix.Resolve().Of("a.1").Duties).Text);
        }
    }

    [Fact]
    public void A_nearer_ancestor_beats_a_farther_one()
    {
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("s", Sides.Customer)) with
        {
            Controls = [Make.Row("a.1"), Make.Row("s", "a.1"), Make.Row("t", "s"), Make.Row("u", "a.1")],
        };
        Assert.Equal(Sides.Customer, matrix.Resolve().Of("t").Split);
        Assert.Equal(Sides.Provider, matrix.Resolve().Of("u").Split);
    }

    [Fact]
    public void A_reference_does_not_cover_enhancements_and_a_prefix_does()
    {
        ValueList<Control> rows =
            [Make.Row("AC-2"), Make.Row("AC-2(1)", "AC-2", ControlKind.Enhancement), Make.Row("AC-2(1)(a)", "AC-2(1)"), Make.Row("AC-20")];
        var reference = (Make.Matrix(Make.Assign("AC-2", Sides.Provider)) with { Controls = rows }).Resolve();
        Assert.Equal([ControlState.Assigned, ControlState.Unassigned, ControlState.Unassigned, ControlState.Unassigned],
            reference.Controls.Select(control => control.State));
        var prefix = (Make.Matrix(Make.Assign("AC-2*", Sides.Provider)) with { Controls = rows }).Resolve();
        Assert.Equal([ControlState.Assigned, ControlState.Assigned, ControlState.Assigned, ControlState.Unassigned],
            prefix.Controls.Select(control => control.State));
    }

    [Fact]
    public void A_condition_that_strictly_implies_another_beats_it()
    {
        var matrix = WithPlans(Make.Assign("a.1", Sides.Provider), Make.Assign("a.1", Sides.Customer, Premium),
            Make.Assign("a.1", Sides.Shared, Premium.And("region", "eu")));
        Assert.Equal(Sides.Provider, matrix.Resolve().Of("a.1").Split);
        Assert.Equal(Sides.Customer, matrix.Resolve(Make.Context(null, ("plan", "premium"), ("region", "us"))).Of("a.1").Split);
        var narrowest = matrix.Resolve(Make.Context(null, ("plan", "premium"))).Of("a.1");
        Assert.Equal(Sides.Shared, narrowest.Split);
        Assert.Equal(
            [(ReasonOutcome.Applied, null), (ReasonOutcome.Overridden, OverrideRule.Condition),
            (ReasonOutcome.Overridden, OverrideRule.Condition)],
            narrowest.Because.Cast<AssignmentReason>().Select(reason => (reason.Outcome, reason.Rule)));
    }

    [Fact]
    public void Naming_all_values_of_a_parameter_is_the_same_as_not_naming_it()
    {
        var matrix = WithPlans(Make.Assign("a.1", Sides.Provider, Condition.Of("plan", "standard", "premium")),
            Make.Assign("a.1", Sides.Provider));
        Assert.Equal([ReasonOutcome.Applied, ReasonOutcome.Duplicate], matrix.Resolve().Of("a.1").Because.Select(reason => reason.Outcome));
    }

    [Fact]
    public void Conditions_that_do_not_imply_each_other_conflict_where_both_hold()
    {
        var matrix =
            WithPlans(Make.Assign("a.1", Sides.Provider, Premium), Make.Assign("a.1", Sides.Customer, Condition.Of("region", "eu")));
        var conflict = matrix.Resolve(Make.Context(null, ("plan", "premium")));
        Assert.Equal(ControlState.Conflict, conflict.Of("a.1").State);
        Assert.Equal(Sides.None, conflict.Of("a.1").Split);
        Assert.Equal(["RM2001"], conflict.Diagnostics.Ids());
        Assert.Equal(Sides.Provider, matrix.Resolve(Make.Context(null, ("plan", "premium"), ("region", "us"))).Of("a.1").Split);
    }

    [Fact]
    public void Equal_outcomes_are_duplicates_whatever_the_order_and_ids_of_duties()
    {
        var matrix = Make.Matrix(
            new Assignment
            {
                Controls = ["a.1"],
                Duties = [new Duty { Id = "x", Party = "acme", Text = "one" },
                new Duty { Id = "y", Party = "globex", Text = "two", DependsOn = ["x"] }]
            },
            new Assignment
            {
                Controls = ["a.1"],
                Duties = [new Duty { Id = "v", Party = "customer", Text = "two", DependsOn = ["w"] },
                new Duty { Id = "w", Party = "provider", Text = "one" }]
            });
        var answer = matrix.Resolve();
        Assert.Equal(["RM2002"], answer.Diagnostics.Ids());
        Assert.Equal(Coupling.Dependent, answer.Of("a.1").Coupling);
        Assert.Equal("x", answer.Of("a.1").Duties[0].Id);
    }

    [Fact]
    public void A_repeated_duty_is_another_outcome_than_a_single_one() =>
        Assert.Equal(["RM2001"], Make.Matrix(
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "acme" }] },
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "acme" }, new Duty { Party = "acme" }] })
                .Resolve().Diagnostics.Ids());

    [Fact]
    public void A_split_adds_a_duty_for_each_side_that_has_none()
    {
        var control = Make.Matrix(new Assignment { Controls = ["a.1"], Split = Sides.SharedAll, Customer = "Does its part" }).Resolve()
            .Of("a.1");
        Assert.Equal([("globex", "Does its part"), ("acme", null), ("host", null)], control.Duties.Select(duty => (duty.Party, duty.Text)));
        Assert.Equal(Sides.SharedAll, control.Split);
    }

    [Fact]
    public void Duties_whose_condition_fails_are_left_out_and_without_any_the_control_is_unassigned()
    {
        var matrix = WithPlans(new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "acme", When = Premium }] },
            Make.Assign("*", Sides.Customer));
        var standard = matrix.Resolve().Of("a.1");
        Assert.Equal(ControlState.Unassigned, standard.State);
        Assert.Equal(ReasonOutcome.Applied, standard.Because[0].Outcome);
        Assert.Equal(Sides.Provider, matrix.Resolve(Make.Context(null, ("plan", "premium"))).Of("a.1").Split);
    }

    [Fact]
    public void A_duty_that_falls_away_is_nothing_to_depend_on()
    {
        var matrix =
            WithPlans(
            new Assignment
            {
                Controls = ["a.1"],
                Duties = [new Duty { Party = "acme" }, new Duty { Id = "stream", Party = "acme", When = Premium },
            new Duty { Party = "globex", DependsOn = ["stream"] }]
            });
        Assert.Equal(Coupling.Unspecified, matrix.Resolve().Of("a.1").Coupling);
        Assert.Equal(Coupling.Dependent, matrix.Resolve(Make.Context(null, ("plan", "premium"))).Of("a.1").Coupling);
    }

    [Theory]
    [InlineData(Sides.Provider, Inheritability.Full)]
    [InlineData(Sides.Customer, Inheritability.None)]
    [InlineData(Sides.ThirdParty, Inheritability.Full)]
    [InlineData(Sides.Shared, Inheritability.Partial)]
    [InlineData(Sides.SharedProviderThirdParty, Inheritability.Full)]
    public void Inheritability_follows_from_the_split_unless_it_is_stated(Sides split, Inheritability expected)
    {
        var derived = Make.Matrix(Make.Assign("a.1", split)).Resolve().Of("a.1");
        Assert.Equal((expected, false), (derived.Inheritability, derived.InheritabilityStated));
        var stated = Make.Matrix(Make.Assign("a.1", split) with { Inheritability = Inheritability.Partial }).Resolve().Of("a.1");
        Assert.Equal((Inheritability.Partial, true), (stated.Inheritability, stated.InheritabilityStated));
    }

    [Fact]
    public void An_affiliate_counts_for_its_side()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "host" }] });
        Assert.Equal(Sides.ThirdParty, matrix.Resolve().Of("a.1").Split);
        var affiliated = matrix with
        { Parties = [.. matrix.Parties.Select(party => party.Id == "host" ? party with { Side = Sides.Provider } : party)] };
        Assert.Equal(Sides.Provider, affiliated.Resolve().Of("a.1").Split);
    }

    [Fact]
    public void A_roll_up_leaves_out_what_does_not_apply_and_says_what_is_open()
    {
        var matrix = Make.Matrix(
            new Assignment { Controls = ["s"], Provider = "Does it" },
            new Assignment { Controls = ["t"], Customer = "Does it too" },
            new Assignment { Controls = ["u"], State = ControlState.NotApplicable, Reason = "None here" }) with
        { Controls = [Make.Row("p"), Make.Row("s", "p"), Make.Row("t", "p"), Make.Row("u", "p"), Make.Row("v", "p")] };
        var parent = matrix.Resolve().Of("p");
        Assert.Equal((ControlState.Assigned, Sides.Shared, false, Coupling.Independent),
            (parent.State, parent.Split, parent.IsComplete, parent.Coupling));
        Assert.Equal(Inheritability.Partial, parent.Inheritability);
        Assert.Equal(["s", "t", "u", "v"], parent.Because.Select(reason => reason.Selector));
        Assert.All(parent.Because, reason => Assert.Equal(ReasonOutcome.Child, reason.Outcome));
    }

    [Theory]
    [InlineData("na na", ControlState.NotApplicable)]
    [InlineData("na nd", ControlState.NotDetermined)]
    [InlineData("nd un", ControlState.NotDetermined)]
    [InlineData("na un", ControlState.Unassigned)]
    [InlineData("pr un", ControlState.Assigned)]
    [InlineData("pr co", ControlState.Conflict)]
    [InlineData("co na", ControlState.Conflict)]
    public void States_roll_up_in_a_fixed_order(string children, ControlState expected)
    {
        List<Assignment> assignments = [];
        var ids = children.Split(' ');
        for (var i = 0; i < ids.Length; i++)
        {
            Selector selector = $"s.{i}";
            assignments.AddRange(ids[i] switch
            {
                "na" => [new Assignment { Controls = [selector], State = ControlState.NotApplicable, Reason = "x" }],
                "nd" => [new Assignment { Controls = [selector], State = ControlState.NotDetermined, Reason = "x" }],
                "pr" => [Make.Assign(selector, Sides.Provider)],
                "co" => [Make.Assign(selector, Sides.Provider), Make.Assign(selector, Sides.Customer)],
                _ => [],
            });
        }
        var matrix = Make.Matrix([.. assignments]) with { Controls = [Make.Row("p"), .. ids.Select((_, i) => Make.Row($"s.{i}", "p"))] };
        Assert.Equal(expected, matrix.Resolve().Of("p").State);
    }

    [Fact]
    public void Equal_duties_of_several_statements_count_once()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["p"], Provider = "Does all" }) with
        { Controls = [Make.Row("p"), Make.Row("s", "p"), Make.Row("t", "p")] };
        Assert.Single(matrix.Resolve().Of("p").Duties);
    }

    [Fact]
    public void Rows_do_not_silence_the_control_of_a_catalog_that_they_hang_under()
    {
        var matrix = Make.Matrix(Make.Assign("iso-27017:12.4.1", Sides.Provider), Make.Assign("local:feature", Sides.Customer)) with
        {
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.4.1"] }],
            Controls = [Make.Row("feature", "iso-27017:12.4.1")],
        };
        var answer = matrix.Resolve();
        Assert.Equal(Sides.Customer, answer.Of("feature").Split);
        Assert.Equal(Sides.Shared, answer.Of("12.4.1").Split);
        Assert.False(answer.Of("12.4.1").IsLeaf);
    }

    [Fact]
    public void The_service_model_decides_only_where_nobody_spoke_and_names_its_layers()
    {
        var matrix = Make.Matrix(Make.Assign("11.1.1", Sides.Customer)) with
        {
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["11.1.1", "11.1.2"] }],
            Controls = [],
            Defaults = DefaultsPolicy.ServiceModel,
        };
        var answer = matrix.Resolve();
        Assert.Equal(Sides.Customer, answer.Of("11.1.1").Split);
        Assert.Equal(Sides.Provider, answer.Of("11.1.2").Split);
        var layer = Assert.IsType<LayerReason>(Assert.Single(answer.Of("11.1.2").Because));
        Assert.Equal(("serviceModel", "facility", Sides.Provider), (layer.Document, layer.Selector, layer.Owner));
    }

    [Fact]
    public void A_model_of_the_document_starts_from_another_and_a_layer_without_owner_leaves_unassigned()
    {
        var matrix = Make.Matrix() with
        {
            Service = new Service { Id = "svc", Name = "Service", Provider = "acme", Customer = "globex", Models = ["managed", "bare"] },
            ServiceModels =
            [
                new ServiceModel { Id = "managed", Title = "Managed", BasedOn = "iaas",
                    Layers = new([KeyValuePair.Create("operatingSystem", Sides.Shared)]) },
                new ServiceModel { Id = "bare", Title = "Bare" },
            ],
            Controls = [Make.Row("os") with { Layers = [Layer.OperatingSystem] }, Make.Row("dc") with { Layers = [Layer.Facility] }],
            Defaults = DefaultsPolicy.ServiceModel,
        };
        var managed = matrix.Resolve(Make.Context("managed"));
        Assert.Equal((Sides.Shared, Sides.Provider), (managed.Of("os").Split, managed.Of("dc").Split));
        Assert.Equal(ControlState.Unassigned, matrix.Resolve(Make.Context("bare")).Of("os").State);
    }

    [Fact]
    public void The_document_beats_its_base_by_level_and_parties_are_taken_over_by_side()
    {
        var vendor =
            Make.Matrix(
            Make.Assign("a.1", Sides.Provider),
            new Assignment { Controls = ["a.2"], Duties = [new Duty { Party = "globex", Text = "Whoever buys" }] },
            Make.Assign("*", Sides.Provider)) with
            { Id = "https://vendor.example/base" };
        var annex = new Matrix
        {
            Id = "https://vendor.example/annex",
            Version = "1.0.0",
            Title = "Annex",
            Service = vendor.Service with { Customer = "initech" },
            Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "initech", Name = "Initech" }],
            Extends = new BaseReference { Id = vendor.Id },
            Controls = [Make.Row("new.1")],
            Assignments = [Make.Assign("a.*", Sides.Customer, Condition.Of("serviceModel", "saas")),
                new Assignment { Controls = ["b.1"], Provider = "By agreement" }],
        };
        var answer = annex.Resolve(null, DocumentSet.BuiltIn.Add(vendor));
        Assert.Equal("initech", Assert.Single(answer.Of("a.1").Duties).Party);
        var overridden = Assert.IsType<AssignmentReason>(answer.Of("a.1").Because[1]);
        Assert.Equal((1, OverrideRule.Level, "https://vendor.example/annex@1.0.0#/assignments/0"),
            (overridden.Level, overridden.Rule, overridden.By));
        Assert.Equal("By agreement", answer.Of("b.1").Duties[0].Text);
        // The base's star says nothing of rows that only the annex adds.
        Assert.Equal(ControlState.Unassigned, answer.Of("new.1").State);

        var without = annex with { Assignments = [] };
        Assert.Equal(
            ("initech", "Whoever buys"),
            (without.Resolve(null, DocumentSet.BuiltIn.Add(vendor)).Of("a.2").Duties[0].Party,
            without.Resolve(null, DocumentSet.BuiltIn.Add(vendor)).Of("a.2").Duties[0].Text));
    }

    [Fact]
    public void The_star_of_a_catalog_reaches_the_rows_under_its_controls()
    {
        var matrix = Make.Matrix(Make.Assign("iso-27017:*", Sides.Provider), Make.Assign("*", Sides.Customer)) with
        {
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["12.3.1"] }],
            Controls = [Make.Row("backup", "12.3.1"), Make.Row("tapes", "backup"), Make.Row("other")],
        };
        Assert.Equal([Sides.Provider, Sides.Provider, Sides.Provider, Sides.Customer],
            matrix.Resolve().Controls.Select(control => control.Split));
    }

    [Fact]
    public void At_most_sixteen_overridden_assignments_are_listed_and_the_rest_counted()
    {
        var control =
            Make.Matrix([Make.Assign("a.1", Sides.Provider), .. Enumerable.Range(0, 20).Select(_ => Make.Assign("*", Sides.Customer))])
            .Resolve().Of("a.1");
        Assert.Equal((17, 4), (control.Because.Count, control.Omitted));
    }

    [Theory]
    [InlineData(null, "The service is offered in 2 models: say which one, saas, paas.")]
    [InlineData("sass", "'sass' is no service model of this matrix: choose saas, paas. Did you mean \"saas\"?")]
    public void An_open_service_model_is_answered_with_the_choices(string? model, string problem)
    {
        var matrix = Make.Matrix() with { Service = Make.Matrix().Service with { Models = ["saas", "paas"] } };
        Assert.Equal(problem, new Resolver(matrix).ProblemWith(Make.Context(model))!.Message);
        Assert.Throws<ArgumentException>(() => new Resolver(matrix).Resolve(Make.Context(model)));
    }

    [Fact]
    public void Both_catalogs_resolve_alone_under_every_service_model()
    {
        foreach (var catalog in DocumentSet.BuiltIn.Catalogs)
        {
            var resolver = Resolver.OfServiceModel(catalog);
            foreach (var model in ServiceModel.BuiltIn)
            {
                var answer = resolver.Resolve(Make.Context(model.Id));
                Assert.Null(answer.Matrix);
                Assert.Equal(catalog.Controls.Count, answer.Summary.States["assigned"]);
                Assert.Equal(model.Id == "onPremises", answer.Summary.Splits.Count == 1);
            }
        }
    }

    [Fact]
    public void Of_the_controls_above_one_the_nearest_decides_however_many_there_are()
    {
        const int Depth = 2_000;
        Control[] chain = [.. Enumerable.Range(0, Depth).Select(i => Make.Row($"a.{i}", i == 0 ? null : $"a.{i - 1}"))];
        Control[] leaves = [.. Enumerable.Range(0, Depth).Select(i => Make.Row($"b.{i}", $"a.{Depth - 1}"))];
        var answer =
            (Make.Matrix(Make.Assign("a.0", Sides.Provider), Make.Assign("a.700", Sides.Customer)) with
            { Controls = [.. leaves, .. chain] }).Resolve();
        Assert.Equal(Depth, answer.Summary.Splits["customer"]);
        Assert.Equal("a.700", Assert.IsType<AssignmentReason>(answer.Of("b.3").Because[0]).Selector);
        Assert.Equal("a.0", Assert.IsType<AssignmentReason>(answer.Of("b.3").Because[1]).Selector);
    }

    [Fact]
    public async Task One_resolver_answers_many_threads()
    {
        var resolver = Resolver.OfServiceModel(DocumentSet.BuiltIn.Catalogs[0]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => resolver.Resolve(Make.Context("saas")))));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public void A_question_is_not_charged_for_the_matches_of_another_asked_at_the_same_time()
    {
        const int Rows = 20_000;
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider), Make.Assign("r.*", Sides.Customer)) with
        { Controls = [.. Enumerable.Range(0, Rows).Select(i => Make.Row($"r.{i}"))] };
        var resolver = new Resolver(matrix, new() { Limits = new ResponsibilityMatrix.Json.Limits { MaxMatches = 2 * Rows } });
        var answers = new ResolvedMatrix[4];
        using var start = new Barrier(answers.Length);
        Thread[] threads = [.. Enumerable.Range(0, answers.Length).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            answers[i] = resolver.Resolve(Make.Context());
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.All(answers, answer => Assert.Equal(Rows, answer.Summary.Splits["customer"]));
        Assert.All(answers, answer => Assert.Empty(answer.Diagnostics));
    }

    [Fact]
    public void Past_the_limit_of_matches_nothing_is_said_of_what_was_not_looked_at()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider), Make.Assign("*", Sides.Provider)) with
        { Controls = [.. Enumerable.Range(0, 200).Select(i => Make.Row($"r.{i}"))] };
        var findings = ResponsibilityMatrix.Analysis.DocumentValidator.Validate(
            new Resolver(matrix, new() { Limits = new ResponsibilityMatrix.Json.Limits { MaxMatches = 100 } }), Make.Today).Ids();
        Assert.Contains("RM0003", findings);
        Assert.DoesNotContain("RM2006", findings);
    }

    [Fact]
    public void A_duty_taken_over_from_a_base_is_equal_to_the_same_duty_of_the_document()
    {
        var vendor = Make.Matrix(new Assignment { Controls = ["a.1"], Duties = [new Duty { Id = "d", Party = "acme", Text = "Does it" }] });
        var annex = vendor with
        { Id = "https://vendor.example/annex", Controls = [], Assignments = [], Extends = new BaseReference { Id = vendor.Id } };
        Assert.Equal(vendor.Resolve().Of("a.1").Duties, annex.Resolve(null, DocumentSet.BuiltIn.Add(vendor)).Of("a.1").Duties);
    }

    [Fact]
    public void Duties_that_depend_on_different_evidence_of_the_same_work_differ() =>
        Assert.Equal(["RM2001"], Make.Matrix(
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "globex", DependsOn = ["x"] }] },
            new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "globex", DependsOn = ["y"] }] },
            new Assignment
            {
                Controls = ["a.2"],
                Duties = [new Duty { Id = "x", Party = "acme", Evidence = ["one"] },
                new Duty { Id = "y", Party = "acme", Evidence = ["two"] }]
            }).Resolve().Diagnostics.Ids());

    private static Matrix WithPlans(params Assignment[] assignments) => Make.Matrix(assignments) with
    {
        Parameters =
        [
            new Parameter { Id = "plan", Values = ["standard", "premium"], Default = "standard" },
            new Parameter { Id = "region", Values = ["eu", "us"], Default = "eu" },
        ],
    };

    [Theory]
    [InlineData("x", "x", "x")]
    [InlineData("x", null, null)]
    [InlineData("x", "y", null)]
    public void A_roll_up_has_the_reason_that_all_parts_agree_on_those_that_are_left_out_too(
        string first, string? leftOut, string? expected)
    {
        var matrix = Make.Matrix(
            new Assignment
            {
                Controls = ["a.1.1"],
                State = ControlState.NotDetermined,
                Reason = first,
                Inheritability = Inheritability.Full
            },
            new Assignment
            {
                Controls = ["a.1.2"],
                State = ControlState.NotApplicable,
                Reason = leftOut,
                Inheritability = leftOut is null
                ? null : Inheritability.Full
            }) with
        {
            Controls = [Make.Row("a.1"), Make.Row("a.1.1", "a.1"), Make.Row("a.1.2", "a.1")],
        };
        var whole = matrix.Resolve().Of("a.1");

        Assert.Equal((ControlState.NotDetermined, expected), (whole.State, whole.Reason));
        Assert.Equal((leftOut is null ? null : (Inheritability?)Inheritability.Full, leftOut is not null),
            (whole.Inheritability, whole.InheritabilityStated));
    }

    [Fact]
    public void Who_answers_for_a_control_are_those_who_answer_for_its_leaves_also_in_conflict()
    {
        var matrix = Make.Matrix(
            Make.Assign("a.1.1", Sides.Provider),
            Make.Assign("a.1.1", Sides.Customer),
            Make.Assign("a.1.2", Sides.Provider),
            new Assignment
            {
                Controls = ["a.1.3"],
                Duties = [new Duty { Party = "host", Involvement = Involvement.Responsible }, new Duty { Party = "customer" }]
            }) with
        {
            Controls = [Make.Row("a.1"), Make.Row("a.1.1", "a.1"), Make.Row("a.1.2", "a.1"), Make.Row("a.1.3", "a.1")],
        };
        var answer = matrix.Resolve();

        Assert.Equal(ControlState.Conflict, answer.Of("a.1").State);
        Assert.Equal(["acme", "globex"], answer.Of("a.1").Accountable);
        Assert.Equal(["globex"], answer.Of("a.1.3").Accountable);
    }

    [Fact]
    public void Equal_duties_of_one_statement_count_once_in_the_whole_whatever_their_ids()
    {
        var matrix =
            Make.Matrix(
            new Assignment
            {
                Controls = ["p"],
                Duties = [new Duty { Party = "provider", Text = "a" }, new Duty { Party = "provider", Id = "d1", Text = "a" }]
            }) with
            {
                Controls = [Make.Row("p"), Make.Row("s", "p"), Make.Row("t", "p")],
            };
        var answer = matrix.Resolve();

        Assert.Equal(2, answer.Of("s").Duties.Count);
        Assert.Null(Assert.Single(answer.Of("p").Duties).Id);
    }
}
