using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>An answer as <see cref="MatrixJson"/> writes it: the same bytes as everywhere.</summary>
/// <typeparam name="T">The type of the answer.</typeparam>
internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T>? typeInfo) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        return MatrixJson.WriteAsync(value, httpContext.Response.Body, typeInfo, httpContext.RequestAborted);
    }
}
