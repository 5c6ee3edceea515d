using System.Runtime.InteropServices;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The result of looking up a control reference.</summary>
internal enum ReferenceOutcome
{
    Found,
    UnknownControl,
    UnknownCatalog,
    Ambiguous,
}

/// <summary>
/// The controls of a matrix as numbered nodes: those of its catalogs and its own rows, with parents, children, scope and groups. Immutable
/// and thread-safe once built.
/// </summary>
internal sealed class ControlSpace
{
    /// <summary>The level of a document outside the matrix, such as a requirement set: it sees the matrix's controls, but not its short
    /// names.</summary>
    public const int Outside = -1;

    private readonly List<Part> _parts = [];
    private readonly int[] _partNumbers;
    private readonly int[] _parents;
    private readonly int[] _coveringParents;
    private readonly int[] _layered;
    private readonly int[] _aboveRows;
    private readonly List<int>?[] _statements;
    private readonly bool[] _inScope;
    private readonly bool[] _withdrawn;
    private readonly int[] _rowKnownTo;
    private readonly (int Level, int Index)[] _rowPlaces;

    public ControlSpace(EffectiveMatrix matrix)
    {
        Effective = matrix;
        var levels = matrix.Levels.Count;
        var start = 0;
        List<CatalogScope> nearest = matrix.ScopesAt(0);
        for (var level = 0; level < levels; level++)
        {
            foreach (var scope in level == 0 ? nearest : matrix.ScopesAt(level))
            {
                if (matrix.Documents.FindCatalogDocument(scope.Id, scope.Edition) is not { } document)
                {
                    if (level == 0) UnknownScopes.Add(scope);
                    continue;
                }
                var part = _parts.Find(known => ReferenceEquals(known.Document, document));
                if (part is null)
                {
                    part = new Part(CatalogIndex.Of(document.Catalog), document, _parts.Count, start, levels);
                    _parts.Add(part);
                    start += document.Catalog.Controls.Count;
                }
                part.KnownTo[level] = true;
            }
        }
        (var rows, _rowKnownTo, _rowPlaces) = Rows(matrix);
        Local = new Part(new CatalogIndex(rows), null, _parts.Count, start, levels);
        Local.KnownTo.AsSpan().Fill(true);
        _parts.Add(Local);
        Count = start + rows.Controls.Count;
        _partNumbers = new int[Count];
        foreach (var part in _parts) _partNumbers.AsSpan(part.Start, part.Count).Fill(part.Number);

        Keys = new ControlKey[Count];
        _parents = new int[Count];
        foreach (var part in _parts)
        {
            part.Index.Keys.CopyTo(Keys.AsSpan(part.Start));
            for (var i = 0; i < part.Count; i++) _parents[part.Start + i] = ParentOf(part, part.Index.Catalog.Controls[i], part.Start + i);
        }
        Depths = BreakCycles();
        DeepestFirst = Order();
        TopDown = [.. DeepestFirst];
        Array.Reverse(TopDown);
        _coveringParents = new int[Count];
        _layered = new int[Count];
        _aboveRows = new int[rows.Controls.Count];
        _withdrawn = new bool[Count];
        for (var i = Count - 1; i >= 0; i--)
        {
            var node = DeepestFirst[i];
            var control = ControlOf(node);
            var above = control.EffectiveKind == ControlKind.Statement ? _parents[node] : -1;
            _coveringParents[node] = above;
            _withdrawn[node] = !IsRow(node) && (control.IsWithdrawn || (above >= 0 && _withdrawn[above]));
            _layered[node] = !control.Layers.IsEmpty ? node : above >= 0 ? _layered[above] : -1;
            if (IsRow(node))
                _aboveRows[node - Local.Start] = _parents[node] is >= 0 and var parent && IsRow(parent) ? _aboveRows[parent - Local.Start]
                    : _parents[node];
        }
        _inScope = Scope(nearest);
        CountInScope = _inScope.AsSpan().Count(true);
        _statements = new List<int>?[Count];
        for (var node = 0; node < Count; node++)
            if (_coveringParents[node] >= 0 && _inScope[node]) (_statements[_coveringParents[node]] ??= []).Add(node);
    }

    public EffectiveMatrix Effective { get; }

    public int Count { get; }

    public int CountInScope { get; }

    public ControlKey[] Keys { get; }

    /// <summary>The distance of each node from the root of its tree.</summary>
    public int[] Depths { get; }

    /// <summary>All nodes, the deepest first: children before their parents.</summary>
    public int[] DeepestFirst { get; }

    /// <summary>The reverse order: parents before their children.</summary>
    public int[] TopDown { get; }

