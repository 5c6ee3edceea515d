using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Oscal;

/// <summary>The id and edition of a catalog. Thread-safe.</summary>
internal static class CatalogIdentity
{
    // The number of a publication, and the id of its catalog. A title that names a selection of its controls is that of a profile.
    private static readonly (string Number, string Id)[] Publications = [("800-53", "nist-800-53"), ("800-171", "nist-800-171")];
    private static readonly string[] WordsOfSelections = ["baseline", "profile", "overlay", "fedramp", "impact", "tailored"];

    /// <summary>The id and edition: those that the caller gives; else of a publication that is known by its number its id, of another
    /// catalog its title. The edition is OSCAL's version.</summary>
    public static (string Id, string Edition) Of(OscalFile file, OscalNode? metadata, string? stated, ImportResult result)
    {
        var version = metadata?.Text("version");
        var (id, edition) = stated is null ? (null, null) : OscalText.Split(stated);
        edition ??= EditionOf(file, metadata, version, result);
        return (id ?? IdOf(metadata), edition);
    }

    /// <summary>The id that a title gives.</summary>
    public static string IdOfTitle(string? title) => OscalText.CatalogId(Slugs.Of(title ?? "", "oscal"));

    private static string IdOf(OscalNode? metadata)
    {
        var title = metadata?.Text("title") ?? "";
        var isSelection = metadata is not null && (metadata.Properties("resolution-tool").Any()
            || metadata.Items("links").Any(link => link.Text("rel") == "source-profile"));
        if (isSelection || WordsOfSelections.Any(word => title.Contains(word, StringComparison.OrdinalIgnoreCase))) return IdOfTitle(title);
        foreach (var (number, id) in Publications)
            if (Names(title, number)) return id;
        return IdOfTitle(title);
    }

    // SP 800-53A assesses the controls of SP 800-53, and is another publication.
    private static bool Names(string title, string number)
    {
        for (var at = title.IndexOf(number, StringComparison.Ordinal); at >= 0;
            at = title.IndexOf(number, at + number.Length, StringComparison.Ordinal))
        {
            var next = at + number.Length < title.Length ? title[at + number.Length] : ' ';
            if (!char.IsLetterOrDigit(next) || next is 'r' or 'R') return true;
        }
        return false;
    }

    private static string EditionOf(OscalFile file, OscalNode? metadata, string? version, ImportResult result)
    {
        var edition = OscalText.Edition(version);
        if (version is null)
            result.Findings.Add(file, "RM7003", $"The catalog has no version: its edition is \"{edition}\".", metadata ?? file.Content);
        else if (edition != version)
            result.Findings.Add(file, "RM7003",
                $"The version is no edition, which has no blanks, control characters or @: it is \"{edition}\" here.", metadata);
        return edition;
    }
}
