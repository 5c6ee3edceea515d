namespace ResponsibilityMatrix.Portfolio;

/// <summary>A contract of the register: one for each service. Immutable.</summary>
internal sealed record RegisterContract
{
    public required RegisterMatrix Matrix { get; init; }

    /// <summary>The number of the party that uses the service.</summary>
    public required int Customer { get; init; }

    /// <summary>The reference of the contract, or the id of the service in its place.</summary>
    public required string Reference { get; init; }

    /// <summary>Whether the matrix names the contract.</summary>
    public required bool HasReference { get; init; }

    /// <summary>The service models that are possible: one, unless the plan leaves it open.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The type of service in the register's word; null where the model is open, or none of the register's.</summary>
    public required string? Type { get; init; }

    public string Service => Matrix.Source.Service;

    public static RegisterContract Of(RegisterMatrix matrix, int customer, PlannedService? plan)
    {
        var reference = matrix.Agreement?.Reference.Trim();
        var models = plan?.Context?.ServiceModel is { } chosen ? matrix.Models.Where(model => model.Model == chosen).ToList()
            : [.. matrix.Models];
        return new()
        {
            Matrix = matrix,
            Customer = customer,
            Reference = string.IsNullOrEmpty(reference) ? matrix.Source.Service : reference,
            HasReference = !string.IsNullOrEmpty(reference),
            Models = [.. models.Select(model => model.Model)],
            Type = models is [var only] ? only.Type : null,
        };
    }
}