    /// <summary>Nodes whose parent was removed to break a cycle.</summary>
    public List<int> CycleNodes { get; } = [];

    /// <summary>The scopes of the matrix and its bases whose catalog is missing.</summary>
    public List<CatalogScope> UnknownScopes { get; } = [];

    public bool HasUnknownCatalog => UnknownScopes.Count > 0;

    public IReadOnlyList<Part> Parts => _parts;

    public Part Local { get; }

    public bool IsInScope(int node) => _inScope[node];

    /// <summary>Whether a control, or the control of which it is a statement, is withdrawn. Such a control is never in scope.</summary>
    public bool IsWithdrawn(int node) => _withdrawn[node];

    /// <summary>Whether any control is withdrawn.</summary>
    public bool HasWithdrawn => _withdrawn.Contains(true);

    /// <summary>A sentence that the control is withdrawn, with its replacements.</summary>
    public string WithdrawnSentence(int node)
    {
        // A statement is withdrawn with its control.
        while (!ControlOf(node).IsWithdrawn && _coveringParents[node] >= 0) node = _coveringParents[node];
        return Withdrawals.Sentence(PartOf(node).Index.Catalog, ControlOf(node));
    }

    public bool IsRow(int node) => node >= Local.Start;

    public Part PartOf(int node) => _parts[_partNumbers[node]];

    public Control ControlOf(int node)
    {
        var part = PartOf(node);
        return part.Index.Catalog.Controls[node - part.Start];
    }

    public string CatalogOf(int node) => PartOf(node).Identity;

    /// <summary>The position of a row in the document's own list; -1 for a row of a base.</summary>
    public int PlaceOfRow(int node) => _rowPlaces[node - Local.Start] is (0, var index) ? index : -1;

    /// <summary>The parent, or -1.</summary>
    public int ParentOf(int node) => _parents[node];

    /// <summary>The parent of a statement, whose assignments also cover it; -1 for other controls.</summary>
    public int CoveringParentOf(int node) => _coveringParents[node];

    /// <summary>The nearest catalog control above a row; -1 if there is none or if the control is not a row.</summary>
    public int CatalogControlAbove(int node) => IsRow(node) ? _aboveRows[node - Local.Start] : -1;

    /// <summary>The statements of a control that are in scope.</summary>
    public ReadOnlySpan<int> StatementsInScope(int node) => CollectionsMarshal.AsSpan(_statements[node]);

    public bool IsLeaf(int node) => _statements[node] is null;

    /// <summary>Whether a catalog control would be a leaf without the document's own rows.</summary>
    public bool IsLeafButForRows(int node)
    {
        if (IsRow(node)) return false;
        foreach (var statement in StatementsInScope(node))
            if (!IsRow(statement)) return false;
        return true;
    }

    /// <summary>Whether the document at a level can refer to a control.</summary>
    public bool IsKnownTo(int node, int level)
    {
        var part = PartOf(node);
        return ReferenceEquals(part, Local) ? level <= _rowKnownTo[node - part.Start] : part.IsKnownTo(level);
    }

    /// <summary>Interprets a selector of the document at a level.</summary>
    public Selector Read(in Selector selector, int level) => level == Outside ? selector : Effective.Read(selector, level);

    /// <summary>The catalogs, or the document's own rows, that a reference of the document at a level may mean.</summary>
    public IEnumerable<Part> PartsNamedBy(in Selector reference, int level)
    {
        var read = Read(reference, level);
        return _parts.Where(part => part.IsKnownTo(level) && part.Matches(read));
    }

    /// <summary>Interprets a reference in a row, as the document that states the row.</summary>
    public Selector ReadOfRow(in Selector reference, int row) => Effective.Read(reference, _rowPlaces[row - Local.Start].Level);

    /// <summary>
    /// The reference to a control of a catalog from the document at a level: with the catalog's short name or id, or with its edition if
    /// the id is ambiguous. Null if that edition contains a colon, which a reference cannot.
    /// </summary>
    public string? ReferenceTo(Part part, string control, int level)
    {
        var catalog = part.Index.Catalog;
        if (level >= 0 && Effective.Levels[level].Matrix.Catalogs.FirstOrDefault(
            scope => scope.ShortName is not null && part.IsOf(scope)) is { ShortName: { } name }) return $"{name}:{control}";
        if (!_parts.Exists(other => !ReferenceEquals(other, part) && other.IsKnownTo(level) && other.Index.Catalog.Id == catalog.Id))
            return $"{catalog.Id}:{control}";
        return catalog.Edition.Contains(':', StringComparison.Ordinal) ? null : $"{catalog.Identity}:{control}";
    }

