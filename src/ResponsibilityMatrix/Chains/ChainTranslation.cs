using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Puts the answer about a chain into another language, as far as the matrices have its texts. Thread-safe.</summary>
internal static class ChainTranslation
{
    /// <summary>The answer with the titles of controls, the names of parties and the texts of duties that translations have: those of each
    /// duty from the matrix in which it stands.</summary>
    public static ChainAnswer Translate(ChainAnswer answer, ChainMembers members, string language)
    {
        var own = members.Root.Resolver.TextsIn(language) ?? default;
        Dictionary<string, ValueMap<TranslatedText>> texts = new(StringComparer.Ordinal) { [members.Root.Id] = own };
        // Where the chain goes through several versions of one matrix, nobody knows whose words these are.
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
                && words.TryGetValue(duty, out var text) && text.Text is { } said ? performer with { Text = said } : performer;
    }
}
