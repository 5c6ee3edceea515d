using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>Questions about large documents: they say how far they are, and end when they are cancelled.</summary>
public class EvaluationTests
{
    private const int Rows = 2_000;

    private static readonly Catalog Catalog = new()
    {
        Id = "big",
        Edition = "1",
        Title = "Big",
        Controls = Enumerable.Range(1, Rows).Select(number => Make.Row($"C-{number}")).ToValueList(),
    };

    private static readonly Catalog Target = Catalog with { Id = "target" };

    private static readonly Matrix Upstream = Make.Matrix(
        new Assignment { Controls = ["*"], Provider = "Does it.", Customer = "Does its part.", Inheritability = Inheritability.Full }) with
    {
        Id = "urn:upstream",
        Controls = default,
        Catalogs = [new CatalogScope { Id = "big", Edition = "1" }],
        Commitments = [Commitment],
    };

    private static readonly Matrix Big = Make.Matrix(
        new Assignment { Controls = ["*"], Duties = [new Duty { Party = "acme", InheritedFrom = "host" }] }) with
    {
        Controls = default,
        Catalogs = [new CatalogScope { Id = "big", Edition = "1" }],
        Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
        Upstreams = [new Upstream { Id = "host", Matrix = "urn:upstream", Provider = "host" }],
        Commitments = [Commitment with { Controls = ["*"], When = Condition.Of("plan", "plus") }],
        Translations = new([new("de", new([new("C-1", new TranslatedText { Title = "Zeile eins" }),
            new("acme", new TranslatedText { Name = "Acme AG" })]))]),
    };

    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.Add(Catalog).Add(Target).Add(Upstream).Add(new CatalogMapping
    {
        Id = "m",
        From = "big@1",
        To = "target@1",
        Relations = Enumerable.Range(1, Rows)
            .Select(number => new MappingRelation { From = [$"C-{number}"], To = [$"C-{number}"], Relation = ControlRelation.Equal })
            .ToValueList(),
    });

    private static readonly Resolver Resolver = new(Big, new() { Documents = Documents });

    private static readonly ResolutionContext Context = Make.Context();

    private static readonly RequirementSet Set = new()
    {
        Version = "1.0.0",
        Id = "urn:set",
        Title = "Set",
        Rules = Enumerable.Range(1, Rows).Select(number => new RequirementRule
        {
            Id = $"r{number}",
            Title = "Rule",
            Reference = "1",
            Severity = Severity.Error,
            Controls = [$"big:C-{number}"],
            Require = new Requirement { Assigned = true },
        }).ToValueList(),
    };

    private static Commitment Commitment => new()
    {
        Id = "c",
        Party = "acme",
        Metric = "availability",
        Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" },
    };

