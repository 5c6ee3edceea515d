using System.Text;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Cuts what concerns other sides than the customer's out of the text of a published matrix: texts, components, evidence, translations,
/// notes and source labels. Who performs, who answers and what depends on what stays, so that every answer has the same state, split,
/// coupling and inheritability. All other bytes stay the same.
/// </summary>
internal sealed class CustomerView
{
    // What a duty says of another side, beside its text. Other words are texts, as far as anybody can tell.
    private static readonly HashSet<string> KnownActions =
        new(StringComparer.Ordinal) { "perform", "configure", "provide", "monitor", "review", "notify", "approve", "test", "decide" };

    private const string PlainDuty = """{ "party": "provider" }""";
    private readonly MatrixDocument _document;
    private readonly EffectiveMatrix _effective;
    private readonly JsonIndex _index;
    private readonly JsonCuts _cuts;
    private readonly Dictionary<ViewCut, List<string>> _found = [];
    private readonly HashSet<string> _textsOfOthers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ownTexts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    /// <summary>Makes the view of a document without errors.</summary>
    /// <param name="published">The whole document, as it is published.</param>
    /// <param name="document">The document as it is, for the places of findings.</param>
    /// <param name="documents">Where its bases are. A party that only a base at hand could name is taken for another side's.</param>
    /// <param name="digest">The digest of the whole document.</param>
    /// <param name="droppedDuties">The positions of the duties that are not published, by assignment.</param>
    public CustomerView(MatrixDocument published, MatrixDocument document, DocumentSet documents, string digest,
        Dictionary<int, HashSet<int>> droppedDuties)
    {
        _document = document;
        _effective = EffectiveMatrix.Of(published, documents, Limits.Unlimited, new FindingList(Limits.Unlimited));
        _index = JsonIndex.Build(published.Utf8, published.File, Limits.Unlimited, new FindingList(Limits.Unlimited))!;
        _cuts = new JsonCuts(_index);
        var matrix = published.Matrix;
        foreach (var upstream in matrix.Upstreams) _kept.UnionWith(upstream.Evidence);
        foreach (var commitment in matrix.Commitments) _ownTexts.Add(commitment.Id);
        foreach (var (item, i) in Items(Member(0, "assignments")))
            CutAssignment(item, $"/assignments/{i}", matrix.Assignments[i], droppedDuties.GetValueOrDefault(i));
        CutEvidence(matrix.Evidence);
        CutTranslations(matrix.Extends is not null);
        if (matrix.View is null)
        {
            _cuts.InsertRawMember(
                Member(0, "assignments") - 1, "view", $$"""{ "name": "{{MatrixView.Customer}}", "of": "{{digest}}" }""");
        }
        var hasMark = published.Utf8.Span.StartsWith(JsonIndex.ByteOrderMark);
        Utf8 = hasMark ? [.. JsonIndex.ByteOrderMark, .. _cuts.Apply()] : _cuts.Apply();
        _index.Recycle();
    }

    /// <summary>The matrix that the view of a document shows, with the extensions that another view has; null if there is none, because one
    /// of them cannot be written.</summary>
    public static Matrix? MatrixOf(MatrixDocument document, DocumentSet documents, MatrixDocument other)
    {
        if (document.Utf8.IsEmpty || other.Utf8.IsEmpty) return null;
        var content = new InternalContent(document, new InternalContent(other, []).ExtensionKeys);
        if (content.Inexact is not null) return null;
        var published = MatrixDocument.ToValidate(DocumentReader.Load<Matrix>(content.Utf8, new() { Limits = Limits.Unlimited }))!;
        var view = new CustomerView(published, document, documents, other.Matrix.View!.Of, content.DroppedDuties);
        return DocumentReader.Load<Matrix>(view.Utf8, new() { Limits = Limits.Unlimited }).Partial;
    }

    /// <summary>The text of the view.</summary>
    public byte[] Utf8 { get; }

    /// <summary>Whether nothing had to be cut.</summary>
    public bool IsUnchanged => _found.Count == 0;

    /// <summary>What was left out: one finding for each kind of thing, with the number and the first places.</summary>
    public IEnumerable<Diagnostic> Findings => _found.OrderBy(found => found.Key).Select(found =>
        Diagnostic.Of(
            PublishingDescriptors.InternalContentKeptOut,
            $"{TitleOf(found.Key)} left out of the customer's view: {found.Value.Count}" +
            $"{(found.Value.Count > 1 ? ", the first here" : "")}.",
            _document.PlaceOf(found.Value[0])) with
        {
            Related = [.. found.Value.Skip(1).Take(4).Select(pointer =>
                new RelatedPlace { Message = "another one", Place = _document.PlaceOf(pointer) })],
        });

