using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Writing;

/// <summary>
/// Writes matrix documents. Members come in the order of the format's description; those that hold their default are left out.
/// A matrix that the reader took without an error is equal to the one read from what was written. Thread-safe.
/// </summary>
public static class MatrixWriter
{
    /// <summary>Writes a matrix as UTF-8 JSON. The same matrix gives the same bytes.</summary>
    /// <param name="matrix">
    /// The matrix. It is not checked: one built in code that breaks the format's rules gives a document in which the reader finds the
    /// fault. A value of an enumeration that the format has no word for stands there as its number, an entry that is null as null.
    /// What a control has for catalogs alone (aliases, guidance, the reason of its layers) is written too, and is a fault like any other
    /// there. </param>
    /// <param name="indented">Whether to write for people, with line breaks (LF) and a final one; else without any white space.</param>
    /// <exception cref="ArgumentNullException">There is no matrix.</exception>
    /// <exception cref="JsonException">An extension, or a member of a later version, holds text that is no JSON; or a text holds half of a
    /// character (an unpaired surrogate).</exception>
    public static byte[] Write(Matrix matrix, bool indented = true)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = indented, IndentSize = 2,
            NewLine = "\n", MaxDepth = int.MaxValue };
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, options)) WriteMatrix(json, matrix);
        if (matrix.Unrecognized.Count > 0) output = LaterMembers.PutBack(output.WrittenMemory, matrix.Unrecognized, options);
        if (indented) output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteMatrix(Utf8JsonWriter json, Matrix matrix)
    {
        json.WriteStartObject();
        Text(json, "$schema", matrix.Schema);
        Text(json, "schemaVersion", matrix.SchemaVersion);
        Text(json, "id", matrix.Id);
        Text(json, "version", matrix.Version.ToString());
        Text(json, "title", matrix.Title);
        if (matrix.Language != "en") Text(json, "language", matrix.Language);
        Text(json, "authoredBy", matrix.AuthoredBy);
        Date(json, "published", matrix.Published);
        Date(json, "effective", matrix.Effective);
        Date(json, "reviewBy", matrix.ReviewBy);
        Date(json, "expires", matrix.Expires);
        Member(json, "supersedes", matrix.Supersedes, WriteSupersedes);
        Member(json, "service", matrix.Service, WriteService);
        Items(json, "parties", matrix.Parties, WriteParty, always: true);
        Items(json, "authorizations", matrix.Authorizations, WriteAuthorization);
        Items(json, "groups", matrix.Groups, WriteGroup);
        Member(json, "view", matrix.View, static (writer, view) =>
        {
            Text(writer, "name", view.Name);
            Text(writer, "of", view.Of);
        });
        Word(json, "status", matrix.Status);
        Member(json, "agreement", matrix.Agreement, WriteAgreement);
        Items(json, "approvals", matrix.Approvals, WriteApproval);
        Items(json, "serviceModels", matrix.ServiceModels, WriteServiceModel);
        Items(json, "parameters", matrix.Parameters, WriteParameter);
        Items(json, "catalogs", matrix.Catalogs, WriteScope);
        Items(json, "controls", matrix.Controls, WriteRow);
        Word(json, "defaults", matrix.Defaults);
        Member(json, "extends", matrix.Extends, WriteBase);
        Items(json, "upstream", matrix.Upstream, WriteUpstream);
        Items(json, "assignments", matrix.Assignments, WriteAssignment, always: true);
        Items(json, "commitments", matrix.Commitments, WriteCommitment);
        Items(json, "evidence", matrix.Evidence, WriteEvidence);
        Entries(json, "translations", matrix.Translations, (writer, language, texts) =>
            Entries(writer, language, texts, (inner, id, text) => Member(inner, id, text, WriteTranslation), always: true));
        Items(json, "accepted", matrix.Accepted, WriteAccepted);
        Extensions(json, matrix.Extensions);
        json.WriteEndObject();
    }

    private static void WriteSupersedes(Utf8JsonWriter json, Supersedes supersedes)
    {
        Text(json, "id", supersedes.Id);
        Text(json, "version", supersedes.Version.ToString());
    }

    private static void WriteService(Utf8JsonWriter json, Service service)
    {
        Text(json, "id", service.Id);
        Text(json, "name", service.Name);
        Text(json, "description", service.Description);
        Text(json, "provider", service.Provider);
        Text(json, "customer", service.Customer);
        Texts(json, "models", service.Models, always: true);
    }

    private static void WriteParty(Utf8JsonWriter json, Party party)
    {
        Text(json, "id", party.Id);
        Text(json, "name", party.Name);
        Text(json, "legalName", party.LegalName);
        Items(json, "identifiers", party.Identifiers, static (writer, identifier) =>
        {
            Text(writer, "scheme", identifier.Scheme);
            Text(writer, "value", identifier.Value);
        });
        Word(json, "role", party.Role);
        if (party.Side is { } side) Text(json, "side", SplitWord(side));
        Texts(json, "aliases", party.Aliases);
        Items(json, "contacts", party.Contacts, static (writer, contact) =>
        {
            Text(writer, "purpose", contact.Purpose);
            Text(writer, "email", contact.Email);
            Text(writer, "uri", contact.Uri);
        });
        Extensions(json, party.Extensions);
    }

    private static void WriteAuthorization(Utf8JsonWriter json, Authorization authorization)
    {
        Text(json, "scheme", authorization.Scheme);
        Text(json, "level", authorization.Level);
        Word(json, "basis", authorization.Basis);
        Text(json, "authority", authorization.Authority);
        Date(json, "issued", authorization.Issued);
        Date(json, "validUntil", authorization.ValidUntil);
        Text(json, "reference", authorization.Reference);
    }

    private static void WriteGroup(Utf8JsonWriter json, ControlGroup group)
    {
        Text(json, "id", group.Id);
        Text(json, "title", group.Title);
        Text(json, "parent", group.Parent);
    }

    private static void WriteAgreement(Utf8JsonWriter json, Agreement agreement)
    {
        Text(json, "reference", agreement.Reference);
        Text(json, "clause", agreement.Clause);
        Text(json, "title", agreement.Title);
    }

    private static void WriteApproval(Utf8JsonWriter json, Approval approval)
    {
        Text(json, "party", approval.Party);
        Text(json, "name", approval.Name);
        Text(json, "role", approval.Role);
        Date(json, "date", approval.Date);
    }

    private static void WriteServiceModel(Utf8JsonWriter json, ServiceModel model)
    {
        Text(json, "id", model.Id);
        Text(json, "title", model.Title);
        Text(json, "basedOn", model.BasedOn);
        Entries(json, "layers", model.Layers, static (writer, layer, owner) => Word<LayerOwner>(writer, layer, owner), always: true);
    }

    private static void WriteParameter(Utf8JsonWriter json, Parameter parameter)
    {
        Text(json, "id", parameter.Id);
        Text(json, "title", parameter.Title);
        Texts(json, "values", parameter.Values, always: true);
        Text(json, "default", parameter.Default);
    }

    private static void WriteScope(Utf8JsonWriter json, CatalogScope scope)
    {
        Text(json, "id", scope.Id);
        Text(json, "edition", scope.Edition);
        Text(json, "as", scope.ShortName);
        Selectors(json, "include", scope.Include);
        Selectors(json, "exclude", scope.Exclude);
    }

    private static void WriteRow(Utf8JsonWriter json, Control control)
    {
        Text(json, "id", control.Id);
        Text(json, "title", control.Title);
        Word(json, "kind", control.Kind);
        Text(json, "parent", control.Parent);
        Text(json, "group", control.Group);
        Text(json, "description", control.Description);
        Texts(json, "aliases", control.Aliases);
        WordList(json, "layers", control.Layers);
        Text(json, "layersReason", control.LayersReason);
        Member(json, "guidance", control.Guidance, static (writer, guidance) =>
        {
            Text(writer, "provider", guidance.Provider);
            Text(writer, "customer", guidance.Customer);
            Text(writer, "same", guidance.Same);
        });
        Items(json, "mapsTo", control.MapsTo, static (writer, mapping) =>
        {
            Text(writer, "control", mapping.Control);
            Word<ControlRelation>(writer, "relation", mapping.Relation);
        });
        Extensions(json, control.Extensions);
    }

    private static void WriteBase(Utf8JsonWriter json, BaseReference reference)
    {
        Text(json, "id", reference.Id);
        Text(json, "version", reference.Version?.ToString());
        Text(json, "digest", reference.Digest);
    }

    private static void WriteUpstream(Utf8JsonWriter json, Upstream upstream)
    {
        Text(json, "id", upstream.Id);
        Text(json, "matrix", upstream.Matrix);
        Text(json, "version", upstream.Version?.ToString());
        if (upstream.ServiceModel is not null || upstream.Parameters.Count > 0)
        {
            json.WriteStartObject("context");
            Text(json, "serviceModel", upstream.ServiceModel);
            Entries(json, "parameters", upstream.Parameters, static (writer, parameter, value) => Text(writer, parameter, value));
            json.WriteEndObject();
        }
        Text(json, "provider", upstream.Provider);
        Text(json, "customer", upstream.Customer);
        Word(json, "assurance", upstream.Assurance);
        Items(json, "needs", upstream.Needs, static (writer, need) =>
        {
            Text(writer, "scheme", need.Scheme);
            Text(writer, "level", need.Level);
            Word(writer, "basis", need.Basis);
        });
        Texts(json, "evidence", upstream.Evidence);
        Text(json, "digest", upstream.Digest);
        Extensions(json, upstream.Extensions);
    }

    private static void WriteAssignment(Utf8JsonWriter json, Assignment assignment)
    {
        Text(json, "id", assignment.Id);
        Selectors(json, "controls", assignment.Controls, always: true);
        When(json, assignment.When);
        if (assignment.Split is { } split) Text(json, "split", SplitWord(split));
        Word(json, "state", assignment.State);
        Text(json, "reason", assignment.Reason);
        Text(json, "provider", assignment.Provider);
        Text(json, "customer", assignment.Customer);
        Items(json, "duties", assignment.Duties, WriteDuty);
        Word(json, "coupling", assignment.Coupling);
        Word(json, "inheritability", assignment.Inheritability);
        Member(json, "source", assignment.Source, static (writer, source) =>
        {
            Text(writer, "label", source.Label);
            Text(writer, "vocabulary", source.Vocabulary);
            Text(writer, "at", source.At);
        });
        Text(json, "notes", assignment.Notes);
        Text(json, "internalNote", assignment.InternalNote);
        Extensions(json, assignment.Extensions);
    }

    private static void WriteDuty(Utf8JsonWriter json, Duty duty)
    {
        Text(json, "id", duty.Id);
        Text(json, "party", duty.Party);
        if (duty.Involvement != Duty.DefaultInvolvement) Texts(json, "involvement", InvolvementWords(duty.Involvement), always: true);
        Text(json, "action", duty.Action);
        Text(json, "text", duty.Text);
        Texts(json, "dependsOn", duty.DependsOn);
        Texts(json, "satisfies", duty.Satisfies);
        Text(json, "inheritedFrom", duty.InheritedFrom);
        Texts(json, "upstreamControls", duty.UpstreamControls);
        Texts(json, "evidence", duty.Evidence);
        Texts(json, "commitments", duty.Commitments);
        When(json, duty.When);
        Text(json, "component", duty.Component);
        WordList(json, "implementation", duty.Implementation);
        Text(json, "internalNote", duty.InternalNote);
        Extensions(json, duty.Extensions);
    }

    private static void WriteCommitment(Utf8JsonWriter json, Commitment commitment)
    {
        Text(json, "id", commitment.Id);
        Text(json, "party", commitment.Party);
        Text(json, "metric", commitment.Metric);
        Member(json, "target", commitment.Target, static (writer, target) =>
        {
            Word<TargetOperator>(writer, "operator", target.Operator);
            writer.WriteNumber("value", target.Value);
            Text(writer, "unit", target.Unit);
            Text(writer, "from", target.From);
        });
        Text(json, "qualifier", commitment.Qualifier);
        Text(json, "window", commitment.Window);
        When(json, commitment.When);
        Texts(json, "dependsOn", commitment.DependsOn);
        Selectors(json, "controls", commitment.Controls);
        Text(json, "notes", commitment.Notes);
        Extensions(json, commitment.Extensions);
    }

    private static void WriteEvidence(Utf8JsonWriter json, Evidence evidence)
    {
        Text(json, "id", evidence.Id);
        Word<EvidenceKind>(json, "kind", evidence.Kind);
        Text(json, "title", evidence.Title);
        Text(json, "issuer", evidence.Issuer);
        Text(json, "uri", evidence.Uri);
        Date(json, "issued", evidence.Issued);
        if (evidence.PeriodFrom is not null || evidence.PeriodTo is not null)
        {
            json.WriteStartObject("period");
            Date(json, "from", evidence.PeriodFrom);
            Date(json, "to", evidence.PeriodTo);
            json.WriteEndObject();
        }
        Date(json, "validUntil", evidence.ValidUntil);
        Extensions(json, evidence.Extensions);
    }

    private static void WriteTranslation(Utf8JsonWriter json, TranslatedText text)
    {
        Text(json, "title", text.Title);
        Text(json, "name", text.Name);
        Text(json, "text", text.Text);
        Text(json, "description", text.Description);
    }

    private static void WriteAccepted(Utf8JsonWriter json, AcceptedFinding accepted)
    {
        Text(json, "finding", accepted.Finding);
        Selectors(json, "controls", accepted.Controls);
        Text(json, "reason", accepted.Reason);
        Date(json, "until", accepted.Until);
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, Whole(text));
    }

    private static void Date(Utf8JsonWriter json, string name, DateOnly? date) =>
        Text(json, name, date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static void Word<T>(Utf8JsonWriter json, string name, T? value) where T : struct, Enum
    {
        if (value is { } word) json.WriteString(name, WordOf(word));
    }

    private static void WordList<T>(Utf8JsonWriter json, string name, ValueList<T> values) where T : struct, Enum =>
        Texts(json, name, values.Select(WordOf).ToValueList());

    // What has no word is written as its number, which the schema then refuses where it stands.
    private static string WordOf<T>(T value) where T : struct, Enum => Enum.IsDefined(value) ? Words.Of(value) : value.ToString();

    private static string? SplitWord(Sides sides) => sides is > Sides.None and <= Sides.SharedAll ? Words.OfSplit(sides)
        : ((int)sides).ToString(CultureInfo.InvariantCulture);

    private static ValueList<string> InvolvementWords(Involvement involvement)
    {
        const Involvement known = Involvement.Responsible | Involvement.Accountable | Involvement.Consulted | Involvement.Informed;
        var words = Words.OfInvolvement(involvement);
        return (involvement & ~known) is not 0 and var unknown ? [.. words, ((int)unknown).ToString(CultureInfo.InvariantCulture)] : words;
    }

    private static void Selectors(Utf8JsonWriter json, string name, ValueList<Selector> selectors, bool always = false) =>
        Texts(json, name, selectors.Select(selector => selector.ToString()).ToValueList(), always);

    private static void Texts(Utf8JsonWriter json, string name, ValueList<string> texts, bool always = false)
    {
        if (texts.IsEmpty && !always) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text is null ? null : Whole(text));
        json.WriteEndArray();
    }

    private static void When(Utf8JsonWriter json, Condition condition) =>
        Entries(json, "when", condition.Parameters, static (writer, parameter, values) => Texts(writer, parameter, values, always: true));

    private static void Extensions(Utf8JsonWriter json, ValueMap<JsonText> extensions) =>
        Entries(json, "extensions", extensions, static (writer, key, value) =>
    {
        writer.WritePropertyName(key);
        if (value is null) writer.WriteNullValue();
        else Raw(writer, value);
    });

    // UTF-8 holds whole characters only; another one would stand in the place of a half.
    private static string Whole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) return text;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i))
                throw new JsonException("A text holds half of a character, a surrogate without its pair, which no document can hold.");
            i++;
        }
        return text;
    }

    // The writer's own validation stops at 64 levels, whatever limit the document was read with.
    private static void Raw(Utf8JsonWriter json, JsonText value)
    {
        if (!value.IsJson) throw JsonText.NoJson;
        json.WriteRawValue(value.Text, skipInputValidation: true);
    }

    private static void Member<T>(Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write) where T : class
    {
        if (value is null) return;
        json.WriteStartObject(name);
        write(json, value);
        json.WriteEndObject();
    }

    private static void Items<T>(Utf8JsonWriter json, string name, ValueList<T> items, Action<Utf8JsonWriter, T> write, bool always = false)
    {
        if (items.IsEmpty && !always) return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            if (item is null)
            {
                json.WriteNullValue();
                continue;
            }
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Entries<T>(Utf8JsonWriter json, string name, ValueMap<T> entries, Action<Utf8JsonWriter, string, T> write,
        bool always = false)
    {
        if (entries.Count == 0 && !always) return;
        json.WriteStartObject(name);
        foreach (var (key, value) in entries) write(json, Whole(key), value);
        json.WriteEndObject();
    }
}
