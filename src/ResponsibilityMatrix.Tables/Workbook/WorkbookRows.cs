using System.Globalization;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The rows that a document has in the workbook.</summary>
internal sealed class WorkbookRows
{
    private const string LocalCatalog = "local";
    private const int MostTitles = 8;
    private readonly JsonObject _matrix;
    private readonly ResolvedMatrix? _answer;
    private readonly Dictionary<string, Sides> _sides;
    private readonly Dictionary<WorkbookSheet, List<WorkbookRow>> _rows = [];

    /// <summary>The rows of a document.</summary>
    /// <param name="matrix">The document, read without errors; or an empty one.</param>
    /// <param name="answer">What the columns to be read are made from, or null to leave them blank.</param>
    public WorkbookRows(JsonObject matrix, ResolvedMatrix? answer = null)
    {
        (_matrix, _answer) = (matrix, answer);
        _sides = Sided();
        foreach (var sheet in WorkbookLayout.Sheets)
        {
            _rows[sheet] = sheet == WorkbookLayout.About ? [.. About()]
                : sheet == WorkbookLayout.Responsibilities ? [.. Responsibilities()]
                : sheet == WorkbookLayout.Controls ? [.. Controls()] : [.. Items(sheet)];
        }
    }

    /// <summary>The rows of a sheet.</summary>
    public IReadOnlyList<WorkbookRow> this[WorkbookSheet sheet] => _rows[sheet];

    /// <summary>The value at a path of members, such as <c>target.value</c>.</summary>
    public static JsonNode? At(JsonObject item, string path)
    {
        JsonNode? node = item;
        foreach (var member in path.Split('.')) node = (node as JsonObject)?[member];
        return node;
    }

