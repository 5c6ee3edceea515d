using System.Text;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Cuts internal content out of the text of a matrix and reports each cut. All other bytes stay the same, and so does the digest if there
/// was nothing to cut.
/// </summary>
internal sealed class InternalContent
{
    private static readonly string[] ListsWithExtensions = ["parties", "controls", "upstream", "commitments", "evidence"];
    private readonly MatrixDocument _document;
    private readonly JsonIndex _index;
    private readonly JsonCuts _cuts;
    private readonly HashSet<string> _kept;
    private readonly HashSet<string> _named;
    private readonly SideNames _sides;
    private readonly List<(int Token, Diagnostic Finding)> _findings = [];
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>Removes the internal content from a document without errors.</summary>
    /// <param name="document">The document.</param>
    /// <param name="keptExtensions">The keys of the extensions to keep.</param>
    public InternalContent(MatrixDocument document, ValueList<string> keptExtensions)
    {
        _document = document;
        _kept = new(keptExtensions, StringComparer.Ordinal);
        _named = NamesOfDuties(document.Matrix);
        _sides = new(document.Matrix);
        _index = JsonIndex.Build(document.Utf8, document.File, Limits.Unlimited, new FindingList(Limits.Unlimited))!;
        _cuts = new JsonCuts(_index);
        foreach (var name in ListsWithExtensions)
            foreach (var (item, i) in Items(Member(0, name))) CutMembers(item, $"/{name}/{i}", []);
        foreach (var (item, i) in Items(Member(0, "assignments"))) CutAssignment(item, i, document.Matrix.Assignments[i]);
        CutMembers(0, "", []);
        // The index begins after a byte-order mark, which is kept like every other byte.
        Utf8 = document.Utf8.Span.StartsWith(JsonIndex.ByteOrderMark) ? [.. JsonIndex.ByteOrderMark, .. _cuts.Apply()] : _cuts.Apply();
        Inexact = FindInexact();
        _index.Recycle();
    }

    /// <summary>The remaining text.</summary>
    public byte[] Utf8 { get; }

    /// <summary>The finding about a remaining number without an exact canonical form, or null.</summary>
    public Diagnostic? Inexact { get; }

    /// <summary>The findings about removed content, in text order.</summary>
    public ValueList<Diagnostic> Findings =>
        FindingList.Of(Limits.Default, _findings.OrderBy(found => found.Token).Select(found => found.Finding));

    /// <summary>The positions of dropped duties, by assignment, where there are some.</summary>
    public Dictionary<int, HashSet<int>> DroppedDuties { get; } = [];

    /// <summary>The keys of all extensions in the document.</summary>
    public ValueList<string> ExtensionKeys => _keys.ToValueList();

    private void CutAssignment(int token, int position, Assignment assignment)
    {
        var at = $"/assignments/{position}";
        HashSet<int> cut = [];
        if (Member(token, "duties") is >= 0 and var duties)
        {
            var carriers = new NoteCarriers(assignment, _kept.Contains, _named, _sides);
            HashSet<int> dropped = [];
            foreach (var (duty, i) in Items(duties))
            {
                var place = $"{at}/duties/{i}";
                if (!carriers.IsDropped(i))
                {
                    HashSet<int> cutOfDuty = [];
                    CutNote(duty, place, cutOfDuty);
                    CutMembers(duty, place, cutOfDuty);
                    continue;
                }
                dropped.Add(duty);
                if (!DroppedDuties.TryGetValue(position, out var positions)) DroppedDuties.Add(position, positions = []);
                positions.Add(i);
                Report(
                    duty, place,
                    $"The duty of \"{assignment.Duties[i].Party}\" that only carries an internal note is left " +
                    $"out{(carriers.IsSplitNeeded(i) ? "; the split says that this party performs" : "")}.");
            }
            var split = carriers.Split == assignment.Split ? null : Words.OfSplit(carriers.Split!.Value);
            if (dropped.Count < assignment.Duties.Count)
            {
                _cuts.Remove(duties, dropped);
                if (split is not null) _cuts.InsertMember(duties - 1, "split", split);
            }
            else if (split is not null) _cuts.ReplaceMember(duties - 1, "split", split);
            else if (dropped.Count > 0) cut.Add(duties - 1);
        }
        CutNote(token, at, cut);
        CutMembers(token, at, cut);
    }

