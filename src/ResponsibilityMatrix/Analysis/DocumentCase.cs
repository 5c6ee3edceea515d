using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>
/// A place within a list of the document: <c>/assignments/3</c>, <c>/controls/3/parent</c> or <c>/assignments/3/duties/1</c>. It becomes a
/// JSON Pointer only when a finding needs it.
/// </summary>
internal readonly record struct Spot(string List, int Index, string? Member = null, int Item = -1)
{
    public static Spot Of(in PlacedDuty duty) => new("/assignments", duty.Assignment, "duties", duty.Index);

    public override string ToString() =>
        Member is null ? $"{List}/{Index}"
        : Item < 0 ? $"{List}/{Index}/{Member}"
        : $"{List}/{Index}/{Member}/{Item}";
}

/// <summary>A document under analysis: what rules check and where they report. Blank ids, which reading has already reported, are
/// skipped.</summary>
internal sealed class DocumentCase(Engine engine, FindingList diagnostics, CancellationToken token = default)
{
    public const string ParentMember = "parent";

    private List<(Selector Reference, Spot Spot, ReferenceOutcome Outcome)>? _unresolved;

    public Engine Engine { get; } = engine;

    /// <summary>Cancels the analysis.</summary>
    public CancellationToken Token { get; } = token;

    public EffectiveMatrix Effective => Engine.Effective;

    public Matrix Matrix => Effective.Matrix;

    /// <summary>Whether every base is available, so that an unknown name is an error.</summary>
    public bool IsComplete => Effective.IsComplete;

    /// <summary>Suggests what a misspelled name may mean.</summary>
    public Suggestions Suggestions { get; } = new();

    /// <summary>The duties of all assignments.</summary>
    public ReadOnlySpan<PlacedDuty> Duties => Engine.Levels[0].Duties;

    public void Report(Rule rule, string pointer, FindingMessage message, string? control = null, string? catalog = null) =>
        Report(rule, pointer, message.ToText(), control, catalog);

    public void Report(Rule rule, string pointer, string message, string? control = null, string? catalog = null) =>
        Report(rule, pointer, new FindingText(message, default), control, catalog);

    public void Report(Rule rule, string pointer, FindingText message, string? control = null, string? catalog = null) =>
        diagnostics.Add(
            Diagnostic.Of(rule.Descriptor, message, Effective.Document.PlaceOf(pointer)) with { Control = control, Catalog = catalog });

    /// <summary>Counts findings in addition to those reported in full, if there are any.</summary>
    public void CountMore(Rule rule, int count) => diagnostics.CountMore(rule.Descriptor, count);

