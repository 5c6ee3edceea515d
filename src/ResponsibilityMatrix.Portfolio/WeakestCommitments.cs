using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>The weakest commitment of each kind. Thread-safe.</summary>
internal static class WeakestCommitments
{
    public static ValueList<PortfolioCommitment> Of(IReadOnlyList<ServiceResult> services)
    {
        var all = services.SelectMany(service => service.Commitments
            .Select(entry => (Service: service.Service.Id, entry.Commitment, entry.Text)));
        return all.GroupBy(entry => (entry.Commitment.Metric, entry.Commitment.Qualifier, entry.Commitment.Window,
                Clock: entry.Commitment.Target.From, Kind: KindOf(entry.Commitment.Target.Unit)))
            .OrderBy(group => group.Key.Metric, StringComparer.Ordinal).ThenBy(group => group.Key.Qualifier, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Window, StringComparer.Ordinal).ThenBy(group => group.Key.Clock, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Kind, StringComparer.Ordinal)
            .Select(group =>
            {
                var metric = CommitmentMetric.Known.FirstOrDefault(known => known.Id == group.Key.Metric);
                var isAtLeast = (metric?.Operator ?? group.First().Commitment.Target.Operator) == TargetOperator.AtLeast;
                var having = group.Select(entry => entry.Service).ToHashSet();
                var ordered = group.OrderBy(entry => ValueOf(entry.Commitment.Target) * (isAtLeast ? 1 : -1))
                    .ThenBy(entry => entry.Service, StringComparer.Ordinal);
                return new PortfolioCommitment
                {
                    Metric = group.Key.Metric,
                    Qualifier = group.Key.Qualifier,
                    Window = group.Key.Window,
                    Clock = group.Key.Clock,
                    Without = services.Select(service => service.Service.Id).Where(id => !having.Contains(id)).ToValueList(),
                    Services = ordered.Select(entry => new CommittedService
                    {
                        Service = entry.Service,
                        Text = entry.Text,
                        Value = entry.Commitment.Target.Value,
                        Unit = entry.Commitment.Target.Unit,
                    }).ToValueList(),
                };
            }).ToValueList();
    }

    // Units that can be converted into each other are of one kind; business hours are of none but their own.
    private static string KindOf(string unit) => UnitOf(unit) is { Factor: not null } known ? known.Dimension : unit;

    private static decimal ValueOf(CommitmentTarget target)
    {
        try
        {
            return target.Value * (UnitOf(target.Unit)?.Factor ?? 1);
        }
        catch (OverflowException)
        {
            return target.Value;
        }
    }

    private static CommitmentUnit? UnitOf(string unit) => CommitmentUnit.Known.FirstOrDefault(known => known.Id == unit);
}
