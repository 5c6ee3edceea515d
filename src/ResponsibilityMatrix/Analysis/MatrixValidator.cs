using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Checks a matrix against the rules of the field, in every context that matters. Thread-safe.</summary>
public static class MatrixValidator
{
    /// <summary>Every finding but those of reading. Nothing in a document makes it throw.</summary>
    /// <param name="document">The matrix.</param>
    /// <param name="documents">The documents at hand.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    /// <param name="limits">What it may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(MatrixDocument document, DocumentSet documents, DateOnly asOf, Limits? limits = null) =>
        Validate(new Resolver(document, documents, limits), asOf);

    /// <summary>
    /// Every finding of a matrix built in code, those of its shape included: what the document that <see cref="Writing.MatrixWriter"/> makes of it has when it is
    /// read and checked. Places in it have a pointer, and neither a file nor a line.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="documents">The documents at hand.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    /// <param name="limits">What it may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(Matrix matrix, DocumentSet documents, DateOnly asOf, Limits? limits = null)
    {
        var written = WrittenMatrix.Read(matrix, limits);
        return WrittenMatrix.WithoutText(matrix, written.IsUnreadable ? written.Diagnostics : written.Diagnostics.Concat(Validate(new MatrixDocument(written), documents, asOf, limits)));
    }

    /// <summary>The same for a matrix that is resolved besides, so that it is made ready once.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    public static ValueList<Diagnostic> Validate(Resolver resolver, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        List<Diagnostic> diagnostics = [.. resolver.Diagnostics, .. UpstreamEntries.Findings(resolver.Engine.Effective), .. ValidateDocument(resolver, asOf)];
        new AnswerAnalysis(new DocumentCase(resolver.Engine, diagnostics), diagnostics).Run();
        diagnostics.AddRange(PromiseAnalysis.Findings(resolver, asOf));
        return AcceptedFindings.Mark(resolver.Engine, WithoutConsequences(resolver.Engine.Effective.Document, diagnostics), asOf).ToValueList();
    }

    /// <summary>The findings about what a document says and about its dates, without looking at any answer: what must be known beside one.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    public static ValueList<Diagnostic> ValidateDocument(Resolver resolver, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        List<Diagnostic> diagnostics = [];
        var document = new DocumentCase(resolver.Engine, diagnostics);
        foreach (var rule in Rules.OfDocuments) rule.Check(document);
        foreach (var rule in Rules.OfDates) rule.Check(document, asOf);
        return diagnostics.ToValueList();
    }

    internal static List<Diagnostic> WithoutConsequences(MatrixDocument document, List<Diagnostic> diagnostics)
    {
        if (document.Damaged.IsEmpty) return diagnostics;
        var damage = new Damage(document);
        return diagnostics.FindAll(finding => !damage.Explains(finding));
    }
}

/// <summary>Looks at each leaf in every context that its candidates tell apart.</summary>
internal sealed class AnswerAnalysis(DocumentCase document, List<Diagnostic> diagnostics)
{
    private static readonly List<int> NoParameters = [];
    private readonly Engine _engine = document.Engine;
    private readonly Question _question = document.Engine.Ask(true);

    // Of the assignments of the document itself: which match any control, and which decide anything.
    private readonly bool[] _matching = new bool[document.Engine.Levels[0].Assignments.Length];
    private readonly bool[] _decisive = new bool[document.Engine.Levels[0].Assignments.Length];
    private readonly int[] _context = new int[document.Engine.Parameters.Parameters.Count];
    private bool _isEverythingTried = true;

    public void Run()
    {
        var space = _engine.Space;
        for (var node = 0; node < space.Count; node++)
        {
            if (!space.IsInScope(node)) continue;
            var isLeaf = space.IsLeaf(node);
            if (isLeaf || space.IsLeafButForRows(node)) Look(node, !isLeaf);
            if (!_question.IsSpent) continue;
            diagnostics.Add(_engine.LimitFinding());
            return;
        }
        Rules.NeverApplies.Check(document, _engine.Levels[0].Assignments.Where(assignment => _matching[assignment.Index] && !_decisive[assignment.Index]), _isEverythingTried);
        Rules.MatchesNothing.Check(document, _question.UsedSelectors);
    }

