using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>Each kind of finding has a folder of cases: one document in which it is found and one, as near as can be, in which it is
/// not.</summary>
public class CasesTests
{
    private static readonly string Folder = Path.Combine(Folders.Repository!, "tests", "ResponsibilityMatrix.Tests", "cases");

    // What only a folder of documents shows is held by the tests of portfolios.
    public static TheoryData<string> Ids => [.. Rules.All.Except(PortfolioDescriptors.All).Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_is_found_where_it_should_be(string id)
    {
        var found = Assert.Single(FindingsOf(id, "flagged"), diagnostic => diagnostic.Id == id);
        Assert.NotNull(found.Place);
        Assert.NotNull(found.Place.Line);
        Assert.NotEmpty(found.Message);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_finding_is_not_found_where_it_should_not_be(string id) =>
        Assert.DoesNotContain(FindingsOf(id, "clean"), diagnostic => diagnostic.Id == id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_clean_twin_has_no_finding_of_severity_error(string id) =>
        Assert.DoesNotContain(FindingsOf(id, "clean"), diagnostic => diagnostic.Severity == Severity.Error);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_is_its_format_with_its_arguments(string id) => Assert.All(FindingsOf(id, "flagged"), finding =>
        Assert.Equal(
            finding.Message,
            string.Format(CultureInfo.InvariantCulture, finding.MessageFormat, [.. finding.Arguments.Cast<object?>()])));

    [Theory]
    [InlineData("RM1001", "There is no party \"{0}\" in this document. Did you mean \"{1}\"?")]
    [InlineData("RM2006", "{0} is in scope, and nobody is assigned to it.")]
    public void A_finding_carries_its_arguments(string id, string format)
    {
        var found = FindingsOf(id, "flagged").First(finding => finding.Id == id);
        Assert.Equal(format, found.MessageFormat);
        Assert.Contains(found.Arguments, argument => found.Message.Contains(argument, StringComparison.Ordinal) && argument.Length > 0);
    }

    [Fact]
    public void Every_descriptor_says_why_and_what_to_do()
    {
        foreach (var descriptor in Rules.All)
        {
            Assert.Matches("^RM[0-9]{4}$", descriptor.Id);
            Assert.EndsWith(".", descriptor.Why, StringComparison.Ordinal);
            Assert.EndsWith(".", descriptor.HowToFix, StringComparison.Ordinal);
            Assert.False(descriptor.Title.EndsWith('.'), descriptor.Title);
        }
        Assert.Equal(Rules.All.Count, Rules.All.Select(descriptor => descriptor.Id).Distinct().Count());
    }

    private static IReadOnlyList<Diagnostic> FindingsOf(string id, string name)
    {
        var read = Make.Read(Path.Combine(Folder, id, $"{name}.matrix.json"));
        List<Diagnostic> findings = [];
        var documents = Make.Folder(Path.Combine(Folder, id, "with"));
        if (read.HasErrors)
        {
            findings.AddRange(DocumentValidator.Validate(read, Make.Today, new() { Documents = documents }));
        }
        else
        {
            var document = new MatrixDocument(read);
            documents = documents.Add(document);
            findings.AddRange(ChainDescriptors.All.Any(descriptor => descriptor.Id == id)
                ? new ChainResolver(document, new() { Documents = documents }).Resolve(Make.Context()).Diagnostics
                : DocumentValidator.Validate(document, Make.Today, new() { Documents = documents }));
            // What only a comparison shows has the version before it beside it.
            var old = Path.Combine(Folder, id, "old.matrix.json");
            if (File.Exists(old))
                findings.AddRange(
                    MatrixDiff.Compare(new Resolver(new MatrixDocument(Make.Read(old)), new() { Documents = documents }),
                        new Resolver(document, new() { Documents = documents }),
                    Make.Today).Diagnostics);
            if (PublishingDescriptors.All.Any(descriptor => descriptor.Id == id)) findings.AddRange(Publication.Of(document).Diagnostics);
            // What only two statements together show.
            if (Path.Combine(Folder, id, "customer.matrix.json") is var customer && File.Exists(customer))
                findings.AddRange(
                    new Reconciler(new Resolver(document, new() { Documents = documents }),
                        new Resolver(new MatrixDocument(Make.Read(customer)), new() { Documents = documents }))
                    .Reconcile(Make.Context()).Diagnostics);
            // What only a set of requirements asks.
            if (Path.Combine(Folder, id, "against.requirements.json") is var against && File.Exists(against))
                findings.AddRange(new RequirementsChecker(new Resolver(document, new() { Documents = documents }))
                    .Check(DocumentReader.Load<RequirementSet>(File.ReadAllBytes(against)).Document!, Make.Context()).Diagnostics);
            // What only a file of another kind shows.
            if (Path.Combine(Folder, id, $"{name}.answers.csv") is var answers && File.Exists(answers))
                findings.AddRange(
                    Questionnaire.Read(
                        TableFileReader.Read(File.ReadAllBytes(answers), answers), new Resolver(document, new() { Documents = documents }),
                    Make.Context(), answers).Diagnostics);
            if (Path.Combine(Folder, id, $"{name}.tables.md") is var page && File.Exists(page))
                findings.AddRange(TableImporter.Import(
                    [TableFileReader.Read(File.ReadAllBytes(page), page)],
                    TableProfiles.Read(File.ReadAllBytes(Path.Combine(Folder, id, "tables.table.json"))).Profile!).Diagnostics);
        }
        return findings;
    }
}
