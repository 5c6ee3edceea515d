using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Guesses what the columns of a layout are, from their headings and the words in their cells.</summary>
internal sealed class LayoutGuess
{
    private const double MostWords = 0.75;
    private readonly OwnerWords _words;

    public LayoutGuess(SheetLayout layout, OwnerWords words, IReadOnlyList<CatalogIds> catalogs)
    {
        (Layout, _words) = (layout, words);
        Columns = [.. Enumerable.Range(0, layout.Width).Select(at => new GuessedColumn(at, new ColumnStatistics(layout, at)))];
        Control = CatalogGuess.Of(layout, [.. Columns.Select(column => column.Statistics)], catalogs);
        Guess();
    }

    public SheetLayout Layout { get; }

    public GuessedColumn[] Columns { get; }

    /// <summary>The ids of controls, or null.</summary>
    public CatalogGuess? Control { get; }

    /// <summary>Whether the columns of owners are conditions: service models, plans, or, since a control has one group only, whatever else
    /// they are in a table of controls.</summary>
    public bool CellsAreContexts => CellsArePlans || CellsAreModels || Control is not null;

    /// <summary>Whether the columns of owners are service models.</summary>
    public bool CellsAreModels { get; private set; }

    /// <summary>Whether the columns of owners are plans.</summary>
    public bool CellsArePlans { get; private set; }

    public IEnumerable<GuessedColumn> Of(params ColumnKind[] kinds) => Columns.Where(column => Array.IndexOf(kinds, column.Kind) >= 0);

    public bool Has(params ColumnKind[] kinds) => Of(kinds).Any();

    /// <summary>Whether a column decides who performs.</summary>
    public bool HasOwners => Has(ColumnKind.Owner, ColumnKind.OwnerMark, ColumnKind.PartyWord, ColumnKind.Cell, ColumnKind.Raci,
        ColumnKind.Inheritance);

    /// <summary>Whether its rows say who does what.</summary>
    public bool HasResponsibilities => !IsLegend && Has(ColumnKind.Control, ColumnKind.Title) && (HasOwners
        || Of(ColumnKind.Text).Where(column => column.Side != Sides.None).DistinctBy(column => column.Side)
            .Count() >= (Control is null ? 2 : 1));

    /// <summary>Whether it explains words or signs.</summary>
    public bool IsLegend { get; private set; }

    private void Guess()
    {
        IsLegend = LooksLikeLegend();
        if (IsLegend) return;
        foreach (var at in Control?.Columns ?? []) Columns[at].Set(ColumnKind.Control, ControlReason(at));
        Marks();
        foreach (var column in Free()) ByHeading(column);
        foreach (var column in Free()) ByWords(column);
        Raci();
        PartyWords();
        foreach (var column in Free()) Texts(column);
        OneOwner();
        Names();
    }

    private IEnumerable<GuessedColumn> Free() => Columns.Where(column => column.Kind == ColumnKind.Unknown
        && column.Statistics.Heading.Length > 0);

    private string ControlReason(int at) => Control switch
    {
        { Catalog: { } catalog } => $"{Control.Found.Known} of {Control.Found.All} ids are in {catalog}",
        { Found.All: > 0 } => "the cells are ids; no catalog at hand has them",
        _ => $"the heading “{Shortened.Text(Columns[at].Statistics.Heading)}”",
    };

    private bool LooksLikeLegend()
    {
        const int Most = 12;
        if (Control?.Catalog is not null || Layout.Rows.Count is 0 or > Most) return false;
        var filled = Columns.Where(column => column.Statistics.Count > 0).ToList();
        if (filled.Count != 2) return false;
        var (first, second) = (filled[0].Statistics, filled[1].Statistics);
        var isWord = first.Share(text => text.Length < 40 && (_words.Parse(text) is not null || TableWords.Phrase(text).Length <= 1
            || (text is ['(', _, ')', ..] or [_, ' ', ..] or [_, ':', ..] or ['[', _, ']', ..]))) >= 0.6;
        if (!isWord || second.AverageLength < 8 || first.Words.Count < first.Count) return false;
        return second.Share(text => _words.Parse(text) is { Share: > 0.9 }) < 0.9
            && (TableWords.Has(first.Phrase, TableWords.Legend) || TableWords.Is(first.Phrase,
                ["role", "rôle", "rol", "rolle", "value", "word", "type", "level", "code", "status", "marking", "mark"])
            || TableWords.Has(second.Phrase, TableWords.Legend) || TableWords.Is(second.Phrase, TableWords.Description)
                || TableWords.SignOf(first.Words.Keys.First(), TableWords.PositiveSigns) is not null);
    }

