using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>An assignment prepared for resolving: its compiled condition, its duties with the implied ones, and its outcome if no duty has
/// a condition.</summary>
internal sealed class CompiledAssignment
{
    // Up to this many duties, a linear search is faster than a dictionary.
    private const int MaxLinearSearch = 16;
    private readonly CompiledLevel _level;
    private readonly ResolvedDuty[] _duties;
    private readonly int _firstExplicit;
    private readonly Outcome? _unconditional;
    private Dictionary<ResolvedDuty, int>? _numbers;
    private string? _pointer;
    private string? _reference;

    // The conditions of the explicit duties; null if none has one.
    private readonly CompiledCondition[]? _conditions;

    // The dependencies on duties of another side; null if the coupling is stated, there are none, or one always applies.
    private readonly List<Need>? _needs;
    private readonly bool _alwaysNeeds;

    public CompiledAssignment(CompiledLevel level, int index, int firstSelector, int firstDuty)
    {
        _level = level;
        Index = index;
        FirstSelector = firstSelector;
        FirstDuty = firstDuty;
        Source = level.Document.Matrix.Assignments[index];
        When = level.Compile(Source.When);
        _duties = Source.State is null ? MakeDuties(out _firstExplicit) : [];
        if (_duties.Length > 0) _conditions = Conditions();
        if (Source is { State: null, Coupling: null }) _needs = Needs(out _alwaysNeeds);
        if (_conditions is null && _needs is null) _unconditional = Make(_duties, null);
    }

    public Assignment Source { get; }

    public int Index { get; }

    public int Level => _level.Level;

    public CompiledLevel LevelOf => _level;

    /// <summary>The number of its first selector among all selectors of its document.</summary>
    public int FirstSelector { get; }

    /// <summary>The number of its first duty among all duties of its document.</summary>
    public int FirstDuty { get; }

    public CompiledCondition When { get; }

    /// <summary>The duties, whatever their condition, in order: those of <c>provider</c> and <c>customer</c>, those of <c>duties</c>, and
    /// those that the split implies.</summary>
    public ReadOnlySpan<ResolvedDuty> Duties => _duties;

    public string Pointer => _pointer ??= string.Create(CultureInfo.InvariantCulture, $"/assignments/{Index}");

    /// <summary><c>document#pointer</c>.</summary>
    public string Reference => _reference ??= $"{_level.DocumentName}#{Pointer}";

    public Outcome OutcomeIn(int[] context) => _unconditional ?? Make(DutiesIn(context), context);

    /// <summary>Adds the parameters on which its condition and its outcome depend.</summary>
    public void AddParameters(ISet<int> parameters)
    {
        parameters.UnionWith(When.ConstrainedParameters);
        foreach (var condition in _conditions ?? []) parameters.UnionWith(condition.ConstrainedParameters);
        if (_unconditional is not null || _needs is null) return;
        foreach (var need in _needs)
        {
            parameters.UnionWith(need.Assignment.ConstrainedParameters);
            parameters.UnionWith(need.Duty.ConstrainedParameters);
        }
    }

    /// <summary>Whether a duty is stated in <c>duties</c>, not implied.</summary>
    public bool IsExplicit(int duty) => duty >= _firstExplicit && duty < _firstExplicit + Source.Duties.Count;

    /// <summary>The JSON Pointer of a duty; for an implied one, that of the assignment.</summary>
    public string PointerOf(ResolvedDuty duty)
    {
        var number = NumberOf(duty);
        return number < 0 ? Pointer : string.Create(CultureInfo.InvariantCulture, $"{Pointer}/duties/{number - FirstDuty}");
    }

    /// <summary>The number of a duty among all duties of its document; -1 for an implied duty or one of another assignment.</summary>
    public int NumberOf(ResolvedDuty duty)
    {
        if (Source.Duties.Count > MaxLinearSearch) return (_numbers ??= Numbers()).GetValueOrDefault(duty, -1);
        for (var i = 0; i < Source.Duties.Count; i++)
            if (ReferenceEquals(_duties[_firstExplicit + i], duty)) return FirstDuty + i;
        return -1;
    }

    private Dictionary<ResolvedDuty, int> Numbers()
    {
        Dictionary<ResolvedDuty, int> numbers = new(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Source.Duties.Count; i++) numbers[_duties[_firstExplicit + i]] = FirstDuty + i;
        return numbers;
    }

