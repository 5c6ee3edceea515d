using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Publishing;

/// <summary>Takes out of a matrix what is for its authors alone, and reports each thing taken out.</summary>
internal sealed class InternalContent(MatrixDocument document, ValueList<string> keptExtensions)
{
    private readonly Matrix _matrix = document.Matrix;
    private readonly HashSet<string> _kept = new(keptExtensions, StringComparer.Ordinal);
    private readonly HashSet<string> _named = NamesOfDuties(document.Matrix);
    private readonly SideNames _sides = new(document.Matrix);
    private readonly List<Diagnostic> _findings = [];
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);

    public ValueList<Diagnostic> Findings => _findings.ToValueList();

    /// <summary>The keys of all extensions that were come across.</summary>
    public ValueList<string> ExtensionKeys => _keys.ToValueList();

    public Matrix TakeOut() => _matrix with
    {
        Parties = Each(_matrix.Parties, "/parties", (party, at) => party with { Extensions = Extensions(party.Extensions, at) }),
        Controls = Each(_matrix.Controls, "/controls", (control, at) => control with { Extensions = Extensions(control.Extensions, at) }),
        Upstream = Each(_matrix.Upstream, "/upstream", (upstream, at) => upstream with { Extensions = Extensions(upstream.Extensions, at) }),
        Assignments = Each(_matrix.Assignments, "/assignments", Assignment),
        Commitments = Each(_matrix.Commitments, "/commitments", (commitment, at) => commitment with { Extensions = Extensions(commitment.Extensions, at) }),
        Evidence = Each(_matrix.Evidence, "/evidence", (evidence, at) => evidence with { Extensions = Extensions(evidence.Extensions, at) }),
        Extensions = Extensions(_matrix.Extensions, ""),
    };

    private Assignment Assignment(Assignment assignment, string at)
    {
        var duties = Each(assignment.Duties, $"{at}/duties", (duty, place) => duty with { Extensions = Extensions(duty.Extensions, place) });
        var carriers = new NoteCarriers(assignment, duties, _named, _sides);
        List<Duty> left = [];
        for (var i = 0; i < duties.Count; i++)
        {
            var place = $"{at}/duties/{i}";
            if (carriers.IsDropped(i)) Report(place, $"The duty of \"{duties[i].Party}\" that only carries an internal note is left out{(carriers.IsSplitNeeded(i) ? "; the split says that this party performs" : "")}.");
            else left.Add(duties[i] with { InternalNote = Note(duties[i].InternalNote, place) });
        }
        return assignment with
        {
            Duties = left.ToValueList(),
            Split = carriers.Split,
            InternalNote = Note(assignment.InternalNote, at),
            Extensions = Extensions(assignment.Extensions, at),
        };
    }

    private string? Note(string? note, string at)
    {
        if (note is not null) Report($"{at}/internalNote", "The internal note is left out.");
        return null;
    }

    private ValueMap<JsonText> Extensions(ValueMap<JsonText> extensions, string at)
    {
        if (extensions.Count == 0) return extensions;
        _keys.UnionWith(extensions.Keys);
        foreach (var key in extensions.Keys)
            if (!_kept.Contains(key)) Report($"{at}/extensions/{JsonIndex.EscapePointer(key)}", $"The extension \"{key}\" is left out. `--keep-extension {key}` keeps it.");
        return new(extensions.Where(extension => _kept.Contains(extension.Key)));
    }

    private void Report(string pointer, string message) => _findings.Add(Diagnostic.Of(PublishingDescriptors.InternalContentKeptOut, message, document.PlaceOf(pointer)));

    private static ValueList<T> Each<T>(ValueList<T> items, string at, Func<T, string, T> change) => items.Select((item, i) => change(item, $"{at}/{i}")).ToValueList();

    // A duty that something in the document names is more than its note: it must stay, or the name would lead nowhere.
    private static HashSet<string> NamesOfDuties(Matrix matrix)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var assignment in matrix.Assignments)
            foreach (var duty in assignment.Duties) names.UnionWith(duty.DependsOn);
        foreach (var commitment in matrix.Commitments) names.UnionWith(commitment.DependsOn);
        foreach (var texts in matrix.Translations.Values) names.UnionWith(texts.Keys);
        return names;
    }
}

/// <summary>The sides of parties as far as one document tells them.</summary>
internal sealed class SideNames(Matrix matrix)
{
    private readonly Dictionary<string, Party> _parties = matrix.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, StringComparer.Ordinal);

    /// <summary>The id of a party that a duty names.</summary>
    public string IdOf(string reference) => reference switch
    {
        Party.ProviderWord => matrix.Service.Provider,
        Party.CustomerWord => matrix.Service.Customer,
        _ => reference,
    };

    /// <summary>The side of a party, or null where only a base may tell it.</summary>
    public Sides? SideOf(string id) =>
        id == matrix.Service.Provider ? Sides.Provider
        : id == matrix.Service.Customer ? Sides.Customer
        : _parties.TryGetValue(id, out var party) ? party.Side ?? Sides.ThirdParty
        : null;

    /// <summary>The side that a duty without text of its own can be implied for, or null.</summary>
    public Sides? ImpliedFor(string id) => id == matrix.Service.Provider ? Sides.Provider : id == matrix.Service.Customer ? Sides.Customer : null;
}
