using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Portfolio.Tests;

/// <summary>Rows for the register of information. The LEIs are made up, with check digits that fit.</summary>
public sealed class DoraRegisterTests
{
    private const string BankLei = "5299000J2N45DDNE4Y28";
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly string AcmeLei = Lei("549300ACME00000000");
    private static readonly string AnvilLei = Lei("549300ANVIL0000000");
    private static readonly string RackLei = Lei("549300RACK00000000");

    [Fact]
    public void Ranks_count_the_levels_and_recipients_are_who_builds_on_a_provider()
    {
        var register = Register([Crm], Platform, Rack);
        Assert.Equal(
        [
            ["MSA-1", "S19", AcmeLei, "LEI", "1", null, null],
            ["MSA-1", "S19", AnvilLei, "LEI", "2", AcmeLei, "LEI"],
            ["MSA-1", "S19", RackLei, "LEI", "3", AnvilLei, "LEI"],
        ], Rows(register, "B_05.02"));
        Assert.Equal([["MSA-1", null, null, null, null]], Rows(register, "B_02.01"));
        Assert.Equal(["MSA-1", BankLei, AcmeLei, "LEI", null, "S19"], Rows(register, "B_02.02")[0].Take(6));
        Assert.Equal([AcmeLei, AnvilLei, RackLei], Rows(register, "B_05.01").Select(row => row[0]));
    }

    [Fact]
    public void The_columns_are_those_of_the_regulation()
    {
        var register = Register([Crm]);
        Assert.Equal([("b_02.01.csv", 5), ("b_02.02.csv", 18), ("b_05.01.csv", 12), ("b_05.02.csv", 7)],
            register.Tables.Select(table => (table.File, table.Columns.Count)));
        Assert.All(register.Tables, table =>
        {
            Assert.Equal(table.Columns.Select((_, i) => $"c{i + 1:D3}0"), table.Columns.Select(column => column.Id));
            Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
            foreach (var (column, at) in table.Columns.Select((column, at) => (column, at)))
            {
                Assert.Equal(table.Rows.Count(row => row[at] is null), column.Empty);
                if (!column.IsStated) Assert.Equal(table.Count, column.Empty);
            }
        });
    }

