using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>A document under analysis: what rules look at and where they report. Blank ids stand where reading already found something wrong, and are passed over.</summary>
internal sealed class DocumentCase(Engine engine, List<Diagnostic> diagnostics)
{
    private HashSet<string>? _dutyIds;

    public Engine Engine { get; } = engine;

    public EffectiveMatrix Effective => Engine.Effective;

    public Matrix Matrix => Effective.Matrix;

    /// <summary>Whether every base is at hand, so that a name nobody knows is a fault.</summary>
    public bool IsComplete => Effective.IsComplete;

    public HashSet<string> DutyIds => _dutyIds ??= Duties().Select(found => found.Duty.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);

    public void Report(Rule rule, string pointer, string message, string? control = null, string? catalog = null) =>
        diagnostics.Add(Diagnostic.Of(rule.Descriptor, message, Effective.Document.PlaceOf(pointer)) with { Control = control, Catalog = catalog });

    public static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}/{index}");

    public IEnumerable<(Duty Duty, string Pointer)> Duties()
    {
        for (var i = 0; i < Matrix.Assignments.Count; i++)
            for (var j = 0; j < Matrix.Assignments[i].Duties.Count; j++)
                yield return (Matrix.Assignments[i].Duties[j], At($"{At("/assignments", i)}/duties", j));
    }

    public IEnumerable<(Condition Condition, string Pointer)> Conditions()
    {
        for (var i = 0; i < Matrix.Assignments.Count; i++)
            if (!Matrix.Assignments[i].When.IsAlways) yield return (Matrix.Assignments[i].When, $"{At("/assignments", i)}/when");
        foreach (var (duty, pointer) in Duties())
            if (!duty.When.IsAlways) yield return (duty.When, $"{pointer}/when");
        for (var i = 0; i < Matrix.Commitments.Count; i++)
            if (!Matrix.Commitments[i].When.IsAlways) yield return (Matrix.Commitments[i].When, $"{At("/commitments", i)}/when");
    }

    /// <summary>Every selector but those of scopes, which are read against their one catalog.</summary>
    public IEnumerable<(Selector Selector, string Pointer)> Selectors()
    {
        for (var i = 0; i < Matrix.Assignments.Count; i++)
            for (var j = 0; j < Matrix.Assignments[i].Controls.Count; j++)
                yield return (Matrix.Assignments[i].Controls[j], At($"{At("/assignments", i)}/controls", j));
        for (var i = 0; i < Matrix.Commitments.Count; i++)
            for (var j = 0; j < Matrix.Commitments[i].Controls.Count; j++)
                yield return (Matrix.Commitments[i].Controls[j], At($"{At("/commitments", i)}/controls", j));
        for (var i = 0; i < Matrix.Accepted.Count; i++)
            for (var j = 0; j < Matrix.Accepted[i].Controls.Count; j++)
                yield return (Matrix.Accepted[i].Controls[j], At($"{At("/accepted", i)}/controls", j));
    }

    /// <summary>Control references that name one control: those among the selectors, and the parents of rows.</summary>
    public IEnumerable<(Selector Reference, string Pointer)> References()
    {
        foreach (var (selector, pointer) in Selectors())
            if (selector.Kind == SelectorKind.Control) yield return (selector, pointer);
        for (var i = 0; i < Matrix.Controls.Count; i++)
            if (Selector.TryParse(Matrix.Controls[i].Parent, out var parent) && parent.Kind == SelectorKind.Control) yield return (parent, $"{At("/controls", i)}/parent");
    }

    /// <summary>The controls to which rows are mapped. They may be of any catalog at hand, in scope or not.</summary>
    public IEnumerable<(Selector Reference, string Pointer)> MappedControls()
    {
        for (var i = 0; i < Matrix.Controls.Count; i++)
            for (var j = 0; j < Matrix.Controls[i].MapsTo.Count; j++)
                if (Selector.TryParse(Matrix.Controls[i].MapsTo[j].Control, out var reference) && reference.Kind == SelectorKind.Control)
                    yield return (reference, $"{At($"{At("/controls", i)}/mapsTo", j)}/control");
    }

    /// <summary>The catalogs at hand that a qualified reference names.</summary>
    public IEnumerable<Catalog> CatalogsNamedBy(Selector reference) => Effective.Documents.Catalogs
        .Select(document => document.Catalog)
        .Where(catalog => catalog.Id == reference.CatalogId && (reference.Edition is null || reference.Edition == catalog.Edition));

    /// <summary>The scopes of the document with their place and the catalog, where it is known.</summary>
    public IEnumerable<(CatalogScope Scope, string Pointer, ControlSpace.Part? Part)> Scopes()
    {
        for (var i = 0; i < Matrix.Catalogs.Count; i++)
        {
            var scope = Matrix.Catalogs[i];
            yield return (scope, At("/catalogs", i), Engine.Space.Parts.FirstOrDefault(part => part.Index.Catalog.Id == scope.Id && part.Index.Catalog.Edition == scope.Edition));
        }
    }

    public static IEnumerable<(Selector Selector, string Pointer)> SelectorsOf(CatalogScope scope, string pointer)
    {
        for (var j = 0; j < scope.Include.Count; j++) yield return (scope.Include[j], At($"{pointer}/include", j));
        for (var j = 0; j < scope.Exclude.Count; j++) yield return (scope.Exclude[j], At($"{pointer}/exclude", j));
    }
}

/// <summary>The answer for one control in one context, as answer rules see it.</summary>
internal sealed class AnswerCase
{
    private readonly List<(Rule Rule, string Pointer, string Message)> _found = [];

    public required Engine Engine { get; init; }

    public required int Node { get; init; }

    public required Control Control { get; init; }

    public required int[] Context { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>What applies, by an assignment or by the service model; null for nothing and for a conflict.</summary>
    public required Outcome? Outcome { get; init; }

    /// <summary>Whether the control has rows of the document's own below it and is looked at for what is said of it besides.</summary>
    public required bool IsBesideRows { get; init; }

    public CompiledAssignment? Applied => Decision.Applied?.Assignment;

    public bool IsAssigned => Outcome?.State == ControlState.Assigned;

    /// <summary>The place to which a finding about the answer belongs: the assignment, or what makes the service model count.</summary>
    public string Pointer => Applied is { Level: 0 } applied ? applied.Pointer : Applied is null ? "/defaults" : "/extends";

    public IReadOnlyList<(Rule Rule, string Pointer, string Message)> Found => _found;

    public void Report(Rule rule, string message) => Report(rule, Pointer, message);

    public void Report(Rule rule, string pointer, string message) => _found.Add((rule, pointer, message));
}
