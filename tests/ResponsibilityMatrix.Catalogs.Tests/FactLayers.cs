using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs.Tests;

/// <summary>The layers of families whose subject makes them plain. Where a family holds more than one subject, its controls have none, and
/// a matrix says who performs them.</summary>
internal static class FactLayers
{
    private const string Building = "Buildings, power and access to rooms belong to whoever runs the data centre.";
    private const string People = "Each organisation chooses, trains and binds its own people.";
    private const string Programme = "Each organisation runs its own programme.";
    private const string Policy = "Each organisation writes and reviews its own policies and procedures.";

    /// <summary>Rows of a catalog, the ids of families or controls, their layers and the reason. A row for a control goes before that of
    /// its family; without layers it is an exception from it.</summary>
    private static readonly (string Catalog, string Ids, Layer[] Layers, string Reason)[] Rows =
    [
        ("nist-800-53", "PE", [Layer.Facility], Building),
        // Printers, screens and homes are wherever people work.
        ("nist-800-53", "PE-5 PE-17", [], ""),
        ("nist-800-53", "AT PS", [Layer.Governance], People),
        ("nist-800-53", "PM", [Layer.Governance], Programme),
        ("nist-800-53", "AC-1 AT-1 AU-1 CA-1 CM-1 CP-1 IA-1 IR-1 MA-1 MP-1 PE-1 PL-1 PS-1 PT-1 RA-1 SA-1 SC-1 SI-1 SR-1",
            [Layer.Governance], Policy),
        ("nist-800-171", "PE", [Layer.Facility], Building),
        ("nist-800-171", "3.10.6", [], ""),
        ("nist-800-171", "AT PS", [Layer.Governance], People),
        ("csa-ccm", "DCS", [Layer.Facility], Building),
        ("csa-ccm", "A&A GRC", [Layer.Governance], Programme),
        ("csa-ccm", "HRS", [Layer.Governance], People),
        ("csa-ccm", "UEM", [Layer.Devices], "The family is about the devices that people work with."),
        ("bsi-c5", "PS", [Layer.Facility], Building),
        ("bsi-c5", "OIS", [Layer.Governance], Programme),
        ("bsi-c5", "SP", [Layer.Governance], Policy),
        ("bsi-c5", "HR", [Layer.Governance], People),
    ];

    private static readonly Dictionary<(string Catalog, string Id), (Layer[] Layers, string Reason)> Known =
        Rows.SelectMany(row => row.Ids.Split(' ').Select(id => (row, id)))
            .ToDictionary(entry => (entry.row.Catalog, entry.id), entry => (entry.row.Layers, entry.row.Reason));

    /// <summary>The layers of a control or enhancement, and the reason; empty and null where they are not plain.</summary>
    /// <param name="catalog">The id of the catalog.</param>
    /// <param name="control">The control, or for an enhancement its control.</param>
    /// <param name="family">The family.</param>
    public static (Layer[] Layers, string? Reason) Of(string catalog, string control, string family) =>
        (Known.TryGetValue((catalog, control), out var found) || Known.TryGetValue((catalog, family), out found)) && found.Layers.Length > 0
            ? found : ([], null);
}
