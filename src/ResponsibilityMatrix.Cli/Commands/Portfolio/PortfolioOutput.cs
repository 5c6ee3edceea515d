using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What <c>portfolio</c> writes: an answer, and the report that is made of it.</summary>
internal sealed record PortfolioOutput(PortfolioAnswer Answer, bool HasOwn)
{
    private const int MostIds = 14;
    private const int MostServices = 24;

    /// <summary>The report; whole with each control, else what is read on a terminal.</summary>
    public Report Report(bool isWhole)
    {
        var leaves = Answer.Controls.Where(control => control.Leaf).ToList();
        List<ReportSection?> sections =
        [
            Summary(leaves),
            ByFamily("open", "What is open", isWhole, leaves, control => control.State == PortfolioState.Open),
            ByFamily("mine", "What the party has to do", isWhole, leaves, control => control.State == PortfolioState.Mine),
            ByFamily("unaddressed", "What no service speaks of", isWhole, leaves, control => control.State == PortfolioState.Unaddressed),
            !HasOwn ? null : ByFamily("unclaimed", "What the own statement does not claim", isWhole, leaves, control =>
                control.Own is OwnState.Unclaimed),
            !HasOwn ? null : ByFamily("contradicted", "What the own statement inherits, and a service leaves to the party", isWhole, leaves,
                control => control.Own is OwnState.Contradicted),
            Services(), Commitments(), Dates(), Changes(), Concentration(), Authorizations(), Explanations(),
            isWhole ? Controls() : null,
        ];
        return new()
        {
            Title = $"Portfolio for {Answer.For}",
            Subtitle = $"{Count(Answer.Services.Count, "service")}, {Answer.Catalog ?? "no catalog"}, as of {Answer.AsOf:yyyy-MM-dd}",
            Identity = $"{Answer.Catalog ?? "no catalog"} · {Answer.AsOf:yyyy-MM-dd}",
            Language = "en",
            // One thing may be found on several ways.
            Notices = isWhole ? Answer.Diagnostics.DistinctBy(finding => (finding.Id, finding.Message))
                .OrderByDescending(finding => finding.Severity)
                .Select(finding => new ReportNotice { Severity = finding.Severity, Text = $"{finding.Id}: {finding.Message}" })
                .ToValueList() : default,
            Sections = sections.OfType<ReportSection>().ToValueList(),
        };
    }

    /// <summary>The text of a format of reports.</summary>
    public string Text(Action<Report, Stream, CancellationToken> write) => Encoding.UTF8.GetString(Bytes(write));

    /// <summary>The bytes of a file of such a format.</summary>
    public byte[] Bytes(Action<Report, Stream, CancellationToken> write)
    {
        using var stream = new MemoryStream();
        write(Report(isWhole: true), stream, default);
        return stream.ToArray();
    }

    private ReportSection Summary(IReadOnlyCollection<PortfolioControl> leaves)
    {
        List<ReportBlock> blocks =
        [
            Answer.Summary.Count == 0 ? new ReportParagraph { Text = "No document of a service counts." }
            : Table("How many controls stand how", ["controls", "state", "meaning"],
                Enum.GetValues<PortfolioState>().Where(state => Answer.Summary.ContainsKey(Word(state)))
                    .Select(state => new[]
                    { $"{Answer.Summary[Word(state)]}", PortfolioWords.Of(state), PortfolioWords.MeaningOf(state) }), statesFrom: 1),
        ];
        if (HasOwn)
            blocks.Add(Table("What the own statement says of them", ["controls", "own statement"],
                Answer.Own.Select(count => new[] { $"{count.Value}", count.Key }), statesFrom: 1));
        var flags = leaves.SelectMany(control => control.Services.SelectMany(cell => cell.Flags).Distinct()).CountBy(flag => flag)
            .OrderBy(flag => flag.Key, StringComparer.Ordinal).ToList();
        if (flags.Count > 0)
            blocks.Add(new ReportParagraph
            {
                Text = "Of them, in some service: " +
                    $"{string.Join(", ", flags.Select(flag => $"{flag.Value} {PortfolioWords.OfFlag(flag.Key)}"))}."
            });
        blocks.Add(new ReportParagraph { Text = Answer.Note });
        return Section("summary", "Controls", blocks);
    }

    private static ReportSection? ByFamily(
        string id, string title, bool isWhole, IEnumerable<PortfolioControl> leaves, Func<PortfolioControl, bool> isTold)
    {
        var families = leaves.Where(isTold).GroupBy(control => control.Group ?? "no group").ToList();
        return families.Count == 0 ? null : Section(id, $"{title} ({families.Sum(family => family.Count())})",
            [Table("By family", ["family", "count", "controls"], families.Select(family => new[]
            {
                family.Key, $"{family.Count()}", isWhole ? string.Join(", ", family.Select(control => control.Control))
                    : Ids(family.Select(control => control.Control)),
            }))]);
    }

