using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// The catalogs of this package: ids, structure and short titles of the controls, without the text of any standard. Each is read once, when
/// it is first needed. Thread-safe.
/// </summary>
/// <example><code>
/// var documents = DocumentSet.BuiltIn.AddShippedCatalogs();
/// var catalog = documents.FindCatalog("nist-800-53", "5");
/// </code></example>
public static class ShippedCatalogs
{
    private static readonly (string Id, string Edition, Lazy<ReadResult<Catalog>> Read)[] Shipped =
    [
        Entry("bsi-c5", "2020"),
        Entry("csa-ccm", "4.0"),
        Entry("nist-800-171", "2"),
        Entry("nist-800-53", "5"),
    ];

    /// <summary>The catalogs as <c>id@edition</c>, in alphabetical order. Reads none of them.</summary>
    public static ValueList<string> Identities { get; } = Shipped.Select(entry => $"{entry.Id}@{entry.Edition}").ToValueList();

    /// <summary>The catalogs, in the order of <see cref="Identities"/>. Reads those that were not read before.</summary>
    public static IEnumerable<Catalog> All => Shipped.Select(entry => entry.Read.Value.Document!);

    /// <summary>Adds the catalogs to a set of documents, which reads each of them when it is first needed. Returns the new set. A catalog
    /// that is added after them takes precedence over one of them with the same id and edition.</summary>
    /// <param name="documents">The set.</param>
    public static DocumentSet AddShippedCatalogs(this DocumentSet documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return Shipped.Aggregate(documents, (set, entry) => set.Add(entry.Id, entry.Edition, () => entry.Read.Value));
    }

    private static (string, string, Lazy<ReadResult<Catalog>>) Entry(string id, string edition) =>
        (id, edition, new(() => Read($"{id}@{edition}.catalog.json")));

    private static ReadResult<Catalog> Read(string name)
    {
        using var stream = typeof(ShippedCatalogs).Assembly.GetManifestResourceStream(name)!;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return DocumentReader.Load<Catalog>(utf8, new() { File = name });
    }
}
