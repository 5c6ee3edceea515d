using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// A matrix as others may see it: without internal notes, without duties that only carry one, and without extensions but those that are
/// kept. It says who does what exactly as the document does, and is the same text byte for byte but for what was taken out. Immutable and
/// thread-safe. </summary>
/// <example><code>
/// var publication = Publication.Of(new MatrixDocument(matrix));
/// foreach (var finding in publication.Diagnostics) Console.WriteLine(finding.Message); // a draft, for example
/// </code></example>
public sealed class Publication
{
    private readonly byte[]? _utf8;
    private readonly Lazy<Matrix?> _matrix;
    private readonly Lazy<string> _digest;

    private Publication(byte[]? utf8, ValueList<Diagnostic> diagnostics)
    {
        _utf8 = utf8;
        Diagnostics = diagnostics;
        _matrix = new(() => utf8 is null ? null : DocumentReader.Load<Matrix>(utf8, new() { Limits = Limits.Unlimited }).Partial);
        _digest = new(() => CanonicalJson.Digest(Write()));
    }

    /// <summary>Whether there is something to publish. There is not where the document is a draft, where it has members of a later version
    /// of the format, of which this one cannot tell whether they are internal, or where it would have no digest: see
    /// <see cref="Diagnostics"/>.</summary>
    public bool IsPublishable => _utf8 is not null;

    /// <summary>The matrix to publish, or null where there is none; read from the published text when first asked for.</summary>
    public Matrix? Matrix => _matrix.Value;

    /// <summary>What was kept out (RM7004), each with its place in the document; or the errors for which there is nothing to
    /// publish.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The keys of all extensions in the document, kept or not, in ordinal order; empty where there is nothing to
    /// publish.</summary>
    public ValueList<string> ExtensionKeys { get; private init; }

    /// <summary>The digest of the published document: the same in its own layout and in canonical form.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to publish.</exception>
    public string Digest => _digest.Value;

    /// <summary>Makes the publication of a document. It is not validated: whoever publishes should not publish what has errors.</summary>
    /// <param name="document">The document.</param>
    /// <param name="keptExtensions">The keys of extensions that are kept, wherever they stand; none if left out.</param>
    /// <exception cref="ArgumentNullException">There is no document.</exception>
    public static Publication Of(MatrixDocument document, ValueList<string> keptExtensions = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Utf8.IsEmpty)
            return new Publication(
                null,
                [
                Diagnostic.Of(DocumentDescriptors.NotJson, "The matrix holds what no JSON can hold; validating it says what.",
                document.PlaceOf(""))]);
        if (document.Matrix.Status == DocumentStatus.Draft)
        {
            return new Publication(null, [Diagnostic.Of(
                PublishingDescriptors.InternalContentKeptOut,
                "The document is a draft, and a draft is not for others. Set \"status\" to \"published\", or leave it out, when it is " +
                    "ready.",
                document.PlaceOf("/status")) with
            { Severity = Severity.Error }]);
        }
        var later = document.Matrix.Unrecognized.Keys.Select(pointer => Diagnostic.Of(
            DocumentDescriptors.UnknownLaterMember,
            $"The member {pointer} is of a later version of the format, and this software cannot tell whether it is internal. Publish " +
                $"with a version that knows it, or take it out.",
            document.PlaceOf(pointer)) with
        { Severity = Severity.Error }).ToValueList();
        if (!later.IsEmpty) return new Publication(null, later);
        var content = new InternalContent(document, keptExtensions);
        return content.Inexact is { } inexact ? new Publication(null, [inexact])
            : new Publication(content.Utf8, content.Findings) { ExtensionKeys = content.ExtensionKeys };
    }

    /// <summary>The published document in UTF-8.</summary>
    /// <param name="isCanonical">Whether to write the canonical form (RFC 8785); else the text of the document as it is, without what was
    /// taken out.</param>
    /// <exception cref="InvalidOperationException">There is nothing to publish.</exception>
    public byte[] Write(bool isCanonical = false)
    {
        var utf8 = _utf8 ?? throw new InvalidOperationException("There is nothing to publish: see the findings.");
        return isCanonical ? CanonicalJson.Canonicalize(utf8) : [.. utf8];
    }
}
