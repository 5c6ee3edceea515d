using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ResponsibilityMatrix.AspNetCore;
using ResponsibilityMatrix.AspNetCore.Endpoints;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps endpoints that answer from shared-responsibility matrices.</summary>
public static class ResponsibilityMatrixEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST validate</c>, <c>GET matrices</c>, and <c>resolve</c>, <c>explain</c>, <c>chain</c>, <c>check</c> and <c>diff</c>: with
    /// GET about matrices of the application, with POST about an uploaded one. Who may ask, how often and from where is said on the group
    /// that is returned, by <c>RequireAuthorization</c>, <c>RequireRateLimiting</c> or <c>RequireCors</c>.
    /// </summary>
    /// <param name="endpoints">Where the endpoints are added.</param>
    /// <param name="prefix">What stands before their paths, such as <c>/responsibilities</c>; may be empty.</param>
    /// <returns>The group of the endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddResponsibilityMatrix</c> was not called.</exception>
    public static RouteGroupBuilder MapResponsibilityMatrix(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(MatrixStore)) is false)
            throw new InvalidOperationException(
                "The services of ResponsibilityMatrix are missing. Call AddResponsibilityMatrix() before the application is built.");
        var group = endpoints.MapGroup(prefix).WithTags("ResponsibilityMatrix");
        ValidateEndpoint.Map(group);
        MatrixEndpoints.Map(group);
        UploadEndpoints.Map(group);
        return group;
    }
}
