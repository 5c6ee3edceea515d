using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The parties of an import, found by the words by which the tables call them.</summary>
internal sealed class PartyNames
{
    private readonly CompiledProfile _profile;
    private readonly List<(string Id, WordPattern[] Names)> _parties = [];
    private readonly Dictionary<string, string> _withoutBlanks = new(StringComparer.OrdinalIgnoreCase);

    public PartyNames(CompiledProfile profile)
    {
        _profile = profile;
        var stated = profile.Profile.Parties;
        Parties =
        [
            .. new[] { Party.ProviderWord, Party.CustomerWord }.Where(id => !stated.Any(party => party.Id == id))
                .Select(id => new ProfileParty { Id = id }),
            .. stated,
        ];
        foreach (var party in Parties)
        {
            List<string> names = [party.Id, .. party.Names];
            if (party.Name is { } name) names.Add(name);
            var patterns = WordPattern.Parse(names, Variable).ToList();
            // What comes from the caller or from a heading is no pattern.
            foreach (var text in new[] { profile.Variable(party.Id) }
                .Concat(profile.Heard.Where(heard => heard.Party == party.Id).Select(heard => heard.Name)))
                if (text is not null) patterns.Add(WordPattern.Parse("{name}", _ => text));
            _parties.Add((party.Id, [.. patterns]));
            foreach (var pattern in patterns.Where(pattern => pattern.IsLiteral))
                _withoutBlanks.TryAdd(WithoutBlanks(pattern.Literal), party.Id);
        }
    }

    /// <summary>The parties of the profile, the provider and the customer among them.</summary>
    public IReadOnlyList<ProfileParty> Parties { get; }

    /// <summary>The id of the party that a text names, or null. <c>Redhat</c> is <c>Red Hat</c>.</summary>
    public string? Find(string text)
    {
        if (_profile.Named.Find(text) is { } named) return named;
        var compared = CellWords.Compared(text);
        foreach (var (id, names) in _parties)
            if (names.Match(compared)) return id;
        return _withoutBlanks.GetValueOrDefault(WithoutBlanks(compared));
    }

    /// <summary>Whether two texts are one name, whatever their case and blanks.</summary>
    public static bool AreSame(string one, string other) =>
        CellWords.AreEqual(WithoutBlanks(CellWords.Compared(one)), WithoutBlanks(CellWords.Compared(other)));

    private static string WithoutBlanks(string name) => name.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The name of a party.</summary>
    public string NameOf(string id)
    {
        var party = Parties.FirstOrDefault(known => known.Id == id);
        var name = party?.Name is { } stated ? Template.Fill(stated, _profile.Variable)
            : _profile.Variable(id) ?? _profile.Named.NameOf(id);
        if (string.IsNullOrWhiteSpace(name)) name = party?.Names.FirstOrDefault(known => !known.AsSpan().ContainsAny('*', '{'));
        if (string.IsNullOrWhiteSpace(name)) name =
            id switch { Party.ProviderWord => "Provider", Party.CustomerWord => "Customer", _ => id };
        return CellWords.Clean(name).ReplaceLineEndings(" ");
    }

    // A pattern with a variable that has no value matches nobody.
    private string Variable(string name) => _profile.Variable(name) ?? "\0";
}
