using BenchmarkDotNet.Attributes;
using DuckDB.NET.Data;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>
/// The same question asked of the resolver and, as SQL, of DuckDB: for each leaf the state and the split that the nearest selector and the
/// narrowest condition give. The tables are loaded before, as the resolver is built before. The query gives neither reasons nor duties.
/// </summary>
[MemoryDiagnoser]
public sealed class ResolveInDuckDb : IDisposable
{
    // What a control can be reached by, each with its rank: the smaller, the nearer. Made once, like the resolver's own tables.
    private const string Tables = """
        CREATE TABLE node (node INT, catalog VARCHAR, id VARCHAR, parent INT, covering INT, node_group VARCHAR);
        CREATE TABLE key (node INT, runs INT, key VARCHAR);
        CREATE TABLE node_group (id VARCHAR, parent VARCHAR);
        CREATE TABLE baseline (id VARCHAR, node INT);
        CREATE TABLE assignment (assignment INT, condition INT, state INT, meaning VARCHAR);
        CREATE TABLE duty (assignment INT, side INT);
        CREATE TABLE selector (assignment INT, kind VARCHAR, target VARCHAR);
        CREATE TABLE condition (condition INT, ruled_out INT);
        CREATE TABLE allowed (condition INT, parameter VARCHAR, value VARCHAR);
        """;

    private const string Indexes = """
        CREATE TABLE reach AS
        WITH RECURSIVE covered(node, above, distance) AS (
            SELECT node, node, 0 FROM node
            UNION ALL SELECT c.node, n.covering, c.distance + 1 FROM covered c JOIN node n ON n.node = c.above WHERE n.covering >= 0),
        below(node, above) AS (
            SELECT node, node FROM node
            UNION ALL SELECT b.node, n.parent FROM below b JOIN node n ON n.node = b.above WHERE n.parent >= 0),
        grouped(node, id) AS (
            SELECT b.node, n.node_group FROM below b JOIN node n ON n.node = b.above WHERE n.node_group IS NOT NULL
            UNION SELECT g.node, o.parent FROM grouped g JOIN node_group o USING (id) WHERE o.parent IS NOT NULL)
        SELECT c.node, 'control' AS kind, n.catalog || ':' || n.id AS target, c.distance AS rank
            FROM covered c JOIN node n ON n.node = c.above
        UNION ALL
        SELECT b.node, 'prefix', k.key, 1000000 - k.runs FROM below b JOIN key k ON k.node = b.above
        UNION ALL SELECT node, 'group', id, 2000000 FROM grouped
        UNION ALL SELECT c.node, 'baseline', l.id, 2000000 FROM covered c JOIN baseline l ON l.node = c.above
        UNION ALL SELECT DISTINCT b.node, 'catalog', n.catalog, 2000001 FROM below b JOIN node n ON n.node = b.above
        UNION ALL SELECT node, 'everything', '', 2000002 FROM node;

        CREATE TABLE leaf AS SELECT node FROM node WHERE node NOT IN (SELECT covering FROM node);

        CREATE TABLE narrower AS
        SELECT n.condition AS narrow, w.condition AS wide FROM condition n JOIN condition w ON n.ruled_out > w.ruled_out
        WHERE NOT EXISTS (
            SELECT 1 FROM (SELECT DISTINCT parameter FROM allowed WHERE condition = w.condition) p
            WHERE NOT EXISTS (SELECT 1 FROM allowed a WHERE a.condition = n.condition AND a.parameter = p.parameter)
               OR EXISTS (SELECT 1 FROM allowed a WHERE a.condition = n.condition AND a.parameter = p.parameter
                   AND NOT EXISTS (SELECT 1 FROM allowed b WHERE b.condition = w.condition AND b.parameter = p.parameter
                       AND b.value = a.value)));
        """;

