using Microsoft.Extensions.Caching.Memory;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>
/// Resolvers of matrices, each made once for all threads and kept as long as the bytes of the documents that it holds on to fit into the
/// cache. Thread-safe.
/// </summary>
internal sealed class ResolverCache(LoadedDocuments loaded, long sizeInBytes) : IDisposable
{
    private readonly Lock _adding = new();
    private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = sizeInBytes, CompactionPercentage = 0.25 });

    /// <summary>How many matrices have resolvers that are kept.</summary>
    public int Count => _entries.Count;

    public Entry Get(MatrixDocument document)
    {
        if (_entries.TryGetValue(document, out Entry? known)) return known!;
        lock (_adding)
        {
            if (_entries.TryGetValue(document, out known)) return known!;
            var entry = new Entry(document, loaded.Options);
            // An entry that does not fit is not kept, and others make room for the next one.
            using (var added = _entries.CreateEntry(document))
            {
                added.Size = SizeOf(document);
                added.Value = entry;
            }
            return entry;
        }
    }

    public void Dispose() => _entries.Dispose();

    // The resolver of a chain holds on to those of all matrices that it may lead to.
    private long SizeOf(MatrixDocument document)
    {
        HashSet<MatrixDocument> reached = [document];
        Stack<MatrixDocument> open = new([document]);
        long size = 0;
        while (open.TryPop(out var next))
        {
            size += loaded.Sizes[next];
            if (next.Matrix.Extends is { } extended) Reach(extended.Id, extended.Version);
            foreach (var upstream in next.Matrix.Upstreams)
                if (upstream.Matrix is { } id) Reach(id, upstream.Version);
        }
        return size;

        void Reach(string id, SemanticVersion? version)
        {
            if (loaded.Options.Documents.FindMatrix(id, version) is { } found && reached.Add(found)) open.Push(found);
        }
    }

    /// <summary>What is made for a matrix, when it is first asked for.</summary>
    internal sealed class Entry
    {
        private readonly Lazy<Resolver> _resolver;
        private readonly Lazy<ChainResolver> _chain;

        public Entry(MatrixDocument document, ResolverOptions options)
        {
            _resolver = new(() => new Resolver(document, options));
            _chain = new(() => new ChainResolver(Resolver));
        }

        public Resolver Resolver => _resolver.Value;

        public ChainResolver Chain => _chain.Value;
    }
}
