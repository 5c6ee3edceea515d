using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>models</c>: who owns which layer under the built-in service models.</summary>
internal static class ModelsCommand
{
    public static Command Make(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var command = new Command("models", "Show who owns which layer under each service model. Example: rmatrix models");
        common.AddFormats(command, "text", "json");
        command.SetAction(parsed =>
        {
            if (common.FormatOf(parsed) == "json") PrintJson(streams);
            else PrintText(Page.ForResults(streams));
            streams.Out.Flush();
            return App.Fine;
        });
        return command;
    }

    private static void PrintText(Page page)
    {
        var models = ServiceModel.BuiltIn;
        page.Table(
            [["layer", .. models.Select(model => model.Id)], .. Words.All<Layer>()
            .Select(layer => new[] { layer }.Concat(models.Select(model => Words.Of(model.Layers[layer]))).ToArray())]);
        page.Line();
        page.Paragraph(
            "The rows that Microsoft publishes carry its values; governance, runtime, virtualization, caas and faas are this project's " +
            "choice.");
    }

    private static void PrintJson(IOStreams streams) => streams.PrintJson(
        new(ServiceModel.BuiltIn.Select(model => new ModelEntry(model.Id, model.Title, model.Layers)).ToValueList()),
        OutputJsonContext.Default.ModelList);
}
