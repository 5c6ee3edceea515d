using System.Text.Json;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Tables;

/// <summary>What is wrong with the JSON of a profile, in words for people.</summary>
internal static partial class ProfileFault
{
    public static Diagnostic Of(JsonException exception, string? file)
    {
        var (id, message) = Words(exception);
        return TableProfiles.Finding(id, message, file, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
    }

    private static (string Id, string Message) Words(JsonException exception)
    {
        var text = exception.Message;
        var end = text.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end > 0) text = text[..end];
        var path = exception.Path is null or "$" ? "The profile" : exception.Path.TrimStart('$', '.');
        if (exception.InnerException is JsonException inner) return ("RM0001", $"This is no JSON: {inner.Message}");
        if (Unmapped().Match(text) is { Success: true } unmapped)
        {
            var name = unmapped.Groups[1].Value;
            return ("RM0100", $"{path}: there is no member \"{Shortened.Text(name)}\".{Nearest.Suggest(name, ProfileJsonContext.Members)}");
        }
        if (Duplicate().Match(text) is { Success: true } duplicate)
            return ("RM0002", $"The member \"{duplicate.Groups[1].Value}\" stands there twice.");
        if (Missing().Match(text) is { Success: true } missing)
            return ("RM0100", $"{path}: {missing.Groups[1].Value.Replace("'", "\"", StringComparison.Ordinal).TrimEnd('.')} is missing.");
        if (Unconverted().IsMatch(text)) return ("RM0100", $"{path}: the value is of another kind, or no word that is known here.");
        return ("RM0100", $"{path}: {text}");
    }

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped", RegexOptions.NonBacktracking)]
    private static partial Regex Unmapped();

    [GeneratedRegex("^Duplicate property '(.*)' encountered", RegexOptions.NonBacktracking)]
    private static partial Regex Duplicate();

    [GeneratedRegex("missing required properties including: (.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Missing();

    [GeneratedRegex("could not be converted to", RegexOptions.NonBacktracking)]
    private static partial Regex Unconverted();
}
