using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>System security plans become matrices.</summary>
public sealed class PlanReaderTests
{
    private const string Provided = "11111111-0000-4000-9009-002001001001";
    private const string Responsibility = "11111111-0000-4000-9009-002001001002";

    [OscalFact]
    public void The_published_pair_becomes_a_chain_with_the_findings_that_it_deserves()
    {
        var documents = Rev4();
        var import = OscalReader.Import(
            [Plan("nist-examples/oscal_leveraged-example_ssp.json"), Plan("nist-examples/oscal_leveraging-example_ssp.json")],
            new() { Documents = documents });
        Assert.Equal(2, import.Matrices.Count);
        Assert.Equal((2, 2, 1, 2), (import.Counts["provided"], import.Counts["responsibilities"], import.Counts["inherited"],
            import.Counts["satisfied"]));
        var (below, above) = (import.Matrices[0], import.Matrices[1]);
        Assert.Equal(("0.3.0", "CSP IaaS", "External Customer", "iaas"), ($"{below.Version}", below.Parties[0].Name,
            below.Parties[1].Name, below.Service.Models[0]));
        Assert.Equal(below.Id, Assert.Single(above.Upstreams).Matrix);
        Assert.Contains(import.Diagnostics, finding => finding is { Id: "RM3008", Severity: Severity.Warning });

        var findings = new ChainResolver(new MatrixDocument(above), new() { Documents = documents.Add(below).Add(above) })
            .Resolve(Context(above)).Diagnostics;
        Assert.Contains(findings, finding => finding.Id == "RM3008" && finding.Message.Contains(Provided, StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Id == "RM3012" && finding.Message.Contains(Responsibility, StringComparison.Ordinal));
    }

    [OscalFact]
    public void The_leveraged_plan_reads_as_it_was_read_by_hand()
    {
        var byHand = DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(Folders.EncodedFixtures!, "nist-leveraged.matrix.json")))
            .Document!;
        var matrix = Import(Plan("nist-examples/oscal_leveraged-example_ssp.json"), Rev4());
        var read = Assert.Single(matrix.Assignments).Duties;
        var wanted = byHand.Assignments[0].Duties;
        Assert.Equal(wanted.Select(duty => duty.Id), read.Select(duty => duty.Id));
        Assert.Equal(wanted.Select(duty => duty.Party == byHand.Service.Customer), read.Select(duty => duty.Party == Party.CustomerWord));
        Assert.Equal(wanted.Select(duty => duty.DependsOn), read.Select(duty => duty.DependsOn));
        Assert.All(wanted.Zip(read).Where(pair => pair.First.Component is not null),
            pair => Assert.Equal(pair.First.Component, pair.Second.Component));
    }

    [OscalFact]
    public void The_leveraging_plan_reads_as_it_was_read_by_hand()
    {
        var byHand = DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(Folders.EncodedFixtures!, "nist-leveraging.matrix.json")))
            .Document!;
        var matrix = Import(Plan("nist-examples/oscal_leveraging-example_ssp.json"), Rev4());
        string Reference(string text) => text[(text.IndexOf('#', StringComparison.Ordinal) + 1)..];
        Assert.Equal(
            byHand.Assignments[0].Duties.Select(duty => (duty.InheritedFrom is null, string.Join(' ', duty.Satisfies.Select(Reference)))),
            Assert.Single(matrix.Assignments).Duties
                .Select(duty => (duty.InheritedFrom is null, string.Join(' ', duty.Satisfies.Select(Reference)))));
    }

    [OscalFact]
    public void Trestles_pair_becomes_a_chain_too()
    {
        var documents = DocumentSet.BuiltIn.AddShippedCatalogs();
        var import = OscalReader.Import(
            [Plan("trestle-leveraged/leveraging_ssp.json"), Plan("trestle-leveraged/leveraged_ssp.json")],
            new() { Documents = documents });
        Assert.Equal((5, 2), (import.Counts["provided"], import.Counts["responsibilities"]));
        var (above, below) = (import.Matrices[0], import.Matrices[1]);
        Assert.Equal(below.Id, Assert.Single(above.Upstreams).Matrix);
        Assert.Contains(below.Assignments.SelectMany(assignment => assignment.Duties),
            duty => duty.Implementation is [ImplementationStatus.Planned]);
        Assert.DoesNotContain(new ChainResolver(new MatrixDocument(above),
            new() { Documents = documents.Add(below) }).Resolve(Context(above)).Diagnostics,
            finding => finding.Id == "RM3008");
    }

    [OscalFact]
    public void Every_plan_becomes_a_matrix_without_errors()
    {
        foreach (var file in Plans())
        {
            foreach (var documents in new[] { DocumentSet.BuiltIn, DocumentSet.BuiltIn.AddShippedCatalogs(), Rev4() })
            {
                var matrix = Import(Plan(file), documents);
                Assert.DoesNotContain(Validate(matrix, documents), finding => finding.Severity == Severity.Error);
            }
        }
    }

    [Fact]
    public void What_is_internal_is_not_published()
    {
        var matrix = Import("""
            "control-id": "ac-2", "by-components": [{ "uuid": "a0000000-0000-4000-8000-000000000001", "description": "how we do it",
              "export": { "provided": [{ "uuid": "a0000000-0000-4000-8000-000000000002", "description": "what you get" }] } }]
            """);
        var duty = Assert.Single(Assert.Single(matrix.Assignments).Duties);
        Assert.Equal(("what you get", "how we do it"), (duty.Text, duty.InternalNote));
    }

    [Theory]
    [InlineData("sp-corporate", "provider")]
    [InlineData("organization", "provider")]
    [InlineData("system-specific", "provider")]
    [InlineData("sp-system", "provider")]
    [InlineData("shared", "provider customer")]
    [InlineData("customer-configured", "customer:configure")]
    [InlineData("customer-provided", "customer:provide")]
    [InlineData("customer-configured customer-provided", "customer:configure customer:provide")]
    [InlineData("inherited", "provider>leveraged-system")]
    [InlineData("inherited sp-system", "provider>leveraged-system provider")]
    [InlineData("sp-system customer-configured", "provider customer:configure")]
    public void An_origination_says_who_performs(string words, string duties)
    {
        var properties = string.Join(",", words.Split(' ').Select(word => $$"""{ "name": "control-origination", "value": "{{word}}" }"""));
        var matrix = Import($$""" "control-id": "ac-2", "props": [{{properties}}] """);
        var assignment = Assert.Single(matrix.Assignments);
        Assert.Equal(duties, string.Join(' ', assignment.Duties.Select(duty => duty.Party + (duty.Action is null ? "" : $":{duty.Action}")
            + (duty.InheritedFrom is null ? "" : $">{duty.InheritedFrom}"))));
        Assert.Equal(words.Replace(" ", ", ", StringComparison.Ordinal), assignment.Source?.Label);
    }

    [Fact]
    public void The_word_decides_whose_the_text_of_a_component_is()
    {
        var matrix = Import("""
            "control-id": "ac-2", "props": [{ "name": "control-origination", "value": "customer-configured" }],
            "by-components": [{ "uuid": "a0000000-0000-4000-8000-000000000001", "description": "The customer sets it." }]
            """);
        var duty = Assert.Single(Assert.Single(matrix.Assignments).Duties);
        Assert.Equal((Party.CustomerWord, "configure", "The customer sets it."), (duty.Party, duty.Action, duty.Text));
    }

    [Fact]
    public void A_responsibility_beside_a_word_that_says_otherwise_is_kept_and_told()
    {
        var import = ImportAll("""
            "control-id": "ac-2", "props": [{ "name": "control-origination", "value": "sp-system" }],
            "by-components": [{ "uuid": "a0000000-0000-4000-8000-000000000001", "description": "We do.", "export":
              { "responsibilities": [{ "uuid": "a0000000-0000-4000-8000-000000000002", "description": "You do." }] } }]
            """);
        Assert.Equal(["provider", "customer"], import.Matrices[0].Assignments[0].Duties.Select(duty => duty.Party));
        Assert.Contains(import.Diagnostics,
            finding => finding.Id == "RM7003" && finding.Message.Contains("both are kept", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_applicable_in_all_components_is_a_state_with_its_reason()
    {
        var matrix = Import("""
            "control-id": "ac-2", "by-components": [{ "uuid": "a0000000-0000-4000-8000-000000000001", "description": "No accounts.",
              "implementation-status": { "state": "not-applicable", "remarks": "There are no accounts." } }]
            """);
        var assignment = Assert.Single(matrix.Assignments);
        Assert.Equal((ControlState.NotApplicable, "There are no accounts."), (assignment.State, assignment.Reason));
    }

    [Fact]
    public void A_requirement_that_says_nothing_stays_unassigned()
    {
        var matrix = Import(""" "control-id": "ac-2", "statements": [{ "statement-id": "ac-2_smt.a" }] """);
        Assert.Empty(matrix.Assignments);
        Assert.Equal(["ac-2", "ac-2_smt.a"], matrix.Controls.Select(control => control.Id));
    }

    [Theory]
    [InlineData("0.3", "0.3.0")]
    [InlineData("V1.0", "1.0.0")]
    [InlineData("2021-01-01", "2021.1.1")]
    [InlineData("1.2.3-rc.1", "1.2.3-rc.1")]
    [InlineData("Draft", "0.1.0")]
    [InlineData("1.2.3.4", "0.1.0")]
    [InlineData("00", "0.0.0")]
    public void A_version_is_read_where_it_can_be(string stated, string version)
    {
        var import = OscalReader.Import([Source(Requirement(""" "control-id": "ac-2" """, version: stated))]);
        Assert.Equal(version, $"{import.Matrices[0].Version}");
    }

    [Fact]
    public void A_catalog_is_made_of_the_ids_where_none_is_at_hand()
    {
        var import = OscalReader.Import([Source(Requirement("""
            "control-id": "ac-2", "statements": [{ "statement-id": "ac-2_smt.a", "by-components": [{ "description": "x" }] }]
            """, href: "NIST_SP-800-53_rev4_LOW.json"))], new() { MakesCatalog = true });
        var catalog = Assert.Single(import.Catalogs);
        Assert.Equal("nist-800-53@4", catalog.Identity);
        Assert.Empty(import.Matrices[0].Controls);
        Assert.DoesNotContain(Validate(import.Matrices[0], DocumentSet.BuiltIn.Add(catalog)),
            finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_matrix_at_hand_is_the_upstream_whose_duties_a_plan_satisfies()
    {
        const string Duty = "b0000000-0000-4000-8000-000000000001";
        var below = new Matrix
        {
            Id = "urn:example:below",
            Version = "1.0.0",
            Title = "Below",
            Service = new Service { Id = "below", Name = "Below", Provider = "host", Customer = "tenant", Models = ["iaas"] },
            Parties = [new Party { Id = "host", Name = "Host" }, new Party { Id = "tenant", Name = "Tenant" }],
            Controls = [new Control { Id = "ac-2", Title = "Accounts" }],
            Assignments = [new Assignment { Controls = ["local:ac-2"], Duties = [new Duty { Id = Duty, Party = "tenant" }] }],
        };
        var import = OscalReader.Import([Source(Requirement($$"""
            "control-id": "ac-2", "by-components": [{ "description": "x", "satisfied": [{
              "responsibility-uuid": "{{Duty.ToUpperInvariant()}}", "description": "done" }] }]
            """))], new() { Documents = DocumentSet.BuiltIn.Add(below) });
        var matrix = import.Matrices[0];
        Assert.Equal(below.Id, Assert.Single(matrix.Upstreams).Matrix);
        Assert.Equal([$"{matrix.Upstreams[0].Id}#{Duty}"], matrix.Assignments[0].Duties[0].Satisfies);
    }

    [Fact]
    public void A_plan_that_is_wrong_everywhere_is_told_and_never_thrown_at()
    {
        var sound = """
            {"system-security-plan":{"uuid":"c0000000-0000-4000-8000-000000000001","metadata":{"title":"T","version":"1","parties":[{
            "uuid":"p","type":"organization","name":"N"}],"roles":[{"id":"customer","title":"C"}],"responsible-parties":[{
            "role-id":"provider",
            "party-uuids":["p"]}]},"import-profile":{"href":"#r"},"system-characteristics":{"system-ids":[{"id":"s"}],"system-name":"S",
            "props":[{"name":"cloud-service-model","value":"saas"}]},"system-implementation":{"leveraged-authorizations":[{"uuid":"l",
            "title":"L","party-uuid":"p"}],"components":[{"uuid":"k","type":"system","title":"K","props":[{"name":
            "leveraged-authorization-uuid","value":"l"}]}]},"control-implementation":{"implemented-requirements":[{"control-id":"ac-1",
            "props":[{"name":"control-origination","value":"shared"}],"by-components":[{"component-uuid":"k","uuid":"b","description":"d",
            "implementation-status":{"state":"planned"},"export":{"provided":[{"uuid":"x","description":"d"}],"responsibilities":[{
            "uuid":"x","provided-uuid":"y","description":"d"}]},"inherited":[{"uuid":"i","provided-uuid":"z"}],"satisfied":[{"uuid":"j",
            "responsibility-uuid":"z"}]}],"statements":[{"statement-id":"ac-1_smt.a"}]}]},"back-matter":{"resources":[{"uuid":"r"}]}}}
            """;
        var values = new List<(int Start, int End)>();
        for (var i = 0; i < sound.Length; i++)
            if (sound[i] == ':' && sound[i - 1] == '"') values.Add((i + 1, EndOf(sound, i + 1)));
        foreach (var (start, end) in values)
        {
            foreach (var wrong in new[] { "null", "0", "\"\"", "\"\\u0000 \\n*@#:\"", "[]", "{}", "[[]]", "[{}]", "[null,0]" })
            {
                var import = OscalReader.Import([Source(sound[..start] + wrong + sound[end..])]);
                foreach (var matrix in import.Matrices)
                {
                    Assert.DoesNotContain(Validate(matrix, DocumentSet.BuiltIn), finding =>
                        finding.Severity == Severity.Error && finding.Id is not "RM3008");
                }
            }
        }
    }

    [Fact]
    public void Twice_the_plan_costs_twice_as_much()
    {
        // A square would make the second one 16 times as dear.
        Assert.True(Allocated(20_000) < 6 * Allocated(5_000), "The costs grow faster than the plan.");

        static long Allocated(int parts)
        {
            var text = new StringBuilder();
            for (var i = 0; i < parts; i++)
            {
                text.Append(i == 0 ? "" : ",").Append($$"""
                    {"component-uuid":"none","uuid":"same","description":"d","inherited":[{"uuid":"i{{i}}","provided-uuid":"p{{i}}"}]}
                    """);
            }
            var source = Source(Requirement($$"""
                "control-id": "ac-2", "props": [{ "name": "control-origination", "value": "shared" }], "by-components": [{{text}}]
                """));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(parts + 1, OscalReader.Import([source]).Matrices[0].Assignments[0].Duties.Count - 1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    internal static IEnumerable<string> Plans() => new[] { "nist-examples", "trestle-leveraged" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Folders.Oscal!, folder), "*.json").Order(StringComparer.Ordinal)
            .Select(path => $"{folder}/{Path.GetFileName(path)}"));

    internal static OscalSource Plan(string name) =>
        new() { Utf8 = File.ReadAllBytes(Path.Combine(Folders.Oscal!, name)), File = name };

    internal static DocumentSet Rev4() => DocumentSet.BuiltIn.Add(DocumentReader.Load<Catalog>(
        File.ReadAllBytes(Path.Combine(Folders.EncodedFixtures!, "nist-800-53-rev4.catalog.json"))).Document!);

    internal static Matrix Import(OscalSource plan, DocumentSet documents) =>
        Assert.Single(OscalReader.Import([plan], new() { Documents = documents }).Matrices);

    internal static string Requirement(string requirement, string version = "1.0.0", string href = "none") => $$"""
        { "system-security-plan": { "uuid": "c0000000-0000-4000-8000-000000000001", "metadata": { "title": "T", "version": "{{version}}" },
          "import-profile": { "href": "{{href}}" }, "control-implementation": { "implemented-requirements": [{ {{requirement}} }] } } }
        """;

    internal static OscalSource Source(string text) => new() { Utf8 = Encoding.UTF8.GetBytes(text) };

    internal static IReadOnlyList<Diagnostic> Validate(Matrix matrix, DocumentSet documents) =>
        [.. DocumentValidator.Validate(matrix, Context(matrix).AsOf, new() { Documents = documents })];

    private static OscalImport ImportAll(string requirement) => OscalReader.Import([Source(Requirement(requirement))]);

    private static Matrix Import(string requirement) => Assert.Single(ImportAll(requirement).Matrices);

    private static ResolutionContext Context(Matrix matrix) =>
        new() { ServiceModel = matrix.Service.Models[0], AsOf = new(2026, 11, 24) };

    private static int EndOf(string json, int start)
    {
        var (depth, isText) = (0, false);
        for (var i = start; ; i++)
        {
            if (json[i] == '"') isText = !isText;
            else if (!isText && json[i] is '[' or '{') depth++;
            else if (!isText && json[i] is ']' or '}' && depth-- == 0) return i;
            if (depth == 0 && !isText && json[i + 1] is ',' or ']' or '}') return i + 1;
        }
    }
}
