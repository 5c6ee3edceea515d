using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Lists the performers of a control and the retained duties: visits all steps that a step leads to, each once and by its shortest path.
/// Reused for one control after the other; not thread-safe.
/// </summary>
internal sealed class ChainWalk(ChainPartyNames names, Budget budget)
{
    private readonly ChainPath _root = new();
    private readonly List<ChainStep> _visited = [];
    private readonly Stack<ChainVisit> _spare = new();
    private readonly Queue<(ChainStep Step, int Length)> _open = new();
    private readonly Stack<ChainStep> _near = new();
    private readonly Stack<(ChainStep Step, int Next)> _path = new();
    private readonly ReachedDuties _performers = new(budget);
    private readonly ReachedDuties _retained = new(budget);
    private bool _isWhole;

    /// <summary>The performers of the control of a step, the retained duties, and whether an inheritance on the way is broken.</summary>
    public (ValueList<Performer> Performers, ValueList<Performer> Retained, bool IsBroken) From(ChainStep start)
    {
        _isWhole = !start.Member.Space.IsLeaf(start.Node);
        FindShortestPaths(start);
        List(start);
        var answer = (ToPerformers(_performers, isRetained: false), ToPerformers(_retained, isRetained: true),
            _visited.Exists(step => step.IsBroken));
        foreach (var step in _visited)
        {
            _spare.Push(step.Visit!);
            step.Visit = null;
        }
        _visited.Clear();
        _performers.Clear();
        _retained.Clear();
        return answer;
    }

    // Breadth-first, so that the first path is the shortest; an edge to a part of a control has length 0.
    private void FindShortestPaths(ChainStep start)
    {
        Visit(start, null, null, 0);
        while (_open.TryDequeue(out var first))
        {
            // A shorter path was found in the meantime.
            if (first.Step.Visit!.Length < first.Length) continue;
            _near.Push(first.Step);
            while (_near.TryPop(out var step))
            {
                var visit = step.Visit!;
                if (visit.IsDone) continue;
                visit.IsDone = true;
                if (!budget.Take(1)) continue;
                foreach (var part in step.Parts)
                {
                    // A cycle ends at the first visited step. Other performers on it still count.
                    if (part.To is not { Component: >= 0 } to || IsRetained(part, visit)) continue;
                    Visit(to, step, part.Link, visit.Length + (part.Link is null ? 0 : 1));
                }
            }
        }
    }

    private void Visit(ChainStep step, ChainStep? from, UpstreamLink? link, int length)
    {
        if (step.Visit is not { } visit)
        {
            step.Visit = visit = _spare.TryPop(out var spare) ? spare : new ChainVisit();
            (visit.IsDone, visit.IsListed) = (false, false);
            _visited.Add(step);
        }
        else if (visit.Length <= length)
        {
            return;
        }
        var path = from?.Visit!.Path ?? _root;
        (visit.From, visit.Link, visit.Length, visit.Path) = (from, link, length, link is null ? path : path.Next(link));
        if (link is null) _near.Push(step);
        else _open.Enqueue((step, length));
        if (from is null) _open.Enqueue((step, length));
    }

    // In the order of duties; inherited duties replace the duty that inherits them.
    private void List(ChainStep start)
    {
        _path.Push((start, 0));
        while (_path.TryPop(out var frame))
        {
            var (step, next) = frame;
            if (next == step.Parts.Length) continue;
            _path.Push((step, next + 1));
            var part = step.Parts[next];
            if (IsRetained(part, step.Visit!))
            {
                _retained.Add(new ChainPart { Duty = part.Duty }, step, _isWhole);
            }
            else if (part.To is not { } to)
            {
                _performers.Add(part, step, _isWhole);
            }
            else if (to.Visit is { IsListed: false } visit && visit.From == step && visit.Link == part.Link)
            {
                visit.IsListed = true;
                _path.Push((to, 0));
            }
        }
    }

    // A duty of an upstream's customer is retained even if that customer inherits it from elsewhere.
    private static bool IsRetained(in ChainPart part, ChainVisit visit) => visit.Length > 0 && part.Duty is { Side: Sides.Customer };

