using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads mappings between catalogs. Thread-safe.</summary>
public static class MappingReader
{
    /// <summary>Reads a mapping. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It is copied, so that the buffer may be used for something else afterwards.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ReadResult<CatalogMapping> Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        var diagnostics = new FindingList(limits);
        utf8 = OwnBytes.Of(utf8, limits);
        var index = JsonIndex.Build(utf8, file, limits, diagnostics);
        return index is null ? new ReadResult<CatalogMapping>(null, diagnostics.ToValueList(), file, utf8, null)
            : Read(index, limits, diagnostics);
    }

    internal static ReadResult<CatalogMapping> Read(JsonIndex index, Limits limits, FindingList diagnostics)
    {
        var findings = DocumentFindings.Of(index, DocumentSchemas.Mapping, limits, diagnostics);
        return new ReadResult<CatalogMapping>(findings.IsOtherFormat ? null : new MappingBuilder(index, findings).Read(), findings, index);
    }
}

internal sealed class MappingBuilder(JsonIndex index, DocumentFindings findings) : ModelReader(index, findings)
{
    public CatalogMapping Read()
    {
        string? id = null, from = null, to = null;
        ValueList<MappingRelation>? relations = null;
        foreach (var (name, value) in Members(0))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "from": from = Text(value); break;
                case "to": to = Text(value); break;
                case "relations": relations = List(value, ReadRelation); break;
            }
        }
        return new CatalogMapping { Id = id ?? "", From = from ?? "", To = to ?? "", Relations = relations ?? [] };
    }

    private MappingRelation ReadRelation(int token)
    {
        string? certainty = null, note = null;
        ValueList<string> from = default, to = default;
        ControlRelation? relation = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "from": from = ControlIds(value); break;
                case "to": to = Index[value].Kind == JsonKind.Array ? ControlIds(value) : [ControlId(value) ?? ""]; break;
                case "relation": relation = Word<ControlRelation>(value); break;
                case "certainty": certainty = Text(value); break;
                case "note": note = Text(value); break;
            }
        }
        return new MappingRelation { From = from, To = to, Relation = relation ?? default, Certainty = certainty, Note = note };
    }
}
