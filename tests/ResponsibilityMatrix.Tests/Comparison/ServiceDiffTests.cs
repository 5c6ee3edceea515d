using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What versions state for the service as a whole, and an annex beside its base.</summary>
public class ServiceDiffTests
{
    private static readonly Authorization Moderate = new() { Scheme = "fedramp", Level = "moderate" };
    private static readonly Evidence Report = new() { Id = "soc2", Kind = EvidenceKind.Report, Title = "SOC 2" };
    private static readonly Upstream Cloud = new() { Id = "cloud", Provider = "host" };

    public static TheoryData<Authorization[], Authorization[], string[]> Authorizations => new()
    {
        { [Moderate], [], ["authorizationWeakened fedramp: fedramp moderate → -"] },
        { [Moderate], [Moderate with { Level = "low" }], ["authorizationWeakened fedramp: fedramp moderate → fedramp low"] },
        { [Moderate], [Moderate with { Basis = AuthorizationBasis.Equivalent }],
            ["authorizationWeakened fedramp: fedramp moderate → fedramp moderate (equivalent)"] },
        { [Moderate], [Moderate with { Basis = AuthorizationBasis.InProcess }],
            ["authorizationWeakened fedramp: fedramp moderate → fedramp moderate (in process)"] },
        { [Moderate], [Moderate with { ValidUntil = new DateOnly(2020, 1, 1) }],
            ["authorizationWeakened fedramp: fedramp moderate → fedramp moderate (ended 2020-01-01)"] },
        { [Moderate], [Moderate with { Level = "high" }], ["metadataChanged authorizations: - → -"] },
        { [Moderate with { Basis = AuthorizationBasis.InProcess }], [], ["metadataChanged authorizations: - → -"] },
        { [Moderate with { ValidUntil = new DateOnly(2020, 1, 1) }], [], ["metadataChanged authorizations: - → -"] },
        { [Moderate], [Moderate with { Reference = "FR1" }], ["metadataChanged authorizations: - → -"] },
        { [Moderate], [Moderate with { Level = "low" }, Moderate with { Level = "high" }], ["metadataChanged authorizations: - → -"] },
        { [Moderate, new() { Scheme = "soc2" }], [new() { Scheme = "soc2", Authority = "A" }],
            ["authorizationWeakened fedramp: fedramp moderate → -", "metadataChanged authorizations: - → -"] },
    };

    [Theory]
    [MemberData(nameof(Authorizations))]
    public void An_authorization_that_is_gone_or_lower_is_told(Authorization[] before, Authorization[] after, string[] expected) =>
        Assert.Equal(expected, Diff.Changes(With(authorizations: before), With(authorizations: after)));

    public static TheoryData<Evidence[], Evidence[], string[]> Evidences => new()
    {
        { [Report], [], ["evidenceWithdrawn soc2: SOC 2 → -"] },
        { [Report], [Report with { Id = "soc2-2027" }], ["metadataChanged evidence: - → -"] },
        { [Report], [Report with { Id = "policy", Kind = EvidenceKind.Policy }],
            ["evidenceWithdrawn soc2: SOC 2 → -", "metadataChanged evidence: - → -"] },
        { [Report], [Report with { Kind = EvidenceKind.Policy }],
            ["evidenceWithdrawn soc2: SOC 2 → -", "metadataChanged evidence: - → -"] },
        { [Report, Report with { Id = "pentest", Title = "Test" }], [Report], ["evidenceWithdrawn pentest: Test → -"] },
        { [Report, Report with { Id = "pentest", Title = "Test" }], [Report with { Id = "new" }],
            ["evidenceWithdrawn pentest: Test → -", "metadataChanged evidence: - → -"] },
        { [Report], [Report with { Title = "SOC 2 type 2" }], ["metadataChanged evidence: SOC 2 → SOC 2 type 2"] },
    };

    [Theory]
    [MemberData(nameof(Evidences))]
    public void Evidence_that_is_gone_without_one_in_its_place_is_told(Evidence[] before, Evidence[] after, string[] expected) =>
        Assert.Equal(expected, Diff.Changes(With(evidence: before), With(evidence: after)));

    public static TheoryData<Upstream[], Upstream[], string[]> Upstreams => new()
    {
        { [], [Cloud], ["subproviderChanged cloud: - → host"] },
        { [Cloud], [], ["subproviderChanged cloud: host → -"] },
        { [Cloud], [Cloud with { Provider = "other" }], ["subproviderChanged cloud: host → other"] },
        { [Cloud], [Cloud with { Version = "2.0.0", Matrix = "https://host.example/m" }], ["metadataChanged upstream: - → -"] },
        { [Cloud], [Cloud with { Provider = "other", Assurance = Assurance.CarveOut }],
            ["subproviderChanged cloud: host → other", "metadataChanged upstream: - → -"] },
    };

    [Theory]
    [MemberData(nameof(Upstreams))]
    public void An_upstream_that_comes_goes_or_changes_its_provider_is_told_once(Upstream[] before, Upstream[] after, string[] expected) =>
        Assert.Equal(expected, Diff.Changes(With(upstream: before), With(upstream: after)));

