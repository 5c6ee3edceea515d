using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Tables;

/// <summary>The workbook of a portfolio, as assessors ask for it. For one thread.</summary>
internal sealed class PortfolioBook : ServiceBook
{
    private const int LeftWidth = 70;
    private const int ServicesOnPage = 5;

    // A cell shows no more, and a list goes on in the next row.
    private const int MostLines = SheetWriter.MostLines - 3;

    private static readonly ValueList<SheetColumn> OfService =
    [
        Column("Control", 12), Column("Title", 24), Column("State", 13), Column("Qualifications", 17), Column("Stated at", 11),
        Column("Who does what", 54), Column("Evidence", 20), Column("Decided by", 30), Column("Why", 26),
    ];

    private readonly string _ours, _controls, _own, _commitments, _dates, _changes, _upstreams, _authorizations, _findings, _more;

    // By control: the services that leave something to the party, or are open, with the places of their texts.
    private readonly Dictionary<string, List<(string Service, long Text)>> _left = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sheets = new(StringComparer.Ordinal);
    private Dictionary<string, Control>? _known;
    private DividedSheet? _further;
    private int _taken;

    public PortfolioBook(PortfolioOptions options, PortfolioWorkbookOptions workbook, Stream output) : base(options, workbook, output)
    {
        // These have their names before a service can take them.
        FirstName = Book.Names.NameOf("Summary");
        (_ours, _controls, _own) = (Book.Names.NameOf("What is ours"), Book.Names.NameOf("Controls by services"),
            Book.Names.NameOf("Own statement"));
        (_commitments, _dates, _changes) = (Book.Names.NameOf("Commitments"), Book.Names.NameOf("Dates"), Book.Names.NameOf("Changes"));
        (_upstreams, _authorizations) = (Book.Names.NameOf("Upstreams"), Book.Names.NameOf("Authorizations"));
        (_findings, _more) = (Book.Names.NameOf("Findings"), Book.Names.NameOf("Further services"));
    }

    protected override int FirstPlace => 0;

    protected override string FirstName { get; }

    protected override string FirstTitle => $"Portfolio for {Options.For}";

    protected override int MostFindings => 12;

    protected override string? SheetOf(string service) => _sheets.GetValueOrDefault(service);

    protected override void Take(PortfolioServiceAnswer service)
    {
        _known ??= KnownIn(service.Catalog);
        WriteService(service.Service, service.Explain().Select(explained =>
        {
            if (explained.State is PortfolioState.Mine or PortfolioState.Open)
            {
                if (!_left.TryGetValue(explained.Control, out var services)) _left[explained.Control] = services = [];
                services.Add((service.Service.Id, Texts.Add(PortfolioTexts.LeftToUs(explained))));
            }
            return new[]
            {
                explained.Control, _known.GetValueOrDefault(explained.Control)?.Title ?? "", PortfolioWords.Of(explained.State),
                PortfolioTexts.Qualifications(explained.Flags), explained.StatedAt ?? "", PortfolioTexts.Duties(explained),
                PortfolioTexts.Evidence(explained), PortfolioTexts.Decided(explained), PortfolioTexts.Why(explained),
            };
        }));
    }

    protected override void WriteRest(PortfolioAnswer answer, CancellationToken cancellationToken)
    {
        WriteUntold(answer);
        if (_further is { } further)
        {
            further.Dispose();
            Book.Notes.Add($"{PortfolioTexts.Counted(Book.Options.MaxServiceSheets, "service")} have a sheet of their own; the " +
                $"{PortfolioTexts.Counted(_taken - Book.Options.MaxServiceSheets, "further one")} share {further.Name}.");
        }
        var labels = Labels(answer);
        cancellationToken.ThrowIfCancellationRequested();
        if (answer.Catalog is null) return;
        WriteOurs(answer, labels);
        WriteControls(answer, labels);
        cancellationToken.ThrowIfCancellationRequested();
        if (HasOwn) WriteOwn(answer);
        WriteCommitments(answer, labels);
        WriteDates(answer, labels);
        WriteChanges(answer, labels);
        WriteUpstreams(answer, labels);
        WriteAuthorizations(answer, labels);
        WriteFindings(answer);
    }

