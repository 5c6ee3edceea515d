using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// A matrix as others may see it: without internal notes, without duties that only carry one, and without extensions but those that are kept.
/// It says who does what exactly as the document does. Immutable and thread-safe.
/// </summary>
public sealed class Publication
{
    private readonly Lazy<string> _digest;

    private Publication(Matrix? matrix, ValueList<Diagnostic> diagnostics)
    {
        Matrix = matrix;
        Diagnostics = diagnostics;
        _digest = new(() => CanonicalJson.Digest(Write()));
    }

    /// <summary>
    /// The matrix to publish, or null where a finding is an error: the document could not be read whole, or it has members of a later version of the
    /// format, of which this one cannot tell whether they are internal.
    /// </summary>
    public Matrix? Matrix { get; }

    /// <summary>What was kept out (RM7004), each with its place in the document; or the errors for which there is no matrix.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The keys of all extensions in the document, kept or not, in ordinal order; empty where there is no matrix.</summary>
    public ValueList<string> ExtensionKeys { get; private init; }

    /// <summary>The digest of the published document: the same whether it is written for people or in canonical form.</summary>
    /// <exception cref="InvalidOperationException">There is no matrix.</exception>
    /// <exception cref="FormatException">An extension that is kept holds a number beyond the range of a double.</exception>
    public string Digest => _digest.Value;

    /// <summary>Makes the publication of a document. It is not validated: whoever publishes should not publish what has errors.</summary>
    /// <param name="document">The document.</param>
    /// <param name="keptExtensions">The keys of extensions that are kept, wherever they stand; none if left out.</param>
    /// <exception cref="ArgumentNullException">There is no document.</exception>
    public static Publication Of(MatrixDocument document, ValueList<string> keptExtensions = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var unreadable = document.ReadingDiagnostics.Where(finding => finding.Severity == Severity.Error).ToValueList();
        if (!unreadable.IsEmpty) return new Publication(null, unreadable);
        var later = document.Matrix.Unrecognized.Keys.Select(pointer => Diagnostic.Of(
            DocumentDescriptors.UnknownLaterMember,
            $"The member {pointer} is of a later version of the format, and this software cannot tell whether it is internal. Publish with a version that knows it, or take it out.",
            document.PlaceOf(pointer)) with
        { Severity = Severity.Error }).ToValueList();
        if (!later.IsEmpty) return new Publication(null, later);
        var parting = new InternalContent(document, keptExtensions);
        return new Publication(parting.TakeOut(), parting.Findings) { ExtensionKeys = parting.ExtensionKeys };
    }

    /// <summary>The published document in UTF-8.</summary>
    /// <param name="isCanonical">Whether to write the canonical form (RFC 8785); else for people, with line breaks.</param>
    /// <exception cref="InvalidOperationException">There is no matrix.</exception>
    /// <exception cref="FormatException">The canonical form is wanted, and an extension that is kept holds a number beyond the range of a double.</exception>
    public byte[] Write(bool isCanonical = false)
    {
        var utf8 = MatrixWriter.Write(Matrix ?? throw new InvalidOperationException("There is nothing to publish: see the findings."));
        return isCanonical ? CanonicalJson.Canonicalize(utf8) : utf8;
    }
}
