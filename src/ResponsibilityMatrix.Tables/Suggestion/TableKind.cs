using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Layouts with the same columns, maybe under other headings: one table of a profile.</summary>
internal sealed class TableKind(LayoutGuess first)
{
    private HashSet<string>? _keys;

    /// <summary>The layouts.</summary>
    public List<LayoutGuess> Guesses { get; } = [first];

    public CatalogGuess? Control => first.Control;

    public bool CellsAreContexts => first.CellsAreContexts;

    public bool HasOwners => first.HasOwners;

    /// <summary>Whether it says itself who performs: by more than texts, and more than what can be inherited.</summary>
    public bool HasDecidingOwners => first.Has(ColumnKind.Owner, ColumnKind.OwnerMark, ColumnKind.PartyWord, ColumnKind.Cell,
        ColumnKind.Raci);

    /// <summary>The columns with a meaning.</summary>
    public List<GuessedColumn> Columns { get; } = [.. first.Columns.Where(column => column.Kind is not ColumnKind.Unknown
        && column.Statistics.Heading.Length > 0)];

    /// <summary>The ids of the controls, or the titles, as they are compared.</summary>
    public HashSet<string> Keys => _keys ??= [.. Guesses.SelectMany(guess => KeysOf(guess, null))];

    /// <summary>The headings above the rows.</summary>
    public HashSet<string> Sections => [.. Guesses.SelectMany(guess => guess.Layout.Rows).Select(row => row.Section).OfType<string>()
        .Select(Compared)];

    /// <summary>The headings of the columns each cell of which is a row.</summary>
    public HashSet<string> CellHeadings => [.. Guesses.SelectMany(guess => guess.Of(ColumnKind.Cell))
        .Select(column => Compared(column.Statistics.Heading))];

    public bool Has(params ColumnKind[] kinds) => first.Has(kinds);

    public bool IsSame(TableKind other) => first.Layout.HeaderRows == other.Guesses[0].Layout.HeaderRows && !first.Has(ColumnKind.Cell)
        && Columns.Count(column => column.Kind != ColumnKind.Ignored) == other.Columns.Count(column => column.Kind != ColumnKind.Ignored)
        && Columns.Where(column => column.Kind != ColumnKind.Ignored).Zip(other.Columns.Where(column => column.Kind != ColumnKind.Ignored))
            .All(pair => pair.First.Kind == pair.Second.Kind && pair.First.Side == pair.Second.Side && pair.First.Word == pair.Second.Word);

    public void Add(TableKind other)
    {
        Guesses.AddRange(other.Guesses);
        _keys = null;
    }

    /// <summary>Gives the columns their ids.</summary>
    public void Name()
    {
        foreach (var guess in Guesses)
            foreach (var column in guess.Columns)
                column.Id = column.Kind switch
                {
                    ColumnKind.Control when Control!.Columns.Length == 2 => column.At == Control.Columns[0] ? "family" : "number",
                    ColumnKind.Control => "control",
                    ColumnKind.Title => "title",
                    ColumnKind.Group => "group",
                    ColumnKind.Component => "component",
                    ColumnKind.Description => "description",
                    ColumnKind.Owner or ColumnKind.OwnerMark => "owner",
                    ColumnKind.Inheritance => "inheritance",
                    ColumnKind.PartyWord or ColumnKind.Raci => column.Side switch
                    {
                        Sides.Provider => "provider",
                        Sides.Customer =>
                        "customer",
                        _ => $"thirdParty{column.At + 1}"
                    },
                    ColumnKind.PartyName => $"{Prefix(column.Side)}Name",
                    ColumnKind.Text => column.Side == Sides.None ? "text" : $"{Prefix(column.Side)}Text",
                    ColumnKind.Status or ColumnKind.StatusMark => "status",
                    ColumnKind.Evidence => "evidence",
                    ColumnKind.Notes => "notes",
                    ColumnKind.Internal => "internal",
                    _ => $"ignored{column.At + 1}",
                };
    }

    private static string Prefix(Sides side) => side == Sides.Customer ? "customer" : "provider";

