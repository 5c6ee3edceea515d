using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>init</c>: a matrix, or a set of requirements, to start from.</summary>
internal static class InitCommand
{
    private const string DefaultCatalog = "iso-27017@2015";

    public static Command Make(Surroundings surroundings)
    {
        var shared = new Shared(surroundings);
        var provider = new Option<string>("--provider") { Description = "The provider's name.", HelpName = "NAME", DefaultValueFactory = _ => "Example Provider" };
        var customer = new Option<string>("--customer") { Description = "The customer's name.", HelpName = "NAME", DefaultValueFactory = _ => "Example Customer" };
        var service = new Option<string>("--service") { Description = "The service's name.", HelpName = "NAME", DefaultValueFactory = _ => "Example Service" };
        var output = new OutputFile(surroundings);
        var requirements = new Option<bool>("--requirements") { Description = "Write a set of requirements of your own instead, for `rmatrix check`." };
        var command = new Command("init", "Write a matrix to start from, its split taken from a service model; or with --requirements a set to check agreements against. Example: rmatrix init --provider Acme --customer Globex --service CRM -o crm.matrix.json");
        Option[] ofMatrices = [shared.Catalog, shared.Model, provider, customer, service, shared.With];
        foreach (var option in ofMatrices.Append(requirements)) command.Options.Add(option);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(requirements))
            {
                if (ofMatrices.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } wrong) throw new UsageException($"{wrong.Name} is for a matrix, and --requirements starts a set of requirements: leave one of them out.");
                var file = output.PathOf(parsed)!;
                output.Write(file, RequirementsWriter.Write(StarterRequirements.Set));
                if (file != Files.StandardInput)
                    surroundings.Error.WriteLine($"rmatrix: {Printable.Of(file)} holds {StarterRequirements.Set.Rules.Count} rules to be replaced by your own. `rmatrix check MATRIX --against {Printable.Of(file)}` tries it; `rmatrix check --list --against SET --format json` prints a set that ships.");
                return App.Fine;
            }
            foreach (var name in new[] { provider, customer, service })
                if (string.IsNullOrWhiteSpace(parsed.GetValue(name))) throw new UsageException($"{name.Name} must be a name, but is empty.");
            var path = output.PathOf(parsed)!;
            var documents = new Files(surroundings).Documents(parsed.GetValue(shared.With) ?? []);
            var found = ResolveCommand.FindCatalog(documents, parsed.GetValue(shared.Catalog) ?? DefaultCatalog, surroundings);
            if (found.Diagnostics.Any(finding => finding.Severity == Severity.Error)) throw new UsageException($"{found.Catalog.Identity} has errors, so that no matrix can be started from it. `rmatrix validate` shows them.");
            var catalog = found.Catalog;
            var model = parsed.GetValue(shared.Model) ?? "saas";
            var resolver = Resolver.OfServiceModel(catalog, documents);
            var context = new ResolutionContext { ServiceModel = model, AsOf = surroundings.Today };
            Shared.Check(resolver, context);
            var matrix = Starter(resolver.Resolve(context), catalog, model, parsed.GetValue(provider)!, parsed.GetValue(customer)!, parsed.GetValue(service)!);
            output.Write(path, MatrixWriter.Write(matrix));
            if (path != Files.StandardInput)
                surroundings.Error.WriteLine($"rmatrix: {Printable.Of(path)} holds {matrix.Assignments.Count} assignments, taken from the service model {model}. Review them, and say for each shared control who does what; `rmatrix validate` lists what is open.");
            return App.Fine;
        });
        return command;
    }

    private static Matrix Starter(ResolvedMatrix split, Catalog catalog, string model, string provider, string customer, string service)
    {
        var (providerId, customerId) = (Slug(provider, "provider-org"), Slug(customer, "customer-org"));
        if (providerId == customerId) customerId += "-customer";
        var serviceId = Slug(service, "service");
        return new Matrix
        {
            Id = $"urn:matrix:{providerId}:{serviceId}",
            Version = "0.1.0",
            Title = $"Shared responsibilities for {service}",
            Status = DocumentStatus.Draft,
            Service = new Service { Id = serviceId, Name = service, Provider = providerId, Customer = customerId, Models = [model] },
            Parties =
            [
                new Party { Id = providerId, Name = provider, Role = PartyRole.Provider },
                new Party { Id = customerId, Name = customer, Role = PartyRole.Customer },
            ],
            Catalogs = [new CatalogScope { Id = catalog.Id, Edition = catalog.Edition }],
            Assignments = split.Controls
                .Where(control => control.IsLeaf && control.State == ControlState.Assigned)
                .GroupBy(control => control.Split)
                .OrderBy(group => group.Key)
                .Select(group => new Assignment
                {
                    Controls = group.Select(control => Selector.Parse(control.Control)).ToValueList(),
                    Split = group.Key,
                    Notes = group.Key == Sides.Shared
                        ? $"Taken from the service model {model}; to be reviewed. Give each control an assignment of its own that says who does what."
                        : $"Taken from the service model {model}; to be reviewed.",
                })
                .ToValueList(),
        };
    }

    private static string Slug(string name, string otherwise)
    {
        var words = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words);
        return slug.Length == 0 || slug is Party.ProviderWord or Party.CustomerWord ? otherwise : slug;
    }
}
