using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ResponsibilityMatrix.AspNetCore.Endpoints;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>What all endpoints share: documents, the clock, uploads within limits, and how a request ends. Thread-safe.</summary>
internal sealed class MatrixRequests(
    MatrixStore store, TimeProvider time, RequestTelemetry telemetry, IOptions<ResponsibilityMatrixOptions> options)
{
    // A byte-order mark does not count.
    private const int ByteOrderMark = 3;
    private const int ClientClosedRequest = 499;

    public MatrixStore Store => store;

    public TimeProvider Time => time;

    /// <summary>What an answer from an upload is resolved with: the documents of the application are at hand.</summary>
    public ResolverOptions UploadOptions => store.ResolverOptions with { Limits = Limits };

    private Limits Limits => options.Value.UploadLimits;

    /// <summary>The size of the largest request.</summary>
    public static long MostBytesOf(Limits limits) => (long)limits.MaxBytes + ByteOrderMark;

    /// <summary>
    /// Answers a request, or says why it is not answered. A client that goes away ends the work and is no error; everything else that is
    /// thrown is the application's to handle.
    /// </summary>
    /// <param name="operation">The name of the endpoint.</param>
    /// <param name="http">The request.</param>
    /// <param name="answer">Makes the answer, or gives null and a problem.</param>
    public async Task RunAsync(string operation, HttpContext http, Func<Request, ValueTask<Answer>> answer)
    {
        using var running = telemetry.Start(operation);
        try
        {
            var given = await answer(new Request(this, http, running)).ConfigureAwait(false);
            await given.Result.ExecuteAsync(http).ConfigureAwait(false);
            running.Ended(given.IsProblem ? "refused" : "answered");
        }
        catch (BadHttpRequestException exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var problem = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? RequestProblem.TooLarge(Limits.MaxBytes)
                : RequestProblem.Of(exception);
            await problem.ToResult().ExecuteAsync(http).ConfigureAwait(false);
            running.Ended("refused");
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && IsGone(http, exception))
        {
            if (!http.Response.HasStarted) http.Response.StatusCode = ClientClosedRequest;
            running.Ended("canceled");
        }
    }

    // Bodies are all that is read here, and answers all that is written: a stream breaks when the client goes.
    private static bool IsGone(HttpContext http, Exception exception) =>
        exception is IOException || http.RequestAborted.IsCancellationRequested;

    /// <summary>One request. Not shared between threads.</summary>
    internal sealed class Request(MatrixRequests requests, HttpContext http, RequestTelemetry.Running running)
    {
        public CancellationToken Aborted => http.RequestAborted;

        public MatrixStore Store => requests.Store;

        public ResolverOptions UploadOptions => requests.UploadOptions;

        public RequestTelemetry.Running Running => running;

        /// <summary>The context that is asked for, or what is wrong with the query.</summary>
        public RequestProblem? Read(ContextQuery query, out ResolutionContext context) => query.Read(requests.Time, out context);

        /// <summary>The matrix of the application that is asked for, or why there is none.</summary>
        public RequestProblem? Find(string? id, string? version, out MatrixDocument document)
        {
            document = null!;
            if (id is null) return RequestProblem.InvalidQuery("id", "Name a matrix with \"id\".");
            SemanticVersion? wanted = null;
            if (version is not null)
            {
                if (!SemanticVersion.TryParse(version, out var parsed))
                    return RequestProblem.InvalidQuery("version", $"A version is written as 1.2.0, and not as '{version}'.");
                wanted = parsed;
            }
            if (Store.Documents.FindMatrix(id, wanted) is { } found)
            {
                document = found;
                running.About(found.Matrix);
                return null;
            }
            ValueList<string> versions = [.. Store.Documents.Matrices.Where(other => other.Matrix.Id == id)
                .Select(other => other.Matrix.Version).Order().Select(other => other.ToString())];
            return versions.IsEmpty ? RequestProblem.NotFound("UnknownMatrix", $"There is no matrix '{id}'.", id)
                : RequestProblem.NotFound(
                    "UnknownVersion", $"There is no version {version} of {id}, but {string.Join(", ", versions)}.", version!, versions);
        }

        /// <summary>The uploaded document. One that cannot be read, or is too large, is a problem.</summary>
        public async ValueTask<(AnyDocument? Document, RequestProblem? Problem)> ReadUploadAsync()
        {
            var limits = requests.Limits;
            if (http.Request.ContentLength > MostBytesOf(limits))
            {
                running.Validated(DocumentKind.Unknown, "too_large");
                return (null, TooLarge(limits));
            }
            AnyDocument document;
            try
            {
                document = await DocumentReader.LoadAsync(http.Request.BodyReader, new() { Limits = limits }, Aborted)
                    .ConfigureAwait(false);
                document = OscalReader.WithCatalog(document, limits, Aborted);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                running.Validated(DocumentKind.Unknown, "too_large");
                return (null, TooLarge(limits));
            }
            if (document.Kind != DocumentKind.Unknown && document.Utf8.Length is > 0 and var size) running.Read(size);
            if (!IsUnreadable(document)) return (document, null);
            var problem = RequestProblem.Of(document.Diagnostics, isUnreadable: true);
            running.Validated(
                document.Kind, problem.Status == StatusCodes.Status413PayloadTooLarge ? "too_large" : "unreadable");
            if (problem.Status == StatusCodes.Status413PayloadTooLarge) Close();
            return (null, problem);
        }

        /// <summary>The uploaded matrix. One that has errors is a problem.</summary>
        public async ValueTask<(MatrixDocument? Document, RequestProblem? Problem)> ReadMatrixAsync()
        {
            var (document, problem) = await ReadUploadAsync().ConfigureAwait(false);
            if (document is null) return (null, problem);
            if (document.Matrix is not { } read)
                return (null, RequestProblem.WrongKind($"A matrix is needed, but this is a {Words.Of(document.Kind)} document."));
            if (read.HasErrors) return (null, RequestProblem.Of(read.Diagnostics, isUnreadable: false));
            var matrix = new MatrixDocument(read);
            running.About(matrix.Matrix);
            return (matrix, null);
        }

        private RequestProblem TooLarge(Limits limits)
        {
            Close();
            return RequestProblem.TooLarge(limits.MaxBytes);
        }

        // What the client still sends is not wanted: the connection ends with the answer.
        private void Close()
        {
            if (HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.Headers.Connection = "close";
        }

        private static bool IsUnreadable(AnyDocument document) =>
            document.Matrix?.IsUnreadable ?? document.Catalog?.IsUnreadable ?? document.Mapping?.IsUnreadable
            ?? document.Requirements?.IsUnreadable ?? true;
    }
}

/// <summary>What a request is answered with.</summary>
internal readonly record struct Answer(IResult Result, bool IsProblem)
{
    public static implicit operator Answer(RequestProblem problem) => new(problem.ToResult(), true);

    /// <param name="value">The answer.</param>
    /// <param name="typeInfo">How it is written; null for a type of <see cref="MatrixJsonContext"/>.</param>
    public static Answer Of<T>(T value, JsonTypeInfo<T>? typeInfo = null) => new(new JsonAnswer<T>(value, typeInfo), false);
}
