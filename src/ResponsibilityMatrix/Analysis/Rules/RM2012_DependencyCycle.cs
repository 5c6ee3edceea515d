using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2012: dependency cycle among duties.</summary>
internal sealed class DependencyCycle : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2012",
        Title = "Dependency cycle among duties",
        DefaultSeverity = Severity.Error,
        Why = "Each waits for the other, and nothing is done.",
        HowToFix = "Take one of the dependencies out.",
    };

    public override void Check(DocumentCase document)
    {
        Dictionary<string, (Duty Duty, string Pointer)> duties = new(StringComparer.Ordinal);
        foreach (var found in document.Duties())
            if (found.Duty.Id is { Length: > 0 } id) duties.TryAdd(id, found);
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (var start in duties.Keys)
        {
            if (done.Contains(start)) continue;
            List<(string Id, int Next)> path = [(start, 0)];
            Dictionary<string, int> places = new(StringComparer.Ordinal) { [start] = 0 };
            while (path.Count > 0)
            {
                var (id, next) = path[^1];
                var dependencies = duties[id].Duty.DependsOn;
                if (next >= dependencies.Count)
                {
                    done.Add(id);
                    places.Remove(id);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }
                path[^1] = (id, next + 1);
                var to = dependencies[next];
                if (!duties.ContainsKey(to) || done.Contains(to)) continue;
                if (places.TryGetValue(to, out var from))
                {
                    var circle = path.Skip(from).Select(step => step.Id).Append(to).Take(20);
                    document.Report(this, $"{duties[id].Pointer}/dependsOn/{next}", $"Duties depend on each other in a circle: {string.Join(" → ", circle)}.");
                    continue;
                }
                places.Add(to, path.Count);
                path.Add((to, 0));
            }
        }
    }
}
