using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>What the register needs of a matrix and its bases, without the documents. Immutable, once it was made.</summary>
internal sealed class RegisterMatrix
{
    public required IndexedMatrix Source { get; init; }

    /// <summary>The ids of the matrix and its bases.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>The number of its provider.</summary>
    public required int Provider { get; init; }

    /// <summary>The contract that it is an annex of, or null.</summary>
    public required Agreement? Agreement { get; init; }

    /// <summary>The service models, each with its word in the register; null where it has none.</summary>
    public required IReadOnlyList<(string Model, string? Type)> Models { get; init; }

    public required IReadOnlyList<RegisterLink> Links { get; init; }

    /// <summary>The numbers of the parties whose role is <c>subprovider</c>.</summary>
    public required IReadOnlyList<int> Subproviders { get; init; }
}

/// <summary>An upstream entry of a matrix. Immutable.</summary>
internal sealed class RegisterLink
{
    public required Upstream Entry { get; init; }

    /// <summary>Where it stands.</summary>
    public required Place Place { get; init; }

    /// <summary>The number of the party that provides it.</summary>
    public required int Provider { get; init; }

    /// <summary>The side of the party that uses it.</summary>
    public required Sides CustomerSide { get; init; }

    /// <summary>The number of that party.</summary>
    public required int Customer { get; init; }

    /// <summary>The matrix of the upstream, if it is at hand.</summary>
    public required IndexedMatrix? Target { get; init; }

    /// <summary>Why it is not, as a sentence; null where it is, and where there is none.</summary>
    public required string? Missing { get; init; }
}

