namespace ResponsibilityMatrix.Publishing;

/// <summary>The algorithms with which documents are signed, by their names in a signature (RFC 7518).</summary>
public static class SignatureAlgorithm
{
    /// <summary>ECDSA on the curve P-256 with SHA-256.</summary>
    public const string Es256 = "ES256";

    /// <summary>RSASSA-PSS with SHA-256, a salt of 32 bytes and a key of 2,048 bits or more.</summary>
    public const string Ps256 = "PS256";
}
