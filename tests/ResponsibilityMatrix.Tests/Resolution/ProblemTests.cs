using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>What is wrong with a question, as a value: an application that shows problems in its own words needs nothing of the
/// message.</summary>
public class ProblemTests
{
    private static readonly Catalog Demo = new()
    {
        Id = "demo",
        Edition = "1",
        Title = "Demo",
        Controls = [Make.Row("C-1"), Make.Row("C-2") with { IsWithdrawn = true, ReplacedBy = ["C-1"] }, Make.Row("C-3"), Make.Row("C-4")],
    };

    private static readonly Catalog Other = Demo with { Id = "other", Controls = [Make.Row("C-4")] };

    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.Add(Demo).Add(Other);

    private static readonly Parameter Plan = new() { Id = "plan", Values = ["basic", "plus"], Default = "basic" };

    private static readonly Matrix Matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
    {
        Service = Make.Matrix().Service with { Models = ["saas", "paas"] },
        Parameters = [Plan],
        Catalogs = [new CatalogScope { Id = "demo", Edition = "1", Exclude = ["C-3"] }, new CatalogScope { Id = "other", Edition = "1" }],
    };

    private static readonly Resolver Resolver = new(Matrix, new() { Documents = Documents });

    [Fact]
    public void A_context_that_leaves_a_choice_open_or_names_something_unknown()
    {
        AssertProblem(ProblemCode.MissingServiceModel, null, ["saas", "paas"], Resolver.ProblemWith(Make.Context()));
        AssertProblem(ProblemCode.UnknownServiceModel, "sas", ["saas", "paas"], Resolver.ProblemWith(Make.Context("sas")), "saas");
        AssertProblem(ProblemCode.UnknownParameter, "plam", ["plan"], Resolver.ProblemWith(Make.Context("saas", ("plam", "x"))), "plan");
        var unknown = Resolver.ProblemWith(Make.Context("saas", ("plan", "pluss")));
        AssertProblem(ProblemCode.UnknownParameterValue, "plan", ["basic", "plus"], unknown, "plus");
        Assert.Equal("pluss", unknown!.Value);
        AssertProblem(ProblemCode.MissingParameter, "plan", ["basic", "plus"], Of(Plan with { Default = null }));
        var other = Of(Plan with { Default = "gold" });
        AssertProblem(ProblemCode.UnknownDefault, "plan", ["basic", "plus"], other);
        Assert.Equal("gold", other!.Value);
        AssertProblem(ProblemCode.NoServiceModel, null, [],
            new Resolver(Matrix with { Service = Matrix.Service with { Models = [] } }).ProblemWith(Make.Context()));
        Assert.Null(Resolver.ProblemWith(Make.Context("saas")));

        static Problem? Of(Parameter parameter) => new Resolver(Matrix with { Parameters = [parameter] }).ProblemWith(Make.Context("saas"));
    }

    [Theory]
    [InlineData("§", ProblemCode.InvalidControl)]
    [InlineData("C-*", ProblemCode.SeveralControls)]
    [InlineData("demo:C-2", ProblemCode.WithdrawnControl, "C-1")]
    [InlineData("demo:C-3", ProblemCode.ControlNotInScope)]
    [InlineData("C-4", ProblemCode.AmbiguousControl, "demo:C-4", "other:C-4")]
    [InlineData("demo:C-9", ProblemCode.UnknownControl)]
    public void A_name_that_is_no_control_here(string control, ProblemCode code, params string[] choices)
    {
        Assert.False(Resolver.Knows(control, out var problem));
        AssertProblem(code, control, choices, problem with { Suggestion = null });
    }

    [Fact]
    public void A_catalog_that_is_none_here()
    {
        Assert.False(Resolver.Knows("dem:C-1", out var problem));
        AssertProblem(ProblemCode.UnknownCatalog, "dem", [.. problem.Choices], problem, "demo");
        Assert.Contains("demo", problem.Choices);
        Assert.True(Resolver.Knows("demo:C-1", out problem));
        Assert.Null(problem);
    }

    [Fact]
    public void A_name_of_several_parties()
    {
        var matrix = Matrix with { Parties = [.. Matrix.Parties, new Party { Id = "twin", Name = "Host" }] };
        Assert.Null(Checklist.FindParty(new Resolver(matrix), "Host", out var problem));
        AssertProblem(ProblemCode.AmbiguousParty, "Host", ["host", "twin"], problem! with { Suggestion = null });
    }

    [Fact]
    public void A_catalog_that_nothing_leads_to()
    {
        AssertProblem(ProblemCode.CatalogInScope, "demo@1", [], new Crosswalk(Resolver, Demo).Problem);
        AssertProblem(ProblemCode.NoMapping, "third@1", [], new Crosswalk(Resolver, Demo with { Id = "third" }).Problem);
    }

    [Fact]
    public void Two_matrices_that_cannot_be_compared()
    {
        var saas = Make.Matrix();
        AssertProblem(ProblemCode.DifferentMatrices, "urn:other", [],
            MatrixDiff.ProblemWith(new Resolver(saas), new Resolver(saas with { Id = "urn:other" })));
        var paas = saas with { Service = saas.Service with { Models = ["paas"] } };
        AssertProblem(ProblemCode.NothingInCommon, null, [], MatrixDiff.ProblemWith(new Resolver(saas), new Resolver(paas)));
        AssertProblem(ProblemCode.DifferentServices, "other", [],
            new Reconciler(new Resolver(saas), new Resolver(saas with { Service = saas.Service with { Id = "other" } }))
            .ProblemWith(Make.Context()));
    }

    [Theory]
    [InlineData("ec-encrypted", null, ProblemCode.MissingPassphrase)]
    [InlineData("ec-encrypted", "falsch", ProblemCode.WrongPassphrase)]
    [InlineData("ec.pub", null, ProblemCode.WrongKey)]
    [InlineData("ed25519", null, ProblemCode.UnsupportedKey)]
    public void A_key_that_cannot_sign(string name, string? passphrase, ProblemCode code)
    {
        Assert.False(SigningKey.TryParse(Publishing.Keys.Pem(name), passphrase, out _, out var problem));
        AssertProblem(code, null, [], problem);
    }

    [Fact]
    public void A_text_with_no_key_or_several()
    {
        Assert.False(VerificationKey.TryParse("", out _, out var problem));
        AssertProblem(ProblemCode.NoKey, null, [], problem);
        Assert.False(VerificationKey.TryParse(Publishing.Keys.Pem("ec.pub") + "\n" + Publishing.Keys.Pem("rsa.pub"), out _, out problem));
        AssertProblem(ProblemCode.SeveralKeys, null, [], problem);
    }

    private static void AssertProblem(ProblemCode code, string? subject, string[] choices, Problem? problem, string? suggestion = null)
    {
        Assert.NotNull(problem);
        Assert.Equal((code, subject, suggestion), (problem.Code, problem.Subject, problem.Suggestion));
        Assert.Equal(choices, problem.Choices);
        Assert.Equal(problem.Message, problem.ToString());
    }
}
