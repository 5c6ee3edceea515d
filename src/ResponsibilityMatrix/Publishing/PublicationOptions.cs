using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Publishing;

/// <summary>What is published of a document. Immutable and thread-safe.</summary>
public sealed record PublicationOptions
{
    /// <summary>The keys of the extensions to keep, anywhere in the document; none by default.</summary>
    public ValueList<string> KeptExtensions { get; init; }

    /// <summary>The view to publish: <see cref="MatrixView.Customer"/>, or null for the whole document.</summary>
    public string? View { get; init; }

    /// <summary>The documents at hand, for a view of a document that extends others: they say which parties are on the customer's side.
    /// What a party says whose side is not known is left out of the view.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;
}
