using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>
/// A matrix to start from: the split that a service model gives to the controls of a catalog. What is left to do stands in internal notes,
/// which publishing leaves out, and the document is a draft, which publishing refuses.
/// </summary>
internal sealed class StarterMatrix(ResolvedMatrix split, Catalog catalog, Func<ResolvedControl, string> groupOf)
{
    private const string Example = "example";
    private const int DaysToQualify = 90;
    private readonly Dictionary<string, Control> _controls =
        catalog.Controls.DistinctBy(control => control.Id).ToDictionary(control => control.Id, StringComparer.Ordinal);

    private string Model => split.Context.ServiceModel!;

    public Matrix Write(string provider, string customer, string service)
    {
        var (providerId, customerId) = (Slug(provider, "provider-org"), Slug(customer, "customer-org"));
        if (providerId == customerId) customerId += "-customer";
        var serviceId = Slug(service, "service");
        var assignments = split.Controls.Where(control => control.IsLeaf).GroupBy(groupOf).SelectMany(Assignments).ToValueList();
        return new Matrix
        {
            Id = $"urn:matrix:{providerId}:{serviceId}",
            Version = "0.1.0",
            Title = $"Shared responsibilities for {service}",
            Status = DocumentStatus.Draft,
            Service = new Service { Id = serviceId, Name = service, Provider = providerId, Customer = customerId, Models = [Model] },
            Parties =
            [
                new Party { Id = providerId, Name = provider, Role = PartyRole.Provider },
                new Party { Id = customerId, Name = customer, Role = PartyRole.Customer },
            ],
            Catalogs = [new CatalogScope { Id = catalog.Id, Edition = catalog.Edition }],
            Assignments = assignments,
            // In force nowhere but under the option of that name, which nobody has.
            Parameters = [new Parameter { Id = "plan", Title = "Plan", Values = ["standard", Example], Default = "standard" }],
            Commitments =
            [
                new Commitment
                {
                    Id = "example-availability",
                    Party = Party.ProviderWord,
                    Metric = "availability",
                    Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99.9m, Unit = "percent" },
                    Window = "calendar month",
                    When = Condition.Of("plan", Example),
                },
            ],
            Evidence =
                [
                new Evidence { Id = "example-report", Kind = EvidenceKind.Report, Title = "Example of a report", Issuer = "Example auditor",
                ValidUntil = split.Context.AsOf.AddYears(1) }],
            Accepted = assignments.Any(assignment => assignment.Split == Sides.Shared)
                ? [new AcceptedFinding { Finding = "RM2005", Reason = "Who does what is still being worked out.",
                    Until = split.Context.AsOf.AddDays(DaysToQualify) }]
                : [],
        };
    }

    // Those that both sides perform need a text each; the others stand together.
    private IEnumerable<Assignment> Assignments(IGrouping<string, ResolvedControl> group)
    {
        foreach (var alike in group.GroupBy(control => (control.State, control.Split)))
        {
            if (alike.Key.Split == Sides.Shared)
            {
                foreach (var control in alike)
                    yield return new Assignment { Controls = [Named(control)], Split = Sides.Shared, InternalNote = Note(control) };
                continue;
            }
            var controls = alike.Select(Named).ToValueList();
            var titles = $"{group.Key}: {string.Join("; ", alike.Select(control => $"{control.Control} {control.Title}"))}.";
            yield return alike.Key.State == ControlState.Assigned
                ? new Assignment
                {
                    Controls = controls,
                    Split = alike.Key.Split,
                    InternalNote = $"{titles} Taken from the service model {Model}: review it."
                }
                : new Assignment
                {
                    Controls = controls,
                    State = ControlState.NotDetermined,
                    Reason = $"The service model {Model} gives no split.",
                    InternalNote = $"{titles} Say who does it."
                };
        }
    }

    private string Note(ResolvedControl control)
    {
        var note = new StringBuilder(
            $"{control.Title}. Taken from the service model {Model}: say what each side does in \"provider\" and \"customer\".");
        var guidance = _controls.GetValueOrDefault(control.Control)?.Guidance;
        if (guidance?.Same is { } same) note.Append($" The catalog asks of both: {same}");
        if (guidance?.Provider is { } provider) note.Append($" The catalog asks of the provider: {provider}");
        if (guidance?.Customer is { } customer) note.Append($" The catalog asks of the customer: {customer}");
        return note.ToString();
    }

    private static Selector Named(ResolvedControl control) => Selector.Parse(control.Control);

    private static string Slug(string name, string otherwise)
    {
        var words = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length == 0 || slug is Party.ProviderWord or Party.CustomerWord ? otherwise : slug;
    }
}
