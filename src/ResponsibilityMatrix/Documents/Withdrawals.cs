using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Documents;

/// <summary>What to say to somebody who names a control that its catalog has withdrawn.</summary>
internal static class Withdrawals
{
    /// <summary>A sentence: that it is withdrawn, and what took its place.</summary>
    public static string Sentence(Catalog catalog, Control control)
    {
        var replacement = control.ReplacedBy.IsEmpty
            ? ", and nothing took its place"
            : $": {string.Join(", ", (IEnumerable<string>)control.ReplacedBy)} took its place";
        return $"{control.Id} is withdrawn in {catalog.Identity}{replacement}.";
    }
}
