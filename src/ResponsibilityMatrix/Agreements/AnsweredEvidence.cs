using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The evidence that answers name. Evidence that the matrix already has is recognized and gets missing dates; the rest is
/// new.</summary>
internal sealed class AnsweredEvidence
{
    private readonly Dictionary<string, Evidence> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _byTitle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byWords = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _new = [];

    public AnsweredEvidence(EffectiveMatrix effective)
    {
        foreach (var known in effective.Evidence)
        {
            if (!_byId.TryAdd(known.Id, known)) continue;
            _ids.TryAdd(known.Id, known.Id);
            // Titles in matrices may contain dates too.
            ListByTitle(WrittenEvidence.Of(known.Title).Evidence.Title, known.Id);
        }
    }

    /// <summary>Whether a piece of evidence is no longer valid on a day.</summary>
    public bool IsOutdated(string id, DateOnly day) => _byId.TryGetValue(id, out var known)
        && known.ValidityOn(day) is EvidenceValidity.Expired or EvidenceValidity.Old;

    /// <summary>The evidence list of a matrix with the changes and additions.</summary>
    public ValueList<Evidence> In(ValueList<Evidence> original)
    {
        HashSet<string> own = [.. original.Select(known => known.Id)];
        return [.. original.Select(known => _byId.GetValueOrDefault(known.Id, known)),
            .. _new.Where(id => !own.Contains(id)).Select(id => _byId[id])];
    }

    /// <summary>The id of the evidence that a line names.</summary>
    public string IdOf(string words, AnsweredRow answer, Func<string> unused)
    {
        if (_ids.TryGetValue(words, out var id) || _byWords.TryGetValue(words, out id)) return id;
        var written = WrittenEvidence.Of(words);
        id = written.Problem is null ? Known(written, words, answer) : null;
        if (id is null)
        {
            id = unused();
            _byId.Add(id, written.Evidence with { Id = id });
            _new.Add(id);
            if (written.Problem is null) ListByTitle(written.Evidence.Title, id);
            Tell(written, words, answer);
        }
        _byWords.Add(words, id);
        return id;
    }

    private static void Tell(WrittenEvidence written, string words, AnsweredRow answer)
    {
        if (written.Problem is { } problem)
            answer.Report(ImportDescriptors.NotUnderstood, QuestionnaireForm.Evidence,
                $"of “{words}” the days are not clear: {problem}. Until then the evidence is not known to be valid");
        else
            answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.Evidence,
                $"“{words}” is taken for evidence of the kind {Words.Of(written.Evidence.Kind)}, " +
                $"{(written.HasDate ? written.Days() : "which states no date and so is not known to be valid: ask until when it is")}");
    }

    private string? Known(WrittenEvidence written, string words, AnsweredRow answer)
    {
        foreach (var id in _byTitle.GetValueOrDefault(WrittenEvidence.KeyOf(written.Evidence.Title)) ?? [])
        {
            var (known, said) = (_byId[id], written.Evidence);
            if (!Agree(known.ValidUntil, said.ValidUntil) || !Agree(known.Issued, said.Issued)
                || !Agree(known.Period?.From, said.Period?.From)
                || !Agree(known.Period?.To, said.Period?.To)) continue;
            var filled = known with
            {
                ValidUntil = known.ValidUntil ?? said.ValidUntil,
                Issued = known.Issued
                ?? said.Issued,
                Period = known.Period ?? said.Period
            };
            if (filled != known)
            {
                _byId[id] = filled;
                _new.Add(id);
                answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.Evidence,
                    $"“{words}” is \"{id}\" of the matrix, which now is {written.Days()}");
            }
            return id;
        }
        return null;

        static bool Agree(DateOnly? one, DateOnly? other) => one is null || other is null || one == other;
    }

    private void ListByTitle(string title, string id)
    {
        if (WrittenEvidence.KeyOf(title) is not { Length: > 0 } key) return;
        if (!_byTitle.TryGetValue(key, out var ids)) _byTitle.Add(key, ids = []);
        ids.Add(id);
    }
}
