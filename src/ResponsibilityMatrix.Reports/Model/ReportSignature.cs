using ResponsibilityMatrix.Publishing;

namespace ResponsibilityMatrix.Reports;

/// <summary>What is known of the signature of a document that a report was made from. Immutable; equal by value.</summary>
public sealed record ReportSignature
{
    /// <summary>Whether the document was signed with the key and is unchanged.</summary>
    public required bool IsValid { get; init; }

    /// <summary>The same in words, with the algorithm and the key; it says no more than was verified.</summary>
    public required string Text { get; init; }

    /// <summary>What a verification says.</summary>
    /// <param name="verification">The verification of the bytes that the report was made from.</param>
    /// <param name="key">The key by which was verified.</param>
    public static ReportSignature Of(Verification verification, VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(verification);
        ArgumentNullException.ThrowIfNull(key);
        return new()
        {
            IsValid = verification.IsValid,
            Text = !verification.IsValid ? $"NOT VALID: {verification.Message}"
                : $"valid: the document is the one that was signed ({verification.Algorithm}) with the key {key.KeyId}. Whose key that " +
                    "is was not looked at.",
        };
    }
}
