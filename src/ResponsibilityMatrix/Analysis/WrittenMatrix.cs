using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Writing;

namespace ResponsibilityMatrix.Analysis;

/// <summary>A matrix built in code as the document that it would be, so that the schema and the reader judge it like any other.</summary>
internal static class WrittenMatrix
{
    /// <summary>What reading the written matrix gives.</summary>
    public static ReadResult<Matrix> Of(Matrix matrix, Limits? limits)
    {
        try
        {
            return MatrixReader.Read(MatrixWriter.Write(matrix, indented: false), limits: limits);
        }
        catch (JsonException)
        {
            var finding = Diagnostic.Of(DocumentDescriptors.NotJson, "An extension, or a member of a later version, holds text that is no JSON.", new Place(""));
            return new ReadResult<Matrix>(null, [finding], null, default, null);
        }
    }

    /// <summary>The findings with pointers alone: nobody has the text in which they have lines.</summary>
    public static ValueList<Diagnostic> WithoutLines(ValueList<Diagnostic> findings) => findings.Select(finding => finding with
    {
        Place = WithoutLine(finding.Place),
        Related = finding.Related.Select(related => related with { Place = WithoutLine(related.Place)! }).ToValueList(),
    }).ToValueList();

    private static Place? WithoutLine(Place? place) => place is { File: null } ? new Place(place.Pointer) : place;
}
