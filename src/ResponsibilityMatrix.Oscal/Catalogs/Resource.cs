namespace ResponsibilityMatrix.Oscal;

/// <summary>What a link of a document names: a resource of its back matter, or the link itself. Nothing is opened. Thread-safe.</summary>
internal static class Resource
{
    /// <summary>The resource that a link such as <c>#uuid</c> names; null for other links, and for what is not there.</summary>
    public static OscalNode? Of(OscalFile file, string? href) =>
        href is ['#', .. var uuid] ? file.Resources.GetValueOrDefault(uuid) : null;

    /// <summary>The words of a link and of the resource that it names.</summary>
    public static string Words(OscalFile file, string? href)
    {
        var resource = Of(file, href);
        return string.Join(' ', new[] { resource is null ? href : null, resource?.Text("title"), resource?.Text("description"),
            resource?.Object("citation")?.Text("text") }
            .Concat(resource?.Items("rlinks").Select(link => link.Text("href")) ?? [])
            .Concat(resource?.Properties("version") ?? []).OfType<string>());
    }

    /// <summary>A name of what a link leads to: the title of the resource, else the name of the file or of its folder.</summary>
    public static string NameOf(OscalFile file, string? href)
    {
        if (Of(file, href) is { } resource)
        {
            if (resource.Text("title") is { } title) return title;
            href = resource.Items("rlinks").Select(link => link.Text("href")).FirstOrDefault(link => link is not null);
        }
        var steps = (href ?? "").Split('/', '\\', '?', '#').Where(step => step.Length > 0 && !step.EndsWith(':')).ToList();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var name = steps[i];
            foreach (var end in (string[])[".json", ".xml", ".yaml", ".yml"])
                if (name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) name = name[..^end.Length];
            // The usual names of files say nothing of what they are of.
            if (name.ToLowerInvariant() is "catalog" or "profile" or "resolved-profile" or "resolved-profile-catalog" or "json") continue;
            return name;
        }
        return "catalog";
    }
}
