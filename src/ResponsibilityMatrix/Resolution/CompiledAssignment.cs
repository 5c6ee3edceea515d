using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>An assignment made ready: its condition as numbers, its duties with the implied ones, and its outcome where no duty has a condition.</summary>
internal sealed class CompiledAssignment
{
    private readonly CompiledLevel _level;
    private readonly DutyTemplate[] _templates;
    private readonly Outcome? _unconditional;

    public CompiledAssignment(CompiledLevel level, int index)
    {
        _level = level;
        Index = index;
        Source = level.Document.Matrix.Assignments[index];
        When = level.Compile(Source.When);
        _templates = Source.State is null ? Templates() : [];
        if (Array.TrueForAll(_templates, template => template.When.IsAlways)) _unconditional = Make(_templates);
    }

    public Assignment Source { get; }

    public int Index { get; }

    public int Level => _level.Level;

    public CompiledLevel LevelOf => _level;

    public CompiledCondition When { get; }

    public IReadOnlyList<DutyTemplate> Duties => _templates;

    public string Pointer => string.Create(CultureInfo.InvariantCulture, $"/assignments/{Index}");

    /// <summary><c>document#pointer</c>.</summary>
    public string Reference => $"{_level.DocumentName}#{Pointer}";

    public bool IsUnconditional => _unconditional is not null;

    public Outcome OutcomeIn(int[] context) => _unconditional ?? Make(Array.FindAll(_templates, template => template.When.Holds(context)));

    public IEnumerable<DutyTemplate> DutiesIn(int[] context) => _templates.Where(template => template.When.Holds(context));

    private Outcome Make(DutyTemplate[] templates)
    {
        var stated = Source.Inheritability;
        if (Source.State is { } state)
            return new Outcome { State = state, Duties = default, Reason = Source.Reason, Coupling = Source.Coupling, Inheritability = stated, InheritabilityStated = stated is not null };
        if (templates.Length == 0) return new Outcome { State = ControlState.Unassigned, Duties = default };
        var duties = new ResolvedDuty[templates.Length];
        for (var i = 0; i < templates.Length; i++) duties[i] = templates[i].Duty;
        var list = new ValueList<ResolvedDuty>(duties);
        var split = Outcome.SidesOf(list);
        return new Outcome
        {
            State = ControlState.Assigned,
            Duties = list,
            Split = split,
            Reason = Source.Reason,
            Coupling = Source.Coupling ?? (!Outcome.AreSeveral(split) ? null : _level.DependsAcrossSides(list) ? Coupling.Dependent : Coupling.Unspecified),
            Inheritability = stated ?? Outcome.Derive(split),
            InheritabilityStated = stated is not null,
        };
    }

    private DutyTemplate[] Templates()
    {
        var count = (Source.Provider is null ? 0 : 1) + (Source.Customer is null ? 0 : 1) + Source.Duties.Count;
        List<DutyTemplate> templates = new(count + 2);
        if (Source.Provider is { } provider) templates.Add(Implied(_level.Effective.Service.Provider, Sides.Provider, provider));
        if (Source.Customer is { } customer) templates.Add(Implied(_level.Effective.Service.Customer, Sides.Customer, customer));
        for (var i = 0; i < Source.Duties.Count; i++) templates.Add(Explicit(Source.Duties[i], i));
        if (Source.Split is not { } split) return [.. templates];

        var have = Sides.None;
        foreach (var template in templates) have |= template.Duty.Side;
        var missing = split & ~have;
        if (missing.HasFlag(Sides.Provider)) templates.Add(Implied(_level.Effective.Service.Provider, Sides.Provider, null));
        if (missing.HasFlag(Sides.Customer)) templates.Add(Implied(_level.Effective.Service.Customer, Sides.Customer, null));
        if (missing.HasFlag(Sides.ThirdParty) && _level.Effective.ThirdParties is [var only]) templates.Add(Implied(only.Id, Sides.ThirdParty, null));
        return [.. templates];
    }

    private DutyTemplate Implied(string party, Sides side, string? text) => new()
    {
        Duty = text is null ? _level.Plain(party, side) : new ResolvedDuty { Party = party, Side = side, Involvement = Duty.DefaultInvolvement, Text = text },
        When = CompiledCondition.Always,
        Index = -1,
    };

    private DutyTemplate Explicit(Duty duty, int index) => new()
    {
        Duty = _level.Resolve(duty),
        When = _level.Compile(duty.When),
        Index = index,
    };
}

/// <summary>One document of an effective matrix made ready: its assignments, its selectors and its duties by id.</summary>
internal sealed class CompiledLevel
{
    private const int DeepestMeaning = 64;
    private readonly Dictionary<string, Duty> _duties = new(StringComparer.Ordinal);
    private readonly Dictionary<Condition, CompiledCondition> _conditions = [];
    private readonly ConcurrentDictionary<ResolvedDuty, bool> _made = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, string> _meanings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ResolvedDuty> _plain = new(StringComparer.Ordinal);

