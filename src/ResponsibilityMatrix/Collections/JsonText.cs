namespace ResponsibilityMatrix.Collections;

/// <summary>
/// A JSON value kept as its text, for members of others that this library carries along and never interprets.
/// Equal when the texts are. Immutable.
/// </summary>
/// <param name="Text">The JSON text, without insignificant white space.</param>
public sealed record JsonText(string Text)
{
    /// <summary>The JSON text.</summary>
    public override string ToString() => Text;
}
