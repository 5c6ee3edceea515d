using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The dependencies between the duties that count in a context. Not shared between requests.</summary>
internal sealed class DutyLinks
{
    private const int Most = 16;
    private readonly Engine _engine;
    private readonly ValueMap<TranslatedText> _texts;
    private readonly Func<string, string> _nameOf;
    private readonly Dictionary<(int Level, string Id), List<ResolvedDuty>> _waiting = [];

    // The duties of one assignment occur on many controls; their dependencies are collected once.
    private readonly Dictionary<ResolvedDuty, ValueList<ChecklistDependency>> _dependsOn = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ResolvedDuty, ValueList<ChecklistDependency>> _neededFor = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ResolvedDuty, ResolvedDuty> _translated = new(ReferenceEqualityComparer.Instance);

    public DutyLinks(Engine engine, Answers answers, ValueMap<TranslatedText> texts, Func<string, string> nameOf)
    {
        (_engine, _texts, _nameOf) = (engine, texts, nameOf);
        HashSet<ResolvedDuty> seen = new(ReferenceEqualityComparer.Instance);
        for (var node = 0; node < engine.Space.Count; node++)
        {
            if (!engine.Space.IsInScope(node) || answers.Stated(node) is not { } answer || answers.Applied(node) is not { } applied)
                continue;
            foreach (var duty in answer.Duties)
            {
                if (duty.DependsOn.IsEmpty || !seen.Add(duty)) continue;
                foreach (var id in duty.DependsOn)
                {
                    if (applied.LevelOf.FindDuty(id) is not { } needed) continue;
                    if (!_waiting.TryGetValue((needed.Level.Level, id), out var waiting))
                        _waiting.Add((needed.Level.Level, id), waiting = []);
                    if (waiting.Count < Most) waiting.Add(duty);
                }
            }
        }
    }

    public ResolvedDuty Translate(ResolvedDuty duty)
    {
        if (_texts.Count == 0) return duty;
        if (!_translated.TryGetValue(duty, out var translated))
            _translated.Add(duty, translated = duty with { Text = TextOf(duty.Id, duty.Text) });
        return translated;
    }

    public ValueList<ChecklistDependency> DependsOn(ResolvedDuty duty, CompiledAssignment? applied)
    {
        if (duty.DependsOn.IsEmpty || applied is null) return [];
        if (_dependsOn.TryGetValue(duty, out var known)) return known;
        List<ChecklistDependency> found = [];
        var level = applied.LevelOf;
        foreach (var id in duty.DependsOn)
        {
            if (found.Count >= Most) break;
            if (level.FindDuty(id) is { } needed)
                found.Add(Link(id, _engine.Effective.PartyId(needed.Duty.Party, needed.Level.Level), needed.Duty.Text));
        }
        return _dependsOn[duty] = found.ToValueList();
    }

    public ValueList<ChecklistDependency> NeededFor(ResolvedDuty duty, CompiledAssignment? applied)
    {
        if (duty.Id is not { } id || applied is null || !_waiting.TryGetValue((applied.Level, id), out var waiting)) return [];
        if (_neededFor.TryGetValue(duty, out var known)) return known;
        return _neededFor[duty] = waiting.Where(other => other.Party != duty.Party)
            .Select(other => Link(other.Id ?? "", other.Party, other.Text)).ToValueList();
    }

    private ChecklistDependency Link(string id, string party, string? text) =>
        new() { Duty = id, Party = _nameOf(party), Text = TextOf(id, text) };

    private string? TextOf(string? id, string? text) => id is not null && _texts.TryGetValue(id, out var translated)
        && translated.Text is { } words ? words : text;
}
