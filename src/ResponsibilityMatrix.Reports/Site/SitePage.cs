using System.Globalization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>The pages of a site that lead to its files.</summary>
internal sealed class SitePage(HtmlWriter html)
{
    private const int MostSubjects = 40;

    /// <summary>The first page: each service with its latest version.</summary>
    public void Home(IReadOnlyList<SiteMatrix> matrices, string title)
    {
        Begin(title, "What the provider and the customer of each service do, control by control.", "feed.atom");
        End(title, null, () =>
        {
            if (matrices.Count == 0) html.Start(HtmlTag.P).Text("Nothing is published yet.").End();
            else Table(
                "Services", ["Service", "Matrix", "Provider", "Version", "State", "Published", "Last approval", "Next review"], matrices,
                matrix =>
                {
                    var current = matrix.Current;
                    Cell(current.Matrix.Service.Name);
                    Cell(() => Link($"{matrix.Folder}/index.html", current.Matrix.Title));
                    Cell(current.Provider);
                    Cell(() => Link($"{matrix.Folder}/{SitePaths.Latest}/index.html", current.Matrix.Version.ToString()));
                    Cell(current.State.Words, current.State.Tone);
                    DayCell(Day(current.Matrix.Published));
                    DayCell(Day(LastApproval(current.Matrix)));
                    DayCell(Review(current).Words, Review(current).Tone);
                });
            html.Start(HtmlTag.P).Text("News of these matrices: ");
            Link("feed.atom", "feed (Atom)");
            html.End();
        });
    }

    /// <summary>The page of a matrix: its versions, the newest first.</summary>
    public void Matrix(SiteMatrix matrix, string site)
    {
        var current = matrix.Current.Matrix;
        Begin(current.Title, $"{current.Service.Name}: all published versions.", "../feed.atom");
        End(current.Title, ("../index.html", site), () =>
        {
            Sub($"{current.Service.Name} · {matrix.Id}");
            html.Start(HtmlTag.P).Text("This address always has the version in force: ");
            Link($"{SitePaths.Latest}/index.html", SitePaths.Latest);
            html.End();
            Table("Versions, the newest first", ["Version", "Published", "State", "What is new"],
                [.. matrix.Versions.AsEnumerable().Reverse()], version =>
                {
                    Cell(() => Link($"{version.Folder}/index.html", version.Matrix.Version.ToString()));
                    DayCell(Day(version.Matrix.Published));
                    Cell(version.State.Words, version.State.Tone);
                    Cell(version.Sentence);
                });
        });
    }

    /// <summary>The page of a version: its files, how to verify them, and what changed.</summary>
    public void Version(SiteMatrix matrix, SiteMatrixVersion version, IReadOnlyList<SiteFile> files, string site)
    {
        var shown = version.Matrix;
        Begin($"{shown.Title}, version {shown.Version}", $"{shown.Service.Name}, version {shown.Version}.", "../../feed.atom");
        End($"{shown.Title}, version {shown.Version}", ("../../index.html", site), () =>
        {
            Sub($"{shown.Service.Name} · {version.Provider}");
            html.Start(HtmlTag.P);
            Link("../index.html", "All versions");
            html.End();
            Section("Files", () => Table("Files of this version", ["What", "File", "Size"], files, file =>
            {
                Cell(file.Title);
                Cell(() => Link(file.Path, file.Path));
                Cell(Size(file.Content.Length));
            }));
            Section("About this version", () => Facts(matrix, version));
            Section("How to verify it", () => Verification(matrix, version));
            Section("What changed", () => Changes(version));
        });
    }

    private void Facts(SiteMatrix matrix, SiteMatrixVersion version)
    {
        var shown = version.Matrix;
        html.Start(HtmlTag.Dl, "facts");
        Fact("State", version.State.Words, version.State.Tone);
        Fact("Id", matrix.Id);
        Fact("Published", Day(shown.Published));
        Fact("In force from", Day(shown.Effective));
        Fact("Expires after", Day(shown.Expires));
        Fact("Last approval", string.Join("\n", shown.Approvals.OrderByDescending(approval => approval.Date).Select(approval =>
            $"{Day(approval.Date)}, {string.Join(", ", new[] { approval.Name, approval.Role, approval.Party }.OfType<string>())}")));
        Fact("Next review", Review(version).Words, Review(version).Tone);
        if (shown.View is { } view) Fact("View", $"This is the {view.Name}'s view of the document with the digest {view.Of}.");
        html.End();
    }

    private void Verification(SiteMatrix matrix, SiteMatrixVersion version)
    {
        var name = $"{matrix.Folder}.matrix.json";
        var digest = MatrixJson.Digest(version.Published.Json);
        html.Start(HtmlTag.P).Text("The data is unchanged if this command prints the digest:").End();
        Command($"sha256sum {name}");
        html.Start(HtmlTag.Dl, "facts");
        Fact("Digest", digest);
        Fact("Signature", version.Published.Signature is null ? "There is none."
            : version.Published.Verification?.Text ?? "There is one. It was not looked at when this page was made.",
            version.Published.Verification is null ? ReportTone.Plain : ReportTone.Good);
        html.End();
        if (version.Published.Signature is null) return;
        html.Start(HtmlTag.P).Text("It comes from the holder of a key if this command says so. Get the public key of " +
            $"{version.Provider}, here called provider.pub.pem, by another way than this page:").End();
        Command($"rmatrix verify {name} --signature {name}.jws --key provider.pub.pem");
    }

