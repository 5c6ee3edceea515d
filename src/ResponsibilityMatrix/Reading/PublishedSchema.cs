using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>The published JSON Schemas of documents, for editors and other validators. Thread-safe.</summary>
internal static class PublishedSchema
{
    /// <summary>The usual file name of the schema for a kind of document, such as <c>matrix.schema.json</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is <see cref="DocumentKind.Unknown"/> or not defined.</exception>
    public static string FileNameOf(DocumentKind kind) => $"{NameOf(kind)}.schema.json";

    /// <summary>The schema for a kind of document, in UTF-8. Documents refer to it by a relative path in <c>$schema</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is <see cref="DocumentKind.Unknown"/> or not defined.</exception>
    public static ReadOnlyMemory<byte> Of(DocumentKind kind) => Read(NameOf(kind));

    internal static byte[] Read(string name)
    {
        using var stream = typeof(PublishedSchema).Assembly.GetManifestResourceStream($"schemas/{name}.schema.json")!;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return utf8;
    }

    private static string NameOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Matrix => "matrix",
        DocumentKind.Catalog => "catalog",
        DocumentKind.Mapping => "mapping",
        DocumentKind.Requirements => "requirements",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no schema for this kind."),
    };
}