    private void WriteService(PortfolioService service, IEnumerable<string[]> rows)
    {
        _taken++;
        if (_taken > Book.Options.MaxServiceSheets)
        {
            _further ??= new(Book, _more, "the services without a sheet of their own, a row for each control", ServicePlace + _taken,
                [Column("Service", 24), .. OfService], sheet => sheet with
                {
                    FrozenColumns = 2,
                    Rules = StateColours.Rules(3, 3).ToValueList(),
                });
            _sheets[service.Id] = _further.Name;
            foreach (var row in rows) _further.Row([NameOf(service), .. row]);
            return;
        }
        using var sheet = new DividedSheet(Book, Book.Names.NameOf(NameOf(service)), $"{service.Name} of {service.Provider}",
            ServicePlace + _taken, OfService, sheet => sheet with
            {
                FrozenColumns = 2,
                Rules = StateColours.Rules(2, 2).ToValueList(),
                Bands = OfService.Select(_ => HeadingOf(service)).ToValueList(),
            });
        _sheets[service.Id] = sheet.Name;
        foreach (var row in rows) sheet.Row(row);
    }

    private static string NameOf(PortfolioService service) => string.IsNullOrWhiteSpace(service.Name) ? service.Id : service.Name;

    private static string HeadingOf(PortfolioService service) => string.Join(" · ", new[]
    {
        $"{NameOf(service)} of {service.Provider}", $"{service.Matrix.Title}, version {service.Matrix.Version} ({service.File})",
        service.Context is { } context ? OptionsOf(context) : "", NoteOn(service),
    }.Where(text => text.Length > 0));

    // Of a service whose options are left open too far, nobody hears while it is answered.
    private void WriteUntold(PortfolioAnswer answer)
    {
        foreach (var service in answer.Services)
        {
            if (_sheets.ContainsKey(service.Id)) continue;
            WriteService(service, answer.Controls.SelectMany(control => control.Services.Where(cell => cell.Service == service.Id)
                .Select(cell => new[]
                {
                    control.Control, control.Title, PortfolioWords.Of(cell.State), PortfolioTexts.Qualifications(cell.Flags),
                    cell.StatedAt ?? "", "", "", "", "Too much of the options of the service is left open.",
                })));
        }
    }

    private void WriteOurs(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        var services = answer.Services.ToDictionary(service => service.Id, StringComparer.Ordinal);
        ValueList<SheetColumn> columns =
        [
            Column("Control", 12), Column("Title", 30), Column("Family", 22), Column("State", 13),
            .. HasOwn ? [Column("Own statement", 15)] : Array.Empty<SheetColumn>(),
            Column("What services leave to us", LeftWidth), Column("What to do next", 46),
        ];
        using var sheet = new DividedSheet(Book, _ours, "what is open or has a part for us" +
            (HasOwn ? ", and what the own statement does not claim or has not done" : ", and of what no service speaks"), 10, columns,
            sheet => sheet with { FrozenColumns = 2, Rules = StateColours.Rules(3, HasOwn ? 4 : 3).ToValueList() });
        foreach (var control in answer.Controls.Where(IsOurs))
        {
            var left = _left.GetValueOrDefault(control.Control) ?? [];
            var next = string.Join('\n', NextSteps(control, services));
            var isFirst = true;
            foreach (var texts in Filled(left.Select(entry => LinesOf(labels[entry.Service], Texts[entry.Text])), LeftWidth))
            {
                string[] own = !HasOwn ? [] : [control.Own is { } state ? PortfolioWords.Of(state) : ""];
                sheet.Row([control.Control, isFirst ? control.Title : $"{control.Title} (continued)", control.Group ?? "",
                    PortfolioWords.Of(control.State), .. own, texts, isFirst ? next : ""]);
                isFirst = false;
            }
        }
    }

    // What no service speaks of is ours too, where there is no own statement that says so.
    private bool IsOurs(PortfolioControl control) => control.Leaf && (control.State is PortfolioState.Open or PortfolioState.Mine
        || control.Own is OwnState.Planned or OwnState.Contradicted
        || (control.Own is OwnState.Unclaimed && control.State != PortfolioState.NotApplicable)
        || (!HasOwn && control.State == PortfolioState.Unaddressed));