    // A duty retained by any party of the customer's side is listed for the customer itself.
    private ValueList<Performer> ToPerformers(ReachedDuties reached, bool isRetained)
    {
        if (reached.Count == 0) return default;
        var performers = new Performer[reached.Count];
        for (var i = 0; i < performers.Length; i++)
        {
            var (part, at, whole) = reached[i];
            var (duty, path) = (part.Duty!, at.Visit!.Path);
            performers[i] = new Performer
            {
                Party = names.Of(isRetained ? at.Member.Effective.Service.Customer : part.Link?.Provider ?? duty.Party, path),
                Matrix = part.Link is null ? at.Member.Id : null,
                Via = path.Via,
                Upstreams = part.Link is { } last ? [.. path.Upstreams, last.Entry] : path.Upstreams,
                Duty = duty.Id,
                Control = (whole ?? at).Control,
                Action = duty.Action,
                Text = duty.Text,
                Component = duty.Component,
                Evidence = part.Link is null ? duty.Evidence : default,
                Implementation = duty.Implementation,
            };
        }
        return new(performers);
    }
}

/// <summary>The distinct duties that a walk reached: each at its nearest step or, if it performs several parts of a control, for the
/// whole.</summary>
internal sealed class ReachedDuties(Budget budget)
{
    private const int MaxLinearSearch = 16;
    private readonly List<(ChainPart Part, ChainStep At, ChainStep? Whole)> _reached = [];

    // Filled only if there are many duties; a few are searched linearly.
    private readonly Dictionary<(ResolvedDuty, ChainStep?), int> _places = new(new ReferenceComparer());

    public int Count => _reached.Count;

    public (ChainPart Part, ChainStep At, ChainStep? Whole) this[int index] => _reached[index];

    public void Add(in ChainPart part, ChainStep at, bool isWhole)
    {
        var place = PlaceOf(part.Duty!, at, isWhole);
        if (place < 0)
        {
            _reached.Add((part, at, null));
            return;
        }
        var (knownPart, knownAt, knownWhole) = _reached[place];
        var whole = isWhole ? Whole(knownWhole ?? knownAt, at) : null;
        _reached[place] = at.Visit!.Length < knownAt.Visit!.Length ? (part, at, whole) : (knownPart, knownAt, whole);
    }

    public void Clear()
    {
        _reached.Clear();
        _places.Clear();
    }

    // A duty without an id, such as an implied one, is distinct per control, but not per part of a control.
    private int PlaceOf(ResolvedDuty duty, ChainStep at, bool isWhole)
    {
        var isAnywhere = isWhole || duty.Id is not null;
        if (_reached.Count < MaxLinearSearch)
        {
            for (var i = 0; i < _reached.Count; i++)
                if (ReferenceEquals(_reached[i].Part.Duty, duty) && (isAnywhere || _reached[i].At == at)) return i;
            return -1;
        }
        if (_places.Count == 0)
            for (var i = 0; i < _reached.Count; i++) _places.TryAdd(Key(_reached[i].Part.Duty!, _reached[i].At), i);
        return _places.TryAdd(Key(duty, at), _reached.Count) ? -1 : _places[Key(duty, at)];

        (ResolvedDuty, ChainStep?) Key(ResolvedDuty of, ChainStep standing) => (of, isWhole || of.Id is not null ? null : standing);
    }

    // The nearest common ancestor, or the first control if there is none.
    private ChainStep Whole(ChainStep left, ChainStep right)
    {
        if (left == right || left.Member != right.Member) return left;
        var space = left.Member.Space;
        var (a, b) = (left.Node, right.Node);
        while (a != b && a >= 0 && b >= 0 && budget.Take(1))
        {
            if (space.Depths[a] >= space.Depths[b]) a = space.CoveringParentOf(a);
            else b = space.CoveringParentOf(b);
        }
        return a == b && a >= 0 && space.IsInScope(a) ? left.Member.StepOf(a) : left;
    }

    /// <summary>Equal duties of two documents are distinct, so they are compared by reference.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<(ResolvedDuty Duty, ChainStep? At)>
    {
        public bool Equals((ResolvedDuty Duty, ChainStep? At) x, (ResolvedDuty Duty, ChainStep? At) y) =>
            ReferenceEquals(x.Duty, y.Duty) && ReferenceEquals(x.At, y.At);

        public int GetHashCode((ResolvedDuty Duty, ChainStep? At) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Duty), obj.At is null ? 0 : RuntimeHelpers.GetHashCode(obj.At));
    }
}
