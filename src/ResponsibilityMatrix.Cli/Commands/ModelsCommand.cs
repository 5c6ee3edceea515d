using System.CommandLine;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>models</c>: who owns which layer under the built-in service models.</summary>
internal static class ModelsCommand
{
    public static Command Make(Surroundings surroundings)
    {
        var shared = new Shared(surroundings);
        var command = new Command("models", "Show who owns which layer under each service model. Example: rmatrix models");
        shared.AddFormats(command, "text", "json");
        command.SetAction(parsed =>
        {
            if (shared.FormatOf(parsed) == "json") PrintJson(surroundings);
            else PrintText(Page.ForResults(surroundings));
            surroundings.Out.Flush();
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

    private static void PrintJson(Surroundings surroundings) =>
        surroundings.PrintJson(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("models");
            foreach (var model in ServiceModel.BuiltIn)
            {
                writer.WriteStartObject();
                writer.WriteString("id", model.Id);
                writer.WriteString("title", model.Title);
                writer.WriteStartObject("layers");
                foreach (var (layer, owner) in model.Layers) writer.WriteString(layer, Words.Of(owner));
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
}
