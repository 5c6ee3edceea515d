using System.CommandLine;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>models</c>: who owns which layer under the built-in service models.</summary>
internal static class ModelsCommand
{
    public static Command Create(IOStreams streams)
    {
        var command = new Command("models", "Show who owns which layer under each service model. Example: rmatrix models");
        var formats = new OutputFormats<IReadOnlyList<ServiceModel>>(new("text", PrintText), new("json", PrintJson));
        formats.AddTo(command, streams);
        command.SetAction(parsed =>
        {
            formats.Of(parsed).Write(streams, ServiceModel.BuiltIn);
            return App.Fine;
        });
        return command;
    }

    private static void PrintText(IOStreams streams, IReadOnlyList<ServiceModel> models)
    {
        var page = Page.ForResults(streams);
        page.Table(
            [["layer", .. models.Select(model => model.Id)],
            .. Words.All<Layer>().Select(layer => models.Select(model => Words.Of(model.Layers[layer])).Prepend(layer).ToArray())]);
        page.Line();
        page.Paragraph(
            "The rows that Microsoft publishes carry its values; governance, runtime, virtualization, caas and faas are this project's " +
            "choice.");
    }

    private static void PrintJson(IOStreams streams, IReadOnlyList<ServiceModel> models) => streams.PrintJson(
        new(models.Select(model => new ModelEntry(model.Id, model.Title, model.Layers)).ToValueList()),
        OutputJsonContext.Default.ModelList);
}
