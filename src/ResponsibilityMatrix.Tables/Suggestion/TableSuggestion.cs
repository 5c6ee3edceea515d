using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Tables;

/// <summary>Options of suggesting a profile. Immutable; equal by value.</summary>
public sealed record TableSuggestionOptions
{
    /// <summary>The catalogs among which the one of the tables' ids is looked for. Default: <see cref="DocumentSet.BuiltIn"/>.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>The id of the profile; null to make one from the name of the first file.</summary>
    public string? Id { get; init; }
}

/// <summary>A sentence about a suggested profile. Immutable; equal by value.</summary>
public sealed record SuggestionNote
{
    /// <summary>What was taken for what, and why; or what is unsure, and how to correct it.</summary>
    public required string Text { get; init; }

    /// <summary>Whether a person should look at it.</summary>
    public bool IsUnsure { get; init; }
}

/// <summary>
/// A profile for tables that no profile at hand reads, guessed from their headings and the words in their cells: a draft that a person
/// corrects. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record TableSuggestion
{
    /// <summary>The profile; null if no table says who is responsible.</summary>
    public TableProfile? Profile { get; init; }

    /// <summary>What was guessed from what, in the order of the tables, and what is unsure.</summary>
    public required ValueList<SuggestionNote> Notes { get; init; }

    /// <summary>Suggests a profile for the tables of one or several files, which are read together.</summary>
    /// <param name="files">The files, as <see cref="TableFileReader"/> gives them.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TableSuggestion Suggest(
        IReadOnlyList<TableFile> files, TableSuggestionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        options ??= new();
        var layouts = SheetLayout.Of(files, cancellationToken);
        var parties = PartyGuess.Of(layouts);
        Legends.Explain(files, layouts, parties.Words);
        var catalogs = options.Documents.Catalogs.Select(catalog => new CatalogIds(catalog)).ToList();
        List<LayoutGuess> guesses = [];
        foreach (var layout in layouts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            guesses.Add(new LayoutGuess(layout, parties.Words, catalogs));
        }
        var name = files.Select(file => file.File).FirstOrDefault(file => file is not null);
        return new SuggestedProfile(guesses, parties, options.Id ?? Slugs.Ascii(Path.GetFileNameWithoutExtension(name ?? "table"), "table"),
            name).Make();
    }
}
