using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Publishing;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>verify</c>: whether a document is the one that was signed.</summary>
internal static class VerifyCommand
{
    public static Command Create(IOStreams streams)
    {
        var output = new OutputFile(streams);
        var file = FileArguments.One("FILE", "The document; - is standard input.");
        var signature = new Option<string>("--signature")
        { Description = "The signature that sign wrote, or another detached JSON Web Signature.", HelpName = "FILE", Required = true };
        var key = new Option<string>("--key")
        {
            Description = "The public key of whoever should have signed, in PEM; of a certificate, its key alone is taken.",
            HelpName = "FILE",
            Required = true
        };
        var keyId = new Option<string?>("--key-id") { Description = "What the signature must call the key.", HelpName = "ID" };
        var command =
            new Command(
            "verify",
            "Say whether a document is the one that was signed with a key. Ends with 1 where it is not. With -o the verified content is " +
            "written, in canonical form, for whatever uses it next. Example: rmatrix verify crm.matrix.json --signature " +
            "crm.matrix.json.jws --key release.pub.pem");
        command.Arguments.Add(file);
        foreach (var option in new Option[] { signature, key, keyId }) command.Options.Add(option);
        output.AddTo(command, isRequired: false);
        var formats = new OutputFormats<VerifiedFile>(
            new("text", PrintText), new("json", (streams, file) => streams.PrintJson(file, OutputJsonContext.Default.VerifiedFile)));
        formats.AddTo(command);
        command.SetAction(parsed =>
        {
            var format = formats.Of(parsed);
            Files.OneFromInput(parsed.GetValue(file), parsed.GetValue(signature), parsed.GetValue(key));
            var path = output.PathOf(parsed);
            if (path == Files.StandardInput) throw new UsageException("The answer goes to standard output. Name a file with -o.");
            var name = Files.NameOf(parsed.GetValue(file)!);
            var input = new Files(streams);
            var publicKey = new KeyFiles(streams).Public(parsed.GetValue(key)!);
            var text = Encoding.UTF8.GetString(input.Read(parsed.GetValue(signature)!));
            var verification = DetachedSignature.Verify(
                input.Read(parsed.GetValue(file)!), text, publicKey, new() { KeyId = parsed.GetValue(keyId), File = name });
            if (verification.IsValid && path is not null) output.Write(path, verification.Utf8.ToArray());
            var digest = verification.IsValid ? MatrixJson.Digest(verification.Utf8) : null;
            format.Write(streams, new(
                name, verification.IsValid, verification.Status, verification.Message, verification.Algorithm, verification.KeyId,
                publicKey.KeyId, digest));
            return verification.IsValid ? App.Fine : App.Findings;
        });
        return command;
    }

    private static void PrintText(IOStreams streams, VerifiedFile file)
    {
        var page = Page.ForResults(streams);
        page.Paragraph($"{file.File}: {(file.Valid ? "valid" : "NOT VALID")}. {file.Message}", hanging: 2,
            style: file.Valid ? null : page.Red);
        if (!file.Valid) return;
        page.Line($"  algorithm  {Printable.Of(file.Algorithm)}");
        var named = file.KeyId == file.Thumbprint ? ""
            : file.KeyId is { } other ? $", which the signature calls \"{Printable.Of(other)}\""
            : ", which the signature does not name";
        page.Line($"  key        {file.Thumbprint}{named}");
        page.Line($"  digest     {file.Digest}");
    }
}
