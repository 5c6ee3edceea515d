using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>
/// Answers for a party over all services that it uses: which controls are still its own, which are open, who backs the others, and what
/// runs out. Each document is read when it is needed and let go, so that memory is bounded by the largest ones. Thread-safe.
/// </summary>
public static class Portfolio
{
    /// <summary>Answers a portfolio.</summary>
    /// <param name="services">The documents of the services that the party uses.</param>
    /// <param name="options">The party, the day and more.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentException">The catalog is not at hand, or no service speaks of any.</exception>
    /// <exception cref="IOException">A document on which the own statement builds cannot be read again.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PortfolioAnswer Answer(
        IReadOnlyList<PortfolioFile> services, PortfolioOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        var folder = DocumentFolder.Open(services, options, cancellationToken);
        var (chosen, findings) = ServiceChoice.Of(folder, options, cancellationToken);
        if (chosen.Count == 0 && options.Catalog is null) return Nothing(folder, options, findings);
        var target = new TargetCatalog(FindCatalog(folder, chosen.Select(service => service.Chosen), options), folder.Documents,
            options.Explain);
        List<ServiceResult> results = [];
        foreach (var batch in chosen.Chunk(Math.Max(1, options.MaxParallel)))
        {
            var answered = new ServiceResult?[batch.Length];
            var faults = new Diagnostic?[batch.Length];
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            {
                try
                {
                    answered[i] = new ServiceRun(folder, options, target, cancellationToken)
                        .Run(batch[i].Chosen, batch[i].Before, batch[i].Plan);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    faults[i] = PortfolioFindings.Of("RM8001",
                        $"The service {batch[i].Chosen.Service} does not count, because a document cannot be read again: " +
                        exception.Message, batch[i].Chosen.File.Name);
                }
            });
            findings.AddRange(faults.OfType<Diagnostic>());
            foreach (var result in answered.OfType<ServiceResult>())
            {
                if (result.Answer is { } answer) options.OnService!(answer);
                results.Add(result with { Answer = null });
            }
        }
        OwnStatement? own = null;
        if (options.Own is { } statement)
        {
            own = new(statement, options, target, folder, results, cancellationToken);
            findings.AddRange(own.Findings);
        }
        return Consolidate(folder, options, target, results, own, findings);
    }

    // Findings are not lost where nothing is left to be answered.
    private static PortfolioAnswer Nothing(DocumentFolder folder, PortfolioOptions options, List<Diagnostic> findings) => new()
    {
        For = options.For,
        AsOf = options.AsOf,
        Catalog = null,
        Summary = default,
        Services = default,
        Controls = default,
        Diagnostics = folder.Diagnostics.Concat(findings).ToValueList(),
    };

    private static PortfolioAnswer Consolidate(DocumentFolder folder, PortfolioOptions options, TargetCatalog target,
        List<ServiceResult> results, OwnStatement? own, List<Diagnostic> findings)
    {
        var states = new PortfolioState[target.Leaves.Count];
        for (var i = 0; i < states.Length; i++)
            states[i] = results.Select(result => result.Cells[i]?.State ?? PortfolioState.Unaddressed)
                .DefaultIfEmpty(PortfolioState.Unaddressed).Min();
        return new()
        {
            For = options.For,
            AsOf = options.AsOf,
            Catalog = target.Catalog.Identity,
            Summary = ServiceRun.Counts(states),
            Own = own is null ? default : ServiceRun.Counts(own.States),
            Services = results.Select(result => result.Service).ToValueList(),
            Controls = Controls(target, results, states, own?.States),
            Commitments = WeakestCommitments.Of(results),
            Dates = results.SelectMany(result => result.Dates).OrderBy(date => date.Day)
                .ThenBy(date => date.Service, StringComparer.Ordinal)
                .ToValueList(),
            Changes = results.Select(result => result.Change).OfType<PortfolioChange>().ToValueList(),
            Upstreams = results.SelectMany(result => result.Upstreams.Select(upstream => (upstream.Id, upstream.Title, result.Service)))
                .GroupBy(entry => entry.Id).Select(group => new PortfolioUpstream
                {
                    Upstream = group.Key,
                    Title = group.First().Title,
                    Services = group.Select(entry => entry.Service.Id).Distinct().ToValueList(),
                }).OrderByDescending(upstream => upstream.Services.Count).ThenBy(upstream => upstream.Upstream, StringComparer.Ordinal)
                .ToValueList(),
            Explanations = results.SelectMany(result => result.Explanations)
                .OrderBy(explained => target.PlaceOf[explained.Control]).ToValueList(),
            OwnExplanations = own is null ? default : own.Explanations.ToValueList(),
            Diagnostics = folder.Diagnostics.Concat(findings).Concat(results.SelectMany(result => result.Diagnostics))
                .DistinctBy(finding => (finding.Id, finding.Message, finding.Place))
                .ToValueList(),
        };
    }

    private static ValueList<PortfolioControl> Controls(
        TargetCatalog target, List<ServiceResult> results, PortfolioState[] states, OwnState[]? own)
    {
        // The order for a control with statements has what no service speaks of in second place.
        PortfolioState[] order =
            [PortfolioState.Open, PortfolioState.Unaddressed, PortfolioState.Mine, PortfolioState.Covered, PortfolioState.NotApplicable];
        Dictionary<string, int> below = [];
        for (var i = 0; i < states.Length; i++)
            for (var (parent, steps) = (target.Wholes[target.Leaves[i]], 0); parent is not null && steps < 64; steps++)
            {
                var rank = Array.IndexOf(order, states[i]);
                below[parent] = below.TryGetValue(parent, out var known) ? Math.Min(known, rank) : rank;
                parent = target.Wholes.GetValueOrDefault(parent);
            }
        return target.Controls.Select((control, position) =>
        {
            var at = control.IsLeaf ? target.PlaceOf[control.Control] : -1;
            return new PortfolioControl
            {
                Control = control.Control,
                Title = control.Title,
                Parent = control.Parent,
                Group = target.Groups[position],
                Leaf = control.IsLeaf,
                State = at >= 0 ? states[at]
                    : below.TryGetValue(control.Control, out var rank) ? order[rank] : PortfolioState.Unaddressed,
                Own = at >= 0 ? own?[at] : null,
                Services = at < 0 ? default : results.Select(result => result.Cells[at]).OfType<PortfolioCell>().ToValueList(),
            };
        }).ToValueList();
    }

    private static Catalog FindCatalog(DocumentFolder folder, IEnumerable<IndexedMatrix> chosen, PortfolioOptions options)
    {
        var known = folder.Documents.Catalogs;
        if (options.Catalog is { } wanted)
            return known.FirstOrDefault(catalog => catalog.Identity == wanted)
                ?? throw new ArgumentException($"The catalog {wanted} is not at hand.", nameof(options));
        var identity = chosen.SelectMany(matrix => matrix.Catalogs.IsEmpty && matrix.Base is { } id
                ? folder.WithId(id).SelectMany(level => level.Catalogs).Distinct() : matrix.Catalogs)
            .GroupBy(catalog => catalog).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key).FirstOrDefault(identity => known.Any(catalog => catalog.Identity == identity));
        return identity is null
            ? throw new ArgumentException("No service speaks of a catalog that is at hand, so that one has to be named.", nameof(options))
            : known.First(catalog => catalog.Identity == identity);
    }
}
