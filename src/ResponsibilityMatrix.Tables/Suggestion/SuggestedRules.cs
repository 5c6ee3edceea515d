using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Makes the rules of a suggested profile: one for each word that was found.</summary>
internal sealed class SuggestedRules(IReadOnlyList<LayoutGuess> guesses, OwnerWords words, SuggestedParties parties, HashSet<string> blanks,
    bool hasFootnotes)
{
    private const int MostWords = 60;
    private static readonly string[] Usual = ["Provider", "Customer", "Shared", "Inherited", "Not applicable"];

    /// <summary>The words that no rule understands.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The words that were understood in part.</summary>
    public List<string> Doubtful { get; } = [];

    private bool Has(params ColumnKind[] kinds) => guesses.Any(guess => guess.Has(kinds));

    private IEnumerable<GuessedColumn> Of(params ColumnKind[] kinds) => guesses.SelectMany(guess => guess.Of(kinds));

    public ValueList<ProfileRule> Make()
    {
        List<ProfileRule> rules = [];
        if (Has(ColumnKind.OwnerMark)) rules.AddRange(Marks());
        else if (Has(ColumnKind.PartyWord)) rules.AddRange(PartyWords());
        else if (Has(ColumnKind.Owner, ColumnKind.Cell)) rules.AddRange(Owners());
        if (Has(ColumnKind.Inheritance)) rules.AddRange(InheritanceAlone());
        return rules.ToValueList();
    }

    private string? CustomerText => Has(ColumnKind.Text) ? Of(ColumnKind.Text).FirstOrDefault(column => column.Id == "customerText")?.Id
        ?? Of(ColumnKind.Text).FirstOrDefault(column => column.Side == Sides.None)?.Id : null;

    private Duty CustomerDuty => new() { Party = Party.CustomerWord, Text = CustomerText is { } id ? $"{{{id}}}" : null };

    private IEnumerable<ProfileRule> Owners()
    {
        var found = Of(ColumnKind.Owner, ColumnKind.Cell).SelectMany(column => column.Statistics.Words)
            .Select(word => (Text: hasFootnotes ? LayoutGuess.WithoutMark(word.Key) : word.Key, word.Value))
            .Select(word => word with { Text = words.SignOf(word.Text) is { } sign ? sign + "*" : word.Text })
            .GroupBy(word => word.Text, StringComparer.OrdinalIgnoreCase).OrderByDescending(same => same.Sum(word => word.Value))
                .Select(same => same.Key).ToList();
        if (found.Count == 0) found = [.. Usual];
        foreach (var word in found.Take(MostWords))
        {
            if (word.Length == 0 || blanks.Contains(word)) continue;
            if (words.Parse(word.TrimEnd('*')) is not { } meaning || meaning.Share < 0.3)
            {
                Unknown.Add(word);
                continue;
            }
            if (meaning.Share < 0.75) Doubtful.Add(word);
            yield return new ProfileRule { If = If(("owner", [Pattern(word)])), Then = Outcome(meaning), Also = Degrees() };
        }
    }

    private static string Pattern(string word) => word.Replace('{', '*').Replace('}', '*');

    private ProfileOutcome Outcome(OwnerMeaning meaning)
    {
        if (meaning.State is { } state) return new ProfileOutcome { State = state };
        if (meaning.IsOpen) return new ProfileOutcome { Open = true };
        if (meaning.IsOutsourced && meaning.Sides.HasFlag(Sides.ThirdParty))
            return new ProfileOutcome
            {
                Duties = [.. Others(meaning), new Duty { Party = Party.ProviderWord, Involvement = Involvement.Accountable }],
            };
        if (!meaning.Sides.HasFlag(Sides.ThirdParty)) return new ProfileOutcome
        {
            Split = meaning.Sides,
            Inheritability =
            meaning.Inheritability
        };
        List<Duty> duties = [];
        if (meaning.Sides.HasFlag(Sides.Provider)) duties.Add(new Duty { Party = Party.ProviderWord });
        if (meaning.Sides.HasFlag(Sides.Customer)) duties.Add(new Duty { Party = Party.CustomerWord });
        duties.AddRange(Others(meaning));
        return new ProfileOutcome { Duties = duties.ToValueList(), Inheritability = meaning.Inheritability };
    }

    private IEnumerable<Duty> Others(OwnerMeaning meaning) =>
        (meaning.Others is { Length: > 0 } names ? names : ["third party"]).Select(name => new Duty { Party = parties.Third(name) });

    private ValueList<ProfileRule> Degrees() => Has(ColumnKind.Inheritance)
        ? Degree().Select(degree => new ProfileRule
        {
            If = If(("inheritance", degree.Words)),
            Then =
            new ProfileOutcome { Inheritability = degree.Degree }
        }).ToValueList()
        : [];

    // The words of each degree of inheritance.
    private IEnumerable<(Inheritability Degree, string[] Words)> Degree()
    {
        var found = Of(ColumnKind.Inheritance).SelectMany(column => column.Statistics.Words.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var (degree, usual) in new[] { (Inheritability.Full, "Yes"), (Inheritability.Partial, "Partial"),
            (Inheritability.None, "No") })
        {
            string[] known = [.. found.Where(word => !blanks.Contains(word) && LayoutGuess.DegreeOf(word) == degree)];
            yield return (degree, known.Length > 0 ? known : [usual]);
        }
    }

    private string[] WordsOf(params Inheritability[] degrees) =>
        [.. Degree().Where(degree => degrees.Contains(degree.Degree)).SelectMany(degree => degree.Words)];

    // Where nothing else says who performs: what cannot be inherited, the customer does.
    private IEnumerable<ProfileRule> InheritanceAlone()
    {
        yield return new ProfileRule
        {
            If = If(("inheritance", WordsOf(Inheritability.Full))),
            Then =
            new ProfileOutcome { Split = Sides.Provider, Inheritability = Inheritability.Full }
        };
        yield return new ProfileRule
        {
            If = If(("inheritance", WordsOf(Inheritability.Partial))),
            Then = new ProfileOutcome
            {
                Split = Sides.Shared,
                Inheritability = Inheritability.Partial,
                Duties = CustomerText is null ? []
                : [CustomerDuty]
            },
        };
        yield return new ProfileRule
        {
            If = If(("inheritance", WordsOf(Inheritability.None))),
            Then =
            new ProfileOutcome { Inheritability = Inheritability.None, Duties = [CustomerDuty] }
        };
    }

    private IEnumerable<ProfileRule> Marks()
    {
        var marks = Of(ColumnKind.OwnerMark).Where(column => column.Meaning is not null)
            .DistinctBy(column => column.Word, StringComparer.OrdinalIgnoreCase).ToList();
        if (Of(ColumnKind.StatusMark).Any(column => column.Word == "notApplicable"))
        {
            string[] others = [.. Of(ColumnKind.StatusMark).Select(column => column.Word!).Where(word => word != "notApplicable")
                .Distinct()];
            var unless = If(("status", others));
            if (Has(ColumnKind.Inheritance))
                yield return new ProfileRule
                {
                    If = If(("status", ["notApplicable"]), ("inheritance", WordsOf(Inheritability.None))),
                    Unless = unless,
                    Then = new ProfileOutcome { Inheritability = Inheritability.None, Duties = [CustomerDuty] },
                };
            yield return new ProfileRule
            {
                If = If(("status", ["notApplicable"])),
                Unless = unless,
                Then = new ProfileOutcome { State = ControlState.NotApplicable, Reason = CustomerText is { } id ? $"{{{id}}}" : null },
                Also = Degrees(),
            };
        }
        List<ProfileRule> also = [];
        foreach (var mark in marks) also.Add(new ProfileRule { If = If(("owner", [Pattern(mark.Word!)])), Then = Outcome(mark.Meaning!) });
        if (Has(ColumnKind.Inheritance)) also.AddRange(RestOfCustomer(marks));
        yield return new ProfileRule { If = If(("owner", ["*"])), Also = also.ToValueList() };
    }

    // An owner on the provider's side beside "not inherited" leaves a part to the customer: what the text says.
    private IEnumerable<ProfileRule> RestOfCustomer(List<GuessedColumn> marks)
    {
        const string Note = "the customer's duty follows from an inheritance that is not full: review it.";
        string[] provider = [.. marks.Where(mark => mark.Meaning!.Sides == Sides.Provider).Select(mark => Pattern(mark.Word!))];
        string[] customer = [.. marks.Where(mark => mark.Meaning!.Sides.HasFlag(Sides.Customer)).Select(mark => Pattern(mark.Word!))];
        var unless = customer.Length > 0 ? If(("owner", customer)) : default;
        if (provider.Length > 0 && CustomerText is { } text)
        {
            yield return new ProfileRule
            {
                If = If(("owner", provider), ("inheritance", WordsOf(Inheritability.None, Inheritability.Partial)), (text, ["*"])),
                Unless = unless,
                Then = new ProfileOutcome { Duties = [CustomerDuty] },
                Note = Note,
            };
            yield return new ProfileRule
            {
                If = If(("owner", provider), ("inheritance", WordsOf(Inheritability.None)), (text, [""])),
                Unless = unless,
                Then = new ProfileOutcome { Duties = [new Duty { Party = Party.CustomerWord }] },
                Note = Note,
            };
        }
        foreach (var degree in Degrees().ToList()) yield return degree;
    }

    // Each word in the column of a party says what that party does; both together decide.
    private IEnumerable<ProfileRule> PartyWords()
    {
        List<ProfileRule> also = [];
        List<(string Column, string Pattern)> absent = [];
        foreach (var (id, same) in Of(ColumnKind.PartyWord).GroupBy(column => column.Id).Select(same => (same.Key, same)))
        {
            foreach (var word in same.SelectMany(column => column.Statistics.Words.Keys).Select(PartyPattern)
                .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords))
            {
                if (blanks.Contains(word)) continue;
                var plain = word.TrimEnd('*');
                if (TableWords.Is(TableWords.Phrase(plain), TableWords.NotApplicable)) absent.Add((id, word));
                else if (LayoutGuess.IsNegative(plain)) continue;
                else if (LayoutGuess.IsPositive(plain)) also.Add(new ProfileRule
                {
                    If = If((id, [word])),
                    Then =
                    new ProfileOutcome { Duties = [new Duty { Party = parties.IdOf(same.First()) }] }
                });
                else if (words.Parse(plain) is { } meaning) also.Add(new ProfileRule { If = If((id, [word])), Then = Outcome(meaning) });
                else if (TableWords.Is(TableWords.Phrase(plain), TableWords.Partly))
                    also.Add(new ProfileRule { If = If((id, [word])), Then = new ProfileOutcome { Split = Sides.Shared } });
                else Unknown.Add(word);
            }
        }
        var ids = Of(ColumnKind.PartyWord).Select(column => column.Id).Distinct().ToList();
        if (absent.Count > 0 && ids.TrueForAll(id => absent.Exists(word => word.Column == id)))
            yield return new ProfileRule
            {
                If = If([.. ids.Select(id => (id, absent.Where(word => word.Column == id).Select(word => word.Pattern).ToArray()))]),
                Then = new ProfileOutcome { State = ControlState.NotApplicable },
            };
        if (also.Count > 0) yield return new ProfileRule { Also = also.ToValueList() };
    }

    // A sign with words behind it is known by the sign.
    private static string PartyPattern(string word)
    {
        foreach (var signs in new[] { TableWords.PositiveSigns, TableWords.NegativeSigns, TableWords.SharedSigns })
            if (TableWords.SignOf(word, signs) is { } sign && sign.Length < word.Length) return sign + "*";
        return Pattern(word);
    }

    private static ValueMap<ValueList<string>> If(params (string Column, string[] Words)[] conditions) =>
        new(conditions.Select(condition => KeyValuePair.Create(condition.Column, condition.Words.ToValueList())));
}