    private void Changes(SiteMatrixVersion version)
    {
        html.Start(HtmlTag.P).Attribute(HtmlAttribute.Dir, "auto").Text(version.Sentence).End();
        if (version.Words is not { } words) return;
        foreach (var (title, subjects) in words.Sections())
        {
            html.Start(HtmlTag.H3).Text(title).End().Start(HtmlTag.Ul);
            foreach (var (names, points) in subjects.Take(MostSubjects))
            {
                html.Start(HtmlTag.Li).Attribute(HtmlAttribute.Dir, "auto").Start(HtmlTag.Strong)
                    .Text(string.Join("; ", names.Take(MostSubjects)) + More(names.Count)).End().Start(HtmlTag.Ul);
                foreach (var (text, details) in points)
                    html.Start(HtmlTag.Li).Attribute(HtmlAttribute.Dir, "auto").Text(string.Join("\n", details.Prepend(text))).End();
                html.End().End();
            }
            if (subjects.Count == 0) html.Start(HtmlTag.Li).Text("Nothing.").End();
            html.End();
            if (subjects.Count > MostSubjects)
                html.Start(HtmlTag.P).Text($"{subjects.Count - MostSubjects} more are not listed here: see the file of changes.").End();
        }

        static string More(int count) => count > MostSubjects ? $" and {count - MostSubjects} more" : "";
    }

    private void Begin(string title, string description, string feed)
    {
        html.Doctype().Start(HtmlTag.Html).Attribute(HtmlAttribute.Lang, "en");
        html.Start(HtmlTag.Head).Head(title, description).Feed(feed).End().Line();
    }

    private void End(string title, (string Path, string Text)? up, Action contents)
    {
        html.Start(HtmlTag.Body, "site").Start(HtmlTag.A, "skip").Anchor("_main").Text("Skip to the contents").End();
        html.Start(HtmlTag.Header).Start(HtmlTag.H1).Attribute(HtmlAttribute.Dir, "auto").Text(title).End().End().Line();
        if (up is { } above)
        {
            html.Start(HtmlTag.Nav).Attribute(HtmlAttribute.AriaLabel, "Site");
            Link(above.Path, above.Text);
            html.End().Line();
        }
        html.Start(HtmlTag.Main).Id("_main").Attribute(HtmlAttribute.Tabindex, "-1").Line();
        contents();
        html.End().End().End().Line();
    }

    private void Section(string title, Action contents)
    {
        html.Start(HtmlTag.Section).Start(HtmlTag.H2).Text(title).End().Line();
        contents();
        html.End().Line();
    }

    private void Table<T>(string caption, IReadOnlyList<string> columns, IReadOnlyList<T> rows, Action<T> cells)
    {
        html.Start(HtmlTag.Div, "scroll").Attribute(HtmlAttribute.Tabindex, "0").Attribute(HtmlAttribute.Role, "region")
            .Attribute(HtmlAttribute.AriaLabel, caption);
        html.Start(HtmlTag.Table).Start(HtmlTag.Caption).Text(caption).End().Start(HtmlTag.Thead).Start(HtmlTag.Tr);
        foreach (var column in columns) html.Start(HtmlTag.Th).Attribute(HtmlAttribute.Scope, "col").Text(column).End();
        html.End().End().Start(HtmlTag.Tbody);
        foreach (var row in rows)
        {
            html.Start(HtmlTag.Tr);
            cells(row);
            html.End().Line();
        }
        html.End().End().End().Line();
    }

    private void Cell(string text, ReportTone tone = ReportTone.Plain) => Cell(() => Toned(text, tone));

    private void DayCell(string text, ReportTone tone = ReportTone.Plain)
    {
        html.Start(HtmlTag.Td, "day");
        Toned(text, tone);
        html.End();
    }

    private void Cell(Action contents)
    {
        html.Start(HtmlTag.Td).Attribute(HtmlAttribute.Dir, "auto");
        contents();
        html.End();
    }

    private void Fact(string term, string value, ReportTone tone = ReportTone.Plain)
    {
        if (value.Length == 0) return;
        html.Start(HtmlTag.Div).Start(HtmlTag.Dt).Text(term).End().Start(HtmlTag.Dd).Attribute(HtmlAttribute.Dir, "auto");
        Toned(value, tone);
        html.End().End();
    }

    private void Toned(string text, ReportTone tone)
    {
        if (HtmlBlocks.ClassOf(tone) is { } @class) html.Start(HtmlTag.Span, @class).Text(text).End();
        else html.Text(text);
    }

    private void Sub(string text) => html.Start(HtmlTag.P, "sub").Attribute(HtmlAttribute.Dir, "auto").Text(text).End().Line();

    private void Command(string line) => html.Start(HtmlTag.Pre).Start(HtmlTag.Code).Text(line).End().End().Line();

    private void Link(string path, string text) => html.Start(HtmlTag.A).File(path).Text(text.Trim().Length == 0 ? path : text).End();

    private static (string Words, ReportTone Tone) Review(SiteMatrixVersion version) => version.Matrix.ReviewBy is not { } day
        ? ("", ReportTone.Plain)
        : day < version.AsOf ? ($"{Day(day)} (overdue)", ReportTone.Caution) : (Day(day), ReportTone.Plain);

    private static DateOnly? LastApproval(Matrix matrix) =>
        matrix.Approvals.IsEmpty ? null : matrix.Approvals.Max(approval => approval.Date);

    private static string Day(DateOnly? day) => day is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";

    private static string Size(int bytes) => bytes < 1000 ? $"{bytes} bytes"
        : bytes < 1_000_000 ? $"{Math.Round(bytes / 1000.0)} kB" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
