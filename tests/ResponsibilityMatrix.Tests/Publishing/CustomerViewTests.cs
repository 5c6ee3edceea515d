using System.Text;
using CsCheck;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Publishing;

/// <summary>The customer's view of a matrix: nothing of other sides' texts, and the same answers.</summary>
public sealed class CustomerViewTests
{
    private const string Theirs = "THEIRS";
    private const string Ours = "OURS";
    private static readonly string[] Customers = ["customer", "globex", "globex-eu"];

    // What tells of texts or evidence of other sides, which a view does not have.
    private static readonly string[] AboutTexts = ["RM2005", "RM2016", "RM2017", "RM6005", "RM6007", "RM6008"];

    private static readonly Gen<(string, Func<Duty, Duty>)> AnyFacet = Gen.OneOf<(string, Func<Duty, Duty>)>(
        ("none", duty => duty),
        ("none", duty => duty),
        ("when", duty => duty with { When = Condition.Of("plan", "plus") }),
        ("informed", duty => duty with { Involvement = Involvement.Informed }),
        ("undone", duty => duty with { Implementation = [ImplementationStatus.Planned] }),
        ("action", duty => duty with { Action = "configure" }),
        ("note", duty => duty with { InternalNote = Theirs }),
        ("inherited", duty => duty with { InheritedFrom = Customers.Contains(duty.Party) ? null : "cloud" }));

    private static readonly Gen<Duty> AnyDuty =
        from party in Gen.OneOf("provider", "customer", "acme", "globex", "host", "acme-eu", "globex-eu")
        from facet in AnyFacet
        from hasText in Gen.Bool
        from isRich in Gen.Bool
        let text = Customers.Contains(party) ? Ours : Theirs
        let evidence = Customers.Contains(party) ? "ours" : "theirs"
        select facet.Item2(new Duty
        {
            Party = party,
            Text = hasText ? text : null,
            Component = isRich ? text : null,
            Evidence = isRich ? [evidence, "both"] : [],
        });

    private static readonly Gen<Assignment> AnyAssignment =
        from control in Gen.OneOf("a.1", "a.2", "b.1", "a.*", "*", "iso-27017:6.3.1", "iso-27017:12.1.2")
        from duties in AnyDuty.Array[0, 3]
        from kind in Gen.Int[0, 9]
        from shorts in Gen.Int[0, 3]
        from when in Gen.Int[0, 3]
        select kind == 0
            ? new Assignment { Controls = [control], State = ControlState.NotApplicable, Reason = "No such part.", Notes = Theirs }
            : new Assignment
            {
                Controls = [control],
                When = when == 0 ? Condition.Of("plan", "basic") : default,
                Provider = shorts is 1 or 3 ? Theirs : null,
                Customer = shorts is 2 or 3 ? Ours : null,
                Split = kind == 1 || (duties.Length == 0 && shorts == 0) ? Sides.Shared : null,
                Duties = [.. duties],
                Notes = kind == 2 ? Theirs : null,
                Source = kind == 3 ? new SourceLabel { Label = Theirs, Vocabulary = Theirs, At = "Sheet!B6" } : null,
                Coupling = kind == 4 ? Coupling.Dependent : null,
                Inheritability = kind == 5 ? Inheritability.Partial : null,
                InternalNote = kind == 6 ? Theirs : null,
            };

