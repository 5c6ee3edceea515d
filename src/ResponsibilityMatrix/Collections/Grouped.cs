using System.Globalization;

namespace ResponsibilityMatrix.Collections;

/// <summary>Numbers in sentences.</summary>
internal static class Grouped
{
    /// <summary>A number with commas between groups of digits, in every culture.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
