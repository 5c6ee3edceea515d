using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>Plans that are written from matrices are valid, and read back they answer the same.</summary>
public sealed class PlanRoundTripTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 24);

    private static readonly string[] Texts =
    [
        "Encrypts.", "=1+1", "- a\n- b", "line\nline", "**bold** *x*", "N/A", "none", "ü 😀 你", "\u202eright", "\"quoted\" \\", "AC-2",
        "Performed by Acme.",
    ];

    private static readonly string[] Controls =
        ["iso-27017:6.3.1", "iso-27017:9.2.1", "nist-800-53:AC-2(1)", "nist-800-53:AC-6", "nist-800-53:AC-2", "nist-800-53:AC-2(a)",
         "local:net.1", "local:AC-2", "local:net.1-a", "iso-27017:12.3.1"];

    private static readonly string[] Parties = ["provider", "customer", "acme-eu", "hoster"];

    private static readonly Gen<string?> MaybeText = Gen.Int[-4, Texts.Length - 1].Select(at => at < 0 ? null : Texts[at]);

    private static readonly Gen<Duty> AnyDuty =
        from party in Gen.Int[0, Parties.Length - 1]
        from involvement in Gen.Int[1, 15]
        from text in MaybeText
        from component in MaybeText
        from facets in Gen.Int[0, 63]
        from status in Gen.Int[0, 3]
        select new Duty
        {
            Party = Parties[party],
            Involvement = (Involvement)involvement,
            Text = text,
            Component = component,
            Action = facets % 2 == 0 ? "configure" : null,
            InheritedFrom = facets / 2 % 8 == 0 ? "iaas" : null,
            Satisfies = (facets / 16) switch { 0 => ["iaas#patch"], 1 => ["iaas#patch", "cdn@AC-2(1)"], _ => [] },
            Implementation = status switch
            {
                0 => [ImplementationStatus.Implemented, ImplementationStatus.Planned],
                1 => [ImplementationStatus.NotImplemented],
                2 => [ImplementationStatus.Planned],
                _ => [],
            },
            InternalNote = text is null ? null : "SECRET",
        };

    private static readonly Gen<Matrix> AnyMatrix =
        from assignments in Gen.OneOf([.. Controls.Select(Of)]).Array[1, 9]
        select Named(new Matrix
        {
            Id = "urn:matrix:acme:crm",
            Version = "1.0.0-rc.1",
            Title = "CRM",
            Service = new Service { Id = "crm", Name = "CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
            Parties =
            [
                new Party { Id = "acme", Name = "Acme Inc." }, new Party { Id = "globex", Name = "Globex" },
                new Party { Id = "acme-eu", Name = "Acme Europe", Side = Sides.Provider }, new Party { Id = "hoster", Name = "Hoster" },
            ],
            Catalogs =
            [
                new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["6.3.1", "9.2.1", "12.3.1"] },
                new CatalogScope { Id = "nist-800-53", Edition = "5", Include = ["AC-2(1)", "AC-6", "AC-2(a)", "AC-2(b)"] },
            ],
            Controls =
            [
                new Control { Id = "net.1", Title = "=Network" }, new Control { Id = "AC-2", Title = "Ours" },
                new Control { Id = "net.1-a", Title = "Part", Parent = "net.1" }, new Control { Id = "net.1-b", Title = "net.1-b",
                    Parent = "net.1" },
            ],
            Upstreams = [new Upstream { Id = "iaas", Provider = "hoster" }, new Upstream { Id = "cdn", Provider = "hoster" }],
            Assignments = assignments.ToValueList(),
        });

    [Fact]
    public void Any_matrix_answers_the_same() => AnyMatrix.Sample(matrix => AssertTheSame(matrix, Documents), iter: 60);

    [Fact]
    public void Any_matrix_comes_back_from_a_component_definition() => AnyMatrix.Sample(matrix =>
    {
        // A definition has no place for upstreams.
        matrix = matrix with
        {
            Upstreams = [],
            Assignments = matrix.Assignments.Select(assignment => assignment with
            {
                Duties = assignment.Duties.Select(duty => duty with { InheritedFrom = null, Satisfies = [] }).ToValueList(),
            }).ToValueList(),
        };
        var utf8 = OscalWriter.WriteComponents(matrix, Resolve(matrix, Documents), new() { Documents = Documents });
        if (ComponentSchema.Value?.Evaluate(utf8, "components.json") is { } verdict)
            Assert.True(verdict.IsValid, string.Join("\n", verdict.Violations.Select(violation => violation.ToString())));
        var import = OscalReader.Import([new() { Utf8 = utf8 }], new() { Documents = Documents, MergesComponents = true });
        AssertEqual(matrix, Assert.Single(import.Matrices), Documents);
    }, iter: 60);

    [SourcesFact]
    public void Each_example_answers_the_same()
    {
        var folder = Path.Combine(Folders.Repository!, "schemas", "examples");
        var documents = Documents;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var read = DocumentReader.Load(File.ReadAllBytes(file));
            if (read.Catalog?.Document is { } catalog) documents = documents.Add(catalog);
            if (read.Matrix?.Document is { } other) documents = documents.Add(other);
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*.matrix.json"))
            AssertTheSame(DocumentReader.Load<Matrix>(File.ReadAllBytes(file)).Document!, documents);
    }

    [OscalFact]
    public void Every_published_plan_goes_in_and_out_and_in_again_with_equal_answers()
    {
        foreach (var file in PlanReaderTests.Plans())
            foreach (var documents in new[] { DocumentSet.BuiltIn, Documents, PlanReaderTests.Rev4() })
                AssertTheSame(PlanReaderTests.Import(PlanReaderTests.Plan(file), documents), documents);
    }

    [OscalFact]
    public void What_a_matrix_does_not_model_is_still_there()
    {
        foreach (var file in PlanReaderTests.Plans())
        {
            var source = PlanReaderTests.Plan(file);
            var matrix = PlanReaderTests.Import(source, Documents);
            var back = Strings(JsonNode.Parse(Write(matrix, Documents, isInternal: true))!).ToHashSet(StringComparer.Ordinal);
            var lost = Strings(JsonNode.Parse(source.Utf8.Span)!).Where(text => !back.Contains(text) && !back.Contains(text.Trim())
                && !text.Contains("T13:57", StringComparison.Ordinal) && text is not "1.1.2" and not "1.0.0");
            Assert.Empty(lost);
        }
    }

    [Fact]
    public void Internal_notes_stay_inside_unless_they_are_asked_for()
    {
        var matrix = AnyMatrix.Where(made => made.Assignments.SelectMany(assignment => assignment.Duties)
            .Any(duty => duty.InternalNote is not null))
            .Single();
        Assert.DoesNotContain("SECRET", Write(matrix, Documents), StringComparison.Ordinal);
    }

    [Fact]
    public void The_duties_of_a_control_cost_in_proportion()
    {
        // A square would make the second one 256 times as dear.
        var (some, more) = (Ticks(1_000), Ticks(16_000));
        Assert.True(more < 80 * some, $"{more} for {some}: the costs grow faster than the matrix.");

        static long Ticks(int duties)
        {
            var matrix = AnyMatrix.Single() with
            {
                Assignments =
                [
                    new Assignment
                    {
                        Controls = ["local:AC-2"],
                        Duties = Enumerable.Range(0, duties).Select(i => new Duty
                        {
                            Id = $"{i}",
                            Party = i % 2 == 0 ? "provider" : "customer",
                            Text = "x",
                            DependsOn = i % 2 == 0 ? [] : [$"{i - 1}"],
                        }).ToValueList(),
                    },
                ],
            };
            var answer = Resolve(matrix, Documents);
            OscalWriter.WritePlan(matrix, answer, new() { Documents = Documents });
            return Enumerable.Range(0, 3).Min(_ =>
            {
                var start = System.Diagnostics.Stopwatch.GetTimestamp();
                OscalWriter.WritePlan(matrix, answer, new() { Documents = Documents });
                return System.Diagnostics.Stopwatch.GetTimestamp() - start;
            });
        }
    }

    [Fact]
    public void The_same_matrix_gives_the_same_bytes()
    {
        var matrix = AnyMatrix.Single();
        Assert.Equal(Write(matrix, Documents), Write(matrix, Documents));
    }

    private static DocumentSet Documents { get; } = DocumentSet.BuiltIn.AddShippedCatalogs();

    private static readonly Lazy<JsonSchema?> Schema = new(() => Compile("oscal_ssp_schema.json"));

    private static readonly Lazy<JsonSchema?> ComponentSchema = new(() => Compile("oscal_component_schema.json"));

    private static JsonSchema? Compile(string name) => Folders.Oscal is null ? null
        : JsonSchema.Compile(File.ReadAllBytes(Path.Combine(Folders.Oscal, "schemas-1.2.1", name)),
            new JsonSchemaOptions { AssertFormats = true });

    private static void AssertTheSame(Matrix matrix, DocumentSet documents)
    {
        var text = Write(matrix, documents);
        if (Schema.Value?.Evaluate(Encoding.UTF8.GetBytes(text), "plan.json") is { } verdict)
            Assert.True(verdict.IsValid, string.Join("\n", verdict.Violations.Select(violation => violation.ToString())));
        var import = OscalReader.Import([PlanReaderTests.Source(text)], new() { Documents = documents });
        var back = Assert.Single(import.Matrices);
        Assert.Equal(matrix.Id, back.Id);
        Assert.Equal(matrix.Version, back.Version);
        Assert.DoesNotContain(PlanReaderTests.Validate(back, documents),
            finding => finding.Severity == Severity.Error && finding.Id is not "RM2001");
        AssertEqual(matrix, back, documents);
    }

    private static void AssertEqual(Matrix matrix, Matrix back, DocumentSet documents)
    {
        var (wanted, found) = (Comparable(Resolve(matrix, documents)), Comparable(Resolve(back, documents)));
        Assert.True(wanted.SequenceEqual(found), $"Wanted:\n{string.Join("\n", wanted.Except(found))}\n" +
            $"Found:\n{string.Join("\n", found.Except(wanted))}");
    }

    internal static ResolvedMatrix Resolve(Matrix matrix, DocumentSet documents)
    {
        var resolver = new Resolver(matrix, new() { Documents = documents });
        return resolver.Resolve(new ResolutionContext
        {
            ServiceModel = resolver.ServiceModels[0],
            AsOf = AsOf,
            Parameters = new(resolver.Parameters.Select(parameter => KeyValuePair.Create(parameter.Id, parameter.Values[0]))),
        });
    }

    private static string Write(Matrix matrix, DocumentSet documents, bool isInternal = false) => Encoding.UTF8.GetString(
        OscalWriter.WritePlan(matrix, Resolve(matrix, documents), new() { Documents = documents, IncludeInternal = isInternal }));

    // Equal duties of one control count once, and neither their order nor ids count; a conflict cannot be stated and stays open.
    private static List<string> Comparable(ResolvedMatrix answer)
    {
        var names = answer.Parties.ToDictionary(party => party.Id, party => $"{party.Name} ({party.Side})", StringComparer.Ordinal);
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (var duty in answer.Controls.SelectMany(control => control.Duties))
            if (duty.Id is not null) texts.TryAdd(duty.Id, $"{names[duty.Party]}: {duty.Text?.Trim()}");
        return answer.Controls.Where(control => control.IsLeaf).Select(control => string.Join(" | ",
            control.Catalog, control.Control, control.Title,
            control.State == ControlState.Conflict ? ControlState.Unassigned : control.State,
            control.Split, control.State == ControlState.Conflict ? null : control.Coupling,
            control.State == ControlState.Conflict ? null : control.Inheritability,
            control.State != ControlState.Conflict && control.InheritabilityStated, control.Reason,
            string.Join("; ", control.Duties.Select(duty => string.Join(", ", names[duty.Party], duty.Side, duty.Involvement, duty.Action,
                duty.Text?.Trim(), duty.Component, string.Join(' ', duty.Implementation), duty.InheritedFrom,
                string.Join(' ', duty.UpstreamControls), string.Join(' ', duty.Satisfies),
                string.Join(' ', duty.DependsOn.Select(id => texts.GetValueOrDefault(id)).OfType<string>().Order(StringComparer.Ordinal))))
                .Distinct().Order(StringComparer.Ordinal)))).Order(StringComparer.Ordinal).ToList();
    }

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(member => Strings(member.Value)),
        JsonArray array => array.SelectMany(Strings),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    // Some duties have ids, and others depend on these.
    private static Matrix Named(Matrix matrix)
    {
        var number = 0;
        return matrix with
        {
            Assignments = matrix.Assignments.Select(assignment => assignment with
            {
                Duties = assignment.Duties.Select(duty => ++number % 3 == 0 ? duty with { Id = $"duty {number}" }
                    : number % 3 == 1 && number > 3 ? duty with { DependsOn = [$"duty {number - (number % 3)}"] } : duty).ToValueList(),
            }).ToValueList(),
        };
    }

    private static Gen<Assignment> Of(string control) =>
        from kind in Gen.Int[0, 5]
        from first in AnyDuty
        from duties in AnyDuty.Array[0, 3]
        from reason in Gen.Int[0, Texts.Length - 1]
        from facets in Gen.Int[0, 15]
        let list = duties.Prepend(first with { Involvement = first.Involvement | Involvement.Responsible }).ToValueList()
        let isShared = list.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible)).DistinctBy(duty => duty.Party).Count() > 1
        select new Assignment
        {
            Controls = [control],
            State = kind == 0 ? ControlState.NotApplicable : kind == 1 ? ControlState.NotDetermined : null,
            Reason = kind < 2 ? Texts[reason] : null,
            Duties = kind < 2 ? [] : list,
            Coupling = kind >= 2 && isShared && facets % 4 > 0 ? (Coupling)(facets % 4 - 1) : null,
            Inheritability = facets / 4 > 0 ? (Inheritability)(facets / 4 - 1) : null,
        };
}