    [Fact]
    public void Every_text_of_the_document_that_changed_is_shown_before_and_after()
    {
        var old = With(evidence: [Report]) with
        { Parameters = [new Parameter { Id = "plan", Title = "Plan", Values = ["basic"], Default = "basic" }] };
        old = old with
        {
            Translations = new([new("de", new([new("a.1", new TranslatedText { Title = "Zeile" })]))]),
            Service = old.Service with { Description = "Old." }
        };
        var now = old with
        {
            Parameters = [old.Parameters[0] with { Title = "Tier" }],
            Translations = new([new("de", new([new("a.1", new TranslatedText { Title = "Reihe" })]))]),
            Service = old.Service with { Description = "New." },
            Parties = [old.Parties[0] with { Name = "Acme plc" }, .. old.Parties.Skip(1)],
        };
        Assert.Equal(
            ["metadataChanged service: Old. → New.", "metadataChanged parties: Acme → Acme plc", "metadataChanged parameters: Plan → Tier",
                "metadataChanged translations: Zeile → Reihe"],
            Diff.Changes(old, now));
    }

    [Fact]
    public void A_commitment_that_moves_to_an_affiliate_is_another_one()
    {
        Matrix Of(string party) => Diff.Commitments(Diff.Commitment(TargetOperator.AtMost, 24, "hours") with { Party = party }) with
        { Parties = [.. Diff.Split(Sides.Provider).Parties, new Party { Id = "affiliate", Name = "A", Side = Sides.Provider }] };
        Assert.StartsWith("commitmentChanged p: by provider → by affiliate", Assert.Single(Diff.Changes(Of("provider"), Of("affiliate"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_annex_and_its_base_it_is_told_what_was_negotiated_and_nothing_of_versions()
    {
        var @base = With(authorizations: [Moderate], evidence: [Report]) with
        {
            Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            Controls = [Make.Row("a.1"), Make.Row("a.2")],
            Assignments = [Make.Assign("*", Sides.Provider), Make.Assign("a.2", Sides.Customer, Condition.Of("plan", "basic"))],
        };
        var annex = Annex(@base, "https://acme.example/annex") with
        {
            Version = "0.1.0",
            Parameters = [new Parameter { Id = "plan", Values = ["plus"], Default = "plus" }],
            Assignments = [Make.Assign("a.1", Sides.Shared)],
        };
        var further = Annex(annex, "https://acme.example/further");
        var documents = DocumentSet.BuiltIn.Add(@base).Add(annex);
        foreach (var (document, count) in new[] { (annex, 1), (further, 1) })
        {
            var result = MatrixDiff.Compare(
                new Resolver(@base, new() { Documents = documents }), new Resolver(document, new() { Documents = documents }), Make.Today);
            Assert.True(result.IsOfBase);
            Assert.Equal((null, null, true), (result.RequiredBump, result.DeclaredBump, result.IsSufficient));
            Assert.Empty(result.Diagnostics);
            Assert.Equal(["plus"], result.Options[1].Values);
            Assert.Equal(
                ["customerAdded a.1: provider → shared", "inheritabilityNarrowed a.1: full → partial",
                    "accountableChanged a.1: provider → provider, customer", "metadataChanged parameters: - → -"],
                Diff.Lines(result));
            Assert.Contains("\"requiredBump\": null,\n  \"declaredBump\": null,\n  \"sufficient\": null,",
                System.Text.Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(result)), StringComparison.Ordinal);
        }
        Assert.Contains(
            "name the base first", MatrixDiff.ProblemWith(
            new Resolver(annex, new() { Documents = documents }), new Resolver(@base, new() { Documents = documents }))!.Message,
            StringComparison.Ordinal);
        Assert.Contains("in version 1.0.0, and this is 2.0.0",
            MatrixDiff.ProblemWith(new Resolver(@base with { Version = "2.0.0" }, new() { Documents = documents }),
                new Resolver(annex, new() { Documents = documents }))!.Message,
            StringComparison.Ordinal);
    }

    private static Matrix Annex(Matrix @base, string id) => new()
    {
        Id = id,
        Version = "1.0.0",
        Title = "Annex",
        Service = @base.Service,
        Parties = [.. @base.Parties.Take(2)],
        Extends = new BaseReference { Id = @base.Id, Version = @base.Version },
        Assignments = [],
    };

    private static Matrix With(Authorization[]? authorizations = null, Evidence[]? evidence = null, Upstream[]? upstream = null)
    {
        var matrix = Diff.Split(Sides.Provider);
        return matrix with
        {
            Authorizations = (authorizations ?? []).ToValueList(),
            Evidence = (evidence ?? []).ToValueList(),
            Upstreams = (upstream ?? []).ToValueList(),
            Parties = [.. matrix.Parties.Where(party => party.Id is not ("host" or "other")), new Party { Id = "host", Name = "Host" },
                new Party { Id = "other", Name = "Other" }],
        };
    }
}
