using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Invariants of docs/architecture.md that belong to no single room.</summary>
public sealed partial class InvariantTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string Examples = Path.Combine(Folders.Repository ?? "", "schemas", "examples");

    [SourcesFact]
    public void The_culture_of_the_thread_changes_no_result()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        (culture.NumberFormat.NegativeSign, culture.DateTimeFormat.ShortDatePattern) = ("~", "d. M. yyyy");
        var before = CultureInfo.CurrentCulture;
        var expected = Results();
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("~1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Results());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.True(expected.Count > 12);
    }

    [Fact]
    public void A_rule_has_no_state()
    {
        var rules = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract).ToList();
        Assert.True(rules.Count > 30);
        var fields = rules.SelectMany(rule => rule.GetFields(Any));
        Assert.All(fields, field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{field.DeclaringType!.Name}.{field.Name}"));
    }

    [Fact]
    public void A_line_is_computed_when_somebody_asks_for_it()
    {
        var locator = new CountingLocator();
        var place = new Place("/title", "crm.matrix.json", locator);
        Assert.Equal((0, place), (locator.Asked, new Place("/title", "crm.matrix.json", locator)));
        Assert.Equal((3, 7, 1), (place.Line, place.Column, locator.Asked));
    }

    [Fact]
    public void A_message_stays_short_whatever_a_document_holds()
    {
        var name = new string('x', 100_000);
        var matrix = Make.Matrix(
            new Assignment { Id = name, Controls = [name, $"{name}.*", $"group:{name}"], Provider = name, When = When(name) },
            new Assignment { Id = name, Controls = ["*"], Duties = [new() { Party = name, DependsOn = [name], Evidence = [name] }] })
            with
        { Catalogs = [new() { Id = name, Edition = name, Include = [name] }] };
        var findings = DocumentValidator.Validate(matrix, Make.Today)
            .Concat(DocumentValidator.Validate(DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)), Make.Today)).ToList();
        Assert.True(findings.Count > 10);
        Assert.All(findings, finding => Assert.InRange(finding.Message.Length, 1, 4000));
    }

    [SourcesFact]
    public void Only_tests_see_what_is_internal()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Folders.Repository!, "src"), "*.csproj", SearchOption.AllDirectories).ToList();
        Assert.True(projects.Count >= 4);
        foreach (var project in projects)
            foreach (Match friend in Friend().Matches(File.ReadAllText(project)))
                Assert.True(
                    friend.Groups["name"].Value is var name && (name.EndsWith("Tests", StringComparison.Ordinal)
                        || name.EndsWith("Benchmarks", StringComparison.Ordinal)),
                    $"{Path.GetFileName(project)} lets {friend.Groups["name"].Value} see what is internal.");
    }

    private static Condition When(string name) => new(new ValueMap<ValueList<string>>([new(name, [name])]));

    private static List<string> Results()
    {
        List<string> results = [];
        var documents = Make.Folder(Examples);
        foreach (var file in Directory.EnumerateFiles(Examples, "*.matrix.json").Order(StringComparer.Ordinal))
        {
            var read = DocumentReader.Load<Matrix>(File.ReadAllBytes(file), new() { File = file });
            var findings = DocumentValidator.Validate(read, Make.Today, new() { Documents = documents });
            results.AddRange(findings.Select(finding => finding.ToString()));
            var resolver = new Resolver(new MatrixDocument(read), new() { Documents = documents });
            var context = Make.Context(resolver.ServiceModels[0]);
            if (resolver.ProblemWith(context) is null)
                results.Add(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(resolver.Resolve(context))));
            results.AddRange(read.Document!.Commitments.Select(resolver.Describe));
        }
        return results;
    }

    private sealed class CountingLocator : IPlaceLocator
    {
        public int Asked { get; private set; }

        public TextPosition Locate(string pointer)
        {
            Asked++;
            return new TextPosition(3, 7);
        }
    }

    [GeneratedRegex("""<InternalsVisibleTo Include="(?<name>[^"]+)""")]
    private static partial Regex Friend();
}
