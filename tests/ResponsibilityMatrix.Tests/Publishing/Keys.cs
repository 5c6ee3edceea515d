using ResponsibilityMatrix.Publishing;

namespace ResponsibilityMatrix.Tests.Publishing;

/// <summary>The test keys, and the document that is signed with them.</summary>
internal static class Keys
{
    private static readonly string Folder = Path.Combine(Folders.Repository!, "tests", "ResponsibilityMatrix.Tests", "Publishing");

    public static string Document { get; } = Signed("notes.matrix.json");

    public static byte[] Utf8 => File.ReadAllBytes(Document);

    public static string Signed(string name) => Path.Combine(Folder, "signed", name);

    public static string FileOf(string name) => Path.Combine(Folder, "keys", $"{name}.pem");

    public static string Pem(string name) => File.ReadAllText(FileOf(name));

    public static SigningKey Private(string name, string? passphrase = null)
    {
        if (!SigningKey.TryParse(Pem(name), passphrase, out var key, out var problem)) throw new InvalidOperationException(problem.Message);
        return key;
    }

    public static VerificationKey Public(string name)
    {
        if (!VerificationKey.TryParse(Pem(name), out var key, out var problem)) throw new InvalidOperationException(problem.Message);
        return key;
    }
}
