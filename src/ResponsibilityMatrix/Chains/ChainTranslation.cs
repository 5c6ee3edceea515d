using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Translates the answer for a chain as far as the matrices have texts in the language. Thread-safe.</summary>
internal static class ChainTranslation
{
    /// <summary>Returns the answer with translated titles of controls, names of parties and texts of duties. The text of a duty comes from
    /// the matrix that states it.</summary>
    public static ChainAnswer Translate(ChainAnswer answer, ChainMembers members, string language)
    {
        var own = members.Root.Resolver.TextsIn(language) ?? default;
        Dictionary<string, ValueMap<TranslatedText>> texts = new(StringComparer.Ordinal) { [members.Root.Id] = own };
        // If the chain contains several versions of a matrix, the source of a text is unknown.
        foreach (var matrix in members.All.GroupBy(member => member.Id))
            if (matrix.Select(member => member.Effective.Matrix.Version).Distinct().Count() == 1)
                texts.TryAdd(matrix.Key, matrix.First().Resolver.TextsIn(language) ?? default);
        var titles = Translation.Titles(own);
        return answer with
        {
            Parties = answer.Parties.Select(party => own.TryGetValue(party.Id, out var text) && text.Name is { } name
                ? party with { Name = name } : party).ToValueList(),
            Controls = answer.Controls.Select(control => control with
            {
                Resolved = Translation.Translate(control.Resolved, titles, own),
                Performers = control.Performers.Select(Translate).ToValueList(),
                Retained = control.Retained.Select(Translate).ToValueList(),
            }).ToValueList(),
        };

        Performer Translate(Performer performer) =>
            performer is { Duty: { } duty, Matrix: { } matrix } && texts.TryGetValue(matrix, out var words)
                && words.TryGetValue(duty, out var text) && text.Text is { } translated ? performer with { Text = translated } : performer;
    }
}
