using System.Security.Cryptography;
using System.Text;
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
using Xunit;

namespace ResponsibilityMatrix.Tests.Examples;

/// <summary>The examples of the doc comments, run. <see cref="ExamplePageTests"/> holds both equal.</summary>
public sealed class ExampleTests
{
    private static readonly Matrix Crm = new()
    {
        Id = "https://acme.example/matrix/crm",
        Version = "1.0.0",
        Title = "Acme CRM",
        Service = new() { Id = "crm", Name = "Acme CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["9.2.1"] }],
        Assignments = [new() { Controls = ["9.2.1"], Customer = "Adds and removes its users" }],
    };

    private static readonly ResolutionContext Today = new() { AsOf = new DateOnly(2026, 11, 24) };

    private readonly List<string> _printed = [];

    [Fact]
    public void A_matrix()
    {
        // <example Matrix>
        var matrix = new Matrix
        {
            Id = "https://acme.example/matrix/crm",
            Version = "1.0.0",
            Title = "Acme CRM",
            Service = new() { Id = "crm", Name = "Acme CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
            Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
            Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["9.2.1"] }],
            Assignments = [new() { Controls = ["9.2.1"], Customer = "Adds and removes its users" }],
        };
        var next = matrix with { Version = "1.1.0" };
        // </example>
        Assert.Equal(Crm, matrix);
        Assert.NotEqual(matrix, next);
    }

    [Fact]
    public void A_resolver()
    {
        var matrix = Crm;
        var console = Console();
        // <example Resolver>
        var resolver = new Resolver(matrix);
        var context = new ResolutionContext { AsOf = new DateOnly(2026, 11, 24) };
        if (resolver.ProblemWith(context) is { } problem) console.WriteLine(problem.Message);
        else console.WriteLine($"{resolver.Resolve("9.2.1", context)?.Split}");
        // Customer
        // </example>
        Assert.Equal(["Customer"], _printed);
    }

    [Fact]
    public void A_resolved_control()
    {
        var resolver = new Resolver(Crm);
        var context = Today;
        var console = Console();
        // <example ResolvedControl>
        foreach (var control in resolver.Resolve(context).Controls)
            console.WriteLine($"{control.Control}: {control.Split}, because of {control.Because[0].Selector}");
        // 9.2.1: Customer, because of 9.2.1
        // </example>
        Assert.Equal(["9.2.1: Customer, because of 9.2.1"], _printed);
    }

