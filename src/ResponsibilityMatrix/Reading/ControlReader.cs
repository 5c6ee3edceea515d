using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads the controls of catalogs and, with some other members, of matrices.</summary>
internal abstract class ControlReader(JsonIndex index, DocumentFindings findings) : ModelReader(index, findings)
{
    /// <summary>A row of a matrix's own.</summary>
    protected Control ReadRow(int token) => ReadControl(token, isRow: true);

    /// <summary>A control of a catalog.</summary>
    protected Control ReadCatalogControl(int token) => ReadControl(token, isRow: false);

    protected ControlGroup ReadGroup(int token)
    {
        string? id = null, title = null, parent = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "parent": parent = Text(value); break;
            }
        }
        return new ControlGroup { Id = id ?? "", Title = title ?? "", Parent = parent };
    }

    private Control ReadControl(int token, bool isRow)
    {
        string? id = null, title = null, parent = null, group = null, description = null, layersReason = null;
        ControlKind? kind = null;
        ValueList<string> aliases = default;
        ValueList<Layer> layers = default;
        ValueList<ControlMapping> mapsTo = default;
        var isWithdrawn = false;
        ValueList<string> replacedBy = default;
        Guidance? guidance = null;
        ValueMap<JsonText> extensions = default;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = ControlId(value); break;
                case "title": title = Text(value); break;
                case "kind": kind = Word<ControlKind>(value); break;
                case "parent": parent = ControlId(value); break;
                case "group": group = Text(value); break;
                case "description" when isRow: description = Text(value); break;
                case "aliases" when !isRow: aliases = ControlIds(value); break;
                case "layers": layers = WordList<Layer>(value); break;
                case "layersReason" when !isRow: layersReason = Text(value); break;
                case "withdrawn" when !isRow: isWithdrawn = Index[value].Kind == JsonKind.True; break;
                case "replacedBy" when !isRow: replacedBy = ControlIds(value); break;
                case "guidance" when !isRow: guidance = ReadGuidance(value); break;
                case "mapsTo" when isRow: mapsTo = List(value, ReadMapping); break;
                case "extensions": extensions = Extensions(value); break;
            }
        }
        return new Control
        {
            Id = id ?? "",
            Title = title ?? "",
            Kind = kind,
            Parent = parent,
            Group = group,
            Description = description,
            Aliases = aliases,
            Layers = layers,
            LayersReason = layersReason,
            IsWithdrawn = isWithdrawn,
            ReplacedBy = replacedBy,
            Guidance = guidance,
            MapsTo = mapsTo,
            Extensions = extensions,
        };
    }

    private ControlMapping ReadMapping(int token)
    {
        string? control = null;
        ControlRelation? relation = null;
        foreach (var (name, value) in Members(token))
        {
            if (name is "control") control = ControlId(value);
            else if (name is "relation") relation = Word<ControlRelation>(value);
        }
        return new ControlMapping { Control = control ?? "", Relation = relation ?? default };
    }

    private Guidance ReadGuidance(int token)
    {
        var guidance = new Guidance();
        foreach (var (name, value) in Members(token))
        {
            guidance = name switch
            {
                "provider" => guidance with { Provider = Text(value) },
                "customer" => guidance with { Customer = Text(value) },
                "same" => guidance with { Same = Text(value) },
                _ => guidance,
            };
        }
        return guidance;
    }
}