    /// <summary>The unambiguous references that can replace an ambiguous one, in words.</summary>
    public string ChoicesInWords(in Selector reference, int level)
    {
        List<string> choices = [];
        foreach (var (part, name) in Choices(reference, level))
            choices.Add(name ?? $"the short name of {part.Identity} in place of its edition (give it one with \"as\" in \"catalogs\")");
        return string.Join(" or ", choices);
    }

    /// <summary>The parts that a reference may mean, each with an unambiguous reference from the document at a level; null if that needs a
    /// short name first.</summary>
    public List<(Part Part, string? Reference)> Choices(in Selector reference, int level)
    {
        List<(Part, string?)> choices = [];
        foreach (var part in _parts)
            if (part.IsKnownTo(level) && part.Matches(reference) && part.Index.Find(reference.Key) >= 0)
                choices.Add((part, ReferenceTo(part, reference.Body, level)));
        return choices;
    }

    /// <summary>The layers of a control; a statement without layers has those of its parent.</summary>
    public ValueList<Layer> LayersOf(int node) => _layered[node] >= 0 ? ControlOf(_layered[node]).Layers : default;

    /// <summary>Looks up a reference of the document at a level.</summary>
    public ReferenceOutcome Find(in Selector written, int level, out int node)
    {
        node = -1;
        var reference = Read(written, level);
        var knowsCatalog = reference.CatalogId is null;
        foreach (var part in _parts)
        {
            if (!part.IsKnownTo(level) || !part.Matches(reference)) continue;
            knowsCatalog = true;
            var at = part.Index.Find(reference.Key);
            if (at < 0 || (ReferenceEquals(part, Local) && level > _rowKnownTo[at])) continue;
            if (node >= 0) return ReferenceOutcome.Ambiguous;
            node = part.Start + at;
        }
        return node >= 0 ? ReferenceOutcome.Found : knowsCatalog ? ReferenceOutcome.UnknownControl : ReferenceOutcome.UnknownCatalog;
    }

    /// <summary>Looks up a control in all catalogs, in any spelling; -1 if it is not found or is ambiguous.</summary>
    public int Find(string reference) => Selector.TryParse(reference, out var selector) && selector.Kind == SelectorKind.Control
        && Find(selector, 0, out var node) == ReferenceOutcome.Found ? node : -1;

    /// <summary>The controls with all their descendants; null, which means all controls, if there are no references.</summary>
    public HashSet<int>? WithDescendants(ValueList<string> references)
    {
        if (references.IsEmpty) return null;
        var tops = references.Select(Find).ToHashSet();
        HashSet<int> found = [];
        // Parents come before their children.
        for (var i = Count - 1; i >= 0; i--)
        {
            var node = DeepestFirst[i];
            if (tops.Contains(node) || found.Contains(ParentOf(node))) found.Add(node);
        }
        return found;
    }

    private int ParentOf(Part part, Control control, int node)
    {
        if (control.Parent is null || !Selector.TryParse(control.Parent, out var reference) || reference.Kind != SelectorKind.Control)
            return -1;
        if (ReferenceEquals(part, Local))
        {
            // The parent must be in a catalog that the row's document knows.
            var outcome = Find(reference, _rowPlaces[node - Local.Start].Level, out var found);
            // A bare id of a row's parent means the row, even where a catalog has the same id.
            if (outcome == ReferenceOutcome.Ambiguous && reference.CatalogId is null && Local.Index.Find(reference.Key) is >= 0 and var row)
                found = Local.Start + row;
            return found == node ? -1 : found;
        }
        var at = part.Index.Find(reference.Key);
        return at < 0 || part.Start + at == node ? -1 : part.Start + at;
    }

    private int[] BreakCycles()
    {
        const int Unknown = -1;
        const int OnPath = -2;
        var depths = new int[Count];
        Array.Fill(depths, Unknown);
        List<int> path = [];
        for (var node = 0; node < Count; node++)
        {
            path.Clear();
            for (var at = node; at >= 0 && depths[at] < 0; at = _parents[at])
            {
                if (depths[at] == OnPath)
                {
                    CycleNodes.Add(path[^1]);
                    _parents[path[^1]] = -1;
                    break;
                }
                depths[at] = OnPath;
                path.Add(at);
            }
            for (var i = path.Count - 1; i >= 0; i--) depths[path[i]] = _parents[path[i]] >= 0 ? depths[_parents[path[i]]] + 1 : 0;
        }
        return depths;
    }

