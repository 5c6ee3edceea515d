using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>The same answers about a matrix that is uploaded. Its bases, upstreams and catalogs are looked for among the documents of the
/// application.</summary>
internal static class UploadEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/resolve", Resolve)
            .WithName("ResolveUpload")
            .WithSummary("Who does what by an uploaded matrix, for every control or for some, with reasons")
            .TakesMatrix()
            .Gives<ResolvedMatrix>();
        group.MapPost("/explain", Explain)
            .WithName("ExplainControlOfUpload")
            .WithSummary("Who does what for one control by an uploaded matrix, with reasons")
            .TakesMatrix()
            .Gives<ResolvedControl>();
        group.MapPost("/chain", Chain)
            .WithName("FollowChainOfUpload")
            .WithSummary("Who performs each control of an uploaded matrix over all upstreams, and what stays with whom")
            .TakesMatrix()
            .Gives<ChainAnswer>();
        group.MapPost("/check", Check)
            .WithName("CheckUpload")
            .WithSummary("Whether an uploaded matrix contains what an agreement must contain")
            .TakesMatrix()
            .Gives<RequirementsReport>();
        group.MapPost("/diff", Diff)
            .WithName("CompareUpload")
            .WithSummary("What an uploaded matrix changes, compared with one of the application")
            .WithDescription(
                "The upload is the new version, or an annex that extends the old one. Without a service model and parameters, the two " +
                "are compared in every context that both know.")
            .TakesMatrix()
            .Gives<MatrixDiff>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task Resolve(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] ContextQuery context,
        [AsParameters] AnswerQuery answer) =>
        OfUpload("resolve", http, requests, context, (request, document, resolver) =>
            Answers.Resolve(request, resolver, document.Matrix, context, answer));

    private static Task Explain(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] ContextQuery context,
        [FromQuery(Name = "control"), Description(Answers.ControlDescription)] string? control,
        [FromQuery(Name = "language"), Description(Answers.LanguageDescription)] string? language) =>
        OfUpload("explain", http, requests, context, (request, document, resolver) =>
            Answers.Explain(request, resolver, document.Matrix, context, control, language));

    private static Task Chain(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] ContextQuery context,
        [AsParameters] AnswerQuery answer) =>
        OfUpload("chain", http, requests, context, (request, document, resolver) =>
            Answers.Chain(request, resolver, new ChainResolver(resolver), document.Matrix, context, answer));

    private static Task Check(HttpContext http, [FromServices] MatrixRequests requests, [AsParameters] ContextQuery context,
        [FromQuery(Name = "against"), Description(Answers.AgainstDescription)] string? against) =>
        OfUpload("check", http, requests, context, (request, _, resolver) => Answers.Check(request, resolver, context, against));

    private static Task Diff(HttpContext http, [FromServices] MatrixRequests requests,
        [FromQuery(Name = "id"), Description("The id of the old version, or of the base of an annex; the id of the upload if left out.")]
        string? id,
        [FromQuery(Name = "from"), Description("The old version; the highest that the application has if left out.")] string? from,
        [AsParameters] ContextQuery context) =>
        OfUpload("diff", http, requests, context, (request, document, resolver) =>
            request.Find(id ?? document.Matrix.Id, from, out var old)
            ?? Answers.Diff(request, request.Store.GetResolver(old), resolver, context));

    // What is wrong with the query is said before the upload is read.
    private static Task OfUpload(string operation, HttpContext http, MatrixRequests requests, ContextQuery context,
        Func<MatrixRequests.Request, MatrixDocument, Resolver, Answer> answer) =>
        requests.RunAsync(operation, http, async request =>
        {
            if (request.Read(context, out _) is { } wrong) return wrong;
            var (document, problem) = await request.ReadMatrixAsync().ConfigureAwait(false);
            return document is null ? problem! : answer(request, document, new Resolver(document, request.UploadOptions));
        });
}
