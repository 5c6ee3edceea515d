using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>The answers about a matrix, wherever it comes from.</summary>
internal static class Answers
{
    public const string ControlDescription = "The control in any spelling, such as 6.3.1 or AC-2(7)(a).";
    public const string LanguageDescription = "The language of the texts, such as de, where the matrix has a translation.";
    public const string AgainstDescription = "The id of a set of requirements, such as iso-27017-agreement.";

    // Whether a matrix is in force matters to an agreement, whatever the severity.
    private static readonly string[] DateFindings = ["RM6003", "RM6004", "RM6005", "RM6006"];

    public static Answer Resolve(
        MatrixRequests.Request request, Resolver resolver, Matrix matrix, ContextQuery query, AnswerQuery limits)
    {
        if (Context(request, resolver, query, out var context) is { } wrong) return wrong;
        if (limits.Read(resolver, matrix, out var options) is { } unknown) return unknown;
        var answer = resolver.Resolve(context, options, request.Aborted);
        return Answer.Of(answer with { Diagnostics = [.. Errors(request, resolver, context), .. answer.Diagnostics] });
    }

    public static Answer Explain(MatrixRequests.Request request, Resolver resolver, Matrix matrix, ContextQuery query, string? control,
        string? language)
    {
        if (control is null) return RequestProblem.InvalidQuery("control", "Name a control with \"control\".");
        if (Context(request, resolver, query, out var context) is { } wrong) return wrong;
        var limits = new AnswerQuery { Control = [control], Language = language };
        if (limits.Read(resolver, matrix, out var options) is { } unknown) return unknown;
        var plain = resolver.Resolve(control, context)!;
        return Answer.Of(resolver.Resolve(context, options, request.Aborted).Controls
            .First(candidate => candidate.Control == plain.Control && candidate.Catalog == plain.Catalog));
    }

    public static Answer Chain(MatrixRequests.Request request, Resolver resolver, ChainResolver chain, Matrix matrix, ContextQuery query,
        AnswerQuery limits)
    {
        if (Context(request, resolver, query, out var context) is { } wrong) return wrong;
        if (limits.Read(resolver, matrix, out var options) is { } unknown) return unknown;
        var answer = chain.Resolve(context, options, request.Aborted);
        return Answer.Of(answer with { Diagnostics = [.. Errors(request, resolver, context), .. answer.Diagnostics] });
    }

    public static Answer Check(MatrixRequests.Request request, Resolver resolver, ContextQuery query, string? against)
    {
        ValueList<string> choices = [.. request.Store.RequirementSets.Select(set => set.Id)];
        if (against is null)
            return RequestProblem.InvalidQuery(
                "against", $"Name a set of requirements with \"against\": {string.Join(", ", choices)}.", choices);
        if (request.Store.FindRequirementSet(against) is not { } wanted)
            return RequestProblem.NotFound(
                "UnknownRequirementSet", $"There is no set of requirements '{against}': choose {string.Join(", ", choices)}.", against,
                choices);
        if (Context(request, resolver, query, out var context) is { } wrong) return wrong;
        var report = new RequirementsChecker(resolver).Check(wanted, context, cancellationToken: request.Aborted);
        var known = DocumentFindings(request, resolver, context)
            .Where(finding => finding.Severity == Severity.Error || DateFindings.Contains(finding.Id));
        return Answer.Of(report with { Diagnostics = [.. report.Diagnostics, .. known.Except(report.Diagnostics)] });
    }

    public static Answer Diff(MatrixRequests.Request request, Resolver old, Resolver @new, ContextQuery query)
    {
        if (request.Read(query, out var context) is { } wrong) return wrong;
        var problem = query.IsOfOneContext ? MatrixDiff.ProblemWith(old, @new, context) : MatrixDiff.ProblemWith(old, @new);
        if (problem is not null) return RequestProblem.Of(problem);
        return Answer.Of(query.IsOfOneContext ? MatrixDiff.Compare(old, @new, context, cancellationToken: request.Aborted)
            : MatrixDiff.Compare(old, @new, context.AsOf, cancellationToken: request.Aborted));
    }

    private static RequestProblem? Context(
        MatrixRequests.Request request, Resolver resolver, ContextQuery query, out ResolutionContext context) =>
        request.Read(query, out context) ?? (resolver.ProblemWith(context) is { } problem ? RequestProblem.Of(problem) : null);

    // Whoever reads an answer must know of the errors of the document that it was made from.
    private static IEnumerable<Diagnostic> Errors(MatrixRequests.Request request, Resolver resolver, ResolutionContext context) =>
        DocumentFindings(request, resolver, context).Where(finding => finding.Severity == Severity.Error);

    private static ValueList<Diagnostic> DocumentFindings(
        MatrixRequests.Request request, Resolver resolver, ResolutionContext context) =>
        DocumentValidator.ValidateDocument(resolver, context.AsOf, cancellationToken: request.Aborted);
}
