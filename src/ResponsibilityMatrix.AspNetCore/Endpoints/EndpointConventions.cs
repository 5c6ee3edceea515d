using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>What endpoints take and give, for whoever describes them.</summary>
internal static class EndpointConventions
{
    private const string Json = "application/json";

    /// <summary>Takes a document of any kind, no larger than the limits for uploads say.</summary>
    public static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder endpoint) => endpoint.Takes<object>();

    /// <summary>Takes a matrix, no larger than the limits for uploads say.</summary>
    public static RouteHandlerBuilder TakesMatrix(this RouteHandlerBuilder endpoint) => endpoint.Takes<Matrix>();

    /// <summary>Gives an answer, or problem details.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint)
    {
        endpoint.Add(RepeatedParametersAreOptional);
        return endpoint.Produces<T>(StatusCodes.Status200OK, Json).ProducesProblem(StatusCodes.Status400BadRequest);
    }

    /// <summary>Speaks of a matrix of the application.</summary>
    public static RouteHandlerBuilder OfMatrix(this RouteHandlerBuilder endpoint) => endpoint
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint) where T : class
    {
        endpoint.Accepts<T>(Json)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        endpoint.Add(static builder => builder.Metadata.Add(new RequestSizeLimit(
            builder.ApplicationServices.GetRequiredService<IOptions<ResponsibilityMatrixOptions>>().Value.UploadLimits)));
        return endpoint;
    }

    // Generated binding says that an array is required, and takes a request without it.
    private static void RepeatedParametersAreOptional(EndpointBuilder builder)
    {
        for (var i = 0; i < builder.Metadata.Count; i++)
            if (builder.Metadata[i] is IParameterBindingMetadata { IsOptional: false } parameter
                && parameter.ParameterInfo.ParameterType == typeof(string[]))
                builder.Metadata[i] = new OptionalParameter(parameter);
    }

    private sealed class OptionalParameter(IParameterBindingMetadata parameter) : IParameterBindingMetadata
    {
        public string Name => parameter.Name;

        public bool HasTryParse => parameter.HasTryParse;

        public bool HasBindAsync => parameter.HasBindAsync;

        public ParameterInfo ParameterInfo => parameter.ParameterInfo;

        public bool IsOptional => true;
    }

    // Tells the server, which reads no more of a body than that.
    private sealed class RequestSizeLimit(Limits limits) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MatrixRequests.MostBytesOf(limits);
    }
}
