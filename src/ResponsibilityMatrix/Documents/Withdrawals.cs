using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Documents;

/// <summary>The message about a reference to a withdrawn control.</summary>
internal static class Withdrawals
{
    /// <summary>A sentence that states the withdrawal and the replacements.</summary>
    public static string Sentence(Catalog catalog, Control control)
    {
        var replacement = control.ReplacedBy.IsEmpty
            ? ", and nothing took its place"
            : $": {string.Join(", ", (IEnumerable<string>)control.ReplacedBy)} took its place";
        return $"{control.Id} is withdrawn in {catalog.Identity}{replacement}.";
    }
}
