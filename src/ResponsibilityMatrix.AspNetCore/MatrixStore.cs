using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>
/// The documents of an application, read when its host starts, and resolvers of its matrices, each made once and kept as long as there is
/// room. A service that endpoints of the application can ask for. Thread-safe.
/// </summary>
public sealed class MatrixStore : IDisposable
{
    private readonly ResponsibilityMatrixOptions _options;
    private readonly IServiceProvider _services;
    private readonly string _root;
    private readonly ILogger<MatrixStore> _logger;
    private LoadedDocuments? _loaded;
    private ResolverCache? _cache;

    internal MatrixStore(IServiceProvider services)
    {
        _options = services.GetRequiredService<IOptions<ResponsibilityMatrixOptions>>().Value;
        _services = services;
        _root = services.GetRequiredService<IHostEnvironment>().ContentRootPath;
        _logger = services.GetRequiredService<ILogger<MatrixStore>>();
    }

    /// <summary>The documents.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public DocumentSet Documents => Loaded.Options.Documents;

    /// <summary>The sets of requirements, by id: those of the options, those that were read, and those that ship.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public ValueList<RequirementSet> RequirementSets => Loaded.RequirementSets;

    /// <summary>What resolvers are made with: <see cref="Documents"/>, and the limits, rules and metrics of
    /// <see cref="ResponsibilityMatrixOptions.Resolver"/>.</summary>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public ResolverOptions ResolverOptions => Loaded.Options;

    private LoadedDocuments Loaded => _loaded
        ?? throw new InvalidOperationException("The documents have not been read. The host reads them when it starts.");

    /// <summary>The set of requirements of an id, or null.</summary>
    /// <param name="id">The id, such as <c>dora-art-30</c>.</param>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public RequirementSet? FindRequirementSet(string id) => RequirementSets.FirstOrDefault(set => set.Id == id);

    /// <summary>A resolver for a matrix of <see cref="Documents"/>: the one that was made before, or a new one. It may be asked by many
    /// threads.</summary>
    /// <param name="document">The matrix.</param>
    /// <exception cref="ArgumentException">The matrix is not one of <see cref="Documents"/>.</exception>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public Resolver GetResolver(MatrixDocument document) => Entry(document).Resolver;

    /// <summary>The same for the chain of a matrix of <see cref="Documents"/>.</summary>
    /// <param name="document">The matrix.</param>
    /// <exception cref="ArgumentException">The matrix is not one of <see cref="Documents"/>.</exception>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public ChainResolver GetChainResolver(MatrixDocument document) => Entry(document).Chain;

    /// <summary>Lets go of the resolvers.</summary>
    public void Dispose() => _cache?.Dispose();

    /// <summary>Reads the documents.</summary>
    /// <exception cref="InvalidOperationException">A document has errors, or a path leads nowhere.</exception>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        var loading = new DocumentLoading(_options, _root, _logger);
        await loading.ReadPathsAsync(cancellationToken).ConfigureAwait(false);
        if (_options.DocumentSource is { } source)
            await loading.ReadAsync(
                source(_services), nameof(ResponsibilityMatrixOptions.DocumentSource), isNamed: true, cancellationToken)
                .ConfigureAwait(false);
        var loaded = loading.Result();
        _cache = new ResolverCache(loaded, _options.CacheSizeInBytes);
        _loaded = loaded;
    }

    private ResolverCache.Entry Entry(MatrixDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Loaded.Sizes.ContainsKey(document) ? _cache!.Get(document)
            : throw new ArgumentException($"The matrix {document.Name} is not one of the store's.", nameof(document));
    }
}

/// <summary>Lets the store read its documents before the server takes requests.</summary>
internal sealed class MatrixStoreLoader(MatrixStore store) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => store.LoadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What was read. Immutable.</summary>
/// <param name="Options">What resolvers are made with, the documents among it.</param>
/// <param name="RequirementSets">The sets of requirements, by id.</param>
/// <param name="Sizes">The size of each matrix in bytes.</param>
internal sealed record LoadedDocuments(
    ResolverOptions Options, ValueList<RequirementSet> RequirementSets, IReadOnlyDictionary<MatrixDocument, long> Sizes);