    /// <summary>The duty with a number, of those stated in <c>duties</c>.</summary>
    public ResolvedDuty DutyOf(int number) => _duties[_firstExplicit + number - FirstDuty];

    /// <summary>The condition of a duty.</summary>
    public CompiledCondition ConditionOf(int duty) => _conditions is not null && IsExplicit(duty) ? _conditions[duty - _firstExplicit]
        : CompiledCondition.Always;

    private ResolvedDuty[] DutiesIn(int[] context) => [.. _duties.Where((_, duty) => ConditionOf(duty).Holds(context))];

    // Whether a duty depends on a duty of another side, and both apply in the context.
    private bool DependsAcrossSides(ValueList<ResolvedDuty> duties, int[]? context)
    {
        if (_needs is null || context is null) return _alwaysNeeds;
        foreach (var need in _needs)
            if (need.Assignment.Holds(context) && need.Duty.Holds(context) && Counts(need.By)) return true;
        return false;

        bool Counts(ResolvedDuty by)
        {
            foreach (var duty in duties)
                if (ReferenceEquals(duty, by)) return true;
            return false;
        }
    }

    private List<Need>? Needs(out bool isAlways)
    {
        isAlways = false;
        List<Need>? needs = null;
        for (var i = 0; i < Source.Duties.Count; i++)
        {
            var duty = _duties[_firstExplicit + i];
            if (!duty.Involvement.HasFlag(Involvement.Responsible)) continue;
            foreach (var id in duty.DependsOn)
            {
                if (_level.FindDuty(id) is not { } needed || !needed.Duty.Involvement.HasFlag(Involvement.Responsible)
                    || needed.Level.SideOf(needed.Duty) == duty.Side) continue;
                var need = new Need(duty, needed.Level.Compile(needed.Level.Document.Matrix.Assignments[needed.Assignment].When),
                    needed.Level.Compile(needed.Duty.When));
                isAlways = _conditions is null && need.IsAlways;
                if (isAlways) return null;
                (needs ??= []).Add(need);
            }
        }
        return needs;
    }

    private Outcome Make(ResolvedDuty[] duties, int[]? context)
    {
        var stated = Source.Inheritability;
        if (Source.State is { } state)
            return new Outcome
            {
                State = state,
                Duties = default,
                Reason = Source.Reason,
                Coupling = Source.Coupling,
                Inheritability = stated,
                InheritabilityStated = stated is not null
            };
        if (duties.Length == 0) return new Outcome { State = ControlState.Unassigned, Duties = default };
        var list = new ValueList<ResolvedDuty>(duties);
        var split = Outcome.SidesOf(list);
        return new Outcome
        {
            State = ControlState.Assigned,
            Duties = list,
            Split = split,
            Reason = Source.Reason,
            Coupling = Source.Coupling
                ?? (!Outcome.AreSeveral(split) ? null : DependsAcrossSides(list, context) ? Coupling.Dependent : Coupling.Unspecified),
            Inheritability = stated ?? Outcome.Derive(split),
            InheritabilityStated = stated is not null,
        };
    }

    private ResolvedDuty[] MakeDuties(out int firstExplicit)
    {
        var service = _level.Effective.Service;
        firstExplicit = (Source.Provider is null ? 0 : 1) + (Source.Customer is null ? 0 : 1);
        var duties = new ResolvedDuty[firstExplicit + Source.Duties.Count];
        var count = 0;
        if (Source.Provider is { } provider) duties[count++] = ImpliedDuty(service.Provider, Sides.Provider, provider);
        if (Source.Customer is { } customer) duties[count++] = ImpliedDuty(service.Customer, Sides.Customer, customer);
        foreach (var duty in Source.Duties) duties[count++] = _level.Resolve(duty);
        if (Source.Split is not { } split) return duties;

        var have = Sides.None;
        foreach (var duty in duties) have |= duty.Side;
        var missing = split & ~have;
        List<ResolvedDuty> implied = [];
        if (missing.HasFlag(Sides.Provider)) implied.Add(_level.ImpliedDuty(service.Provider, Sides.Provider));
        if (missing.HasFlag(Sides.Customer)) implied.Add(_level.ImpliedDuty(service.Customer, Sides.Customer));
        if (missing.HasFlag(Sides.ThirdParty) && _level.Effective.OnlyThirdParty(Level) is { } only)
            implied.Add(_level.ImpliedDuty(only, Sides.ThirdParty));
        return [.. duties, .. implied];

        static ResolvedDuty ImpliedDuty(string party, Sides side, string text) =>
            new() { Party = party, Side = side, Involvement = Duty.DefaultInvolvement, Text = text };
    }