    private const string Question = """
        WITH context(parameter, value) AS (VALUES ('serviceModel', $model), ('plan', $plan), ('region', $region)),
        holding AS (
            SELECT c.condition FROM condition c LEFT JOIN allowed a USING (condition)
            LEFT JOIN context x ON x.parameter = a.parameter AND x.value = a.value
            GROUP BY c.condition HAVING count(DISTINCT a.parameter) = count(x.parameter)),
        matched AS (
            SELECT r.node, s.assignment, a.condition, min(r.rank) AS rank
            FROM assignment a JOIN holding USING (condition) JOIN selector s USING (assignment) JOIN reach r USING (kind, target)
            GROUP BY ALL),
        nearest AS (SELECT * FROM matched QUALIFY rank = min(rank) OVER (PARTITION BY node)),
        best AS (
            SELECT n.node, n.assignment FROM nearest n WHERE NOT EXISTS (
                SELECT 1 FROM nearest o JOIN narrower w ON w.narrow = o.condition WHERE o.node = n.node AND w.wide = n.condition)),
        meant AS (
            SELECT b.node, b.assignment, a.state, a.meaning, coalesce(d.split, 0) AS split FROM best b JOIN assignment a USING (assignment)
            LEFT JOIN (SELECT assignment, bit_or(side) AS split FROM duty GROUP BY assignment) d USING (assignment))
        SELECT leaf.node,
            CASE WHEN count(m.assignment) = 0 THEN $unassigned WHEN count(DISTINCT m.meaning) > 1 THEN $conflict
                ELSE arg_min(m.state, m.assignment) END AS state,
            CASE WHEN count(DISTINCT m.meaning) = 1 THEN arg_min(m.split, m.assignment) ELSE 0 END AS split
        FROM leaf LEFT JOIN meant m USING (node) GROUP BY leaf.node
        """;

    private readonly DuckDBConnection _connection = new("DataSource=:memory:");
    private readonly ResolutionContext _context = RuledMatrix.Context("saas", "premium", "asia");
    private DuckDBCommand _question = null!;
    private Resolver _resolver = null!;
    private int[] _answers = [];

    /// <summary>The number of controls, not counting statements, enhancements and rows.</summary>
    [Params(1_200)]
    public int Controls { get; set; } = 1_200;

    [GlobalSetup]
    public void Setup()
    {
        var catalog = RuledMatrix.CatalogOf(Controls);
        var matrix = RuledMatrix.MatrixOf(catalog, Controls);
        _resolver = new Resolver(matrix, new() { Documents = DocumentSet.BuiltIn.Add(catalog) });
        _connection.Open();
        Execute(Tables);
        Load(catalog, matrix);
        Execute(Indexes);
        _question = Command(Question);
        foreach (var model in RuledMatrix.Models)
            foreach (var plan in RuledMatrix.Plans)
                foreach (var region in RuledMatrix.Regions) Compare(RuledMatrix.Context(model, plan, region));
        Ask(_context);
    }

    [Benchmark(Baseline = true, Description = "Resolver.Resolve, with reasons and duties")]
    public int Resolve() => _resolver.Resolve(_context).Controls.Count;

    [Benchmark(Description = "DuckDB, the same rules as SQL, state and split only")]
    public int Query()
    {
        using var rows = _question.ExecuteReader();
        var count = 0;
        for (; rows.Read(); count++) _answers[rows.GetInt32(0)] = (rows.GetInt32(1) << 3) | rows.GetInt32(2);
        return count;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _question?.Dispose();
        _connection.Dispose();
    }

    private void Ask(ResolutionContext context)
    {
        _question.Parameters.Clear();
        _question.Parameters.Add(new DuckDBParameter("model", context.ServiceModel));
        _question.Parameters.Add(new DuckDBParameter("plan", context.Parameters["plan"]));
        _question.Parameters.Add(new DuckDBParameter("region", context.Parameters["region"]));
        _question.Parameters.Add(new DuckDBParameter("unassigned", (int)ControlState.Unassigned));
        _question.Parameters.Add(new DuckDBParameter("conflict", (int)ControlState.Conflict));
        _question.Prepare();
    }

    // The same state and the same split for each leaf.
    private void Compare(ResolutionContext context)
    {
        var controls = _resolver.Resolve(context).Controls;
        _answers = new int[controls.Count];
        Array.Fill(_answers, -1);
        Ask(context);
        Query();
        for (var node = 0; node < _answers.Length; node++)
        {
            var expected = controls[node].IsLeaf ? ((int)controls[node].State << 3) | (int)controls[node].Split : -1;
            if (_answers[node] != expected)
                throw new InvalidOperationException($"In {context}, DuckDB gives {_answers[node]} for {controls[node]}, not {expected}.");
        }
    }

