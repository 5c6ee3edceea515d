using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A service model: who owns each layer of the stack. The six built-in ones are in <see cref="BuiltIn"/>; a document may define its own.
/// Immutable and thread-safe; equal by value.
/// </summary>
public sealed record ServiceModel
{
    private const string BuiltInTable = """
        governance      CSSSSS
        data            CCCCCC
        configuration   CCCCCC
        identity        CCCCCC
        devices         CCCCCS
        application     CCCSSS
        runtime         CCSPPP
        networkControls CCSSSP
        operatingSystem CCSPPP
        virtualization  CPPPPP
        physicalNetwork CPPPPP
        facility        CPPPPP
        """;

    /// <summary>The id by which documents name the model.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The model that supplies the owners of layers missing from <see cref="Layers"/>, or null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? BasedOn { get; init; }

    /// <summary>The owners by layer: the provider, the customer, or both. Controls on a layer without an owner are unassigned.</summary>
    public ValueMap<Sides> Layers { get; init; }

    /// <summary>
    /// The built-in models, from mostly the customer's to mostly the provider's. The rows devices to facility have the values that
    /// Microsoft publishes (https://learn.microsoft.com/azure/security/fundamentals/shared-responsibility); <c>governance</c>,
    /// <c>runtime</c>, <c>virtualization</c>, <c>caas</c> and <c>faas</c> are this project's editorial choice.
    /// </summary>
    public static ValueList<ServiceModel> BuiltIn { get; } = MakeBuiltIn();

    /// <summary>Finds a built-in model by id. Returns null if there is none.</summary>
    /// <param name="id">The id, such as <c>saas</c>.</param>
    public static ServiceModel? FindBuiltIn(string id)
    {
        foreach (var model in BuiltIn)
            if (model.Id == id) return model;
        return null;
    }

    private static ValueList<ServiceModel> MakeBuiltIn()
    {
        (string Id, string Title)[] models =
        [
            ("onPremises", "On premises"), ("iaas", "Infrastructure as a service"), ("caas", "Containers as a service"),
            ("paas", "Platform as a service"), ("faas", "Functions as a service"), ("saas", "Software as a service"),
        ];
        var rows = BuiltInTable.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return models.Select((model, column) => new ServiceModel
        {
            Id = model.Id,
            Title = model.Title,
            Layers = new(rows.Select(row => KeyValuePair.Create(row[0], row[1][column] switch
            {
                'P' => Sides.Provider,
                'C' => Sides.Customer,
                _ => Sides.Shared,
            }))),
        }).ToValueList();
    }
}
