using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The owner of each layer in each service model, including inherited ones (<c>basedOn</c>). Immutable and
/// thread-safe.</summary>
internal sealed class LayerOwners
{
    private static readonly Layer[] Layers = Enum.GetValues<Layer>();
    private static readonly string[] Names = [.. Layers.Select(Words.Of)];
    private readonly Dictionary<string, Sides?[]> _owners = new(StringComparer.Ordinal);

    /// <summary>Collects the owners. A document's model, by id, replaces a built-in one with the same
    /// id.</summary>
    public LayerOwners(Dictionary<string, ServiceModel> models)
    {
        foreach (var shipped in ServiceModel.BuiltIn)
            if (!models.ContainsKey(shipped.Id)) _owners.Add(shipped.Id, OwnersOf(shipped, null));
        Stack<ServiceModel> pending = [];
        HashSet<string> visited = new(StringComparer.Ordinal);
        foreach (var start in models.Values)
        {
            // Base models come first; a cycle ends where it began.
            for (var at = start; at is not null && visited.Add(at.Id); at = at.BasedOn is { } id ? models.GetValueOrDefault(id) : null)
                pending.Push(at);
            while (pending.TryPop(out var model))
                _owners[model.Id] = OwnersOf(model, model.BasedOn is { } id ? _owners.GetValueOrDefault(id) : null);
        }
    }

    /// <summary>The owner of a layer in a model; null if the layer has none or the model is unknown.</summary>
    public Sides? Of(string model, Layer layer) => _owners.TryGetValue(model, out var owners) ? owners[(int)layer] : null;

    private static Sides?[] OwnersOf(ServiceModel model, Sides?[]? below)
    {
        var owners = new Sides?[Layers.Length];
        for (var i = 0; i < owners.Length; i++)
            owners[i] = model.Layers.TryGetValue(Names[i], out var owner) ? owner & Sides.Shared : below?[i];
        return owners;
    }
}
