using System.Net;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.AspNetCore.Endpoints;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

public sealed class ValidateTests
{
    [Theory]
    [InlineData("crm.matrix.json")]
    [InlineData("crm-annex.matrix.json")]
    [InlineData("acme-controls.catalog.json")]
    [InlineData("acme-to-iso.mapping.json")]
    [InlineData("meridian.requirements.json")]
    [InlineData("oscal-sample.oscal.json")]
    public async Task A_document_of_any_kind_is_answered_with_what_the_core_finds(string file)
    {
        await using var app = await TestApp.StartAsync();
        var utf8 = TestApp.Example(file);

        using var response = await app.PostAsync("/m/validate", utf8);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Report(Findings(app, utf8)), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_matrix_with_errors_is_judged_and_not_valid()
    {
        await using var app = await TestApp.StartAsync();
        var text = Encoding.UTF8.GetString(TestApp.Example("crm.matrix.json")).Replace("\"title\"", "\"titel\"", StringComparison.Ordinal);

        using var response = await app.PostAsync("/m/validate", Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var report = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;
        Assert.False(report.GetProperty("valid").GetBoolean());
        Assert.Contains(report.GetProperty("diagnostics").EnumerateArray(), finding => finding.GetProperty("id").GetString() == "RM0100");
    }

    [Fact]
    public void What_an_author_accepts_does_not_make_a_document_invalid()
    {
        var finding = Diagnostic.Of(DocumentValidator.Descriptors[0], "x") with { Severity = Severity.Error };

        Assert.False(ValidationReport.Of([finding]).Valid);
        Assert.True(ValidationReport.Of([finding with { AcceptedReason = "known" }]).Valid);
        Assert.True(ValidationReport.Of([finding with { Severity = Severity.Warning }]).Valid);
    }

    [Fact]
    public async Task Rules_of_the_application_hold_for_uploads()
    {
        await using var app = await TestApp.StartAsync(options => options.Resolver = new() { Rules = [new ShortTitles()] });

        using var response = await app.PostAsync("/m/validate", TestApp.Example("crm.matrix.json"));

        var report = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;
        Assert.False(report.GetProperty("valid").GetBoolean());
        var finding = report.GetProperty("diagnostics").EnumerateArray()
            .Single(finding => finding.GetProperty("id").GetString() == "ACME001");
        Assert.Equal("/title", finding.GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task The_day_can_be_said()
    {
        await using var app = await TestApp.StartAsync();
        var utf8 = TestApp.Example("crm.matrix.json");
        var later = new DateOnly(2040, 1, 1);

        using var response = await app.PostAsync("/m/validate?asOf=2040-01-01", utf8);

        var findings = DocumentValidator.Validate(DocumentReader.Load<Matrix>(utf8), later, app.UploadOptions);
        Assert.Contains(findings, finding => finding.Id == "RM6003");
        Assert.Equal(Report(findings), await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Text_that_is_no_JSON_is_a_problem_with_its_place()
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.PostAsync("/m/validate", "{\n  \"id\": 1,\n  oops\n}"u8.ToArray());

        var problem = await ProblemBody.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("urn:responsibility-matrix:finding:RM0001", problem.Type);
        Assert.Equal("Not JSON", problem.Title);
        var finding = Assert.Single(problem.Diagnostics.EnumerateArray());
        Assert.Equal("RM0001", finding.GetProperty("id").GetString());
        Assert.Equal("", finding.GetProperty("pointer").GetString());
        Assert.Equal(3, finding.GetProperty("line").GetInt32());
        Assert.Equal(3, finding.GetProperty("column").GetInt32());
        Assert.Equal(problem.Detail, finding.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("/m/validate")]
    [InlineData("/m/resolve")]
    [InlineData("/m/diff")]
    public async Task An_empty_body_is_no_JSON(string path)
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.PostAsync(path, []);

        Assert.Equal(
            "urn:responsibility-matrix:finding:RM0001", (await ProblemBody.ReadAsync(response, HttpStatusCode.BadRequest)).Type);
    }

    [Fact]
    public async Task JSON_of_another_kind_is_a_problem()
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.PostAsync("/m/validate", """{"name":"package"}"""u8.ToArray());

        var problem = await ProblemBody.ReadAsync(response, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("urn:responsibility-matrix:finding:RM0100", problem.Type);
        Assert.StartsWith("This is no matrix, catalog, mapping or set of requirements.", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_document_that_is_too_large_is_refused(bool tellsLength)
    {
        await using var app = await TestApp.StartAsync(options => options.UploadLimits = options.UploadLimits with { MaxBytes = 1000 });
        using HttpContent content = tellsLength ? new ByteArrayContent(new byte[2000]) : new StreamContent(new Unsized(2000));

        using var response = await app.PostAsync("/m/validate", content);

        var problem = await ProblemBody.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("urn:responsibility-matrix:finding:RM0003", problem.Type);
        Assert.StartsWith("The document has more than 1,000 bytes (", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_just_the_largest_size_is_judged()
    {
        var utf8 = TestApp.Example("crm.matrix.json");
        await using var app = await TestApp.StartAsync(
            options => options.UploadLimits = options.UploadLimits with { MaxBytes = utf8.Length });

        using var response = await app.PostAsync("/m/validate", [0xEF, 0xBB, 0xBF, .. utf8]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    public async Task Another_content_type_is_not_taken(string contentType)
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.PostAsync(
            "/m/validate", new ByteArrayContent(TestApp.Example("crm.matrix.json")), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_document_is_read_whatever_its_content_type_says_of_parameters()
    {
        await using var app = await TestApp.StartAsync();
        using var content = new ByteArrayContent(TestApp.Example("crm.matrix.json"));
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };

        using var response = await app.Client.PostAsync("/m/validate", content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    internal static byte[] Report(ValueList<Diagnostic> findings) =>
        MatrixJson.ToUtf8Bytes(ValidationReport.Of(findings), EndpointJsonContext.Default.ValidationReport);

    private static ValueList<Diagnostic> Findings(TestApp app, byte[] utf8) =>
        DocumentValidator.Validate(OscalReader.WithCatalog(DocumentReader.Load(utf8)), TestApp.Today, app.UploadOptions);

    private sealed class ShortTitles : MatrixRule
    {
        public override DiagnosticDescriptor Descriptor { get; } = new()
        {
            Id = "ACME001",
            Title = "Long title",
            Category = "house style",
            DefaultSeverity = Severity.Error,
            Why = "Our lists are narrow.",
            HowToFix = "Shorten it.",
        };

        public override void Check(RuleContext context)
        {
            if (context.Matrix.Title.Length > 5) context.Report("/title", "The title is too long. Shorten it.");
        }
    }

    // So many spaces, of which nobody knows before how many there are.
    private sealed class Unsized(int length) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, Math.Min(_left, 100));
            buffer.AsSpan(offset, read).Fill((byte)' ');
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