    private static IEnumerable<string> NextSteps(PortfolioControl control, Dictionary<string, PortfolioService> services)
    {
        if (control.State == PortfolioState.Open)
            yield return "Find out who performs it: ask " + PortfolioTexts.Names([.. control.Services
                .Where(cell => cell.State == PortfolioState.Open).Select(cell => services[cell.Service].Provider).Distinct()]) + ".";
        var isLeft = control.Services.Any(cell => cell.State == PortfolioState.Mine);
        switch (control.Own)
        {
            case OwnState.Contradicted:
                yield return "The own statement inherits what a service leaves to us: state our own part instead.";
                break;
            case OwnState.Planned:
                yield return "Finish what the own statement plans.";
                break;
            case OwnState.Unclaimed when control.State == PortfolioState.Unaddressed:
                yield return "No service speaks of it: do it and state it, or state why it does not apply.";
                break;
            case OwnState.Unclaimed:
                yield return isLeft ? "Do our part, and state it in the own statement."
                    : "State what we do for our own systems, or that it is inherited.";
                break;
            case OwnState.Claimed when isLeft:
                yield return "Stated as done: keep evidence of it.";
                break;
            case OwnState.Inherited or OwnState.Declared when isLeft:
                yield return "A service leaves a part to us, and the own statement has none: check which is right.";
                break;
            case null when isLeft:
                yield return "Do our part, and keep evidence of it.";
                break;
            case null when control.State == PortfolioState.Unaddressed:
                yield return "No service speaks of it: decide who performs it.";
                break;
        }
        if (control.Services.Where(cell => cell.Flags.Contains("notDone")).Select(cell => services[cell.Service].Name).Distinct().ToList()
            is { Count: > 0 } late)
            yield return $"Not all is done in {PortfolioTexts.Names(late)}: ask when it will be.";
    }

    private static string LinesOf(string service, string text) =>
        text.Contains('\n', StringComparison.Ordinal) ? $"{service}:\n– {text.ReplaceLineEndings("\n– ")}" : $"{service} – {text}";

    private void WriteControls(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        List<SheetColumn> first = [Column("Control", 12), Column("Title", 34), Column("Over all services", 16)];
        if (HasOwn) first.Add(Column("Own statement", 15));
        _known ??= KnownIn(Options.Documents.Catalogs.FirstOrDefault(catalog => catalog.Identity == answer.Catalog));
        var below = Below(answer, _known);
        var most = Math.Max(1, Book.Options.MostColumns - first.Count);
        // Few services leave room for what qualifies a state.
        var width = Math.Clamp(110 / Math.Max(1, answer.Services.Count), 20, 36);
        List<string> names = [];
        foreach (var services in answer.Services.Chunk(most).DefaultIfEmpty([]))
        {
            var columns = first.Concat(services.Select(service => Column(labels[service.Id], width))).ToValueList();
            var place = services.Select((service, at) => (service.Id, at)).ToDictionary(entry => entry.Id, entry => first.Count + entry.at);
            names.Add(names.Count == 0 ? _controls : Book.Names.NameOf(_controls));
            using var sheet = new DividedSheet(Book, names[^1], "a row for each control, a column for each service", 20, columns,
                sheet => sheet with
                {
                    FrozenColumns = 2,
                    PageStarts = Enumerable.Range(1, (services.Length - 1) / ServicesOnPage)
                        .Select(page => first.Count + (page * ServicesOnPage)).ToValueList(),
                    Rules = StateColours.Rules(2, columns.Count - 1).ToValueList(),
                });
            Dictionary<PortfolioCell, string> texts = new(ReferenceEqualityComparer.Instance);
            foreach (var control in answer.Controls)
            {
                var row = new string[columns.Count];
                Array.Fill(row, "");
                (row[0], row[1], row[2]) = (control.Control, control.Title, PortfolioWords.Of(control.State));
                if (HasOwn && control.Own is { } own) row[3] = PortfolioWords.Of(own);
                foreach (var cell in control.Services)
                {
                    if (!place.TryGetValue(cell.Service, out var at)) continue;
                    if (!texts.TryGetValue(cell, out var text)) texts[cell] = text = PortfolioTexts.Of(cell);
                    row[at] = text;
                }
                if (!control.Leaf && below.TryGetValue(control.Control, out var counts))
                    foreach (var (service, states) in counts)
                        if (place.TryGetValue(service, out var at)) row[at] = TextOf(states);
                sheet.Row(row, control.Leaf ? null : SheetLook.Heading);
            }
        }
        if (names.Count > 1)
            Book.Notes.Add($"{_controls} has more services than a sheet has columns: it goes on in {string.Join(", ", names[1..])}.");
    }

    private static Dictionary<string, Control> KnownIn(Catalog? catalog) =>
        catalog is null ? [] : catalog.Controls.DistinctBy(control => control.Id)
            .ToDictionary(control => control.Id, StringComparer.Ordinal);

