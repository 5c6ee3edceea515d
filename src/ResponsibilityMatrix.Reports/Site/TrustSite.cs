using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// A trust page: static files that show what a provider published. Each matrix has a folder, with one for each version and one for the
/// latest, so that links stay; in it a page, the report, the document with its digest and its signature, and what changed. The same input
/// gives the same bytes. Thread-safe.
/// </summary>
public static class TrustSite
{
    /// <summary>Makes the files of a site.</summary>
    /// <param name="versions">The published versions, in any order; of one matrix, each version once.</param>
    /// <param name="options">The day and more.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentException">A version of a matrix is there twice, or a signature is not valid.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ValueList<SiteFile> Of(
        ValueList<SiteVersion> versions, SiteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var matrices = versions.GroupBy(version => MatrixOf(version).Id, StringComparer.Ordinal)
            .Select(group => new SiteMatrix(group.Key, [.. group.OrderBy(version => MatrixOf(version).Version)], options.AsOf))
            .OrderBy(matrix => matrix.Current.Matrix.Service.Name, StringComparer.Ordinal)
            .ThenBy(matrix => matrix.Id, StringComparer.Ordinal).ToList();
        var title = options.Title ?? TitleOf(matrices);
        if (matrices.DistinctBy(matrix => matrix.Folder).Count() < matrices.Count)
            throw new ArgumentException("The ids of two matrices come to one folder.", nameof(versions));
        List<SiteFile> files = [];
        foreach (var matrix in matrices)
        {
            foreach (var version in matrix.Versions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var made = FilesOf(matrix, version, options, title, cancellationToken).ToList();
                Add(files, made, $"{matrix.Folder}/{version.Folder}/");
                if (version == matrix.Current) Add(files, made, $"{matrix.Folder}/{SitePaths.Latest}/");
            }
            files.Add(Page($"{matrix.Folder}/index.html", matrix.Current.Matrix.Title, page => page.Matrix(matrix, title)));
        }
        files.Add(Page("index.html", title, page => page.Home(matrices, title)));
        files.Add(new() { Path = "feed.atom", Title = "Feed", Content = Feed(matrices, title, options) });
        return files.ToValueList();
    }

    private static Matrix MatrixOf(SiteVersion version) => version.Resolver.Levels[0].Matrix;

    private static string TitleOf(List<SiteMatrix> matrices)
    {
        var providers = matrices.Select(matrix => matrix.Current.Provider).Distinct().ToList();
        return providers.Count == 1 ? $"{providers[0]}: who does what in our services" : "Who does what in our services";
    }

    private static void Add(List<SiteFile> files, List<SiteFile> made, string folder) =>
        files.AddRange(made.Select(file => file with { Path = folder + file.Path }));

    private static IEnumerable<SiteFile> FilesOf(
        SiteMatrix matrix, SiteMatrixVersion version, SiteOptions options, string title, CancellationToken cancellationToken)
    {
        ReportOptions asked = new() { Context = new() { AsOf = options.AsOf }, Signature = version.Published.Verification };
        List<SiteFile> offered =
        [
            Written("report.html", "The matrix to read and to print", output =>
                HtmlReport.Write(MatrixReport.Of(version.Published.Resolver, asked, cancellationToken), output, cancellationToken)),
            new() { Path = $"{matrix.Folder}.matrix.json", Title = "The matrix as data (JSON)", Content = version.Published.Json },
        ];
        if (version.Published.Signature is { } signature)
            offered.Add(new()
            {
                Path = $"{matrix.Folder}.matrix.json.jws",
                Title = "The signature of the data (JSON Web Signature)",
                Content = Encoding.UTF8.GetBytes(signature.Trim() + "\n"),
            });
        offered.AddRange(version.Published.Formats.Select(format => format with { Path = matrix.Folder + format.Path }));
        if (version.Before is { } before && version.Changes is not null)
            offered.Add(Written("changes.html", $"What changed since version {before.Matrix.Version}, marked in the matrix", output =>
                HtmlReport.Write(MatrixReport.Of(
                    version.Published.Resolver, asked with { Previous = before.Published.Resolver }, cancellationToken),
                    output, cancellationToken)));
        return offered.Append(Page("index.html", version.Matrix.Title, page => page.Version(matrix, version, offered, title)));
    }

    private static SiteFile Page(string path, string title, Action<SitePage> write) => Written(path, title, output =>
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        write(new SitePage(new HtmlWriter(writer)));
    });

    private static SiteFile Written(string path, string title, Action<Stream> write)
    {
        using var output = new MemoryStream();
        write(output);
        return new() { Path = path, Title = title, Content = output.ToArray() };
    }

    private static byte[] Feed(List<SiteMatrix> matrices, string title, SiteOptions options) =>
        new AtomFeed(options).Write($"feed {title}", title, "feed.atom",
            [.. matrices.SelectMany(matrix => matrix.Versions.Select(version => new AtomFeed.Entry(
                $"{matrix.Id} {version.Matrix.Version}", $"{version.Matrix.Title}, version {version.Matrix.Version}",
                version.Matrix.Published ?? version.Matrix.Effective ?? options.AsOf, version.Provider,
                $"{matrix.Folder}/{version.Folder}/index.html", version.Sentence)))
                .OrderByDescending(entry => entry.Updated).ThenBy(entry => entry.Path, StringComparer.Ordinal)]);
}