    private void ByHeading(GuessedColumn column)
    {
        var (statistics, phrase) = (column.Statistics, column.Statistics.Phrase);
        var heading = $"the heading “{Shortened.Text(statistics.Heading)}”";
        if (TableWords.Has(phrase, TableWords.Internal) && !TableWords.Is(phrase, TableWords.Title))
            column.Set(ColumnKind.Internal, heading);
        else if (TableWords.Is(phrase, TableWords.Dates) || (TableWords.Has(phrase, TableWords.Dates) && statistics.Share(LooksLikeDate)
            > 0.6))
            column.Set(ColumnKind.Ignored, $"{heading} is a date or version");
        else if (TableWords.Has(phrase, TableWords.Evidence) && _words.SideOf(statistics.Heading) == Sides.None)
            column.Set(ColumnKind.Evidence, heading);
        else if (TableWords.Has(phrase, TableWords.Inheritance) && statistics.AverageLength < 25 && IsInheritance(statistics))
            column.Set(ColumnKind.Inheritance, $"{heading}, and cells that say yes, partly or no");
        else if (TableWords.Has(phrase, TableWords.Status) && statistics.Count > 0 && statistics.IsVocabulary
            && statistics.Share(text => StatusOf(text) is not null) >= 0.5) column.Set(ColumnKind.Status,
                $"{heading}, and the words in its cells");
    }

    private static bool LooksLikeDate(string text) => DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static bool IsInheritance(ColumnStatistics statistics) =>
        statistics.Count == 0 ? !TableWords.HasStem(statistics.Phrase, TableWords.TextHeading)
        : statistics.Share(text => DegreeOf(text) is not null) >= MostWords && statistics.Words.Keys.Any(word => word.Length > 1);

    /// <summary>Whether a word says that a control can be inherited: fully, partly, not; null for other words.</summary>
    public static Inheritability? DegreeOf(string text)
    {
        var phrase = TableWords.Phrase(text);
        if (TableWords.Has(phrase, TableWords.Partly)) return Inheritability.Partial;
        if (TableWords.Is(phrase, TableWords.No) || TableWords.Has(phrase, TableWords.Not)) return Inheritability.None;
        return TableWords.Is(phrase, TableWords.Yes) || TableWords.Is(phrase, TableWords.Inherited) ? Inheritability.Full : null;
    }

    /// <summary>The format's word for a word of a status, or null.</summary>
    public static string? StatusOf(string text)
    {
        var phrase = TableWords.Phrase(text);
        foreach (var (status, words) in TableWords.Statuses)
            if (TableWords.Is(phrase, words)) return status;
        return null;
    }

