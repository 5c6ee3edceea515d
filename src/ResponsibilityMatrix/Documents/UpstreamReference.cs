using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Documents;

/// <summary>Finds the matrix that an upstream names among the available documents.</summary>
internal static class UpstreamReference
{
    /// <summary>Returns the matrix, or null with the problem and its place below the entry. A view of the matrix whose digest is asked for
    /// is returned with a problem, which is a warning then.</summary>
    public static MatrixDocument? Find(
        DocumentSet documents, Upstream entry, out (DiagnosticDescriptor Descriptor, string Message, string Pointer)? problem)
    {
        problem = null;
        var id = entry.Matrix!;
        if (documents.FindMatrix(id, entry.Version) is not { } found)
        {
            problem = documents.FindMatrix(id) is { } other
                ? (DocumentSetDescriptors.OtherVersion,
                    $"The upstream \"{entry.Id}\" asks for {id} in version {entry.Version}, but the documents at hand have " +
                    $"{other.Matrix.Version}. Give that version, or agree on the other one.", "/version")
                : (DocumentSetDescriptors.MissingDocument,
                    $"The matrix {id}{(entry.Version is { } version ? $" {version}" : "")} of the upstream \"{entry.Id}\" is not among " +
                    $"the given documents. Give it too.", "/matrix");
            return null;
        }
        if (entry.Digest is not { } digest || found.Digest == digest) return found;
        if (found.IsViewOf(digest))
        {
            problem = (DocumentSetDescriptors.OtherVersion, $"The upstream \"{entry.Id}\": {found.ViewSentence}", "/digest");
            return found;
        }
        problem =
            (
            DocumentSetDescriptors.OtherVersion,
            $"The matrix {found.Name} of the upstream \"{entry.Id}\" does not have the content that \"digest\" asks for: " +
            $"{found.DigestSentence}.", "/digest");
        return null;
    }
}
