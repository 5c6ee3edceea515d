namespace ResponsibilityMatrix.Oscal;

/// <summary>Makes matrices of system security plans.</summary>
internal static class PlanReader
{
    /// <summary>Reads plans that are imported together, and links them where one leverages the other.</summary>
    public static void Read(
        IReadOnlyList<OscalFile> plans, OscalImportOptions options, ImportResult sink, CancellationToken cancellationToken)
    {
        var named = plans.Select(plan => (File: plan, Matrix: IdOf(plan, plans.Count > 1, options))).ToList();
        var links = PlanLinks.Of(named, options.Documents, cancellationToken);
        foreach (var (file, matrix) in named)
        {
            cancellationToken.ThrowIfCancellationRequested();
            new PlanMatrix(file, matrix, options, links, sink).Make(cancellationToken);
        }
    }

    private static string IdOf(OscalFile plan, bool hasSeveral, OscalImportOptions options)
    {
        // A plan that was made of a matrix says which one.
        if (options.Id is null && plan.Content!.Object("metadata") is { } metadata && OscalWords.Own(metadata, "matrix") is { } stated
            && Uri.TryCreate(stated, UriKind.Absolute, out _) && !stated.Any(static c => char.IsControl(c)
                || char.IsWhiteSpace(c))) return stated;
        var uuid = plan.Content!.Text("uuid") is { } text && Guid.TryParseExact(text, "D", out _) ? text.ToLowerInvariant()
            : $"{OscalUuid.Of($"{plan.Content.Object("metadata")?.Text("title")}\n{plan.Name}")}";
        return options.Id is null ? $"urn:uuid:{uuid}" : hasSeveral ? $"{options.Id}:{uuid}" : options.Id;
    }
}
