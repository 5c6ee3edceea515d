using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Makes the matrix of a document from its records.</summary>
internal sealed class MatrixMaker(
    CompiledProfile profile, ProfileDocument? document, PartyNames parties, TableImportOptions options, ImportFindings findings)
{
    private const int ManyUnknown = 20;
    private readonly ConditionWords _conditions = new();

    /// <summary>The matrix, and the catalog that was made for it, if one was wanted.</summary>
    public ImportedDocument Make(IReadOnlyList<TableRecord> records, EvidenceEntries evidence, string? file,
        CancellationToken cancellationToken)
    {
        var identity = options.Catalog ?? MostLikely(records, file);
        var (catalog, isMade) = CatalogFor(identity, records, file);
        var ids = catalog is null ? null : new CatalogIds(catalog);
        var controls = new ControlRows(ids, records, findings, Find);
        var assignments = Assignments(records, controls);
        TellOtherEdition(controls, ids, file);
        var scope = catalog is null || controls.Named.Count == 0 ? null : new CatalogScope
        {
            Id = catalog.Id,
            Edition = catalog.Edition,
            Include = isMade ? [] : [.. document?.Include ?? [], .. Scope(catalog, controls.Named)],
        };
        var matrix = Matrix(controls, assignments, [.. Scopes(controls, scope)], evidence);
        matrix = WithoutErrors(matrix, assignments, isMade ? options.Documents.Add(catalog!) : options.Documents, cancellationToken);
        return new ImportedDocument { Id = document?.Id, Matrix = matrix, Catalog = isMade ? catalog : null };
    }

    private static IEnumerable<CatalogScope> Scopes(ControlRows controls, CatalogScope? scope)
    {
        if (scope is not null) yield return scope;
        foreach (var (catalog, named) in controls.NamedElsewhere)
            if (catalog.Id != scope?.Id || catalog.Edition != scope.Edition)
                yield return new CatalogScope { Id = catalog.Id, Edition = catalog.Edition, Include = Scope(catalog, named) };
    }

    // Of several catalogs that may be meant, the one that has most of the ids.
    private string? MostLikely(IReadOnlyList<TableRecord> records, string? file)
    {
        if (document is null || document.OtherCatalogs.IsEmpty) return document?.Catalog;
        var ids = records.SelectMany(RowInterpreter.ControlsOf).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var (best, most) = ((string?)null, (ids.Count - 1) / 2);
        foreach (var identity in new[] { document.Catalog }.Concat(document.OtherCatalogs).OfType<string>())
        {
            if (Find(identity) is not { } catalog) continue;
            var known = new CatalogIds(catalog);
            var count = ids.Count(known.Has);
            if (count > most) (best, most) = (identity, count);
        }
        if (best is null && ids.Count > 0 && !options.MakesCatalog)
            findings.Add("RM7003",
                "No catalog at hand has half of the ids, so that every row is one of the matrix's own. Name the " +
                "catalog, or let one be made of the table.", file);
        return best;
    }

    private Catalog? Find(string identity)
    {
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? options.Documents.FindNewest(identity) : options.Documents.FindCatalog(identity[..at], identity[(at + 1)..]);
    }

    private (Catalog? Catalog, bool IsMade) CatalogFor(string? identity, IReadOnlyList<TableRecord> records, string? file)
    {
        if (identity is null && !options.MakesCatalog) return default;
        identity ??= $"{Slugs.Ascii(ServiceName, "service")}-controls@1";
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        if (Find(identity) is { } known) return (known, false);
        if (options.MakesCatalog)
            return (TableCatalog.Make(at < 0 ? identity : identity[..at], at < 0 ? "1" : identity[(at + 1)..], profile.Profile.Title,
                records), true);
        findings.Add("RM1003",
            $"The catalog {identity} is not at hand, so that every row is one of the matrix's own. Give the catalog, or let one " +
            "be made of the table.",
            file, Severity.Warning);
        return default;
    }

    private List<(Assignment Assignment, List<TableRecord> Records)> Assignments(IReadOnlyList<TableRecord> records, ControlRows controls)
    {
        List<(Assignment Assignment, List<TableRecord> Records)> assignments = [];
        Dictionary<(Selector Control, Condition When), (TableRecord Record, int Index)> stated = [];
        SumOfRows sums = new();
        foreach (var record in records)
        {
            var selectors = controls.SelectorsOf(record);
            if (record.Outcome == ImportedRowOutcome.NotUnderstood || selectors.Count == 0)
            {
                if (record.Outcome != ImportedRowOutcome.NotUnderstood) record.Outcome = ImportedRowOutcome.NotUnderstood;
                continue;
            }
            if (record.Draft is not { } draft) continue;
            var when = _conditions.Take(record.When);
            for (var i = 0; i < draft.Duties.Count; i++) draft.Duties[i] =
                draft.Duties[i] with { When = _conditions.Take(draft.Duties[i].When) };
            if (record.Found.Table.AddsUp)
            {
                foreach (var selector in selectors) sums.Add(selector, when, record);
                record.Outcome = ImportedRowOutcome.Imported;
                continue;
            }
            var (left, same) = (new List<Selector>(), -1);
            foreach (var selector in selectors)
            {
                if (!stated.TryGetValue((selector, when), out var earlier)) left.Add(selector);
                else if (earlier.Record.Draft!.SaysTheSame(draft)) same = earlier.Index;
                else controls.Refuse(record,
                    $"{selector} is stated in row {earlier.Record.Row.Number} already, with other words. " +
                    "Keep one of the two, or name the component of each.");
            }
            if (left.Count == 0)
            {
                if (same >= 0 && record.Outcome == ImportedRowOutcome.Imported) assignments[same].Records.Add(record);
                continue;
            }
            record.Outcome = ImportedRowOutcome.Imported;
            foreach (var selector in left) stated.Add((selector, when), (record, assignments.Count));
            assignments.Add((draft.ToAssignment(left.ToValueList(), when, SourceOf(record)), [record]));
        }
        foreach (var (selectors, when, rows) in sums.All)
        {
            var draft = DraftAssignment.Sum(rows.Select(row => row.Draft!));
            var source = SourceOf(rows[0]) with { Label = string.Join("; ", rows.Select(row => row.Label).OfType<string>().Distinct()) };
            assignments.Add((draft.ToAssignment(selectors.ToValueList(), when, source), rows));
        }
        return assignments;
    }

    private SourceLabel SourceOf(TableRecord record) => new()
    {
        Label = record.Label ?? "",
        Vocabulary = profile.Profile.Vocabulary ?? profile.Profile.Id,
        At = record.Found.Sheet.At(record.Row, Math.Max(record.Column, 0)),
    };

    private void TellOtherEdition(ControlRows controls, CatalogIds? ids, string? file)
    {
        var (all, unknown) = controls.Ids;
        if (ids is null || unknown.Count == 0 || unknown.Count * ManyUnknown < all) return;
        var others = options.Documents.Catalogs.Where(other => other.Identity != ids.Catalog.Identity)
            .Select(other => (other.Identity, Count: CountIn(new CatalogIds(other), unknown)))
            .Where(other => other.Count * 2 >= unknown.Count).OrderByDescending(other => other.Count).ToList();
        findings.Add("RM1002", $"{unknown.Count} of {all} controls are not in force in {ids.Catalog.Identity}. Is another edition meant?" +
            (others.Count == 0 ? "" : $" {others[0].Identity} has {others[0].Count} of them."), file, Severity.Warning);
    }

    private static int CountIn(CatalogIds ids, List<string> unknown) => unknown.Count(id => ids.Find(id) is { IsWithdrawn: false });

    // A control all of whose statements are named is named once.
    private static ValueList<Selector> Scope(Catalog catalog, List<Control> named)
    {
        var ids = named.Select(control => control.Id).ToHashSet(StringComparer.Ordinal);
        var index = new CatalogIds(catalog);
        var statements = catalog.Controls
            .Where(control => control is { Parent: not null, IsWithdrawn: false, EffectiveKind: ControlKind.Statement })
            .GroupBy(control => index.Find(control.Parent!)?.Id ?? "")
                .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        // From the last to the first: statements follow their control.
        for (var i = catalog.Controls.Count - 1; i >= 0; i--)
            if (statements.TryGetValue(catalog.Controls[i].Id, out var parts) && parts.TrueForAll(part => ids.Contains(part.Id)))
                ids.Add(catalog.Controls[i].Id);
        foreach (var control in catalog.Controls)
            if (ids.Contains(control.Id) && statements.TryGetValue(control.Id, out var parts)) parts.ForEach(part => Remove(part, 0));
        return catalog.Controls.Where(control => ids.Contains(control.Id)).Select(control => (Selector)control.Id).ToValueList();

        void Remove(Control part, int depth)
        {
            if (!ids.Remove(part.Id) && depth > 8) return;
            if (depth < 8 && statements.TryGetValue(part.Id, out var below)) below.ForEach(lower => Remove(lower, depth + 1));
        }
    }

    private string ServiceName
    {
        get
        {
            var name = options.Service ?? document?.ServiceName ?? profile.Variable("service") ?? profile.Variable(Party.ProviderWord)
                ?? profile.Profile.Parties.FirstOrDefault(party => party.Id == Party.ProviderWord)?.Name;
            return name is not null
                && CellWords.Clean(Template.Fill(name, profile.Variable)).ReplaceLineEndings(" ") is { Length: > 0 } clean ? clean
                : "Service";
        }
    }

    private Matrix Matrix(
        ControlRows controls, List<(Assignment Assignment, List<TableRecord> Records)> assignments, ValueList<CatalogScope> scopes,
            EvidenceEntries evidence)
    {
        var (provider, customer) =
            (profile.Named.IdOf(Party.ProviderWord) ?? IdOf(parties.NameOf(Party.ProviderWord), "provider-org"),
            profile.Named.IdOf(Party.CustomerWord) ?? IdOf(parties.NameOf(Party.CustomerWord), "customer-org"));
        if (provider == customer) customer += "-customer";
        Dictionary<string, string> others = new(StringComparer.Ordinal);
        foreach (var id in assignments.SelectMany(made => made.Assignment.Duties)
            .SelectMany(duty => new[] { duty.Party, duty.InheritedFrom })
            .OfType<string>().Where(id => id is not (Party.ProviderWord or Party.CustomerWord)).Distinct())
        {
            var slug = profile.Named.IdOf(id) ?? IdOf(id, "other");
            while (slug == provider || slug == customer || others.ContainsValue(slug)) slug += "-other";
            others.Add(id, slug);
        }
        for (var i = 0; i < assignments.Count; i++)
            assignments[i] = (assignments[i].Assignment with
            {
                Duties = assignments[i].Assignment.Duties.Select(duty => duty with
                {
                    Party = others.GetValueOrDefault(duty.Party, duty.Party),
                    InheritedFrom = duty.InheritedFrom is { } upstream ? others[upstream] : null,
                }).ToValueList(),
            }, assignments[i].Records);
        var service = ServiceName;
        var serviceId = document?.Service is { } stated ? IdOf(stated, "service") : Slugs.Ascii(service, "service");
        if (options.HasSeveral && document is { Service: null, ServiceName: null }) serviceId += $"-{Slugs.Ascii(document.Id, "document")}";
        var models = Models();
        return new Matrix
        {
            Id = options.Id is { } id1 ? id1 +
                (options.HasSeveral && document is not null ? $":{Slugs.Ascii(document.Id, "document")}" : "")
                : $"urn:matrix:{provider}:{serviceId}",
            Version = options.Version,
            Title = document?.Title is { } title ? Template.Fill(title, profile.Variable) : $"Shared responsibilities for {service}",
            Status = DocumentStatus.Draft,
            Service = new Service { Id = serviceId, Name = service, Provider = provider, Customer = customer, Models = models },
            Parties =
            [
                PartyOf(Party.ProviderWord, provider, PartyRole.Provider), PartyOf(Party.CustomerWord, customer, PartyRole.Customer),
                .. others.Select(other => PartyOf(other.Key, other.Value, PartyRole.Other)),
            ],
            ServiceModels = _conditions.Models.ToValueList(),
            Parameters = _conditions.Parameters.ToValueList(),
            Catalogs = scopes,
            Groups = controls.Groups.ToValueList(),
            Controls = controls.Own.ToValueList(),
            Upstreams = assignments.SelectMany(made => made.Assignment.Duties).Select(duty => duty.InheritedFrom).OfType<string>()
                .Distinct()
                .Select(upstream => new Upstream { Id = upstream, Provider = upstream }).ToValueList(),
            Assignments = assignments.Select(made => made.Assignment).ToValueList(),
            Evidence = evidence.All.ToValueList(),
        };
    }

    private ValueList<string> Models()
    {
        var stated = options.Model is { } model ? [model] : document?.Models ?? [];
        List<string> models = [.. stated];
        foreach (var named in _conditions.Named)
            if (!models.Contains(named)) models.Add(named);
        return models.Count > 0 ? models.ToValueList() : ["saas"];
    }

    private Party PartyOf(string id, string slug, PartyRole role)
    {
        var name = parties.NameOf(id);
        return new Party
        {
            Id = slug,
            Name = name.Length > 0 ? name : slug,
            Side = profile.Named.SideOf(id),
            Role = parties.Parties.FirstOrDefault(party => party.Id == id)?.Role
                ?? (id == RowInterpreter.ThirdParty ? PartyRole.Other : role),
            Aliases = profile.Heard.Where(heard => heard.Party == id).Select(heard => CellWords.Clean(heard.Name))
                .Where(heard => heard.Length > 0 && !CellWords.AreEqual(heard, name)).Distinct().ToValueList(),
        };
    }

    private static string IdOf(string name, string none) => Slugs.Ascii(name, none) is var slug
        && slug is not (Party.ProviderWord or Party.CustomerWord) ? slug : none;

    // The matrix must hold, whatever the file holds: what makes it fail is not understood.
    private Matrix WithoutErrors(
        Matrix matrix, List<(Assignment Assignment, List<TableRecord> Records)> assignments, DocumentSet documents,
            CancellationToken cancellationToken)
    {
        const int MostRounds = 3;
        const string Pointer = "/assignments/";
        var resolving = new ResolverOptions { Documents = documents, Limits = options.Limits };
        for (var round = 0; ; round++)
        {
            var errors = DocumentValidator
                .Validate(matrix, DateOnly.MinValue, resolving, new() { Progress = options.Progress }, cancellationToken)
                .Where(finding => finding.Severity == Severity.Error).ToList();
            Dictionary<int, Diagnostic> faulty = [];
            foreach (var error in errors)
                if (error.Place?.Pointer is { } pointer && pointer.StartsWith(Pointer, StringComparison.Ordinal)
                    && int.TryParse(pointer[Pointer.Length..].Split('/')[0], out var at)) faulty.TryAdd(at, error);
            if (faulty.Count == 0 || round == MostRounds)
            {
                foreach (var error in errors) findings.Add(error);
                break;
            }
            foreach (var (at, error) in faulty)
            {
                foreach (var record in assignments[at].Records)
                {
                    record.Outcome = ImportedRowOutcome.NotUnderstood;
                    record.Draft = null;
                    findings.Add("RM7001", $"no assignment can be made of it: {error.Message}", record.Found.Sheet, record.Row,
                        record.Column);
                }
            }
            assignments = [.. assignments.Where((_, at) => !faulty.ContainsKey(at))];
            matrix = matrix with { Assignments = assignments.Select(made => made.Assignment).ToValueList() };
        }
        for (var i = 0; i < assignments.Count; i++)
            foreach (var record in assignments[i].Records) record.Pointer ??= $"/assignments/{i}";
        return matrix;
    }
}
