using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Writes checklists, and what became of answered questionnaires, as JSON in the shapes that the published schemas describe.
/// Thread-safe.</summary>
public static class ChecklistWriter
{
    /// <summary>A checklist as JSON, with a final new line.</summary>
    /// <param name="checklist">The checklist.</param>
    public static byte[] Write(Checklist checklist)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        return ResolutionWriter.WriteWith(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("resultVersion", ResolutionWriter.ResultVersion);
            ResolutionWriter.WriteIdentity(writer, checklist.Matrix);
            writer.WriteString("title", checklist.Title);
            writer.WriteString("service", checklist.Service);
            ResolutionWriter.WriteContext(writer, checklist.Context);
            Write(writer, "party", checklist.Party);
            Write(writer, "provider", checklist.Provider);
            Write(writer, "customer", checklist.Customer);
            WriteDate(writer, "reviewBy", checklist.ReviewBy);
            WriteDate(writer, "expires", checklist.Expires);
            WriteList(writer, "duties", checklist.Duties, Write);
            WriteList(writer, "evidence", checklist.Evidence, Write);
            WriteList(writer, "questions", checklist.Questions, Write);
            WriteList(writer, "diagnostics", checklist.Diagnostics, ResolutionWriter.Write);
            writer.WriteEndObject();
        });
    }

    /// <summary>What became of an answered questionnaire as JSON: its loss report, with a final new line.</summary>
    /// <param name="import">What reading it came to.</param>
    public static byte[] WriteReport(QuestionnaireImport import)
    {
        ArgumentNullException.ThrowIfNull(import);
        return ResolutionWriter.WriteWith(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("resultVersion", ResolutionWriter.ResultVersion);
            writer.WriteString("kind", Questionnaire.Vocabulary);
            ResolutionWriter.WriteIdentity(writer, import.Asked);
            writer.WriteString("draftVersion", import.Draft?.Version.ToString());
            writer.WriteStartObject("summary");
            foreach (var outcome in Enum.GetValues<ImportedRowOutcome>())
                if (import.Rows.Count(row => row.Outcome == outcome) is > 0 and var count) writer.WriteNumber(Words.Of(outcome), count);
            writer.WriteEndObject();
            WriteList(writer, "rows", import.Rows, Write);
            WriteTexts(writer, "open", import.Open);
            WriteList(writer, "diagnostics", import.Diagnostics, ResolutionWriter.Write);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, string name, ResolvedParty party)
    {
        writer.WriteStartObject(name);
        writer.WriteString("id", party.Id);
        writer.WriteString("name", party.Name);
        writer.WriteString("side", Words.OfSplit(party.Side));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ChecklistDuty item)
    {
        writer.WriteStartObject();
        writer.WriteString("catalog", item.Catalog);
        writer.WriteString("control", item.Control);
        writer.WriteString("title", item.Title);
        writer.WriteString("domain", item.Domain);
        writer.WriteString("split", Words.OfSplit(item.Split));
        writer.WriteBoolean("byServiceModel", item.IsByServiceModel);
        writer.WriteString("duty", item.Duty.Id);
        WriteTexts(writer, "involvement", Words.OfInvolvement(item.Duty.Involvement));
        writer.WriteString("action", item.Duty.Action);
        writer.WriteString("text", item.Duty.Text);
        writer.WriteString("component", item.Duty.Component);
        WriteTexts(writer, "implementation", item.Duty.Implementation.Select(Words.Of).ToValueList());
        writer.WriteString("performedBy", item.PerformedBy);
        writer.WriteString("notTakenOver", item.NotTakenOver);
        writer.WriteString("guidance", item.Guidance);
        WriteList(writer, "dependsOn", item.DependsOn, Write);
        WriteList(writer, "neededFor", item.NeededFor, Write);
        WriteList(writer, "commitments", item.Commitments, Write);
        WriteTexts(writer, "evidence", item.Evidence);
        WriteDate(writer, "nextReview", item.NextReview);
        WritePlace(writer, item.Document, item.Place);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ChecklistDependency dependency)
    {
        writer.WriteStartObject();
        writer.WriteString("duty", dependency.Duty);
        writer.WriteString("party", dependency.Party);
        writer.WriteString("text", dependency.Text);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ChecklistCommitment commitment)
    {
        writer.WriteStartObject();
        writer.WriteString("commitment", commitment.Commitment);
        writer.WriteString("party", commitment.Party);
        writer.WriteString("metric", commitment.Metric);
        writer.WriteString("text", commitment.Text);
        writer.WriteBoolean("own", commitment.IsOwn);
        writer.WriteBoolean("lapsesWithoutDuty", commitment.LapsesWithoutDuty);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ChecklistEvidence kept)
    {
        writer.WriteStartObject();
        writer.WriteString("id", kept.Evidence.Id);
        writer.WriteString("kind", Words.Of(kept.Evidence.Kind));
        writer.WriteString("title", kept.Evidence.Title);
        writer.WriteString("issuer", kept.Evidence.Issuer);
        writer.WriteString("uri", kept.Evidence.Uri);
        WriteDate(writer, "validUntil", kept.Evidence.ValidUntil);
        writer.WriteBoolean("own", kept.IsOwn);
        writer.WriteString("from", kept.From);
        writer.WriteString("validity", Words.Of(kept.Validity));
        WriteTexts(writer, "controls", kept.Controls);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Question question)
    {
        writer.WriteStartObject();
        writer.WriteString("id", question.Id);
        writer.WriteString("catalog", question.Catalog);
        writer.WriteString("control", question.Control);
        writer.WriteString("title", question.Title);
        writer.WriteString("domain", question.Domain);
        WriteTexts(writer, "reasons", question.Reasons.Select(Words.Of).ToValueList());
        writer.WriteString("text", question.Text);
        writer.WriteString("state", Words.Of(question.State));
        writer.WriteString("split", Words.OfSplit(question.Split));
        WriteTexts(writer, "metrics", question.Metrics);
        WritePlace(writer, question.Document, question.Place);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ImportedRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("sheet", row.Sheet);
        writer.WriteNumber("row", row.Number);
        writer.WriteString("question", row.Question);
        writer.WriteString("outcome", Words.Of(row.Outcome));
        writer.WriteString("pointer", row.Pointer);
        writer.WriteString("answer", row.Answer);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, string document, Place place)
    {
        writer.WriteString("document", document);
        writer.WriteString("pointer", place.Pointer);
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, DateOnly? date) =>
        writer.WriteString(name, date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static void WriteTexts(Utf8JsonWriter writer, string name, ValueList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, ValueList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items) write(writer, item);
        writer.WriteEndArray();
    }
}
