using System.Globalization;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>Makes the tables of a register, and tells what they lack. Not thread-safe.</summary>
internal sealed class RegisterBuilder(RegisterSource source, RegisterParties parties, Limits limits)
{
    private const int MostRows = 5;
    private readonly List<Diagnostic> _findings = [];
    // By party, the cells that lack its code: the column, the table and the row, as a spreadsheet counts them.
    private readonly Dictionary<int, List<(string Column, DoraTable Table, int Row)>> _lacking = [];

    /// <summary>What the tables lack.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>Makes the tables.</summary>
    public ValueList<DoraTable> Build(IReadOnlyList<RegisterContract> contracts)
    {
        var refused = parties.Merge();
        var chains = new RegisterChains(source, parties, limits);
        foreach (var contract in contracts) chains.Add(contract);
        var providers = chains.Rows.Select(row => row.Provider).Distinct().ToList();
        ValueList<DoraTable> tables =
        [
            DoraLayout.Contracts.With(contracts.Select(contract => contract.Reference).Distinct().Select(reference =>
                Cells(DoraLayout.Contracts, reference))),
            DoraLayout.Particulars.With(contracts.Select(Particulars)),
            DoraLayout.Providers.With(providers.Select(Provider)),
            DoraLayout.Chains.With(chains.Rows.Select(Chain)),
        ];
        foreach (var table in tables) TellUnstated(table);
        TellContracts(contracts);
        TellNames(providers);
        TellCodes(contracts, providers);
        foreach (var (one, other) in refused)
            Tell("RM7003", $"{one.Name} has the LEI {LeiOf(one)} in {one.Place.File}, and as provider of that upstream {LeiOf(other)} in " +
                $"{other.Place.File}. The chain has the first.", one.Place, Severity.Warning);
        TellChains(chains, providers);
        return tables;
    }

    private static string LeiOf(RegisterParty party) => party.Codes.First(code => code.Type == RegisterCode.Lei).Value;

    private static string?[] Cells(DoraTable table, params string?[] cells)
    {
        var row = new string?[table.Columns.Count];
        cells.CopyTo(row, 0);
        return row;
    }

    private string?[] Particulars(RegisterContract contract, int at)
    {
        var lei = parties.Codes(contract.Customer).FirstOrDefault(code => code.Type == RegisterCode.Lei);
        if (lei is null) Lack(contract.Customer, "c0020", DoraLayout.Particulars, at);
        var code = CodeOf(contract.Matrix.Provider, "c0030", DoraLayout.Particulars, at);
        return Cells(DoraLayout.Particulars, contract.Reference, lei?.Value, code?.Value, code?.Type, null, contract.Type);
    }

    private string?[] Provider(int party, int at)
    {
        var code = CodeOf(party, "c0010", DoraLayout.Providers, at);
        var other = parties.Codes(party).Skip(1).FirstOrDefault();
        return Cells(DoraLayout.Providers, code?.Value, code?.Type, other?.Value, other?.Type, parties.Name(party),
            parties.LatinName(party));
    }

    private string?[] Chain(ChainRow row, int at)
    {
        var code = CodeOf(row.Provider, "c0030", DoraLayout.Chains, at);
        var recipient = row.Recipient is { } user ? CodeOf(user, "c0060", DoraLayout.Chains, at) : null;
        return [row.Contract, row.Type, code?.Value, code?.Type, row.Rank.ToString(CultureInfo.InvariantCulture), recipient?.Value,
            recipient?.Type];
    }

    private RegisterCode? CodeOf(int party, string column, DoraTable table, int at)
    {
        var code = parties.Codes(party).FirstOrDefault();
        if (code is null) Lack(party, column, table, at);
        return code;
    }

    private void Lack(int party, string column, DoraTable table, int at)
    {
        var root = parties.Root(party);
        if (!_lacking.TryGetValue(root, out var cells)) _lacking[root] = cells = [];
        // The heading is row 1.
        cells.Add((column, table, at + 2));
    }

    private void TellUnstated(DoraTable table)
    {
        var columns = table.Columns.Where(column => !column.IsStated).Select(column => $"{column.Title} ({column.Id})").ToList();
        if (table.Count == 0 || columns.Count == 0) return;
        Tell("RM7002", $"{table.File} leaves empty what no matrix states: {Shortened.List(columns)}." +
            (table.Id == DoraLayout.Particulars.Id ? " The days of a matrix are not those of its contract." : ""));
    }

