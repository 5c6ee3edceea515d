using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The names by which tables call their parties, where they are not words of the vocabulary.</summary>
internal sealed class PartyGuess
{
    private const int MostWords = 40;

    // A spelling without blanks, and the texts that stand there.
    private readonly Dictionary<string, (List<string> Names, int Count, bool IsHeading)> _unknown = new(StringComparer.Ordinal);

    private PartyGuess()
    {
    }

    /// <summary>The names, each with the side of its party.</summary>
    public List<(string Name, Sides Side)> Names { get; } = [];

    /// <summary>The words for owners.</summary>
    public OwnerWords Words { get; private set; } = new();

    /// <summary>What is unsure.</summary>
    public List<string> Doubts { get; } = [];

    public static PartyGuess Of(IReadOnlyList<SheetLayout> layouts)
    {
        var guess = new PartyGuess();
        var (plain, isCustomer, isProvider, isCloudThird) = (new OwnerWords(), false, false, false);
        foreach (var layout in layouts)
        {
            var columns = Enumerable.Range(0, layout.Width).Select(at => new ColumnStatistics(layout, at)).ToList();
            foreach (var column in columns)
            {
                var side = plain.SideOf(column.Heading);
                isCustomer |= side.HasFlag(Sides.Customer);
                if (IsVocabulary(column)) guess.Column(column, plain, ref isCustomer, ref isProvider, ref isCloudThird);
                if (side == Sides.None && TableWords.HasStem(column.Phrase, TableWords.TextHeading) && column.Heading.Length < 60
                    && !(IsVocabulary(column) && KnownShare(column, plain) >= 0.3))
                    guess.Heading(column.Heading, columns.Exists(other => other != column && plain.SideOf(other.Heading) == Sides.Customer
                        && TableWords.HasStem(other.Phrase, TableWords.TextHeading)));
            }
            var marks = columns.Where(column => column.Count > 0 && column.AverageLength < 8 && column.Words.Count <= 12)
                .Select(column => column.Phrase).ToList();
            isCloudThird |= marks.Exists(phrase => TableWords.Is(phrase, TableWords.Cloud))
                && marks.Exists(phrase => TableWords.Is(phrase, TableWords.Provider));
        }
        guess.Assign(isCustomer, isProvider);
        guess.Words = new OwnerWords(guess.Names, isCloudThird || guess.IsCloudBeside);
        return guess;
    }

    /// <summary>Whether a column of owners has a provider of clouds beside a provider with a name of its own.</summary>
    private bool IsCloudBeside { get; set; }

    private static bool IsVocabulary(ColumnStatistics column) => column is { Count: > 0, AverageLength: < 40 } && column.IsVocabulary
        && column.Words.Count <= MostWords;

    private static double KnownShare(ColumnStatistics column, OwnerWords plain) =>
        column.Share(text => plain.Parse(LayoutGuess.WithoutMark(text)) is { Share: > 0.9 });

    private void Column(ColumnStatistics column, OwnerWords plain, ref bool isCustomer, ref bool isProvider, ref bool isCloudThird)
    {
        var known = KnownShare(column, plain);
        var isOwners = TableWords.HasStem(column.Phrase, TableWords.OwnerHeading);
        if (known < 0.3 && !(isOwners && known > 0 && column.Words.Count <= column.Count * 0.6)) return;
        isOwners &= known >= 0.3;
        var (isCloud, isName, isPlain) = (false, false, false);
        foreach (var (word, count) in column.Words)
        {
            var meaning = plain.Parse(word);
            var phrase = TableWords.Phrase(LayoutGuess.WithoutMark(word));
            isCustomer |= meaning?.Sides.HasFlag(Sides.Customer) == true;
            isCloud |= TableWords.Is(phrase, TableWords.Cloud);
            isPlain |= TableWords.Is(phrase, TableWords.Provider);
            if (meaning is not null || word.Length > 40 || Core(LayoutGuess.WithoutMark(word), plain) is not { } name) continue;
            if (!IsName(name) && !(isOwners && name.Split(' ').Length <= 3)) continue;
            isName = true;
            Add(name, count, false);
        }
        isProvider |= isPlain;
        isCloudThird |= isCloud && isPlain;
        IsCloudBeside |= isCloud && isName;
    }

    private void Heading(string heading, bool isBesideCustomer)
    {
        if (!isBesideCustomer) return;
        var core = string.Join(' ', heading.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !IsFiller(word)));
        if (core.EndsWith("'s", StringComparison.Ordinal) || core.EndsWith("’s", StringComparison.Ordinal)) core = core[..^2];
        if (IsName(core)) Add(core, 1, true);
    }

    private static bool IsFiller(string word) => TableWords.Phrase(word) is var phrase
        && (phrase.Length == 0 || TableWords.Fillers.Contains(phrase));

    private static bool IsName(string text) => text.Length is > 1 and <= 30 && char.IsUpper(text[0]) && text.Split(' ').Length <= 3
        && !text.AsSpan().ContainsAny(".,;:?!");

    // A word for an owner without the words that do not tell whose it is; null if nothing is left.
    private static string? Core(string text, OwnerWords plain)
    {
        var core = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !IsFiller(word) && plain.SideOf(word) == Sides.None));
        return core.Length > 1 && !LayoutGuess.IsPositive(core) && !LayoutGuess.IsNegative(core)
            && !TableWords.Is(TableWords.Phrase(core), TableWords.Blank)
            && !TableWords.Is(TableWords.Phrase(core), TableWords.Hybrid) && !LayoutGuess.RaciOf(core) ? core : null;
    }

    private void Add(string name, int count, bool isHeading)
    {
        var key = TableWords.Phrase(name).Replace(" ", "", StringComparison.Ordinal);
        if (key.Length < 2) return;
        var (names, known, wasHeading) = _unknown.GetValueOrDefault(key, ([], 0, false));
        if (!names.Contains(name)) names.Add(name);
        _unknown[key] = (names, known + count, wasHeading || isHeading);
    }

    private void Assign(bool isCustomer, bool isProvider)
    {
        // A name that heads the column of a party is one for sure; the most frequent one comes first.
        var free = new Queue<Sides>([.. isProvider ? (Sides[])[] : [Sides.Provider], .. isCustomer ? (Sides[])[] : [Sides.Customer]]);
        foreach (var (names, _, isHeading) in _unknown.Values.OrderByDescending(known => known.IsHeading)
            .ThenByDescending(known => known.Count))
        {
            var side = free.Count > 0 ? free.Dequeue() : Sides.ThirdParty;
            foreach (var name in names)
                if (TableWords.Phrase(name) is { Length: > 0 } phrase) Names.Add((phrase, side));
            Spellings.Add((side, names));
            if (!isHeading)
                Doubts.Add($"“{names[0]}” was taken for the {LayoutGuess.NameOf(side)}, since it is no word for a side that is known; " +
                    "change its rule or its party if it is another");
        }
    }

    /// <summary>The names as they stand there.</summary>
    public List<(Sides Side, List<string> Names)> Spellings { get; } = [];
}