    /// <summary>A duty's dependency on a duty of another side, which applies if the conditions of its assignment and its own
    /// hold.</summary>
    private readonly record struct Need(ResolvedDuty By, CompiledCondition Assignment, CompiledCondition Duty)
    {
        public bool IsAlways => Assignment.HoldsEverywhere && Duty.HoldsEverywhere;
    }

    private CompiledCondition[]? Conditions()
    {
        CompiledCondition[]? conditions = null;
        for (var i = 0; i < Source.Duties.Count; i++)
        {
            var when = _level.Compile(Source.Duties[i].When);
            if (when.IsAlways && conditions is null) continue;
            if (conditions is null)
            {
                conditions = new CompiledCondition[Source.Duties.Count];
                conditions.AsSpan(0, i).Fill(CompiledCondition.Always);
            }
            conditions[i] = when;
        }
        return conditions;
    }
}

/// <summary>A duty of a document with its place.</summary>
internal readonly record struct PlacedDuty(Duty Duty, int Assignment, int Index);

/// <summary>A duty that another duty refers to, with its document.</summary>
internal readonly record struct FoundDuty(CompiledLevel Level, int Number)
{
    public Duty Duty => Level.Duties[Number].Duty;

    public int Assignment => Level.Duties[Number].Assignment;
}

/// <summary>One document of an effective matrix, prepared for resolving: its assignments, its selectors and its duties by id.</summary>
internal sealed class CompiledLevel
{
    private const int MaxMeaningDepth = 64;
    private readonly Dictionary<string, int> _dutyNumbers;
    private readonly ConcurrentDictionary<Condition, CompiledCondition> _conditions = [];
    private readonly Lazy<ParameterSpace> _declared;
    private readonly CompiledLevel? _base;
    private readonly ConcurrentDictionary<ResolvedDuty, bool> _created = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, string> _meanings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ResolvedDuty> _implied = new(StringComparer.Ordinal);

    public CompiledLevel(ControlSpace space, ParameterSpace parameters, int level, CompiledLevel? below)
    {
        Effective = space.Effective;
        Parameters = parameters;
        Level = level;
        _base = below;
        _declared = new(() => level == 0 ? parameters : new ParameterSpace(Effective.ParametersAt(level)));
        Document = Effective.Levels[level];
        DocumentName = Document.Name;
        Table = new SelectorTable(space, level);
        var assignments = Document.Matrix.Assignments.AsSpan();
        Duties = DutiesOf(assignments);
        _dutyNumbers = new(Duties.Length, StringComparer.Ordinal);
        for (var i = 0; i < Duties.Length; i++)
            if (Duties[i].Duty.Id is { } id) HasRepeatedDutyIds |= !_dutyNumbers.TryAdd(id, i);
        Assignments = new CompiledAssignment[assignments.Length];
        Table.EnsureCapacity(assignments.Length);
        var firstDuty = 0;
        for (var i = 0; i < assignments.Length; i++)
        {
            Assignments[i] = new CompiledAssignment(this, i, SelectorCount, firstDuty);
            firstDuty += assignments[i].Duties.Count;
            var selectors = assignments[i].Controls.AsSpan();
            for (var j = 0; j < selectors.Length; j++)
                if (Table.Add(i, j, selectors[j]) is not ReferenceOutcome.Found and var outcome) Unresolved.Add((i, j, outcome));
            SelectorCount += selectors.Length;
        }
    }

    public EffectiveMatrix Effective { get; }

    /// <summary>The parameters that contexts have.</summary>
    public ParameterSpace Parameters { get; }

    public int Level { get; }

    public MatrixDocument Document { get; }

    public string DocumentName { get; }

    public SelectorTable Table { get; }

    public CompiledAssignment[] Assignments { get; }

    /// <summary>The number of selectors of all assignments.</summary>
    public int SelectorCount { get; }

    /// <summary>The selectors of assignments that do not name exactly one control, and why.</summary>
    public List<(int Assignment, int Selector, ReferenceOutcome Outcome)> Unresolved { get; } = [];

    /// <summary>The duties of all assignments, in order.</summary>
    public PlacedDuty[] Duties { get; }