    // How many of the parts of a control stand how in each service. An enhancement is no part of its control.
    private static Dictionary<string, Dictionary<string, int[]>> Below(PortfolioAnswer answer, Dictionary<string, Control> known)
    {
        var parents = answer.Controls.DistinctBy(control => control.Control)
            .ToDictionary(control => control.Control, WholeOf);
        Dictionary<string, Dictionary<string, int[]>> below = new(StringComparer.Ordinal);
        foreach (var control in answer.Controls.Where(control => control.Leaf))
            for (var (parent, steps) = (WholeOf(control), 0); parent is not null && steps < 64; steps++)
            {
                if (!below.TryGetValue(parent, out var counts)) below[parent] = counts = new(StringComparer.Ordinal);
                foreach (var cell in control.Services)
                {
                    if (!counts.TryGetValue(cell.Service, out var states))
                        counts[cell.Service] = states = new int[Enum.GetValues<PortfolioState>().Length];
                    states[(int)cell.State]++;
                }
                parent = parents.GetValueOrDefault(parent);
            }
        return below;

        string? WholeOf(PortfolioControl control) =>
            known.GetValueOrDefault(control.Control)?.Kind == ControlKind.Enhancement ? null : control.Parent;
    }

    private static string TextOf(int[] states) => string.Join(", ", states.Select((count, state) => (count, state))
        .Where(entry => entry.count > 0).Select(entry => $"{PortfolioWords.Of((PortfolioState)entry.state)} {entry.count}"));

    private void WriteOwn(PortfolioAnswer answer)
    {
        using var sheet = new DividedSheet(Book, _own, "what the own statement says of each control", 30,
            [
                Column("Control", 12), Column("Title", 30), Column("Own statement", 15), Column("Over all services", 16),
                Column("Why", 34), Column("What we do", 60), Column("Evidence", 28), Column("Decided by", 36),
            ], sheet => sheet with { FrozenColumns = 2, Rules = StateColours.Rules(2, 3).ToValueList() });
        var own = answer.OwnExplanations.DistinctBy(explained => explained.Control).ToDictionary(explained => explained.Control);
        foreach (var control in answer.Controls.Where(control => control.Own is not null))
        {
            var explained = own.GetValueOrDefault(control.Control);
            sheet.Row(
            [
                control.Control, control.Title, PortfolioWords.Of(control.Own!.Value), PortfolioWords.Of(control.State),
                explained?.Why ?? "", explained is null ? "" : PortfolioTexts.Duties(explained),
                explained is null ? "" : PortfolioTexts.Evidence(explained.Duties), PortfolioTexts.Decided(explained?.Assignment),
            ]);
        }
    }

    private void WriteCommitments(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        if (answer.Commitments.IsEmpty) return;
        using var sheet = new DividedSheet(Book, _commitments, "what services commit to, services without first, then the weakest", 40,
            [
                Column("Metric", 28), Column("Qualifier", 14), Column("Window", 18), Column("Clock", 16), Column("Service", 28),
                Column("Commitment", 60), Column("Rank", 10),
            ], sheet => sheet with { Rules = [Starts(5, "none stated", SheetTone.Bad), Starts(6, "weakest", SheetTone.Caution)] });
        foreach (var kind in answer.Commitments)
        {
            string[] of = [kind.Metric, kind.Qualifier ?? "", kind.Window ?? "", kind.Clock ?? ""];
            foreach (var service in kind.Without) sheet.Row([.. of, labels.GetValueOrDefault(service, service), "none stated", ""]);
            for (var i = 0; i < kind.Services.Count; i++)
                sheet.Row([.. of, labels.GetValueOrDefault(kind.Services[i].Service, kind.Services[i].Service), kind.Services[i].Text,
                    i == 0 ? "weakest" : ""]);
        }
    }

    private void WriteDates(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        if (answer.Dates.IsEmpty) return;
        using var sheet = new DividedSheet(Book, _dates, $"what is over, or ends within {Options.HorizonDays} days", 50,
            [Date("Last day"), Column("", 12), Column("Service", 30), Column("What ends", 80)],
            sheet => sheet with { Rules = [Starts(1, "over", SheetTone.Bad), Starts(1, "ends", SheetTone.Caution)] });
        foreach (var date in answer.Dates)
            sheet.Row([PortfolioTexts.Date(date.Day), date.IsOver ? "over" : "ends soon",
                labels.GetValueOrDefault(date.Service, date.Service), date.What]);
    }

    private void WriteChanges(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        if (answer.Changes.IsEmpty) return;
        using var sheet = new DividedSheet(Book, _changes, $"what changed since {PortfolioTexts.Date(Options.Since)}", 60,
            [Column("Service", 30), Column("From version", 14), Column("To version", 14), Column("Change", 100)]);
        foreach (var change in answer.Changes)
            foreach (var text in change.Changes.DefaultIfEmpty(change.Old is null ? "new in the portfolio" : "no duty changed"))
                sheet.Row([labels.GetValueOrDefault(change.Service, change.Service), change.Old ?? "", change.New, text]);
    }