    [Fact]
    public void A_document_that_is_read()
    {
        var utf8 = Encoding.UTF8.GetBytes("""{ "service": 1 }""");
        var console = Console();
        // <example DocumentReader>
        var read = DocumentReader.Load<Matrix>(utf8, new() { File = "crm.matrix.json" });
        if (read.Document is { } matrix) console.WriteLine(matrix.Title);
        else foreach (var finding in read.Diagnostics) console.WriteLine($"{finding}");
        // </example>
        Assert.StartsWith("crm.matrix.json(1,", _printed[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation()
    {
        var matrix = Crm with { Assignments = [new() { Controls = ["9.2.1"], State = ControlState.NotApplicable }] };
        var console = Console();
        // <example DocumentValidator>
        foreach (var finding in DocumentValidator.Validate(matrix, asOf: new DateOnly(2026, 11, 24)))
            if (finding.Severity == Severity.Error) console.WriteLine($"{finding.Id} {finding.Place?.Pointer}: {finding.Message}");
        // </example>
        Assert.StartsWith("RM2008 /assignments/0: ", Assert.Single(_printed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain()
    {
        var (crm, platform) = (Crm, Crm with { Id = "https://anvil.example/matrix/platform" });
        var context = Today;
        // <example ChainResolver>
        var documents = DocumentSet.BuiltIn.Add(platform);
        var chain = new ChainResolver(new MatrixDocument(crm), new() { Documents = documents });
        var answer = chain.Resolve(context);
        // </example>
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void A_reconciliation()
    {
        var (providersMatrix, customersMatrix) = (Crm, Crm);
        var context = Today;
        var console = Console();
        // <example Reconciliation>
        var reconciliation = Reconciliation.Compare(new Resolver(providersMatrix), new Resolver(customersMatrix), context);
        foreach (var control in reconciliation.Controls) console.WriteLine($"{control.Control}: {control.Status}");
        // 9.2.1: Agreed
        // </example>
        Assert.Equal(["9.2.1: Agreed"], _printed);
    }

    [Fact]
    public void A_comparison()
    {
        var (before, after) = (Crm, Crm with { Version = "1.0.1", Assignments = [new() { Controls = ["9.2.1"], Provider = "Does it" }] });
        var console = Console();
        // <example MatrixDiff>
        var diff = MatrixDiff.Compare(new Resolver(before), new Resolver(after), new DateOnly(2026, 11, 24));
        foreach (var change in diff.Changes) console.WriteLine($"{change.Control}: {change.Message}");
        if (diff.DeclaredBump < diff.RequiredBump) console.WriteLine($"The changes need a version bump: {diff.RequiredBump}");
        // </example>
        Assert.StartsWith("The changes need a version bump: ", _printed[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_notice()
    {
        var next = Crm with
        { Version = "2.0.0", Effective = new(2027, 3, 1), Assignments = [new() { Controls = ["9.2.1"], Customer = "Checks" }] };
        var (oldVersion, newVersion, today) = (new Resolver(Crm), new Resolver(next), new DateOnly(2026, 11, 24));
        var console = Console();
        // <example ChangeNotice>
        var diff = MatrixDiff.Compare(oldVersion, newVersion, today);
        var notice = ChangeNotice.Of(diff, oldVersion, newVersion, today);
        foreach (var item in notice.MustDo) console.WriteLine($"{item.About}: {item.Text} By {item.By:yyyy-MM-dd}");
        // </example>
        Assert.Contains("9.2.1", _printed[0], StringComparison.Ordinal);
        Assert.EndsWith("By 2027-03-01", _printed[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_check()
    {
        var (resolver, context) = (new Resolver(Crm), Today);
        var console = Console();
        // <example RequirementsChecker>
        var set = RequirementsChecker.FindBuiltInSet("dora-art-30")!;
        foreach (var finding in new RequirementsChecker(resolver).Check(set, context).Diagnostics) console.WriteLine(finding.Message);
        // </example>
        Assert.NotEmpty(_printed);
    }

    [Fact]
    public void A_checklist()
    {
        var (resolver, context) = (new Resolver(Crm), Today);
        var console = Console();
        // <example Checklist>
        var checklist = Checklist.For(resolver, context, "customer");
        foreach (var item in checklist.Duties) console.WriteLine($"{item.Control}: {item.Duty.Text}");
        // 9.2.1: Adds and removes its users
        // </example>
        Assert.Equal(["9.2.1: Adds and removes its users"], _printed);
    }

    [Fact]
    public void A_set_of_documents()
    {
        var matrix = Crm;
        // <example DocumentSet>
        var documents = DocumentSet.BuiltIn.Add(matrix);
        var catalog = documents.FindCatalog("iso-27017", "2015");
        var resolver = new Resolver(matrix, new() { Documents = documents });
        // </example>
        Assert.NotNull(catalog);
        Assert.Empty(resolver.Diagnostics);
    }

    [Fact]
    public void Json()
    {
        var matrix = Crm;
        // <example MatrixJson>
        var utf8 = MatrixJson.ToUtf8Bytes(matrix);
        var same = DocumentReader.Load<Matrix>(utf8).Document;
        // </example>
        Assert.Equal(matrix, same);
    }

    [Fact]
    public void A_signature()
    {
        var utf8 = MatrixJson.ToUtf8Bytes(Crm);
        using var algorithm = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // <example SigningKey>
        using var key = SigningKey.FromAlgorithm(algorithm); // or SigningKey.Parse(pem)
        // </example>
        // <example DetachedSignature>
        var signature = DetachedSignature.Sign(utf8, key);
        var verification = DetachedSignature.Verify(utf8, signature, VerificationKey.FromAlgorithm(algorithm));
        // </example>
        Assert.True(verification.IsValid);
    }

    [Fact]
    public void A_publication()
    {
        var matrix = Crm with { Status = DocumentStatus.Draft };
        var console = Console();
        // <example Publication>
        var publication = Publication.Of(new MatrixDocument(matrix));
        foreach (var finding in publication.Diagnostics) console.WriteLine(finding.Message); // a draft, for example
        // </example>
        Assert.NotEmpty(_printed);
    }

    [Fact]
    public void Values()
    {
        // <example Selector>
        var everythingOnAccess = Selector.Parse("9.*"); // a prefix
        var oneControl = Selector.Parse("iso-27017:9.2.1"); // a control of one catalog
        // </example>
        Assert.Equal((SelectorKind.Prefix, SelectorKind.Control), (everythingOnAccess.Kind, oneControl.Kind));
        // <example ControlKey>
        var isSame = ControlKey.Parse("AC-2(1)") == ControlKey.Parse("ac-02.01"); // true
        var isBelow = ControlKey.Parse("ac-2.1").StartsWith(ControlKey.Parse("ac-2")); // true
        // </example>
        Assert.True(isSame && isBelow);
        // <example SemanticVersion>
        var isOlder = SemanticVersion.Parse("1.9.0") < SemanticVersion.Parse("1.10.0"); // true
        // </example>
        Assert.True(isOlder);
    }

    [Fact]
    public void A_metric_and_a_rule()
    {
        var matrix = Crm;
        // <example CommitmentMetric>
        var options = new ResolverOptions
        {
            Metrics =
            [
                new()
                {
                    Id = "renewableEnergy",
                    Title = "Share of renewable energy",
                    Operator = TargetOperator.AtLeast,
                    Dimension = CommitmentUnit.Share,
                    Chain = ChainRule.None,
                },
            ],
        };
        // </example>
        Assert.Empty(new Resolver(matrix, options).Diagnostics);
        var findings = DocumentValidator.Validate(matrix, Today.AsOf, new() { Rules = [new LongTitle()] });
        Assert.DoesNotContain(findings, finding => finding.Id == "ACME003");
        findings = DocumentValidator.Validate(matrix with { Title = new string('x', 81) }, Today.AsOf, new() { Rules = [new LongTitle()] });
        Assert.Contains(findings, finding => finding.Id == "ACME003");
    }

    private Printer Console() => new(_printed);

    private sealed class Printer(List<string> printed)
    {
        public void WriteLine(string line) => printed.Add(line);
    }
}

// <example MatrixRule>
internal sealed class LongTitle : MatrixRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "ACME003",
        Title = "Long title",
        DefaultSeverity = Severity.Warning,
        Why = "Nobody reads a long title.",
        HowToFix = "Shorten it.",
    };

    public override void Check(RuleContext context)
    {
        if (context.Matrix.Title.Length > 80) context.Report("/title", "The title has more than 80 characters. Shorten it.");
    }
}
// </example>
