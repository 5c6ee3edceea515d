using System.Text.Json;

namespace ResponsibilityMatrix.Tests.Conformance;

/// <summary>Compares an answer with what a vector expects of it, as the README of the vectors says.</summary>
internal static class Match
{
    /// <summary>What is not as expected, one line each; none when the answer holds.</summary>
    public static IReadOnlyList<string> Problems(JsonElement expected, JsonElement actual)
    {
        List<string> problems = [];
        foreach (var member in expected.EnumerateObject())
        {
            switch (member.Name)
            {
                case "controls" or "changes" or "diagnostics":
                    Each(member.Value, Elements(actual, member.Name), member.Name, problems);
                    break;
                case "absentControls":
                    foreach (var id in member.Value.EnumerateArray())
                        if (Elements(actual, "controls").Exists(control => Holds(id, control.GetProperty("control"))))
                            problems.Add($"controls: {id} should not be there");
                    break;
                case "absentChanges":
                    foreach (var change in member.Value.EnumerateArray())
                        if (Elements(actual, "changes").Find(told => Holds(change, told)) is { ValueKind: JsonValueKind.Object } told)
                            problems.Add($"changes: {told} should not be there");
                    break;
                case "noOtherDiagnostics":
                    var others = Elements(actual, "diagnostics");
                    if (expected.TryGetProperty("diagnostics", out var listed)) Each(listed, others, "diagnostics", []);
                    foreach (var prefix in member.Value.EnumerateArray())
                        foreach (var other in others)
                            if (other.GetProperty("id").GetString()!.StartsWith(prefix.GetString()!, StringComparison.Ordinal))
                                problems.Add($"diagnostics: {other} should not be there");
                    break;
                default:
                    Compare(member.Value, Member(actual, member.Name), member.Name, problems);
                    break;
            }
        }
        return problems;
    }

    // Each expected element takes the first of the actual ones that it fits; what is left in the list was taken by none.
    private static void Each(JsonElement expected, List<JsonElement> actual, string path, List<string> problems)
    {
        foreach (var element in expected.EnumerateArray())
        {
            var at = actual.FindIndex(candidate => Holds(element, candidate));
            if (at >= 0)
            {
                actual.RemoveAt(at);
                continue;
            }
            if (path == "controls" && actual.FindAll(candidate => SameControl(element, candidate)) is [var control])
                Compare(element, control, $"{path}[{element.GetProperty("control")}]", problems);
            else problems.Add($"{path}: none is {element}; there are {string.Join("", actual.Select(candidate => $"\n    {candidate}"))}");
        }
    }

    private static bool SameControl(JsonElement expected, JsonElement actual) =>
        Holds(Member(expected, "control"), Member(actual, "control"))
            && (Member(expected, "catalog").ValueKind == JsonValueKind.Undefined
            || Holds(Member(expected, "catalog"), Member(actual, "catalog")));

    private static bool Holds(JsonElement expected, JsonElement actual)
    {
        List<string> problems = [];
        Compare(expected, actual, "", problems);
        return problems.Count == 0;
    }

    private static void Compare(JsonElement expected, JsonElement actual, string path, List<string> problems)
    {
        if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in expected.EnumerateObject())
                Compare(member.Value, Member(actual, member.Name), $"{path}.{member.Name}", problems);
        }
        else if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array
            && expected.GetArrayLength() == actual.GetArrayLength())
        {
            for (var i = 0; i < expected.GetArrayLength(); i++) Compare(expected[i], actual[i], $"{path}[{i}]", problems);
        }
        else if (actual.ValueKind == JsonValueKind.Undefined ? expected.ValueKind != JsonValueKind.Null
            : !JsonElement.DeepEquals(expected, actual))
        {
            problems.Add(
                $"{path} should be {expected.GetRawText()} and is " +
                $"{(actual.ValueKind == JsonValueKind.Undefined ? "not there" : actual.GetRawText())}");
        }
    }

    private static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private static List<JsonElement> Elements(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];
}
