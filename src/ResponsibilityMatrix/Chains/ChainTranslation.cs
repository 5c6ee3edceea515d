using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Puts the answer about a chain into another language, as far as the matrices have its texts. Thread-safe.</summary>
public static class ChainTranslation
{
    /// <summary>The answer with the titles of controls, the names of parties and the texts of duties that translations have: those of each
    /// duty from the matrix in which it stands.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="texts">The texts of a matrix in the language, by the matrix's id; null for a matrix without a translation.</param>
    public static ChainAnswer Translate(ChainAnswer answer, Func<string, ValueMap<TranslatedText>?> texts)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(texts);
        var own = texts(answer.Matrix.Id) ?? default;
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
            performer is { Duty: { } duty, Matrix: { } matrix } && texts(matrix) is { } words && words.TryGetValue(duty, out var text)
                && text.Text is { } said ? performer with { Text = said } : performer;
    }
}
