using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs.Tests;

/// <summary>
/// Makes the catalogs of the package from the facts in <c>src/ResponsibilityMatrix.Catalogs/Facts</c>: tables of ids, kinds, parents, short
/// titles and what else is known, one row a group, control, enhancement or statement.
/// </summary>
internal sealed class CatalogFacts(Catalog head, string[] lines)
{
    private static readonly (char Letter, string Id, string Title)[] Baselines =
    [
        ('L', "low", "Low impact"),
        ('M', "moderate", "Moderate impact"),
        ('H', "high", "High impact"),
        ('P', "privacy", "Privacy"),
    ];

    private readonly Row[] _rows = [.. lines.Skip(1).Select(line => new Row(lines[0].Split('\t'), line.Split('\t')))];

    /// <summary>What the tables do not say of each catalog.</summary>
    public static Catalog[] Heads { get; } =
    [
        Head("bsi-c5", "2020", "BSI Cloud Computing Compliance Criteria Catalogue C5:2020", "BSI",
            "Identifiers and titles of the criteria."),
        Head("csa-ccm", "4.0", "CSA Cloud Controls Matrix 4.0", "Cloud Security Alliance",
            "Identifiers and titles of version 4.0.12. Version 4.1 writes I&S for IVS, which is an alias here."),
        Head("nist-800-171", "2", "NIST SP 800-171 Revision 2 with CMMC 2.0", "NIST",
            "https://doi.org/10.6028/NIST.SP.800-171r2 for the requirements, https://doi.org/10.6028/NIST.SP.800-171A for the assessment " +
            "objectives, which are the statements; titles and aliases are those of the CMMC 2.0 practices."),
        Head("nist-800-53", "5", "NIST SP 800-53 Revision 5", "NIST",
            "https://doi.org/10.6028/NIST.SP.800-53r5, with the baselines of https://doi.org/10.6028/NIST.SP.800-53B."),
    ];

    /// <summary>Reads the facts of a catalog from a folder.</summary>
    public static CatalogFacts Read(string folder, Catalog head) =>
        new(head, File.ReadAllLines(Path.Combine(folder, $"{head.Identity}.tsv")));

    /// <summary>The catalog.</summary>
    public Catalog ToCatalog()
    {
        var children = _rows.Where(row => row.Kind != "group").ToLookup(row => row.Parent);
        List<Control> controls = [];
        foreach (var group in Groups)
            foreach (var row in InOrder(children[group.Id])) Add(row, row, group.Id);
        return head with
        {
            Groups = Groups.ToValueList(),
            Baselines = Baselines
                .Select(baseline => new Baseline
                {
                    Id = baseline.Id,
                    Title = baseline.Title,
                    Controls = controls.Select(control => control.Id)
                        .Intersect(_rows.Where(row => row["baselines"].Contains(baseline.Letter)).Select(row => row.Id)).ToValueList(),
                })
                .Where(baseline => !baseline.Controls.IsEmpty).ToValueList(),
            Controls = controls.ToValueList(),
        };

        void Add(Row row, Row top, string family)
        {
            var title = row.Title.Length > 0 ? row.Title : $"{controls.FindLast(control => control.Id == row.Parent)!.Title} {row.Label}";
            var isWithdrawn = row["note"] == "withdrawn";
            var (layers, reason) = row.Kind == "statement" || isWithdrawn ? ([], null) : FactLayers.Of(head.Id, top.Id, family);
            controls.Add(new()
            {
                Id = row.Id,
                Title = title,
                Kind = row.Kind == "enhancement" ? ControlKind.Enhancement : null,
                Parent = row == top ? null : row.Parent,
                Group = row == top ? family : null,
                Aliases = Aliases(row, top).ToValueList(),
                Layers = layers.ToValueList(),
                LayersReason = reason,
                IsWithdrawn = isWithdrawn,
            });
            foreach (var child in InOrder(children[row.Id])) Add(child, top, family);
        }
    }

    /// <summary>The file that ships: one control a line, so that a change shows in a review.</summary>
    public string ToJson()
    {
        var catalog = ToCatalog();
        var text = Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(catalog with { Controls = [], Baselines = [], Groups = [] }));
        string[] lists =
        [
            List("groups", catalog.Groups),
            .. catalog.Baselines.IsEmpty ? Array.Empty<string>() : [List("baselines", catalog.Baselines)],
            List("controls", catalog.Controls),
        ];
        return text.Replace("  \"controls\": []", string.Join(",\n", lists), StringComparison.Ordinal);

        static string List<T>(string name, IEnumerable<T> items) where T : class =>
            $"  \"{name}\": [\n{string.Join(",\n", items.Select(item => "    " + Line(item)))}\n  ]";
    }

    private IEnumerable<ControlGroup> Groups =>
        _rows.Where(row => row.Kind == "group").Select(row => new ControlGroup { Id = row.Id, Title = row.Title });

    // The statements of a control, as they are listed; then its enhancements, by number.
    private static IEnumerable<Row> InOrder(IEnumerable<Row> rows) =>
        rows.OrderBy(row => row.Kind != "statement").ThenBy(row => row.Kind == "statement" ? 0 : row.Number);

    private IEnumerable<string> Aliases(Row row, Row top) => head.Id switch
    {
        // A practice of level 1 is one of level 2 as well, and both spellings are in use; an objective is named after its practice.
        "nist-800-171" => top["cmmc ids"].Split(' ').SelectMany(id => new[] { id, id.Replace(".L1-", ".L2-", StringComparison.Ordinal) })
            .Distinct().Select(id => id + row.Id[top.Id.Length..]),
        "csa-ccm" when row.Parent == "IVS" => [row.Id.Replace("IVS", "I&S", StringComparison.Ordinal)],
        _ => [],
    };

    private static string Line<T>(T item) where T : class
    {
        using var stream = new MemoryStream();
        var encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = encoder }))
            MatrixJson.Write(item, writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Catalog Head(string id, string edition, string title, string publisher, string source) =>
        new() { Id = id, Edition = edition, Title = title, Publisher = publisher, Source = source, Controls = [] };

    private sealed class Row(string[] columns, string[] cells)
    {
        public string Id => this["id"];

        public string Kind => this["kind"];

        public string Title => this["title"];

        /// <summary>The control or group that it stands under. Tables without statements call it the group.</summary>
        public string Parent => this["parent"] is { Length: > 0 } parent ? parent : this["group"];

        /// <summary>What the id adds to that of the parent, such as <c>(a)</c>.</summary>
        public string Label => Id[Parent.Length..];

        /// <summary>The last number of the id.</summary>
        public int Number => int.Parse(Id.AsSpan().TrimEnd(')')[(Id.AsSpan().TrimEnd(')').LastIndexOfAnyExceptInRange('0', '9') + 1)..]);

        /// <summary>A cell by its column; empty if there is none.</summary>
        public string this[string column] => Array.IndexOf(columns, column) is >= 0 and var at && at < cells.Length ? cells[at] : "";
    }
}
