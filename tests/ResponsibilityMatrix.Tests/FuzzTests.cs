using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>
/// Examples changed at random, from a seed: whatever a document holds, it ends in findings. <c>RMATRIX_FUZZ</c> says how many changed
/// documents of each example to try (100 without it), <c>RMATRIX_FUZZ_SEED</c> where to begin.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Count =
        int.Parse(Environment.GetEnvironmentVariable("RMATRIX_FUZZ") ?? "100", CultureInfo.InvariantCulture);
    private static readonly int FirstSeed =
        int.Parse(Environment.GetEnvironmentVariable("RMATRIX_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
    private static readonly string Folder = Path.Combine(Folders.Repository!, "schemas", "examples");

    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_changed_example_ends_in_findings(string name)
    {
        var original = File.ReadAllBytes(Path.Combine(Folder, name));
        var documents = Make.Folder(Folder);
        var compared = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Count; seed++)
        {
            var random = new Random(seed);
            var utf8 = ChangedDocuments.Change(original, random);
            try
            {
                compared += Try(utf8, name, documents);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}, seed {seed}: {exception}");
            }
        }
        // Some changes leave a document that can be used; otherwise only the reader would be tried.
        if (Count >= 100 && name.EndsWith(".matrix.json", StringComparison.Ordinal))
            Assert.True(compared > 0, $"No changed {name} came as far as being compared.");
    }

    /// <summary>Tries a document as far as it can be used, and tells how often it was compared with its original.</summary>
    private static int Try(byte[] utf8, string name, DocumentSet documents)
    {
        var any = DocumentReader.Load(utf8, new() { File = name });
        Assert.All(any.Diagnostics, AssertReported);
        if (any.Catalog is { } catalog) Assert.All(DocumentValidator.Validate(catalog), AssertReported);
        if (any.Mapping is { } mapping) Assert.All(DocumentValidator.Validate(mapping, new() { Documents = documents }), AssertReported);
        if (any.Requirements is { } requirements)
        {
            Assert.All(DocumentValidator.Validate(requirements, new() { Documents = documents }), AssertReported);
            if (requirements.Document is { } set)
            {
                Assert.Equal(set, DocumentReader.Load<RequirementSet>(MatrixJson.ToUtf8Bytes(set)).Document);
                Check(
                    new Resolver(new MatrixDocument(Make.Read(Path.Combine(Folder, "crm-annex.matrix.json"))),
                    new() { Documents = documents }), set,
                    Make.Context());
            }
        }
        if (any.Matrix is not { } matrix) return 0;
        Assert.All(DocumentValidator.Validate(matrix, Make.Today, new() { Documents = documents }), AssertReported);
        if (matrix.Document is null) return 0;
        var document = new MatrixDocument(matrix);
        var resolver = new Resolver(document, new() { Documents = documents.Add(document) });
        Assert.All(DocumentValidator.Validate(resolver, Make.Today), AssertReported);
        // What is read is written, and reads back as an equal matrix.
        Assert.Equal(matrix.Document, DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix.Document)).Document);
        var context = new ResolutionContext { ServiceModel = matrix.Document.Service.Models[0], AsOf = Make.Today };
        if (resolver.ProblemWith(context) is not null) return 0;
        foreach (var set in RequirementsChecker.BuiltInSets) Check(resolver, set, context);
        Assert.All(Checklist.For(resolver, context, Model.Party.CustomerWord).Questions, question => Assert.NotEmpty(question.Text));
        Assert.All(resolver.Resolve(context).Controls, control =>
            Assert.False(control.IsLeaf && control.State == Model.ControlState.Assigned && control.Because.IsEmpty));
        Assert.All(new ChainResolver(resolver).Resolve(context).Diagnostics, AssertReported);
        // Others build on it, hold it against their own, and were its version before.
        var compared = 0;
        foreach (var other in documents.Matrices)
        {
            if (name == Path.GetFileName(other.File))
                compared += Compare(new Resolver(other, new() { Documents = documents.Add(document) }), resolver, context);
            if (other.Matrix.Upstreams.Any(upstream => upstream.Matrix == matrix.Document.Id))
                Assert.All(new ChainResolver(other, new() { Documents = Without(documents, matrix.Document.Id).Add(document) })
                    .Resolve(context with { ServiceModel = null }).Diagnostics, AssertReported);
        }
        return compared;
    }

    private static int Compare(Resolver original, Resolver changed, ResolutionContext context)
    {
        var compared = 0;
        foreach (var (one, other) in new[] { (original, changed), (changed, original) })
        {
            if (MatrixDiff.ProblemWith(one, other, context) is null)
            {
                Assert.All(MatrixDiff.Compare(one, other, context).Diagnostics, AssertReported);
                compared++;
            }
            var reconciler = new Reconciler(one, other);
            if (reconciler.ProblemWith(context) is null) Assert.All(reconciler.Reconcile(context).Diagnostics, AssertReported);
        }
        return compared;
    }

    private static DocumentSet Without(DocumentSet documents, string id)
    {
        var others = DocumentSet.BuiltIn;
        foreach (var document in documents.Matrices)
            if (document.Matrix.Id != id) others = others.Add(document);
        return others;
    }

    private static void Check(Resolver resolver, Model.RequirementSet set, ResolutionContext context)
    {
        var report = new RequirementsChecker(resolver).Check(set, context);
        Assert.All(report.Diagnostics, AssertReported);
        Assert.Equal(report.Rules.Count(rule => rule.Status == RuleStatus.Unmet),
            report.Diagnostics.Count(finding => finding.Id == "RM5001"));
        Assert.NotEmpty(MatrixJson.ToUtf8Bytes(report));
    }

    private static void AssertReported(Diagnostic finding)
    {
        Assert.NotEmpty(finding.Message);
        Assert.True(finding.Place is null || finding.Place.Line >= 1 && finding.Place.Column >= 1, finding.ToString());
    }
}
