using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Builds catalogs in this project's format from an index.</summary>
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
                case "$schema": catalog = catalog with { Schema = Text(value) }; break;
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
