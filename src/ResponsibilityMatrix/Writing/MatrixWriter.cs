using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Writing;

/// <summary>Writes matrix documents: members in the order of the format, defaults left out. What was written reads back as an equal matrix. Thread-safe.</summary>
public static class MatrixWriter
{
    /// <summary>A matrix as JSON in UTF-8.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="indented">Whether to lay it out for people, with a final new line.</param>
    public static byte[] Write(Matrix matrix, bool indented = true)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, OptionsOf(indented))) new Writing(writer).Write(matrix);
        var utf8 = matrix.Unrecognized.Count == 0 ? output.WrittenSpan.ToArray() : PutBack(output.WrittenSpan, matrix.Unrecognized, indented);
        return indented ? [.. utf8, (byte)'\n'] : utf8;
    }

    private static JsonWriterOptions OptionsOf(bool indented) => new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    // Members of a later version go back to where they stood, as far as that place is still there.
    private static byte[] PutBack(ReadOnlySpan<byte> utf8, ValueMap<JsonText> members, bool indented)
    {
        var root = JsonNode.Parse(utf8)!;
        foreach (var (pointer, text) in members)
        {
            var steps = pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
            JsonNode? at = root;
            foreach (var step in steps[..^1])
            {
                at = at switch
                {
                    JsonObject found => found[step],
                    JsonArray found when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < found.Count => found[index],
                    _ => null,
                };
            }
            if (at is JsonObject parent) parent[steps[^1]] = JsonNode.Parse(text.Text);
        }
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, OptionsOf(indented))) root.WriteTo(writer);
        return output.WrittenSpan.ToArray();
    }

    private readonly struct Writing(Utf8JsonWriter writer)
    {
        public void Write(Matrix matrix)
        {
            writer.WriteStartObject();
            Text("$schema", matrix.Schema);
            Text("schemaVersion", matrix.SchemaVersion);
            Text("id", matrix.Id);
            Text("version", matrix.Version.ToString());
            Text("title", matrix.Title);
            if (matrix.Language != "en") Text("language", matrix.Language);
            Text("authoredBy", matrix.AuthoredBy);
            Date("published", matrix.Published);
            Date("effective", matrix.Effective);
            Date("reviewBy", matrix.ReviewBy);
            Date("expires", matrix.Expires);
            if (matrix.Supersedes is { } supersedes)
            {
                writer.WriteStartObject("supersedes");
                Text("id", supersedes.Id);
                Text("version", supersedes.Version.ToString());
                writer.WriteEndObject();
            }
            writer.WriteStartObject("service");
            Text("id", matrix.Service.Id);
            Text("name", matrix.Service.Name);
            Text("description", matrix.Service.Description);
            Text("provider", matrix.Service.Provider);
            Text("customer", matrix.Service.Customer);
            Texts("models", matrix.Service.Models);
            writer.WriteEndObject();
            List("parties", matrix.Parties, Write, true);
            Word("status", matrix.Status);
            if (matrix.Agreement is { } agreement)
            {
                writer.WriteStartObject("agreement");
                Text("reference", agreement.Reference);
                Text("clause", agreement.Clause);
                Text("title", agreement.Title);
                writer.WriteEndObject();
            }
            List("approvals", matrix.Approvals, Write);
            List("serviceModels", matrix.ServiceModels, Write);
            List("parameters", matrix.Parameters, Write);
            List("catalogs", matrix.Catalogs, Write);
            List("controls", matrix.Controls, Write);
            if (matrix.Defaults != DefaultsPolicy.None) Word<DefaultsPolicy>("defaults", matrix.Defaults);
            if (matrix.Extends is { } extends)
            {
                writer.WriteStartObject("extends");
                Text("id", extends.Id);
                Text("version", extends.Version?.ToString());
                Text("digest", extends.Digest);
                writer.WriteEndObject();
            }
            List("upstream", matrix.Upstream, Write);
            List("assignments", matrix.Assignments, Write, true);
            List("commitments", matrix.Commitments, Write);
            List("evidence", matrix.Evidence, Write);
            if (matrix.Translations.Count > 0) Write(matrix.Translations);
            List("accepted", matrix.Accepted, Write);
            Extensions(matrix.Extensions);
            writer.WriteEndObject();
        }

        private void Write(Party party)
        {
            writer.WriteStartObject();
            Text("id", party.Id);
            Text("name", party.Name);
            Text("legalName", party.LegalName);
            List("identifiers", party.Identifiers, Write);
            Word("role", party.Role);
            Text("side", party.Side is { } side ? Words.OfSplit(side) : null);
            Texts("aliases", party.Aliases);
            List("contacts", party.Contacts, Write);
            Extensions(party.Extensions);
            writer.WriteEndObject();
        }

        private void Write(PartyIdentifier identifier)
        {
            writer.WriteStartObject();
            Text("scheme", identifier.Scheme);
            Text("value", identifier.Value);
            writer.WriteEndObject();
        }

        private void Write(Contact contact)
        {
            writer.WriteStartObject();
            Text("purpose", contact.Purpose);
            Text("email", contact.Email);
            Text("uri", contact.Uri);
            writer.WriteEndObject();
        }

        private void Write(Approval approval)
        {
            writer.WriteStartObject();
            Text("party", approval.Party);
            Text("name", approval.Name);
            Text("role", approval.Role);
            Date("date", approval.Date);
            writer.WriteEndObject();
        }

        private void Write(ServiceModel model)
        {
            writer.WriteStartObject();
            Text("id", model.Id);
            Text("title", model.Title);
            Text("basedOn", model.BasedOn);
            writer.WriteStartObject("layers");
            foreach (var (layer, owner) in model.Layers) Text(layer, Words.Of(owner));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        private void Write(Parameter parameter)
        {
            writer.WriteStartObject();
            Text("id", parameter.Id);
            Text("title", parameter.Title);
            Texts("values", parameter.Values);
            Text("default", parameter.Default);
            writer.WriteEndObject();
        }

        private void Write(CatalogScope scope)
        {
            writer.WriteStartObject();
            Text("id", scope.Id);
            Text("edition", scope.Edition);
            Selectors("include", scope.Include);
            Selectors("exclude", scope.Exclude);
            writer.WriteEndObject();
        }

        private void Write(Control control)
        {
            writer.WriteStartObject();
            Text("id", control.Id);
            Text("title", control.Title);
            Word("kind", control.Kind);
            Text("parent", control.Parent);
            Text("group", control.Group);
            Text("description", control.Description);
            Texts("layers", control.Layers.Select(Words.Of).ToValueList());
            List("mapsTo", control.MapsTo, Write);
            Extensions(control.Extensions);
            writer.WriteEndObject();
        }

        private void Write(ControlMapping mapping)
        {
            writer.WriteStartObject();
            Text("control", mapping.Control);
            Text("relation", Words.Of(mapping.Relation));
            writer.WriteEndObject();
        }

        private void Write(Upstream upstream)
        {
            writer.WriteStartObject();
            Text("id", upstream.Id);
            Text("matrix", upstream.Matrix);
            Text("version", upstream.Version?.ToString());
            if (upstream.ServiceModel is not null || upstream.Parameters.Count > 0)
            {
                writer.WriteStartObject("context");
                Text("serviceModel", upstream.ServiceModel);
                if (upstream.Parameters.Count > 0)
                {
                    writer.WriteStartObject("parameters");
                    foreach (var (id, value) in upstream.Parameters) Text(id, value);
                    writer.WriteEndObject();
                }
                writer.WriteEndObject();
            }
            Text("provider", upstream.Provider);
            Text("customer", upstream.Customer);
            Word("assurance", upstream.Assurance);
            Texts("evidence", upstream.Evidence);
            Text("digest", upstream.Digest);
            Extensions(upstream.Extensions);
            writer.WriteEndObject();
        }

        private void Write(Assignment assignment)
        {
            writer.WriteStartObject();
            Text("id", assignment.Id);
            Selectors("controls", assignment.Controls, true);
            Condition(assignment.When);
            Text("split", assignment.Split is { } split ? Words.OfSplit(split) : null);
            Word("state", assignment.State);
            Text("reason", assignment.Reason);
            Text("provider", assignment.Provider);
            Text("customer", assignment.Customer);
            List("duties", assignment.Duties, Write);
            Word("coupling", assignment.Coupling);
            Word("inheritability", assignment.Inheritability);
            if (assignment.Source is { } source)
            {
                writer.WriteStartObject("source");
                Text("label", source.Label);
                Text("vocabulary", source.Vocabulary);
                writer.WriteEndObject();
            }
            Text("notes", assignment.Notes);
            Text("internalNote", assignment.InternalNote);
            Extensions(assignment.Extensions);
            writer.WriteEndObject();
        }

        private void Write(Duty duty)
        {
            writer.WriteStartObject();
            Text("id", duty.Id);
            Text("party", duty.Party);
            if (duty.Involvement != Duty.DefaultInvolvement) Texts("involvement", Words.OfInvolvement(duty.Involvement));
            Text("action", duty.Action);
            Text("text", duty.Text);
            Texts("dependsOn", duty.DependsOn);
            Texts("satisfies", duty.Satisfies);
            Text("inheritedFrom", duty.InheritedFrom);
            Texts("upstreamControls", duty.UpstreamControls);
            Texts("evidence", duty.Evidence);
            Texts("commitments", duty.Commitments);
            Condition(duty.When);
            Text("component", duty.Component);
            Texts("implementation", duty.Implementation.Select(Words.Of).ToValueList());
            Text("internalNote", duty.InternalNote);
            Extensions(duty.Extensions);
            writer.WriteEndObject();
        }

        private void Write(Commitment commitment)
        {
            writer.WriteStartObject();
            Text("id", commitment.Id);
            Text("party", commitment.Party);
            Text("metric", commitment.Metric);
            writer.WriteStartObject("target");
            Text("operator", Words.Of(commitment.Target.Operator));
            writer.WriteNumber("value", commitment.Target.Value);
            Text("unit", commitment.Target.Unit);
            Text("from", commitment.Target.From);
            writer.WriteEndObject();
            Text("qualifier", commitment.Qualifier);
            Text("window", commitment.Window);
            Condition(commitment.When);
            Texts("dependsOn", commitment.DependsOn);
            Selectors("controls", commitment.Controls);
            Text("notes", commitment.Notes);
            Extensions(commitment.Extensions);
            writer.WriteEndObject();
        }

        private void Write(Evidence evidence)
        {
            writer.WriteStartObject();
            Text("id", evidence.Id);
            Text("kind", Words.Of(evidence.Kind));
            Text("title", evidence.Title);
            Text("issuer", evidence.Issuer);
            Text("uri", evidence.Uri);
            Date("issued", evidence.Issued);
            if (evidence.PeriodFrom is not null || evidence.PeriodTo is not null)
            {
                writer.WriteStartObject("period");
                Date("from", evidence.PeriodFrom);
                Date("to", evidence.PeriodTo);
                writer.WriteEndObject();
            }
            Date("validUntil", evidence.ValidUntil);
            Extensions(evidence.Extensions);
            writer.WriteEndObject();
        }

        private void Write(AcceptedFinding accepted)
        {
            writer.WriteStartObject();
            Text("finding", accepted.Finding);
            Selectors("controls", accepted.Controls);
            Text("reason", accepted.Reason);
            Date("until", accepted.Until);
            writer.WriteEndObject();
        }

        private void Write(ValueMap<ValueMap<TranslatedText>> translations)
        {
            writer.WriteStartObject("translations");
            foreach (var (language, texts) in translations)
            {
                writer.WriteStartObject(language);
                foreach (var (id, text) in texts)
                {
                    writer.WriteStartObject(id);
                    Text("title", text.Title);
                    Text("name", text.Name);
                    Text("text", text.Text);
                    Text("description", text.Description);
                    writer.WriteEndObject();
                }
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }

        private void Condition(Condition condition)
        {
            if (condition.IsAlways) return;
            writer.WriteStartObject("when");
            foreach (var (id, values) in condition.Parameters) Texts(id, values, true);
            writer.WriteEndObject();
        }

        private void Extensions(ValueMap<JsonText> extensions)
        {
            if (extensions.Count == 0) return;
            writer.WriteStartObject("extensions");
            foreach (var (key, value) in extensions)
            {
                writer.WritePropertyName(key);
                writer.WriteRawValue(value.Text);
            }
            writer.WriteEndObject();
        }

        private void Text(string name, string? value)
        {
            if (value is not null) writer.WriteString(name, value);
        }

        private void Word<T>(string name, T? value) where T : struct, Enum
        {
            if (value is { } known) writer.WriteString(name, Words.Of(known));
        }

        private void Date(string name, DateOnly? date)
        {
            if (date is { } known) writer.WriteString(name, known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        private void Texts(string name, ValueList<string> texts, bool always = false)
        {
            if (texts.IsEmpty && !always) return;
            writer.WriteStartArray(name);
            foreach (var text in texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        private void Selectors(string name, ValueList<Selector> selectors, bool always = false) => Texts(name, selectors.Select(selector => selector.ToString()).ToValueList(), always);

        private void List<T>(string name, ValueList<T> items, Action<T> write, bool always = false)
        {
            if (items.IsEmpty && !always) return;
            writer.WriteStartArray(name);
            foreach (var item in items) write(item);
            writer.WriteEndArray();
        }
    }
}
