using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>A profile with its patterns parsed, for one import: the values of its variables, also those that come from headings.</summary>
internal sealed class CompiledProfile
{
    private static readonly string[] Reserved = ["provider", "customer", "service"];
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _captured = new(StringComparer.Ordinal);
    private readonly HashSet<string> _blanks;

    public CompiledProfile(TableProfile profile, TableImportOptions options)
    {
        Profile = profile;
        foreach (var (name, value) in profile.Variables) _variables[name] = value;
        foreach (var (name, value) in options.Variables) _variables[name] = value;
        // A name that the caller gives need not be the one in the headings.
        foreach (var (name, value) in new[] { ("provider", options.Provider), ("customer", options.Customer),
            ("service", options.Service) })
            if (value is not null) _captured[name] = value;
        _blanks = profile.Blanks.Select(CellWords.Compared).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Tables = [.. profile.Tables.Select(table => new CompiledTable(table, profile.Columns, HeadingVariable))];
    }

    public TableProfile Profile { get; }

    public CompiledTable[] Tables { get; }

    /// <summary>The value of a variable, or null.</summary>
    public string? Variable(string name) =>
        _captured.TryGetValue(name, out var captured) ? captured : _variables.GetValueOrDefault(name);

    /// <summary>The value of a variable in the patterns of rules, or null for a name that takes what stands there. The name of a party
    /// that has none matches nothing.</summary>
    public string? RuleVariable(string name) => Variable(name) ?? (Array.IndexOf(Reserved, name) >= 0 ? "\0" : null);

    /// <summary>Takes the value of a variable from a heading, unless it has one.</summary>
    public void Capture(string name, string value)
    {
        // A variable of the page that has no value itself.
        if (Template.Names(value).Any()) return;
        if (!_variables.ContainsKey(name)) _captured.TryAdd(name, value);
        if (name is "provider" or "customer") Heard.Add((name, value));
    }

    /// <summary>Takes the values of variables from the name of a file.</summary>
    public void CaptureFrom(string file)
    {
        var name = CellWords.Compared(Path.GetFileNameWithoutExtension(file));
        foreach (var pattern in WordPattern.Parse(Profile.FileNames, HeadingVariable))
        {
            List<(string Name, string Value)> captured = [];
            if (!pattern.Matches(name, (variable, value) => captured.Add((variable, value)))) continue;
            captured.ForEach(variable => Capture(variable.Name, variable.Value));
            return;
        }
    }

    /// <summary>The names of the provider and the customer in the headings.</summary>
    public HashSet<(string Party, string Name)> Heard { get; } = [];

    /// <summary>The parties that rows name by their ids.</summary>
    public NamedParties Named { get; } = new();

    /// <summary>Whether a text means an empty cell.</summary>
    public bool IsBlank(string text) => text.Length == 0 || (_blanks.Count > 0 && _blanks.Contains(CellWords.Compared(text)));

    /// <summary>The first document that takes a sheet, or null.</summary>
    public ProfileDocument? DocumentOf(TableSheet sheet)
    {
        foreach (var document in Profile.Documents)
            if (document.When is null || WordPattern.Parse(document.When.Sheet, Variable).Match(CellWords.Compared(sheet.Name ?? "")))
                return document;
        return null;
    }

    private string? HeadingVariable(string name) => Array.IndexOf(Reserved, name) >= 0 && _captured.ContainsKey(name) ? null
        : _variables.GetValueOrDefault(name);
}

/// <summary>A table of a profile with its patterns parsed.</summary>
internal sealed class CompiledTable
{
    public CompiledTable(ProfileTable table, ValueList<ProfileColumn> common, Func<string, string?> variables)
    {
        Table = table;
        Sheet = WordPattern.Parse(table.Sheet, variables);
        Under = WordPattern.Parse(table.Under, variables);
        var isPlain = table.Use is ProfileTableUse.Ignored or ProfileTableUse.Totals;
        All = [.. table.Columns, .. isPlain ? [] : common];
        Columns = [.. All.Where(column => !column.Heading.IsEmpty)
            .Select(column => new CompiledColumn(column, WordPattern.Parse(column.Heading, variables)))];
        Cells = table.Cells is { } cells ? WordPattern.Parse(cells.Heading, variables) : [];
        Skip = [.. table.Skip.Select(conditions =>
            conditions.Select(condition => (condition.Key, WordPattern.Parse(condition.Value, variables))).ToArray())];
    }

    public ProfileTable Table { get; }

    public WordPattern[] Sheet { get; }

    public WordPattern[] Under { get; }

    /// <summary>All columns, also those that the layout makes.</summary>
    public ProfileColumn[] All { get; }

    /// <summary>The columns that a heading finds.</summary>
    public CompiledColumn[] Columns { get; }

    public WordPattern[] Cells { get; }

    public (string Column, WordPattern[] Patterns)[][] Skip { get; }

    public int HeaderRows => Math.Max(Table.Header?.Rows ?? 1, 1);

    /// <summary>Whether it takes a sheet whatever its headings are.</summary>
    public bool TakesAll => Columns.Length == 0 && Table.Cells is null;

    public bool IsFor(TableSheet sheet) =>
        (!sheet.Hidden || Table.Hidden)
        && (Sheet.Length == 0 || Sheet.Match(CellWords.Compared(sheet.Name ?? "")))
        && (Under.Length == 0 || sheet.Headings.Any(heading => Under.Match(CellWords.Compared(heading))));
}

/// <summary>A column of a profile with its patterns parsed.</summary>
internal sealed record CompiledColumn(ProfileColumn Column, WordPattern[] Headings);
