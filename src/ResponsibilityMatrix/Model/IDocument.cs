namespace ResponsibilityMatrix.Model;

/// <summary>The kind of a document.</summary>
public enum DocumentKind
{
    /// <summary>No known kind, or not JSON.</summary>
    Unknown,

    /// <summary>A matrix.</summary>
    Matrix,

    /// <summary>A catalog.</summary>
    Catalog,

    /// <summary>A mapping between two catalogs.</summary>
    Mapping,

    /// <summary>A set of requirements.</summary>
    Requirements,
}

/// <summary>
/// A type that represents a whole document: <see cref="Matrix"/>, <see cref="Catalog"/>, <see cref="CatalogMapping"/> or
/// <see cref="RequirementSet"/>. Other types cannot implement it, so reading a document into one of them does not compile.
/// </summary>
public interface IDocument
{
    /// <summary>The kind of document.</summary>
    internal static abstract DocumentKind Kind { get; }
}
