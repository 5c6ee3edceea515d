using System.Text;
using ResponsibilityMatrix.Publishing;

namespace ResponsibilityMatrix.Cli;

/// <summary>Keys from files that the user names. What is wrong with one ends the command with a sentence that shows nothing of the
/// key.</summary>
internal sealed class KeyFiles(IOStreams streams)
{
    private const int MostBytes = 1024 * 1024;

    public SigningKey Private(string path, string? passphraseFile)
    {
        var passphrase = passphraseFile is null ? null : Text(passphraseFile).Split('\n')[0].TrimEnd('\r');
        if (SigningKey.TryParse(Text(path), passphrase, out var key, out var problem)) return key;
        throw new UsageException($"{Files.NameOf(path)}: {Hints.Sentence(problem)}");
    }

    public VerificationKey Public(string path) =>
        VerificationKey.TryParse(Text(path), out var key, out var problem) ? key
            : throw new UsageException($"{Files.NameOf(path)}: {Hints.Sentence(problem)}");

    private string Text(string path)
    {
        var utf8 = new Files(streams).Read(path, MostBytes);
        return utf8.Length <= MostBytes ? Encoding.UTF8.GetString(utf8)
            : throw new UsageException($"{Files.NameOf(path)} is too large for a key: it has more than {MostBytes:N0} bytes.");
    }
}
