using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Checks whether a matrix contains what a set of requirements demands of an agreement. Create one checker for a matrix and use it many
/// times. Thread-safe. The same documents, set and context give the same report.
/// </summary>
/// <example><code>
/// var set = RequirementsChecker.FindBuiltInSet("dora-art-30")!;
/// foreach (var finding in new RequirementsChecker(resolver).Check(set, context).Diagnostics) Console.WriteLine(finding.Message);
/// </code></example>
public sealed partial class RequirementsChecker
{
    // The budget of one check, in selector matches. It covers the controls to judge and the size of the report.
    private const int BudgetForMatch = 2;
    private const int CostOfControl = 8;
    private const int LettersForMatch = 64;
    private const int LettersOfControl = 384;
    private const int LettersOfItem = 128;
    private const int VisitsForMatch = 4;
    private const int MostRelated = 16;
    private const int MostOfUnmetAny = 8;
    private readonly Resolver _resolver;

    /// <summary>Creates a checker for a matrix.</summary>
    /// <param name="resolver">The resolver of the matrix; its documents include the bases, catalogs and mappings.</param>
    public RequirementsChecker(Resolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks the matrix against a set.</summary>
    /// <param name="set">The set of requirements.</param>
    /// <param name="context">The context to check in.</param>
    /// <param name="options">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The context leaves a choice open or names something unknown; <see cref="Resolver.ProblemWith"/>
    /// checks without throwing.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public RequirementsReport Check(
        RequirementSet set, ResolutionContext context, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        var evaluation = new Evaluation(options, cancellationToken);
        var engine = _resolver.Engine;
        var answers = _resolver.AnswerAll(context, evaluation);
        var shown = _resolver.ToResolvedMatrix(answers);
        var run = new Run(_resolver, answers, evaluation);
        List<RuleResult> results = [];
        var accepted = new AcceptedFindings(engine, context.AsOf);
        var diagnostics = new FindingList(engine.Limits);
        evaluation.Begin(EvaluationStage.Checking, set.Rules.Count);
        foreach (var rule in set.Rules)
        {
            evaluation.Step();
            if (run.Check(rule) is not { } result) break;
            results.Add(result);
            if (result.Status == RuleStatus.Unmet) diagnostics.Add(accepted.Mark(Finding(set, result, engine.Effective.Document)));
        }
        if (results.Count < set.Rules.Count)
            diagnostics.Add(Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"The rules of {set.Id} meet more controls than one check looks at where Limits.MaxMatches is " +
                    $"{engine.Limits.MaxMatches:N0}: only the first {results.Count:N0} of {set.Rules.Count:N0} rules were " +
                    $"checked. Divide the set, use fewer rules that speak of everything, or raise the limit.",
                engine.Effective.Document.PlaceOf("")));
        return new RequirementsReport
        {
            Set = set,
            Matrix = new MatrixIdentity(engine.Effective.Matrix.Id, engine.Effective.Matrix.Version),
            Title = engine.Effective.Matrix.Title,
            Inputs = shown.Inputs,
            Context = answers.Context,
            Parties = shown.Parties,
            Rules = results.ToValueList(),
            Diagnostics = FindingList.Of(
                engine.Limits, diagnostics.Concat(shown.Diagnostics).Concat(run.Diagnostics.Except(shown.Diagnostics))),
        };
    }

    private static Diagnostic Finding(RequirementSet set, RuleResult result, MatrixDocument document)
    {
        var rule = result.Rule;
        List<CheckedControl> unmet = [.. result.Controls.Where(control => control.Status == RuleStatus.Unmet)];
        var told = unmet.Count == 0 ? "none of its controls meets it." : string.Join(' ', unmet[0].Missing.Select(part => part.Message));
        var also = unmet.Count > 1 ? $" It is not met by {Sentences.And([.. unmet.Skip(1).Select(control => control.Control)])} either."
            : "";
        var which = unmet.Count == 0 ? "" : rule.Match == RequirementMatch.Any
            ? $"one control is enough, and none has it; of {unmet[0].Control}: " : $"{unmet[0].Control}: ";
        return Diagnostic.Of(
            RequirementDescriptors.Unmet,
            $"{set.Id}, rule {rule.Id} ({rule.Reference}), is not met. {rule.Title}. " +
            $"{Capital(which)}{told}{(rule.Match == RequirementMatch.Any ? "" : also)}", unmet.Count == 0 ? document.PlaceOf("")
            : unmet[0].Missing[0].Place) with
        {
            Severity = rule.Severity,
            Catalog = unmet.Count == 1 ? unmet[0].Catalog : null,
            Control = unmet.Count == 1 && unmet[0].Catalog is not null ? unmet[0].Control : null,
            Related = unmet.Skip(1).Take(MostRelated)
                .Select(
                control =>
                new RelatedPlace { Message = $"{control.Control}: {control.Missing[0].Message}", Place = control.Missing[0].Place })
                .ToValueList(),
        };

        static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>One check: the facts about controls so far, and the remaining budget.</summary>
    private sealed class Run
    {
        private readonly Engine _engine;
        private readonly Answers _answers;
        private readonly RuleSubjects _subjects;
        private readonly CommitmentIndex _commitments;
        private readonly RequirementJudge _judge;
        private readonly Dictionary<int, ControlFacts> _facts = [];
        private readonly Dictionary<CarriedControl, ControlFacts> _carriedFacts = new(ReferenceEqualityComparer.Instance);
        private readonly Evaluation _evaluation;
        private long _left;

        public Run(Resolver resolver, Answers answers, Evaluation evaluation)
        {
            _engine = resolver.Engine;
            _answers = answers;
            _left = BudgetForMatch * (long)_engine.Limits.MaxMatches;
            _subjects = new RuleSubjects(resolver, answers, VisitsForMatch * (long)_engine.Limits.MaxMatches, evaluation);
            _evaluation = evaluation;
            _commitments = new CommitmentIndex(_engine, answers.Context);
            _judge = new RequirementJudge(_engine, _commitments, answers.Context);
        }

        public IReadOnlyList<Diagnostic> Diagnostics => _subjects.Diagnostics;

        /// <summary>The result of a rule, or null if it would exceed the budget.</summary>
        public RuleResult? Check(RequirementRule rule)
        {
            var subjects = _subjects.Of(rule);
            if (_subjects.IsSpent) return null;
            List<CheckedControl> controls = new(Math.Min(subjects.Count, 1024));
            foreach (var subject in subjects)
            {
                _evaluation.Poll();
                if ((_left -= CostOfControl) < 0) return null;
                var control = Judge(rule.Require, subject);
                controls.Add(control);
                // Every rule repeats the long texts of a document.
                if ((_left -= Letters(control) / LettersForMatch) < 0) return null;
            }
            var isMet = controls.Exists(control => control.Status == RuleStatus.Met);
            var isUnmet = controls.Exists(control => control.Status == RuleStatus.Unmet);
            if (rule.Match == RequirementMatch.Any)
                return new RuleResult
                {
                    Rule = rule,
                    Status = isMet ? RuleStatus.Met : isUnmet ? RuleStatus.Unmet : RuleStatus.NotApplicable,
                    Controls = (isMet ? controls.Where(control => control.Status == RuleStatus.Met)
                        : controls.OrderByDescending(control => control.Status == RuleStatus.Unmet).Take(MostOfUnmetAny)).ToValueList(),
                };
            return new RuleResult
            {
                Rule = rule,
                Status = isUnmet ? RuleStatus.Unmet : isMet ? RuleStatus.Met
                : RuleStatus.NotApplicable,
                Controls = controls.ToValueList()
            };
        }

        private CheckedControl Judge(Requirement require, RuleSubject subject)
        {
            if (subject.Absence is not null) return _judge.Absent(require, subject);
            var facts = FactsOf(subject);
            if (require.Commitment is { } commitment) _left -= facts.Commitments[commitment.Metric].Count();
            if (require.Evidence is not null) _left -= facts.Evidence.Count;
            _left -= facts.Open.Count + facts.Untexted.Count + facts.Undone.Count + facts.Inherited.Count;
            return _judge.Judge(require, subject, facts);
        }

        private static long Letters(CheckedControl control)
        {
            long letters = LettersOfControl + control.Control.Length + (control.Title?.Length ?? 0) + (control.Note?.Length ?? 0);
            foreach (var part in control.Missing) letters += LettersOfItem + part.Message.Length;
            foreach (var sentence in control.NotLookedAt) letters += sentence.Length;
            if (control.Answer is not { } answer) return letters;
            letters += (control.Document?.Length ?? 0) + (answer.Reason?.Length ?? 0);
            foreach (var duty in answer.Duties)
                letters += LettersOfItem + (duty.Id?.Length ?? 0) + duty.Party.Length + (duty.Text?.Length ?? 0);
            foreach (var (commitment, document) in control.Commitments.Select(one => (one.Commitment, one.Document)))
                letters += LettersOfItem + commitment.Id.Length + (commitment.Qualifier?.Length ?? 0) + (commitment.Window?.Length ?? 0) +
                    (commitment.Notes?.Length ?? 0) + document.Length;
            foreach (var (evidence, document) in control.Evidence.Select(one => (one.Evidence, one.Document)))
                letters += LettersOfItem + evidence.Id.Length + evidence.Title.Length + (evidence.Issuer?.Length ?? 0) +
                    (evidence.Uri?.Length ?? 0) + document.Length;
            return letters;
        }

        private ControlFacts FactsOf(RuleSubject subject)
        {
            ControlFacts? facts;
            if (subject.Carried is { } carried)
            {
                if (_carriedFacts.TryGetValue(carried, out facts)) return facts;
                _carriedFacts.Add(carried, facts = ControlFacts.Of(_engine, _answers, _commitments, carried.Answer, carried.SourceNodes));
            }
            else
            {
                if (_facts.TryGetValue(subject.Node, out facts)) return facts;
                _facts.Add(
                    subject.Node, facts = ControlFacts.Of(_engine, _answers, _commitments, _answers.Of(subject.Node)!, [subject.Node]));
            }
            _left -= facts.Cost;
            return facts;
        }
    }
}
