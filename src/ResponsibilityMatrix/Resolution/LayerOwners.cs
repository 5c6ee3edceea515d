using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Who owns each layer in a service model, what it takes from those that it is based on included. Immutable and
/// thread-safe.</summary>
internal sealed class LayerOwners
{
    private static readonly Layer[] Layers = Enum.GetValues<Layer>();
    private static readonly string[] Names = [.. Layers.Select(Words.Of)];
    private readonly Dictionary<string, LayerOwner?[]> _owners = new(StringComparer.Ordinal);

    /// <summary>The owners in models of documents, by id, and in those that ship. A model of a document counts in place of one that
    /// ships.</summary>
    public LayerOwners(Dictionary<string, ServiceModel> models)
    {
        foreach (var shipped in ServiceModel.BuiltIn)
            if (!models.ContainsKey(shipped.Id)) _owners.Add(shipped.Id, Over(shipped, null));
        Stack<ServiceModel> way = [];
        HashSet<string> visited = new(StringComparer.Ordinal);
        foreach (var start in models.Values)
        {
            // What a model is based on is made before it; a circle ends where it began.
            for (var at = start; at is not null && visited.Add(at.Id); at = at.BasedOn is { } id ? models.GetValueOrDefault(id) : null)
                way.Push(at);
            while (way.TryPop(out var model))
                _owners[model.Id] = Over(model, model.BasedOn is { } id ? _owners.GetValueOrDefault(id) : null);
        }
    }

    /// <summary>The owner of a layer in a model, or null where it has none or nobody knows the model.</summary>
    public LayerOwner? Of(string model, Layer layer) => _owners.TryGetValue(model, out var owners) ? owners[(int)layer] : null;

    private static LayerOwner?[] Over(ServiceModel model, LayerOwner?[]? below)
    {
        var owners = new LayerOwner?[Layers.Length];
        for (var i = 0; i < owners.Length; i++) owners[i] = model.Layers.TryGetValue(Names[i], out var owner) ? owner : below?[i];
        return owners;
    }
}
