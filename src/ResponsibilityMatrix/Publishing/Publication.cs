using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// A matrix for publication: without internal notes, duties that only carry one, and extensions that are not kept. It states the same
/// responsibilities as the document, and its text is identical except for what was removed. A view for the customer also leaves out what
/// other sides say of their own parts: texts, components, evidence, translations, notes and source labels. State, split, coupling and
/// inheritability of every control stay the same. Immutable and thread-safe.
/// </summary>
/// <example><code>
/// var publication = Publication.Of(new MatrixDocument(matrix));
/// foreach (var finding in publication.Diagnostics) Console.WriteLine(finding.Message); // a draft, for example
/// </code></example>
public sealed class Publication
{
    private readonly byte[]? _utf8;
    private readonly Lazy<Matrix?> _matrix;
    private readonly Lazy<string> _digest;
    private Dictionary<int, HashSet<int>> _droppedDuties = [];

    private Publication(byte[]? utf8, ValueList<Diagnostic> diagnostics, MatrixView? view = null)
    {
        View = view;
        _utf8 = utf8;
        Diagnostics = diagnostics;
        _matrix = new(() => utf8 is null ? null : DocumentReader.Load<Matrix>(utf8, new() { Limits = Limits.Unlimited }).Partial);
        _digest = new(() => CanonicalJson.Digest(Write()));
    }

    /// <summary>Whether there is something to publish. False if the document is a draft, has members of a later format version (which might
    /// be internal), or would have no digest; see <see cref="Diagnostics"/>.</summary>
    public bool IsPublishable => _utf8 is not null;

    /// <summary>The published matrix, read from the published text on first use; null if there is nothing to publish.</summary>
    public Matrix? Matrix => _matrix.Value;

    /// <summary>What was removed (RM7004), with places in the document; or the errors that prevent publishing.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>The keys of all extensions in the document, kept or not, in ordinal order; empty if there is nothing to publish.</summary>
    public ValueList<string> ExtensionKeys { get; private init; }

    /// <summary>The digest of the published document; its own layout and the canonical form have the same digest.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to publish.</exception>
    public string Digest => _digest.Value;

    /// <summary>The view that is published, with the digest of the whole document; null for a whole document.</summary>
    public MatrixView? View { get; }

    /// <summary>Creates the publication of a document, or a view of it. The document is not validated; do not publish one with
    /// errors.</summary>
    /// <param name="document">The document.</param>
    /// <param name="options">What is published.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no such view.</exception>
    public static Publication Of(MatrixDocument document, PublicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        if (options.View is not (null or MatrixView.Customer))
            throw new ArgumentException($"There is no view \"{options.View}\": it is \"{MatrixView.Customer}\".", nameof(options));
        var whole = Of(document, options.KeptExtensions);
        return options.View is null || whole._utf8 is null ? whole : ViewOf(document, whole, options.Documents);
    }

    /// <summary>Creates the publication of a document. The document is not validated; do not publish one with errors.</summary>
    /// <param name="document">The document.</param>
    /// <param name="keptExtensions">The keys of the extensions to keep, anywhere in the document; none by default.</param>
    /// <exception cref="ArgumentNullException">The document is null.</exception>
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
            : new Publication(content.Utf8, content.Findings, document.Matrix.View)
            {
                ExtensionKeys = content.ExtensionKeys,
                _droppedDuties = content.DroppedDuties,
            };
    }

    private static Publication ViewOf(MatrixDocument document, Publication whole, DocumentSet documents)
    {
        var read = DocumentReader.Load<Matrix>(whole._utf8!, new() { File = document.File, Limits = Limits.Unlimited });
        if (read.HasErrors) return new Publication(null, read.Diagnostics);
        var cut = new CustomerView(new MatrixDocument(read), document, documents, whole.Digest, whole._droppedDuties);
        if (document.Matrix.View is { } view)
        {
            // A view of a view is the same one; what is no view has no digest to name.
            return cut.IsUnchanged ? new Publication(whole._utf8, whole.Diagnostics, view) { ExtensionKeys = whole.ExtensionKeys }
                : new Publication(null, [Diagnostic.Of(
                    PublishingDescriptors.InternalContentKeptOut,
                    $"The document says that it is a view already, but it holds what the customer's view leaves out. Publish the view of " +
                    "the whole document, or take \"view\" out if this is the whole one.", document.PlaceOf("/view")) with
                    { Severity = Severity.Error }, .. cut.Findings]);
        }
        List<Diagnostic> findings = [.. whole.Diagnostics, .. cut.Findings];
        if (document.Matrix.Extends is { } reference)
            findings.Add(Diagnostic.Of(
                PublishingDescriptors.InternalContentKeptOut,
                $"The view leaves out texts of this document alone. Its base {reference.Id} is a document of its own: give the customer " +
                "a view of that too.", document.PlaceOf("/extends")));
        return new Publication(cut.Utf8, findings.ToValueList(), new MatrixView { Name = MatrixView.Customer, Of = whole.Digest })
        {
            ExtensionKeys = whole.ExtensionKeys,
        };
    }

    /// <summary>The published document in UTF-8.</summary>
    /// <param name="isCanonical">True for the canonical form (RFC 8785); false for the text of the document without what was
    /// removed.</param>
    /// <exception cref="InvalidOperationException">There is nothing to publish.</exception>
    public byte[] Write(bool isCanonical = false)
    {
        var utf8 = _utf8 ?? throw new InvalidOperationException("There is nothing to publish: see the findings.");
        return isCanonical ? CanonicalJson.Canonicalize(utf8) : [.. utf8];
    }
}
