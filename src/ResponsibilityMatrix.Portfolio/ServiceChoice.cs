using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>Chooses the document of each service.</summary>
internal static class ServiceChoice
{
    /// <summary>The chosen documents by service id, in order, and what was not chosen.</summary>
    public static (List<(IndexedMatrix Chosen, IndexedMatrix? Before, PlannedService? Plan)> Services, List<Diagnostic> Findings) Of(
        DocumentFolder folder, PortfolioOptions options, CancellationToken cancellationToken)
    {
        List<(IndexedMatrix, IndexedMatrix?, PlannedService?)> services = [];
        List<Diagnostic> findings = [];
        var plans = (options.Plan?.Services ?? default).GroupBy(service => service.Id)
            .ToDictionary(group => group.Key, group => group.First());
        // The own statement may lie among the services; it is none of them.
        var ownId = options.Own?.Matrix.Id;
        foreach (var own in folder.Matrices.Where(matrix => matrix.IsService && matrix.Id == ownId))
            findings.Add(PortfolioFindings.Of("RM8002", $"{own.File.Name} is the own statement, and does not count as a service.",
                own.File.Name, "/id"));
        if (folder.PassedOver is [var first, ..] passedOver)
            findings.Add(PortfolioFindings.Of("RM8002", $"No matrix, catalog or mapping, so passed over: " +
                $"{string.Join(", ", passedOver.Take(8))}{(passedOver.Count > 8 ? $" and {passedOver.Count - 8} more" : "")}.", first) with
            { Severity = Severity.Note });
        foreach (var twins in folder.Matrices.GroupBy(matrix => (matrix.Id, matrix.Version)).Where(twins => twins.Count() > 1))
            if (Differing([.. twins], folder, cancellationToken) is { } differing)
                findings.Add(PortfolioFindings.Of("RM3010", $"{twins.First().File.Name} and {differing.File.Name} are both " +
                    $"{twins.Key.Id}@{twins.Key.Version}, and differ in content. Give one of them another version, or take it out.",
                    differing.File.Name, "/version"));
        var groups = folder.Matrices.Where(matrix => matrix.IsService && matrix.Id != ownId)
            .GroupBy(matrix => matrix.Service, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        foreach (var group in groups)
        {
            var all = group.ToList();
            // A plan lists what is used; what it leaves out does not count.
            var plan = plans.GetValueOrDefault(group.Key);
            if (options.Plan is not null && plan is null)
            {
                findings.Add(PortfolioFindings.Of("RM8002",
                    $"The service {group.Key} is not in the plan of the portfolio, and does not count.",
                    all[0].File.Name, "/service/id"));
                continue;
            }
            var chosen = Choose(folder, all, options.AsOf, plan?.Version);
            if (chosen is null)
            {
                var why = plan?.Version is { } version ? $"none of its documents has the version {version}"
                    : "its documents are drafts or withdrawn. Set the status of one to published when it has been reviewed";
                findings.Add(PortfolioFindings.Of("RM8002", $"The service {group.Key} " +
                    $"({string.Join(", ", all.Select(matrix => matrix.File.Name))}) does not count: {why}.",
                    all[0].File.Name, plan?.Version is null ? "/status" : "/version"));
                continue;
            }
            var others = all.Where(matrix => matrix != chosen && matrix.Id != chosen.Base).ToList();
            if (others.Count > 0)
                findings.Add(PortfolioFindings.Of("RM8002", $"Of the service {group.Key} the document {chosen.File.Name} counts " +
                    $"({chosen.Version}{(chosen.IsInForce(options.AsOf) ? "" : ", not in force")}), and not " +
                    $"{string.Join(", ", others.Take(8).Select(other => $"{other.File.Name} ({Why(other, chosen, options.AsOf)})"))}" +
                    $"{(others.Count > 8 ? $" and {others.Count - 8} more" : "")}.", chosen.File.Name, "/service/id"));
            var before = options.Since is { } since ? Choose(folder, all, since, null, mustBeInForce: true) : null;
            services.Add((chosen, before, plan));
        }
        foreach (var missing in plans.Keys.Except(groups.Select(group => group.Key)))
            findings.Add(PortfolioFindings.Of("RM8002",
                $"The plan of the portfolio names the service {missing}, and no document is about it.",
                options.Plan!.Id, "/services"));
        foreach (var twins in services.Select(service => service.Item1)
            .GroupBy(service => (service.ServiceName.ToUpperInvariant(), service.Provider.ToUpperInvariant()))
            .Where(twins => twins.Count() > 1))
            findings.Add(PortfolioFindings.Of("RM8002",
                $"{twins.First().ServiceName} of {twins.First().Provider} stands there under several " +
                $"ids: {string.Join(", ", twins.Select(twin => twin.Service))}. Each counts as a service of its own.",
                twins.First().File.Name, "/service/id"));
        return (services, findings);
    }

    // The first that differs from the first of all, or null.
    private static IndexedMatrix? Differing(List<IndexedMatrix> twins, DocumentFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var first = folder.Load(twins[0], cancellationToken).Matrix;
            return twins.Skip(1).FirstOrDefault(twin => folder.Load(twin, cancellationToken).Matrix != first);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // That it cannot be read is told when the service is answered.
            return null;
        }
    }

    private static IndexedMatrix? Choose(
        DocumentFolder folder, List<IndexedMatrix> all, DateOnly day, SemanticVersion? version, bool mustBeInForce = false)
    {
        var bases = all.Select(matrix => matrix.Base).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return all.Where(matrix => matrix.IsPublic && (version is null || matrix.Version == version)
                && (!mustBeInForce || matrix.IsInForce(day)))
            .OrderByDescending(matrix => matrix.IsInForce(day))
            .ThenByDescending(matrix => folder.WithBases(matrix).Any(level => level.HasParty))
            .ThenByDescending(matrix => matrix.Base is { } basis && folder.WithId(basis).Any())
            .ThenBy(matrix => bases.Contains(matrix.Id))
            .ThenByDescending(matrix => matrix.AuthoredBy == Sides.Provider)
            .ThenByDescending(matrix => matrix.Version)
            .ThenBy(matrix => matrix.File.Name, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static string Why(IndexedMatrix other, IndexedMatrix chosen, DateOnly day) =>
        other.Status == DocumentStatus.Draft ? "a draft" : other.Status == DocumentStatus.Withdrawn ? "withdrawn"
        : other.Effective > day ? $"not in force before {other.Effective:yyyy-MM-dd}"
        : other.Expires < day ? $"expired on {other.Expires:yyyy-MM-dd}"
        : other.Id == chosen.Id && other.Version == chosen.Version ? "the same version again"
        : other.Id == chosen.Id ? $"version {other.Version}"
        : other.AuthoredBy != Sides.Provider && chosen.AuthoredBy == Sides.Provider ? "not the provider's statement" : other.Id;
}