/// <summary>Reads for the register each matrix once, with its bases, and lets go of it. Not thread-safe.</summary>
internal sealed class RegisterSource(
    DocumentFolder folder, Limits limits, RegisterParties parties, List<Diagnostic> findings, CancellationToken cancellationToken)
{
    // The register's words for types of services (Annex III), of those that a service model is.
    private static readonly Dictionary<string, string> Types = new() { ["iaas"] = "S17", ["paas"] = "S18", ["saas"] = "S19" };

    private readonly Dictionary<IndexedMatrix, RegisterMatrix?> _matrices = [];

    /// <summary>The matrix of a service, with the party that uses it; null where nobody or another side is called so, which is
    /// told.</summary>
    public (RegisterMatrix Matrix, int Customer)? Service(IndexedMatrix chosen, string party)
    {
        if (Read(chosen) is not var (matrix, names, resolver)) return null;
        var found = resolver.FindParties(party);
        if (found.Count != 1)
        {
            findings.Add(PortfolioFindings.NotFound(resolver, chosen, party));
            return null;
        }
        if (found[0].Side == Sides.Customer) return (matrix, names.Number(found[0].Id));
        findings.Add(PortfolioFindings.Of("RM7002", $"The service {chosen.Service} has no rows: {found[0].Name} is not on the " +
            "customer's side of it, so that the register of another party has them.", chosen.File.Name, "/service/customer"));
        return null;
    }

    /// <summary>Reads what the matrices that were read build on, and so on.</summary>
    public void Follow()
    {
        var open = new Queue<RegisterMatrix>(_matrices.Values.OfType<RegisterMatrix>());
        while (open.TryDequeue(out var matrix))
            foreach (var link in matrix.Links)
            {
                if (link.Target is not { } target) continue;
                if (!_matrices.TryGetValue(target, out var known))
                {
                    if (Read(target) is not var (read, _, _)) continue;
                    open.Enqueue(known = read);
                }
                // Whoever provides an upstream here is the provider there.
                if (known is not null) parties.Link(link.Provider, known.Provider);
            }
    }

    /// <summary>The matrix that an upstream entry names; null where it cannot be read.</summary>
    public RegisterMatrix? Find(IndexedMatrix target) => _matrices.GetValueOrDefault(target);

    private (RegisterMatrix Matrix, Names Names, Resolver Resolver)? Read(IndexedMatrix known)
    {
        try
        {
            var document = folder.Load(known, cancellationToken);
            var resolver = new Resolver(document, new() { Documents = Bases(known), Limits = limits });
            findings.AddRange(resolver.Diagnostics.Where(finding => finding.Id is "RM3001" or "RM3002" or "RM3003"));
            var names = new Names(resolver, known, parties);
            var matrix = new RegisterMatrix
            {
                Source = known,
                Ids = [.. resolver.Levels.Select(level => level.Matrix.Id)],
                Provider = names.Number(Party.ProviderWord),
                Agreement = resolver.Levels.Select(level => level.Matrix.Agreement).FirstOrDefault(agreement => agreement is not null),
                Models = [.. resolver.ServiceModels.Select(model => (model, TypeOf(resolver, model)))],
                Links = [.. resolver.Upstreams.Select(upstream => LinkOf(upstream, resolver, names))],
                Subproviders = [.. resolver.Parties.Where(party => party.Role == PartyRole.Subprovider)
                    .Select(party => names.Number(party.Id))],
            };
            _matrices[known] = matrix;
            return (matrix, names, resolver);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _matrices[known] = null;
            findings.Add(PortfolioFindings.Of("RM8001", $"{known.File.Name} cannot be read again, so that the register lacks what it " +
                $"says: {exception.Message}", known.File.Name));
            return null;
        }
    }

    private RegisterLink LinkOf(Upstream upstream, Resolver resolver, Names names)
    {
        var customer = names.IdOf(upstream.Customer ?? Party.ProviderWord);
        var (target, missing) = TargetOf(upstream);
        var at = resolver.Levels.Select(level => (level, At: IndexOf(level.Matrix.Upstreams, upstream))).First(level => level.At >= 0);
        return new()
        {
            Entry = upstream,
            Place = at.level.PlaceOf($"/upstream/{at.At}"),
            Provider = names.Number(upstream.Provider),
            CustomerSide = names.SideOf(customer),
            Customer = names.Number(customer),
            Target = target,
            Missing = missing,
        };
    }

    private (IndexedMatrix? Target, string? Missing) TargetOf(Upstream upstream)
    {
        if (upstream.Matrix is not { } id) return (null, null);
        var known = folder.WithId(id).ToList();
        if (known.Count == 0) return (null, $"the matrix {id} is not among the documents");
        var target = upstream.Version is { } version ? known.Find(matrix => matrix.Version == version)
            : known.MaxBy(matrix => matrix.Version);
        if (target is null)
            return (null, $"of the matrix {id} the version {upstream.Version} is asked for, and the documents have " +
                string.Join(", ", known.Select(matrix => matrix.Version)));
        if (upstream.Digest is not { } digest) return (target, null);
        var document = folder.Load(target, cancellationToken);
        return document.Digest == digest || document.Matrix.View?.Of == digest ? (target, null)
            : (null, $"the matrix {document.Name} has not the digest that is asked for");
    }

    private DocumentSet Bases(IndexedMatrix known)
    {
        var documents = folder.Documents;
        HashSet<IndexedMatrix> seen = [];
        for (string? id = known.Base; id is not null;)
        {
            string? next = null;
            foreach (var level in folder.WithId(id).Where(seen.Add))
            {
                documents = documents.Add(folder.Load(level, cancellationToken));
                next ??= level.Base;
            }
            id = next;
        }
        return documents;
    }

    private static string? TypeOf(Resolver resolver, string model)
    {
        var own = resolver.Levels.SelectMany(level => level.Matrix.ServiceModels).Where(known => known.Id == model)
            .Select(known => known.BasedOn).FirstOrDefault();
        return Types.GetValueOrDefault(own ?? model);
    }

    private static int IndexOf(ValueList<Upstream> upstreams, Upstream upstream)
    {
        for (var i = 0; i < upstreams.Count; i++)
            if (ReferenceEquals(upstreams[i], upstream)) return i;
        return -1;
    }

    /// <summary>The parties of a matrix by their ids, whatever document of it names them.</summary>
    private sealed class Names(Resolver resolver, IndexedMatrix source, RegisterParties parties)
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly Service _service = resolver.Levels[0].Matrix.Service;

        /// <summary>The number of a party among all.</summary>
        public int Number(string reference)
        {
            var id = IdOf(reference);
            return _numbers.TryGetValue(id, out var number) ? number : _numbers[id] = parties.Add(PartyOf(id));
        }

        /// <summary>The id of a party: the provider and customer of a base are those of the matrix.</summary>
        public string IdOf(string reference) => reference switch
        {
            Party.ProviderWord => _service.Provider,
            Party.CustomerWord => _service.Customer,
            _ when resolver.Parties.Any(party => party.Id == reference) => reference,
            _ when resolver.Levels.Any(level => level.Matrix.Service.Provider == reference) => _service.Provider,
            _ when resolver.Levels.Any(level => level.Matrix.Service.Customer == reference) => _service.Customer,
            _ => reference,
        };

        public Sides SideOf(string id) => resolver.FindParties(id) is [var party] ? party.Side : Sides.ThirdParty;

        private RegisterParty PartyOf(string id)
        {
            var stated = resolver.Levels.SelectMany(level => level.Matrix.Parties.Select((party, i) => (level, party, i)))
                .Where(entry => entry.party.Id == IdIn(entry.level.Matrix.Service, id)).ToList();
            if (stated.Count == 0)
                return new()
                {
                    Name = id,
                    LegalName = null,
                    OtherNames = [],
                    Codes = [],
                    OtherSchemes = [],
                    Place = new("/parties", source.File.Name),
                };
            var identifiers = stated.SelectMany(entry => entry.party.Identifiers).Distinct()
                .Select(identifier => (identifier.Scheme, Code: RegisterCode.Of(identifier))).ToList();
            return new()
            {
                Name = stated[0].party.Name,
                LegalName = stated.Select(entry => entry.party.LegalName).FirstOrDefault(name => name is not null),
                OtherNames = [.. stated.SelectMany(entry => TranslationsOf(entry.level.Matrix, entry.party.Id)),
                    .. stated.SelectMany(entry => entry.party.Aliases)],
                Codes = [.. identifiers.Select(identifier => identifier.Code).OfType<RegisterCode>().DistinctBy(code => code.Key)],
                OtherSchemes = [.. identifiers.Where(identifier => identifier.Code is null).Select(identifier => identifier.Scheme)],
                Place = stated[0].level.PlaceOf($"/parties/{stated[0].i}"),
            };
        }

        private string IdIn(Service service, string id) =>
            id == _service.Provider ? service.Provider : id == _service.Customer ? service.Customer : id;

        // English first, since its letters are Latin.
        private static IEnumerable<string> TranslationsOf(Matrix matrix, string id) => matrix.Translations
            .OrderByDescending(texts => texts.Key.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            .Select(texts => texts.Value.TryGetValue(id, out var text) ? text.Name : null).OfType<string>();
    }
}
