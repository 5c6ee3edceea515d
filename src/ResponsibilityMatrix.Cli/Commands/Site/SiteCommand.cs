using System.CommandLine;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>site</c>: a trust page of static files, of what a folder has to be published.</summary>
internal static class SiteCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var folder = new Argument<string>("FOLDER")
        { Description = "The folder with the matrices, in all their versions; beside each its signature, named FILE.jws or FILE.sig." };
        var output = new Option<string>("-o", "--output")
        { Description = "The folder of the site. What else is in it stays.", HelpName = "DIR", Required = true };
        var force = new Option<bool>("--force") { Description = "Overwrite the files of the site that changed." };
        var title = new Option<string?>("--title") { Description = "The heading of the first page.", HelpName = "TEXT" };
        var baseUrl = new Option<string?>("--base-url")
        { Description = "Where the site will be found, such as https://trust.example/matrices/; the feed names it.", HelpName = "URL" };
        var key = new Option<string?>("--key")
        { Description = "The public key in PEM by which signatures are verified before they are published.", HelpName = "K" };
        var command = new Command(
            "site",
            "Write a trust page of static files: each matrix of a folder as `publish` would, with its versions, reports, data, digest, " +
            "signature, workbook, OSCAL, what changed, and a feed. Drafts and documents with errors are left out. Example: rmatrix site " +
            "matrices -o public");
        command.Arguments.Add(folder);
        foreach (var option in new Option[] { output, force, title, baseUrl, key, common.With, common.AsOf }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var (from, to) = (parsed.GetValue(folder)!, parsed.GetValue(output)!);
            Check(from, to);
            SiteOptions options = new()
            {
                AsOf = common.Date(parsed),
                Title = parsed.GetValue(title),
                BaseUrl = parsed.GetValue(baseUrl) is { } url ? UrlOf(url) : null,
            };
            var publicKey = parsed.GetValue(key) is { } path ? new KeyFiles(streams).Public(path) : null;
            var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
            var source = new SiteSource(streams, options.AsOf, publicKey);
            var versions = source.Read(from, documents);
            if (versions.IsEmpty) throw new UsageException($"{from} has no matrix that can be published, so no site is written.");
            var files = TrustSite.Of(versions, options, streams.Cancellation);
            var written = new OutputFolder(streams, to, parsed.GetValue(force))
                .Write(files.Select(file => (file.Path, file.Content.ToArray())));
            streams.Out.WriteLine(Printable.Of(
                $"{to}: {AnswerText.Counted(versions.Count, "version")}, {AnswerText.Counted(files.Count, "file")}, " +
                $"{(written == 0 ? "none" : written)} of them new or changed."));
            return source.HasErrors ? App.Findings : App.Fine;
        });
        return command;
    }

    private static void Check(string from, string to)
    {
        if (!Directory.Exists(from))
            throw new UsageException(
                File.Exists(from) ? $"{from} is a file; name the folder that it is in." : $"There is no folder {from}.");
        if (to.Length == 0 || to == Files.StandardInput) throw new UsageException("A site is a folder of files: name one with -o.");
        if (File.Exists(to)) throw new UsageException($"{to} is a file; name a folder.");
        // A site among its sources would be read as one of them the next time.
        var (inner, outer) = (RealPath.Of(to), RealPath.Of(from));
        if ($"{inner}{Path.DirectorySeparatorChar}".StartsWith($"{outer.TrimEnd(Path.DirectorySeparatorChar)}{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal))
            throw new UsageException($"{to} is in {from}, and the site would be read as a source the next time. Name a folder outside.");
    }

    private static Uri UrlOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0 ? url
            : throw new UsageException($"--base-url must be an address such as https://trust.example/matrices/, but is '{text}'.");
}
