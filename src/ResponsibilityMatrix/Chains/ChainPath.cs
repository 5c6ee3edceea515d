using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Chains;

/// <summary>The upstreams on the way from the root document to another. Controls that are reached the same way share it. Not
/// thread-safe.</summary>
internal sealed class ChainPath
{
    private readonly Dictionary<UpstreamLink, ChainPath> _next = [];

    /// <summary>The path before the last upstream; null for the root document.</summary>
    public ChainPath? From { get; private init; }

    /// <summary>The last upstream; null for the root document.</summary>
    public UpstreamLink? Link { get; private init; }

    /// <summary>Whether it ends at the root document, to which a circle may lead back.</summary>
    public bool IsAtRoot => Link is null || Link.Target!.IsRoot;

    /// <summary>The ids of the matrices of the upstreams.</summary>
    public ValueList<string> Via => field.IsEmpty && Link is not null ? field = [.. From!.Via, Link.Target!.Id] : field;

    /// <summary>The entries of the upstreams.</summary>
    public ValueList<Upstream> Upstreams => field.IsEmpty && Link is not null ? field = [.. From!.Upstreams, Link.Entry] : field;

    /// <summary>The names of parties at its end in the root document, as far as they were looked up.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The path extended by an upstream.</summary>
    public ChainPath Next(UpstreamLink link)
    {
        if (!_next.TryGetValue(link, out var next)) _next.Add(link, next = new ChainPath { From = this, Link = link });
        return next;
    }
}
