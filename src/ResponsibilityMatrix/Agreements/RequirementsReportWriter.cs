using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Writes reports of checks as JSON, in the shape that the published schema describes. Thread-safe.</summary>
public static class RequirementsReportWriter
{
    /// <summary>A report as JSON, with a final new line.</summary>
    /// <param name="report">The report.</param>
    public static byte[] Write(RequirementsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ResolutionWriter.WriteWith(writer => Write(writer, report));
    }

    /// <summary>Reports of several sets as JSON: an object whose <c>checks</c> are the reports, with a final new line.</summary>
    /// <param name="reports">The reports.</param>
    public static byte[] Write(ValueList<RequirementsReport> reports) => ResolutionWriter.WriteWith(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("checks");
        foreach (var report in reports) Write(writer, report);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, RequirementsReport report)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("set");
        writer.WriteString("id", report.Set.Id);
        writer.WriteString("version", report.Set.Version.ToString());
        writer.WriteString("title", report.Set.Title);
        writer.WriteString("description", report.Set.Description);
        Write(writer, report.Set.Source);
        writer.WriteEndObject();
        writer.WriteStartObject("matrix");
        writer.WriteString("id", report.Matrix.Id);
        writer.WriteString("version", report.Matrix.Version.ToString());
        writer.WriteString("title", report.Title);
        writer.WriteEndObject();
        writer.WriteStartArray("inputs");
        foreach (var input in report.Inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("id", input.Id);
            writer.WriteString("version", input.Version);
            writer.WriteString("digest", input.Digest);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        ResolutionWriter.WriteContext(writer, report.Context);
        writer.WriteStartObject("summary");
        foreach (var (status, count) in report.Summary) writer.WriteNumber(status, count);
        writer.WriteEndObject();
        writer.WriteStartArray("rules");
        foreach (var result in report.Rules) Write(writer, result, result.Rule.Source ?? report.Set.Source);
        writer.WriteEndArray();
        writer.WriteStartArray("elsewhere");
        foreach (var point in report.Set.Elsewhere)
        {
            writer.WriteStartObject();
            writer.WriteString("reference", point.Reference);
            writer.WriteString("title", point.Title);
            writer.WriteString("notes", point.Notes);
            Write(writer, point.Source ?? report.Set.Source);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in report.Diagnostics) ResolutionWriter.Write(writer, diagnostic);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RuleResult result, RequirementSource? source)
    {
        writer.WriteStartObject();
        writer.WriteString("id", result.Rule.Id);
        writer.WriteString("title", result.Rule.Title);
        writer.WriteString("reference", result.Rule.Reference);
        writer.WriteString("severity", Words.Of(result.Rule.Severity));
        writer.WriteString("match", Words.Of(result.Rule.Match));
        WriteMet(writer, result.Status);
        writer.WriteString("notes", result.Rule.Notes);
        Write(writer, source);
        writer.WriteStartArray("controls");
        foreach (var control in result.Controls) Write(writer, control);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // A rule that has nothing to ask is neither met nor unmet.
    private static void WriteMet(Utf8JsonWriter writer, RuleStatus status)
    {
        writer.WriteString("status", Words.Of(status));
        if (status == RuleStatus.NotApplicable) writer.WriteNull("met");
        else writer.WriteBoolean("met", status == RuleStatus.Met);
    }

    private static void Write(Utf8JsonWriter writer, CheckedControl control)
    {
        writer.WriteStartObject();
        writer.WriteString("control", control.Control);
        writer.WriteString("catalog", control.Catalog);
        writer.WriteString("title", control.Title);
        WriteMet(writer, control.Status);
        writer.WriteStartArray("missing");
        foreach (var part in control.Missing)
        {
            writer.WriteStartObject();
            writer.WriteString("requirement", Words.Of(part.Requirement));
            writer.WriteString("message", part.Message);
            Write(writer, part.Place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (control.Found is { } found) Write(writer, found);
        else writer.WriteNull("found");
        writer.WriteStartArray("notLookedAt");
        foreach (var sentence in control.NotLookedAt) writer.WriteStringValue(sentence);
        writer.WriteEndArray();
        writer.WriteString("note", control.Note);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FoundAnswer found)
    {
        writer.WriteStartObject("found");
        writer.WriteString("state", Words.Of(found.Answer.State));
        writer.WriteString("split", Words.OfSplit(found.Answer.Split));
        writer.WriteString("reason", found.Answer.Reason);
        writer.WriteString("document", found.Document);
        Write(writer, found.Place);
        writer.WriteStartArray("duties");
        foreach (var duty in found.Answer.Duties)
        {
            writer.WriteStartObject();
            writer.WriteString("id", duty.Id);
            writer.WriteString("party", duty.Party);
            writer.WriteString("side", Words.OfSplit(duty.Side));
            writer.WriteString("text", duty.Text);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("commitments");
        foreach (var one in found.Commitments)
        {
            var target = one.Commitment.Target;
            writer.WriteStartObject();
            writer.WriteString("id", one.Commitment.Id);
            writer.WriteString("party", one.Party);
            writer.WriteString("metric", one.Commitment.Metric);
            writer.WriteString("operator", Words.Of(target.Operator));
            writer.WriteNumber("value", target.Value);
            writer.WriteString("unit", target.Unit);
            writer.WriteString("from", target.From);
            writer.WriteString("qualifier", one.Commitment.Qualifier);
            writer.WriteString("window", one.Commitment.Window);
            writer.WriteBoolean("enough", one.IsEnough);
            writer.WriteString("document", one.Document);
            Write(writer, one.Place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("evidence");
        foreach (var one in found.Evidence)
        {
            writer.WriteStartObject();
            writer.WriteString("id", one.Evidence.Id);
            writer.WriteString("kind", Words.Of(one.Evidence.Kind));
            writer.WriteString("title", one.Evidence.Title);
            writer.WriteString("issuer", one.Evidence.Issuer);
            writer.WriteString("uri", one.Evidence.Uri);
            WriteDate(writer, "issued", one.Evidence.Issued);
            if (one.Evidence.PeriodTo is { } end)
            {
                writer.WriteStartObject("period");
                WriteDate(writer, "from", one.Evidence.PeriodFrom);
                WriteDate(writer, "to", end);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteNull("period");
            }
            WriteDate(writer, "validUntil", one.Evidence.ValidUntil);
            writer.WriteString("validity", Words.Of(one.Validity));
            writer.WriteBoolean("enough", one.IsEnough);
            writer.WriteString("document", one.Document);
            Write(writer, one.Place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteDate(Utf8JsonWriter writer, string name, DateOnly? date) =>
        writer.WriteString(name, date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static void Write(Utf8JsonWriter writer, Place place)
    {
        writer.WriteString("file", place.File);
        writer.WriteString("pointer", place.Pointer);
    }

    private static void Write(Utf8JsonWriter writer, RequirementSource? source)
    {
        if (source is null)
        {
            writer.WriteNull("source");
            return;
        }
        writer.WriteStartObject("source");
        writer.WriteString("read", Words.Of(source.Read));
        writer.WriteString("note", source.Note);
        writer.WriteEndObject();
    }
}
