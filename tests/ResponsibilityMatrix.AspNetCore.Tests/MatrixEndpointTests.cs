using System.Net;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>What endpoints answer about matrices, both of the application and uploaded, is what the core answers.</summary>
public sealed class MatrixEndpointTests
{
    private static readonly ResolutionContext Enterprise =
        new() { AsOf = TestApp.Today, Parameters = new([KeyValuePair.Create("plan", "enterprise")]) };

    private static readonly (string, string)[] OfEnterprise = [("set", "plan=enterprise")];

    [Fact]
    public async Task The_matrices_are_listed()
    {
        await using var app = await TestApp.StartAsync();

        var list = JsonDocument.Parse(await app.Client.GetStringAsync("/m/matrices")).RootElement.GetProperty("matrices");

        Assert.Equal(app.Store.Documents.Matrices.Count, list.GetArrayLength());
        var crm = list.EnumerateArray().Where(matrix => matrix.GetProperty("id").GetString() == TestApp.Crm).ToList();
        Assert.Equal(["1.2.0", "2.0.0"], crm.Select(matrix => matrix.GetProperty("version").GetString()));
        Assert.Equal(["saas"], crm[0].GetProperty("serviceModels").EnumerateArray().Select(model => model.GetString()));
        Assert.Equal("en", crm[0].GetProperty("language").GetString());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_matrix_is_resolved(bool isUpload)
    {
        await using var app = await TestApp.StartAsync();
        var resolver = ResolverOf(app, isUpload);
        var answer = resolver.Resolve(Enterprise);

        await AssertAnswers(app, isUpload, "resolve", OfEnterprise, answer with { Diagnostics = WithErrors(resolver, answer.Diagnostics) });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Some_controls_are_resolved_in_another_language(bool isUpload)
    {
        await using var app = await TestApp.StartAsync();
        var resolver = ResolverOf(app, isUpload);
        var answer = resolver.Resolve(Enterprise, new() { Controls = ["9.2.1", "16.1.2"], Language = "de" });

        Assert.Equal(2, answer.Controls.Count);
        await AssertAnswers(
            app, isUpload, "resolve", [.. OfEnterprise, ("control", "9.2.1"), ("control", "16.1.2"), ("language", "de")],
            answer with { Diagnostics = WithErrors(resolver, answer.Diagnostics) });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_control_is_explained(bool isUpload)
    {
        await using var app = await TestApp.StartAsync();

        await AssertAnswers(
            app, isUpload, "explain", [.. OfEnterprise, ("control", "9.2.1")], ResolverOf(app, isUpload).Resolve("9.2.1", Enterprise)!);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_chain_is_followed(bool isUpload)
    {
        await using var app = await TestApp.StartAsync();
        var resolver = ResolverOf(app, isUpload);
        var answer = new ChainResolver(resolver).Resolve(Enterprise);

        Assert.Contains(answer.Matrices, matrix => matrix.Id == "https://northrack.example/matrices/compute");
        await AssertAnswers(app, isUpload, "chain", OfEnterprise, answer with { Diagnostics = WithErrors(resolver, answer.Diagnostics) });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_matrix_is_checked_against_a_set_of_requirements(bool isUpload)
    {
        await using var app = await TestApp.StartAsync();
        var report = new RequirementsChecker(ResolverOf(app, isUpload))
            .Check(RequirementsChecker.FindBuiltInSet("iso-27017-agreement")!, Enterprise);

        await AssertAnswers(app, isUpload, "check", [.. OfEnterprise, ("against", "iso-27017-agreement")], report);
    }

    [Fact]
    public async Task A_check_tells_that_a_matrix_has_expired()
    {
        await using var app = await TestApp.StartAsync();

        var report = JsonDocument.Parse(await app.Client.GetStringAsync(TestApp.Query(
            "check", [("id", TestApp.Crm), .. OfEnterprise, ("against", "iso-27017-agreement"), ("asOf", "2040-01-01")]))).RootElement;

        Assert.Contains(report.GetProperty("diagnostics").EnumerateArray(), finding => finding.GetProperty("id").GetString() == "RM6003");
    }

    [Fact]
    public async Task A_matrix_is_checked_against_a_set_of_the_application()
    {
        await using var app = await TestApp.StartAsync();
        var own = app.Store.RequirementSets.First(set => RequirementsChecker.FindBuiltInSet(set.Id) is null);

        await AssertAnswers(app, isUpload: false, "check", [.. OfEnterprise, ("against", own.Id)],
            new RequirementsChecker(ResolverOf(app, isUpload: false)).Check(own, Enterprise));
    }

    [Fact]
    public async Task Two_versions_are_compared_in_every_context_or_in_one()
    {
        await using var app = await TestApp.StartAsync();
        var (old, @new) = (ResolverOf(app, isUpload: false), app.Store.GetResolver(app.Store.Documents.FindMatrix(TestApp.Crm)!));

        Assert.Equal(
            MatrixJson.ToUtf8Bytes(MatrixDiff.Compare(old, @new, TestApp.Today)),
            await app.Client.GetByteArrayAsync(TestApp.Query("diff", ("id", TestApp.Crm), ("from", "1.2.0"), ("to", "2.0.0"))));
        Assert.Equal(
            MatrixJson.ToUtf8Bytes(MatrixDiff.Compare(old, @new, Enterprise)),
            await app.Client.GetByteArrayAsync(TestApp.Query("diff", [("id", TestApp.Crm), ("from", "1.2.0"), .. OfEnterprise])));
    }

    [Fact]
    public async Task An_upload_is_compared_with_its_version_before()
    {
        await using var app = await TestApp.StartAsync();
        var upload = new Resolver(TestApp.ReadExample("crm-2.0.0.matrix.json"), app.UploadOptions);

        using var response = await app.PostAsync("/m/diff?from=1.2.0", TestApp.Example("crm-2.0.0.matrix.json"));

        Assert.Equal(
            MatrixJson.ToUtf8Bytes(MatrixDiff.Compare(ResolverOf(app, isUpload: false), upload, TestApp.Today)),
            await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_annex_is_compared_with_its_base()
    {
        await using var app = await TestApp.StartAsync();
        var annex = app.Store.GetResolver(app.Store.Documents.FindMatrix(TestApp.Annex)!);
        var expected = MatrixJson.ToUtf8Bytes(MatrixDiff.Compare(ResolverOf(app, isUpload: false), annex, TestApp.Today));

        Assert.Equal(
            expected,
            await app.Client.GetByteArrayAsync(TestApp.Query("diff", ("id", TestApp.Crm), ("from", "1.2.0"), ("toId", TestApp.Annex))));
        using var response = await app.PostAsync(
            TestApp.Query("diff", ("id", TestApp.Crm), ("from", "1.2.0")), TestApp.Example("crm-annex.matrix.json"));
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("explain")]
    [InlineData("chain")]
    [InlineData("check")]
    [InlineData("diff")]
    public async Task An_unknown_matrix_is_not_found(string path)
    {
        await using var app = await TestApp.StartAsync();

        var problem = await ProblemBody.ReadAsync(
            await app.Client.GetAsync(TestApp.Query(path, ("id", "urn:nobody"))), HttpStatusCode.NotFound);

        Assert.Equal("unknownMatrix", problem.Code);
        Assert.Equal("urn:responsibility-matrix:problem:unknownMatrix", problem.Type);
        Assert.Equal("Unknown matrix", problem.Title);
        Assert.Equal("urn:nobody", problem.Subject);
    }

    [Fact]
    public async Task An_unknown_version_is_not_found_and_the_known_ones_are_named()
    {
        await using var app = await TestApp.StartAsync();

        var problem = await ProblemBody.ReadAsync(
            await app.Client.GetAsync(TestApp.Query("resolve", ("id", TestApp.Crm), ("version", "9.0.0"))), HttpStatusCode.NotFound);

        Assert.Equal("unknownVersion", problem.Code);
        Assert.Equal(["1.2.0", "2.0.0"], problem.Choices);
    }

    [Theory]
    [InlineData("resolve", "serviceModel=iaas", "unknownServiceModel", "iaas", 400)]
    [InlineData("resolve", "set=plan=gold", "unknownParameterValue", "plan", 400)]
    [InlineData("resolve", "set=colour=red", "unknownParameter", "colour", 400)]
    [InlineData("resolve", "set=plan", "invalidQuery", "set", 400)]
    [InlineData("resolve", "set=plan=enterprise&set=plan=standard", "invalidQuery", "set", 400)]
    [InlineData("resolve", "asOf=tomorrow", "invalidQuery", "asOf", 400)]
    [InlineData("resolve", "asOf=2026-1-1", "invalidQuery", "asOf", 400)]
    [InlineData("resolve", "version=one", "invalidQuery", "version", 400)]
    [InlineData("resolve", "language=xx", "invalidQuery", "language", 400)]
    [InlineData("resolve", "control=9.2.1&control=99.9", "unknownControl", "99.9", 400)]
    [InlineData("explain", "", "invalidQuery", "control", 400)]
    [InlineData("explain", "control=A.9.*", "severalControls", "A.9.*", 400)]
    [InlineData("chain", "set=plan=gold", "unknownParameterValue", "plan", 400)]
    [InlineData("check", "", "invalidQuery", "against", 400)]
    [InlineData("check", "against=nothing", "unknownRequirementSet", "nothing", 404)]
    [InlineData("diff", "toId=https://anvil.example/matrices/platform", "differentMatrices", null, 422)]
    public async Task A_question_that_cannot_be_asked_is_a_problem_with_its_subject(
        string path, string query, string code, string? subject, int status)
    {
        await using var app = await TestApp.StartAsync();

        var problem = await ProblemBody.ReadAsync(
            await app.Client.GetAsync($"/m/{path}?id={Uri.EscapeDataString(TestApp.Crm)}&{query}"), (HttpStatusCode)status);

        Assert.Equal(code, problem.Code);
        if (subject is not null) Assert.Equal(subject, problem.Subject);
        Assert.DoesNotContain("--", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_choices_are_named()
    {
        await using var app = await TestApp.StartAsync();

        var problem = await ProblemBody.ReadAsync(
            await app.Client.GetAsync(TestApp.Query("resolve", ("id", TestApp.Crm), ("set", "plan=gold"))), HttpStatusCode.BadRequest);

        var plan = app.Store.Documents.FindMatrix(TestApp.Crm)!.Matrix.Parameters.Single(parameter => parameter.Id == "plan");
        Assert.Equal(plan.Values, problem.Choices);
    }

    [Fact]
    public async Task A_question_without_an_id_is_a_problem()
    {
        await using var app = await TestApp.StartAsync();

        Assert.Equal("id", (await ProblemBody.ReadAsync(await app.Client.GetAsync("/m/resolve"), HttpStatusCode.BadRequest)).Subject);
    }

    [Fact]
    public async Task An_upload_with_errors_answers_nothing_and_says_where_they_are()
    {
        await using var app = await TestApp.StartAsync();
        var text = Encoding.UTF8.GetString(TestApp.Example("crm.matrix.json"))
            .Replace("\"title\"", "\"titel\"", StringComparison.Ordinal);

        using var response = await app.PostAsync("/m/resolve", Encoding.UTF8.GetBytes(text));

        var problem = await ProblemBody.ReadAsync(response, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("urn:responsibility-matrix:finding:RM0100", problem.Type);
        Assert.All(problem.Diagnostics.EnumerateArray(), finding => Assert.True(finding.GetProperty("line").GetInt32() > 0));
    }

    [Fact]
    public async Task An_upload_of_another_kind_answers_nothing()
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.PostAsync("/m/resolve", TestApp.Example("acme-controls.catalog.json"));

        Assert.Equal("wrongKind", (await ProblemBody.ReadAsync(response, HttpStatusCode.UnprocessableEntity)).Code);
    }

    public static TheoryData<bool> Ways => [false, true];

    private static Resolver ResolverOf(TestApp app, bool isUpload) =>
        isUpload ? new Resolver(TestApp.ReadExample("crm.matrix.json"), app.UploadOptions)
            : app.Store.GetResolver(app.Store.Documents.FindMatrix(TestApp.Crm, SemanticVersion.Parse("1.2.0"))!);

    private static ValueList<Diagnostic> WithErrors(Resolver resolver, ValueList<Diagnostic> diagnostics) =>
        [.. DocumentValidator.ValidateDocument(resolver, TestApp.Today).Where(finding => finding.Severity == Severity.Error),
            .. diagnostics];

    private static async Task AssertAnswers<T>(TestApp app, bool isUpload, string path, (string, string)[] parameters, T expected)
    {
        using var response = isUpload
            ? await app.PostAsync(TestApp.Query(path, parameters), TestApp.Example("crm.matrix.json"))
            : await app.Client.GetAsync(TestApp.Query(path, [("id", TestApp.Crm), ("version", "1.2.0"), .. parameters]));
        var given = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, Encoding.UTF8.GetString(given));
        Assert.Equal(MatrixJson.ToUtf8Bytes(expected), given);
    }
}