    private ReportSection? Services() => Answer.Services.IsEmpty ? null : Section("services", "Services",
        [Table("The services, with how their controls stand", ["service", "provider", "version", "open", "mine", "covered", "note"],
            Answer.Services.Select(service => new[]
            {
                service.Id, service.Provider, service.Matrix.Version.ToString(), Number(service, PortfolioState.Open),
                Number(service, PortfolioState.Mine), Number(service, PortfolioState.Covered), NoteOn(service),
            }))]);

    private static string NoteOn(PortfolioService service) => service.IsExpired ? "not in force"
        : service.Parties.IsEmpty ? "the party is not found" : service.Context is null ? "its context is left open" : "";

    private static string Number(PortfolioService service, PortfolioState state) =>
        service.Summary.TryGetValue(Word(state), out var count) ? $"{count}" : "0";

    private ReportSection? Commitments() => Answer.Commitments.IsEmpty ? null : Section("commitments", "Weakest commitments",
        [Table("The weakest commitment of each kind", ["metric", "weakest", "service", "without one"],
            Answer.Commitments.Select(commitment => new[]
            {
                string.Join(", ", new[] { commitment.Metric, commitment.Qualifier, commitment.Window, commitment.Clock }.OfType<string>()),
                commitment.Services[0].Text, commitment.Services[0].Service, Ids(commitment.Without),
            }))]);

    private ReportSection? Dates() => Answer.Dates.IsEmpty ? null : Section("dates", "Dates",
        [Table("What is over or ends soon", ["day", "service", "what"],
            Answer.Dates.Select(date => new[] { $"{date.Day:yyyy-MM-dd}{(date.IsOver ? " (over)" : "")}", date.Service, date.What }))]);

    private ReportSection? Changes() => Answer.Changes.IsEmpty ? null : Section("changes", "Changes",
        [Table("What changed", ["service", "versions", "changes"], Answer.Changes.Select(change => new[]
        {
            change.Service, change.Old is { } old ? $"{old} to {change.New}" : $"new: {change.New}",
            string.Join('\n', (IEnumerable<string>)change.Changes),
        }))]);

    private ReportSection? Concentration() => Answer.Upstreams.IsEmpty ? null : Section("upstreams", "Who stands behind the services",
        [Table("The upstreams, those that most services lean on first", ["count", "upstream", "services"],
            Answer.Upstreams.Select(upstream => new[]
            { $"{upstream.Services.Count}", upstream.Title ?? upstream.Upstream, Ids(upstream.Services) }))]);

    private ReportSection? Authorizations()
    {
        var missing = Answer.Diagnostics.Where(finding => finding.Id == "RM3016").Select(finding => finding.Message).Distinct().ToList();
        if (missing.Count == 0 && Answer.Services.All(service => service.Authorizations.IsEmpty)) return null;
        List<ReportBlock> blocks =
        [
            Table("What the services were assessed to", ["service", "authorizations"], Answer.Services.Select(service => new[]
            {
                service.Id, service.Authorizations.IsEmpty ? "none stated"
                    : string.Join("; ", service.Authorizations.Select(one => one.Describe(Answer.AsOf))),
            })),
        ];
        if (missing.Count > 0)
            blocks.Add(Table("What is needed and missing", ["needed and missing"], missing.Select(text => new[] { text })));
        return Section("authorizations", "Authorizations", blocks);
    }

    private ReportSection? Explanations()
    {
        if (Answer.Explanations.IsEmpty && Answer.OwnExplanations.IsEmpty) return null;
        List<ReportBlock> blocks = [];
        var ofServices = Answer.Explanations.ToLookup(explained => explained.Control);
        foreach (var control in Answer.Explanations.Select(explained => explained.Control)
            .Concat(Answer.OwnExplanations.Select(own => own.Control)).Distinct())
        {
            var known = Answer.Controls.First(one => one.Control == control);
            blocks.Add(new ReportParagraph { Text = $"{known.Control} {known.Title}: {PortfolioWords.Of(known.State)}" });
            blocks.Add(Table($"Why {known.Control} stands so", ["service", "state", "why"], ofServices[control].Select(explained => new[]
            {
                $"{explained.Service} ({explained.File})", PortfolioWords.Of(explained.State),
                string.Join('\n', explained.Sources.SelectMany(source => Lines(source, control)).Prepend(explained.Why)),
            }), statesFrom: 1));
            if (Answer.OwnExplanations.FirstOrDefault(own => own.Control == control) is { } own)
                blocks.Add(Table($"What the own statement says of {known.Control}", ["own statement", "why"], [[Word(own.State),
                    string.Join('\n', Lines(own.Assignment).Prepend(own.Why).Concat(own.Duties.Select(Sentence)))]]));
        }
        return Section("why", "Why", blocks);
    }

