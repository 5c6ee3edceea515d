namespace ResponsibilityMatrix.Oscal;

/// <summary>Makes matrices of component definitions.</summary>
internal static class ComponentReader
{
    /// <summary>Reads a definition.</summary>
    public static void Read(OscalFile file, OscalImportOptions options, ImportResult sink, CancellationToken cancellationToken)
    {
        _ = options;
        cancellationToken.ThrowIfCancellationRequested();
        sink.Findings.Add(file, "RM7002", "A component definition is not read yet.", file.Content);
    }
}
