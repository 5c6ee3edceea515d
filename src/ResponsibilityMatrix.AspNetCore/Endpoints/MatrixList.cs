using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>The matrices of an application, by id and version.</summary>
internal sealed record MatrixList(ValueList<ListedMatrix> Matrices)
{
    public static MatrixList Of(DocumentSet documents) => new(documents.Matrices.Select(document => document.Matrix)
        .OrderBy(matrix => matrix.Id, StringComparer.Ordinal).ThenBy(matrix => matrix.Version)
        .Select(matrix => new ListedMatrix(matrix.Id, matrix.Version, matrix.Title, matrix.Language, matrix.Service.Models))
        .ToValueList());
}

/// <summary>A matrix, as far as somebody who chooses one needs to know.</summary>
internal sealed record ListedMatrix(string Id, SemanticVersion Version, string Title, string Language, ValueList<string> ServiceModels);
