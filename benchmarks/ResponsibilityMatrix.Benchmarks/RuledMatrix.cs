using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Benchmarks;

/// <summary>
/// A matrix whose assignments overlap in every way that the rules decide: controls, statements, enhancements, rows of its own, nested
/// groups, prefixes, a baseline, a catalog and everything; under no condition, a wide one, a narrower one and two that neither narrows.
/// </summary>
internal static class RuledMatrix
{
    private const string CatalogId = "ruled";
    private const int InFamily = 40;

    public static readonly string[] Models = ["saas", "paas"];
    public static readonly string[] Plans = ["free", "standard", "premium"];
    public static readonly string[] Regions = ["eu", "us", "asia"];

    public static ResolutionContext Context(string model, string plan, string region) => new()
    {
        ServiceModel = model,
        Parameters = new([KeyValuePair.Create("plan", plan), KeyValuePair.Create("region", region)]),
        AsOf = new DateOnly(2026, 11, 24),
    };

    public static Catalog CatalogOf(int count)
    {
        List<Control> controls = [];
        List<ControlGroup> groups = [];
        for (var i = 0; i < count; i++)
        {
            var (family, id) = (i / InFamily, IdOf(i));
            if (i % (InFamily * 8) == 0) groups.Add(new ControlGroup { Id = $"part-{family / 8}", Title = $"Part {family / 8}" });
            if (i % InFamily == 0)
                groups.Add(new ControlGroup { Id = $"family-{family}", Title = $"Family {family}", Parent = $"part-{family / 8}" });
            controls.Add(new Control { Id = id, Title = $"Control {i}", Group = $"family-{family}" });
            if (i % 4 == 0)
                controls.AddRange(
                    "abc".Select(letter => new Control { Id = $"{id}.{letter}", Title = $"Statement {letter}", Parent = id }));
            if (i % 5 == 0)
                controls.Add(
                    new Control { Id = $"{id}(1)", Title = "Enhancement", Parent = id, Kind = ControlKind.Enhancement });
        }
        return new Catalog
        {
            Id = CatalogId,
            Edition = "1",
            Title = "Ruled",
            Groups = groups.ToValueList(),
            Controls = controls.ToValueList(),
            Baselines = [new Baseline { Id = "low", Title = "Low",
                Controls = Enumerable.Range(0, count).Where(i => i % 3 == 0).Select(IdOf).ToValueList() }],
        };
    }

    public static Matrix MatrixOf(Catalog catalog, int count)
    {
        Condition[] conditions =
        [
            default,
            Condition.Of("plan", "standard"),
            Condition.Of("plan", "premium", "standard"),
            Condition.Of("plan", "premium", "standard").And("region", "eu"),
            Condition.Of("plan", "premium"),
            Condition.Of("region", "eu", "us"),
            Condition.Of(Condition.ServiceModel, "paas"),
        ];
        List<Assignment> assignments = [];
        Assign("*", 1);
        Assign($"{CatalogId}:*", 6);
        Assign($"{CatalogId}:baseline:low", 3);
        Assign("local:*", 5);
        for (var family = 0; family < (count + InFamily - 1) / InFamily; family++)
        {
            if (family % 16 == 0) Assign($"group:part-{family / 8}", 4, 5);
            if (family % 3 == 0) Assign($"group:family-{family}", 0, 3);
            if (family % 2 == 0) Assign($"F{family}-*", 0, 1, 2);
        }
        for (var i = 0; i < count; i++)
        {
            var id = IdOf(i);
            if (i % 9 == 0) Assign($"{id}*", 0);
            if (i % 2 == 0) Assign(id, i % 7, (i + 3) % 7);
            if (i % 16 == 0) Assign($"{id}.b", 4, i % 32 == 0 ? 4 : 5);
            if (i % 10 == 0) Assign($"{id}(1)", 2);
            if (i % 20 == 0) Assign($"local:row.{i}", 6, 2);
        }
        return new Matrix
        {
            Id = "https://ruled.example/matrix",
            Version = "1.0.0",
            Title = "Ruled",
            Service = new Service { Id = "ruled", Name = "Ruled", Provider = "vendor", Customer = "buyer", Models = Models.ToValueList() },
            Parties = [new Party { Id = "vendor", Name = "Vendor" }, new Party { Id = "buyer", Name = "Buyer" }],
            Parameters =
            [
                new Parameter { Id = "plan", Values = Plans.ToValueList() },
                new Parameter { Id = "region", Values = Regions.ToValueList() },
            ],
            Catalogs = [new CatalogScope { Id = catalog.Id, Edition = catalog.Edition }],
            Controls = Enumerable.Range(0, count).Where(i => i % 10 == 0)
                .Select(i => new Control { Id = $"row.{i}", Title = $"Row {i}", Parent = $"{CatalogId}:{IdOf(i)}" }).ToValueList(),
            Assignments = assignments.ToValueList(),
        };

        void Assign(string selector, params ReadOnlySpan<int> when)
        {
            foreach (var condition in when)
            {
                var number = assignments.Count;
                assignments.Add(new Assignment
                {
                    Controls = [selector],
                    When = conditions[condition],
                    State = number % 11 == 0 ? ControlState.NotApplicable : null,
                    Reason = number % 11 == 0 ? "It has no object here." : null,
                    Provider = number % 11 != 0 && number % 3 != 0 ? $"Operates, by rule {number % 4}." : null,
                    Customer = number % 11 != 0 && number % 3 != 1 ? $"Configures, by rule {number % 4}." : null,
                });
            }
        }
    }

    private static string IdOf(int i) => $"F{i / InFamily}-{i}";
}
