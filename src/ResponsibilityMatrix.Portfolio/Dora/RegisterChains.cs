using System.Collections.Immutable;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>A provider in the chain of a contract. Immutable; equal by value.</summary>
/// <param name="Contract">The reference of the contract.</param>
/// <param name="Type">The type of service, or null.</param>
/// <param name="Provider">The number of the provider.</param>
/// <param name="Rank">1 for the direct provider.</param>
/// <param name="Recipient">The number of the provider that uses it; null for the direct one.</param>
internal readonly record struct ChainRow(string Contract, string? Type, int Provider, int Rank, int? Recipient);

/// <summary>
/// Follows the upstreams of each contract, level by level. Each way to a provider is a row. A chain that comes back to a matrix ends there.
/// What a provider builds on another service of its own is no subcontract: what that one builds on has the rank behind the provider. Not
/// thread-safe.
/// </summary>
internal sealed class RegisterChains(RegisterSource source, RegisterParties parties, Limits limits)
{
    private readonly HashSet<ChainRow> _known = [];
    private readonly HashSet<RegisterLink> _told = [];
    private readonly HashSet<RegisterMatrix> _reached = [];
    private readonly List<ChainRow> _rows = [];
    private readonly List<Diagnostic> _findings = [];
    private readonly HashSet<int> _ends = [];
    private readonly HashSet<int> _carvedOut = [];

    /// <summary>The rows, without duplicates.</summary>
    public IReadOnlyList<ChainRow> Rows => _rows;

    /// <summary>What is wrong with the chains.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The providers that publish no matrix.</summary>
    public IReadOnlyCollection<int> Ends => _ends;

    /// <summary>The providers that the assurance of another one leaves out.</summary>
    public IReadOnlyCollection<int> CarvedOut => _carvedOut;

    /// <summary>The matrices of all chains.</summary>
    public IReadOnlyCollection<RegisterMatrix> Reached => _reached;

    /// <summary>Adds the rows of a contract.</summary>
    public void Add(RegisterContract contract)
    {
        var direct = parties.Root(contract.Matrix.Provider);
        AddRow(contract, direct, 1, null);
        HashSet<(RegisterMatrix, int, int)> seen = [];
        Queue<Step> open = new([new(contract.Matrix, direct, 1, null, [.. contract.Matrix.Ids])]);
        while (open.TryDequeue(out var step))
        {
            _reached.Add(step.Matrix);
            foreach (var link in step.Matrix.Links)
                if (Follow(contract, step, link) is { } next && seen.Add((next.Matrix, next.Rank, next.Provider))) open.Enqueue(next);
        }
    }

    private Step? Follow(RegisterContract contract, Step step, RegisterLink link)
    {
        if (User(contract, step, link) is not var (user, rank, above)) return null;
        var provider = parties.Root(link.Provider);
        var next = link.Target is { } target ? source.Find(target) : null;
        if (next is not null && next.Ids.Any(step.Path.Contains))
        {
            Tell(link, "RM7003", $"The chain of {contract.Service} comes back to {parties.Name(provider)} " +
                $"({next.Source.Id}) and ends there.");
            return null;
        }
        if (provider != user)
        {
            (rank, above) = (rank + 1, user);
            AddRow(contract, provider, rank, above);
        }
        if (link.Entry.Assurance == Assurance.CarveOut) _carvedOut.Add(provider);
        if (next is null)
        {
            if (link.Missing is { } missing)
                Tell(link, "RM7002", $"Who is behind {parties.Name(provider)} is not known: {missing}.");
            else if (link.Target is null) _ends.Add(provider);
            return null;
        }
        if (rank <= limits.MaxChainDepth) return new(next, provider, rank, above, step.Path.Union(next.Ids));
        Tell(link, "RM7002", $"The chain of {contract.Service} is longer than {limits.MaxChainDepth} (Limits.MaxChainDepth), and ends " +
            $"with {parties.Name(provider)}.");
        return null;
    }

    // Who uses an upstream, its rank, and who uses that one; null for the party of the register itself.
    private (int User, int Rank, int? Above)? User(RegisterContract contract, Step step, RegisterLink link)
    {
        var user = parties.Root(link.Customer);
        if (user == parties.Root(step.Matrix.Provider) || user == step.Provider) return (step.Provider, step.Rank, step.Recipient);
        if (link.CustomerSide == Sides.Customer)
        {
            // Above the rank of the user nothing is asked for.
            if (step.Recipient is { } recipient) return (recipient, step.Rank - 1, null);
            Tell(link, "RM7002", $"{parties.Name(link.Provider)} has no row in the chain of {contract.Service}, because the customer " +
                "itself uses it. If that is a contract of its own, it needs a matrix of its own.");
            return null;
        }
        // Another party that the provider has perform, and that has an upstream.
        AddRow(contract, user, step.Rank + 1, step.Provider);
        return (user, step.Rank + 1, step.Provider);
    }

    private void AddRow(RegisterContract contract, int provider, int rank, int? recipient)
    {
        var row = new ChainRow(contract.Reference, contract.Type, provider, rank, recipient);
        if (_known.Add(row)) _rows.Add(row);
    }

    private void Tell(RegisterLink link, string id, string message)
    {
        if (_told.Add(link)) _findings.Add(PortfolioFindings.Of(id, message, link.Place.File ?? "", link.Place));
    }

    private sealed record Step(RegisterMatrix Matrix, int Provider, int Rank, int? Recipient, ImmutableHashSet<string> Path);
}