    /// <summary>The sheets with a name, the part of the name that tells them apart, and the ids of their controls.</summary>
    public List<(string Name, string Key, HashSet<string> Ids)> SheetKeys()
    {
        var sheets = Guesses.SelectMany(guess => guess.Layout.Sheets.Where(sheet => sheet.Name is not null)
            .Select(sheet => (Guess: guess, sheet.Name))).ToList();
        if (sheets.Select(sheet => sheet.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < 2) return [];
        var common = sheets.Select(sheet => sheet.Name!.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase))
            .Aggregate((left, right) => [.. left.Intersect(right, StringComparer.OrdinalIgnoreCase)]);
        return [.. sheets.Select(sheet =>
        {
            var key = string.Join(' ', sheet.Name!.Split(' ').Where(word => !common.Contains(word)));
            return (sheet.Name!, key.Length > 0 ? key : sheet.Name!, KeysOf(sheet.Guess, sheet.Name).ToHashSet());
        })];
    }

    private IEnumerable<string> KeysOf(LayoutGuess guess, string? sheet)
    {
        var columns = Control?.Columns ?? [.. guess.Of(ColumnKind.Title).Select(column => column.At).Take(1)];
        if (columns.Length == 0 || columns.Max() >= guess.Layout.Width) return [];
        return guess.Layout.Rows.Where(row => !row.IsBanner && (sheet is null || row.Sheet.Name == sheet))
            .Select(row => string.Join('-', columns.Select(column => row.Cells[column])))
            .Where(text => text.Length > 0).Select(text => Control is not null && ControlKey.TryParse(text, out var key) ? key.ToString()
                : Compared(text));
    }

    private static string Compared(string text) => CellWords.Compared(text).ToUpperInvariant();

    /// <summary>A heading as a pattern that matches it.</summary>
    public static string PatternOf(string heading) =>
        CellWords.Clean(heading).Replace('{', '*').Replace('}', '*');

    public ProfileTable ToTable(SuggestedParties parties, Dictionary<TableKind, TableKind> joins, bool hasColumns,
        ValueList<ProfileRule> rules)
    {
        var joined = joins.FirstOrDefault(join => join.Value == this).Key;
        var isCells = Has(ColumnKind.Cell);
        return new ProfileTable
        {
            Id = joins.ContainsKey(this) ? "added" : joined is null ? null : "rows",
            Use = joins.ContainsKey(this) ? ProfileTableUse.Joined : ProfileTableUse.Rows,
            Header = first.Layout.HeaderRows > 1 ? new ProfileHeader { Rows = first.Layout.HeaderRows } : null,
            Control = Control is { Columns.Length: 2 } ? "{family}-{number}" : null,
            Cells = !isCells ? null : new ProfileCells
            {
                Heading = first.Of(ColumnKind.Cell).Select(column => PatternOf(column.Statistics.Heading)).ToValueList(),
                Name = CellName,
                Value = "owner",
                Is = CellsAreContexts ? ProfileColumnUse.Context : ProfileColumnUse.Group,
                Parameter = !CellsAreContexts || first.CellsAreModels ? null : CellName,
            },
            Join = joined is null ? null : new ProfileJoin
            {
                Table = "added",
                By = isCells ? [CellName, "title"] : Control is not null
                ? ["control"] : ["title"]
            },
            Columns = hasColumns ? ToColumns(parties, joins.TryGetValue(this, out var target) && target.Has(ColumnKind.Cell)).ToValueList()
                : [],
            Rules = rules,
        };
    }

    private string CellName => first.CellsArePlans ? "plan" : first.CellsAreModels ? "model" : CellsAreContexts ? "variant" : "area";