    private static readonly Resolver Written = new(new MatrixDocument(DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(Big))),
        new() { Documents = Documents });

    private static readonly TableFile Answered = TableFileReader.Read(System.Text.Encoding.UTF8.GetBytes(
        "Question id,Who performs\n" + string.Concat(Enumerable.Range(1, Rows).Select(number => $"big@1:C-{number},provider\n"))));

    private static readonly Dictionary<string, (EvaluationStage Last, Action<EvaluationOptions, CancellationToken> Ask)> Questions = new()
    {
        ["resolve"] = (EvaluationStage.Resolving, (options, token) => Resolver.Resolve(Context, options, token)),
        ["chain"] = (EvaluationStage.Following, (options, token) => new ChainResolver(Resolver).Resolve(Context, options, token)),
        ["validate"] =
            (EvaluationStage.CheckingCommitments, (options, token) => DocumentValidator.Validate(Written, Make.Today, options, token)),
        ["document"] = (EvaluationStage.ExaminingDocument,
            (options, token) => DocumentValidator.ValidateDocument(Resolver, Make.Today, options, token)),
        ["diff"] = (EvaluationStage.Comparing, (options, token) => MatrixDiff.Compare(Resolver, Resolver, Make.Today, options, token)),
        ["diff in one context"] = (EvaluationStage.Comparing,
            (options, token) => MatrixDiff.Compare(Resolver, Resolver, Context, options, token)),
        ["reconcile"] =
            (EvaluationStage.Comparing, (options, token) => new Reconciler(Resolver, Resolver).Reconcile(Context, options, token)),
        ["check"] = (EvaluationStage.Checking, (options, token) => new RequirementsChecker(Resolver).Check(Set, Context, options, token)),
        ["checklist"] = (EvaluationStage.Resolving,
            (options, token) => Checklist.For(Resolver, Context, "provider", options, token)),
        ["carry"] = (EvaluationStage.Carrying,
            (options, token) => new Crosswalk(Resolver, Target).Carry(Resolver.Resolve(Context), options, token)),
        ["questionnaire"] = (EvaluationStage.ReadingRows,
            (options, token) => Questionnaire.Read(Answered, Resolver, Context, null, options, token)),
    };

    public static TheoryData<string> Names => [.. Questions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_question_says_how_far_it_is_in_each_stage(string name)
    {
        List<EvaluationProgress> reports = [];
        var (last, ask) = Questions[name];
        ask(new EvaluationOptions { Progress = new Reports(reports.Add) }, CancellationToken.None);
        Assert.Equal(last, reports[^1].Stage);
        Assert.All(reports, report => Assert.InRange(report.Done, 0, report.Total));
        Assert.InRange(reports.Count, 2, 1_000);
        foreach (var (before, after) in reports.Zip(reports.Skip(1)))
            Assert.True(after.Done > before.Done || after.Done == 0, $"{before} is followed by {after}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_question_that_is_cancelled_on_its_way_ends_at_once(string name)
    {
        var (last, ask) = Questions[name];
        using var source = new CancellationTokenSource();
        EvaluationProgress? at = null;
        var progress = new Reports(report =>
        {
            Assert.Null(at);
            if (report.Stage != last || report.Done == 0) return;
            at = report;
            source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => ask(new EvaluationOptions { Progress = progress }, source.Token));
        Assert.InRange(at!.Value.Done, 1, Math.Max(2, at.Value.Total / 10));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_question_that_is_cancelled_before_it_began_does_not_begin(string name) =>
        Assert.Throws<OperationCanceledException>(() => Questions[name].Ask(new EvaluationOptions(), new CancellationToken(true)));

    [Fact]
    public void An_answer_limited_to_controls_is_a_part_of_the_whole_answer()
    {
        var whole = Resolver.Resolve(Context);
        var part = Resolver.Resolve(Context, new() { Controls = ["big:c-07", "C-9", "nothing"] });
        Assert.Equal(whole.Controls.Where(control => control.Control is "C-7" or "C-9"), part.Controls);
        Assert.Equal(whole.Diagnostics, part.Diagnostics);
        Assert.Equal(whole.Parties, part.Parties);
        var pairs = new Reconciler(Resolver, Resolver).Reconcile(Context, new() { Controls = ["C-9"] });
        Assert.Equal("C-9", Assert.Single(pairs.Controls).Control);
    }

    [Fact]
    public void An_answer_in_another_language_has_its_words()
    {
        var german = new EvaluationOptions { Controls = ["C-1"], Language = "de" };
        var answer = Resolver.Resolve(Context, german);
        Assert.Equal(("Zeile eins", "Acme AG"), (answer.Controls[0].Title, answer.Parties[0].Name));
        var chain = new ChainResolver(Resolver).Resolve(Context, german);
        Assert.Equal(("Zeile eins", "Acme AG"), (chain.Controls[0].Resolved.Title, chain.Parties[0].Name));
        // Its own language, and one that nobody translated it into, are its own words.
        foreach (var language in new[] { "en", "fr" })
            Assert.Equal(Resolver.Resolve(Context), Resolver.Resolve(Context, new() { Language = language }));
    }

    private sealed class Reports(Action<EvaluationProgress> report) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => report(value);
    }
}