    /// <summary>The distinct ids of duties, in order.</summary>
    public IReadOnlyCollection<string> DutyIds => _dutyNumbers.Keys;

    public bool HasRepeatedDutyIds { get; }

    /// <summary>The first duty of an id, by its position in <see cref="Duties"/>.</summary>
    public bool TryFindDuty(string id, out int number) => _dutyNumbers.TryGetValue(id, out number);

    /// <summary>The first duty of an id.</summary>
    public bool TryFindDuty(ReadOnlySpan<char> id, out int number) =>
        _dutyNumbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out number);

    /// <summary>Finds the duty with an id: the first in this document, else in the nearest base that has one.</summary>
    public FoundDuty? FindDuty(string id)
    {
        for (var level = this; level is not null; level = level._base)
            if (level.TryFindDuty(id, out var number)) return new FoundDuty(level, number);
        return null;
    }

    /// <summary>The side that performs a duty of this document.</summary>
    public Sides SideOf(Duty duty) => Effective.SideOf(Effective.PartyId(duty.Party, Level));

    /// <summary>Compiles a condition of this document; equal conditions share one object.</summary>
    public CompiledCondition Compile(Condition condition) =>
        condition.IsAlways ? CompiledCondition.Always
            : _conditions.GetOrAdd(condition, static (known, level) => CompiledCondition.Of(known, level._declared.Value, level.Parameters),
            this);

    /// <summary>A duty of a party without text; all assignments share one object.</summary>
    public ResolvedDuty ImpliedDuty(string party, Sides side) =>
        _implied.GetOrAdd(party, static (id, on) => new ResolvedDuty { Party = id, Side = on, Involvement = Duty.DefaultInvolvement },
            side);

    /// <summary>The duty as answers have it: its party by id, with its side.</summary>
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
        // Only bases remember their duties: all others belong to the document itself.
        if (Level > 0 && !duty.DependsOn.IsEmpty) _created.TryAdd(resolved, default);
        return resolved;
    }

    /// <summary>Whether this base created a duty, so that the duty's references are to ids of this base.</summary>
    public bool Created(ResolvedDuty duty) => _created.ContainsKey(duty);

    /// <summary>The content of a duty apart from its id, as text: equal for duties with the same meaning.</summary>
    public string MeaningOf(ResolvedDuty duty, int depth = 0)
    {
        var text = new StringBuilder();
        Append(duty.Party);
        Append(((int)duty.Involvement).ToString(CultureInfo.InvariantCulture));
        Append(duty.Action);
        Append(duty.Text);
        Append(duty.InheritedFrom);
        Append(duty.Component);
        AppendSet(duty.UpstreamControls, static control => ControlKey.TryParse(control, out var key) ? key.ToString() : control);
        AppendSet(duty.Satisfies, static id => id);
        AppendSet(duty.Evidence, static id => id);
        AppendSet(duty.Commitments, static id => id);
        AppendSet(duty.Implementation, Words.Of);
        AppendSet(duty.DependsOn, id => MeaningOfReference(id, depth));
        return text.ToString();

        void Append(string? part) => text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part};");

        void AppendSet<T>(ValueList<T> items, Func<T, string> write)
        {
            if (items.Count == 1) Append(write(items[0]));
            else if (items.Count > 1)
                foreach (var part in items.Select(write).Order(StringComparer.Ordinal)) Append(part);
            text.Append('|');
        }
    }

    private static PlacedDuty[] DutiesOf(ReadOnlySpan<Assignment> assignments)
    {
        var count = 0;
        foreach (var assignment in assignments) count += assignment.Duties.Count;
        var duties = new PlacedDuty[count];
        var at = 0;
        for (var i = 0; i < assignments.Length; i++)
            for (var j = 0; j < assignments[i].Duties.Count; j++) duties[at++] = new PlacedDuty(assignments[i].Duties[j], i, j);
        return duties;
    }

    // Dependencies are compared by meaning, not by id. The hash keeps long chains short; cycles end at the id.
    private string MeaningOfReference(string id, int depth)
    {
        if (depth >= MaxMeaningDepth) return id;
        if (_meanings.TryGetValue(id, out var known)) return known;
        if (FindDuty(id) is not { } found) return id;
        if (found.Level != this) return found.Level.MeaningOfReference(id, depth);
        var meaning = MeaningOf(Resolve(found.Duty), depth + 1);
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(meaning)));
        return _meanings.GetOrAdd(id, hash);
    }
}
