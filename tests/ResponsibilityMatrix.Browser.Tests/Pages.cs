using ResponsibilityMatrix.Benchmarks;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Reports;
using ResponsibilityMatrix.Reports.Tests;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Browser.Tests;

/// <summary>The pages that are tried.</summary>
internal static class Pages
{
    public const string Hostile =
        "</p></style></script><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick=\"alert(3)\" ' --> ]]>";

    private static readonly ResolutionContext Context = new() { AsOf = Reported.Day };

    public static byte[] Crm { get; } = Html(Reported.OfExample("crm", new() { Context = Context, FollowsChain = true }));

    public static byte[] CrmForSubscriber { get; } = Html(Reported.OfExample("crm", new() { Context = Context, For = "customer" }));

    /// <summary>Hostile texts, an unassigned control and one that the service model alone gives.</summary>
    public static byte[] Open { get; } = Html(Reported.Of(Reported.Matrix(Hostile, "9.2.1", "9.2.2", "11.1.1") with
    {
        Defaults = null,
    }));

    public static byte[] None { get; } = Html(Reported.Of(Reported.Matrix() with { Catalogs = [], Assignments = [] }));

    public static byte[] Foreign { get; } = Html(Reported.Of(Reported.Matrix("يحذف المزوّد البيانات 12 データを削除する", "9.2.1") with
    {
        Language = "ar",
        Parties = [.. Enumerable.Range(0, 40).Select(i => new Party
        {
            Id = $"p{i}", Name = $"Beteiligungsgesellschaftsverwaltungsgenossenschaft{new string('x', 60)}{i}",
        }), new() { Id = "acme", Name = "データ保護株式会社" }, new() { Id = "globex", Name = "شركة" }],
        Assignments = [new()
        {
            Controls = [Selector.Parse("9.2.1")],
            Duties = [.. Enumerable.Range(0, 40).Select(i => new Duty { Party = $"p{i}", Text = new string('w', 300) }),
                new() { Party = "acme", Text = "データを削除する" }, new() { Party = "globex", Text = "يحذف المزوّد البيانات" }],
        }],
    }));

    public static byte[] Large(int controls) => Html(MatrixReport.Of(
        new Resolver(
            new MatrixDocument(DocumentReader.Load<Matrix>(
                LargeMatrix.Make(controls), new() { Limits = Json.Limits.Default with { MaxBytes = int.MaxValue } })),
            new() { Limits = Json.Limits.Default with { MaxBytes = int.MaxValue } }),
        new() { Context = Context }));

    public static byte[] Html(Report report)
    {
        using var output = new MemoryStream();
        HtmlReport.Write(report, output);
        return output.ToArray();
    }
}
