using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>How much a finding weighs. Ordered: a larger value is worse.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Severity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Note,

    /// <summary>Probably not meant, or weaker than it should be; the document can be used.</summary>
    Warning,

    /// <summary>Wrong: the document contradicts the format, itself or the field.</summary>
    Error,
}
