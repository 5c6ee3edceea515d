using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Changes of a document, made at the end all together, with the cell that each comes from.</summary>
internal sealed class WorkbookEdits(JsonObject document)
{
    private static readonly Lazy<Dictionary<string, List<string>>> Orders = new(OrdersOfSchema);
    private readonly List<Action> _edits = [];
    private readonly List<(JsonObject Item, string Path, string Cell)> _cells = [];
    private Dictionary<string, string>? _places;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Sets or, with null, removes a member.</summary>
    public void Set(JsonObject item, string kind, string path, JsonNode? value, string cell)
    {
        _cells.Add((item, path, cell));
        _edits.Add(() => SetNow(item, kind, path, value));
    }

    /// <summary>Adds an item to an array of an object, which is made where there is none.</summary>
    public void Add(JsonObject owner, string kind, string member, JsonObject item, string cell, bool isFirst = false)
    {
        _cells.Add((item, "", cell));
        _edits.Add(() =>
        {
            if (owner[member] is not JsonArray list) SetNow(owner, kind, member, list = []);
            list.Insert(isFirst ? 0 : list.Count, item);
        });
    }

    /// <summary>Takes an item out of its array, and an empty array out of its owner.</summary>
    public void Remove(JsonObject item) => _edits.Add(() =>
    {
        var list = (JsonArray)item.Parent!;
        list.Remove(item);
        if (list.Count > 0 || list.Parent is not JsonObject owner || list.GetPropertyName() is "parties" or "assignments") return;
        owner.Remove(list.GetPropertyName());
    });

    /// <summary>Makes the changes.</summary>
    public void Apply()
    {
        foreach (var edit in _edits) edit();
    }

    /// <summary>The cell that a place of the changed document comes from, or null; after <see cref="Apply"/>.</summary>
    public string? CellOf(string pointer)
    {
        if (_places is null)
        {
            _places = new(StringComparer.Ordinal);
            foreach (var (item, path, cell) in _cells)
                if (PointerTo(item) is { } at) _places[path.Length == 0 ? at : $"{at}/{path.Replace('.', '/')}"] = cell;
        }
        for (; pointer.Length > 0; pointer = pointer[..pointer.LastIndexOf('/')])
            if (_places.TryGetValue(pointer, out var cell)) return cell;
        return null;
    }

    /// <summary>Sets a member now; the objects on the way are made, and taken out when nothing is left in them.</summary>
    public static void SetNow(JsonObject item, string kind, string path, JsonNode? value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var member = dot < 0 ? path : path[..dot];
        if (dot >= 0)
        {
            var inner = item[member] as JsonObject;
            if (inner is null && value is null) return;
            var made = inner ?? [];
            SetNow(made, member, path[(dot + 1)..], value);
            value = made.Count == 0 ? null : made;
            if (ReferenceEquals(inner, value)) return;
        }
        if (value is null) item.Remove(member);
        else if (item.ContainsKey(member)) item[member] = value;
        else item.Insert(PositionOf(item, kind, member), member, value);
    }

    // Members stand in the order of the schema.
    private static int PositionOf(JsonObject item, string kind, string member)
    {
        var order = Orders.Value.GetValueOrDefault(kind) ?? [];
        var rank = order.IndexOf(member);
        var at = 0;
        foreach (var (name, _) in item)
        {
            if (rank >= 0 && order.IndexOf(name) > rank) return at;
            at++;
        }
        return at;
    }

    private static Dictionary<string, List<string>> OrdersOfSchema()
    {
        using var schema = JsonDocument.Parse(MatrixJson.SchemaOf(DocumentKind.Matrix));
        var orders = schema.RootElement.GetProperty("$defs").EnumerateObject()
            .Where(kind => kind.Value.TryGetProperty("properties", out _)).ToDictionary(kind => kind.Name, kind => MembersOf(kind.Value));
        orders["matrix"] = MembersOf(schema.RootElement);
        orders["extends"] = orders["base"];
        return orders;

        static List<string> MembersOf(JsonElement kind) => [.. kind.GetProperty("properties").EnumerateObject().Select(one => one.Name)];
    }

    private string? PointerTo(JsonNode node)
    {
        var pointer = "";
        for (; node.Parent is { } parent; node = parent)
        {
            var step = parent is JsonArray ? node.GetElementIndex().ToString(CultureInfo.InvariantCulture) : node.GetPropertyName();
            pointer = $"/{step}{pointer}";
        }
        return ReferenceEquals(node, document) ? pointer : null;
    }
}
