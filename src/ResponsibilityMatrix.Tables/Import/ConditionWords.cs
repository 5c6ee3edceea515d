using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The service models and the options that the conditions of a document name.</summary>
internal sealed class ConditionWords
{
    private readonly Dictionary<string, ServiceModel> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _named = [];
    private readonly Dictionary<string, List<string>> _parameters = new(StringComparer.Ordinal);

    /// <summary>The service models of the document's own.</summary>
    public IEnumerable<ServiceModel> Models => _models.Values;

    /// <summary>The ids of the service models that conditions name, in order.</summary>
    public IReadOnlyList<string> Named => _named;

    public IEnumerable<Parameter> Parameters =>
        _parameters.Select(parameter => new Parameter { Id = parameter.Key, Values = parameter.Value.ToValueList() });

    /// <summary>The condition with the ids of service models, and its values taken into account.</summary>
    public Condition Take(Condition when)
    {
        if (when.IsAlways) return when;
        return new Condition(new(when.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key,
            parameter.Value.Select(value => parameter.Key == Condition.ServiceModel ? ModelOf(value) : ValueOf(parameter.Key, value))
                .Distinct().ToValueList()))));
    }

    private string ModelOf(string text)
    {
        var compared = CellWords.Compared(text);
        var id = BuiltInModel(compared);
        if (id is null)
        {
            var title = CellWords.Clean(text).ReplaceLineEndings(" ");
            id = Slugs.Of(title, "model");
            if (ServiceModel.FindBuiltIn(id) is not null) id += "-model";
            if (!_models.ContainsKey(id)) _models.Add(id, new ServiceModel { Id = id, Title = title.Length > 0 ? title : id });
        }
        if (!_named.Contains(id)) _named.Add(id);
        return id;
    }

    // “IaaS”, “On-prem”, “Platform as a service (PaaS)”, “SaaS model”; a “Managed PaaS” is another one.
    private static string? BuiltInModel(string heading)
    {
        string[] beside = ["as", "a", "service", "services", "model", "infrastructure", "platform", "software", "container", "containers",
            "function", "functions", "only"];
        var words = new string([.. heading.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var plain = string.Join(' ', words);
        if (plain is "on prem" or "onprem" or "on premise" or "on premises" or "onpremise" or "onpremises") return "onPremises";
        foreach (var model in ServiceModel.BuiltIn)
            if (CellWords.AreEqual(model.Title, plain)) return model.Id;
        var others = words.Except(beside, StringComparer.Ordinal).ToList();
        return others is [var id] && ServiceModel.FindBuiltIn(id) is not null ? id : null;
    }

    private string ValueOf(string parameter, string text)
    {
        var value = CellWords.Clean(text).ReplaceLineEndings(" ");
        if (!_parameters.TryGetValue(parameter, out var values)) _parameters.Add(parameter, values = []);
        if (!values.Contains(value)) values.Add(value);
        return value;
    }
}
