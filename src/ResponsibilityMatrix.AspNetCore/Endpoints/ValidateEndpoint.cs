using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ResponsibilityMatrix.Analysis;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>Validates an uploaded document of any kind.</summary>
internal static class ValidateEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/validate", Validate)
        .WithName("ValidateDocument")
        .WithSummary("Everything that is wrong in a document")
        .WithDescription(
            "Takes a matrix, a catalog, a mapping or a set of requirements, which may refer to documents of the application. A document " +
            "that can be judged is answered with all findings, whether it is valid or not.")
        .TakesDocument()
        .Gives<ValidationReport>();

    private static Task Validate(
        HttpContext http,
        [FromServices] MatrixRequests requests,
        [FromQuery(Name = "asOf"), Description("The day for which dates are looked at, such as 2026-11-24; today (UTC) if left out.")]
        string? asOf) =>
        requests.RunAsync("validate", http, async request =>
        {
            if (request.Read(new ContextQuery { AsOf = asOf }, out var context) is { } wrong) return wrong;
            var (document, problem) = await request.ReadUploadAsync().ConfigureAwait(false);
            if (document is null) return problem!;
            var report = ValidationReport.Of(
                DocumentValidator.Validate(document, context.AsOf, request.UploadOptions, cancellationToken: request.Aborted));
            request.Running.Validated(document.Kind, report.Valid ? "valid" : "invalid");
            return Answer.Of(report, EndpointJsonContext.Default.ValidationReport);
        });
}
