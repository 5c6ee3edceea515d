using ResponsibilityMatrix.Diagnostics;

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

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        var level = document.Engine.Levels[0];
        var duties = level.Duties;
        var steps = new Step[duties.Length];
        List<(int Duty, int Next)> path = [];
        for (var start = 0; start < duties.Length; start++)
        {
            if (steps[start] == Step.Done || duties[start].Duty is not { Id.Length: > 0, DependsOn.IsEmpty: false } || !IsFirst(start))
                continue;
            Enter(start);
            while (path.Count > 0)
            {
                var (at, next) = path[^1];
                var dependencies = duties[at].Duty.DependsOn;
                if (next >= dependencies.Count)
                {
                    steps[at] = Step.Done;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }
                path[^1] = (at, next + 1);
                if (dependencies[next].Length == 0 || !level.TryFindDuty(dependencies[next], out var to) || steps[to] == Step.Done)
                    continue;
                if (steps[to] == Step.New)
                {
                    Enter(to);
                    continue;
                }
                document.Report(this, $"{Spot.Of(duties[at])}/dependsOn/{next}",
                    $"Duties depend on each other in a circle: " +
                    $"{string.Join(" → ", Circle(path, to).Take(20).Select(duty => level.Duties[duty].Duty.Id))}.");
            }
        }

        // If several duties share an id, references mean the first.
        bool IsFirst(int duty) => !level.HasRepeatedDutyIds || (level.TryFindDuty(duties[duty].Duty.Id!, out var first) && first == duty);

        void Enter(int duty)
        {
            steps[duty] = Step.OnPath;
            path.Add((duty, 0));
        }
    }

    private static IEnumerable<int> Circle(List<(int Duty, int Next)> path, int to) =>
        path.Select(step => step.Duty).SkipWhile(duty => duty != to).Append(to);

    private enum Step : byte
    {
        New,
        OnPath,
        Done,
    }
}