    public IEnumerable<ProfileColumn> ToColumns(SuggestedParties parties, bool hasArea = false)
    {
        foreach (var (index, column) in Columns.Index())
        {
            if (column.Kind == ColumnKind.Cell) continue;
            var headings = Guesses.Select(guess => HeadingAt(guess, index, column)).OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(PatternOf).ToValueList();
            yield return new ProfileColumn
            {
                Id = column.Id,
                Heading = headings,
                Is = UseOf(column),
                Optional = !IsEssential(column),
                Side = SideOf(column, parties),
                Word = column.Word,
                Lines = column.Kind == ColumnKind.Control && Control!.Lines,
                Split = column.Kind == ColumnKind.Control ? Control!.Split.ToValueList() : [],
                Words = column.Kind == ColumnKind.Status ? new ValueMap<string>(column.Statistics.Words.Keys
                    .Where(word => LayoutGuess.StatusOf(word) is not null)
                        .Select(word => KeyValuePair.Create(PatternOf(word), LayoutGuess.StatusOf(word)!))) : default,
            };
        }
        foreach (var column in first.Columns.Where(column => column.Kind == ColumnKind.Unknown
            && column.Statistics is { Heading.Length: > 0, Count: > 0 }))
            yield return new ProfileColumn
            {
                Id = column.Id,
                Heading = [PatternOf(column.Statistics.Heading)],
                Is =
                ProfileColumnUse.Ignored,
                Optional = true
            };
        if (Has(ColumnKind.Cell))
        {
            yield return new ProfileColumn { Id = "owner", Is = ProfileColumnUse.Word };
            if (!CellsAreContexts) yield return new ProfileColumn { Id = CellName, Is = ProfileColumnUse.Group };
        }
        else if (hasArea) yield return new ProfileColumn { Id = "area", Is = ProfileColumnUse.Section };
    }

    private static string? HeadingAt(LayoutGuess guess, int index, GuessedColumn column)
    {
        var columns = guess.Columns.Where(other => other.Kind is not ColumnKind.Unknown && other.Statistics.Heading.Length > 0).ToList();
        var same = columns.Where(other => other.Kind == column.Kind && other.Id == column.Id && other.Word == column.Word).ToList();
        return same.Count == 1 ? same[0].Statistics.Heading : index < columns.Count && columns[index].Kind == column.Kind
            ? columns[index].Statistics.Heading : null;
    }

    private bool IsEssential(GuessedColumn column) => column.Kind switch
    {
        ColumnKind.Control or ColumnKind.Owner or ColumnKind.PartyWord or ColumnKind.Inheritance => true,
        ColumnKind.Raci => column.Side != Sides.ThirdParty,
        ColumnKind.OwnerMark => column == first.Of(ColumnKind.OwnerMark).First(),
        ColumnKind.Title => Control is null,
        ColumnKind.Text => !HasOwners && column.Side != Sides.None,
        _ => false,
    };

    private ProfileColumnUse UseOf(GuessedColumn column) => column.Kind switch
    {
        ColumnKind.Control => Control!.Columns.Length == 2 ? ProfileColumnUse.Word : ProfileColumnUse.Control,
        ColumnKind.Title => ProfileColumnUse.Title,
        ColumnKind.Group => ProfileColumnUse.Group,
        ColumnKind.Component => ProfileColumnUse.Component,
        ColumnKind.Description => ProfileColumnUse.Description,
        ColumnKind.OwnerMark => ProfileColumnUse.Mark,
        ColumnKind.Raci => ProfileColumnUse.Involvement,
        ColumnKind.Text => ProfileColumnUse.Text,
        ColumnKind.Status or ColumnKind.StatusMark => ProfileColumnUse.Implementation,
        ColumnKind.Evidence => ProfileColumnUse.Evidence,
        ColumnKind.Notes => ProfileColumnUse.Notes,
        ColumnKind.Internal => ProfileColumnUse.Internal,
        ColumnKind.Ignored => ProfileColumnUse.Ignored,
        _ => ProfileColumnUse.Word,
    };

    private static string? SideOf(GuessedColumn column, SuggestedParties parties) => column.Kind switch
    {
        ColumnKind.Raci => parties.IdOf(column),
        ColumnKind.Text or ColumnKind.PartyName when column.Side != Sides.None => column.Side == Sides.Customer ? Party.CustomerWord
            : Party.ProviderWord,
        _ => null,
    };
}
