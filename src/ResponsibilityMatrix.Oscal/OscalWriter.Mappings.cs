using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>A mapping collection that was written. Immutable; equal by value.</summary>
public sealed record OscalMappingExport
{
    /// <summary>The document as JSON in UTF-8; null if there was no relation to write.</summary>
    public ReadOnlyMemory<byte>? Utf8 { get; init; }

    /// <summary>The findings: RM7002 for what was left out, RM7003 for what only this product reads back.</summary>
    public ValueList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>Writes OSCAL 1.2 (https://pages.nist.gov/OSCAL/). The same documents give the same bytes. Thread-safe.</summary>
public static partial class OscalWriter
{
    /// <summary>
    /// Writes mappings as a mapping collection of OSCAL 1.2. UUIDs depend on the ids of the mappings and on what their relations say: the
    /// same mappings and day give the same bytes. Thread-safe.
    /// </summary>
    /// <param name="mappings">The mappings; one without relations is left out.</param>
    /// <param name="lastModified">The day of the last change, which OSCAL wants to know. It is the version of the document too.</param>
    /// <param name="documents">The catalogs at hand, which say what is a statement; null for <see cref="DocumentSet.BuiltIn"/>.</param>
    public static OscalMappingExport WriteMappings(
        IReadOnlyList<CatalogMapping> mappings, DateOnly lastModified, DocumentSet? documents = null)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        return new MappingWriter(documents ?? DocumentSet.BuiltIn, lastModified).Write(mappings);
    }
}
