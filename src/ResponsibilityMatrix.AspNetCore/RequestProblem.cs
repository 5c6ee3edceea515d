using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>
/// Why a request is not answered, as problem details (RFC 9457). A problem with a question has the members <c>code</c>, <c>subject</c>
/// and <c>choices</c>; a document that cannot be used has <c>diagnostics</c>, its findings in the shape that all answers have. Immutable.
/// </summary>
internal sealed class RequestProblem
{
    private const string LimitPassed = "RM0003";
    private const string WrongShape = "RM0100";
    private const string Findings = "urn:responsibility-matrix:finding:";
    private const string Problems = "urn:responsibility-matrix:problem:";
    private readonly ProblemDetails _details;

    private RequestProblem(ProblemDetails details) => _details = details;

    /// <summary>The HTTP status.</summary>
    public int Status => _details.Status!.Value;

    /// <summary>A question that cannot be asked, or a name that means nothing.</summary>
    public static RequestProblem Of(Problem problem) =>
        Question(StatusOf(problem.Code), problem.Code.ToString(), problem.Message, problem.Subject, problem.Choices);

    /// <summary>A parameter of the query that is missing or malformed.</summary>
    public static RequestProblem InvalidQuery(string parameter, string message, ValueList<string> choices = default) =>
        Question(StatusCodes.Status400BadRequest, "InvalidQuery", message, parameter, choices);

    /// <summary>Something that the application does not have.</summary>
    public static RequestProblem NotFound(string code, string message, string subject, ValueList<string> choices = default) =>
        Question(StatusCodes.Status404NotFound, code, message, subject, choices);

    /// <summary>An uploaded document of another kind than is needed.</summary>
    public static RequestProblem WrongKind(string message) =>
        Question(StatusCodes.Status422UnprocessableEntity, "WrongKind", message, null, default);

    /// <summary>A document that cannot be read, or that has errors and answers nothing until they are corrected.</summary>
    /// <param name="diagnostics">The findings, an error among them.</param>
    /// <param name="isUnreadable">Whether they are all that can be said of the document.</param>
    public static RequestProblem Of(ValueList<Diagnostic> diagnostics, bool isUnreadable)
    {
        var error = diagnostics.First(finding => finding.Severity == Severity.Error);
        // JSON of no known kind is read, and has a fault of shape.
        var status = !isUnreadable || error.Id == WrongShape ? StatusCodes.Status422UnprocessableEntity
            : error.Id == LimitPassed ? StatusCodes.Status413PayloadTooLarge
            : StatusCodes.Status400BadRequest;
        return Finding(status, error, diagnostics);
    }

    /// <summary>A request whose body is larger than is taken.</summary>
    /// <param name="mostBytes">How many bytes are taken.</param>
    public static RequestProblem TooLarge(int mostBytes)
    {
        var finding = Diagnostic.Of(
            DocumentValidator.FindDescriptor(LimitPassed)!,
            string.Create(
                CultureInfo.InvariantCulture, $"The document has more than {mostBytes:N0} bytes (UploadLimits.MaxBytes), and is not read."),
            new Place(""));
        return Finding(StatusCodes.Status413PayloadTooLarge, finding, [finding]);
    }

    /// <summary>A request that breaks the rules of HTTP.</summary>
    public static RequestProblem Of(BadHttpRequestException exception) => new(new ProblemDetails
    {
        Status = exception.StatusCode,
        Detail = exception.Message,
    });

    /// <summary>The answer.</summary>
    public IResult ToResult() => TypedResults.Problem(_details);

    private static RequestProblem Finding(int status, Diagnostic error, ValueList<Diagnostic> diagnostics) => new(new ProblemDetails
    {
        Type = Findings + error.Id,
        Title = error.Descriptor.Title,
        Status = status,
        Detail = error.Message,
        Extensions = { ["diagnostics"] = diagnostics },
    });

    private static RequestProblem Question(int status, string code, string message, string? subject, ValueList<string> choices)
    {
        var word = JsonNamingPolicy.CamelCase.ConvertName(code);
        return new(new ProblemDetails
        {
            Type = Problems + word,
            Title = TitleOf(code),
            Status = status,
            Detail = message,
            Extensions = { ["code"] = word, ["subject"] = subject, ["choices"] = choices },
        });
    }

    // What is wrong with the documents, and not with the question, is answered with 422.
    private static int StatusOf(ProblemCode code) => code switch
    {
        ProblemCode.NoServiceModel or ProblemCode.UnknownDefault or ProblemCode.NothingInCommon or ProblemCode.DifferentMatrices
            or ProblemCode.WrongOrder or ProblemCode.OtherBaseVersion or ProblemCode.DifferentServices
            => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };

    // The words of a code, such as "Missing service model".
    private static string TitleOf(string code) => JsonNamingPolicy.KebabCaseLower.ConvertName(code).Replace('-', ' ') is var words
        ? char.ToUpperInvariant(words[0]) + words[1..] : code;
}
