using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>Answers about the matrices of the application.</summary>
internal static class MatrixEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/matrices", List)
            .WithName("ListMatrices")
            .WithSummary("The matrices that can be asked about")
            .Produces<MatrixList>();
        group.MapGet("/resolve", Resolve)
            .WithName("ResolveMatrix")
            .WithSummary("Who does what, for every control or for some, with reasons")
            .Gives<ResolvedMatrix>()
            .OfMatrix();
        group.MapGet("/explain", Explain)
            .WithName("ExplainControl")
            .WithSummary("Who does what for one control, with reasons")
            .Gives<ResolvedControl>()
            .OfMatrix();
        group.MapGet("/chain", Chain)
            .WithName("FollowChain")
            .WithSummary("Who performs each control over all upstreams, and what stays with whom")
            .Gives<ChainAnswer>()
            .OfMatrix();
        group.MapGet("/check", Check)
            .WithName("CheckMatrix")
            .WithSummary("Whether a matrix contains what an agreement must contain")
            .Gives<RequirementsReport>()
            .OfMatrix();
        group.MapGet("/diff", Diff)
            .WithName("CompareVersions")
            .WithSummary("What changed between two versions of a matrix, and whether the version number says so")
            .WithDescription(
                "Without a service model and parameters, the versions are compared in every context that both know. Of a base and an " +
                "annex that extends it, the changes are what was negotiated.")
            .Gives<MatrixDiff>()
            .OfMatrix();
    }

    private static Task List(HttpContext http, [FromServices] MatrixRequests requests) =>
        requests.RunAsync("list", http, request => new(
            Answer.Of(MatrixList.Of(request.Store.Documents), EndpointJsonContext.Default.MatrixList)));

    private static Task Resolve(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] MatrixQuery matrix,
        [AsParameters] ContextQuery context, [AsParameters] AnswerQuery answer) =>
        requests.RunAsync("resolve", http, request => new(
            request.Find(matrix.Id, matrix.Version, out var document)
            ?? Answers.Resolve(request, request.Store.GetResolver(document), document.Matrix, context, answer)));

    private static Task Explain(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] MatrixQuery matrix,
        [AsParameters] ContextQuery context,
        [FromQuery(Name = "control"), Description(Answers.ControlDescription)] string? control,
        [FromQuery(Name = "language"), Description(Answers.LanguageDescription)] string? language) =>
        requests.RunAsync("explain", http, request => new(
            request.Find(matrix.Id, matrix.Version, out var document)
            ?? Answers.Explain(request, request.Store.GetResolver(document), document.Matrix, context, control, language)));

    private static Task Chain(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] MatrixQuery matrix,
        [AsParameters] ContextQuery context, [AsParameters] AnswerQuery answer) =>
        requests.RunAsync("chain", http, request => new(
            request.Find(matrix.Id, matrix.Version, out var document)
            ?? Answers.Chain(
                request, request.Store.GetResolver(document), request.Store.GetChainResolver(document), document.Matrix, context, answer)));

    private static Task Check(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] MatrixQuery matrix,
        [AsParameters] ContextQuery context,
        [FromQuery(Name = "against"), Description(Answers.AgainstDescription)] string? against) =>
        requests.RunAsync("check", http, request => new(
            request.Find(matrix.Id, matrix.Version, out var document)
            ?? Answers.Check(request, request.Store.GetResolver(document), context, against)));

    private static Task Diff(HttpContext http, [FromServices] MatrixRequests requests,
        [FromQuery(Name = "id"), Description("The id of the matrix, of whose versions two are compared; or of the base of an annex.")]
        string? id,
        [FromQuery(Name = "from"), Description("The old version.")] string? from,
        [FromQuery(Name = "to"), Description("The new version; the highest if left out.")] string? to,
        [FromQuery(Name = "toId"), Description("The id of the new version, where it has another; or of the annex.")] string? toId,
        [AsParameters] ContextQuery context) =>
        requests.RunAsync("diff", http, request =>
        {
            if (request.Find(id, from, out var old) is { } noOld) return new(noOld);
            if (request.Find(toId ?? id, to, out var @new) is { } noNew) return new(noNew);
            return new(Answers.Diff(request, request.Store.GetResolver(old), request.Store.GetResolver(@new), context));
        });
}
