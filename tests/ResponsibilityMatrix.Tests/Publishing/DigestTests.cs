using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Publishing;

/// <summary>Digests in references, and digests by a second implementation.</summary>
public sealed class DigestTests
{
    private static readonly string Base = File.ReadAllText(Keys.Document);

    [Theory]
    [InlineData("Does it.", "Does it.", 0)]
    [InlineData("\"version\": \"1.0.0\",\n  \"title\"", "\n\"version\":\"1.0.0\",\"title\"", 0)]
    [InlineData("Does it.", "Does it!", 1)]
    [InlineData("99.950", "99.951", 1)]
    [InlineData("99.950", "99.9500000000000000001", 1)]
    [InlineData("99.950", "99.95000000000000000000", 0)]
    public void The_digest_of_a_base_is_held_against_its_content_and_not_its_layout(string before, string after, int expected)
    {
        var annex = Document($$"""
            {
              "schemaVersion": "1.0", "id": "https://acme.example/annex", "version": "1.0.0", "title": "Annex",
              "service": { "id": "notes", "name": "Notes", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" }],
              "extends": { "id": "https://acme.example/notes", "digest": "{{CanonicalJson.Digest(Encoding.UTF8.GetBytes(Base))}}" },
              "assignments": []
            }
            """);
        Assert.Contains(before, Base, StringComparison.Ordinal);
        var resolver = new Resolver(
            annex, new() { Documents = DocumentSet.BuiltIn.Add(Document(Base.Replace(before, after, StringComparison.Ordinal))) });
        Assert.Equal(expected, resolver.Diagnostics.Ids().Count(id => id == "RM3002"));
        // Nothing is answered from a base that nobody agreed on.
        Assert.Equal(1 - expected, resolver.Resolve(Make.Context()).Controls.Count);
    }

    [Fact]
    public void The_digest_of_a_document_is_that_of_its_answers() =>
        Assert.Equal(CanonicalJson.Digest(Encoding.UTF8.GetBytes(Base)),
            new Resolver(Document(Base)).Resolve(Make.Context()).Inputs[0].Digest);

    [Theory]
    [InlineData("99.9500000000000000001", "RM0003", Severity.Warning)]
    [InlineData("99.95000000000000000000000000000000000001", "RM0100", Severity.Error)]
    [InlineData("1e400", "RM0100", Severity.Error)]
    [InlineData("1e-40", "RM0100", Severity.Error)]
    public void A_number_that_is_not_held_exactly_is_told_of_and_has_no_digest(string number, string id, Severity severity)
    {
        var read = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(Base.Replace("99.950", number, StringComparison.Ordinal)));
        var finding = Assert.Single(read.Diagnostics, finding => finding.Id == id);
        Assert.Equal((severity, "/commitments/0/target/value"), (finding.Severity, finding.Place!.Pointer));
        Assert.Contains(number[..Math.Min(10, number.Length)], finding.Message, StringComparison.Ordinal);
        if (severity == Severity.Warning) Assert.Null(new MatrixDocument(read).Digest);
    }

    [Theory]
    [InlineData("99.950", "99.95", 0)]
    [InlineData("99.95", "99.95000000000000000001", 1)]
    [InlineData("99.95000000000000000002", "99.95000000000000000001", 1)]
    [InlineData("99.95000000000000000001", "99.95000000000000000001", 0)]
    public void Two_documents_of_one_version_are_told_apart_to_the_last_digit(string one, string other, int expected)
    {
        var (first, second) = (With(one), With(other));
        Assert.Equal(
            expected, DocumentValidator.Validate(first, new DateOnly(2026, 6, 30), new() { Documents = DocumentSet.BuiltIn.Add(second) })
            .Ids()
            .Count(id => id == "RM3010"));

        static MatrixDocument With(string number) => Document(Base.Replace("99.950", number, StringComparison.Ordinal));
    }

    [NodeFact]
    public void A_second_implementation_has_the_same_digests_and_the_same_bytes()
    {
        var repository = Folders.Repository!;
        string[] files =
            [
            .. new[] { "schemas", "schemas/examples", "src/ResponsibilityMatrix/Catalogs/Embedded",
            "tests/ResponsibilityMatrix.Tests/Publishing/signed" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(repository, folder), "*.json")).Order(StringComparer.Ordinal)
                .Where(file => CanonicalJson.DigestIfAny(File.ReadAllBytes(file)) is not null)];
        Assert.True(files.Length > 20);
        var script = Path.Combine(repository, "tests", "signatures", "second.mjs");
        Assert.Equal(files.Select(file => CanonicalJson.Digest(File.ReadAllBytes(file))),
            Tool.Run("node", [script, "digest", .. files]).Trim().ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Canonicalize(File.ReadAllBytes(Keys.Document))),
            Tool.Run("node", script, "canonical", Keys.Document));
    }

    private static MatrixDocument Document(string text) => new(DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text)));
}
