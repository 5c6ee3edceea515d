using System.Text.Json.Serialization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The kind of a version increment (Semantic Versioning 2.0.0). Ordered: a larger value is a larger
/// increment.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum VersionBump
{
    /// <summary>The version is not higher.</summary>
    None,

    /// <summary>The third number is higher.</summary>
    Patch,

    /// <summary>The second number is higher.</summary>
    Minor,

    /// <summary>The first number is higher.</summary>
    Major,
}

/// <summary>Computes the version increments that versions declare and that changes require. Thread-safe.</summary>
internal static class VersionBumps
{
    /// <summary>
    /// The increment from one version to another. From a pre-release, it is the increment of the coming release: 2.0.0-rc.1 to 2.0.0-rc.2
    /// or 2.0.0 is a major one, since a pre-release guarantees nothing. Build metadata is ignored.
    /// </summary>
    /// <param name="from">The old version.</param>
    /// <param name="to">The new version.</param>
    public static VersionBump Declared(SemanticVersion from, SemanticVersion to)
    {
        if (from == default || to == default || to <= from) return VersionBump.None;
        var (was, now) = (Numbers(from), Numbers(to));
        if (was[0] != now[0]) return VersionBump.Major;
        if (was[1] != now[1]) return VersionBump.Minor;
        if (was[2] != now[2]) return VersionBump.Patch;
        return now[2] != "0" ? VersionBump.Patch : now[1] != "0" ? VersionBump.Minor : VersionBump.Major;
    }

    /// <summary>The increment that changes require, by the largest impact. While the first number is 0, a major change requires a minor
    /// increment.</summary>
    /// <param name="from">The old version.</param>
    /// <param name="largest">The largest impact; null if nothing changed.</param>
    public static VersionBump Required(SemanticVersion from, VersionBump? largest) => largest switch
    {
        null => VersionBump.None,
        VersionBump.Patch => VersionBump.Patch,
        VersionBump.Minor => VersionBump.Minor,
        _ => IsInitial(from) ? VersionBump.Minor : VersionBump.Major,
    };

    /// <summary>The lowest release version with the increment; null for no increment and for numbers that are too large to
    /// increment.</summary>
    public static string? Next(SemanticVersion from, VersionBump bump)
    {
        if (from == default
            || Array.ConvertAll(Numbers(from), number => long.TryParse(number, out var value) && value < long.MaxValue ? value
            : -1) is not [>= 0 and var major, >= 0 and var minor, >= 0 and var patch]) return null;
        var release = $"{major}.{minor}.{patch}";
        return bump switch
        {
            VersionBump.None => null,
            _ when Declared(from, release) >= bump => release,
            VersionBump.Major => $"{major + 1}.0.0",
            VersionBump.Minor => $"{major}.{minor + 1}.0",
            _ => $"{major}.{minor}.{patch + 1}",
        };
    }

    private static bool IsInitial(SemanticVersion version) => version != default && Numbers(version)[0] == "0";

    private static string[] Numbers(SemanticVersion version) => version.ToString().Split('+')[0].Split('-')[0].Split('.');
}
