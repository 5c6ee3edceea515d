using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Writes a matrix built in code as a document, so that the schema and the reader check it like any other.</summary>
internal static class WrittenMatrix
{
    // No file has this name. It distinguishes the document's own places from those of bases without a file.
    private const string Own = "\0";

    /// <summary>Reads the written matrix.</summary>
    public static ReadResult<Matrix> Read(Matrix matrix, Limits? limits)
    {
        try
        {
            return DocumentReader.Load<Matrix>(
                MatrixJson.ToUtf8Bytes(matrix), new() { File = Own, Limits = limits ?? Limits.Default });
        }
        catch (JsonException exception)
        {
            var finding = Diagnostic.Of(DocumentDescriptors.NotJson, exception.Message, new Place("", Own));
            return new ReadResult<Matrix>(null, [finding], Own, default, null);
        }
    }

    /// <summary>The findings with pointers only, since the caller has no text with lines. A base without a file is named by its
    /// id.</summary>
    public static ValueList<Diagnostic> WithoutText(Matrix matrix, IEnumerable<Diagnostic> findings)
    {
        return findings.Select(finding => finding with
        {
            Place = finding.Place is { } place ? WithoutLine(place) : null,
            Related = finding.Related.Select(related => related with { Place = WithoutLine(related.Place) }).ToValueList(),
        }).ToValueList();

        Place WithoutLine(Place place) => place.File switch
        {
            Own => new Place(place.Pointer),
            null => new Place(place.Pointer, matrix.Extends?.Id ?? matrix.Id),
            _ => place,
        };
    }
}
