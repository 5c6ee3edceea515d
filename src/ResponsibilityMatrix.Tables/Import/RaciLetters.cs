using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The letters of RACI, in any order.</summary>
internal static class RaciLetters
{
    /// <summary>Reads letters such as <c>RA</c> or <c>R, A</c>. S (support) is responsible without being accountable.</summary>
    public static bool TryParse(string text, out Involvement involvement, out bool supports)
    {
        (involvement, supports) = (Involvement.None, false);
        foreach (var c in CellWords.Compared(text))
        {
            var part = char.ToUpperInvariant(c) switch
            {
                'R' or 'S' => Involvement.Responsible,
                'A' => Involvement.Accountable,
                'C' => Involvement.Consulted,
                'I' => Involvement.Informed,
                _ => Involvement.None,
            };
            supports |= c is 'S' or 's';
            if (part == Involvement.None && !" ,;/&+|()*.-".Contains(c, StringComparison.Ordinal)) return false;
            involvement |= part;
        }
        return involvement != Involvement.None;
    }
}
