using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ResponsibilityMatrix;
using ResponsibilityMatrix.AspNetCore;
using ResponsibilityMatrix.Model;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what answers from shared-responsibility matrices.</summary>
public static class ResponsibilityMatrixServiceCollectionExtensions
{
    // What somebody misspells must not be lost. Answers, which may be those of a later version, are read with what is unknown.
    private static readonly IJsonTypeInfoResolver Context = MatrixJsonContext.Default.WithAddedModifier(static info =>
    {
        if (info.Kind == JsonTypeInfoKind.Object && info.Type.Namespace == typeof(Matrix).Namespace)
            info.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    });

    /// <summary>
    /// Registers <see cref="MatrixStore"/> with the documents of the application, and <see cref="MatrixJsonContext"/> with the JSON options
    /// of minimal APIs and of controllers, so that an endpoint of the application can take and return the types of the model and of
    /// answers. With these options, JSON with a member that a type of the model does not have is refused. OpenAPI documents get schemas for
    /// the lists, maps and words of these types.
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
        services.ConfigureAll<OpenApiOptions>(openApi => openApi.AddSchemaTransformer(new ValueSchemas()));
        return services;
    }

    private static void AddContexts(IList<IJsonTypeInfoResolver> chain)
    {
        if (chain.Contains(Context)) return;
        // Before the resolver by reflection, which would take every type.
        chain.Insert(0, Context);
        chain.Insert(1, EndpointJsonContext.Default);
    }
}
