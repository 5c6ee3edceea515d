namespace ResponsibilityMatrix.Model;

/// <summary>What kind of document a text holds.</summary>
public enum DocumentKind
{
    /// <summary>None that is known, or no JSON at all.</summary>
    Unknown,

    /// <summary>A matrix.</summary>
    Matrix,

    /// <summary>A catalog, in the project's own format or in OSCAL's.</summary>
    Catalog,

    /// <summary>A mapping between two catalogs.</summary>
    Mapping,

    /// <summary>A set of requirements.</summary>
    Requirements,
}

/// <summary>
/// A type that a whole document is read into: <see cref="Matrix"/>, <see cref="Catalog"/>, <see cref="CatalogMapping"/> or
/// <see cref="RequirementSet"/>. Other types cannot implement it, so that reading a document into one of them does not compile.
/// </summary>
public interface IDocument
{
    /// <summary>The kind of document.</summary>
    internal static abstract DocumentKind Kind { get; }
}