    private static string TitleOf(ViewCut cut) => cut switch
    {
        ViewCut.Text => "Texts of other sides' duties",
        ViewCut.Component => "Components of other sides' duties",
        ViewCut.Action => "Actions of other sides' duties that are no known word",
        ViewCut.EvidenceReference => "References to evidence in other sides' duties",
        ViewCut.Evidence => "Evidence that only other sides' duties name",
        ViewCut.Translation => "Translations of other sides' duties",
        ViewCut.Notes => "Notes of assignments, which may be about any side,",
        _ => "Source labels of assignments, which may be about any side,",
    };

    private void CutAssignment(int token, string at, Assignment assignment, HashSet<int>? dropped)
    {
        HashSet<int> cut = [];
        Cut(token, "notes", at, ViewCut.Notes, cut);
        Cut(token, "source", at, ViewCut.Source, cut);
        var duties = Member(token, "duties");
        // The position in the document as it is.
        var original = 0;
        foreach (var (duty, i) in Items(duties))
        {
            while (dropped?.Contains(original) is true) original++;
            CutDuty(duty, $"{at}/duties/{original++}", assignment.Duties[i]);
        }
        if (Member(token, "provider") is >= 0 and var provider)
        {
            Count(ViewCut.Text, $"{at}/provider");
            // The provider still performs: by a duty without a text, or by the split.
            if (assignment.Duties.Count > 0)
            {
                _cuts.InsertItem(duties, PlainDuty);
                cut.Add(provider - 1);
            }
            else if (assignment.Split is null)
            {
                _cuts.ReplaceMember(
                    provider - 1, "split", Words.OfSplit(assignment.Customer is null ? Sides.Provider : Sides.Shared)!);
            }
            else cut.Add(provider - 1);
        }
        _cuts.Remove(token, cut);
    }

    private void CutDuty(int token, string at, Duty duty)
    {
        if (_effective.SideOf(_effective.PartyId(duty.Party, 0)) == Sides.Customer)
        {
            _kept.UnionWith(duty.Evidence);
            if (duty.Id is { } own) _ownTexts.Add(own);
            return;
        }
        if (duty.Id is { } id) _textsOfOthers.Add(id);
        HashSet<int> cut = [];
        Cut(token, "text", at, ViewCut.Text, cut);
        Cut(token, "component", at, ViewCut.Component, cut);
        if (duty.Action is { } action && !KnownActions.Contains(action)) Cut(token, "action", at, ViewCut.Action, cut);
        _dropped.UnionWith(duty.Evidence);
        Cut(token, "evidence", at, ViewCut.EvidenceReference, cut);
        _cuts.Remove(token, cut);
    }

    private void CutEvidence(ValueList<Evidence> entries)
    {
        var list = Member(0, "evidence");
        HashSet<int> cut = [];
        foreach (var (item, i) in Items(list))
        {
            if (!_dropped.Contains(entries[i].Id) || _kept.Contains(entries[i].Id)) continue;
            cut.Add(item);
            Count(ViewCut.Evidence, $"/evidence/{i}");
        }
        _cuts.Remove(list, cut);
    }

    // An annex may translate a duty of its base, whose side is not known here.
    private void CutTranslations(bool hasBase)
    {
        if (Member(0, "translations") is not (>= 0 and var translations)) return;
        foreach (var language in Names(translations))
        {
            HashSet<int> cut = [];
            foreach (var name in Names(language + 1))
            {
                var id = _index.GetString(name);
                var isOthers = _textsOfOthers.Contains(id);
                if (Member(name + 1, "text") is not (>= 0 and var text) || !(isOthers || (hasBase && !_ownTexts.Contains(id)))) continue;
                Count(ViewCut.Translation,
                    $"/translations/{JsonIndex.EscapePointer(_index.GetString(language))}/{JsonIndex.EscapePointer(id)}/text");
                if (_index.CountOf(name + 1) == 1) cut.Add(name);
                else _cuts.Remove(name + 1, [text - 1]);
            }
            _cuts.Remove(language + 1, cut);
        }
    }

    private void Cut(int token, string name, string at, ViewCut kind, HashSet<int> cut)
    {
        if (Member(token, name) is not (>= 0 and var member)) return;
        cut.Add(member - 1);
        Count(kind, $"{at}/{name}");
    }

    private void Count(ViewCut kind, string pointer)
    {
        if (!_found.TryGetValue(kind, out var pointers)) _found.Add(kind, pointers = []);
        pointers.Add(pointer);
    }

    private int Member(int token, string name) => _index.Member(token, Encoding.ASCII.GetBytes(name));

    private IEnumerable<(int Token, int Position)> Items(int list)
    {
        if (list < 0) yield break;
        var position = 0;
        for (var at = list + 1; at < _index[list].Next; at = _index[at].Next) yield return (at, position++);
    }

    private IEnumerable<int> Names(int container)
    {
        for (var name = container + 1; name < _index[container].Next; name = _index[name + 1].Next) yield return name;
    }

    private enum ViewCut { Text, Component, Action, EvidenceReference, Evidence, Translation, Notes, Source }
}