    /// <summary>The items of an array of the document.</summary>
    public static IEnumerable<JsonObject> ItemsOf(JsonObject item, string member) =>
        (item[member] as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string TextOf(JsonObject item, string path) => CellForm.Text.Write(At(item, path));

    private IEnumerable<WorkbookRow> About() => WorkbookLayout.AboutRows.Select((row, i) => new WorkbookRow
    {
        Place = row.Member,
        Cells = [row.Heading, row.Form.Write(At(_matrix, row.Member)), WorkbookLayout.Sentences(row)],
        Item = _matrix,
    });

    private IEnumerable<WorkbookRow> Items(WorkbookSheet sheet) => ItemsOf(_matrix, sheet.Items!).Select((item, i) => new WorkbookRow
    {
        Place = Numbered(sheet.Letter, i),
        Cells = [.. sheet.Columns.Select(column => column.Owner == ColumnOwner.Reader ? "" : column.Form.Write(At(item, column.Member)))],
        Item = item,
        Pointer = $"/{sheet.Items}/{i}",
    });

    private IEnumerable<WorkbookRow> Controls()
    {
        var sheet = WorkbookLayout.Controls;
        var own = Items(sheet).ToList();
        var byId = own.DistinctBy(row => TextOf(row.Item!, "id")).ToDictionary(row => TextOf(row.Item!, "id"), StringComparer.Ordinal);
        var others = 0;
        foreach (var control in (_answer?.Controls ?? []).ToList())
        {
            var row = control.Catalog == LocalCatalog && byId.Remove(control.Control, out var known) ? known : new WorkbookRow
            {
                Place = Numbered('x', others++),
                Cells = [.. sheet.Columns.Select(column => column.Member switch
                {
                    "id" => control.Control,
                    "title" => control.Title,
                    "parent" => control.Parent ?? "",
                    _ => "",
                })],
            };
            Set(row, "catalog", control.Catalog);
            Set(row, "split", control.State == ControlState.Assigned ? Words.OfSplit(control.Split) ?? "" : Words.Of(control.State));
            Set(row, "provider", Part(control, Sides.Provider));
            Set(row, "customer", Part(control, Sides.Customer));
            Set(row, "others", Part(control, Sides.ThirdParty));
            Set(row, "inheritable", control.Inheritability is { } inheritable ? Words.Of(inheritable) : "");
            yield return row;
        }
        foreach (var row in own.Where(row => row.Cells[sheet.ColumnOf("catalog")].Length == 0))
        {
            Set(row, "catalog", LocalCatalog);
            yield return row;
        }

        void Set(WorkbookRow row, string member, string text) => row.Cells[sheet.ColumnOf(member)] = text;
    }

    private string Part(ResolvedControl control, Sides side)
    {
        var duties = control.Duties.Where(duty => duty.Side == side).ToList();
        return string.Join('\n', duties.Select(duty =>
        {
            var party = side == Sides.ThirdParty || duties.Exists(other => other.Party != duty.Party)
                ? $"{_answer!.Parties.FirstOrDefault(known => known.Id == duty.Party)?.Name ?? duty.Party}: " : "";
            return $"{party}{(string.IsNullOrEmpty(duty.Text) ? Involved(duty) : duty.Text)}";
        }));
    }

    private static string Involved(ResolvedDuty duty) =>
        duty.Involvement.HasFlag(Involvement.Responsible) ? duty.Action ?? "performs it"
            : string.Join(", ", (IEnumerable<string>)Words.OfInvolvement(duty.Involvement));

    private IEnumerable<WorkbookRow> Responsibilities()
    {
        var sheet = WorkbookLayout.Responsibilities;
        var titles = (_answer?.Controls ?? []).DistinctBy(control => ControlKeyOf(control.Control))
            .ToDictionary(control => ControlKeyOf(control.Control), control => control.Title);
        var number = 0;
        foreach (var assignment in ItemsOf(_matrix, "assignments"))
        {
            var (place, pointer) = (Numbered(sheet.Letter, number), $"/assignments/{number}");
            number++;
            var shared = sheet.Columns.Select(column => column.Owner switch
            {
                ColumnOwner.Assignment => column.Form.Write(At(assignment, column.Member)),
                ColumnOwner.Reader => TitlesOf(assignment, titles),
                _ => "",
            }).ToArray();
            var hasRows = false;
            foreach (var (part, item, party, text, at) in Parts(assignment))
            {
                hasRows = true;
                yield return new WorkbookRow
                {
                    Place = $"{place}.{part}",
                    Cells = [.. sheet.Columns.Select((column, i) => WorkbookLayout.DutyMember(column) is not { } member ? shared[i]
                        : item is not null ? column.Form.Write(At(item, member))
                        : member switch { "party" => party, "text" => text ?? "", _ => "" })],
                    Item = item,
                    Assignment = assignment,
                    Pointer = pointer + at,
                    IsImplied = item is null && text is null,
                };
            }
            if (!hasRows) yield return new WorkbookRow { Place = place, Cells = shared, Assignment = assignment, Pointer = pointer };
        }
    }

    // The short texts and the sides that only the split names come first, then the duties.
    private IEnumerable<(string Part, JsonObject? Item, string Party, string? Text, string At)> Parts(JsonObject assignment)
    {
        var duties = ItemsOf(assignment, "duties").ToList();
        Words.TryParseSplit(TextOf(assignment, "split"), out var implied);
        foreach (var duty in duties) implied &= ~SideOf(TextOf(duty, "party"));
        foreach (var (part, side, word) in new[] { ("p", Sides.Provider, Party.ProviderWord), ("c", Sides.Customer, Party.CustomerWord) })
        {
            if (assignment[word] is { } text) yield return (part, null, word, CellForm.Text.Write(text), $"/{word}");
            else if (implied.HasFlag(side)) yield return (part, null, word, null, "");
        }
        if (implied.HasFlag(Sides.ThirdParty)) yield return ("t", null, OnlyThirdParty() ?? "", null, "");
        for (var i = 0; i < duties.Count; i++) yield return (Numbered('d', i), duties[i], "", null, $"/duties/{i}");
    }

    private Sides SideOf(string party) => _sides.GetValueOrDefault(party, Sides.ThirdParty);

    private string? OnlyThirdParty() =>
        ItemsOf(_matrix, "parties").Select(party => TextOf(party, "id")).Where(id => SideOf(id) == Sides.ThirdParty).ToList() is [var only]
            ? only : null;

    private Dictionary<string, Sides> Sided()
    {
        Dictionary<string, Sides> sides = new(StringComparer.Ordinal);
        foreach (var (word, side) in new[] { (Party.ProviderWord, Sides.Provider), (Party.CustomerWord, Sides.Customer) })
        {
            sides[word] = side;
            sides[TextOf(_matrix, $"service.{word}")] = side;
            foreach (var party in ItemsOf(_matrix, "parties").Where(party => TextOf(party, "side") == word))
                sides.TryAdd(TextOf(party, "id"), side);
        }
        return sides;
    }

    private static string TitlesOf(JsonObject assignment, Dictionary<string, string> titles) =>
        string.Join("; ", ((assignment["controls"] as JsonArray)?.Select(node => node!.GetValue<string>()) ?? [])
            .Select(text => titles.GetValueOrDefault(ControlKeyOf(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..])))
            .OfType<string>().Take(MostTitles));

    private static string ControlKeyOf(string id) => ControlKey.TryParse(id, out var key) ? key.ToString() : id;

    private static string Numbered(char letter, int number) => string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");
}
