using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>What is known of a matrix without keeping it. Immutable; equal by reference.</summary>
internal sealed class IndexedMatrix
{
    public required PortfolioFile File { get; init; }

    /// <summary>Whether it lies among the services, not among what they build on.</summary>
    public required bool IsService { get; init; }

    public required string Id { get; init; }

    public required SemanticVersion Version { get; init; }

    public required string Service { get; init; }

    public required string ServiceName { get; init; }

    public required string Provider { get; init; }

    public required Sides AuthoredBy { get; init; }

    public required DocumentStatus? Status { get; init; }

    public required DateOnly? Effective { get; init; }

    public required DateOnly? Expires { get; init; }

    public required string? Base { get; init; }

    public required ValueList<string> Upstreams { get; init; }

    public required ValueList<string> Catalogs { get; init; }

    /// <summary>Whether one of its parties is called as the party that is asked about.</summary>
    public required bool HasParty { get; init; }

    /// <summary>Whether it is meant for others: no draft, and not withdrawn.</summary>
    public bool IsPublic => Status is not (DocumentStatus.Draft or DocumentStatus.Withdrawn);

    public bool IsInForce(DateOnly day) => IsPublic && !(Effective > day) && !(Expires < day);

    public static IndexedMatrix Of(Matrix matrix, PortfolioFile file, bool isService, string party)
    {
        var service = matrix.Service;
        var author = matrix.AuthoredBy is null or Party.ProviderWord ? service.Provider
            : matrix.AuthoredBy == Party.CustomerWord ? service.Customer : matrix.AuthoredBy;
        return new()
        {
            File = file,
            IsService = isService,
            Id = matrix.Id,
            Version = matrix.Version,
            Service = service.Id,
            ServiceName = service.Name,
            Provider = matrix.Parties.FirstOrDefault(known => known.Id == service.Provider)?.Name ?? service.Provider,
            AuthoredBy = author == service.Provider ? Sides.Provider : author == service.Customer ? Sides.Customer : Sides.ThirdParty,
            Status = matrix.Status,
            Effective = matrix.Effective,
            Expires = matrix.Expires,
            Base = matrix.Extends?.Id,
            Upstreams = matrix.Upstreams.Select(upstream => upstream.Matrix).OfType<string>().Distinct().ToValueList(),
            Catalogs = matrix.Catalogs.Select(scope => $"{scope.Id}@{scope.Edition}").Distinct().ToValueList(),
            HasParty = party is Party.CustomerWord or Party.ProviderWord || matrix.Parties.Any(known => known.IsCalled(party)),
        };
    }
}