    private static readonly Gen<Matrix> AnyMatrix = AnyAssignment.Array[1, 6].Select(assignments =>
    {
        // Duties have ids, which others depend on and translations name.
        var number = 0;
        var all = assignments.Select(assignment => assignment with
        {
            Duties = [.. assignment.Duties.Select(duty => duty with
            {
                Id = $"d{++number}",
                DependsOn = number % 3 == 0 && number > 1 ? [$"d{number - 1}"] : [],
            })],
        }).ToValueList();
        var texts = all.SelectMany(assignment => assignment.Duties).Where(duty => duty.Id!.EndsWith('1') || duty.Id.EndsWith('2'))
            .Select(duty => KeyValuePair.Create(
                duty.Id!, new TranslatedText { Text = Customers.Contains(duty.Party) ? Ours : Theirs }));
        return Make.Matrix() with
        {
            Parties =
            [
                .. Make.Matrix().Parties, new Party { Id = "acme-eu", Name = "Acme EU", Side = Sides.Provider },
                new Party { Id = "globex-eu", Name = "Globex EU", Side = Sides.Customer },
            ],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["6.3.1", "12.1.2", "9.2.1"] }],
            Defaults = DefaultsPolicy.ServiceModel,
            Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            Upstreams = [new Upstream { Id = "cloud", Provider = "host" }],
            Evidence =
            [
                .. all.SelectMany(assignment => assignment.Duties).Any(duty => duty.Evidence.Contains("theirs"))
                    ? [new Evidence { Id = "theirs", Kind = EvidenceKind.Report, Title = Theirs }] : Array.Empty<Evidence>(),
                new Evidence { Id = "ours", Kind = EvidenceKind.Record, Title = Ours },
                new Evidence { Id = "both", Kind = EvidenceKind.Certificate, Title = "Both" },
            ],
            Translations = new([KeyValuePair.Create("de", new ValueMap<TranslatedText>(
                texts.Append(KeyValuePair.Create("a.1", new TranslatedText { Title = "Eins" }))))]),
            Assignments = all,
        };
    });

    private static readonly Gen<Matrix> AnySound = AnyMatrix.Where(matrix =>
        Read(matrix).Document is { } read && read.Findings().All(finding => finding.Severity != Severity.Error));

    [Fact]
    public void No_text_of_another_side_is_in_the_bytes_and_all_of_the_customers_are() =>
        AnySound.Sample(matrix =>
        {
            var view = View(matrix);
            var (before, after) = (Text(Publication.Of(new MatrixDocument(matrix))), Text(view));
            Assert.DoesNotContain(Theirs, after, StringComparison.Ordinal);
            Assert.DoesNotContain("theirs", after, StringComparison.Ordinal);
            Assert.Equal(Count(before, Ours), Count(after, Ours));
            Assert.Equal(before.Contains("Eins", StringComparison.Ordinal), after.Contains("Eins", StringComparison.Ordinal));
            Assert.DoesNotContain(Theirs, Encoding.UTF8.GetString(view.Write(isCanonical: true)), StringComparison.Ordinal);
        }, iter: 400);

    [Fact]
    public void Every_answer_is_the_same_in_every_context() =>
        AnySound.Sample(matrix =>
        {
            var (whole, view) = (Publication.Of(new MatrixDocument(matrix)).Matrix!, View(matrix).Matrix!);
            foreach (var plan in new[] { "basic", "plus" })
            {
                var before = whole.Resolve(Make.Context(null, ("plan", plan)));
                var after = view.Resolve(Make.Context(null, ("plan", plan)));
                Assert.Equal(before.Controls.Select(Facets), after.Controls.Select(Facets));
                Assert.Equal(before.Controls.SelectMany(Performing), after.Controls.SelectMany(Performing));
            }
        }, iter: 400);

    [Fact]
    public void Findings_are_the_same_but_those_about_texts_and_evidence_of_other_sides() =>
        AnySound.Sample(matrix =>
        {
            var whole = Publication.Of(new MatrixDocument(matrix)).Matrix!;
            var (before, after) = (whole.Findings(), View(matrix).Matrix!.Findings());
            Assert.Equal(Told(before.Where(IsKept)), Told(after.Where(IsKept)));
            // None of the others is new.
            Assert.Empty(Told(after).Except(Told(before)));
        }, iter: 400);

    [Fact]
    public void A_view_of_a_view_is_the_same_bytes() =>
        AnySound.Sample(matrix =>
        {
            var view = View(matrix);
            var again = View(view.Matrix!);
            Assert.Equal(view.Digest, again.Digest);
            Assert.Equal(view.View, again.View);
            var exact = new MatrixDocument(DocumentReader.Load<Matrix>(view.Write()));
            Assert.Equal(view.Write(), Publication.Of(exact, new PublicationOptions { View = MatrixView.Customer }).Write());
        }, iter: 100);

    [Fact]
    public void A_document_that_only_says_that_it_is_a_view_has_none()
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = Theirs }) with
        {
            View = new MatrixView { Name = MatrixView.Customer, Of = CanonicalJson.Digest("{}"u8.ToArray()) },
        };
        var publication = View(matrix);
        Assert.False(publication.IsPublishable);
        Assert.Equal(("RM7004", Severity.Error, "/view"),
            (publication.Diagnostics[0].Id, publication.Diagnostics[0].Severity, publication.Diagnostics[0].Place!.Pointer));
    }

    [Fact]
    public void The_view_names_the_digest_of_what_is_published_without_it()
    {
        var document = new MatrixDocument(Make.Matrix(new Assignment { Controls = ["a.1"], Provider = Theirs, InternalNote = "GEHEIM" }));
        var view = Publication.Of(document, new PublicationOptions { View = MatrixView.Customer });
        Assert.Equal(new MatrixView { Name = "customer", Of = Publication.Of(document).Digest }, view.View);
        Assert.Equal(view.View, view.Matrix!.View);
        Assert.Equal(view.Digest, CanonicalJson.Digest(view.Write()));
        Assert.NotEqual(view.View!.Of, view.Digest);
        Assert.Throws<ArgumentException>(() => Publication.Of(document, new PublicationOptions { View = "provider" }));
    }

    [Fact]
    public void Every_byte_stays_but_those_of_other_sides()
    {
        const string Text = """
            {
              "schemaVersion": "1.0", "id": "urn:x:m", "version": "1.0.0", "title": "T",
              "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "A" }, {"id":"globex","name":"G"}],
              "controls": [{ "id": "a.1", "title": "One" }, { "id": "a.2", "title": "Two" }],
              "extensions": { "com.example.kept": 1.0 },
              "assignments": [
                { "controls": ["a.1"], "provider" : "THEIRS", "customer": "\u00dc" },
                {
                  "controls": ["a.2"],
                  "provider": "THEIRS",
                  "duties": [
                    { "party": "globex", "text": "OURS",  "evidence": ["e"] },
                    { "party": "acme", "te\u0078t": "THEIRS", "component": "THEIRS", "action": "THEIRS", "when": { "plan": ["a"] } }
                  ],
                  "notes": "THEIRS"
                }
              ]
            }
            """;
        var wanted = Text
            .Replace("\"provider\" : \"THEIRS\", \"customer\"", "\"split\": \"shared\", \"customer\"", StringComparison.Ordinal)
            .Replace("      \"provider\": \"THEIRS\",\n", "", StringComparison.Ordinal)
            .Replace("        { \"party\": \"globex\"", "        { \"party\": \"provider\" },\n        { \"party\": \"globex\"",
                StringComparison.Ordinal)
            .Replace(" \"te\\u0078t\": \"THEIRS\", \"component\": \"THEIRS\", \"action\": \"THEIRS\",", "", StringComparison.Ordinal)
            .Replace(",\n      \"notes\": \"THEIRS\"", "", StringComparison.Ordinal);
        var document = new MatrixDocument(DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(Text)));
        var view = Publication.Of(document,
            new PublicationOptions { View = MatrixView.Customer, KeptExtensions = ["com.example.kept"] });
        wanted = wanted.Replace(
            "  \"assignments\"", $"  \"view\": {{ \"name\": \"customer\", \"of\": \"{view.View!.Of}\" }},\n  \"assignments\"",
            StringComparison.Ordinal);
        Assert.Equal(wanted, Encoding.UTF8.GetString(view.Write()));
        Assert.Equal(document.Digest, view.View.Of);
    }

    [Fact]
    public void What_is_left_out_is_told_by_kind_with_places_in_the_document()
    {
        var matrix = Make.Matrix(
            new Assignment
            {
                Controls = ["a.1"],
                Provider = Theirs,
                Duties = [new Duty { Party = "acme", InternalNote = "x" }, new Duty { Party = "host", Text = Theirs, Component = Theirs }],
            },
            new Assignment { Controls = ["a.2"], Provider = Theirs });
        var findings = View(matrix).Diagnostics.Where(finding => finding.Severity == Severity.Note).ToList();
        Assert.All(findings, finding => Assert.Equal("RM7004", finding.Id));
        Assert.Equal(["/assignments/0/duties/0", "/assignments/0/duties/1/text", "/assignments/0/duties/1/component"],
            findings.Select(finding => finding.Place!.Pointer));
        Assert.Equal(["/assignments/0/provider", "/assignments/1/provider"], findings[1].Related.Select(other => other.Place!.Pointer));
        Assert.Contains("3", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_at_hand_says_who_the_customer_is_and_that_it_has_texts_of_its_own()
    {
        var @base = Make.Matrix(new Assignment { Controls = ["a.1"], Provider = Theirs }) with
        {
            Service = Make.Matrix().Service with { Customer = "anybody" },
            Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "anybody", Name = "Anybody" }],
        };
        var annex = Make.Matrix(new Assignment
        {
            Controls = ["a.2"],
            Duties = [new Duty { Party = "anybody", Text = Ours }, new Duty { Party = "acme", Text = Theirs }],
        }) with
        { Id = "https://vendor.example/annex", Extends = new BaseReference { Id = @base.Id } };
        var document = new MatrixDocument(annex);
        var view = Publication.Of(document,
            new PublicationOptions { View = MatrixView.Customer, Documents = DocumentSet.BuiltIn.Add(@base) });
        Assert.Equal([Ours, null], view.Matrix!.Assignments[0].Duties.Select(duty => duty.Text));
        Assert.Contains(view.Diagnostics, finding => finding.Place!.Pointer == "/extends" && finding.Id == "RM7004");
        // Of whom nobody says the side, nothing is shown.
        var alone = Publication.Of(document, new PublicationOptions { View = MatrixView.Customer });
        Assert.Equal([null, null], alone.Matrix!.Assignments[0].Duties.Select(duty => duty.Text));
    }

    [Fact]
    public void A_view_beside_its_whole_is_no_second_content_of_the_version_but_beside_another_it_is()
    {
        var whole = new MatrixDocument(Make.Matrix(new Assignment { Controls = ["a.1"], Provider = Theirs }));
        var view = Publication.Of(whole, new PublicationOptions { View = MatrixView.Customer }).Matrix!;
        Assert.DoesNotContain("RM3010", whole.Matrix.Findings(DocumentSet.BuiltIn.Add(view)).Ids());
        Assert.DoesNotContain("RM3010", view.Findings(DocumentSet.BuiltIn.Add(whole)).Ids());
        var other = whole.Matrix with { Title = "Another" };
        Assert.Contains("RM3010", view.Findings(DocumentSet.BuiltIn.Add(other)).Ids());
    }

    [Fact]
    public void A_digest_of_the_whole_takes_its_view_with_a_warning_and_no_other_document()
    {
        var whole = new MatrixDocument(Make.Matrix(new Assignment { Controls = ["*"], Provider = Theirs }));
        var view = Publication.Of(whole, new PublicationOptions { View = MatrixView.Customer }).Matrix!;
        var annex = whole.Matrix with
        {
            Id = "https://vendor.example/annex",
            Assignments = [],
            Extends = new BaseReference { Id = whole.Matrix.Id, Digest = whole.Digest },
        };
        Assert.DoesNotContain("RM3002", annex.Findings(DocumentSet.BuiltIn.Add(whole)).Ids());
        var warning = Assert.Single(annex.Findings(DocumentSet.BuiltIn.Add(view)), finding => finding.Id == "RM3002");
        Assert.Equal((Severity.Warning, "/extends/digest"), (warning.Severity, warning.Place!.Pointer));
        Assert.Equal(Sides.Provider, annex.Resolve(documents: DocumentSet.BuiltIn.Add(view)).Of("a.1").Split);
        var tampered = view with { View = view.View! with { Of = CanonicalJson.Digest("{}"u8.ToArray()) } };
        Assert.Equal(Severity.Error,
            Assert.Single(annex.Findings(DocumentSet.BuiltIn.Add(tampered)), finding => finding.Id == "RM3002").Severity);
    }

    [Fact]
    public void A_chain_over_the_view_has_the_same_performers_without_their_texts()
    {
        var whole = new MatrixDocument(Make.Matrix(
            new Assignment { Controls = ["a.1"], Provider = Theirs, Duties = [new Duty { Id = "c1", Party = "customer", Text = Ours }] },
            new Assignment { Controls = ["a.2"], Duties = [new Duty { Party = "host", Text = Theirs }] }));
        var view = Publication.Of(whole, new PublicationOptions { View = MatrixView.Customer }).Matrix!;
        var leveraging = Make.Matrix(
            new Assignment
            {
                Controls = ["a.1"],
                Duties = [new Duty { Party = "reseller", InheritedFrom = "up", UpstreamControls = ["a.1", "a.2"] }],
            }) with
        {
            Id = "https://reseller.example/matrix",
            Service = new Service { Id = "resold", Name = "Resold", Provider = "reseller", Customer = "buyer", Models = ["saas"] },
            Parties =
                [new Party { Id = "reseller", Name = "R" }, new Party { Id = "buyer", Name = "B" }, new Party { Id = "acme", Name = "A" }],
            Upstreams = [new Upstream { Id = "up", Matrix = whole.Matrix.Id, Provider = "acme", Digest = whole.Digest }],
        };
        var (before, after) = (Chain(DocumentSet.BuiltIn.Add(whole)), Chain(DocumentSet.BuiltIn.Add(view)));
        Assert.Equal(Performers(before), Performers(after));
        Assert.Equal(before.Controls.Select(control => control.Retained.Select(kept => kept.Text)),
            after.Controls.Select(control => control.Retained.Select(kept => kept.Text)));
        Assert.Contains(before.Controls, control => control.Performers.Any(performer => performer.Text == Theirs));
        Assert.DoesNotContain(after.Controls, control => control.Performers.Any(performer => performer.Text == Theirs));
        Assert.Equal(["RM3002"], after.Diagnostics.Ids().Except(before.Diagnostics.Ids()));
        Assert.Equal(Severity.Warning, after.Diagnostics.Single(finding => finding.Id == "RM3002").Severity);

        ChainAnswer Chain(DocumentSet documents) =>
            new ChainResolver(new MatrixDocument(leveraging), new() { Documents = documents }).Resolve(Make.Context());

        static IEnumerable<string> Performers(ChainAnswer chain) => chain.Controls.SelectMany(control =>
            control.Performers.Select(performer => $"{control.Resolved.Control} {performer.Party} {performer.Matrix} {performer.Control}")
                .Append($"{control.Resolved.Control} answers: {string.Join(' ', control.Accountable)}"));
    }

    [Fact]
    public void Nothing_changes_between_a_document_and_its_view() =>
        AnySound.Sample(matrix =>
        {
            var whole = matrix with
            {
                Extensions = new([KeyValuePair.Create("com.example.kept", new JsonText("1")),
                    KeyValuePair.Create("com.example.other", new JsonText("2"))]),
            };
            var view = Publication.Of(new MatrixDocument(whole),
                new PublicationOptions { View = MatrixView.Customer, KeptExtensions = ["com.example.kept"] }).Matrix!;
            Assert.Empty(MatrixDiff.Compare(new Resolver(whole), new Resolver(view), Make.Today).Changes);
            Assert.Empty(MatrixDiff.Compare(new Resolver(view), new Resolver(whole), Make.Today).Changes);
        }, iter: 100);

    [FaultsFact]
    public void The_case_that_was_reported_shows_nothing_of_the_providers_gateway()
    {
        var file = Path.Combine(Folders.Faults!, "reports", "14-oscal-713-customer-view.matrix.json");
        var view = Publication.Of(new MatrixDocument(Make.Read(file)), new PublicationOptions { View = MatrixView.Customer });
        Assert.DoesNotContain("SECRET", Text(view), StringComparison.Ordinal);
        Assert.Equal(
            new Assignment { Controls = ["AC-17"], Split = Sides.Shared, Customer = "Names who may connect." },
            view.Matrix!.Assignments[0]);
    }

    private static bool IsKept(Diagnostic finding) => !AboutTexts.Contains(finding.Id);

    private static IEnumerable<string> Told(IEnumerable<Diagnostic> findings) =>
        findings.Select(finding => $"{finding.Id} {finding.Severity} {finding.Control}").Distinct().Order(StringComparer.Ordinal);

    private static string Facets(ResolvedControl control) => string.Join(' ', control.Control, control.State, control.Split,
        control.Coupling, control.Inheritability, control.InheritabilityStated, control.IsComplete, control.Reason);

    // Who does what, without the texts of other sides.
    private static IEnumerable<string> Performing(ResolvedControl control) => control.Duties.Select(duty =>
        $"{control.Control} {duty.Party} {duty.Side} {duty.Involvement} {duty.InheritedFrom} {string.Join(',', duty.DependsOn)} " +
        $"{duty.IsDone} {(duty.Side == Sides.Customer ? $"{duty.Text} {duty.Component} {string.Join(',', duty.Evidence)}" : "")}")
        .Distinct().Order(StringComparer.Ordinal);

    private static ReadResult<Matrix> Read(Matrix matrix) => DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix));

    private static Publication View(Matrix matrix) =>
        Publication.Of(new MatrixDocument(matrix), new PublicationOptions { View = MatrixView.Customer });

    private static string Text(Publication publication) => Encoding.UTF8.GetString(publication.Write());

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
