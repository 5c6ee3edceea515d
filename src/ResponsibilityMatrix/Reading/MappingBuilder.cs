using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Builds mappings between catalogs from an index.</summary>
internal sealed class MappingBuilder(JsonIndex index, DocumentFindings findings) : ModelReader(index, findings)
{
    public CatalogMapping Read()
    {
        string? schema = null, id = null, from = null, to = null;
        ValueList<MappingRelation>? relations = null;
        foreach (var (name, value) in Members(0))
        {
            switch (name)
            {
                case "$schema": schema = Text(value); break;
                case "id": id = Text(value); break;
                case "from": from = Text(value); break;
                case "to": to = Text(value); break;
                case "relations": relations = List(value, ReadRelation); break;
            }
        }
        return new CatalogMapping { Schema = schema, Id = id ?? "", From = from ?? "", To = to ?? "", Relations = relations ?? [] };
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
