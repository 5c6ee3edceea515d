using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads catalogs in the project's own format, and small ones in OSCAL's. Thread-safe.</summary>
public static class CatalogReader
{
    /// <summary>Reads a catalog. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It is copied, so that the buffer may be used for something else afterwards.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ReadResult<Catalog> Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        var diagnostics = new FindingList(limits);
        utf8 = OwnBytes.Of(utf8, limits);
        var index = JsonIndex.Build(utf8, file, limits, diagnostics);
        return index is null ? new ReadResult<Catalog>(null, diagnostics.ToValueList(), file, utf8, null)
            : Read(index, limits, diagnostics);
    }

    internal static ReadResult<Catalog> Read(JsonIndex index, Limits limits, FindingList diagnostics)
    {
        if (index.Member(0, "catalog"u8) >= 0)
        {
            var catalog = new OscalCatalogBuilder(index, diagnostics).Read();
            return new ReadResult<Catalog>(catalog, diagnostics.ToValueList(), index.File, index.Given, index);
        }
        var findings = DocumentFindings.Of(index, DocumentSchemas.Catalog, limits, diagnostics);
        return new ReadResult<Catalog>(findings.IsOtherFormat ? null : new CatalogBuilder(index, findings).Read(), findings, index);
    }
}

internal sealed class CatalogBuilder(JsonIndex index, DocumentFindings findings) : ControlReader(index, findings)
{
    public Catalog Read()
    {
        var catalog = new Catalog { Id = "", Edition = "", Title = "", Controls = [] };
        string? id = null, edition = null, title = null;
        foreach (var (name, value) in Members(0))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "edition": edition = Text(value); break;
                case "title": title = Text(value); break;
                case "publisher": catalog = catalog with { Publisher = Text(value) }; break;
                case "status": catalog = catalog with { Status = Word<CatalogStatus>(value) ?? default }; break;
                case "source": catalog = catalog with { Source = Text(value) }; break;
                case "aliasPrefixes": catalog = catalog with { AliasPrefixes = Texts(value) }; break;
                case "groups": catalog = catalog with { Groups = List(value, ReadGroup) }; break;
                case "baselines": catalog = catalog with { Baselines = List(value, ReadBaseline) }; break;
                case "controls": catalog = catalog with { Controls = List(value, ReadCatalogControl) }; break;
            }
        }
        return catalog with { Id = id ?? "", Edition = edition ?? "", Title = title ?? "" };
    }

    private Baseline ReadBaseline(int token)
    {
        string? id = null, title = null;
        ValueList<string> controls = default;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "controls": controls = ControlIds(value); break;
            }
        }
        return new Baseline { Id = id ?? "", Title = title ?? "", Controls = controls };
    }
}
