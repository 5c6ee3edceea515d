using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>OSCAL's words for relationships. Thread-safe.</summary>
internal static class Relationships
{
    /// <summary>The namespace that a word without one is of.</summary>
    public const string OscalNamespace = "http://csrc.nist.gov/ns/oscal";

    /// <summary>The word for a source that has no counterpart, as converters of tables write it.</summary>
    public const string Gap = "gap";

    /// <summary>The relation of a word; null for a word that is not known.</summary>
    public static ControlRelation? Of(string word) => word.ToLowerInvariant() switch
    {
        "equal-to" or "equivalent-to" or "equal" or "equivalent" or "equals" => ControlRelation.Equal,
        "subset-of" or "subset" => ControlRelation.Subset,
        "superset-of" or "superset" => ControlRelation.Superset,
        "intersects-with" or "intersects" => ControlRelation.Intersects,
        "no-relationship" or "not-related" or "none" => ControlRelation.None,
        _ => null,
    };

    /// <summary>The word of a relation.</summary>
    public static string WordOf(ControlRelation relation) => relation switch
    {
        ControlRelation.Equal => "equivalent-to",
        ControlRelation.Subset => "subset-of",
        ControlRelation.Superset => "superset-of",
        ControlRelation.Intersects => "intersects-with",
        _ => "no-relationship",
    };

    /// <summary>Whether a namespace is that of OSCAL's own words or of this product's.</summary>
    public static bool IsKnown(string? space) =>
        space is null || space.TrimEnd('/') is OscalNamespace or OscalWords.Namespace;
}
