using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>Puts a suggested profile together: tables, columns, joins, documents, rules, and the notes about them.</summary>
internal sealed class SuggestedProfile(IReadOnlyList<LayoutGuess> guesses, PartyGuess partyGuess, string id, string? file)
{
    private const string SchemaAddress = "urn:responsibility-matrix:schema:table:1.0";
    private readonly SuggestionNotes _notes = new();
    private readonly SuggestedParties _parties = new(partyGuess);
    private readonly HashSet<string> _blanks = new(StringComparer.OrdinalIgnoreCase);

    public TableSuggestion Make()
    {
        var kinds = Kinds();
        if (kinds.Count == 0)
        {
            _notes.Unsure(guesses.Count == 0 ? "No table with headings was found."
                : "No table says who is responsible: there is no column with words for owners, " +
                "with marks or letters of RACI for parties, or with texts of a party. If the owner follows from several columns, " +
                "write a profile with a rule for each combination.");
            foreach (var guess in guesses.Take(10))
                _notes.Say($"{SuggestionNotes.Upper(guess.Layout.Place)} has the columns {guess.Layout.HeadingList}.");
            return new TableSuggestion { Notes = _notes.ToValueList() };
        }
        foreach (var kind in kinds) kind.Name();
        var joins = Join(kinds);
        FindBlanks(kinds);
        var footnotes = Footnotes(kinds);
        var primaries = kinds.Where(kind => !joins.ContainsKey(kind)).ToList();
        foreach (var kind in kinds) _notes.Tell(kind, joins.GetValueOrDefault(kind));
        var rules = kinds.ToDictionary(kind => kind, kind => Rules(kind, kinds, joins, footnotes is not null));
        // Rules that hold for all tables stand once.
        var isOne = primaries.Count == 1 && joins.Keys.All(kind => kind.HasOwners);
        var tables = kinds.OrderByDescending(kind => joins.ContainsKey(kind)).ThenByDescending(kind => kind.Columns.Count).ToList();
        var documents = Documents(kinds, primaries);
        foreach (var doubt in partyGuess.Doubts) _notes.Unsure($"{doubt}.");
        var profile = new TableProfile
        {
            Schema = SchemaAddress,
            Id = id,
            Title = $"Suggested from {(file is null ? "a table" : CellWords.Clean(Path.GetFileName(file)))}",
            Description = "Guessed from the headings and the words in the cells. Look at each column and rule, and correct what is wrong.",
            Documents = documents,
            Blanks = _blanks.Order(StringComparer.OrdinalIgnoreCase).ToValueList(),
            Footnotes = footnotes,
            Tables = [.. Ignored(), .. tables.Select(kind => kind.ToTable(_parties, joins, tables.Count > 1, isOne ? [] : rules[kind]))],
            Columns = tables.Count > 1 ? [] : tables[0].ToColumns(_parties).ToValueList(),
            Rules = isOne ? rules[primaries[0]] : [],
            Parties = _parties.Make(),
        };
        return new TableSuggestion { Profile = profile, Notes = _notes.ToValueList() };
    }

    // Layouts with the same columns under other headings are one kind of table.
    private List<TableKind> Kinds()
    {
        List<TableKind> kinds = [];
        foreach (var guess in guesses)
        {
            if (guess.IsLegend || !IsUseful(guess)) continue;
            var kind = new TableKind(guess);
            if (kinds.Find(known => known.IsSame(kind)) is { } same) same.Add(kind);
            else kinds.Add(kind);
        }
        // A table without owners is of use beside one with owners alone.
        if (!kinds.Exists(kind => kind.Guesses.Exists(guess => guess.HasResponsibilities))) return [];
        var owned = kinds.Where(kind => kind.Guesses.Exists(guess => guess.HasResponsibilities)).ToList();
        return [.. kinds.Where(kind => owned.Contains(kind) || owned.Exists(other => other.Control is not null && kind.Control is not null
            && Overlap(other.Keys, kind.Keys) > 0.5))];
    }

