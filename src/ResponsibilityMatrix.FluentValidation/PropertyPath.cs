using System.Text;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>
/// The path of the property that a finding is about: <c>Assignments[3].Duties[1].Party</c> for <c>/assignments/3/duties/1/party</c>.
/// Members of documents have the names of properties but for the first letter; here stands where a document and the model differ.
/// </summary>
internal static class PropertyPath
{
    private const string UnknownLaterMember = "RM0005";

    public static string Of(Diagnostic finding) => finding.Place switch
    {
        null => "",
        // It stands in a base.
        { File: not null } => "Extends",
        var place when finding.Id == UnknownLaterMember => $"Unrecognized[{place.Pointer}]",
        var place => Of(place.Pointer),
    };

    public static string Of(string pointer)
    {
        var steps = new Queue<string>(pointer.Split('/').Skip(1).Select(Unescape));
        var path = new StringBuilder();
        while (steps.TryDequeue(out var step))
        {
            switch (step)
            {
                case "$schema":
                    Property("Schema");
                    break;
                case "as":
                    Property("ShortName");
                    break;
                case "upstream":
                    Property("Upstreams");
                    break;
                case "when":
                    Property("When");
                    if (steps.Count > 0) Property("Parameters", keys: 1);
                    break;
                case "layers":
                    Property("Layers", keys: 1);
                    break;
                case "translations":
                    Property("Translations", keys: 2);
                    break;
                case "context":
                    Property("Context");
                    if (steps.TryPeek(out var within) && within == "parameters") Property(Upper(steps.Dequeue()), keys: 1);
                    break;
                // One text, and one set of flags, whatever is in them.
                case "extensions":
                    Property("Extensions", keys: 1);
                    return path.ToString();
                case "involvement":
                    Property("Involvement");
                    return path.ToString();
                case [>= '0' and <= '9', ..]:
                    path.Append('[').Append(step).Append(']');
                    break;
                default:
                    Property(Upper(step));
                    break;
            }
        }
        return path.ToString();

        void Property(string name, int keys = 0)
        {
            if (path.Length > 0) path.Append('.');
            path.Append(name);
            for (; keys > 0 && steps.TryDequeue(out var key); keys--) path.Append('[').Append(key).Append(']');
        }
    }

    private static string Upper(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
