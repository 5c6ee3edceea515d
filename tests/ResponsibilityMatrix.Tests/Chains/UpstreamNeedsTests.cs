using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Chains;

/// <summary>An upstream must have one of the authorizations that are needed of it (RM3016).</summary>
public sealed class UpstreamNeedsTests
{
    private static readonly AuthorizationNeed Moderate = new() { Scheme = "fedramp", Level = "moderate" };
    private static readonly Authorization Low = new() { Scheme = "fedramp", Level = "low" };
    private static readonly Authorization High = new() { Scheme = "fedramp", Level = "high" };

    public static TheoryData<string, AuthorizationNeed[], Authorization[], bool> Cases => new()
    {
        { "a higher level", [Moderate], [High], true },
        { "only a lower one", [Moderate], [Low], false },
        { "one of several", [Moderate], [Low, new() { Scheme = "FedRAMP", Level = "Moderate" }], true },
        { "one of several needs", [new() { Scheme = "c5" }, Moderate], [High], true },
        { "nothing", [Moderate], [], false },
        { "another scheme", [new() { Scheme = "c5" }], [High], false },
        { "no level stated", [Moderate], [new() { Scheme = "fedramp" }], false },
        { "no level needed", [new() { Scheme = "fedramp" }], [new() { Scheme = "fedramp" }], true },
        { "in process", [Moderate], [High with { Basis = AuthorizationBasis.InProcess }], false },
        { "equivalent", [Moderate], [High with { Basis = AuthorizationBasis.Equivalent }], true },
        { "equivalent, authorized needed", [Moderate with { Basis = AuthorizationBasis.Authorized }],
            [High with { Basis = AuthorizationBasis.Equivalent }], false },
        { "authorized by default", [Moderate with { Basis = AuthorizationBasis.Authorized }], [High], true },
        { "begun is enough", [Moderate with { Basis = AuthorizationBasis.InProcess }], [High with { Basis = AuthorizationBasis.InProcess }],
            true },
        { "ended the day before", [Moderate], [High with { ValidUntil = Make.Today.AddDays(-1) }], false },
        { "ends on the day", [Moderate], [High with { ValidUntil = Make.Today }], true },
        { "issued the day after", [Moderate], [High with { Issued = Make.Today.AddDays(1) }], false },
        { "another scheme's level of the same name", [new() { Scheme = "house", Level = "2" }], [new() { Scheme = "house", Level = "3" }],
            false },
        { "an equal level of a scheme without order", [new() { Scheme = "house", Level = "gold" }],
            [new() { Scheme = "house", Level = "Gold" }], true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_need_is_met_or_told_once_by_the_chain_and_by_validate(
        string title, AuthorizationNeed[] needs, Authorization[] stated, bool isMet)
    {
        var (matrix, documents) = Pair(needs, stated);
        Assert.True(ReportedByBoth(matrix, documents) == (isMet ? 0 : 1), title);
    }

    [Fact]
    public void The_message_says_what_is_needed_and_what_there_is()
    {
        var (matrix, documents) =
            Pair([Moderate], [Low, High with { Basis = AuthorizationBasis.InProcess }, High with { ValidUntil = new(2025, 1, 31) }]);
        Assert.Equal(
            "The upstream \"host\" needs FedRAMP moderate or higher, but urn:host@1.0.0 states only FedRAMP low, FedRAMP high (in " +
                "process) and FedRAMP high, which ended on 2025-01-31 (asked for 2026-11-24).",
            Assert.Single(matrix.Findings(documents), finding => finding.Id == "RM3016").Message);
    }

    [Fact]
    public void It_is_not_told_where_the_upstream_publishes_nothing_or_is_not_at_hand()
    {
        var (matrix, documents) = Pair([Moderate], []);
        Assert.Equal(0, ReportedByBoth(matrix with { Upstreams = [matrix.Upstreams[0] with { Matrix = null }] }, documents));
        Assert.Equal(0, ReportedByBoth(matrix, DocumentSet.BuiltIn));
    }

    [Fact]
    public void A_bases_authorizations_are_not_brought_along()
    {
        var (matrix, documents) = Pair([Moderate], [High]);
        var annex = Make.Matrix() with { Id = "urn:host-annex", Controls = [], Extends = new() { Id = "urn:host" } };
        Assert.Equal(
            1, ReportedByBoth(matrix with { Upstreams = [matrix.Upstreams[0] with { Matrix = "urn:host-annex" }] }, documents.Add(annex)));
    }

    [Fact]
    public void A_need_of_an_upstream_is_told_with_the_way_to_it()
    {
        var (middle, documents) = Pair([Moderate], [Low]);
        middle = middle with { Assignments = [Inherits("host")] };
        var top = Make.Matrix(Inherits("mid")) with
        {
            Id = "urn:top",
            Upstreams = [new() { Id = "mid", Matrix = middle.Id, Provider = "host" }],
        };
        var finding = Assert.Single(Chain(top, documents.Add(middle)), finding => finding.Id == "RM3016");
        Assert.Contains("builds on", Assert.Single(finding.Related).Message, StringComparison.Ordinal);

        static Assignment Inherits(string upstream) =>
            new() { Controls = ["a.1"], Duties = [new() { Party = "provider", InheritedFrom = upstream, UpstreamControls = ["a.1"] }] };
    }

    [Fact]
    public void Levels_that_a_known_scheme_does_not_have_and_dates_that_go_backwards_are_told()
    {
        var (matrix, documents) = Pair([new() { Scheme = "cmmc", Level = "two" }], [High]);
        var findings = (matrix with
        {
            Authorizations =
            [
                new() { Scheme = "fedramp", Level = "moderat" }, new() { Scheme = "soc2", Level = "type2" },
                    new() { Scheme = "house", Level = "x" },
                new() { Scheme = "c5", Issued = new(2026, 1, 2), ValidUntil = new(2026, 1, 1) },
            ],
        }).Findings(documents);
        Assert.Equal(
            ["RM1006 /authorizations/0/level", "RM1006 /upstream/0/needs/0/level", "RM6002 /authorizations/3/validUntil",
                "RM6005 /authorizations/3/validUntil"],
            findings.Where(finding => finding.Id is "RM1006" or "RM6002" or "RM6005")
                .Select(finding => $"{finding.Id} {finding.Place!.Pointer}").Order(StringComparer.Ordinal));
        Assert.Contains(
            findings, finding =>
            finding.Message == "FedRAMP has no level \"moderat\": its levels are li-saas, low, moderate, high. Did you mean \"moderate\"?");
    }

    private static (Matrix Matrix, DocumentSet Documents) Pair(AuthorizationNeed[] needs, Authorization[] stated)
    {
        var host = Make.Matrix() with { Id = "urn:host", Authorizations = [.. stated] };
        var matrix = Make.Matrix() with { Upstreams = [new() { Id = "host", Matrix = "urn:host", Provider = "host", Needs = [.. needs] }] };
        return (matrix, DocumentSet.BuiltIn.Add(host));
    }

    private static int ReportedByBoth(Matrix matrix, DocumentSet documents)
    {
        var validated = matrix.Findings(documents).Count(finding => finding.Id == "RM3016");
        Assert.Equal(validated, Chain(matrix, documents).Count(finding => finding.Id == "RM3016"));
        return validated;
    }

    private static ValueList<Diagnostics.Diagnostic> Chain(Matrix matrix, DocumentSet documents) =>
        new ChainResolver(new MatrixDocument(matrix), new() { Documents = documents }).Resolve(Make.Context()).Diagnostics;
}
