using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Portfolio.Tests;

/// <summary>The states of controls over several services.</summary>
public sealed class PortfolioTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void The_first_state_that_any_service_gives_counts()
    {
        var answer = Answer(
            Service("a", assignments: [new() { Controls = ["9.2.1"], Split = Sides.Provider },
                new() { Controls = ["9.2.2"], Split = Sides.Shared }]),
            Service("b", assignments: [new() { Controls = ["9.2.2"], Split = Sides.Provider }]));
        Assert.Equal(PortfolioState.Open, StateOf(answer, "9.2.1"));
        Assert.Equal(PortfolioState.Mine, StateOf(answer, "9.2.2"));
        Assert.Equal(PortfolioState.Unaddressed, StateOf(answer, "5.1.1"));
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void The_highest_version_in_force_counts_and_the_others_are_told()
    {
        var old = Service("a", assignments: [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var answer = Answer(old, old with { Version = "1.1.0" }, old with { Version = "2.0.0", Status = DocumentStatus.Draft });
        Assert.Equal("1.1.0", Assert.Single(answer.Services).Matrix.Version.ToString());
        var told = Assert.Single(answer.Diagnostics);
        Assert.Equal("RM8002", told.Id);
        Assert.Contains("a draft", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_own_statement_has_what_its_base_says()
    {
        var foundation = Service("ours", assignments: [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var own = foundation with { Id = "urn:example:own", Extends = new() { Id = foundation.Id }, Catalogs = [], Assignments = [] };
        var answer = Portfolio.Answer([File(Service("a"))], new()
        {
            For = "customer",
            AsOf = Day,
            Own = new(own),
            Upstreams = [File(foundation)],
        });
        Assert.Equal(OwnState.Claimed, answer.Controls.Single(control => control.Control == "9.2.1").Own);
        Assert.Equal(OwnState.Unclaimed, answer.Controls.Single(control => control.Control == "9.2.2").Own);
    }

    [Fact]
    public void A_broken_document_is_told_and_left_out()
    {
        var answer = Portfolio.Answer(
            [File(Service("a")), new() { Name = "b.matrix.json", Read = () => "{"u8.ToArray() }], new() { For = "customer", AsOf = Day });
        Assert.Equal("RM8001", Assert.Single(answer.Diagnostics).Id);
        Assert.Single(answer.Services);
    }

    [Fact]
    public void A_service_alone_stands_as_its_matrix_says() => Gen.Sample(seeds =>
    {
        var services = Services(seeds);
        var together = Answer(services);
        var alone = services.Select(service => Answer(service)).ToList();
        foreach (var control in together.Controls.Where(control => control.Leaf))
        {
            var states = alone.Select(answer => StateOf(answer, control.Control)).ToList();
            Assert.Equal(states.Min(), control.State);
            foreach (var (answer, service) in alone.Zip(services))
            {
                var resolved = new Resolver(service).Resolve(control.Control, new() { ServiceModel = "saas", AsOf = Day });
                var expected = resolved is null || control.Control is not ("9.2.1" or "9.2.2") ? PortfolioState.Unaddressed
                    : resolved.State == ControlState.NotApplicable ? PortfolioState.NotApplicable
                    : resolved.State != ControlState.Assigned ? PortfolioState.Open
                    : resolved.Split.HasFlag(Sides.Customer) ? PortfolioState.Mine : PortfolioState.Covered;
                Assert.Equal(expected, StateOf(answer, control.Control));
            }
        }
    }, iter: 40);

    [Fact]
    public void Another_service_never_moves_a_control_down_the_order() => Gen.Sample(seeds =>
    {
        var services = Services(seeds);
        var before = Answer(services[..^1]);
        var after = Answer(services);
        foreach (var control in before.Controls.Where(control => control.Leaf))
            Assert.True(StateOf(after, control.Control) <= control.State, control.Control);
    }, iter: 40);

    [Fact]
    public void A_service_that_has_a_control_out_of_scope_changes_nothing_for_it() => Gen.Sample(seeds =>
    {
        var services = Services(seeds);
        var narrow = services[^1] with
        {
            Catalogs = [services[^1].Catalogs[0] with { Include = ["9.2.2"] }],
            Assignments = services[^1].Assignments.Where(assignment => assignment.Controls[0].ToString() == "9.2.2").ToValueList(),
        };
        var before = Answer(services[..^1]);
        var after = Answer([.. services[..^1], narrow]);
        foreach (var control in before.Controls.Where(control => control is { Leaf: true, Control: not "9.2.2" }))
        {
            var now = after.Controls.Single(known => known.Control == control.Control);
            Assert.Equal((control.State, control.Services), (now.State, now.Services));
        }
    }, iter: 40);

    [Fact]
    public void What_holds_in_a_context_that_is_left_open_has_an_answer_for_each()
    {
        var service = Service("a", [new() { Controls = ["9.2.1"], Split = Sides.Provider, When = Condition.Of("plan", "basic") },
            new() { Controls = ["9.2.1"], Split = Sides.Shared, When = Condition.Of("plan", "more") }]) with
        { Parameters = [new() { Id = "plan", Values = ["basic", "more"] }] };
        List<string> plans = [];
        Portfolio.Answer([File(service)], new()
        {
            For = "customer",
            AsOf = Day,
            OnService = answer => plans.AddRange(answer.Chains.Select(chain => chain.Context.Parameters["plan"])),
        });
        Assert.Equal(["basic", "more"], plans);
    }

    [Fact]
    public void A_control_out_of_the_scope_of_a_plan_changes_nothing()
    {
        var used = Service("a", [new() { Controls = ["9.2.1"], Split = Sides.Provider },
                new() { Controls = ["9.2.2"], Split = Sides.Customer }]);
        var answer = Portfolio.Answer([File(used)], new()
        {
            For = "customer",
            AsOf = Day,
            Plan = new() { SchemaVersion = "1.0", Id = "p", Services = [new() { Id = "a", Controls = ["9.2.1"] }] },
        });
        Assert.Equal(PortfolioState.Covered, StateOf(answer, "9.2.1"));
        Assert.Equal(PortfolioState.Unaddressed, StateOf(answer, "9.2.2"));
    }

    [Fact]
    public void Where_no_document_can_be_used_the_findings_are_told()
    {
        var answer = Portfolio.Answer(
            [new() { Name = "b.matrix.json", Read = () => throw new IOException("The disk is gone.") }],
            new() { For = "customer", AsOf = Day });
        Assert.Null(answer.Catalog);
        Assert.Contains("The disk is gone.", Assert.Single(answer.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_whose_document_is_gone_when_it_is_needed_is_told_and_left_out()
    {
        var reads = 0;
        var file = File(Service("b"));
        var answer = Portfolio.Answer([File(Service("a")), file with
        {
            Read = () => Interlocked.Increment(ref reads) == 1 ? file.Read() : throw new IOException("It is gone."),
        }], new() { For = "customer", AsOf = Day });
        Assert.Equal("a", Assert.Single(answer.Services).Id);
        Assert.Equal("RM8001", Assert.Single(answer.Diagnostics).Id);
    }

    [Fact]
    public void A_document_that_somebody_named_is_missed_whatever_its_name()
    {
        var other = new PortfolioFile { Name = "b.json", Read = () => "[]"u8.ToArray() };
        var passedOver = Portfolio.Answer([File(Service("a")), other], new() { For = "customer", AsOf = Day });
        Assert.Equal("RM8002", Assert.Single(passedOver.Diagnostics).Id);
        var named = Portfolio.Answer([File(Service("a")), other with { IsNamed = true }], new() { For = "customer", AsOf = Day });
        Assert.Equal("RM8001", Assert.Single(named.Diagnostics).Id);
    }

    [Fact]
    public void What_is_the_same_in_all_contexts_that_are_left_open_stands()
    {
        var service = Service("a",
        [
            new() { Controls = ["9.2.1"], Split = Sides.Provider, When = Condition.Of("plan", "basic") },
            new() { Controls = ["9.2.1"], Split = Sides.Shared, When = Condition.Of("plan", "more") },
            new() { Controls = ["9.2.2"], Split = Sides.Customer, When = Condition.Of("plan", "basic") },
            new() { Controls = ["9.2.2"], Split = Sides.Shared, When = Condition.Of("plan", "more") },
        ]) with
        { Parameters = [new() { Id = "plan", Values = ["basic", "more"] }] };
        var answer = Answer(service);
        Assert.Equal(PortfolioState.Open, StateOf(answer, "9.2.1"));
        Assert.Equal(PortfolioState.Mine, StateOf(answer, "9.2.2"));
        Assert.Equal("RM8004", Assert.Single(answer.Diagnostics).Id);
    }

    [Fact]
    public void A_state_is_explained_by_its_assignment_and_duties()
    {
        var answer = Portfolio.Answer([File(Service("a", [new() { Controls = ["9.2.1"], Provider = "Registers.", Customer = "Asks." }]))],
            new() { For = "customer", AsOf = Day, Explain = ["9.2.1"] });
        var explained = Assert.Single(answer.Explanations);
        Assert.Equal(("a", PortfolioState.Mine, "The party has a duty of its own."), (explained.Service, explained.State, explained.Why));
        var source = Assert.Single(explained.Sources);
        Assert.Equal(("/assignments/0", "9.2.1"), (source.Assignment!.Pointer, source.Assignment.Selector));
        Assert.Equal([("Acme", "Registers.", false), ("Globex", "Asks.", true)],
            source.Duties.Select(duty => (duty.Name, duty.Text, duty.IsMine)));
    }

    [Fact]
    public void What_a_matrix_does_not_say_of_the_catalog_its_other_catalogs_may()
    {
        var documents = WithOtherCatalog([new() { From = ["O-1"], To = ["9.2.2"], Relation = ControlRelation.Equal },
            new() { From = ["O-2"], To = ["9.2.1"], Relation = ControlRelation.Equal }]);
        var service = Service("a", [new() { Controls = ["iso-27017:9.2.1"], Split = Sides.Provider },
            new() { Controls = ["other:*"], Split = Sides.Customer }]);
        var answer = Portfolio.Answer([File(service with
        {
            Catalogs = [service.Catalogs[0] with { Include = ["9.2.1"] }, new() { Id = "other", Edition = "1" }],
        })], new()
        {
            For = "customer",
            AsOf = Day,
            Catalog = "iso-27017@2015",
            Documents = documents,
        });
        Assert.Equal((PortfolioState.Covered, PortfolioState.Mine), (StateOf(answer, "9.2.1"), StateOf(answer, "9.2.2")));
    }

    [Theory]
    [InlineData(true, PortfolioState.Covered)]
    [InlineData(false, PortfolioState.Open)]
    public void A_control_that_several_make_up_is_open_where_one_of_them_is_out_of_scope(bool hasBoth, PortfolioState expected)
    {
        var documents = WithOtherCatalog([new() { From = ["O-1", "O-2"], To = ["9.2.2"], Relation = ControlRelation.Equal }]);
        var service = Service("a", [new() { Controls = ["*"], Split = Sides.Provider }]) with
        { Catalogs = [new() { Id = "other", Edition = "1", Include = hasBoth ? ["O-1", "O-2"] : ["O-1"] }] };
        var answer = Portfolio.Answer([File(service)], new()
        {
            For = "customer",
            AsOf = Day,
            Catalog = "iso-27017@2015",
            Documents = documents,
        });
        Assert.Equal(expected, StateOf(answer, "9.2.2"));
    }

    [Fact]
    public void An_enhancement_is_no_part_of_its_control()
    {
        var catalog = new Catalog
        {
            Id = "t",
            Edition = "1",
            Title = "T",
            Controls =
            [
                new() { Id = "A-1", Title = "One" },
                new() { Id = "A-1(a)", Title = "Statement", Parent = "A-1", Kind = ControlKind.Statement },
                new() { Id = "A-1(1)", Title = "Enhancement", Parent = "A-1", Kind = ControlKind.Enhancement },
                new() { Id = "B-1", Title = "Two" },
                new() { Id = "B-1(1)", Title = "Enhancement", Parent = "B-1", Kind = ControlKind.Enhancement },
            ],
        };
        var answer = Portfolio.Answer([File(Service("a", [new() { Controls = ["A-1", "B-1"], Split = Sides.Provider },
                new() { Controls = ["A-1(1)", "B-1(1)"], Split = Sides.Customer }]) with
        { Catalogs = [new() { Id = "t", Edition = "1" }] })],
            new() { For = "customer", AsOf = Day, Documents = DocumentSet.BuiltIn.Add(catalog) });
        Assert.Equal((PortfolioState.Covered, PortfolioState.Covered), (StateOf(answer, "A-1"), StateOf(answer, "B-1")));
        Assert.Equal((PortfolioState.Mine, PortfolioState.Mine), (StateOf(answer, "A-1(1)"), StateOf(answer, "B-1(1)")));
        Assert.Equal("A-1", Assert.Single(answer.Controls.Single(control => control.Control == "A-1(a)").Services).StatedAt);
    }

    [Fact]
    public void A_carve_out_and_a_missing_authorization_further_up_are_seen()
    {
        var bottom = Service("bottom", [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var middle = Service("middle", [new() { Controls = ["9.2.1"], Duties = [Inherited()] }]) with
        {
            Upstreams = [new()
            {
                Id = "below", Matrix = bottom.Id, Provider = "other", Assurance = Assurance.CarveOut, Needs = [new() { Scheme = "soc2" }],
            }],
        };
        var top = Service("top", [new() { Controls = ["9.2.1"], Duties = [Inherited()] }]) with
        { Upstreams = [new() { Id = "below", Matrix = middle.Id, Provider = "other" }] };
        var answer = Portfolio.Answer([File(WithOther(top))], new()
        {
            For = "customer",
            AsOf = Day,
            Upstreams = [File(WithOther(middle)), File(bottom)],
        });
        var cell = Assert.Single(answer.Controls.Single(control => control.Control == "9.2.1").Services);
        Assert.Equal((PortfolioState.Covered, "carvedOut, unassured"), (cell.State, string.Join(", ", cell.Flags)));

        // Of two entries for one matrix, the one that is inherited from counts.
        var two = middle with { Upstreams = [.. middle.Upstreams, new() { Id = "other", Matrix = bottom.Id, Provider = "other" }] };
        var another = two with { Assignments = [new() { Controls = ["9.2.1"], Duties = [Inherited() with { InheritedFrom = "other" }] }] };
        var spared = Portfolio.Answer([File(WithOther(top))],
            new() { For = "customer", AsOf = Day, Upstreams = [File(WithOther(another)), File(bottom)] });
        Assert.Empty(Assert.Single(spared.Controls.Single(control => control.Control == "9.2.1").Services).Flags);
    }

    [Fact]
    public void The_own_statement_is_no_service_and_what_it_needs_of_services_is_looked_at()
    {
        var used = Service("a", [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var own = Service("ours", [new() { Controls = ["9.2.1"], Duties = [new() { Party = "acme", InheritedFrom = "a" }] }]) with
        {
            Parties = [new() { Id = "acme", Name = "Us" }, new() { Id = "globex", Name = "Them" }, new() { Id = "p", Name = "A's" }],
            Upstreams = [new() { Id = "a", Matrix = used.Id, Provider = "p", Needs = [new() { Scheme = "fedramp", Level = "moderate" }] }],
        };
        var answer = Portfolio.Answer([File(used), File(own)], new() { For = "customer", AsOf = Day, Own = new(own) });
        Assert.Equal("a", Assert.Single(answer.Services).Id);
        Assert.Equal(["RM3016", "RM8002"], answer.Diagnostics.Select(finding => finding.Id).Order());
        Assert.Equal(OwnState.Inherited, answer.Controls.Single(control => control.Control == "9.2.1").Own);
    }

    [Fact]
    public void The_own_statement_of_another_party_does_not_count()
    {
        var own = Service("ours", [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var used = Service("a") with { Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Initech" }] };
        var answer = Portfolio.Answer([File(used)], new() { For = "Initech", AsOf = Day, Own = new(own) });
        Assert.Equal("RM8003", Assert.Single(answer.Diagnostics).Id);
        Assert.Equal(OwnState.Unclaimed, answer.Controls.Single(control => control.Control == "9.2.1").Own);
    }

    [Fact]
    public void Two_documents_of_one_version_that_differ_are_told()
    {
        var one = Service("a", [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var other = File(one with { Title = "Another" }) with { Name = "other.matrix.json" };
        Assert.Equal(["RM3010", "RM8002"], Ids(other));
        // White space is no content.
        Assert.Equal(["RM8002"],
            Ids(File(one) with { Name = "same.matrix.json", Read = () => (byte[])[.. MatrixJson.ToUtf8Bytes(one), 32] }));

        IEnumerable<string> Ids(PortfolioFile second) =>
            Portfolio.Answer([File(one), second], new() { For = "customer", AsOf = Day }).Diagnostics.Select(finding => finding.Id).Order();
    }

    [Theory]
    [InlineData("b.json", "{", "RM8001")]
    [InlineData("b.json", "{\"name\": \"other\"}", "RM8002")]
    [InlineData("b.portfolio.json", "{\"schemaVersion\": \"1.0\", \"id\": \"p\", \"services\": []}", null)]
    public void Nothing_in_a_folder_is_dropped_silently(string name, string text, string? expected)
    {
        var answer = Portfolio.Answer([File(Service("a")), new() { Name = name, Read = () => System.Text.Encoding.UTF8.GetBytes(text) }],
            new() { For = "customer", AsOf = Day });
        Assert.Equal(expected, answer.Diagnostics.SingleOrDefault()?.Id);
    }

    [Fact]
    public void Who_is_only_informed_has_no_duty()
    {
        var answer = Answer(Service("a", [new()
        {
            Controls = ["9.2.1"],
            Inheritability = Inheritability.Partial,
            Duties = [new() { Party = "acme" }, new() { Party = "globex", Involvement = Involvement.Informed }],
        }]));
        Assert.Equal(PortfolioState.Open, StateOf(answer, "9.2.1"));
    }

    [Fact]
    public void What_does_not_apply_and_cannot_be_taken_over_is_open()
    {
        var answer = Answer(Service("a", [new()
        {
            Controls = ["9.2.1"], State = ControlState.NotApplicable, Reason = "Not here.", Inheritability = Inheritability.None,
        }, new() { Controls = ["9.2.2"], State = ControlState.NotApplicable, Reason = "Not here." }]));
        Assert.Equal((PortfolioState.Open, PortfolioState.NotApplicable), (StateOf(answer, "9.2.1"), StateOf(answer, "9.2.2")));
    }

    [Theory]
    [InlineData("globex")]
    [InlineData("Globex")]
    public void An_annex_counts_for_a_party_that_its_base_brings(string party)
    {
        var foundation = Service("a", [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var annex = foundation with
        {
            Id = "urn:example:annex",
            Extends = new() { Id = foundation.Id },
            Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "shop", Name = "Shop" }],
            Service = foundation.Service with { Customer = "shop" },
            Assignments = [new() { Controls = ["9.2.1"], Split = Sides.Shared }],
        };
        var answer = Portfolio.Answer([File(foundation), File(annex) with { Name = "annex.matrix.json" }],
            new() { For = party, AsOf = Day });
        Assert.Equal("annex.matrix.json", Assert.Single(answer.Services).File);
        Assert.Equal(PortfolioState.Mine, StateOf(answer, "9.2.1"));
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void Who_inherits_from_another_document_of_a_service_contradicts_it_all_the_same()
    {
        var used = Service("a", [new() { Controls = ["9.2.1"], Split = Sides.Shared }]);
        var later = used with { Id = "urn:example:later", Effective = Day.AddDays(9) };
        var own = Service("ours", [new() { Controls = ["9.2.1"], Duties = [new() { Party = "acme", InheritedFrom = "a" }] }]) with
        {
            Parties = [new() { Id = "acme", Name = "Us" }, new() { Id = "globex", Name = "Them" }, new() { Id = "p", Name = "A's" }],
            Upstreams = [new() { Id = "a", Matrix = later.Id, Provider = "p" }],
        };
        var answer = Portfolio.Answer([File(used), File(later) with { Name = "later.matrix.json" }],
            new() { For = "customer", AsOf = Day, Own = new(own) });
        Assert.Equal(OwnState.Contradicted, answer.Controls.Single(control => control.Control == "9.2.1").Own);
    }

    [Fact]
    public void An_inheritance_that_breaks_further_up_is_open_whoever_else_performs_there()
    {
        var middle = WithOther(Service("middle", [new() { Controls = ["9.2.1"], Duties = [new() { Party = "acme" }, Inherited()] },
            new() { Controls = ["9.2.2"], Split = Sides.Provider }])) with
        { Upstreams = [new() { Id = "below", Matrix = "urn:example:gone", Provider = "other" }] };
        var top = WithOther(Service("top", [new() { Controls = ["9.2.1", "9.2.2"], Duties = [Inherited()] }])) with
        { Upstreams = [new() { Id = "below", Matrix = middle.Id, Provider = "other" }] };
        var answer = Portfolio.Answer([File(top)], new() { For = "customer", AsOf = Day, Upstreams = [File(middle)] });
        Assert.Equal((PortfolioState.Open, PortfolioState.Covered), (StateOf(answer, "9.2.1"), StateOf(answer, "9.2.2")));
        Assert.Equal(["urn:example:gone", middle.Id], answer.Upstreams.Select(upstream => upstream.Upstream));
    }

    [Fact]
    public void An_own_statement_that_is_carried_over_is_explained_by_its_duties()
    {
        var own = Service("ours", [new() { Controls = ["O-1"], Provider = "Keeps a list." }]) with
        { Catalogs = [new() { Id = "other", Edition = "1" }] };
        var answer = Portfolio.Answer([File(Service("a"))], new()
        {
            For = "customer",
            AsOf = Day,
            Own = new(own),
            Explain = ["9.2.2"],
            Documents = WithOtherCatalog([new() { From = ["O-1"], To = ["9.2.2"], Relation = ControlRelation.Equal }]),
        });
        var explained = Assert.Single(answer.OwnExplanations);
        Assert.Equal(OwnState.Claimed, explained.State);
        var duty = Assert.Single(explained.Duties);
        Assert.Equal(("Acme", "Keeps a list.", true), (duty.Name, duty.Text, duty.IsMine));
    }

    private static DocumentSet WithOtherCatalog(ValueList<MappingRelation> relations) => DocumentSet.BuiltIn
        .Add(new Catalog
        {
            Id = "other",
            Edition = "1",
            Title = "Other",
            Controls = [new() { Id = "O-1", Title = "One" }, new() { Id = "O-2", Title = "Two" }],
        })
        .Add(new CatalogMapping { Id = "m", From = "other@1", To = "iso-27017@2015", Relations = relations });

    private static Duty Inherited() => new() { Party = "acme", InheritedFrom = "below" };

    private static Matrix WithOther(Matrix matrix) =>
        matrix with { Parties = matrix.Parties.Append(new() { Id = "other", Name = "Other" }).ToValueList() };

    private static readonly Gen<int[]> Gen = CsCheck.Gen.Int[0, 8].Array[2, 5];

    // Each number is what a service says of two controls.
    private static Matrix[] Services(int[] seeds) => [.. seeds.Select((seed, i) => Service($"s{i}",
        [.. new[] { ("9.2.1", seed % 3), ("9.2.2", seed / 3) }.Where(control => control.Item2 > 0).Select(control => new Assignment
        {
            Controls = [control.Item1],
            Split = control.Item2 == 1 ? Sides.Provider : Sides.Shared,
        })]))];

    private static PortfolioState StateOf(PortfolioAnswer answer, string control) =>
        answer.Controls.Single(known => known.Control == control).State;

    private static PortfolioAnswer Answer(params Matrix[] services) =>
        Portfolio.Answer([.. services.Select(File)], new() { For = "customer", AsOf = Day });

    private static PortfolioFile File(Matrix matrix) =>
        new() { Name = $"{matrix.Service.Id}-{matrix.Version}.matrix.json", Read = () => MatrixJson.ToUtf8Bytes(matrix) };

    private static Matrix Service(string id, ValueList<Assignment> assignments = default) => new()
    {
        Id = $"urn:example:{id}",
        Version = "1.0.0",
        Title = id,
        Service = new() { Id = id, Name = id, Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["9.2.1", "9.2.2"] }],
        Assignments = assignments,
    };
}