    private static IEnumerable<string> Lines(ExplainedControl source, string control)
    {
        if (source.Control != control) yield return $"carried over from {source.Catalog}:{source.Control}: {source.Why}";
        foreach (var line in Lines(source.Assignment)) yield return line;
        for (var i = 0; i < source.Duties.Count; i++) yield return Sentence(source.Duties[i]);
    }

    private static IEnumerable<string> Lines(DecidingAssignment? decided) => decided is null ? [] :
    [
        $"decided by {decided.Pointer} of {decided.Document}{(decided.Line is { } line ? $", line {line}" : "")}, which selects " +
            decided.Selector,
    ];

    private static string Sentence(ExplainedDuty duty) =>
        $"{(duty.IsRetained ? "left to " : "")}{duty.Name}: " +
        (duty.Text ?? duty.Action ?? (duty.Matrix is null ? "performs it, and publishes no matrix" : "performs it")) +
        (duty.Via.IsEmpty ? "" : $" (through {string.Join(", ", (IEnumerable<string>)duty.Via)})") +
        (duty.Implementation.IsEmpty ? "" : $" [{string.Join(", ", duty.Implementation.Select(Model.Words.Of))}]");

    private ReportSection Controls()
    {
        var services = Answer.Services.Take(MostServices).Select(service => service.Id).ToList();
        var columns = new[] { "control", "title", "state" }.Concat(HasOwn ? ["own"] : []).Concat(services).ToArray();
        List<ReportBlock> blocks = [];
        if (Answer.Services.Count > MostServices)
            blocks.Add(new ReportParagraph
            {
                Text = $"The first {MostServices} of {Answer.Services.Count} services have a column; the workbook, JSON and the rows " +
                    "have all of them."
            });
        blocks.Add(Table("Controls by services", columns, Answer.Controls.Select(control =>
        {
            var cells = control.Services.ToDictionary(cell => cell.Service);
            return new[] { control.Control, control.Title, PortfolioWords.Of(control.State) }
                .Concat(HasOwn ? [control.Own is { } own ? Word(own) : ""] : [])
                .Concat(services.Select(service => cells.TryGetValue(service, out var cell) ? CellText(cell) : "")).ToArray();
        }), statesFrom: 2));
        return Section("controls", "Controls by services", blocks);
    }

    private static string CellText(PortfolioCell cell) =>
        string.Join(", ", cell.Flags.Select(PortfolioWords.OfFlag).Prepend(PortfolioWords.Of(cell.State))
            .Concat(cell.StatedAt is { } at ? [$"stated at {at}"] : []));

    public static string Word<T>(T state) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static string Ids(IEnumerable<string> ids)
    {
        var all = ids.ToList();
        return string.Join(", ", all.Take(MostIds)) + (all.Count > MostIds ? $" and {all.Count - MostIds} more" : "");
    }

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count:N0} {word}s";

    private static ReportSection Section(string id, string title, IReadOnlyList<ReportBlock> blocks) =>
        new() { Id = id, Title = title, Blocks = blocks.ToValueList() };

    // From one column on, cells may begin with the word for a state.
    private static ReportTable Table(string caption, string[] columns, IEnumerable<string[]> rows, int statesFrom = int.MaxValue) => new()
    {
        Caption = caption,
        Columns = columns.ToValueList(),
        Rows = rows.Select(row => new ReportRow
        {
            Cells = row.Select((text, at) => new ReportCell { Text = text, Tone = at < statesFrom ? ReportTone.Plain : ToneOf(text) })
                .ToValueList(),
        }).ToValueList(),
    };

    private static ReportTone ToneOf(string text) => text.Split(',')[0] switch
    {
        "open" or "unclaimed" or "contradicted" => ReportTone.Bad,
        "unaddressed" or "planned" => ReportTone.Caution,
        "covered" or "claimed" or "inherited" => ReportTone.Good,
        "not applicable" or "declared" => ReportTone.Derived,
        _ => ReportTone.Plain,
    };
}

/// <summary>Prints the report about a portfolio on a terminal.</summary>
internal static class PortfolioPrinter
{
    public static void Print(Page page, Report report)
    {
        page.Paragraph(report.Title, style: page.Bold);
        page.Paragraph($"{report.Subtitle}.");
        foreach (var section in report.Sections)
        {
            page.Line();
            page.Paragraph(section.Title, style: page.Bold);
            foreach (var block in section.Blocks)
            {
                if (block is ReportParagraph paragraph) page.Paragraph(paragraph.Text);
                else if (block is ReportTable table)
                    page.Table([[.. table.Columns], .. table.Rows.Select(row => row.Cells.Select(cell => cell.Text).ToArray())], indent: 2);
            }
        }
    }
}
