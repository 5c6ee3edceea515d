using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>sign</c>: a signature for a document, in a file of its own.</summary>
internal static class SignCommand
{
    private const int MostOfKeyId = 1024;

    public static Command Create(IOStreams streams)
    {
        var output = new OutputFile(streams);
        var file = FileArguments.One("FILE", "A matrix, catalog, mapping or set of requirements; - is standard input.");
        var key = new Option<string>("--key")
        {
            Description = "The private key in PEM: on the curve P-256 (ES256), or RSA of 2,048 bits and more (PS256).",
            HelpName = "FILE",
            Required = true
        };
        var keyId = new Option<string?>("--key-id")
        { Description = "What the signature calls the key; the thumbprint of the public key (RFC 7638) if left out.", HelpName = "ID" };
        var passphrase = new Option<string?>("--passphrase-file")
        { Description = "A file whose first line is the passphrase of the key.", HelpName = "FILE" };
        var command =
            new Command(
            "sign",
            "Sign the content of a document, whatever its white space and the order of its members, with a detached JSON Web Signature. " +
            "Example: rmatrix sign crm.matrix.json --key release.pem -o crm.matrix.json.jws");
        command.Arguments.Add(file);
        output.AddTo(command);
        foreach (var option in new Option[] { key, keyId, passphrase }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            Files.OneFromInput(parsed.GetValue(file), parsed.GetValue(key), parsed.GetValue(passphrase));
            if (parsed.GetValue(keyId) is "") throw new UsageException("--key-id must be a name, but is empty.");
            if (parsed.GetValue(keyId) is { Length: > MostOfKeyId })
                throw new UsageException($"--key-id has at most {MostOfKeyId:N0} characters.");
            var path = output.PathOf(parsed)!;
            var name = Files.NameOf(parsed.GetValue(file)!);
            using var signingKey = new KeyFiles(streams).Private(parsed.GetValue(key)!, parsed.GetValue(passphrase));
            var utf8 = new Files(streams).Read(parsed.GetValue(file)!);
            Check(streams, utf8, name);
            try
            {
                output.Write(
                    path,
                    Encoding.UTF8.GetBytes(DetachedSignature.Sign(utf8, signingKey, new() { KeyId = parsed.GetValue(keyId) }) + "\n"));
            }
            catch (FormatException exception)
            {
                throw new UsageException($"{name} cannot be signed. {exception.Message}");
            }
            streams.Error.WriteLine(
                $"rmatrix: {Printable.Of(name)} ({MatrixJson.Digest(utf8)}) is signed with {signingKey.Algorithm} and the key " +
                $"{Printable.Of(parsed.GetValue(keyId) ?? signingKey.KeyId)}.");
            return App.Fine;
        });
        return command;
    }

    // Nobody should put a name to what no reader takes.
    private static void Check(IOStreams streams, byte[] utf8, string name)
    {
        var document = new Files(streams).Load(name, utf8);
        if (document.HasErrors)
        {
            new DiagnosticPrinter(Page.ForMessages(streams)).Print(document.Diagnostics, name, utf8);
            throw new UsageException($"{name} is not signed until its errors are corrected.");
        }
        if (document.Matrix?.Document is { } matrix && HasNotes(matrix))
            streams.Error.WriteLine(
                $"rmatrix: {Printable.Of(name)} has internal notes, which whoever verifies the signature can read. `rmatrix publish` " +
                $"leaves them out.");
    }

    private static bool HasNotes(Matrix matrix) =>
        matrix.Assignments.Any(assignment => assignment.InternalNote is not null
        || assignment.Duties.Any(duty => duty.InternalNote is not null));
}
