using System.Text;
using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Publishing;

public sealed class PublicationTests
{
    private static readonly Duty Bare = new() { Party = "customer", InternalNote = "GEHEIM" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_internal_is_in_the_published_bytes(bool isCanonical)
    {
        var publication = Publication.Of(
            Full(FullMatrix.Json.Replace("Ask legal.", "GEHEIM", StringComparison.Ordinal)
            .Replace("Check.", "GEHEIM", StringComparison.Ordinal)));
        var text = Encoding.UTF8.GetString(publication.Write(isCanonical));
        foreach (var word in new[] { "GEHEIM", "internalNote", "extensions", "com.example" })
            Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        string[] expected =
        [
            "/parties/0/extensions/com.example.tier", "/controls/0/extensions/com.example.row", "/upstream/0/extensions/com.example.seat",
                "/assignments/0/duties/0/extensions/com.example.duty",
            "/assignments/0/duties/0/internalNote", "/assignments/0/internalNote", "/assignments/0/extensions/com.example.assignment",
                "/commitments/0/extensions/com.example.commitment",
            "/evidence/0/extensions/com.example.evidence", "/extensions/com.example.whole",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal),
            publication.Diagnostics.Select(finding => finding.Place!.Pointer).Order(StringComparer.Ordinal));
        var places = publication.Diagnostics.Select(finding => (finding.Place!.Line, finding.Place.Column));
        Assert.Equal(places.Order(), places);
        Assert.All(publication.Diagnostics, finding =>
            Assert.Equal(("RM7004", Severity.Note, true), (finding.Id, finding.Severity, finding.Place!.Line > 1)));
        Assert.DoesNotContain(publication.Diagnostics, finding => finding.Message.Contains("GEHEIM", StringComparison.Ordinal));
    }

    [Fact]
    public void All_else_is_published_as_it_was()
    {
        var document = Full(FullMatrix.Json);
        var publication = Publication.Of(document);
        var published = DocumentReader.Load<Matrix>(publication.Write());
        Assert.Empty(published.Diagnostics);
        Assert.Equal(publication.Matrix, published.Document);
        var before = document.Matrix;
        var after = publication.Matrix!;
        Assert.Equal(
            before with
            {
                Parties = after.Parties,
                Controls = after.Controls,
                Upstreams = after.Upstreams,
                Assignments = after.Assignments,
                Commitments = after.Commitments,
                Evidence = after.Evidence,
                Extensions = default
            }, after);
        Assert.Equal(before.Assignments[0].Duties.Count, after.Assignments[0].Duties.Count);
        Assert.Equal(before.Assignments[0].Notes, after.Assignments[0].Notes);
    }

