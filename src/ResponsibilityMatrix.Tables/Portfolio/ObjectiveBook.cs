using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Tables;

/// <summary>A shared responsibility matrix for CMMC over all services. For one thread.</summary>
internal sealed class ObjectiveBook : ServiceBook
{
    private const int ColumnsOfService = 4;

    // By service and control: the places of who does it, the text and the evidence.
    private readonly Dictionary<(string Service, string Control), (long Who, long Text, long Evidence)> _cells = [];
    private readonly string _name;

    public ObjectiveBook(PortfolioOptions options, PortfolioWorkbookOptions workbook, Stream output) : base(options, workbook, output)
    {
        _name = Book.Names.NameOf("Responsibilities");
        FirstName = Book.Names.NameOf("About");
    }

    protected override int FirstPlace => 1;

    protected override string FirstName { get; }

    protected override string FirstTitle => $"Shared responsibility matrix for {Options.For}";

    protected override void Take(PortfolioServiceAnswer service)
    {
        foreach (var explained in service.Explain())
            _cells[(service.Service.Id, explained.Control)] = (Texts.Add(PortfolioTexts.Who(explained)),
                Texts.Add(explained.State == PortfolioState.Open ? PortfolioTexts.LeftToUs(explained) : PortfolioTexts.Duties(explained)),
                Texts.Add(PortfolioTexts.Evidence(explained)));
    }

    protected override void WriteRest(PortfolioAnswer answer, CancellationToken cancellationToken)
    {
        var labels = Labels(answer);
        List<SheetColumn> first =
            [CmmcWorkbook.Objective, Column("Requirement", 13), CmmcWorkbook.Title with { Width = 26 }, Column("Over all services", 14)];
        List<SheetColumn> last = HasOwn ? [Column("Own statement", 15), Column("What we do", 58), Column("Done", 11)] : [];
        last.Add(Column("Stated at", 26));
        var most = Math.Max(1, (Book.Options.MostColumns - first.Count - last.Count) / ColumnsOfService);
        List<string> names = [];
        foreach (var services in answer.Services.Chunk(most).DefaultIfEmpty([]))
        {
            names.Add(names.Count == 0 ? _name : Book.Names.NameOf(_name));
            WriteObjectives(names[^1], answer, services, labels, first, last);
            cancellationToken.ThrowIfCancellationRequested();
        }
        if (names.Count > 1)
            Book.Notes.Add($"{_name} has more services than a sheet has columns: it goes on in {string.Join(", ", names[1..])}.");
    }

    private void WriteObjectives(string name, PortfolioAnswer answer, PortfolioService[] services, Dictionary<string, string> labels,
        List<SheetColumn> first, List<SheetColumn> last)
    {
        var columns = first.Concat(services.SelectMany(_ => new[]
            { Column("State", 15), Column("Who", 18), Column("What", 58), Column("Evidence", 22) })).Concat(last).ToValueList();
        var bands = first.Select(_ => "").Concat(services.SelectMany(service => Enumerable.Repeat(labels[service.Id], ColumnsOfService)))
            .Concat(last.Select((_, at) => at < last.Count - 1 ? $"Own statement of {OwnName}" : "")).ToValueList();
        var own = answer.OwnExplanations.DistinctBy(explained => explained.Control).ToDictionary(explained => explained.Control);
        using var sheet = new DividedSheet(Book, name, "a row for each assessment objective", 0, columns, sheet => sheet with
        {
            Bands = bands,
            FrozenColumns = 3,
            PageStarts = Enumerable.Range(1, Math.Max(0, services.Length - (HasOwn ? 0 : 1)))
                .Select(page => first.Count + (page * ColumnsOfService)).ToValueList(),
            Rules = StateColours.Rules(3, 3)
                .Concat(services.SelectMany((_, at) => StateColours.Rules(4 + (at * ColumnsOfService), 4 + (at * ColumnsOfService))))
                .Concat(HasOwn ? StateColours.Rules(columns.Count - last.Count, columns.Count - last.Count) : [])
                .ToValueList(),
        });
        foreach (var control in answer.Controls.Where(control => control.Leaf))
        {
            List<string> row = [control.Control, control.Parent ?? "", control.Title, PortfolioWords.Of(control.State)];
            var cells = control.Services.ToDictionary(cell => cell.Service, StringComparer.Ordinal);
            foreach (var service in services)
            {
                var places = _cells.TryGetValue((service.Id, control.Control), out var known) ? known : ((long, long, long)?)null;
                row.Add(!cells.TryGetValue(service.Id, out var cell) ? ""
                    : string.Join(", ", cell.Flags.Select(PortfolioWords.OfFlag).Prepend(PortfolioWords.Of(cell.State))));
                row.AddRange(places is not var (who, text, evidence) ? ["", "", ""] : [Texts[who], Texts[text], Texts[evidence]]);
            }
            if (HasOwn)
            {
                var explained = own.GetValueOrDefault(control.Control);
                row.Add(control.Own is { } state ? PortfolioWords.Of(state) : "");
                row.Add(explained is null ? "" : explained.Duties.IsEmpty ? explained.Why : PortfolioTexts.Duties(explained));
                row.Add(control.Own switch { OwnState.Claimed => "done", OwnState.Planned or OwnState.Unclaimed => "not done", _ => "" });
            }
            row.Add(string.Join('\n', services.Select(service => cells.GetValueOrDefault(service.Id))
                .Where(cell => cell?.StatedAt is not null).Select(cell => $"{labels[cell!.Service]}: {cell.StatedAt}")));
            sheet.Row(row);
        }
    }

    private string OwnName => Options.Own!.Matrix.Service.Name;
}