    public CompiledLevel(ControlSpace space, ParameterSpace parameters, int level)
    {
        Effective = space.Effective;
        Parameters = parameters;
        Level = level;
        Document = Effective.Levels[level];
        DocumentName = Document.Name;
        Table = new SelectorTable(space, level);
        var assignments = Document.Matrix.Assignments;
        foreach (var assignment in assignments)
            foreach (var duty in assignment.Duties)
                if (duty.Id is { } id) _duties.TryAdd(id, duty);
        Assignments = new CompiledAssignment[assignments.Count];
        for (var i = 0; i < assignments.Count; i++)
        {
            Assignments[i] = new CompiledAssignment(this, i);
            Table.Add(i, assignments[i].Controls);
        }
    }

    public EffectiveMatrix Effective { get; }

    public ParameterSpace Parameters { get; }

    public int Level { get; }

    public MatrixDocument Document { get; }

    public string DocumentName { get; }

    public SelectorTable Table { get; }

    public CompiledAssignment[] Assignments { get; }

    /// <summary>A condition as numbers; one object for equal ones.</summary>
    public CompiledCondition Compile(Condition condition)
    {
        if (condition.IsAlways) return CompiledCondition.Always;
        if (!_conditions.TryGetValue(condition, out var compiled)) _conditions.Add(condition, compiled = CompiledCondition.Of(condition, Parameters));
        return compiled;
    }

    /// <summary>A duty of a party without text; one object for all assignments.</summary>
    public ResolvedDuty Plain(string party, Sides side) =>
        _plain.GetOrAdd(party, static (id, on) => new ResolvedDuty { Party = id, Side = on, Involvement = Duty.DefaultInvolvement }, side);

    /// <summary>A duty as it counts here: its party by id, with its side.</summary>
    public ResolvedDuty Resolve(Duty duty)
    {
        var party = Effective.PartyId(duty.Party, Level);
        var resolved = new ResolvedDuty
        {
            Id = duty.Id,
            Party = party,
            Side = Effective.SideOf(party),
            Involvement = duty.Involvement,
            Action = duty.Action,
            Text = duty.Text,
            InheritedFrom = duty.InheritedFrom,
            UpstreamControls = duty.UpstreamControls,
            DependsOn = duty.DependsOn,
            Satisfies = duty.Satisfies,
            Evidence = duty.Evidence,
            Commitments = duty.Commitments,
            Component = duty.Component,
            Implementation = duty.Implementation,
        };
        // Of the document itself there is no need to remember: what no base made is its own.
        if (Level > 0 && !duty.DependsOn.IsEmpty) _made.TryAdd(resolved, default);
        return resolved;
    }

    /// <summary>Whether a duty uses the ids of this base.</summary>
    public bool Made(ResolvedDuty duty) => _made.ContainsKey(duty);

    /// <summary>Whether a responsible duty depends on a responsible duty of another side.</summary>
    public bool DependsAcrossSides(ValueList<ResolvedDuty> duties)
    {
        foreach (var duty in duties)
        {
            if (!duty.Involvement.HasFlag(Involvement.Responsible)) continue;
            foreach (var id in duty.DependsOn)
                if (_duties.TryGetValue(id, out var other) && other.Involvement.HasFlag(Involvement.Responsible)
                    && Effective.SideOf(Effective.PartyId(other.Party, Level)) != duty.Side) return true;
        }
        return false;
    }

    /// <summary>The content of a duty apart from its id, as text: equal for duties that mean the same.</summary>
    public string MeaningOf(ResolvedDuty duty, int depth = 0)
    {
        var text = new StringBuilder();
        Append(duty.Party);
        Append(((int)duty.Involvement).ToString(CultureInfo.InvariantCulture));
        Append(duty.Action);
        Append(duty.Text);
        Append(duty.InheritedFrom);
        Append(duty.Component);
        AppendSet(duty.UpstreamControls.Select(control => ControlKey.TryParse(control, out var key) ? key.ToString() : control));
        AppendSet(duty.Satisfies);
        AppendSet(duty.Evidence);
        AppendSet(duty.Commitments);
        AppendSet(duty.Implementation.Select(Words.Of));
        AppendSet(duty.DependsOn.Select(id => MeaningOfReference(id, depth)));
        return text.ToString();

        void Append(string? part) => text.Append(CultureInfo.InvariantCulture, $"{(part is null ? -1 : part.Length)}:{part};");
        void AppendSet(IEnumerable<string> parts)
        {
            foreach (var part in parts.Order(StringComparer.Ordinal)) Append(part);
            text.Append('|');
        }
    }

    // What a duty depends on counts by what it is, not by its id; the hash keeps long chains short, and circles end at the id.
    private string MeaningOfReference(string id, int depth)
    {
        if (depth >= DeepestMeaning || !_duties.TryGetValue(id, out var duty)) return id;
        if (_meanings.TryGetValue(id, out var known)) return known;
        var meaning = MeaningOf(Resolve(duty), depth + 1);
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(meaning)));
        return _meanings.GetOrAdd(id, hash);
    }
}