    // Columns next to each other whose headings are words of one kind, with a mark where the word holds.
    private void Marks()
    {
        var candidates = Free().Where(column => IsMarks(column.Statistics)).ToList();
        var owners = candidates.Where(column => MeaningOf(column) is not null).ToList();
        var isEmpty = owners.TrueForAll(column => column.Statistics.Count == 0);
        if (owners.Count >= (isEmpty ? 3 : 2) && owners.TrueForAll(column => column.Statistics.Count == 0
            || column.Statistics.Share(IsNegative) == 0))
        {
            foreach (var column in owners)
            {
                (column.Meaning, column.Word) = (MeaningOf(column), WordOf(column));
                column.Set(ColumnKind.OwnerMark, "a mark in the column of each owner");
            }
            foreach (var same in owners.GroupBy(column => column.Word, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
                foreach (var column in same) column.Word = column.Statistics.Heading;
        }
        var statuses = candidates.Where(column => column.Kind == ColumnKind.Unknown && StatusOf(LastHeading(column)) is not null).ToList();
        if (statuses.Count < 2) return;
        foreach (var column in statuses)
        {
            column.Word = StatusOf(LastHeading(column));
            column.Set(ColumnKind.StatusMark, "a mark in the column of each status of implementation");
        }
    }

    private string LastHeading(GuessedColumn column) => Layout.LastHeadings[column.At];

    private OwnerMeaning? MeaningOf(GuessedColumn column)
    {
        var meaning = _words.Parse(LastHeading(column));
        // "N/A" is a status in a family of statuses.
        return meaning is { State: not null } && Columns.Any(other => StatusOf(LastHeading(other)) is "implemented" or "planned") ? null
            : meaning is { Share: >= 0.4 } or { Inheritability: not null } ? meaning : null;
    }

    private static string WordOutsideBrackets(string text)
    {
        var at = text.IndexOf('(', StringComparison.Ordinal);
        return at > 2 ? text[..at].Trim() : text;
    }

    private string WordOf(GuessedColumn column) => WordOutsideBrackets(LastHeading(column));

    private static bool IsMarks(ColumnStatistics statistics) =>
        statistics.Words.Count <= 3 && statistics.AverageLength < 30 && statistics.Words.Keys.All(word => IsMark(word)
        || CellWords.AreEqual(word, statistics.Heading) || statistics.Heading.EndsWith(word, StringComparison.OrdinalIgnoreCase)
        || statistics.Heading.Contains(word, StringComparison.OrdinalIgnoreCase) && word.Length > 3);

    private static bool IsMark(string text) => text.Length <= 6 && (TableWords.SignOf(text, TableWords.PositiveSigns) is not null
        || TableWords.Is(TableWords.Phrase(text), TableWords.Yes) || IsNegative(text));

    /// <summary>Whether a word in the column of a party says that it has no part.</summary>
    public static bool IsNegative(string text) =>
        TableWords.SignOf(text, TableWords.NegativeSigns) is not null || TableWords.Is(TableWords.Phrase(text), TableWords.No)
        || TableWords.Is(TableWords.Phrase(text), TableWords.NotApplicable);

    /// <summary>Whether a word in the column of a party says that it performs.</summary>
    public static bool IsPositive(string text) =>
        TableWords.SignOf(text, TableWords.PositiveSigns) is not null || TableWords.Is(TableWords.Phrase(text), TableWords.Yes);

    private bool IsShared(string text) => TableWords.SignOf(text, TableWords.SharedSigns) is not null
        || (_words.Parse(text) is { Sides: Sides.Shared } meaning && meaning.Share > 0.5)
            || TableWords.Is(TableWords.Phrase(text), TableWords.Partly);

    private void ByWords(GuessedColumn column)
    {
        var statistics = column.Statistics;
        if (statistics.Count == 0 || statistics.AverageLength > 60 || !(statistics.IsVocabulary || statistics.AverageLength < 14
            || TableWords.HasStem(statistics.Phrase, TableWords.OwnerHeading))) return;
        if (IsRaci(statistics)) return;
        // "Not applicable" is a word of other columns, too.
        var (understood, absent) = (statistics.Share(text => _words.Parse(WithoutMark(text)) is { Sides: not Sides.None, Share: >= 0.5 }),
            statistics.Share(text => _words.Parse(WithoutMark(text)) is { Sides: Sides.None }
                || TableWords.Is(TableWords.Phrase(text), TableWords.Blank)));
        if (understood == 0 || understood < (1 - absent) * MostWords) return;
        understood += absent;
        var isOneParty = _words.SideOf(statistics.Heading) is Sides.Provider or Sides.Customer
            && !TableWords.HasStem(statistics.Phrase, TableWords.OwnerHeading);
        if (isOneParty && statistics.Share(IsPositive) + statistics.Share(IsNegative) > 0.5) return;
        column.Set(ColumnKind.Owner,
            $"{(int)(understood * 100)} % of its cells name an owner ({Shortened.List([.. statistics.Words.Keys.Take(4)])})");
    }

    /// <summary>A word without the mark of a footnote at its end.</summary>
    public static string WithoutMark(string text)
    {
        text = text.Trim().TrimEnd('*', '†', '‡', '★', '☆', ' ');
        while (text is [.., ')' or ']'] && text.LastIndexOfAny(['(', '[']) is > 0 and var at && text.Length - at <= 4
            && text[(at + 1)..^1].All(char.IsAsciiDigit))
            text = text[..at].Trim();
        return text;
    }

    public static bool RaciOf(string text) => WithoutMark(text) is { Length: > 0 and <= 9 } letters
        && RaciLetters.TryParse(letters, out _, out _);

    private static bool IsRaci(ColumnStatistics statistics) =>
        statistics.Words.Keys.Any(RaciOf) && statistics.Words.Keys.All(word => RaciOf(word)
            || Array.IndexOf(TableWords.BlankSigns, word) >= 0);

    private void Raci()
    {
        var columns = Free().Where(column => IsRaci(column.Statistics)).ToList();
        if (columns.Count == 0 || (columns.Count == 1 && _words.SideOf(columns[0].Statistics.Heading) == Sides.None)) return;
        if (columns.TrueForAll(column => column.Statistics.Words.Keys.All(word =>
            TableWords.Is(TableWords.Phrase(word), ["i", "a", "c", "s"])))) return;
        foreach (var column in columns) column.Set(ColumnKind.Raci, "letters of RACI");
        Sidedness(columns);
    }

    private void PartyWords()
    {
        var columns = Free().Where(column => column.Statistics.Count > 0 && column.Statistics.AverageLength < 40
            && column.Statistics.Share(text => IsPositive(text) || IsNegative(text) || IsShared(text)) >= MostWords
            && column.Statistics.IsVocabulary).ToList();
        var named = columns.Where(column => _words.SideOf(column.Statistics.Heading) is not (Sides.None or Sides.Shared)).ToList();
        // Two columns of signs whose headings are unknown are those of two parties, too.
        if (named.Count == 0 && !(columns.Count == 2 && columns.TrueForAll(column =>
            column.Statistics.Share(text => TableWords.Phrase(text).Length == 0 || IsPositive(text)) > 0.3))) return;
        if (named.Count == 1 && columns.Count == 1 && HasOwners) return;
        if (named.Count > 0) columns = named.Count == 1 && columns.Count == 2 ? columns : named;
        foreach (var column in columns) column.Set(ColumnKind.PartyWord,
            $"a sign or word in the column of each party ({Shortened.List([.. column.Statistics.Words.Keys.Take(4)])})");
        Sidedness(columns);
    }

    // The side of each of several columns of parties: by its heading, the others by what is left.
    private void Sidedness(List<GuessedColumn> columns)
    {
        foreach (var column in columns) column.Side = _words.SideOf(column.Statistics.Heading) is var side
            && side is Sides.Provider or Sides.Customer or Sides.ThirdParty ? side : Sides.None;
        foreach (var column in columns.Where(column => column.Side == Sides.None))
        {
            var free = new[] { Sides.Provider, Sides.Customer, Sides.ThirdParty }.First(side => side == Sides.ThirdParty
                || !columns.Exists(other => other.Side == side));
            column.Side = free;
            if (columns.TrueForAll(other => other == column || other.Side == Sides.None || other.Doubt is not null)
                || free == Sides.ThirdParty)
                column.Doubt = $"{column.Quoted} was taken for the {NameOf(free)}, since its heading is no word for a known side; " +
                    "change \"side\" if it is another";
        }
    }

    /// <summary>The word for a side.</summary>
    public static string NameOf(Sides side) => side switch
    {
        Sides.Provider => "provider",
        Sides.Customer => "customer",
        _ =>
        "third party"
    };

    private void Texts(GuessedColumn column)
    {
        var (statistics, phrase) = (column.Statistics, column.Statistics.Phrase);
        var heading = $"the heading “{Shortened.Text(statistics.Heading)}”";
        var side = _words.SideOf(statistics.Heading);
        var hasText = TableWords.HasStem(phrase, TableWords.TextHeading);
        var isName = statistics is { Count: > 0, AverageLength: < 60, Words.Count: <= 3 } && statistics.Words.Count * 2 <= statistics.Count
            && phrase.Split(' ').Length <= 3 && !hasText && Has(ColumnKind.Owner, ColumnKind.Cell);
        if (isName && side is Sides.Provider or Sides.Customer)
        {
            column.Side = side;
            column.Set(ColumnKind.PartyName, $"{heading}, and one name in its cells");
        }
        else if (side != Sides.None && (hasText || statistics.AverageLength > 20 || (statistics.Count == 0 && !HasOwners)))
        {
            column.Side = side is Sides.Provider or Sides.Customer ? side : side == Sides.SharedProviderThirdParty ? Sides.Provider
                : Sides.None;
            if (side == Sides.SharedProviderThirdParty) column.Doubt =
                $"“{Shortened.Text(statistics.Heading)}” is taken for the provider's part alone";
            column.Set(ColumnKind.Text, $"{heading}{(statistics.Count > 0 ? ", and texts in its cells" : "")}");
        }
        else if (statistics.Count == 0 && TableWords.HasStem(phrase, TableWords.OwnerHeading) && Control is not null)
            column.Set(ColumnKind.Owner, $"{heading}; it has no cells to look at");
        else if (TableWords.Has(phrase, TableWords.Notes)) column.Set(ColumnKind.Notes, heading);
        else if (Has(ColumnKind.Control) && TableWords.Has(phrase, ["title"])) column.Set(ColumnKind.Title, heading);
        else if (TableWords.Is(phrase, TableWords.Group) || TableWords.Has(phrase,
            ["domain", "family", "category", "kategorie", "catégorie", "categoría"]))
            column.Set(statistics.IsVocabulary || Has(ColumnKind.Control) ? ColumnKind.Group : ColumnKind.Unknown, heading);
        else if (TableWords.Has(phrase, TableWords.Description) && !TableWords.Has(phrase, TableWords.Guidance))
            column.Set(ColumnKind.Description, heading);
        else if (HasOwners && TableWords.Has(phrase, TableWords.Guidance) && statistics.AverageLength > 15)
            column.Set(ColumnKind.Text, $"{heading}: what the owner does");
    }

    // Several columns of owners: those of areas or models, or one that decides.
    private void OneOwner()
    {
        var owners = Of(ColumnKind.Owner).ToList();
        if (owners.Count == 1 && owners[0].Statistics is { Words.Count: > 1 } words
            && words.Count >= Layout.Rows.Count(row => !row.IsBanner) * MostWords)
            foreach (var column in Of(ColumnKind.OwnerMark, ColumnKind.PartyWord))
                Ignore(column, $"“{Shortened.Text(words.Heading)}” says who performs");
        if (owners.Count < 2) return;
        var others = owners.Where(column => !TableWords.HasStem(column.Statistics.Phrase, TableWords.OwnerHeading)
            && _words.SideOf(column.Statistics.Heading) == Sides.None
            || TableWords.Has(column.Statistics.Phrase, TableWords.Models)).ToList();
        if (others.Count >= 2)
        {
            foreach (var column in others) column.Set(ColumnKind.Cell, "the same words for owners in several columns");
            CellsArePlans = others.Count(column => TableWords.Has(column.Statistics.Phrase, TableWords.Plans)) * 2 >= others.Count;
            CellsAreModels = !CellsArePlans && others.Count(column =>
                TableWords.Has(column.Statistics.Phrase, TableWords.Models)) * 2 >= others.Count;
            foreach (var column in owners.Except(others)) Ignore(column, "the columns of areas say who performs");
            return;
        }
        var best = owners.OrderByDescending(SidesIn).ThenByDescending(column => column.Statistics.Count)
            .ThenByDescending(column => TableWords.HasStem(column.Statistics.Phrase, TableWords.OwnerHeading)).First();
        foreach (var column in owners.Where(column => column != best))
            Ignore(column, $"“{Shortened.Text(best.Statistics.Heading)}” says who performs");

        int SidesIn(GuessedColumn column) =>
            column.Statistics.Words.Keys.Select(word => _words.Parse(WithoutMark(word))).OfType<OwnerMeaning>()
                .Select(meaning => (meaning.Sides, meaning.State)).Distinct().Count();

        static void Ignore(GuessedColumn column, string reason)
        {
            column.Set(ColumnKind.Ignored, $"it names owners, too, but {reason}");
            column.Doubt = $"{column.Quoted} names owners, too, and is left out: choose the column that decides";
        }
    }

    // The title of rows without ids, and the component where a control has several rows.
    private void Names()
    {
        if (Control is not null) Component();
        if (!Has(ColumnKind.Title))
        {
            var texts = Columns.Where(column => column.Kind is ColumnKind.Unknown && column.Statistics.Heading.Length > 0
                && column.Statistics.Count > 0).ToList();
            var title = texts.Find(column => TableWords.Is(column.Statistics.Phrase, TableWords.Title) && IsName(column))
                ?? (Control is null ? texts.Find(IsName) ?? Columns.FirstOrDefault(column =>
                    column.Kind is ColumnKind.Group or ColumnKind.Description && column.Statistics.Count > 0)
                : texts.Find(column => TableWords.Has(column.Statistics.Phrase, TableWords.Title) && IsName(column)
                    && column.Statistics.AverageLength < 120));
            title?.Set(ColumnKind.Title, $"the heading “{Shortened.Text(title.Statistics.Heading)}”, and a text in each row");
        }
        var group = Control is not null || Has(ColumnKind.Title) ? Free()
            .FirstOrDefault(column => TableWords.Has(column.Statistics.Phrase, TableWords.Group) && column.Statistics.Count > 0) : null;
        if (group is not null && !Has(ColumnKind.Group)) group.Set(ColumnKind.Group,
            $"the heading “{Shortened.Text(group.Statistics.Heading)}”");
        if (Control is null && !Has(ColumnKind.Group)
            && Free().FirstOrDefault(column => column.Statistics.Count > 1 && column.Statistics.AverageLength < 60
                && column.At < (Of(ColumnKind.Title).FirstOrDefault()?.At ?? 0)) is { } before)
            before.Set(ColumnKind.Group, "the same text over several rows, before the title");

        // Names come again under other headings.
        bool IsName(GuessedColumn column) => column.Statistics.AverageLength is > 1 and < 300
            && Layout.Rows.Select(row => (row.Table, row.Section, row.Cells[column.At])).Distinct().Count() > column.Statistics.Count * 0.5;
    }

    private void Component()
    {
        var at = Control!.Columns;
        var rows = Layout.Rows.Where(row => !row.IsBanner && at.All(column => row.Cells[column].Length > 0)).ToList();
        string Key(LayoutRow row) => string.Join('-', at.Select(column => row.Cells[column].ToUpperInvariant()));
        var repeated = rows.GroupBy(Key, StringComparer.Ordinal).Where(same => same.Count() > 1).ToList();
        if (rows.Count == 0 || repeated.Sum(same => same.Count()) < rows.Count * 0.1) return;
        var candidates = Columns.Where(column => column.Kind is ColumnKind.Unknown or ColumnKind.Title or ColumnKind.Description
            && column.Statistics is { Heading.Length: > 0, AverageLength: > 1 and < 150 })
            .Select(column => (Column: column, Share: (double)repeated.Sum(same =>
                same.Select(row => row.Cells[column.At].ToUpperInvariant()).Distinct().Count()) / repeated.Sum(same => same.Count())))
            .Where(candidate => candidate.Share > 0.7)
            .OrderByDescending(candidate => TableWords.Has(candidate.Column.Statistics.Phrase, TableWords.Component)
                && candidate.Column.Kind == ColumnKind.Unknown)
            .ThenByDescending(candidate => candidate.Share).ThenBy(candidate => candidate.Column.Statistics.AverageLength).ToList();
        if (candidates.Count == 0) return;
        candidates[0].Column.Set(ColumnKind.Component,
            $"controls have several rows, and “{Shortened.Text(candidates[0].Column.Statistics.Heading)}” tells them apart");
    }
}
