using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>
/// The documents that an application answers from, and what requests may cost. Set while services are registered; the host reads the
/// documents once, at its start.
/// </summary>
public sealed class ResponsibilityMatrixOptions
{
    /// <summary>
    /// What matrices are resolved and validated with: the documents at hand before any is read, the limits of documents of the application
    /// and of answers from them, and rules and metrics of the application.
    /// </summary>
    public ResolverOptions Resolver { get; set; } = new();

    /// <summary>
    /// Files and folders with matrices, catalogs, mappings and sets of requirements; relative to the content root. Of a folder and the
    /// folders in it, the files that end in <c>.json</c> are read, and those that are no documents of ours are passed over. The host does
    /// not start when a document has errors. Findings name a file as it is called in its folder, and tell nobody where that is.
    /// </summary>
    public IList<string> Paths { get; } = [];

    /// <summary>
    /// Documents from elsewhere, such as a database or a blob store: names and contents in UTF-8, read after <see cref="Paths"/>. Each
    /// stream is closed once it was read. The host does not start when a document has errors. Null for none.
    /// </summary>
    public Func<IServiceProvider, IAsyncEnumerable<(string Name, Stream Content)>>? DocumentSource { get; set; }

    /// <summary>Sets of requirements that matrices can be checked against, besides those that ship and those that are read. One of them
    /// goes before another of the same id that was read or ships.</summary>
    public IList<RequirementSet> RequirementSets { get; } = [];

    /// <summary>
    /// What an uploaded document, and an answer from it, may cost. The defaults are narrower than <see cref="Limits.Default"/>: 8 MiB and
    /// 1,000,000 values. <see cref="Limits.MaxBytes"/> is also the limit of the request's size.
    /// </summary>
    public Limits UploadLimits { get; set; } = Limits.Default with { MaxBytes = 8 * 1024 * 1024, MaxItems = 1_000_000 };

    /// <summary>
    /// How many bytes of documents may have a resolver that is kept for the next request: 128 MiB. A resolver takes some times the bytes
    /// of its matrix, bases and upstreams. Where there are more documents, those that were not asked for go first; a document that is
    /// larger is made ready for each request.
    /// </summary>
    public long CacheSizeInBytes { get; set; } = 128 * 1024 * 1024;
}
