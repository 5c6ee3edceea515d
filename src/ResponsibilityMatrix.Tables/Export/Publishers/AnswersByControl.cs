using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The answers for the controls of one catalog and for the matrix's own rows, found by any spelling of an id; and which of them
/// were asked for.</summary>
internal sealed class AnswersByControl
{
    public const string Local = "local";
    private const int MostLevels = 64;

    private readonly Dictionary<ControlKey, ResolvedControl> _ofCatalog = [];
    private readonly Dictionary<ControlKey, ResolvedControl> _own = [];
    private readonly HashSet<ResolvedControl> _used = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _evidence = new(StringComparer.Ordinal);
    private readonly Matrix _matrix;
    private readonly string _vocabulary;
    private Dictionary<ResolvedControl, string?>? _labels;

    /// <param name="answer">The answer.</param>
    /// <param name="matrix">The matrix that was asked.</param>
    /// <param name="catalog">The catalog as <c>id@edition</c>; another edition does where there is none of this one.</param>
    /// <param name="vocabulary">The vocabulary of the words that are looked for in the sources of the matrix.</param>
    public AnswersByControl(ResolvedMatrix answer, Matrix matrix, string? catalog, string vocabulary)
    {
        (_matrix, _vocabulary) = (matrix, vocabulary);
        var prefix = catalog?[..(catalog.IndexOf('@', StringComparison.Ordinal) + 1)];
        foreach (var control in answer.Controls.OrderBy(control => control.Catalog != catalog))
        {
            if (control.Catalog != Local && prefix is not null && !control.Catalog.StartsWith(prefix, StringComparison.Ordinal)) continue;
            if (!ControlKey.TryParse(control.Control, out var key)) continue;
            (control.Catalog == Local ? _own : _ofCatalog).TryAdd(key, control);
        }
        foreach (var evidence in matrix.Evidence) _evidence.TryAdd(evidence.Id, evidence.Title);
        Leaves = [.. answer.Controls.Where(control => control.IsLeaf && ControlKey.TryParse(control.Control, out var key)
            && (ReferenceEquals(_ofCatalog.GetValueOrDefault(key), control) || ReferenceEquals(_own.GetValueOrDefault(key), control)))];
        Elsewhere = [.. answer.Controls.Where(control => control.IsLeaf && control.State != ControlState.Unassigned
            && control.Catalog != Local && prefix is not null && !control.Catalog.StartsWith(prefix, StringComparison.Ordinal))];
    }

    /// <summary>The controls without parts, in order.</summary>
    public List<ResolvedControl> Leaves { get; }

    /// <summary>The answered controls of other catalogs, which the workbook is not about.</summary>
    public List<ResolvedControl> Elsewhere { get; }

    /// <summary>The answer for an id: that of the control itself, or of the control that a statement without an answer is part of. Null for
    /// none.</summary>
    public ResolvedControl? Find(string id)
    {
        if (!ControlKey.TryParse(id, out var key)) return null;
        for (; ; key = key.Take(key.RunCount - 1))
        {
            if (_ofCatalog.TryGetValue(key, out var control) || _own.TryGetValue(key, out control)) return control;
            // A letter names a statement; a number behind a number may be an enhancement, of which the control says nothing.
            if (key.RunCount < 2 || (IsNumber(key, key.RunCount - 1) && IsNumber(key, key.RunCount - 2))) return null;
        }
    }

    /// <summary>Notes that an answer has a place.</summary>
    public void Use(ResolvedControl control) => _used.Add(control);

    /// <summary>The answered controls that have no place, neither themselves nor as parts of others.</summary>
    public IEnumerable<ResolvedControl> Unused => Leaves.Where(control => control.State != ControlState.Unassigned && !IsUsed(control));

    /// <summary>An answer with what formats look at besides.</summary>
    public PublisherAnswer Of(ResolvedControl control)
    {
        return new PublisherAnswer
        {
            Control = control,
            Label = control.IsLeaf ? LabelOf(control) : Labels.GetValueOrDefault(control),
            StatedFor = Applied(control)?.Selector,
            EvidenceTitle = id => _evidence.GetValueOrDefault(id, id),
        };
    }

    // The words of controls with parts: those that all of their parts have.
    private Dictionary<ResolvedControl, string?> Labels
    {
        get
        {
            if (_labels is not null) return _labels;
            _labels = new(ReferenceEqualityComparer.Instance);
            foreach (var leaf in Leaves)
            {
                var label = LabelOf(leaf);
                foreach (var above in WithAbove(leaf).Skip(1))
                    if (!_labels.TryAdd(above, label) && _labels[above] != label) _labels[above] = null;
            }
            return _labels;
        }
    }

    /// <summary>The control that a control is a part of, or null.</summary>
    public ResolvedControl? Above(ResolvedControl control) =>
        control.Parent is { } parent && ControlKey.TryParse(parent, out var key)
            ? (control.Catalog == Local ? _own.GetValueOrDefault(key) : null) ?? _ofCatalog.GetValueOrDefault(key) : null;

    private bool IsUsed(ResolvedControl control) => WithAbove(control).Any(_used.Contains);

    private IEnumerable<ResolvedControl> WithAbove(ResolvedControl control)
    {
        for (var (at, level) = (control, 0); at is not null && level < MostLevels; level++)
        {
            yield return at;
            at = Above(at);
        }
    }

    private string? LabelOf(ResolvedControl control) =>
        Applied(control) is { Level: 0 } applied && AssignmentAt(applied.Pointer)?.Source is { } source && source.Vocabulary == _vocabulary
            ? source.Label : null;

    private static AssignmentReason? Applied(ResolvedControl control) =>
        control.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied);

    private Assignment? AssignmentAt(string pointer) =>
        int.TryParse(pointer.AsSpan(pointer.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at < _matrix.Assignments.Count ? _matrix.Assignments[at] : null;

    private static bool IsNumber(ControlKey key, int run)
    {
        var last = key.Take(run + 1).Skip(run).ToString();
        return last.Length > 0 && char.IsAsciiDigit(last[0]);
    }
}