/// <summary>A matrix on a site, with its versions.</summary>
internal sealed class SiteMatrix
{
    public SiteMatrix(string id, IReadOnlyList<SiteVersion> versions, DateOnly asOf)
    {
        (Id, Folder) = (id, SitePaths.FolderOf(id));
        foreach (var version in versions)
        {
            var made = new SiteMatrixVersion(version, Versions.Count == 0 ? null : Versions[^1], asOf);
            if (made.Before?.Matrix.Version == made.Matrix.Version)
                throw new ArgumentException($"Version {made.Matrix.Version} of {id} is there twice.", nameof(versions));
            Versions.Add(made);
        }
        Current = Versions.FindLast(version => version.IsInForce)
            ?? Versions.FindLast(version => version.Matrix.Status != DocumentStatus.Withdrawn) ?? Versions[^1];
    }

    public string Id { get; }

    public string Folder { get; }

    /// <summary>The versions, the lowest first.</summary>
    public List<SiteMatrixVersion> Versions { get; } = [];

    /// <summary>The highest version in force; else the highest that was not withdrawn.</summary>
    public SiteMatrixVersion Current { get; }
}

/// <summary>A version of a matrix on a site.</summary>
internal sealed class SiteMatrixVersion
{
    public SiteMatrixVersion(SiteVersion published, SiteMatrixVersion? before, DateOnly asOf)
    {
        (Published, Before, AsOf) = (published, before, asOf);
        Matrix = published.Resolver.Levels[0].Matrix;
        Folder = SitePaths.FolderOf(Matrix.Version);
        if (published.Verification is { IsValid: false })
            throw new ArgumentException($"The signature of {Matrix.Id} {Matrix.Version} is not valid.", nameof(published));
        if (before is not null && MatrixDiff.ProblemWith(before.Published.Resolver, published.Resolver) is null)
            Changes = MatrixDiff.Compare(before.Published.Resolver, published.Resolver, asOf);
    }

    public SiteVersion Published { get; }

    /// <summary>The version before, or null.</summary>
    public SiteMatrixVersion? Before { get; }

    /// <summary>What changed since; null where there is none, or the two cannot be compared.</summary>
    public MatrixDiff? Changes { get; }

    public Matrix Matrix { get; }

    public string Folder { get; }

    public DateOnly AsOf { get; }

    public string Provider => Matrix.Parties.FirstOrDefault(party => party.Id == Matrix.Service.Provider)?.Name ?? Matrix.Service.Provider;

    public bool IsInForce => State.Tone == ReportTone.Good;

    /// <summary>Whether it holds on the day, in words.</summary>
    public (string Words, ReportTone Tone) State =>
        Matrix.Status == DocumentStatus.Withdrawn ? ("withdrawn", ReportTone.Bad)
        : Matrix.Effective is { } from && from > AsOf ? ($"in force from {from:yyyy-MM-dd}", ReportTone.Caution)
        : Matrix.Expires is { } until && until < AsOf ? ($"expired on {until:yyyy-MM-dd}", ReportTone.Caution)
        : ("in force", ReportTone.Good);

    public ChangeWords? Words => Changes is { } changes ? new(changes, Before!.Matrix, Matrix) : null;

    /// <summary>What is new, in a sentence.</summary>
    public string Sentence => Words is { } words ? $"Since version {Before!.Matrix.Version}: {words.Counts()}"
        : Before is null ? "The first version that is published here." : $"It cannot be compared with version {Before.Matrix.Version}.";
}
