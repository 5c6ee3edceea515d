using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ResponsibilityMatrix;
using ResponsibilityMatrix.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what answers from shared-responsibility matrices.</summary>
public static class ResponsibilityMatrixServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="MatrixStore"/> with the documents of the application, and <see cref="MatrixJsonContext"/> with the JSON options
    /// of minimal APIs and of controllers, so that an endpoint of the application can take and return the types of the model and of
    /// answers.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Says which documents there are and what requests may cost; null for the defaults.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddResponsibilityMatrix(
        this IServiceCollection services, Action<ResponsibilityMatrixOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ResponsibilityMatrixOptions>()
            .Validate(given => given.CacheSizeInBytes >= 0, "CacheSizeInBytes must not be negative.")
            .Validate(given => given.UploadLimits.MaxBytes > 0, "UploadLimits.MaxBytes must be positive.")
            .ValidateOnStart();
        if (configure is not null) options.Configure(configure);

        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new MatrixStore(provider));
        services.TryAddSingleton<RequestTelemetry>();
        services.TryAddSingleton<MatrixRequests>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Hosting.IHostedService, MatrixStoreLoader>());

        services.Configure<JsonOptions>(json => AddContexts(json.SerializerOptions.TypeInfoResolverChain));
        services.Configure<AspNetCore.Mvc.JsonOptions>(json => AddContexts(json.JsonSerializerOptions.TypeInfoResolverChain));
        return services;
    }

    private static void AddContexts(IList<System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver> chain)
    {
        if (chain.Contains(MatrixJsonContext.Default)) return;
        // Before the resolver by reflection, which would take every type.
        chain.Insert(0, MatrixJsonContext.Default);
        chain.Insert(1, EndpointJsonContext.Default);
    }
}
