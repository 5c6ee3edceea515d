using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Publishing;

/// <summary>The protected header of a signature (RFC 7515, 4). Its statements are claims, not proofs.</summary>
internal sealed record SignatureHeader
{
    // The longest id with which the header is small enough to be verified.
    private const int MostOfKeyId = 1024;
    private static readonly Limits Small = new() { MaxBytes = 16 * 1024, MaxDepth = 8, MaxItems = 256 };

    public required string Algorithm { get; init; }

    public string? KeyId { get; init; }

    /// <exception cref="ArgumentException">The key id is too long for a header.</exception>
    public static void ThrowIfTooLong(string? keyId, string parameter)
    {
        if (keyId is { Length: > MostOfKeyId })
            throw new ArgumentException($"The id of a key has at most {MostOfKeyId} characters.", parameter);
    }

    public byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("alg", Algorithm);
            if (KeyId is not null) json.WriteString("kid", KeyId);
            json.WriteEndObject();
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a header. Returns null with the reason, as a sentence, if it is rejected.</summary>
    public static SignatureHeader? Read(byte[] utf8, out string problem)
    {
        var diagnostics = new FindingList(Small);
        var index = JsonIndex.Build(utf8, null, Small, diagnostics);
        problem = "";
        if (index is null || !diagnostics.IsEmpty || index[0].Kind != JsonKind.Object)
        {
            problem =
                $"The header of the signature is no JSON object of its " +
                $"kind{(diagnostics.IsEmpty ? "." : $": {diagnostics.First().Message}")}";
            return null;
        }
        string? algorithm = null, keyId = null;
        for (var at = 1; at < index[0].Next; at = index[at + 1].Next)
        {
            var name = index.GetString(at);
            var value = index[at + 1].Kind == JsonKind.String ? index.GetString(at + 1) : null;
            if (name is "crit" or "b64")
            {
                problem = $"The header of the signature has \"{name}\", which asks for an extension of JWS that is not supported here.";
                return null;
            }
            if (name is not ("alg" or "kid")) continue;
            if (value is null)
            {
                problem = $"\"{name}\" in the header of the signature is no text.";
                return null;
            }
            if (name == "alg") algorithm = value;
            else keyId = value;
        }
        if (algorithm is not null) return new SignatureHeader { Algorithm = algorithm, KeyId = keyId };
        problem = "The header of the signature names no algorithm (\"alg\").";
        return null;
    }
}