    /// <summary>What stands beside the internal parts here is what a writer of the model would change: the order, empty lists, the
    /// language, blanks, escapes.</summary>
    [Theory]
    [InlineData("\"x-first\": 1", "")]
    [InlineData("  { \"controls\": [ \"a.1\" ],\"provider\":\"\\u0044oes it.\" , \"notes\":\"\" }", "")]
    [InlineData("  { \"internalNote\": \"GEHEIM\", \"controls\": [\"a.1\"], \"provider\": \"x\" }",
        "  { \"controls\": [\"a.1\"], \"provider\": \"x\" }")]
    [InlineData("  { \"controls\": [\"a.1\"], \"provider\": \"x\" , \"internal\\u004eote\" : \"GEHEIM\" }",
        "  { \"controls\": [\"a.1\"], \"provider\": \"x\" }")]
    [InlineData(
        "  { \"controls\": [\"a.1\"],\n\"internalNote\":\"GEHEIM\",\n\t\"extensions\": {\"com.example.x\": [\"GEHEIM\"]},\n\"provider\": " +
        "\"x\" }", "  { \"controls\": [\"a.1\"],\n\"provider\": \"x\" }")]
    [InlineData(
        "  { \"controls\": [\"a.1\"], \"ext\\u0065nsions\": {\"com.example.x\": 1, \"com.example.kept\": {\"internalNote\": 1.0}, " +
        "\"com.example.y\": 2}, \"provider\": \"x\" }",
        "  { \"controls\": [\"a.1\"], \"ext\\u0065nsions\": {\"com.example.kept\": {\"internalNote\": 1.0}}, \"provider\": \"x\" }")]
    [InlineData("  { \"controls\": [\"a.1\"], \"extensions\": { }, \"provider\": \"x\" }", "")]
    [InlineData(
        "  { \"controls\": [\"a.1\"], \"provider\": \"x\", \"duties\": [ { \"party\": \"provider\", \"internalNote\": \"GEHEIM\" } ] }",
        "  { \"controls\": [\"a.1\"], \"provider\": \"x\" }")]
    [InlineData(
        "  { \"controls\": [\"a.1\"],\n  \"duties\": [{ \"party\": \"customer\", \"internalNote\": \"GEHEIM\" }], \"provider\": \"x\" }",
        "  { \"controls\": [\"a.1\"],\n  \"split\": \"shared\", \"provider\": \"x\" }")]
    [InlineData(
        "  { \"controls\": [\"a.1\"],\n  \"duties\": [{ \"party\": \"customer\", \"internalNote\": \"GEHEIM\" }, {\"party\": " +
        "\"provider\", \"text\": \"x\"}] }",
        "  { \"controls\": [\"a.1\"],\n  \"split\": \"shared\",\n  \"duties\": [{\"party\": \"provider\", \"text\": \"x\"}] }")]
    [InlineData(
        "  {\"controls\":[\"a.1\"],\"duties\":[{\"party\":\"provider\",\"text\":\"x\"}," +
        "{\"party\":\"customer\",\"internalNote\":\"GEHEIM\"}]}",
        "  {\"controls\":[\"a.1\"],\"split\": \"shared\",\"duties\":[{\"party\":\"provider\",\"text\":\"x\"}]}")]
    public void Every_byte_stays_but_those_of_what_is_internal(string before, string after)
    {
        if (after.Length == 0) after = before;
        var isAssignment = before.StartsWith("  ", StringComparison.Ordinal);
        var text = Text(before);
        var publication = Publication.Of(
            new MatrixDocument(DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text))), ["com.example.kept"]);
        Assert.Equal(Text(after), Encoding.UTF8.GetString(publication.Write()));
        if (before == after) Assert.Equal(CanonicalJson.Digest(Encoding.UTF8.GetBytes(text)), publication.Digest);
        Assert.NotNull(publication.Matrix);

        string Extensions(string part) => isAssignment ? "" : $"\n  \"extensions\": {{ \"com.example.kept\": {{ {part} }} }},";

        string Text(string part) => $$"""
            { "version": "1.0.0", "schemaVersion": "1.0", "id": "urn:x:m", "title": "T", "approvals": [ ], "language": "en",
              "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "A" }, {"id":"globex","name":"G"}],
              "controls": [{ "id": "a.1", "title": "One" }],{{Extensions(part)}}
              "assignments": [{{(isAssignment ? $"\n{part}" : "")}} ] }
            """;
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    public void Line_ends_and_a_byte_order_mark_stay(string lineEnd, bool hasMark)
    {
        const string Note = "\n      \"internalNote\": \"GEHEIM\",";
        var text = """
            {
              "schemaVersion": "1.0", "id": "urn:x:m", "version": "1.0.0", "title": "T",
              "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "A" }, { "id": "globex", "name": "G" }],
              "controls": [{ "id": "a.1", "title": "One" }],
              "assignments": [
                { "controls": ["a.1"],NOTE
                  "provider": "x" }
              ]
            }
            """;
        var mark = hasMark ? "\uFEFF" : "";
        var publication = Publication.Of(Full(mark + text.Replace("NOTE", Note, StringComparison.Ordinal).ReplaceLineEndings(lineEnd)));
        Assert.Equal(mark + text.Replace("NOTE", "", StringComparison.Ordinal).ReplaceLineEndings(lineEnd),
            Encoding.UTF8.GetString(publication.Write()));
        Assert.Equal(publication.Digest, CanonicalJson.Digest(publication.Write(isCanonical: true)));
    }

    [Fact]
    public void A_draft_is_not_published()
    {
        var publication = Publication.Of(new MatrixDocument(Make.Matrix() with { Status = DocumentStatus.Draft }));
        Assert.False(publication.IsPublishable);
        var finding = Assert.Single(publication.Diagnostics);
        Assert.Equal(("RM7004", Severity.Error, "/status"), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.True(Publication.Of(new MatrixDocument(Make.Matrix() with { Status = DocumentStatus.Withdrawn })).IsPublishable);
    }

    [Theory]
    [InlineData("com.example.other", true)]
    [InlineData("com.example.kept", false)]
    public void What_would_have_no_digest_is_not_published(string key, bool isPublished)
    {
        var publication = Publication.Of(
            Full(FullMatrix.With("/extensions", $$"""{"{{key}}":0.12345678901234567890123}""")), ["com.example.kept"]);
        Assert.Equal(isPublished, publication.IsPublishable);
        if (!isPublished)
            Assert.Equal(("RM0003", "/extensions/com.example.kept"),
                (publication.Diagnostics.Single().Id, publication.Diagnostics.Single().Place!.Pointer));
    }

    [Fact]
    public void Many_duties_that_only_carry_a_note_cost_in_proportion()
    {
        var few = Cost(2_000);
        Assert.InRange(Cost(4_000), few, few * 5 / 2);

        static long Cost(int count)
        {
            // Neither dropped nor implied, so that each is held against all before it.
            var parties = Enumerable.Range(0, count).Select(i => new Party { Id = $"p{i}", Name = "P" });
            var matrix =
                Make.Matrix(
                new Assignment
                {
                    Controls = ["a.1"],
                    Duties = [.. Enumerable.Range(0, count).Select(i => new Duty { Party = $"p{i}", InternalNote = "GEHEIM" })]
                });
            var document = new MatrixDocument(matrix with { Parties = [.. matrix.Parties, .. parties] });
            _ = document.Digest;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var publication = Publication.Of(document);
            var cost = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(count, publication.Diagnostics.Count);
            return cost;
        }
    }

    [Fact]
    public void Extensions_that_are_kept_are_kept_wherever_they_stand()
    {
        var publication = Publication.Of(Full(FullMatrix.Json), ["com.example.whole", "com.example.duty", "com.example.nowhere"]);
        Assert.Equal(["com.example.whole"], publication.Matrix!.Extensions.Keys);
        Assert.Equal(["com.example.duty"], publication.Matrix.Assignments[0].Duties[0].Extensions.Keys);
        Assert.Equal(8, publication.Diagnostics.Count);
        Assert.Contains("com.example.seat", publication.ExtensionKeys);
    }

    [Fact]
    public void The_digest_is_that_of_either_form()
    {
        var publication = Publication.Of(Full(FullMatrix.Json));
        Assert.Equal(publication.Digest, CanonicalJson.Digest(publication.Write()));
        Assert.Equal(publication.Digest, CanonicalJson.Digest(publication.Write(isCanonical: true)));
        Assert.Equal(CanonicalJson.Canonicalize(publication.Write()), publication.Write(isCanonical: true));
    }

    [Fact]
    public void A_duty_that_only_carries_a_note_is_dropped_and_the_split_says_what_it_said()
    {
        var published = Published(new Assignment { Controls = ["a.1"], Provider = "Does it.", Duties = [Bare] });
        Assert.Equal(new Assignment { Controls = ["a.1"], Provider = "Does it.", Split = Sides.Shared }, published);
    }

    [Fact]
    public void An_assignment_of_such_duties_alone_keeps_its_split() =>
        Assert.Equal(new Assignment { Controls = ["a.1"], Split = Sides.Shared },
            Published(
            new Assignment { Controls = ["a.1"], Duties = [Bare, Bare with { Party = "acme" }, Bare with { Party = "globex" }] }));

    [Fact]
    public void A_duty_beside_another_of_its_party_needs_no_split() =>
        Assert.Equal(new Assignment { Controls = ["a.1"], Customer = "Asks." },
            Published(new Assignment { Controls = ["a.1"], Customer = "Asks.", Duties = [Bare] }));

    [Fact]
    public void An_extension_that_is_kept_keeps_its_duty()
    {
        var duty = Bare with { Extensions = new([KeyValuePair.Create("com.example.x", new JsonText("1"))]) };
        var assignment = new Assignment { Controls = ["a.1"], Provider = "Does it.", Duties = [duty] };
        Assert.Empty(Published(assignment).Duties);
        Assert.Equal([duty with { InternalNote = null }],
            Publication.Of(new MatrixDocument(Make.Matrix(assignment)), ["com.example.x"]).Matrix!.Assignments[0].Duties);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_duty_that_something_names_stays_without_its_note(bool isTranslated)
    {
        var matrix =
            Make.Matrix(
            new Assignment
            {
                Controls = ["a.1"],
                Duties = [Bare with { Id = "d1" }, new() { Party = "provider", Text = "Does it.", DependsOn = isTranslated ? [] : ["d1"] }]
            });
        if (isTranslated)
            matrix = matrix with
            {
                Translations =
                new(
                [
                KeyValuePair.Create(
                "de", new ValueMap<TranslatedText>([KeyValuePair.Create("d1", new TranslatedText { Text = "Fragt." })]))])
            };
        var publication = Publication.Of(new MatrixDocument(matrix));
        Assert.Equal(new Duty { Id = "d1", Party = "customer" }, publication.Matrix!.Assignments[0].Duties[0]);
        Assert.Equal("/assignments/0/duties/0/internalNote", Assert.Single(publication.Diagnostics).Place!.Pointer);
    }

    [Fact]
    public void A_third_party_or_a_condition_cannot_be_left_to_the_split()
    {
        var third = Bare with { Party = "host" };
        Assert.Equal([third with { InternalNote = null }],
            Published(new Assignment { Controls = ["a.1"], Provider = "Does it.", Duties = [third] }).Duties);
        var conditional = new Duty { Party = "provider", When = Condition.Of("plan", "plus") };
        Assert.Equal([Bare with { InternalNote = null }, conditional],
            Published(new Assignment { Controls = ["a.1"], Duties = [Bare, conditional] }).Duties);
    }

    [Fact]
    public void Members_of_a_later_version_are_not_published_since_they_may_be_internal()
    {
        var publication = Publication.Of(
            Full(FullMatrix.With("/schemaVersion", "\"1.1\"")
            .Replace("\"title\":\"Who", "\"remark\":\"GEHEIM\",\"title\":\"Who", StringComparison.Ordinal)));
        Assert.Null(publication.Matrix);
        var finding = Assert.Single(publication.Diagnostics);
        Assert.Equal(("RM0005", Severity.Error, "/remark"), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.Throws<InvalidOperationException>(() => publication.Write());
    }

    [Fact]
    public void No_answer_changes_by_publishing()
    {
        var party = Gen.OneOf("provider", "customer", "acme", "globex", "host", "affiliate");
        var duty =
            Gen.Select(
            party, Gen.Bool, Gen.Int[0, 7],
            Gen.OneOf(Duty.DefaultInvolvement, Duty.DefaultInvolvement, Involvement.Responsible, Involvement.Informed),
            (name, hasNote, kind, involvement) => new Duty
            {
                Party = name,
                InternalNote = hasNote ? "GEHEIM" : null,
                Involvement = kind > 4 ? involvement : Duty.DefaultInvolvement,
                Text = kind == 4 ? "Does it." : null,
                When = kind == 5 ? Condition.Of("plan", "plus") : default,
            });
        Gen.Select(duty.Array[0, 4], Gen.OneOf<Sides?>(null, null, Sides.Shared, Sides.Provider), Gen.Bool)
            .Sample((duties, split, hasProvider) =>
        {
            var matrix =
                Make.Matrix(
                new Assignment
                {
                    Controls = ["a.1"],
                    Duties = duties.ToValueList(),
                    Split = split,
                    Provider = hasProvider ? "Runs it."
                : null
                }) with
                {
                    Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
                };
            matrix = matrix with
            { Parties = [.. matrix.Parties, new Party { Id = "affiliate", Name = "Affiliate", Side = Sides.Customer }] };
            var published = Publication.Of(new MatrixDocument(matrix)).Matrix!;
            Assert.All(published.Assignments[0].Duties, left => Assert.Null(left.InternalNote));
            foreach (var plan in new[] { "basic", "plus" })
            {
                var before = matrix.Resolve(Make.Context(null, ("plan", plan))).Of("a.1");
                var after = published.Resolve(Make.Context(null, ("plan", plan))).Of("a.1");
                Assert.Equal((before.State, before.Split, before.Inheritability, before.Coupling),
                    (after.State, after.Split, after.Inheritability, after.Coupling));
                Assert.Equal(Says(before), Says(after));
            }
        });

        static IEnumerable<string> Says(ResolvedControl control) =>
            control.Duties.Select(said => $"{said.Party} {said.Involvement} {said.Text}").Distinct()
            // What an empty duty says is said by one with a text too.
            .Where(said => !said.EndsWith($"{Duty.DefaultInvolvement} ", StringComparison.Ordinal)
                || !control.Duties.Any(other => other.Text is not null && said.StartsWith($"{other.Party} ", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    private static MatrixDocument Full(string text) =>
        new(DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text), new() { File = "full.matrix.json" }));

    private static Assignment Published(Assignment assignment) =>
        Publication.Of(new MatrixDocument(Make.Matrix(assignment))).Matrix!.Assignments[0];
}
