using CsCheck;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Rows that were exported come back as a matrix that answers the same.</summary>
public sealed class RowsRoundTripTests
{
    private static readonly DateOnly AsOf = new(2026, 11, 24);
    private static readonly string[] Texts =
    [
        "Encrypts.", "=1+1", "- a\n- b", "line\nline", "{{x}} and {y}", "**bold** *x*", "a; b, \"c\"", "N/A", "None", "@here", "ü 😀 你",
        "(1) first", "'quoted'", "+49 30", "|", "5%", "1.10", "AC-2", "*", "x\n=y;\t+z",
    ];

    public static TheoryData<string> Examples => Folders.Repository is null ? [] :
        [.. Directory.EnumerateFiles(Path.Combine(Folders.Repository, "schemas", "examples"), "*.matrix.json")
            .Select(file => Path.GetFileName(file))];

    [SourcesTheory]
    [MemberData(nameof(Examples))]
    public void An_example_answers_the_same(string name)
    {
        var folder = Path.Combine(Folders.Repository!, "schemas", "examples");
        var documents = DocumentSet.BuiltIn;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var read = DocumentReader.Load(File.ReadAllBytes(file));
            if (read.Catalog?.Document is { } catalog) documents = documents.Add(catalog);
            if (read.Matrix?.Document is { } other) documents = documents.Add(other);
        }
        var matrix = DocumentReader.Load<Matrix>(File.ReadAllBytes(Path.Combine(folder, name))).Document!;
        Assert.NotEmpty(AssertTheSame(matrix, documents));
    }

    [RealTablesFact]
    public void A_published_table_comes_back_from_rows_with_the_same_answers()
    {
        var path = Path.Combine(Folders.EncodedFixtures!, "..", "ato-copilot-azure-gov-crm", "sample-crm-import.csv");
        var file = TableFileReader.Read(File.ReadAllBytes(path), Path.GetFileName(path));
        var matrix = Assert.Single(TableImporter.Import([file], TableProfiles.Choose([file]).Profile!).Documents).Matrix;
        Assert.NotEmpty(AssertTheSame(matrix, DocumentSet.BuiltIn));
    }

    [Fact]
    public void Progress_is_told_of_the_rows_and_of_the_matrix()
    {
        var stages = new List<EvaluationProgress>();
        var (_, csv) = Export(AnyMatrix.Single(), DocumentSet.BuiltIn);
        TableImporter.Import([TableFileReader.Read(csv, "rows.csv")], TableProfiles.FindBuiltIn("rmatrix-rows")!,
            new() { Progress = new Listener(stages) });
        Assert.Contains(stages, told => told.Stage == EvaluationStage.ReadingRows && told.Total > 0);
        Assert.Contains(stages, told => told.Stage == EvaluationStage.ExaminingDocument);
    }

    private sealed class Listener(List<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => told.Add(value);
    }

    [Fact]
    public void Any_matrix_answers_the_same() => AnyMatrix.Sample(matrix => AssertTheSame(matrix, DocumentSet.BuiltIn), iter: 150);

    private static List<MatrixRow> AssertTheSame(Matrix matrix, DocumentSet documents)
    {
        var (rows, csv) = Export(matrix, documents);
        var file = TableFileReader.Read(csv, "rows.csv");
        Assert.Equal("rmatrix-rows", TableProfiles.Choose([file]).Profile?.Id);
        var import = TableImporter.Import([file], TableProfiles.FindBuiltIn("rmatrix-rows")!, new() { Documents = documents });
        Assert.Equal(rows.Count, import.Rows.Count);
        Assert.DoesNotContain(import.Diagnostics, finding => finding.Id == "RM7001");
        var back = Assert.Single(import.Documents).Matrix;
        Assert.DoesNotContain(DocumentValidator.Validate(back, AsOf, new() { Documents = documents }),
            finding => finding.Severity == Severity.Error);
        // A conflict cannot be stated: it stays open, and is told.
        var wanted = rows.Select(row => row.State == "conflict" ? row with { State = "unassigned" } : row).ToList();
        Assert.Equal(Comparable(wanted), Comparable(Export(back, documents).Rows));
        if (rows.Exists(row => row.State == "conflict")) Assert.Contains(import.Diagnostics, finding => finding.Id == "RM7003");
        // What a row holds and the matrix does not is told.
        foreach (var column in new[] { "service", "document", "version", "context", "asOf" })
            Assert.Contains(import.Diagnostics, finding =>
                finding.Id == "RM7002" && finding.Message.Contains($"“{column}”", StringComparison.Ordinal));
        if (rows.Exists(row => row.DutyId is not null))
            Assert.Contains(import.Diagnostics, finding => finding.Message.Contains("“dutyId”", StringComparison.Ordinal));
        return rows;
    }

    private static (List<MatrixRow> Rows, byte[] Csv) Export(Matrix matrix, DocumentSet documents)
    {
        var resolver = new Resolver(matrix, new() { Documents = documents });
        var context = new ResolutionContext
        {
            ServiceModel = resolver.ServiceModels[0],
            AsOf = AsOf,
            Parameters = new(resolver.Parameters.Select(parameter => KeyValuePair.Create(parameter.Id, parameter.Values[0]))),
        };
        List<MatrixRow> rows = [.. MatrixRows.Of(resolver.Resolve(context), matrix)];
        using var output = new MemoryStream();
        MatrixRows.WriteCsv(rows, output);
        return (rows, output.ToArray());
    }

    // Equal duties of one control count once, and their order does not.
    private static List<string> Comparable(IEnumerable<MatrixRow> rows) =>
    [
        .. rows.Select(row => string.Join(" | ", row.Catalog, row.Control, row.Title, row.State, row.Reason, row.Split, row.Coupling,
            row.Inheritability, row.Party, row.PartyName, row.Side, row.Involvement, row.Action, row.Text, row.InheritedFrom, row.Component,
            row.Implementation, row.Evidence)).Distinct().Order(StringComparer.Ordinal),
    ];

    private static readonly string[] Controls =
        ["iso-27017:6.3.1", "iso-27017:9.2.1", "nist-800-53:AC-2(1)", "nist-800-53:AC-6", "local:net.1", "local:AC-2", "iso-27017:12.3.1"];

    private static readonly string[] Parties = ["provider", "customer", "acme-eu", "hoster"];

    private static readonly Gen<string?> MaybeText = Gen.Int[-4, Texts.Length - 1].Select(at => at < 0 ? null : Texts[at]);

    private static readonly Gen<Duty> AnyDuty =
        from party in Gen.Int[0, Parties.Length - 1]
        from involvement in Gen.Int[1, 15]
        from text in MaybeText
        from component in MaybeText
        from action in Gen.Int[0, 2]
        from status in Gen.Int[0, 3]
        select new Duty
        {
            Party = Parties[party],
            Involvement = (Involvement)involvement,
            Text = text,
            Component = component,
            Action = action == 0 ? "configure" : null,
            Implementation = status switch
            {
                0 => [ImplementationStatus.Implemented, ImplementationStatus.Planned],
                1 => [ImplementationStatus.NotImplemented],
                _ => []
            },
            Evidence = status == 0 ? ["soc2", "iso-cert"] : [],
        };

    private static Gen<Assignment> Of(string control) =>
        from kind in Gen.Int[0, 5]
        from first in AnyDuty
        from duties in AnyDuty.Array[0, 3]
        from reason in Gen.Int[0, Texts.Length - 1]
        from facets in Gen.Int[0, 15]
        let list = duties.Prepend(first with { Involvement = first.Involvement | Involvement.Responsible }).ToValueList()
        let isShared = list.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible)).DistinctBy(duty => duty.Party).Count() > 1
        select new Assignment
        {
            Controls = [control],
            State = kind == 0 ? ControlState.NotApplicable : kind == 1 ? ControlState.NotDetermined : null,
            Reason = kind < 2 ? Texts[reason] : null,
            Duties = kind < 2 ? [] : list,
            Coupling = kind >= 2 && isShared && facets % 4 > 0 ? (Coupling)(facets % 4 - 1) : null,
            Inheritability = facets / 4 > 0 ? (Inheritability)(facets / 4 - 1) : null,
        };

    private static readonly Gen<Matrix> AnyMatrix =
        from assignments in Gen.OneOf([.. Controls.Select(Of)]).Array[1, 7]
        select new Matrix
        {
            Id = "urn:matrix:acme:crm",
            Version = "1.0.0",
            Title = "CRM",
            Service = new Service { Id = "crm", Name = "CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
            Parties =
            [
                new Party { Id = "acme", Name = "Acme Inc." }, new Party { Id = "globex", Name = "Globex" },
                new Party { Id = "acme-eu", Name = "Acme Europe", Side = Sides.Provider }, new Party { Id = "hoster", Name = "Hoster" },
            ],
            Catalogs =
            [
                new CatalogScope { Id = "iso-27017", Edition = "2015", Include = ["6.3.1", "9.2.1", "12.3.1"] },
                new CatalogScope { Id = "nist-800-53", Edition = "5", Include = ["AC-2(1)", "AC-6"] },
            ],
            Controls = [new Control { Id = "net.1", Title = "=Network" }, new Control { Id = "AC-2", Title = "Ours" }],
            Evidence =
            [
                new Evidence { Id = "soc2", Kind = EvidenceKind.Report, Title = "SOC 2" },
                new Evidence { Id = "iso-cert", Kind = EvidenceKind.Certificate, Title = "ISO" },
            ],
            Assignments = assignments.ToValueList(),
        };
}