    private void TellContracts(IReadOnlyList<RegisterContract> contracts)
    {
        TellAll("RM7003", contracts.Where(contract => !contract.HasReference).Select(contract => contract.Service),
            "The id of the service stands in for the reference of the contract, since the matrix has no `agreement`:");
        foreach (var same in contracts.GroupBy(contract => contract.Reference, StringComparer.Ordinal))
            if (same.Select(contract => parties.Root(contract.Matrix.Provider)).Distinct().Count() > 1)
                Tell("RM7003", $"Services of several providers have the contract {Shortened.Text(same.Key)}: " +
                    $"{Shortened.List([.. same.Select(contract => contract.Service)])}. A reference names one contract.", null,
                    Severity.Warning);
        TellAll("RM7003", contracts.Where(contract => contract.Type is not null)
                .Select(contract => $"{contract.Service} ({contract.Type}, {contract.Models[0]})"),
            "The type of service is that of the service model; a contract may be about other types too:");
        TellAll("RM7002", contracts.Where(contract => contract.Type is null)
                .Select(contract => $"{contract.Service} ({string.Join(" or ", contract.Models)})"),
            "The type of service is left empty, where the service model is open or none of the register's:");
        TellAll("RM7002", contracts.Where(contract => contract.Matrix.Agreement is { } agreement
                && (agreement.Clause is not null || agreement.Title is not null)).Select(contract => contract.Service),
            "The tables have no column for the title and clause of a contract, which are known of");
    }

    private void TellNames(List<int> providers)
    {
        TellAll("RM7003", providers.Where(party => parties.Of(party).All(known => known.LegalName is null)).Select(parties.Name),
            "The common name stands in for the legal name, since the matrix has no `legalName`:");
        TellAll("RM7002", providers.Where(party => parties.LatinName(party) is null).Select(parties.Name),
            "No name, translation or alias is in Latin letters:");
        TellAll("RM7002", providers.SelectMany(party => parties.Of(party).SelectMany(known => known.OtherSchemes)
                .Concat(parties.Codes(party).Skip(2).Select(code => code.Type)).Distinct()
                .Select(scheme => $"{Shortened.Text(scheme)} of {Shortened.Text(parties.Name(party))}")),
            "The tables have no column for these identifiers:");
    }

    private void TellCodes(IReadOnlyList<RegisterContract> contracts, List<int> providers)
    {
        foreach (var party in providers.Concat(contracts.Select(contract => parties.Root(contract.Customer))).Distinct())
        {
            var codes = parties.Codes(party);
            foreach (var code in codes.Where(code => !code.IsSound))
                Tell("RM7003", $"{Who(party)} has the LEI {Shortened.Text(code.Value)}, which is none: an LEI has 18 letters or digits " +
                    "and two check digits that fit (ISO 17442). It is written as it stands.", PlaceOf(party), Severity.Warning);
            var isProvider = providers.Contains(party);
            if (_lacking.TryGetValue(party, out var cells))
                Tell("RM7002", $"{Who(party)} has no {(codes.Count == 0 && isProvider ? "LEI or EUID" : "LEI")}. Empty are " +
                    $"{string.Join(", ", cells.GroupBy(cell => (cell.Column, cell.Table.File)).Select(group =>
                        $"{group.Key.Column} of {RowsOf([.. group.Select(cell => cell.Row)])} in {group.Key.File}"))}. Write it into " +
                    "`identifiers` of the party, or into the tables.", PlaceOf(party));
            if (codes.Count > 0 && !codes[0].IsOfLegalPerson && isProvider)
                Tell("RM7003", $"{Who(party)} has no LEI or EUID, and {codes[0].Type} stands in, which the register takes for people who " +
                    "act in business alone.", PlaceOf(party), Severity.Warning);
        }
    }

    private void TellChains(RegisterChains chains, List<int> providers)
    {
        _findings.AddRange(chains.Findings);
        TellAll("RM7002", chains.Ends.Select(parties.Name),
            "Who is behind these providers is not known, since no matrix of theirs is named:");
        TellAll("RM7002", chains.CarvedOut.Select(parties.Name),
            "The tables do not say that the attestation of whoever builds on these providers leaves them out:");
        TellAll("RM7002", chains.Reached.SelectMany(matrix => matrix.Subproviders.Select(party => (matrix, Party: parties.Root(party))))
                .Where(known => !providers.Contains(known.Party)
                    && !known.matrix.Links.Any(link => parties.Root(link.Provider) == known.Party))
                .Select(known => $"{parties.Name(known.Party)} ({known.matrix.Source.Service})"),
            "These subproviders have no row, since no upstream entry names them:");
    }

    private string Who(int party)
    {
        var files = parties.Of(party).Select(known => known.Place.File).OfType<string>().Distinct().ToList();
        return $"{Shortened.Text(parties.Name(party))} ({string.Join(", ", files.Take(MostRows))}" +
            $"{(files.Count > MostRows ? $" and {files.Count - MostRows} more" : "")})";
    }

    private Place PlaceOf(int party) => parties.Of(party).First().Place;

    private static string RowsOf(List<int> rows) => rows.Count == 1 ? $"row {rows[0]}"
        : $"rows {string.Join(", ", rows.Take(MostRows))}{(rows.Count > MostRows ? $" and {rows.Count - MostRows} more" : "")}";

    private void TellAll(string id, IEnumerable<string> names, string what)
    {
        var all = names.Distinct().ToList();
        if (all.Count > 0) Tell(id, $"{what} {Shortened.List(all).TrimEnd('.')}.");
    }

    private void Tell(string id, string message, Place? place = null, Severity? severity = null)
    {
        var finding = Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, place);
        _findings.Add(severity is { } said ? finding with { Severity = said } : finding);
    }
}