    public static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}/{index}");

    /// <summary>Every condition with the place of its owner.</summary>
    public IEnumerable<(Condition Condition, Spot Owner)> Conditions()
    {
        for (var i = 0; i < Matrix.Assignments.Count; i++)
            if (!Matrix.Assignments[i].When.IsAlways) yield return (Matrix.Assignments[i].When, new("/assignments", i));
        for (var i = 0; i < Duties.Length; i++)
            if (!Duties[i].Duty.When.IsAlways) yield return (Duties[i].Duty.When, Spot.Of(Duties[i]));
        for (var i = 0; i < Matrix.Commitments.Count; i++)
            if (!Matrix.Commitments[i].When.IsAlways) yield return (Matrix.Commitments[i].When, new("/commitments", i));
    }

    /// <summary>The selectors and row parents that name a catalog. Selectors of scopes are not included; they refer to the catalog of their
    /// scope.</summary>
    public IEnumerable<(Selector Selector, Spot Spot)> Qualified()
    {
        for (var i = 0; i < Matrix.Assignments.Count; i++)
            for (var j = 0; j < Matrix.Assignments[i].Controls.Count; j++)
                if (Matrix.Assignments[i].Controls.AsSpan()[j].CatalogId is not null)
                    yield return (Matrix.Assignments[i].Controls[j], new("/assignments", i, "controls", j));
        foreach (var found in SelectorsOutsideAssignments().Concat(Parents()))
            if (found.Selector.CatalogId is not null) yield return found;
    }

    /// <summary>Control references that do not name exactly one control, from selectors and from row parents.</summary>
    public List<(Selector Reference, Spot Spot, ReferenceOutcome Outcome)> Unresolved => _unresolved ??= FindUnresolved();

    /// <summary>Every reference to a single control, from selectors and from row parents. Selectors of scopes are not included; they refer
    /// to the catalog of their scope.</summary>
    public IEnumerable<(Selector Reference, Spot Spot)> References()
    {
        for (var i = 0; i < Matrix.Assignments.Count; i++)
            for (var j = 0; j < Matrix.Assignments[i].Controls.Count; j++)
                if (Matrix.Assignments[i].Controls.AsSpan()[j].Kind == SelectorKind.Control)
                    yield return (Matrix.Assignments[i].Controls[j], new("/assignments", i, "controls", j));
        foreach (var found in SelectorsOutsideAssignments().Concat(Parents()))
            if (found.Selector.Kind == SelectorKind.Control) yield return found;
    }

    /// <summary>The controls that rows are mapped to. They may be from any available catalog, in scope or not.</summary>
    public IEnumerable<(Selector Reference, Spot Owner)> MappedControls()
    {
        for (var i = 0; i < Matrix.Controls.Count; i++)
            for (var j = 0; j < Matrix.Controls[i].MapsTo.Count; j++)
                if (Selector.TryParse(Matrix.Controls[i].MapsTo[j].Control, out var reference) && reference.Kind == SelectorKind.Control)
                    yield return (reference, new("/controls", i, "mapsTo", j));
    }

    /// <summary>The available catalogs that a qualified reference names.</summary>
    public IEnumerable<Catalog> CatalogsNamedBy(Selector reference)
    {
        var named = Effective.Read(reference, 0);
        return Effective.Documents.CatalogDocuments
            .Where(document => document.Id == named.CatalogId && (named.Edition is null || named.Edition == document.Edition))
            .Select(document => document.Catalog);
    }

    /// <summary>The scopes of the document with their places, and with their catalogs if known.</summary>
    public IEnumerable<(CatalogScope Scope, string Pointer, ControlSpace.Part? Part)> Scopes()
    {
        for (var i = 0; i < Matrix.Catalogs.Count; i++)
        {
            var scope = Matrix.Catalogs[i];
            yield return (scope, At("/catalogs", i), Engine.Space.Parts.FirstOrDefault(part => part.IsOf(scope)));
        }
    }

    /// <summary>The selectors of a scope as they are read, with the short name replaced by the catalog.</summary>
    public static IEnumerable<(Selector Selector, string Pointer)> SelectorsOf(CatalogScope scope, string pointer)
    {
        for (var j = 0; j < scope.Include.Count; j++)
            yield return (ControlSpace.Part.Read(scope.Include[j], scope), At($"{pointer}/include", j));
        for (var j = 0; j < scope.Exclude.Count; j++)
            yield return (ControlSpace.Part.Read(scope.Exclude[j], scope), At($"{pointer}/exclude", j));
    }

    private List<(Selector Reference, Spot Spot, ReferenceOutcome Outcome)> FindUnresolved()
    {
        List<(Selector, Spot, ReferenceOutcome)> unresolved = [];
        // References in assignments were resolved when the document was compiled.
        foreach (var (assignment, selector, outcome) in Engine.Levels[0].Unresolved)
            unresolved.Add(
                (Matrix.Assignments[assignment].Controls[selector], new("/assignments", assignment, "controls", selector), outcome));
        foreach (var (reference, spot) in SelectorsOutsideAssignments())
            if (reference.Kind == SelectorKind.Control) Look(reference, spot);
        foreach (var (reference, spot) in Parents()) Look(reference, spot);
        return unresolved;

        void Look(Selector reference, Spot spot)
        {
            if (Engine.Space.Find(reference, 0, out _) is not ReferenceOutcome.Found and var outcome)
                unresolved.Add((reference, spot, outcome));
        }
    }

    private IEnumerable<(Selector Selector, Spot Spot)> Parents()
    {
        for (var i = 0; i < Matrix.Controls.Count; i++)
            if (Matrix.Controls[i].Parent is { } text && Selector.TryParse(text, out var parent) && parent.Kind == SelectorKind.Control)
                yield return (parent, new("/controls", i, ParentMember));
    }

    /// <summary>The selectors of commitments and of accepted findings.</summary>
    public IEnumerable<(Selector Selector, Spot Spot)> SelectorsOutsideAssignments()
    {
        for (var i = 0; i < Matrix.Commitments.Count; i++)
            for (var j = 0; j < Matrix.Commitments[i].Controls.Count; j++)
                yield return (Matrix.Commitments[i].Controls[j], new("/commitments", i, "controls", j));
        for (var i = 0; i < Matrix.Accepted.Count; i++)
            for (var j = 0; j < Matrix.Accepted[i].Controls.Count; j++)
                yield return (Matrix.Accepted[i].Controls[j], new("/accepted", i, "controls", j));
    }
}

/// <summary>The answer for one control in one context, as answer rules see it.</summary>
internal sealed class AnswerCase
{
    private List<(Rule Rule, string Pointer, FindingText Message)>? _found;

    public required Engine Engine { get; init; }

    public required int Node { get; init; }

    public required Control Control { get; init; }

    public required int[] Context { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>What applies, from an assignment or the service model; null for nothing or a conflict.</summary>
    public required Outcome? Outcome { get; init; }

    /// <summary>Whether the control has rows of the document below it and is checked for its own statements too.</summary>
    public required bool HasOwnRowsBelow { get; init; }

    public CompiledAssignment? Applied => Decision.Applied?.Assignment;

    public bool IsAssigned => Outcome?.State == ControlState.Assigned;

    /// <summary>The pointer for a finding about the answer: the assignment, or the member that makes the service model apply.</summary>
    public string Pointer => Applied is { Level: 0 } applied ? applied.Pointer
        : Applied is null && Engine.Effective.Matrix.Defaults is not null ? "/defaults" : "/extends";

    public IReadOnlyList<(Rule Rule, string Pointer, FindingText Message)> Found => _found ?? [];

    public void Report(Rule rule, FindingMessage message) => Report(rule, Pointer, message);

    public void Report(Rule rule, string pointer, FindingMessage message) => (_found ??= []).Add((rule, pointer, message.ToText()));
}
