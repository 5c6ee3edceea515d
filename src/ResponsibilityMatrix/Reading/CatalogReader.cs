using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads catalogs in the project's own format, and small ones in OSCAL's. Thread-safe.</summary>
public static class CatalogReader
{
    /// <summary>Reads a catalog. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It must not change while the result is in use.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ReadResult<Catalog> Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        List<Diagnostic> diagnostics = [];
        var index = JsonIndex.Build(utf8, file, limits ?? Limits.Default, diagnostics);
        return index is null ? new ReadResult<Catalog>(null, diagnostics.ToValueList(), file, utf8, null) : Read(index, diagnostics);
    }

    internal static ReadResult<Catalog> Read(JsonIndex index, List<Diagnostic> diagnostics)
    {
        var catalog = index.Member(0, "catalog"u8) >= 0 ? new OscalCatalogBuilder(index, diagnostics).Read() : new CatalogBuilder(index, diagnostics).Read();
        return new ReadResult<Catalog>(catalog, diagnostics.ToValueList(), index.File, index.Utf8, index);
    }
}

internal sealed class CatalogBuilder(JsonIndex index, List<Diagnostic> diagnostics) : ControlReader(index, diagnostics)
{
    private static readonly MemberNames CatalogNames = new(
        "$schema", "schemaVersion", "id", "edition", "title", "publisher", "status", "source", "aliasPrefixes", "groups", "controls");

    private static readonly MemberNames GroupNames = new("id", "title", "parent");

    public Catalog Read()
    {
        ReadSchemaVersion(0);
        var catalog = new Catalog { Id = "", Edition = "", Title = "", Controls = [] };
        string? id = null, edition = null, title = null, schemaVersion = null;
        var hasControls = false;
        foreach (var (name, value) in Members(0, CatalogNames))
        {
            switch (name)
            {
                case "$schema": Text(value); break;
                case "schemaVersion": schemaVersion = Text(value); break;
                case "id": id = ReadCatalogId(value); break;
                case "edition": edition = Matching(value, Patterns.Edition(), "an edition such as 2015"); break;
                case "title": title = NonEmpty(value); break;
                case "publisher": catalog = catalog with { Publisher = NonEmpty(value) }; break;
                case "status": catalog = catalog with { Status = Word<CatalogStatus>(value) ?? default }; break;
                case "source": catalog = catalog with { Source = NonEmpty(value) }; break;
                case "aliasPrefixes": catalog = catalog with { AliasPrefixes = Texts(value) }; break;
                case "groups": catalog = catalog with { Groups = List(value, ReadGroup) }; break;
                default: hasControls = true; catalog = catalog with { Controls = List(value, ReadCatalogControl) }; break;
            }
        }
        Require(0, schemaVersion, "schemaVersion");
        RequirePresent(0, hasControls, "controls");
        return catalog with { Id = Require(0, id, "id"), Edition = Require(0, edition, "edition"), Title = Require(0, title, "title") };
    }

    private string? ReadCatalogId(int token)
    {
        var id = Matching(token, Patterns.CatalogId(), "an id without blanks, colons, @ and *");
        if (id is Catalog.Local or "group") Violation($"\"{id}\" is reserved and cannot be a catalog's id.");
        return id;
    }

    private ControlGroup ReadGroup(int token)
    {
        string? id = null, title = null, parent = null;
        foreach (var (name, value) in Members(token, GroupNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "title": title = NonEmpty(value); break;
                default: parent = Id(value); break;
            }
        }
        return new ControlGroup { Id = Require(token, id, "id"), Title = Require(token, title, "title"), Parent = parent };
    }
}
