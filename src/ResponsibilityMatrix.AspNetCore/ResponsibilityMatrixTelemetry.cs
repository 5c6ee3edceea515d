namespace ResponsibilityMatrix.AspNetCore;

/// <summary>The names of the metrics and traces, for whoever collects them.</summary>
public static class ResponsibilityMatrixTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "ResponsibilityMatrix";

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "ResponsibilityMatrix";

    /// <summary>A counter of uploaded documents that were judged or refused, with the tags <c>outcome</c> (<c>valid</c>,
    /// <c>invalid</c>, <c>unreadable</c>, <c>too_large</c>) and <c>kind</c> (such as <c>matrix</c>; <c>unknown</c> where nothing
    /// could be read).</summary>
    public const string ValidatedDocuments = "responsibility_matrix.documents.validated";

    /// <summary>A histogram of the sizes of uploaded documents that were read, in bytes, with the tag <c>operation</c>.</summary>
    public const string DocumentSize = "responsibility_matrix.document.size";

    /// <summary>A histogram of how long requests took, in seconds, with the tags <c>operation</c> (such as <c>resolve</c>) and
    /// <c>outcome</c> (<c>answered</c>, <c>refused</c>, <c>canceled</c>, <c>failed</c>).</summary>
    public const string RequestDuration = "responsibility_matrix.request.duration";
}