    private static bool IsUseful(LayoutGuess guess) => guess.HasResponsibilities
        || (guess.Control?.Catalog is not null && guess.Has(ColumnKind.Text, ColumnKind.Evidence, ColumnKind.Notes, ColumnKind.Status,
            ColumnKind.StatusMark));

    private static double Overlap(HashSet<string> left, HashSet<string> right) =>
        left.Count == 0 || right.Count == 0 ? 0 : (double)left.Count(right.Contains) / Math.Min(left.Count, right.Count);

    // The table to which the rows of another are added.
    private static Dictionary<TableKind, TableKind> Join(List<TableKind> kinds)
    {
        Dictionary<TableKind, TableKind> joins = [];
        foreach (var kind in kinds.Where(kind => !kind.HasDecidingOwners).OrderByDescending(kind => kind.Keys.Count))
        {
            var target = kinds.Where(other => other != kind && other.HasDecidingOwners && !joins.ContainsValue(other))
                .OrderByDescending(other => other.Keys.Count).FirstOrDefault(other => IsJoin(other, kind));
            if (target is not null) joins.Add(kind, target);
        }
        return joins;
    }

    private static bool IsJoin(TableKind target, TableKind kind)
    {
        const double Enough = 0.5;
        if (target.Control is not null != kind.Control is not null) return false;
        if (target.Has(ColumnKind.Cell))
            return kind.Control is null && !target.CellsAreContexts && Overlap(kind.Sections, target.CellHeadings) >= Enough
                && Overlap(target.Keys, kind.Keys) > 0.3;
        return Overlap(target.Keys, kind.Keys) >= Enough;
    }

    private void FindBlanks(List<TableKind> kinds)
    {
        foreach (var kind in kinds)
            foreach (var column in kind.Guesses.SelectMany(guess => guess.Columns))
                foreach (var word in column.Statistics.Words.Keys)
                    if (IsBlank(column, word)) _blanks.Add(word);
        // A word that decides elsewhere is not blank.
        foreach (var column in kinds.SelectMany(kind => kind.Guesses)
            .SelectMany(guess => guess.Of(ColumnKind.Owner, ColumnKind.Cell, ColumnKind.PartyWord, ColumnKind.Inheritance,
            ColumnKind.Status)))
            foreach (var word in column.Statistics.Words.Keys.Where(word => _blanks.Contains(word) && !IsBlank(column, word)).ToList())
            {
                _blanks.Remove(word);
                if (!TableWords.Is(TableWords.Phrase(word), TableWords.No))
                    _notes.Unsure($"“{word}” decides in {column.Quoted}, so that it is no blank in the columns of texts.");
            }
    }

    private bool IsBlank(GuessedColumn column, string word)
    {
        if (Array.IndexOf(TableWords.BlankSigns, word) >= 0) return true;
        var phrase = TableWords.Phrase(word);
        if (!TableWords.Is(phrase, TableWords.Blank)) return false;
        return column.Kind switch
        {
            ColumnKind.Owner or ColumnKind.Cell => partyGuess.Words.Parse(word) is null,
            ColumnKind.PartyWord => false,
            ColumnKind.Inheritance => LayoutGuess.DegreeOf(word) is null,
            ColumnKind.Status => LayoutGuess.StatusOf(word) is null,
            _ => true,
        };
    }

    private static ProfileFootnotes? Footnotes(List<TableKind> kinds)
    {
        var words = kinds.SelectMany(kind => kind.Guesses)
            .SelectMany(guess => guess.Of(ColumnKind.Owner, ColumnKind.Cell, ColumnKind.Raci, ColumnKind.PartyWord))
                .SelectMany(column => column.Statistics.Words.Keys).ToList();
        List<string> marks = [];
        if (words.Exists(word => EndsWithNumber(word, '(', ')'))) marks.Add("(#)");
        if (words.Exists(word => EndsWithNumber(word, '[', ']'))) marks.Add("[#]");
        foreach (var mark in new[] { "*", "†", "‡" })
            if (words.Exists(word => word.Length > 1 && word.EndsWith(mark, StringComparison.Ordinal))) marks.Add(mark);
        return marks.Count > 0 ? new ProfileFootnotes { Marks = marks.ToValueList() } : null;
    }

