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
        var publication = Publication.Of(Full(FullMatrix.Json.Replace("Ask legal.", "GEHEIM", StringComparison.Ordinal).Replace("Check.", "GEHEIM", StringComparison.Ordinal)));
        var text = Encoding.UTF8.GetString(publication.Write(isCanonical));
        foreach (var word in new[] { "GEHEIM", "internalNote", "extensions", "com.example" }) Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "/parties/0/extensions/com.example.tier", "/controls/0/extensions/com.example.row", "/upstream/0/extensions/com.example.seat", "/assignments/0/duties/0/extensions/com.example.duty",
                "/assignments/0/duties/0/internalNote", "/assignments/0/internalNote", "/assignments/0/extensions/com.example.assignment", "/commitments/0/extensions/com.example.commitment",
                "/evidence/0/extensions/com.example.evidence", "/extensions/com.example.whole",
            ],
            publication.Diagnostics.Select(finding => finding.Place!.Pointer));
        Assert.All(publication.Diagnostics, finding => Assert.Equal(("RM7004", Severity.Note, true), (finding.Id, finding.Severity, finding.Place!.Line > 1)));
        Assert.DoesNotContain(publication.Diagnostics, finding => finding.Message.Contains("GEHEIM", StringComparison.Ordinal));
    }

    [Fact]
    public void All_else_is_published_as_it_was()
    {
        var document = Full(FullMatrix.Json);
        var publication = Publication.Of(document);
        var published = MatrixReader.Read(publication.Write());
        Assert.Empty(published.Diagnostics);
        Assert.Equal(publication.Matrix, published.Document);
        var before = document.Matrix;
        var after = publication.Matrix!;
        Assert.Equal(before with { Parties = after.Parties, Controls = after.Controls, Upstream = after.Upstream, Assignments = after.Assignments, Commitments = after.Commitments, Evidence = after.Evidence, Extensions = default }, after);
        Assert.Equal(before.Assignments[0].Duties.Count, after.Assignments[0].Duties.Count);
        Assert.Equal(before.Assignments[0].Notes, after.Assignments[0].Notes);
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
        Assert.Equal(new Assignment { Controls = ["a.1"], Split = Sides.Shared }, Published(new Assignment { Controls = ["a.1"], Duties = [Bare, Bare with { Party = "acme" }, Bare with { Party = "globex" }] }));

    [Fact]
    public void A_duty_beside_another_of_its_party_needs_no_split() =>
        Assert.Equal(new Assignment { Controls = ["a.1"], Customer = "Asks." }, Published(new Assignment { Controls = ["a.1"], Customer = "Asks.", Duties = [Bare] }));

    [Fact]
    public void An_extension_that_is_kept_keeps_its_duty()
    {
        var duty = Bare with { Extensions = new([KeyValuePair.Create("com.example.x", new JsonText("1"))]) };
        var assignment = new Assignment { Controls = ["a.1"], Provider = "Does it.", Duties = [duty] };
        Assert.Empty(Published(assignment).Duties);
        Assert.Equal([duty with { InternalNote = null }], Publication.Of(new MatrixDocument(Make.Matrix(assignment)), ["com.example.x"]).Matrix!.Assignments[0].Duties);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_duty_that_something_names_stays_without_its_note(bool isTranslated)
    {
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Duties = [Bare with { Id = "d1" }, new() { Party = "provider", Text = "Does it.", DependsOn = isTranslated ? [] : ["d1"] }] });
        if (isTranslated) matrix = matrix with { Translations = new([KeyValuePair.Create("de", new ValueMap<TranslatedText>([KeyValuePair.Create("d1", new TranslatedText { Text = "Fragt." })]))]) };
        var publication = Publication.Of(new MatrixDocument(matrix));
        Assert.Equal(new Duty { Id = "d1", Party = "customer" }, publication.Matrix!.Assignments[0].Duties[0]);
        Assert.Equal("/assignments/0/duties/0/internalNote", Assert.Single(publication.Diagnostics).Place!.Pointer);
    }

    [Fact]
    public void A_third_party_or_a_condition_cannot_be_left_to_the_split()
    {
        var third = Bare with { Party = "host" };
        Assert.Equal([third with { InternalNote = null }], Published(new Assignment { Controls = ["a.1"], Provider = "Does it.", Duties = [third] }).Duties);
        var conditional = new Duty { Party = "provider", When = Condition.Of("plan", "plus") };
        Assert.Equal([Bare with { InternalNote = null }, conditional], Published(new Assignment { Controls = ["a.1"], Duties = [Bare, conditional] }).Duties);
    }

    [Fact]
    public void Members_of_a_later_version_are_not_published_since_they_may_be_internal()
    {
        var publication = Publication.Of(Full(FullMatrix.With("/schemaVersion", "\"1.1\"").Replace("\"title\":\"Who", "\"remark\":\"GEHEIM\",\"title\":\"Who", StringComparison.Ordinal)));
        Assert.Null(publication.Matrix);
        var finding = Assert.Single(publication.Diagnostics);
        Assert.Equal(("RM0005", Severity.Error, "/remark"), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.Throws<InvalidOperationException>(() => publication.Write());
    }

    [Fact]
    public void A_document_with_errors_of_reading_is_not_published()
    {
        var publication = Publication.Of(Full(FullMatrix.Without("/title")));
        Assert.Null(publication.Matrix);
        Assert.Equal(["RM0100"], publication.Diagnostics.Ids());
    }

    [Fact]
    public void No_answer_changes_by_publishing()
    {
        var party = Gen.OneOf("provider", "customer", "acme", "globex", "host", "affiliate");
        var duty = Gen.Select(party, Gen.Bool, Gen.Int[0, 7], Gen.OneOf(Duty.DefaultInvolvement, Duty.DefaultInvolvement, Involvement.Responsible, Involvement.Informed), (name, hasNote, kind, involvement) => new Duty
        {
            Party = name,
            InternalNote = hasNote ? "GEHEIM" : null,
            Involvement = kind > 4 ? involvement : Duty.DefaultInvolvement,
            Text = kind == 4 ? "Does it." : null,
            When = kind == 5 ? Condition.Of("plan", "plus") : default,
        });
        Gen.Select(duty.Array[0, 4], Gen.OneOf<Sides?>(null, null, Sides.Shared, Sides.Provider), Gen.Bool).Sample((duties, split, hasProvider) =>
        {
            var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Duties = duties.ToValueList(), Split = split, Provider = hasProvider ? "Runs it." : null }) with
            {
                Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"], Default = "basic" }],
            };
            matrix = matrix with { Parties = [.. matrix.Parties, new Party { Id = "affiliate", Name = "Affiliate", Side = Sides.Customer }] };
            var published = Publication.Of(new MatrixDocument(matrix)).Matrix!;
            Assert.All(published.Assignments[0].Duties, left => Assert.Null(left.InternalNote));
            foreach (var plan in new[] { "basic", "plus" })
            {
                var before = matrix.Resolve(Make.Context(null, ("plan", plan))).Of("a.1");
                var after = published.Resolve(Make.Context(null, ("plan", plan))).Of("a.1");
                Assert.Equal((before.State, before.Split, before.Inheritability, before.Coupling), (after.State, after.Split, after.Inheritability, after.Coupling));
                Assert.Equal(Says(before), Says(after));
            }
        });

        static IEnumerable<string> Says(ResolvedControl control) => control.Duties.Select(said => $"{said.Party} {said.Involvement} {said.Text}").Distinct()
            // What an empty duty says is said by one with a text too.
            .Where(said => !said.EndsWith($"{Duty.DefaultInvolvement} ", StringComparison.Ordinal) || !control.Duties.Any(other => other.Text is not null && said.StartsWith($"{other.Party} ", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    private static MatrixDocument Full(string text) => new(MatrixReader.Read(Encoding.UTF8.GetBytes(text), "full.matrix.json"));

    private static Assignment Published(Assignment assignment) => Publication.Of(new MatrixDocument(Make.Matrix(assignment))).Matrix!.Assignments[0];
}
