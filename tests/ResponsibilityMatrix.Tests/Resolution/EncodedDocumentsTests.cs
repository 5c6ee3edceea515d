using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>Real matrices, counted by hand in their sources.</summary>
public class EncodedDocumentsTests
{
    public static TheoryData<string> Names =>
    [
        "ai-security", "azure-baselines", "azure-gov-crm", "cloud-temple-raci", "cloudgov-crm", "fedramp-examples", "n8n-module",
        "nist-leveraged", "nist-leveraging", "openshift-dedicated", "rosa", "temporal-platform",
    ];

    [EncodedFixturesTheory]
    [MemberData(nameof(Names))]
    public void Only_the_true_contradiction_is_an_error(string name)
    {
        var (document, documents) = Load(name);
        var errors = DocumentValidator.Validate(document, Make.Today, new() { Documents = documents })
            .Where(finding => finding.Severity == Severity.Error)
            .ToList();
        if (name != "azure-baselines")
        {
            Assert.Empty(errors);
            return;
        }
        var error = Assert.Single(errors);
        Assert.Equal(("RM2001", "br-1.azure-backup"), (error.Id, error.Control));
    }

    [EncodedFixturesTheory]
    [InlineData("ai-security", "customer=57 notApplicable=9 provider=22 shared=40")]
    [InlineData("openshift-dedicated", "customer=5 provider=20 shared=15 sharedProviderThirdParty=5 thirdParty=5")]
    [InlineData("rosa", "customer=5 provider=20 shared=14 sharedAll=1 sharedProviderThirdParty=5 thirdParty=5")]
    [InlineData("azure-baselines", "conflict=1 customer=2 notApplicable=3 provider=3 shared=2")]
    [InlineData("temporal-platform", "customer=3 provider=6 shared=2")]
    public void Cells_are_counted_as_in_the_source(string name, string expected)
    {
        var (document, documents) = Load(name);
        var resolver = new Resolver(document, new() { Documents = documents });
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var model in resolver.ServiceModels)
            foreach (var control in resolver.Resolve(Make.Context(model)).Controls.Where(control => control.IsLeaf))
            {
                var word = Words.OfSplit(control.Split) ?? Words.Of(control.State);
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        Assert.Equal(expected, string.Join(' ', counts.Select(count => $"{count.Key}={count.Value}")));
    }

    [EncodedFixturesTheory]
    [InlineData("cloudgov-crm", "RM2010", "AC-1(a) AC-17(4)(a) IA-5(a) IA-5(b)")]
    [InlineData("cloud-temple-raci", "RM2004", "k8s.sec.5 vm.backup.6")]
    [InlineData("azure-baselines", "RM2005", "row29")]
    public void Warnings_are_those_that_were_announced(string name, string id, string controls)
    {
        var (document, documents) = Load(name);
        var found = DocumentValidator.Validate(document, Make.Today, new() { Documents = documents }).Where(finding => finding.Id == id)
            .Select(finding => finding.Control).Order(StringComparer.Ordinal);
        Assert.Equal(controls, string.Join(' ', found));
    }

    [EncodedFixturesTheory]
    [InlineData("unused", "unused", 1)]
    [InlineData("used", "unused", 2)]
    [InlineData("unused", "used", 2)]
    [InlineData("used", "used", 3)]
    public void Options_that_each_add_a_duty_combine(string serviceA, string serviceB, int dutiesOfTheAgency)
    {
        var (document, documents) = Load("fedramp-examples");
        var resolver = new Resolver(document, new() { Documents = documents });
        foreach (var id in new[] { "RA-5(a)", "ra-05_smt.b" })
        {
            var control = resolver.Resolve(id, Make.Context(null, ("serviceA", serviceA), ("serviceB", serviceB)))!;
            Assert.Equal(Sides.SharedAll, control.Split);
            Assert.Equal(dutiesOfTheAgency, control.Duties.Count(duty => duty.Party == "agency"));
        }
    }

    [EncodedFixturesTheory]
    [InlineData("n8n-module")]
    public void Ownership_depends_on_input_flags(string name)
    {
        var (document, documents) = Load(name);
        var resolver = new Resolver(document, new() { Documents = documents });
        var splits = from certificate in new[] { "route53_zone_id", "certificate_arn" }
                     from database in new[] { "true", "false" }
                     from cache in new[] { "true", "false" }
                     select resolver.Resolve(
                         "dns",
                         Make.Context(
                         null, ("certificate", certificate), ("create_database", database), ("create_elasticache", cache)))!.Split;
        Assert.Equal([Sides.Provider, .. Enumerable.Repeat(Sides.Shared, 7)], splits.Order());
    }

    private static (MatrixDocument Document, DocumentSet Documents) Load(string name)
    {
        var read = Make.Read(Path.Combine(Folders.EncodedFixtures!, $"{name}.matrix.json"));
        Assert.Empty(read.Diagnostics);
        return (new MatrixDocument(read), Make.Folder(Folders.EncodedFixtures!));
    }
}
