using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Translates an answer as far as the matrix has texts in the language. A translation changes only titles, names and texts.
/// Thread-safe.</summary>
internal static class Translation
{
    /// <summary>Returns the answer with the titles of controls, names of parties and texts of duties that a translation has for their
    /// ids.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="texts">The texts of one language, such as <c>matrix.Translations["de"]</c>.</param>
    public static ResolvedMatrix Translate(ResolvedMatrix answer, ValueMap<TranslatedText> texts)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var titles = Titles(texts);
        return answer with
        {
            Parties = answer.Parties.Select(party => texts.TryGetValue(party.Id, out var text) && text.Name is { } name
                ? party with { Name = name } : party).ToValueList(),
            Controls = answer.Controls.Select(control => Translate(control, titles, texts)).ToValueList(),
        };
    }

    internal static Dictionary<ControlKey, string> Titles(ValueMap<TranslatedText> texts)
    {
        Dictionary<ControlKey, string> titles = [];
        foreach (var (id, text) in texts)
            if (text.Title is { } title && ControlKey.TryParse(id, out var key)) titles.TryAdd(key, title);
        return titles;
    }

    internal static ResolvedControl Translate(
        ResolvedControl control, Dictionary<ControlKey, string> titles, ValueMap<TranslatedText> texts) => control with
        {
            Title = ControlKey.TryParse(control.Control, out var key) && titles.TryGetValue(key, out var title) ? title : control.Title,
            Duties = control.Duties.Select(duty => duty.Id is { } id && texts.TryGetValue(id, out var text) && text.Text is { } words
                ? duty with { Text = words } : duty).ToValueList(),
        };
}
