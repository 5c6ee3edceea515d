using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>The severity of a finding. Ordered: a larger value is worse.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Severity
{
    /// <summary>For information; no action is required.</summary>
    Note,

    /// <summary>Probably not intended, or weaker than it should be; the document is usable.</summary>
    Warning,

    /// <summary>Wrong: the document contradicts the format, itself or established practice.</summary>
    Error,
}