    [Fact]
    public void What_no_matrix_states_is_told_once_for_each_table()
    {
        var told = Register([Crm, Crm with { Id = "urn:example:mail", Service = Crm.Service with { Id = "mail" } }]).Diagnostics
            .Where(finding => finding.Message.Contains("leaves empty what no matrix states", StringComparison.Ordinal)).ToList();
        Assert.Equal(["b_02.01.csv", "b_02.02.csv", "b_05.01.csv"], told.Select(finding => finding.Message.Split(' ')[0]));
        Assert.All(told, finding => Assert.Equal("RM7002", finding.Id));
        Assert.Contains("The days of a matrix are not those of its contract", told[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diamond_gives_a_row_for_each_way_and_the_provider_once()
    {
        var mail = Platform with
        {
            Id = "urn:example:mail",
            Service = Platform.Service with { Id = "mail", Provider = "pigeon" },
            Parties = [Party("pigeon", "Pigeon SAS"), Party("user", "User"), Party("rack", "Rack AB", RackLei)],
        };
        var crm = Crm with
        {
            Parties = Crm.Parties.Append(Party("pigeon", "Pigeon SAS")).ToValueList(),
            Upstreams = [.. Crm.Upstreams, new() { Id = "mail", Matrix = mail.Id, Provider = "pigeon" }],
        };
        var register = Register([crm], Platform, mail, Rack);
        Assert.Equal([("1", AcmeLei, null), ("2", AnvilLei, AcmeLei), ("2", null, AcmeLei), ("3", RackLei, AnvilLei), ("3", RackLei, null)],
            Rows(register, "B_05.02").Select(row => (row[4]!, row[2], row[5])));
        Assert.Equal(["Acme Ltd", "Anvil GmbH", "Pigeon SAS", "Rack AB"], Rows(register, "B_05.01").Select(row => row[4]));
    }

    [Fact]
    public void Ways_that_grow_with_every_level_end()
    {
        // Two ways on each of 40 levels are more than anybody can list.
        var levels = Enumerable.Range(0, 40).Select(level => Service($"s{level}", $"p{level}", level == 39 ? [] :
        [
            new() { Id = "a", Matrix = $"urn:example:s{level + 1}", Provider = $"p{level + 1}" },
            new() { Id = "b", Matrix = $"urn:example:s{level + 1}", Provider = $"p{level + 1}" },
        ], Party($"p{level + 1}", $"P{level + 1}"))).ToArray();
        var register = Register([levels[0]], levels[1..]);
        Assert.Equal(Enumerable.Range(1, 40), Rows(register, "B_05.02").Select(row => int.Parse(row[4]!)));
    }

    [Fact]
    public void A_chain_that_comes_back_ends_and_is_told()
    {
        var rack = Rack with
        {
            Parties = [.. Rack.Parties, Party("acme", "Acme Ltd", AcmeLei)],
            Upstreams = [new() { Id = "back", Matrix = Crm.Id, Provider = "acme" }],
        };
        var register = Register([Crm], Platform, rack);
        Assert.Equal(["1", "2", "3"], Rows(register, "B_05.02").Select(row => row[4]));
        var told = Assert.Single(register.Diagnostics, finding => finding.Message.Contains("comes back", StringComparison.Ordinal));
        Assert.Equal(("RM7003", "/upstream/0", "rack-1.0.0.matrix.json"), (told.Id, told.Place!.Pointer, told.Place.File));
    }

    [Fact]
    public void An_upstream_without_a_matrix_at_hand_has_its_row_and_what_is_behind_it_is_told_of()
    {
        var crm = Crm with
        {
            Upstreams = [.. Crm.Upstreams, new() { Id = "mail", Provider = "pigeon" }],
            Parties = [.. Crm.Parties, Party("pigeon", "Pigeon SAS")]
        };
        var register = Register([crm]);
        Assert.Equal(["Acme Ltd", "Anvil GmbH", "Pigeon SAS"], Rows(register, "B_05.01").Select(row => row[4]));
        Assert.Equal(["1", "2", "2"], Rows(register, "B_05.02").Select(row => row[4]));
        Assert.Contains(register.Diagnostics, finding => finding.Id == "RM7002" && finding.Place?.Pointer == "/upstream/0"
            && finding.Message.Contains("urn:example:platform is not among the documents", StringComparison.Ordinal));
        Assert.Contains(register.Diagnostics, finding => finding.Message.EndsWith("is named: Pigeon SAS.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_version_and_digest_that_are_asked_for_count()
    {
        var asked = Crm with { Upstreams = [Crm.Upstreams[0] with { Version = "3.0.0" }] };
        Assert.Contains(Register([asked], Platform).Diagnostics, finding =>
            finding.Message.Contains("version 3.0.0 is asked for, and the documents have 1.0.0", StringComparison.Ordinal));
        var newer = Platform with { Version = "3.0.0", Upstreams = [] };
        Assert.Equal(2, Rows(Register([asked], Platform, newer, Rack), "B_05.02").Count);
        Assert.Equal(3, Rows(Register([asked with { Upstreams = [Crm.Upstreams[0] with { Version = "1.0.0" }] }], newer, Platform, Rack),
            "B_05.02").Count);
        var digest = Crm with { Upstreams = [Crm.Upstreams[0] with { Digest = $"sha256-{new string('0', 64)}" }] };
        Assert.Contains(Register([digest], Platform).Diagnostics, finding =>
            finding.Message.Contains("has not the digest", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_LEI_leaves_the_cells_empty_and_says_which()
    {
        var register = Register([Crm with { Parties = [Party("acme", "Acme Ltd"), .. Crm.Parties.Skip(1)] }], Platform, Rack);
        Assert.Equal(["1", "2", "3"], Rows(register, "B_05.02").Select(row => row[4]));
        Assert.Null(Rows(register, "B_05.02")[0][2]);
        Assert.Null(Rows(register, "B_05.02")[1][5]);
        var told = Assert.Single(register.Diagnostics, finding => finding.Message.Contains("has no LEI", StringComparison.Ordinal));
        Assert.Equal(("RM7002", "crm-1.0.0.matrix.json", "/parties/0"), (told.Id, told.Place!.File, told.Place.Pointer));
        Assert.Equal("Acme Ltd (crm-1.0.0.matrix.json) has no LEI or EUID. Empty are c0030 of row 2 in b_02.02.csv, c0010 of row 2 in " +
            "b_05.01.csv, c0030 of row 2 in b_05.02.csv, c0060 of row 3 in b_05.02.csv. Write it into `identifiers` of the party, or " +
            "into the tables.", told.Message);
    }

    [Theory]
    [InlineData("549300ANVIL0000000", "99", false)]
    [InlineData("549300ANVIL000000", "AB", false)]
    [InlineData("TBD", "", false)]
    [InlineData("5299000J2N45DDNE4Y", "28", true)]
    [InlineData(" 5299000j2n45 ddne4y", "28", true)]
    public void An_LEI_that_is_none_is_told_and_kept(string text, string digits, bool isSound)
    {
        var register = Register([Crm with { Parties = [Party("acme", "Acme Ltd", text + digits), .. Crm.Parties.Skip(1)] }]);
        Assert.Equal(isSound ? BankLei : text + digits, Rows(register, "B_05.01")[0][0]);
        Assert.Equal(!isSound, register.Diagnostics.Any(finding => finding.Message.Contains("which is none", StringComparison.Ordinal)));
    }

    [Fact]
    public void Other_codes_stand_beside_or_in_for_an_LEI()
    {
        var acme = new Party
        {
            Id = "acme",
            Name = "Acme Ltd",
            Identifiers =
            [
                new() { Scheme = "duns", Value = "1" }, new() { Scheme = "DE_VAT", Value = "DE123" },
                new() { Scheme = "euid", Value = "DEK1101R.HRB1" },
            ],
        };
        var register = Register([Crm with { Parties = [acme, .. Crm.Parties.Skip(1)] }]);
        Assert.Equal(["DEK1101R.HRB1", "EUID", "DE123", "VAT"], Rows(register, "B_05.01")[0].Take(4));
        Assert.Contains(register.Diagnostics, finding => finding.Message.Contains("duns of Acme Ltd", StringComparison.Ordinal));
        Assert.DoesNotContain(register.Diagnostics, finding => finding.Message.Contains("has no LEI", StringComparison.Ordinal));
        register = Register([Crm with { Parties = [acme with { Identifiers = [acme.Identifiers[1]] }, .. Crm.Parties.Skip(1)] }]);
        Assert.Equal(["DE123", "VAT", null, null], Rows(register, "B_05.01")[0].Take(4));
        Assert.Contains(register.Diagnostics, finding => finding.Message.Contains("VAT stands in", StringComparison.Ordinal));
    }

    [Fact]
    public void An_annex_has_the_upstreams_identifiers_and_names_of_its_base()
    {
        var annex = Service("crm", "acme-as-we-call-it") with
        {
            Id = "urn:example:annex",
            Extends = new() { Id = Crm.Id },
            Parties = [Party("acme-as-we-call-it", "Acme"), Party("user", "Bank", BankLei)],
            Agreement = new() { Reference = "MSA-7", Clause = "Annex C" },
        };
        var register = Register([annex, Crm], Platform, Rack);
        Assert.Equal([("MSA-7", AcmeLei, null), ("MSA-7", AnvilLei, AcmeLei), ("MSA-7", RackLei, AnvilLei)],
            Rows(register, "B_05.02").Select(row => (row[0]!, row[2]!, row[5])));
    }

    [Fact]
    public void Two_services_of_a_provider_are_two_contracts_and_one_provider()
    {
        var mail = Crm with { Id = "urn:example:mail", Service = Crm.Service with { Id = "mail" }, Agreement = null };
        var register = Register([Crm, mail], Platform, Rack);
        Assert.Equal(["MSA-1", "mail"], Rows(register, "B_02.01").Select(row => row[0]));
        Assert.Equal(3, Rows(register, "B_05.01").Count);
        Assert.Equal(6, Rows(register, "B_05.02").Count);
        Assert.Contains(register.Diagnostics, finding => finding.Id == "RM7003"
            && finding.Message.Contains("stands in for the reference", StringComparison.Ordinal)
            && finding.Message.EndsWith(" mail.", StringComparison.Ordinal));
    }

    [Fact]
    public void Services_under_one_contract_share_its_row()
    {
        var mail = Crm with { Id = "urn:example:mail", Service = Crm.Service with { Id = "mail", Models = ["paas"] } };
        var register = Register([Crm, mail]);
        Assert.Equal(["MSA-1"], Rows(register, "B_02.01").Select(row => row[0]));
        Assert.Equal([("MSA-1", "S19"), ("MSA-1", "S18")], Rows(register, "B_02.02").Select(row => (row[0]!, row[5]!)));
        Assert.Equal(4, Rows(register, "B_05.02").Count);
        var other = Service("other", "other", []) with { Agreement = Crm.Agreement };
        Assert.Contains(Register([Crm, other]).Diagnostics, finding =>
            finding.Message.Contains("several providers have the contract MSA-1", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_provider_builds_on_a_service_of_its_own_is_no_subcontract()
    {
        var register = Register([Crm with { Upstreams = [new() { Id = "own", Matrix = "urn:example:own", Provider = "acme" }] }],
            Service("own", "acme", [new() { Id = "rack", Matrix = Rack.Id, Provider = "rack" }], Party("rack", "Rack AB", RackLei)),
            Rack);
        Assert.Equal([("1", AcmeLei, null), ("2", RackLei, AcmeLei)], Rows(register, "B_05.02").Select(row => (row[4]!, row[2]!, row[5])));
    }

    [Fact]
    public void Who_uses_an_upstream_is_its_recipient()
    {
        var crm = Crm with
        {
            Parties = [.. Crm.Parties, Party("helper", "Helper BV"), Party("rack", "Rack AB", RackLei)],
            Upstreams =
            [
                new() { Id = "theirs", Matrix = Rack.Id, Provider = "rack", Customer = "helper" },
                new() { Id = "ours", Matrix = Platform.Id, Provider = "anvil", Customer = "user" },
            ],
        };
        var register = Register([crm], Platform, Rack);
        Assert.Equal([("1", "Acme Ltd"), ("2", "Helper BV"), ("3", "Rack AB")], Rows(register, "B_05.02").Select((row, i) =>
            (row[4]!, Rows(register, "B_05.01")[i][4]!)));
        Assert.Contains(register.Diagnostics, finding => finding.Place?.Pointer == "/upstream/1"
            && finding.Message.Contains("the customer itself uses it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_subprovider_that_no_upstream_entry_names_is_told()
    {
        var crm = Crm with
        {
            Parties = Crm.Parties.Select(party => party with { Role = party.Id == "anvil" ? PartyRole.Subprovider : null })
                .Append(Party("pigeon", "Pigeon Inc.") with { Role = PartyRole.Subprovider }).ToValueList(),
        };
        Assert.Contains(Register([crm]).Diagnostics, finding =>
            finding.Message == "These subproviders have no row, since no upstream entry names them: Pigeon Inc. (crm).");
        crm = crm with { Upstreams = [Crm.Upstreams[0] with { Assurance = Assurance.CarveOut, Provider = "pigeon", Customer = "user" }] };
        Assert.DoesNotContain(Register([crm]).Diagnostics, finding =>
            finding.Message.Contains("upstream entry names them", StringComparison.Ordinal)
            && finding.Message.Contains("Pigeon", StringComparison.Ordinal));
    }

    [Fact]
    public void One_name_with_two_LEIs_is_two_providers()
    {
        var bank = Party("user", "Bank", BankLei);
        var other = Service("other", "anvil", []) with { Parties = [Party("anvil", "Anvil GmbH", RackLei), bank] };
        var nobody = Service("third", "anvil", []) with { Parties = [Party("anvil", "ANVIL  GmbH"), bank] };
        Assert.Equal([AcmeLei, AnvilLei, RackLei], Rows(Register([Crm, other]), "B_05.01").Select(row => row[0]));
        Assert.Equal(4, Rows(Register([Crm, other, nobody]), "B_05.01").Count);
        Assert.Equal(2, Rows(Register([Crm, nobody]), "B_05.01").Count);
    }

    [Fact]
    public void Names_in_other_letters_have_a_Latin_one_where_somebody_gave_it()
    {
        var sakura = new Party { Id = "acme", Name = "さくらクラウド", LegalName = "さくら株式会社" };
        Assert.Equal(["さくら株式会社", null], Rows(Register([Named(sakura)]), "B_05.01")[0].Skip(4).Take(2));
        Assert.Contains(Register([Named(sakura)]).Diagnostics, finding =>
            finding.Message.Contains("in Latin letters: さくら株式会社", StringComparison.Ordinal));
        Assert.Equal("Sakura", Rows(Register([Named(sakura with { Aliases = ["サクラ", "Sakura"] })]), "B_05.01")[0][5]);
        var translated = Named(sakura) with
        {
            Translations = new([KeyValuePair.Create("en", new ValueMap<TranslatedText>(
                [KeyValuePair.Create("acme", new TranslatedText { Name = "Sakura Cloud" })]))]),
        };
        Assert.Equal("Sakura Cloud", Rows(Register([translated]), "B_05.01")[0][5]);
        Assert.Equal("Śluza Łódź S.A.", Rows(Register([Named(sakura with { LegalName = "Śluza Łódź S.A." })]), "B_05.01")[0][5]);

        static Matrix Named(Party party) => Crm with { Parties = [party, .. Crm.Parties.Skip(1)] };
    }

    [Fact]
    public void A_service_of_another_customer_has_no_rows()
    {
        var register = Register("Acme Ltd", [Crm], Platform, Rack);
        Assert.All(register.Tables, table => Assert.Empty(table.Rows));
        Assert.Contains("not on the customer's side", Assert.Single(register.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal("RM8003", Assert.Single(Register("Nobody", [Crm]).Diagnostics).Id);
        Assert.Single(Rows(Register($"lei:{BankLei}", [Crm]), "B_02.01"));
    }

    [Fact]
    public void The_service_model_of_a_plan_gives_the_type()
    {
        var crm = Crm with { Service = Crm.Service with { Models = ["paas", "iaas"] } };
        Assert.Null(Rows(Register([crm]), "B_02.02")[0][5]);
        var planned = DoraRegister.Of([File(crm)], new()
        {
            For = "customer",
            AsOf = Day,
            Plan = new() { SchemaVersion = "1.0", Id = "p", Services = [new() { Id = "crm", Context = new() { ServiceModel = "iaas" } }] },
        });
        Assert.Equal("S17", Rows(planned, "B_02.02")[0][5]);
        Assert.Equal("S17", Rows(planned, "B_05.02")[1][1]);
    }

    [Fact]
    public void Broken_documents_are_told_and_the_others_count()
    {
        var register = DoraRegister.Of([File(Crm), new() { Name = "b.matrix.json", Read = () => "{"u8.ToArray() }],
            new() { For = "customer", AsOf = Day });
        Assert.Single(Rows(register, "B_02.01"));
        Assert.Contains(register.Diagnostics, finding => finding.Id == "RM8001");
        Assert.All(DoraRegister.Of([], new() { For = "customer", AsOf = Day }).Tables, table => Assert.Empty(table.Rows));
    }

    [Fact]
    public void A_document_that_is_gone_when_it_is_needed_is_told_and_its_row_stays()
    {
        var reads = 0;
        var platform = File(Platform);
        var register = DoraRegister.Of([File(Crm)], new()
        {
            For = "customer",
            AsOf = Day,
            Upstreams = [platform with
            {
                Read = () => Interlocked.Increment(ref reads) == 1 ? platform.Read() : throw new IOException("It is gone."),
            }],
        });
        Assert.Equal(["1", "2"], Rows(register, "B_05.02").Select(row => row[4]));
        Assert.Contains(register.Diagnostics, finding => finding.Id == "RM8001"
            && finding.Message.Contains("It is gone.", StringComparison.Ordinal));
    }

    private static Matrix Crm { get; } = Service("crm", "acme",
        [new() { Id = "platform", Matrix = "urn:example:platform", Provider = "anvil" }], Party("anvil", "Anvil GmbH", AnvilLei)) with
    { Agreement = new() { Reference = "MSA-1" } };

    private static Matrix Platform { get; } = Service("platform", "anvil",
        [new() { Id = "rack", Matrix = "urn:example:rack", Provider = "rack" }], Party("rack", "Rack AB", RackLei));

    private static Matrix Rack { get; } = Service("rack", "rack", []);

    private static Matrix Service(string id, string provider, ValueList<Upstream> upstreams = default, params Party[] others) => new()
    {
        Id = $"urn:example:{id}",
        Version = "1.0.0",
        Title = id,
        Service = new() { Id = id, Name = id, Provider = provider, Customer = "user", Models = ["saas"] },
        Parties =
        [
            provider switch
            {
                "acme" => Party(provider, "Acme Ltd", AcmeLei),
                "anvil" => Party(provider, "Anvil GmbH", AnvilLei),
                "rack" => Party(provider, "Rack AB", RackLei),
                _ => Party(provider, provider.ToUpperInvariant()),
            },
            Party("user", "Bank", BankLei), .. others,
        ],
        Upstreams = upstreams,
        Assignments = [],
    };

    private static Party Party(string id, string name, string? lei = null) => new()
    {
        Id = id,
        Name = name,
        LegalName = name,
        Identifiers = lei is null ? [] : [new() { Scheme = "lei", Value = lei }],
    };

    // The check digits of ISO 17442, computed with numbers of any length.
    private static string Lei(string text)
    {
        var number = System.Numerics.BigInteger.Parse(string.Concat(text.Select(c => char.IsAsciiDigit(c) ? $"{c}" : $"{c - 'A' + 10}")));
        return $"{text}{98 - (int)(number * 100 % 97):D2}";
    }

    private static DoraRegister Register(Matrix[] services, params Matrix[] upstreams) => Register("customer", services, upstreams);

    private static DoraRegister Register(string party, Matrix[] services, params Matrix[] upstreams) => DoraRegister.Of(
        [.. services.Select(File)], new() { For = party, AsOf = Day, Upstreams = upstreams.Select(File).ToValueList() });

    private static PortfolioFile File(Matrix matrix) =>
        new() { Name = $"{matrix.Service.Id}-{matrix.Version}.matrix.json", Read = () => MatrixJson.ToUtf8Bytes(matrix) };

    private static List<string?[]> Rows(DoraRegister register, string table) =>
        [.. register.FindTable(table)!.Rows.Select(row => row.ToArray())];
}
