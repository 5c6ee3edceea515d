using System.CommandLine;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>catalogs</c>: what ships, and what is in it.</summary>
internal static class CatalogsCommand
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var id = new Argument<string?>("ID") { Description = "A catalog, such as iso-27017@2015.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("catalogs", "List the catalogs, or the controls of one. Example: rmatrix catalogs iso-27017@2015");
        command.Arguments.Add(id);
        command.Options.Add(common.With);
        var formats = new OutputFormats<List<Catalog>>(new("text", PrintText), new("json", PrintJson));
        var formatsOfOne = formats.With<Catalog>(new("text", PrintText), new("json", PrintJson));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            var (format, formatOfOne) = (formats.Of(parsed), formatsOfOne.Of(parsed));
            var documents = new Files(streams).Documents(parsed.GetValue(common.With) ?? []);
            var found = parsed.GetValue(id) is { } name ? ResolveCommand.FindCatalog(documents, name, streams) : null;
            if (found is not null) formatOfOne.Write(streams, found);
            else format.Write(streams, [.. documents.Catalogs]);
            return found is null || DocumentValidator.Validate(found).All(finding => finding.Severity < Severity.Error) ? App.Fine
                : App.Findings;
        });
        return command;
    }

    private static void PrintText(IOStreams streams, List<Catalog> catalogs) => Page.ForResults(streams).Table(
        [["catalog", "controls", "status", "title"],
        .. catalogs.Select(catalog => new[] { catalog.Identity, $"{catalog.Controls.Count}", Words.Of(catalog.Status), catalog.Title })]);

    private static void PrintJson(IOStreams streams, List<Catalog> catalogs) =>
        streams.PrintJson(new(catalogs.Select(CatalogEntry.Of).ToValueList()), OutputJsonContext.Default.CatalogList);

    private static void PrintText(IOStreams streams, Catalog catalog)
    {
        var page = Page.ForResults(streams);
        page.Paragraph($"{catalog.Identity}: {catalog.Title} ({Words.Of(catalog.Status)})", style: page.Bold);
        if (catalog.Source is { } source) page.Paragraph(source);
        page.Line();
        page.Table([["control", "guidance for", "title [layers]"], .. Rows(catalog)]);
        if (catalog.Baselines.IsEmpty) return;
        page.Line();
        page.Table(
            [["baseline", "controls", "title"],
            .. catalog.Baselines.Select(baseline => new[] { $"baseline:{baseline.Id}", $"{baseline.Controls.Count}", baseline.Title })]);
    }

    private static void PrintJson(IOStreams streams, Catalog catalog) =>
        streams.PrintJson(CatalogPage.Of(catalog), OutputJsonContext.Default.CatalogPage);

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
            rows.Add(
                [(catalog.Groups.IsEmpty ? "" : "  ") + (control.Parent is null ? "" : "  ") + control.Id, Addressees(control),
                control.Title + layers + Withdrawal(control)]);
        }
        return rows;
    }

    private static string Withdrawal(Control control) =>
        !control.IsWithdrawn ? "" : control.ReplacedBy.IsEmpty ? " (withdrawn)"
            : $" (withdrawn: see {string.Join(", ", (IEnumerable<string>)control.ReplacedBy)})";

    private static string Addressees(Control control) => control.Guidance switch
    {
        null => "",
        { Same: not null } => "both alike",
        { Addressees: Sides.Shared } => "both",
        { Addressees: var sides } => Words.OfSplit(sides) ?? "",
    };
}
