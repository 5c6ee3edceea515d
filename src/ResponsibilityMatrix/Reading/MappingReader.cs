using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads mappings between catalogs. Thread-safe.</summary>
public static class MappingReader
{
    /// <summary>Reads a mapping. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It must not change while the result is in use.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ReadResult<CatalogMapping> Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        List<Diagnostic> diagnostics = [];
        var index = JsonIndex.Build(utf8, file, limits ?? Limits.Default, diagnostics);
        return index is null ? new ReadResult<CatalogMapping>(null, diagnostics.ToValueList(), file, utf8, null) : Read(index, diagnostics);
    }

    internal static ReadResult<CatalogMapping> Read(JsonIndex index, List<Diagnostic> diagnostics) =>
        new(new MappingBuilder(index, diagnostics).Read(), diagnostics.ToValueList(), index.File, index.Utf8, index);
}

internal sealed class MappingBuilder(JsonIndex index, List<Diagnostic> diagnostics) : DocumentReader(index, diagnostics)
{
    private static readonly MemberNames MappingNames = new("$schema", "schemaVersion", "id", "from", "to", "relations");
    private static readonly MemberNames RelationNames = new("from", "to", "relation", "certainty", "note");

    public CatalogMapping Read()
    {
        ReadSchemaVersion(0);
        string? id = null, from = null, to = null, schemaVersion = null;
        ValueList<MappingRelation>? relations = null;
        foreach (var (name, value) in Members(0, MappingNames))
        {
            switch (name)
            {
                case "$schema": Text(value); break;
                case "schemaVersion": schemaVersion = Text(value); break;
                case "id": id = Id(value); break;
                case "from": from = Matching(value, Patterns.CatalogIdentity(), "a catalog with its edition, such as iso-27017@2015"); break;
                case "to": to = Matching(value, Patterns.CatalogIdentity(), "a catalog with its edition, such as iso-27017@2026"); break;
                default: relations = List(value, ReadRelation); break;
            }
        }
        Require(0, schemaVersion, "schemaVersion");
        RequirePresent(0, relations is not null, "relations");
        return new CatalogMapping { Id = Require(0, id, "id"), From = Require(0, from, "from"), To = Require(0, to, "to"), Relations = relations ?? [] };
    }

    private MappingRelation ReadRelation(int token)
    {
        string? to = null, certainty = null, note = null;
        ValueList<string>? from = null;
        ControlRelation? relation = null;
        foreach (var (name, value) in Members(token, RelationNames))
        {
            switch (name)
            {
                case "from": from = List(value, item => ControlId(item) ?? "", 1); break;
                case "to": to = ControlId(value); break;
                case "relation": relation = Word<ControlRelation>(value); break;
                case "certainty": certainty = NonEmpty(value); break;
                default: note = NonEmpty(value); break;
            }
        }
        RequirePresent(token, from is not null, "from");
        RequirePresent(token, relation is not null, "relation");
        return new MappingRelation { From = from ?? [], To = Require(token, to, "to"), Relation = relation ?? default, Certainty = certainty, Note = note };
    }
}
