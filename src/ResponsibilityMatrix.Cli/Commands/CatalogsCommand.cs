using System.CommandLine;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>catalogs</c>: what ships, and what is in it.</summary>
internal static class CatalogsCommand
{
    public static Command Make(Surroundings surroundings)
    {
        var shared = new Shared(surroundings);
        var id = new Argument<string?>("ID") { Description = "A catalog, such as iso-27017@2015.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("catalogs", "List the catalogs, or the controls of one. Example: rmatrix catalogs iso-27017@2015");
        command.Arguments.Add(id);
        command.Options.Add(shared.With);
        shared.AddFormats(command, "text", "json");
        command.SetAction(parsed =>
        {
            var json = shared.FormatOf(parsed) == "json";
            var documents = new Files(surroundings).Documents(parsed.GetValue(shared.With) ?? []);
            if (parsed.GetValue(id) is { } name) Print(ResolveCommand.FindCatalog(documents, name, surroundings).Catalog, json, surroundings);
            else Print([.. documents.Catalogs.Select(catalog => catalog.Catalog)], json, surroundings);
            surroundings.Out.Flush();
            return App.Fine;
        });
        return command;
    }

    private static void Print(List<Catalog> catalogs, bool json, Surroundings surroundings)
    {
        if (!json)
        {
            Page.ForResults(surroundings).Table([["catalog", "controls", "status", "title"], .. catalogs.Select(catalog => new[] { catalog.Identity, $"{catalog.Controls.Count}", Words.Of(catalog.Status), catalog.Title })]);
            return;
        }
        surroundings.PrintJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("catalogs");
            foreach (var catalog in catalogs)
            {
                writer.WriteStartObject();
                writer.WriteString("id", catalog.Id);
                writer.WriteString("edition", catalog.Edition);
                writer.WriteString("title", catalog.Title);
                writer.WriteString("status", Words.Of(catalog.Status));
                writer.WriteNumber("controls", catalog.Controls.Count);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Print(Catalog catalog, bool json, Surroundings surroundings)
    {
        if (!json)
        {
            var page = Page.ForResults(surroundings);
            page.Paragraph($"{catalog.Identity}: {catalog.Title} ({Words.Of(catalog.Status)})", style: page.Bold);
            if (catalog.Source is { } source) page.Paragraph(source);
            page.Line();
            page.Table([["control", "guidance for", "title [layers]"], .. Rows(catalog)]);
            return;
        }
        surroundings.PrintJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", catalog.Id);
            writer.WriteString("edition", catalog.Edition);
            writer.WriteString("title", catalog.Title);
            writer.WriteString("status", Words.Of(catalog.Status));
            writer.WriteStartArray("groups");
            foreach (var group in catalog.Groups)
            {
                writer.WriteStartObject();
                writer.WriteString("id", group.Id);
                writer.WriteString("title", group.Title);
                writer.WriteString("parent", group.Parent);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteStartArray("controls");
            foreach (var control in catalog.Controls)
            {
                writer.WriteStartObject();
                writer.WriteString("id", control.Id);
                writer.WriteString("title", control.Title);
                writer.WriteString("kind", Words.Of(control.EffectiveKind));
                writer.WriteString("parent", control.Parent);
                writer.WriteString("group", control.Group);
                writer.WriteStartArray("layers");
                foreach (var layer in control.Layers) writer.WriteStringValue(Words.Of(layer));
                writer.WriteEndArray();
                writer.WriteString("layersReason", control.LayersReason);
                writer.WriteStartObject("guidance");
                if (control.Guidance?.Provider is { } provider) writer.WriteString("provider", provider);
                if (control.Guidance?.Customer is { } customer) writer.WriteString("customer", customer);
                if (control.Guidance?.Same is { } same) writer.WriteString("same", same);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    // A group goes before its first control, under the selector that names it.
    private static List<string[]> Rows(Catalog catalog)
    {
        List<string[]> rows = [];
        Dictionary<string, ControlGroup> unseen = new(StringComparer.Ordinal);
        foreach (var group in catalog.Groups) unseen.TryAdd(group.Id, group);
        foreach (var control in catalog.Controls)
        {
            Stack<ControlGroup> groups = [];
            for (var id = control.Group; id is not null && unseen.Remove(id, out var group); id = group.Parent) groups.Push(group);
            foreach (var group in groups) rows.Add([$"group:{group.Id}", "", group.Title]);
            var layers = control.Layers.IsEmpty ? "" : $" [{string.Join(", ", control.Layers.Select(Words.Of))}]";
            rows.Add([(catalog.Groups.IsEmpty ? "" : "  ") + (control.Parent is null ? "" : "  ") + control.Id, Addressees(control), control.Title + layers]);
        }
        return rows;
    }

    private static string Addressees(Control control) => control.Guidance switch
    {
        null => "",
        { Same: not null } => "both alike",
        { Addressees: Sides.Shared } => "both",
        { Addressees: var sides } => Words.OfSplit(sides) ?? "",
    };
}
