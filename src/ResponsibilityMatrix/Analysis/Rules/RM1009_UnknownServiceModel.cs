using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1009: unknown service model.</summary>
internal sealed class UnknownServiceModel : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM1009",
        Title = "Unknown service model",
        DefaultSeverity = Severity.Error,
        Why = "The layers of an unknown model have no owners.",
        HowToFix = "Use onPremises, iaas, caas, paas, faas or saas, or define the model in `serviceModels`.",
    };

    public override void Check(DocumentCase document)
    {
        var known = ServiceModel.BuiltIn.Select(model => model.Id).Concat(document.Effective.ServiceModels.Select(model => model.Id))
            .ToHashSet(StringComparer.Ordinal);
        // The models already followed. A cycle is found when its first model is followed.
        HashSet<string> followed = new(StringComparer.Ordinal);
        HashSet<string> circles = new(StringComparer.Ordinal);
        var models = document.Matrix.Service.Models;
        for (var i = 0; i < models.Count; i++) Known(models[i], $"/service/models/{i}");
        for (var i = 0; i < document.Matrix.ServiceModels.Count; i++)
        {
            var model = document.Matrix.ServiceModels[i];
            Known(model.BasedOn, $"/serviceModels/{i}/basedOn");
            List<string> way = [];
            for (var at = model.Id; at is not null && followed.Add(at); at = document.Engine.Models.GetValueOrDefault(at)?.BasedOn)
                way.Add(at);
            if (way.Count > 0 && document.Engine.Models.GetValueOrDefault(way[^1])?.BasedOn is { } back && way.Contains(back))
                circles.UnionWith(way.SkipWhile(step => step != back));
            if (circles.Contains(model.Id))
                document.Report(this, $"/serviceModels/{i}/basedOn", $"The service model \"{model.Id}\" is, in the end, based on itself.");
        }

        void Known(string? id, string pointer)
        {
            if (string.IsNullOrEmpty(id) || known.Contains(id) || !document.IsComplete) return;
            document.Report(this, pointer,
                $"There is no service model \"{id}\": there are {Shortened.List(known)}.{document.Suggestions.For(id, known)}");
        }
    }
}