    private void Load(Catalog catalog, Matrix matrix)
    {
        List<(string Catalog, Control Control)> nodes =
            [.. catalog.Controls.Select(control => (catalog.Id, control)), .. matrix.Controls.Select(row => (Catalog.Local, row))];
        var numbers = nodes.Select((node, i) => (Name: $"{node.Catalog}:{node.Control.Id}", i))
            .ToDictionary(node => node.Name, node => node.i);
        var parents = nodes.ConvertAll(node => node.Control.Parent is not { } parent ? -1
            : numbers[parent.Contains(':', StringComparison.Ordinal) ? parent : $"{node.Catalog}:{parent}"]);
        Append("node", nodes.Select((node, i) => (object?[])
        [
            i, node.Catalog, node.Control.Id, parents[i], node.Control.EffectiveKind == ControlKind.Statement ? parents[i] : -1,
            node.Control.Group,
        ]));
        Append("key", nodes.SelectMany((node, i) => Runs(ControlKey.Parse(node.Control.Id), i)));
        Append("node_group", catalog.Groups.Select(group => (object?[])[group.Id, group.Parent]));
        Append("baseline", catalog.Baselines.SelectMany(
            baseline => baseline.Controls.Select(id => (object?[])[baseline.Id, numbers[$"{catalog.Id}:{id}"]])));
        var assignments = matrix.Assignments.Select((assignment, i) => (Assignment: assignment, Number: i)).ToList();
        var conditions = matrix.Assignments.Select(assignment => assignment.When).Distinct().ToList();
        Append("assignment", assignments.Select(row => (object?[])
        [
            row.Number, conditions.IndexOf(row.Assignment.When), (int)(row.Assignment.State ?? ControlState.Assigned),
            $"{row.Assignment.State}|{row.Assignment.Reason}|{row.Assignment.Provider}|{row.Assignment.Customer}",
        ]));
        Append("duty", assignments.Where(row => row.Assignment.Provider is not null)
            .Select(row => (object?[])[row.Number, (int)Sides.Provider]));
        Append("duty", assignments.Where(row => row.Assignment.Customer is not null)
            .Select(row => (object?[])[row.Number, (int)Sides.Customer]));
        Append("selector", assignments.SelectMany(row => row.Assignment.Controls.Select(selector => Row(row.Number, selector))));
        var sizes = matrix.Parameters.ToDictionary(parameter => parameter.Id, parameter => parameter.Values.Count);
        sizes.Add(Condition.ServiceModel, matrix.Service.Models.Count);
        // A parameter all of whose values are named is not constrained.
        var constraints = conditions.ConvertAll(when => when.Parameters.Where(one => one.Value.Count < sizes[one.Key]).ToList());
        Append("condition", constraints.Select((all, i) => (object?[])[i, all.Sum(one => sizes[one.Key] - one.Value.Count)]));
        Append("allowed", constraints.SelectMany(
            (all, i) => all.SelectMany(one => one.Value.Select(value => (object?[])[i, one.Key, value]))));

        static IEnumerable<object?[]> Runs(ControlKey key, int node) =>
            Enumerable.Range(1, key.RunCount).Select(runs => (object?[])[node, runs, key.Take(runs).ToString()]);

        object?[] Row(int assignment, Selector selector) => selector.Kind switch
        {
            SelectorKind.Control => [assignment, "control", $"{selector.CatalogId ?? catalog.Id}:{selector.Body}"],
            SelectorKind.Prefix => [assignment, "prefix", selector.Key.ToString()],
            SelectorKind.Group => [assignment, "group", selector.Body],
            SelectorKind.Baseline => [assignment, "baseline", selector.Body],
            SelectorKind.Catalog => [assignment, "catalog", selector.CatalogId],
            _ => [assignment, "everything", ""],
        };
    }

    private void Append(string table, IEnumerable<object?[]> rows)
    {
        using var appender = _connection.CreateAppender(table);
        foreach (var row in rows)
        {
            var append = appender.CreateRow();
            foreach (var value in row)
            {
                if (value is int number) append.AppendValue(number);
                else if (value is string text) append.AppendValue(text);
                else append.AppendNullValue();
            }
            append.EndRow();
        }
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private DuckDBCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
