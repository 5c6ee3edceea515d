using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>
/// Rows for the register of information of a financial entity (Regulation (EU) 2022/2554, article 28(3); the templates of Implementing
/// Regulation (EU) 2024/2956): contracts, providers, and the chains of subcontractors behind them. What matrices do not state is left empty
/// and told of, so the rows are a beginning of a register and no register (<c>schemas/dora-register.schema.json</c>). Immutable and
/// thread-safe; equal by value.
/// </summary>
public sealed record DoraRegister
{
    /// <summary>The version of the JSON format.</summary>
    public string ResultVersion { get; init; } = ResolvedMatrix.FormatVersion;

    /// <summary>The party, as it was asked for.</summary>
    public required string For { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The tables B_02.01, B_02.02, B_05.01 and B_05.02.</summary>
    public required ValueList<DoraTable> Tables { get; init; }

    /// <summary>The findings: RM8001 to RM8003, RM3001 to RM3003 about bases, RM7002 for what the rows lack or leave out, RM7003 for what
    /// stands in for something else.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Makes the rows for the services of a portfolio. Their contexts and controls do not matter, but the service model of a plan
    /// does. Each document is read and let go, so that memory is bounded by the largest ones.</summary>
    /// <param name="services">The documents of the services that the party uses.</param>
    /// <param name="options">The party, the day, the plan and what the services build on; the others do not matter.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static DoraRegister Of(
        IReadOnlyList<PortfolioFile> services, PortfolioOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        var folder = DocumentFolder.Open(services, options, cancellationToken);
        var (chosen, findings) = ServiceChoice.Of(folder, options, cancellationToken);
        var parties = new RegisterParties();
        var source = new RegisterSource(folder, options.Limits, parties, findings, cancellationToken);
        List<RegisterContract> contracts = [];
        foreach (var (known, _, plan) in chosen)
            if (source.Service(known, plan?.Party ?? options.For) is var (matrix, customer))
                contracts.Add(RegisterContract.Of(matrix, customer, plan));
        source.Follow();
        var builder = new RegisterBuilder(source, parties, options.Limits);
        var tables = builder.Build(contracts);
        return new()
        {
            For = options.For,
            AsOf = options.AsOf,
            Tables = tables,
            Diagnostics = folder.Diagnostics.Concat(findings).Concat(builder.Findings).ToValueList(),
        };
    }

    /// <summary>The table with a code; null if there is none.</summary>
    /// <param name="id">The code, such as <c>B_05.02</c>.</param>
    public DoraTable? FindTable(string id) => Tables.FirstOrDefault(table => table.Id == id);
}
