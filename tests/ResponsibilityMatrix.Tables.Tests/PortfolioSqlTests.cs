using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>The questions of <c>docs/portfolio.sql</c>, asked in DuckDB: each answer is that of the portfolio or of its chains.</summary>
public sealed class PortfolioSqlTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly string[] Controls = ["5.1.1", "9.2.1", "9.2.2", "9.2.3", "12.1.2", "16.1.1"];

    // Each control of the scope: who does what.
    private static readonly Matrix Rack = Matrix("rack", "rack", "tenant",
        Of("9.2.1", ("provider", null, "Guards the gate.")),
        Of("9.2.2", ("provider", null, "Runs the halls."), ("customer", null, "Names its visitors.")),
        Of("9.2.3", ("provider", null, "Runs the power."))) with
    {
        Commitments = [Promise("notice", "rack", "incidentNotificationTime", TargetOperator.AtMost, 4, "hours", "awareness")],
    };

    private static readonly Matrix Platform = Matrix("platform", "plat", "app",
        Of("9.2.1", ("provider", "rack", null)),
        Of("9.2.2", ("provider", "rack", null), ("provider", null, "Reports visitors."), ("customer", null, "Keeps a list.")),
        Of("9.2.3", ("provider", "rack", null), ("customer", null, "Tests its alarms."))) with
    {
        Upstreams = [new() { Id = "rack", Provider = "rack", Customer = "plat", Matrix = "urn:x:rack" }],
    };

    private static readonly Matrix Crm = Matrix("crm", "crm", "cust",
        Of("9.2.1", ("provider", "platform", null)),
        Of("9.2.2", ("provider", "platform", null), ("customer", null, "Keeps a list of users.")),
        Of("9.2.3", ("provider", "platform", null)),
        Of("12.1.2", ("customer", null, "Reads the notices.")),
        new() { Controls = ["5.1.1"], State = ControlState.NotDetermined, Reason = "Being written." }) with
    {
        Version = "2.0.0",
        Upstreams = [new() { Id = "platform", Provider = "plat", Customer = "crm", Matrix = "urn:x:platform" }],
        Expires = new(2027, 3, 31),
        Commitments =
        [
            Promise("incident", "provider", "incidentNotificationTime", TargetOperator.AtMost, 24, "hours", "awareness"),
            Promise("change", "provider", "changeNoticePeriod", TargetOperator.AtLeast, 30, "days"),
            Promise("back", "customer", "incidentNotificationTime", TargetOperator.AtMost, 900, "hours", "awareness"),
        ],
    };

    private static readonly Matrix CrmBefore = Crm with
    {
        Version = "1.0.0",
        Assignments =
        [
            .. Crm.Assignments.Where(assignment => assignment.Controls[0].ToString() is "9.2.1" or "9.2.2"),
            Of("9.2.3", ("provider", "platform", null), ("customer", null, "Watches the alarms.")),
            Of("12.1.2", ("provider", null, "Sends notices.")),
        ],
    };

    private static readonly Matrix[] Services =
    [
        Crm,
        // The customer is the one of the upstream too, so that it keeps what the upstream leaves to its customers. An affiliate of it acts.
        Matrix("mail", "mail", "cust",
            Of("9.2.1", ("group", null, "Guards the offices.")),
            Of("9.2.2", ("customer", "rack", null)),
            Of("9.2.3", ("provider", null, "Runs it."), ("customer", null, "")),
            new() { Controls = ["16.1.1"], Duties = [
                new() { Party = "provider", Involvement = Involvement.Responsible, Implementation = [ImplementationStatus.Planned] },
                new() { Party = "customer", Involvement = Involvement.Informed }] },
            new() { Controls = ["5.1.1"], Split = Sides.Provider }, new() { Controls = ["5.1.1"], Split = Sides.Customer }) with
        {
            Parties = [new() { Id = "mail", Name = "Mail" }, new() { Id = "cust", Name = "Cust" }, new() { Id = "rack", Name = "Rack" },
                new() { Id = "group", Name = "Group", Side = Sides.Customer }],
            Upstreams = [new() { Id = "rack", Provider = "rack", Customer = "cust", Matrix = "urn:x:rack" }],
            ReviewBy = new(2027, 1, 1),
            Expires = new(2026, 12, 31),
            Commitments =
            [
                Promise("incident", "provider", "incidentNotificationTime", TargetOperator.AtMost, 2, "days", "awareness"),
                Promise("change", "provider", "changeNoticePeriod", TargetOperator.AtLeast, 2, "months"),
            ],
        },
        // Its upstream is not at hand.
        Matrix("files", "files", "cust",
            Of("9.2.1", ("provider", "gone", null)),
            Of("9.2.2", ("provider", "gone", null), ("customer", null, "Sorts them."))) with
        {
            Upstreams = [new() { Id = "gone", Provider = "gone", Customer = "files", Matrix = "urn:x:gone" }],
            Commitments = [Promise("incident", "provider", "incidentNotificationTime", TargetOperator.AtMost, 8, "businessHours",
                "awareness")],
        },
        // Its upstream publishes no matrix.
        Matrix("silent", "silent", "cust", Of("9.2.1", ("provider", "quiet", null)), Of("9.2.2", ("provider", null, "Runs it."))) with
        {
            Upstreams = [new() { Id = "quiet", Provider = "quiet" }],
        },
        Matrix("expired", "old", "cust", Of("9.2.1", ("customer", null, "Locks the doors."))) with { Expires = new(2026, 1, 31) },
    ];

    private readonly DuckDb _database = new();

    public void Dispose() => _database.Dispose();

    [SourcesFact]
    public void The_questions_of_the_docs_are_answered_unchanged()
    {
        var today = Answer(Services);
        _database.Write("rows.parquet", output => MatrixRows.WriteParquet(today.Rows, output));
        _database.Write("commitments.parquet", output => CommitmentRows.Write(today.Commitments, RowFormat.Parquet, output));
        _database.Write("before.parquet", output => MatrixRows.WriteParquet(Answer([CrmBefore, .. Services[1..]]).Rows, output));
        var sql = File.ReadAllLines(Path.Combine(Folders.Repository!, "docs", "portfolio.sql"))
            .Where(line => !line.StartsWith("--", StringComparison.Ordinal));
        var answers = string.Join('\n', sql).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(_database.Query).ToList();
        Assert.Equal(14, answers.Count);

        // What is ours is what the portfolio calls mine, but for what it calls open first.
        var ours = answers[3];
        var broken = answers[4].Select(row => (Text(row[0]), Text(row[2]))).ToHashSet();
        Assert.Equal(CellsIn(today.Portfolio, PortfolioState.Mine),
            ours.Select(row => (Text(row[0]), Text(row[2]))).Where(control => !broken.Contains(control)).Distinct().Order());
        Assert.Contains(("mail", "9.2.2", "Names its visitors.", 1),
            ours.Select(row => (Text(row[0]), Text(row[2]), (string?)row[4], (int)row[5]!)));
        Assert.Contains(("mail", "Group"), ours.Select(row => (Text(row[0]), Text(row[6]))));
        Assert.Equal([("files", "9.2.1"), ("files", "9.2.2")], broken.Order());
        Assert.All(broken, control => Assert.Contains(control, CellsIn(today.Portfolio, PortfolioState.Open)));

        var leaves = today.Chains.SelectMany(service => service.Chain.Controls.Where(control => control.Resolved.IsLeaf)
            .Select(control => (Service: service.Service.Id, Control: control))).ToList();
        Assert.Equal(
            leaves.Where(leaf => leaf.Control.Resolved.State is not (ControlState.Assigned or ControlState.NotApplicable))
                .GroupBy(leaf => leaf.Control.Resolved.Control.Split('.')[0])
                .Select(family => ("iso-27017@2015", family.Key, (long)family.Count()))
                .OrderByDescending(family => family.Item3).ThenBy(family => family.Key, StringComparer.Ordinal),
            answers[5].Select(row => (Text(row[0]), Text(row[1]), (long)row[2]!)));

        // Who stands behind whom; the same services lean on each as in the portfolio.
        var behind = leaves.SelectMany(leaf => leaf.Control.Performers.Concat(leaf.Control.Retained)
            .Where(performer => !performer.Via.IsEmpty || performer.Matrix is null)
            .Select(performer => (leaf.Service, Upstream: performer.Matrix ?? "Quiet", Depth: Math.Max(1, performer.Via.Count),
                leaf.Control.Resolved.Control))).ToList();
        Assert.Equal(
            behind.GroupBy(entry => (entry.Service, entry.Upstream)).Select(group => (group.Key.Service, group.Key.Upstream,
                    group.Min(entry => entry.Depth), (long)group.Select(entry => entry.Control).Distinct().Count()))
                .OrderBy(entry => entry.Service, StringComparer.Ordinal).ThenBy(entry => entry.Item3),
            answers[6].Select(row => (Text(row[0]), Text(row[1]), (int)row[2]!, (long)row[3]!)));
        Assert.Contains(("crm", "urn:x:rack", 2, 3L), answers[6].Select(row => (Text(row[0]), Text(row[1]), (int)row[2]!, (long)row[3]!)));
        Assert.Equal(
            today.Portfolio.Upstreams.Where(upstream => upstream.Upstream != "urn:x:gone")
                .Select(upstream => (upstream.Upstream, upstream.Services.LongCount(),
                    (long)behind.Where(entry => entry.Upstream == upstream.Upstream).DistinctBy(entry => (entry.Service, entry.Control))
                        .Count())).Order(),
            answers[7].Select(row => (Text(row[0]), (long)row[1]!, (long)row[2]!)).Order());
        Assert.Equal(answers[7].Max(row => (long)row[1]!), answers[7][0][1]);

        AssertNotice(today.Portfolio, "incidentNotificationTime", answers[8]);
        AssertNotice(today.Portfolio, "changeNoticePeriod", answers[9]);
        Assert.Equal(["expired", "silent", "files", "mail", "crm"], answers[8].Select(row => Text(row[0])));
        Assert.Equal([null, null, null, 48.0, 24.0], answers[8].Select(row => row[3]));
        Assert.Equal(["expired", "files", "silent", "crm", "mail"], answers[9].Select(row => Text(row[0])));
        Assert.Equal([null, null, null, 720.0, 1440.0], answers[9].Select(row => row[3]));

        AssertChanges(answers[10], answers[11]);

        Assert.Equal(
            today.Rows.Where(row => row.Done is false).GroupBy(row => row.Service)
                .Select(group => (group.Key, group.LongCount(), (long)group.DistinctBy(row => row.Control).Count())),
            answers[12].Select(row => (Text(row[0]), (long)row[1]!, (long)row[2]!)));
        Assert.Equal([("mail", 1L)], answers[12].Select(row => (Text(row[0]), (long)row[1]!)));
        Assert.Equal(
            Services.Where(matrix => matrix.Expires is not null).OrderBy(matrix => matrix.Expires)
                .Select(matrix => (matrix.Service.Id, matrix.Id, matrix.Version.ToString(), matrix.Expires)),
            answers[13].Select(row => (Text(row[0]), Text(row[1]), Text(row[2]), (DateOnly?)row[3])));
    }

    // The order of the services is that of the portfolio, whose groups are those on one clock, with one qualifier and kind of unit.
    private static void AssertNotice(PortfolioAnswer portfolio, string metric, List<object?[]> answer)
    {
        var groups = portfolio.Commitments.Where(commitment => commitment.Metric == metric).ToList();
        Assert.NotEmpty(groups);
        foreach (var group in groups)
        {
            var ofGroup = group.Services.Select(committed => (committed.Service, committed.Text)).ToHashSet();
            Assert.Equal(group.Services.Select(committed => committed.Service),
                answer.Where(row => ofGroup.Contains((Text(row[0]), Text(row[4])))).Select(row => Text(row[0])));
        }
        var without = groups.Select(group => group.Without.AsEnumerable()).Aggregate((one, other) => one.Intersect(other)).ToList();
        Assert.Equal(without.Order(StringComparer.Ordinal), answer.TakeWhile(row => row[4] is null).Select(row => Text(row[0])));
        Assert.Equal(answer.Count - without.Count, groups.Sum(group => group.Services.Count));
    }

    private static void AssertChanges(List<object?[]> changed, List<object?[]> moved)
    {
        var (old, now) = (Resolve(CrmBefore), Resolve(Crm));
        var differing = Controls.Where(control => old[control].State != now[control].State || old[control].Split != now[control].Split);
        Assert.Equal(
            differing.Select(control => (control, Words.Of(old[control].State), Words.Of(now[control].State),
                Words.OfSplit(old[control].Split), Words.OfSplit(now[control].Split))).Order(),
            changed.Select(row => (Text(row[2]), Text(row[5]), Text(row[6]), (string?)row[7], (string?)row[8])).Order());
        Assert.All(changed, row => Assert.Equal(("crm", "1.0.0", "2.0.0"), (Text(row[0]), Text(row[3]), Text(row[4]))));
        Assert.Equal([("gone", "9.2.3", "Watches the alarms."), ("new", "12.1.2", "Reads the notices.")],
            moved.Select(row => (Text(row[0]), Text(row[3]), Text(row[4]))).Order());

        static Dictionary<string, ResolvedControl> Resolve(Matrix matrix) => new Resolver(matrix)
            .Resolve(new() { ServiceModel = "saas", AsOf = Day }).Controls.Where(control => control.IsLeaf)
            .ToDictionary(control => control.Control);
    }

    private static IEnumerable<(string, string)> CellsIn(PortfolioAnswer portfolio, PortfolioState state) => portfolio.Controls
        .Where(control => control.Leaf).SelectMany(control => control.Services.Where(cell => cell.State == state)
            .Select(cell => (cell.Service, control.Control))).Order();

    private static (PortfolioAnswer Portfolio, List<PortfolioServiceAnswer> Chains, List<MatrixRow> Rows, List<CommitmentRow> Commitments)
        Answer(IEnumerable<Matrix> services)
    {
        List<PortfolioServiceAnswer> chains = [];
        var portfolio = Portfolio.Portfolio.Answer([.. services.Select(FileOf)], new()
        {
            For = "customer",
            AsOf = Day,
            Upstreams = [FileOf(Platform), FileOf(Rack)],
            OnService = chains.Add,
        });
        return (portfolio, chains,
            [.. chains.SelectMany(service => MatrixRows.OfChain(service.Chain, service.Document.Matrix))],
            [.. chains.SelectMany(service => CommitmentRows.Of(service.Chain, service.Resolver))]);
    }

    private static PortfolioFile FileOf(Matrix matrix) =>
        new() { Name = $"{matrix.Service.Id}.matrix.json", Read = () => MatrixJson.ToUtf8Bytes(matrix) };

    private static Matrix Matrix(string id, string provider, string customer, params Assignment[] assignments) => new()
    {
        Id = $"urn:x:{id}",
        Version = "1.0.0",
        Title = id,
        Service = new() { Id = id, Name = id, Provider = provider, Customer = customer, Models = ["saas"] },
        Parties = [.. new[] { provider, customer, "plat", "rack", "gone", "quiet" }.Distinct()
            .Select(party => new Party { Id = party, Name = $"{char.ToUpperInvariant(party[0])}{party[1..]}" })],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = [.. Controls.Select(Selector.Parse)] }],
        Assignments = [.. assignments],
    };

    private static Assignment Of(string control, params (string Party, string? InheritedFrom, string? Text)[] duties) => new()
    {
        Controls = [Selector.Parse(control)],
        Duties = [.. duties.Select(duty => new Duty
        {
            Party = duty.Party,
            Involvement = Involvement.Responsible,
            InheritedFrom = duty.InheritedFrom,
            Text = duty.Text,
        })],
    };

    private static Commitment Promise(
        string id, string party, string metric, TargetOperator direction, decimal value, string unit, string? clock = null) => new()
        {
            Id = id,
            Party = party,
            Metric = metric,
            Target = new() { Operator = direction, Value = value, Unit = unit, From = clock },
        };

    private static string Text(object? value) => (string)value!;
}
