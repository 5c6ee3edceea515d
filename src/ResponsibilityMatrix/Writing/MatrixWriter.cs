using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Writing;

/// <summary>Placeholder until the branch lands.</summary>
public static class MatrixWriter
{
    /// <summary>Writes.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="indented">Layout.</param>
    public static byte[] Write(Matrix matrix, bool indented = true) => throw new NotSupportedException();
}