    private void CutNote(int token, string at, HashSet<int> cut)
    {
        if (Member(token, "internalNote") is not (>= 0 and var note)) return;
        cut.Add(note - 1);
        Report(note, $"{at}/internalNote", "The internal note is left out.");
    }

    // Cuts members of an object, and its extensions.
    private void CutMembers(int token, string at, HashSet<int> cut)
    {
        if (Member(token, "extensions") is >= 0 and var extensions)
        {
            HashSet<int> cutOfExtensions = [];
            for (var name = extensions + 1; name < _index[extensions].Next; name = _index[name + 1].Next)
            {
                var key = _index.GetString(name);
                _keys.Add(key);
                if (_kept.Contains(key)) continue;
                cutOfExtensions.Add(name);
                Report(name, $"{at}/extensions/{JsonIndex.EscapePointer(key)}",
                    $"The extension \"{key}\" is left out. It stays if it is named among those to keep.");
            }
            if (cutOfExtensions.Count > 0 && cutOfExtensions.Count == _index.CountOf(extensions)) cut.Add(extensions - 1);
            else _cuts.Remove(extensions, cutOfExtensions);
        }
        _cuts.Remove(token, cut);
    }

    private Diagnostic? FindInexact()
    {
        foreach (var token in _index.LongNumbers)
        {
            if (_cuts.IsCut(_index[token].Offset) || NumberText.ProblemWith(_index.Raw(token)) is not { } problem) continue;
            return Diagnostic.Of(DocumentDescriptors.LimitPassed, $"{problem} What is published must have a digest.",
                _document.PlaceOf(_index.PointerOf(token)));
        }
        return null;
    }

    private int Member(int token, string name) => _index.Member(token, Encoding.ASCII.GetBytes(name));

    private IEnumerable<(int Token, int Position)> Items(int list)
    {
        if (list < 0) yield break;
        var position = 0;
        for (var at = list + 1; at < _index[list].Next; at = _index[at].Next) yield return (at, position++);
    }

    private void Report(int token, string pointer, FindingMessage message) =>
        _findings.Add((token, Diagnostic.Of(PublishingDescriptors.InternalContentKeptOut, message, _document.PlaceOf(pointer))));

    // A duty that is referenced must stay, or the reference would be broken.
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

/// <summary>The sides of parties, as far as a single document states them.</summary>
internal sealed class SideNames(Matrix matrix)
{
    private readonly Dictionary<string, Party> _parties = matrix.Parties.DistinctBy(party => party.Id)
        .ToDictionary(party => party.Id, StringComparer.Ordinal);

    /// <summary>The id of a party that a duty names.</summary>
    public string IdOf(string reference) => reference switch
    {
        Party.ProviderWord => matrix.Service.Provider,
        Party.CustomerWord => matrix.Service.Customer,
        _ => reference,
    };

    /// <summary>The side of a party, or null if only a base may state it.</summary>
    public Sides? SideOf(string id) =>
        id == matrix.Service.Provider ? Sides.Provider
        : id == matrix.Service.Customer ? Sides.Customer
        : _parties.TryGetValue(id, out var party) ? party.Side ?? Sides.ThirdParty
        : null;

    /// <summary>The side for which a duty without text can be implied, or null.</summary>
    public Sides? ImpliedFor(string id) => id == matrix.Service.Provider ? Sides.Provider : id == matrix.Service.Customer ? Sides.Customer
        : null;
}