    private int[] Order()
    {
        // A counting sort: depths are small numbers, and it is stable.
        var places = new int[Count + 1];
        foreach (var depth in Depths) places[Count - depth]++;
        for (var i = 1; i <= Count; i++) places[i] += places[i - 1];
        var order = new int[Count];
        for (var node = 0; node < Count; node++) order[places[Count - 1 - Depths[node]]++] = node;
        return order;
    }

    private bool[] Scope(List<CatalogScope> scopes)
    {
        var inScope = new bool[Count];
        foreach (var part in _parts)
        {
            if (ReferenceEquals(part, Local)) continue;
            foreach (var scope in scopes)
            {
                if (!part.IsOf(scope)) continue;
                var include = TableOf(part, scope, scope.Include);
                var exclude = TableOf(part, scope, scope.Exclude);
                for (var node = part.Start; node < part.Start + part.Count; node++)
                    inScope[node] |= !_withdrawn[node] && (scope.Include.IsEmpty || include.Matches(node)) && !exclude.Matches(node);
            }
        }
        inScope.AsSpan(Local.Start).Fill(true);
        return inScope;
    }

    // The selectors of a scope apply to its catalog only.
    private SelectorTable TableOf(Part part, CatalogScope scope, ValueList<Selector> selectors)
    {
        var table = new SelectorTable(this, 0);
        for (var i = 0; i < selectors.Count; i++)
        {
            var selector = Part.Read(selectors[i], scope);
            if (!part.Matches(selector)) continue;
            if (selector.Kind != SelectorKind.Control) table.Add(0, i, selector);
            else if (part.Index.Find(selector.Key) is >= 0 and var at) table.AddReference(0, i, part.Start + at);
        }
        return table;
    }

    // The rows, each with the deepest level that knows it and the place of the statement that applies.
    private static (Catalog Rows, int[] KnownTo, (int Level, int Index)[] Places) Rows(EffectiveMatrix matrix)
    {
        if (matrix.Levels.Count == 1)
            return (RowsOf(matrix.Matrix.Controls), new int[matrix.Matrix.Controls.Count],
                [.. Enumerable.Range(0, matrix.Matrix.Controls.Count).Select(i => (0, i))]);
        List<Control> rows = [];
        List<int> knownTo = [];
        List<(int Level, int Index)> stated = [];
        Dictionary<ControlKey, int> places = [];
        for (var level = matrix.Levels.Count - 1; level >= 0; level--)
        {
            var end = rows.Count;
            var controls = matrix.Levels[level].Matrix.Controls;
            for (var i = 0; i < controls.Count; i++)
            {
                if (ControlKey.TryParse(controls[i].Id, out var key) && places.TryGetValue(key, out var place) && place < end)
                {
                    rows[place] = controls[i];
                    stated[place] = (level, i);
                    continue;
                }
                places.TryAdd(key, rows.Count);
                rows.Add(controls[i]);
                knownTo.Add(level);
                stated.Add((level, i));
            }
        }
        return (RowsOf(rows.ToValueList()), [.. knownTo], [.. stated]);

        Catalog RowsOf(ValueList<Control> controls) =>
            new()
            {
                Id = Catalog.Local,
                Edition = "",
                Title = "Rows of the document's own",
                Groups = [.. matrix.Groups],
                Controls = controls
            };
    }

    /// <summary>A catalog, or the document's own rows.</summary>
    internal sealed class Part(CatalogIndex index, CatalogDocument? document, int number, int start, int levels)
    {
        public CatalogIndex Index { get; } = index;

        public CatalogDocument? Document { get; } = document;

        public string Identity { get; } = index.Catalog.Identity;

        /// <summary>Its position among the parts.</summary>
        public int Number { get; } = number;

        public int Start { get; } = start;

        public int Count => Index.Catalog.Controls.Count;

        public bool[] KnownTo { get; } = new bool[levels];

        public bool IsKnownTo(int level) => KnownTo[Math.Max(level, 0)];

        public bool IsOf(CatalogScope scope) => scope.Id == Index.Catalog.Id && scope.Edition == Index.Catalog.Edition;

        /// <summary>Interprets a selector of a scope: the scope's short name stands for its catalog.</summary>
        public static Selector Read(in Selector selector, CatalogScope scope) =>
            selector.Edition is null && selector.CatalogId is { } name && name == scope.ShortName ? selector.Of(scope.Id, scope.Edition)
                : selector;

        public bool Matches(in Selector selector) => Matches(selector.CatalogId, selector.Edition);

        public bool Matches(string? catalogId, string? edition) =>
            catalogId is null || (catalogId == Index.Catalog.Id && (edition is null || edition == Index.Catalog.Edition));
    }
}