    private void WriteUpstreams(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        if (answer.Upstreams.IsEmpty) return;
        using var sheet = new DividedSheet(Book, _upstreams, "who stands behind the services, those with most services first", 70,
            [Column("Upstream", 44), Column("Its matrix", 44), Column("Services", 10), Column("Which lean on it", LeftWidth)]);
        foreach (var upstream in answer.Upstreams)
            foreach (var text in Filled(upstream.Services.Select(service => labels.GetValueOrDefault(service, service)), LeftWidth))
                sheet.Row([upstream.Title ?? upstream.Upstream, upstream.Title is null ? "publishes none" : upstream.Upstream,
                    PortfolioTexts.Number(upstream.Services.Count), text]);
    }

    private void WriteAuthorizations(PortfolioAnswer answer, Dictionary<string, string> labels)
    {
        var missing = answer.Diagnostics.Where(finding => finding.Id == "RM3016").DistinctBy(finding => finding.Message)
            .ToList();
        if (missing.Count == 0 && answer.Services.All(service => service.Authorizations.IsEmpty)) return;
        using var sheet = new DividedSheet(Book, _authorizations, "what the services were assessed to, and what is needed and missing", 80,
            [
                Column("Service", 30), Column("Provider", 26), Column("Authorization", 22), Column("Basis", 14), Column("Authority", 28),
                Date("Issued"), Date("Valid until"), Column("Reference", 26), Column("To note", 50),
            ], sheet => sheet with
            {
                Rules = [Starts(2, "none stated", SheetTone.Caution), Starts(8, "Needed", SheetTone.Bad), Starts(8, "over", SheetTone.Bad)],
            });
        foreach (var service in answer.Services)
        {
            if (service.Authorizations.IsEmpty)
                sheet.Row([labels[service.Id], service.Provider, "none stated", "", "", "", "", "", ""]);
            foreach (var one in service.Authorizations)
                sheet.Row([labels[service.Id], service.Provider, one.Describe(Options.AsOf), BasisOf(one),
                    one.Authority ?? "", PortfolioTexts.Date(one.Issued), PortfolioTexts.Date(one.ValidUntil), one.Reference ?? "",
                    one.ValidUntil < Options.AsOf ? "over" : ""]);
            foreach (var finding in missing.Where(finding => finding.Place?.File == service.File))
                Needed(labels[service.Id], finding.Message);
        }
        var files = answer.Services.Select(service => service.File).ToHashSet(StringComparer.Ordinal);
        foreach (var finding in missing.Where(finding => finding.Place?.File is not { } file || !files.Contains(file)))
            Needed(finding.Place?.File ?? "", finding.Message);

        void Needed(string who, string message) => sheet.Row([who, "", "", "", "", "", "", "", $"Needed and missing: {message}"]);
    }

    private static string BasisOf(Authorization one) => one.Basis switch
    {
        AuthorizationBasis.InProcess => "in process",
        AuthorizationBasis.Equivalent => "equivalent",
        _ => "authorized",
    };

    private void WriteFindings(PortfolioAnswer answer)
    {
        if (answer.Diagnostics.IsEmpty) return;
        using var sheet = new DividedSheet(Book, _findings, "what is wrong, or was not chosen", 90,
            [Column("Severity", 12), Column("Rule", 10), Column("What", 100), Column("Where", 44)],
            sheet => sheet with { Rules = [Starts(0, "Error", SheetTone.Bad), Starts(0, "Warning", SheetTone.Caution)] });
        foreach (var finding in answer.Diagnostics.OrderByDescending(finding => finding.Severity))
            sheet.Row([WordOf(finding.Severity), finding.Id, finding.Message, finding.Place?.ToString() ?? ""]);
    }

    // Blocks of lines, as many in a cell as can be seen.
    private static IEnumerable<string> Filled(IEnumerable<string> blocks, int width)
    {
        List<string> cell = [];
        var lines = 0;
        foreach (var block in blocks)
        {
            var more = SheetWriter.LinesOf(block, width);
            if (cell.Count > 0 && lines + more > MostLines)
            {
                yield return string.Join('\n', cell);
                cell.Clear();
                lines = 0;
            }
            cell.Add(block);
            lines += more;
        }
        yield return string.Join('\n', cell);
    }

    private static SheetColumn Date(string heading) => Column(heading, 13) with { IsDate = true };

    private static SheetRule Starts(int column, string text, SheetTone tone) =>
        new() { First = column, Last = column, Text = text, Tone = tone, IsAtStart = true };
}
