namespace ResponsibilityMatrix.Oscal;

/// <summary>Makes matrices of system security plans.</summary>
internal static class PlanReader
{
    /// <summary>Reads plans that are imported together, and links them where one leverages the other.</summary>
    public static void Read(
        IReadOnlyList<OscalFile> plans, OscalImportOptions options, ImportResult sink, CancellationToken cancellationToken)
    {
        _ = options;
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var plan in plans) sink.Findings.Add(plan, "RM7002", "A system security plan is not read yet.", plan.Content);
    }
}
