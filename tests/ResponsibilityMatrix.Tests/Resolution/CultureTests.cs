using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>The culture of whoever asks changes no result.</summary>
public class CultureTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");

    [SourcesTheory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void Results_are_the_same_in_every_culture(string name)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Everything();
        try
        {
            CultureInfo.CurrentCulture = Foreign(name);
            Assert.Equal("~7,5", (-7.5).ToString("0.0", null));
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The data of cultures may not be at hand; what differs between them is put in.
    private static CultureInfo Foreign(string name)
    {
        CultureInfo culture;
        try
        {
            culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        }
        catch (CultureNotFoundException)
        {
            culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        }
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        culture.DateTimeFormat.DateSeparator = "/";
        culture.DateTimeFormat.TimeSeparator = ".";
        culture.DateTimeFormat.ShortDatePattern = "dd/MM/yy";
        return culture;
    }

    private static string Everything()
    {
        var text = new StringBuilder();
        var documents = Make.Folder(Examples);
        var options = new ResolverOptions { Documents = documents };
        foreach (var file in Directory.EnumerateFiles(Examples, "*.matrix.json").Order(StringComparer.Ordinal))
        {
            var read = Make.Read(file);
            Tell(DocumentValidator.Validate(read, Make.Today, options));
            if (read.HasErrors) continue;
            var resolver = new Resolver(new MatrixDocument(read), options);
            Tell(resolver.Diagnostics);
            foreach (var other in documents.Matrices)
                if (new Resolver(other, options) is var old && MatrixDiff.ProblemWith(old, resolver) is null)
                    text.Append(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(MatrixDiff.Compare(old, resolver, Make.Today))));
            var context = Make.Context();
            if (resolver.ProblemWith(context) is { } problem)
            {
                text.AppendLine(problem.Message);
                context = context with { ServiceModel = resolver.ServiceModels[0] };
            }
            if (resolver.ProblemWith(context) is not null) continue;
            text.Append(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(resolver.Resolve(context))));
            text.Append(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(new ChainResolver(resolver).Resolve(context))));
            text.Append(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(Checklist.For(resolver, context, "customer"))));
            foreach (var set in RequirementsChecker.BuiltInSets)
                text.Append(Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(new RequirementsChecker(resolver).Check(set, context))));
        }
        // Numbers with groups stand in what says that a limit was passed.
        var big = Make.Matrix([.. Enumerable.Range(0, 1_500).Select(number => Make.Assign($"x.{number}", Sides.Provider))]);
        Tell(DocumentValidator.Validate(big, Make.Today, new() { Limits = new() { MaxFindings = 1_100, MaxMatches = 1_200 } }));
        var large = MatrixJson.ToUtf8Bytes(big);
        foreach (var limits in new Limits[] { new() { MaxBytes = 1_500 }, new() { MaxItems = 1_500 }, new() { MaxSchemaSteps = 1_500 } })
            Tell(DocumentReader.Load<Matrix>(large, new() { Limits = limits }).Diagnostics);
        Tell(DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(new string('[', 1_500) + "}")).Diagnostics);
        return text.ToString();

        void Tell(IEnumerable<Diagnostic> findings) => text.AppendJoin('\n', findings);
    }
}
