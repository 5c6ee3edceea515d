using System.Runtime.InteropServices;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>What looking up a control reference gave.</summary>
internal enum ReferenceOutcome
{
    Found,
    UnknownControl,
    UnknownCatalog,
    Ambiguous,
}

/// <summary>
/// The controls that a matrix can speak of, numbered: those of its catalogs and the rows of its own, with parents, children, scope and
/// groups. Immutable and thread-safe once built.
/// </summary>
internal sealed class ControlSpace
{
    /// <summary>The level of whoever speaks of the matrix from outside: such a document knows the controls that the matrix knows, and none
    /// of its short names.</summary>
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
                if (matrix.Documents.FindCatalog(scope.Id, scope.Edition) is not { } document)
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

    /// <summary>How far each control is from the top of its tree.</summary>
    public int[] Depths { get; }

    /// <summary>All nodes, those that are farthest from the top first: children before their parents.</summary>
    public int[] DeepestFirst { get; }

    /// <summary>The same the other way round: parents before their children.</summary>
    public int[] TopDown { get; }

    /// <summary>Nodes whose parent was left out because parents went in a circle.</summary>
    public List<int> CycleNodes { get; } = [];

    /// <summary>The scopes of the matrix and its bases whose catalog is not at hand.</summary>
    public List<CatalogScope> UnknownScopes { get; } = [];

    public bool HasUnknownCatalog => UnknownScopes.Count > 0;

    public IReadOnlyList<Part> Parts => _parts;

    public Part Local { get; }

    public bool IsInScope(int node) => _inScope[node];

    /// <summary>Whether a control is withdrawn, or a statement of one that is: then it is in no scope.</summary>
    public bool IsWithdrawn(int node) => _withdrawn[node];

    /// <summary>That a control is withdrawn, and what took its place.</summary>
    public string WithdrawnSentence(int node)
    {
        // A statement goes with the control of which it is a part.
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

    /// <summary>The position of a row in the document's own list, or -1 for a row of a base.</summary>
    public int PlaceOfRow(int node) => _rowPlaces[node - Local.Start] is (0, var index) ? index : -1;

    /// <summary>The parent, or -1.</summary>
    public int ParentOf(int node) => _parents[node];

    /// <summary>The parent of a statement: the control that also covers it. -1 for others.</summary>
    public int CoveringParentOf(int node) => _coveringParents[node];

    /// <summary>The nearest control of a catalog above a row, or -1; -1 for others.</summary>
    public int CatalogControlAbove(int node) => IsRow(node) ? _aboveRows[node - Local.Start] : -1;

    /// <summary>The statements of a control that are in scope.</summary>
    public ReadOnlySpan<int> StatementsInScope(int node) => CollectionsMarshal.AsSpan(_statements[node]);

    public bool IsLeaf(int node) => _statements[node] is null;

    /// <summary>Whether only rows of the document's own keep a control of a catalog from being a leaf.</summary>
    public bool IsLeafButForRows(int node)
    {
        if (IsRow(node)) return false;
        foreach (var statement in StatementsInScope(node))
            if (!IsRow(statement)) return false;
        return true;
    }

    /// <summary>Whether the document of a level knows a control.</summary>
    public bool IsKnownTo(int node, int level)
    {
        var part = PartOf(node);
        return ReferenceEquals(part, Local) ? level <= _rowKnownTo[node - part.Start] : part.IsKnownTo(level);
    }

    /// <summary>What a selector means to the document of a level.</summary>
    public Selector Read(in Selector selector, int level) => level == Outside ? selector : Effective.Read(selector, level);

    /// <summary>The catalogs that a reference of the document of a level may mean, or the document's own rows.</summary>
    public IEnumerable<Part> PartsNamedBy(in Selector reference, int level)
    {
        var read = Read(reference, level);
        return _parts.Where(part => part.IsKnownTo(level) && part.Matches(read));
    }

    /// <summary>What a reference means in a row: as the document reads it that states the row.</summary>
    public Selector ReadOfRow(in Selector reference, int row) => Effective.Read(reference, _rowPlaces[row - Local.Start].Level);

    /// <summary>
    /// The reference by which the document of a level can name a control of a catalog: with the catalog's short name or id, or with its
    /// edition where only that tells it apart. Null where that edition has a colon, which a reference cannot hold.
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

    /// <summary>How a document of a level can name the one control that it means by a reference that names several, in words.</summary>
    public string ChoicesInWords(in Selector reference, int level)
    {
        List<string> choices = [];
        foreach (var (part, name) in Choices(reference, level))
            choices.Add(name ?? $"the short name of {part.Identity} in place of its edition (give it one with \"as\" in \"catalogs\")");
        return string.Join(" or ", choices);
    }

    /// <summary>The parts that a reference may mean, with how a document of a level can name the control in each; null where it needs a
    /// short name for that.</summary>
    public List<(Part Part, string? Reference)> Choices(in Selector reference, int level)
    {
        List<(Part, string?)> choices = [];
        foreach (var part in _parts)
            if (part.IsKnownTo(level) && part.Matches(reference) && part.Index.Find(reference.Key) >= 0)
                choices.Add((part, ReferenceTo(part, reference.Body, level)));
        return choices;
    }

    /// <summary>The layers of a control: its own, or for a statement without any, its parent's.</summary>
    public ValueList<Layer> LayersOf(int node) => _layered[node] >= 0 ? ControlOf(_layered[node]).Layers : default;

    /// <summary>Looks up a reference as the document of a level reads it.</summary>
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

    /// <summary>Looks up a control that a user names: in any of the catalogs, by any spelling.</summary>
    public int Find(string reference) => Selector.TryParse(reference, out var selector) && selector.Kind == SelectorKind.Control
        && Find(selector, 0, out var node) == ReferenceOutcome.Found ? node : -1;

    /// <summary>The controls that a user names with all that lies below them; null where none is named, which means all.</summary>
    public HashSet<int>? WithAllBelow(ValueList<string> references)
    {
        if (references.IsEmpty) return null;
        var tops = references.Select(Find).ToHashSet();
        HashSet<int> found = [];
        // Parents come before what lies below them.
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
            // A parent is looked for among the catalogs that the row's document knows.
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
        // Places are counted out, since depths are small numbers and equal ones keep their order.
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

    // The selectors of a scope name controls of that one catalog.
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

    // The rows, with the deepest level that knows each, and where the one that counts stands.
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
            new() { Id = Catalog.Local, Edition = "", Title = "Rows of the document's own", Groups = [.. matrix.Groups],
                Controls = controls };
    }

    /// <summary>A catalog, or the document's own rows, within the space.</summary>
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

        /// <summary>What a selector of a scope means: the scope's own short name stands for its catalog.</summary>
        public static Selector Read(in Selector selector, CatalogScope scope) =>
            selector.Edition is null && selector.CatalogId is { } name && name == scope.ShortName ? selector.Of(scope.Id, scope.Edition)
                : selector;

        public bool Matches(in Selector selector) => Matches(selector.CatalogId, selector.Edition);

        public bool Matches(string? catalogId, string? edition) =>
            catalogId is null || (catalogId == Index.Catalog.Id && (edition is null || edition == Index.Catalog.Edition));
    }
}
