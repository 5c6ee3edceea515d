using System.Reflection;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Agreements;

public sealed partial class RequirementsChecker
{
    private static readonly Lazy<ValueList<RequirementSet>> Shipped = new(Load);

    /// <summary>The requirement sets that ship with the library, ordered by id. They are in this project's own words and name the clauses
    /// they come from.</summary>
    public static ValueList<RequirementSet> BuiltInSets => Shipped.Value;

    /// <summary>Finds a built-in set by id. Returns null if there is none.</summary>
    /// <param name="id">The id, such as <c>dora-art-30</c>.</param>
    public static RequirementSet? FindBuiltInSet(string id) => BuiltInSets.FirstOrDefault(set => set.Id == id);

    private static ValueList<RequirementSet> Load()
    {
        List<RequirementSet> sets = [];
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.EndsWith(".requirements.json", StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var utf8 = new byte[stream.Length];
            stream.ReadExactly(utf8);
            sets.Add(DocumentReader.Load<RequirementSet>(utf8, new() { File = name }).Document!);
        }
        return sets.OrderBy(set => set.Id, StringComparer.Ordinal).ToValueList();
    }
}