    private void Look(int node, bool isBesideRows)
    {
        var candidates = _engine.Candidates(node, _question);
        if (_question.IsSpent) return;
        Mark(candidates, _matching);
        var parameters = ParametersOf(candidates);
        var context = _context;
        Array.Clear(context);
        long contexts = 1;
        foreach (var parameter in parameters)
        {
            contexts *= Math.Max(1, _engine.Parameters.SizeOf(parameter));
            if (contexts > _engine.Limits.MaxContexts)
            {
                _isEverythingTried = false;
                diagnostics.Add(Diagnostic.Of(
                    DocumentDescriptors.LimitPassed,
                    $"{_engine.Space.ControlOf(node).Id} depends on {parameters.Count} parameters with more than {_engine.Limits.MaxContexts:N0} combinations of values; its findings are looked for in one of them only.",
                    _engine.Effective.Document.PlaceOf(candidates.Select(candidate => candidate.Assignment).Where(assignment => assignment.Level == 0).MinBy(assignment => assignment.Index)?.Pointer ?? "/extends")) with
                { Control = _engine.Space.ControlOf(node).Id, Catalog = _engine.Space.CatalogOf(node) });
                parameters = [];
                contexts = 1;
                break;
            }
        }
        Dictionary<(Rule Rule, string Pointer, string Message), List<int[]>>? found = null;
        Dictionary<string, (Decision Decision, List<int[]> Contexts)>? ties = null;
        do
        {
            var decision = _engine.Decide(candidates, context);
            Mark(decision.Best, _decisive);
            if (decision.Best.Count > 1)
            {
                var key = $"{decision.IsConflict} {string.Join(' ', decision.Best.Select(best => best.Assignment.Index))}";
                ties ??= [];
                if (!ties.TryGetValue(key, out var tie)) ties.Add(key, tie = (decision, []));
                tie.Contexts.Add([.. context]);
            }
            if (decision.Best.Count == 0 && isBesideRows) continue;
            var outcome = decision.Best.Count > 0 || _engine.Effective.Defaults != DefaultsPolicy.ServiceModel
                ? decision.Outcome
                : _engine.ByServiceModel(node, _engine.Effective.Service.Models is [_, ..] models ? models[context[0]] : "");
            var answer = new AnswerCase
            {
                Engine = _engine,
                Node = node,
                Control = _engine.Space.ControlOf(node),
                Context = context,
                Decision = decision,
                Outcome = outcome,
                IsBesideRows = isBesideRows,
            };
            foreach (var rule in Rules.OfAnswers) rule.Check(answer);
            foreach (var finding in answer.Found)
            {
                found ??= [];
                if (!found.TryGetValue(finding, out var where)) found.Add(finding, where = []);
                where.Add([.. context]);
            }
        }
        while (Next(context, parameters));

        if (ties is not null)
            foreach (var (decision, where) in ties.Values) diagnostics.Add(_engine.TieFinding(node, decision, Name(where, contexts, parameters)));
        if (found is null) return;
        foreach (var ((rule, pointer, message), where) in found)
            document.Report(rule, pointer, message + Name(where, contexts, parameters) + ".", _engine.Space.ControlOf(node).Id, _engine.Space.CatalogOf(node));
    }

    private static void Mark(List<Candidate> candidates, bool[] marks)
    {
        foreach (var candidate in candidates)
            if (candidate.Assignment.Level == 0) marks[candidate.Assignment.Index] = true;
    }

    private List<int> ParametersOf(List<Candidate> candidates)
    {
        SortedSet<int> parameters = [];
        _engine.AddParameters(candidates, parameters);
        return parameters.Count == 0 ? NoParameters : [.. parameters];
    }

    private bool Next(int[] context, List<int> parameters)
    {
        for (var i = parameters.Count - 1; i >= 0; i--)
        {
            if (++context[parameters[i]] < _engine.Parameters.SizeOf(parameters[i])) return true;
            context[parameters[i]] = 0;
        }
        return false;
    }

    private string Name(List<int[]> where, long contexts, List<int> parameters) => ContextNames.Of(_engine.Parameters, where, contexts, parameters);
}