    private static bool EndsWithNumber(string word, char open, char close) =>
        word.Length > 3 && word[^1] == close && word.LastIndexOf(open) is > 0 and var at && at < word.Length - 2
            && word[(at + 1)..^1].All(char.IsAsciiDigit);

    private ValueList<ProfileRule> Rules(TableKind kind, List<TableKind> kinds, Dictionary<TableKind, TableKind> joins, bool hasFootnotes)
    {
        var together = kinds.Where(other => other == kind || joins.GetValueOrDefault(other) == kind).SelectMany(other => other.Guesses)
            .ToList();
        var made = new SuggestedRules(together, partyGuess.Words, _parties, _blanks, hasFootnotes);
        var rules = made.Make();
        if (made.Unknown.Count > 0)
            _notes.Unsure($"No rule was made for {Quoted(made.Unknown)}: add one for each, with the owner in \"then\".");
        if (made.Doubtful.Count > 0)
            _notes.Unsure($"Understood in part only: {Quoted(made.Doubtful)}. Look at the rule of each.");
        return rules;
    }

    private static string Quoted(List<string> words) => Shortened.List([.. words.Distinct().Select(word => $"“{word}”")]);

    private IEnumerable<ProfileTable> Ignored()
    {
        foreach (var guess in guesses.Where(guess => guess.IsLegend))
        {
            _notes.Say($"{SuggestionNotes.Upper(guess.Layout.Place)} explains words ({guess.Layout.HeadingList}), and is left out.");
            yield return new ProfileTable
            {
                Use = ProfileTableUse.Ignored,
                Columns = guess.Columns.Where(column => column.Statistics.Heading.Length > 0)
                    .Select(column => new ProfileColumn
                    {
                        Id = $"legend{column.At + 1}",
                        Is = ProfileColumnUse.Ignored,
                        Heading =
                        [TableKind.PatternOf(column.Statistics.Heading)]
                    }).ToValueList(),
            };
        }
    }

    // Sheets with the same controls are matrices of their own.
    private ValueList<ProfileDocument> Documents(List<TableKind> kinds, List<TableKind> primaries)
    {
        var catalog = primaries.Concat(kinds).Select(kind => kind.Control?.Catalog).FirstOrDefault(catalog => catalog is not null);
        var named = kinds.SelectMany(kind => kind.SheetKeys().Select(sheet => (Kind: kind, sheet.Name, sheet.Key, sheet.Ids))).ToList();
        var several = primaries.Any(kind => kind.SheetKeys() is { Count: > 1 } sheets && Overlap(sheets[0].Ids, sheets[1].Ids) > 0.5);
        if (!several || named.Count == 0) return [new ProfileDocument { Id = "matrix", Catalog = catalog }];
        var groups = named.GroupBy(sheet => sheet.Key, StringComparer.OrdinalIgnoreCase).ToList();
        var keys = Shortened.List([.. groups.Select(group => group.Key)]);
        _notes.Say($"Sheets have the same controls, so that each is a matrix of its own: {keys}.");
        HashSet<string> ids = [];
        List<ProfileDocument> documents = [];
        foreach (var group in groups)
        {
            var slug = Slugs.Ascii(group.Key, "matrix");
            var document = slug;
            for (var number = 2; !ids.Add(document); number++) document = $"{slug}-{number}";
            documents.Add(new ProfileDocument
            {
                Id = document,
                When = new ProfileDocumentCondition
                {
                    Sheet = group.Select(sheet => TableKind.PatternOf(sheet.Name)).Distinct()
                    .ToValueList()
                },
                Catalog = group.Select(sheet => sheet.Kind.Control?.Catalog).FirstOrDefault(known => known is not null) ?? catalog,
            });
        }
        return documents.ToValueList();
    }
}
