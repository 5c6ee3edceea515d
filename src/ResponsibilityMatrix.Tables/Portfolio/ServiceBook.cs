using System.Text.Json;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Tables;

/// <summary>A workbook about a portfolio: what its services say is taken while they are answered, the rest when all are. For one
/// thread.</summary>
internal abstract class ServiceBook(PortfolioOptions options, PortfolioWorkbookOptions workbook, Stream output) : IDisposable
{
    /// <summary>From here on, sheets of services stand.</summary>
    protected const int ServicePlace = 1_000;

    private static readonly PortfolioState[] Counted =
        [PortfolioState.Open, PortfolioState.Mine, PortfolioState.Covered, PortfolioState.NotApplicable];

    protected BookWriter Book { get; } = new(output, workbook)
    { PageHeader = $"Portfolio for {options.For}, {PortfolioTexts.Date(options.AsOf)}" };

    /// <summary>The texts that are needed again when all services are answered.</summary>
    protected TextStore Texts { get; } = new();

    protected bool HasOwn => options.Own is not null;

    protected PortfolioOptions Options => options;

    /// <summary>Answers, and writes.</summary>
    public PortfolioWorkbookResult Write(IReadOnlyList<PortfolioFile> services, CancellationToken cancellationToken)
    {
        var answer = Portfolio.Portfolio.Answer(services, options with
        {
            ExplainOwn = HasOwn,
            OnService = service =>
            {
                options.OnService?.Invoke(service);
                Take(service);
                Texts.EndOfService();
            },
        }, cancellationToken);
        answer = workbook.OnAnswer?.Invoke(answer) ?? answer;
        WriteRest(answer, cancellationToken);
        if (Book.Cut.Count > 0)
            Book.Notes.Add($"{PortfolioTexts.Counted(Book.Cut.Count, "text")} cut, since a cell holds {CellText.Longest:N0} characters: " +
                $"{Book.Cut}.");
        Book.Add(FirstPage(answer), FirstPlace);
        Book.Finish();
        return new()
        {
            Answer = answer,
            Diagnostics = Book.Notes.Select(note => Diagnostic.Of(DocumentValidator.FindDescriptor("RM7003")!, note)).ToValueList(),
        };
    }

    public void Dispose()
    {
        Texts.Dispose();
        Book.Dispose();
    }

    /// <summary>Where the page about the workbook stands.</summary>
    protected abstract int FirstPlace { get; }

    /// <summary>Its name.</summary>
    protected abstract string FirstName { get; }

    /// <summary>Its title.</summary>
    protected abstract string FirstTitle { get; }

    /// <summary>How many findings it has.</summary>
    protected virtual int MostFindings => int.MaxValue;

    /// <summary>Takes what a service says, before its documents are let go.</summary>
    protected abstract void Take(PortfolioServiceAnswer service);

    /// <summary>Writes the sheets over all services.</summary>
    protected abstract void WriteRest(PortfolioAnswer answer, CancellationToken cancellationToken);

    /// <summary>The sheet of a service, or null.</summary>
    protected virtual string? SheetOf(string service) => null;

    protected static SheetColumn Column(string heading, int width) => new() { Heading = heading, Width = width, Look = SheetLook.Lined };

    /// <summary>What services are called: their names, with the ids where several have one name.</summary>
    protected static Dictionary<string, string> Labels(PortfolioAnswer answer)
    {
        var names = answer.Services.CountBy(service => service.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        return answer.Services.ToDictionary(service => service.Id, service => string.IsNullOrWhiteSpace(service.Name) ? service.Id
            : names[service.Name] > 1 ? $"{service.Name} ({service.Id})" : service.Name, StringComparer.Ordinal);
    }

    /// <summary>What is to be noted of a service as a whole; empty for nothing.</summary>
    protected static string NoteOn(PortfolioService service) => string.Join("; ", new[]
    {
        service.IsExpired ? "not in force on the day" : "",
        service.Parties.IsEmpty ? "the party is not found in it" : "",
        service.Context is null ? "its options are left open" : "",
    }.Where(note => note.Length > 0));

    private SheetPage FirstPage(PortfolioAnswer answer)
    {
        var page = new SheetPage(FirstName, [30, 28, 12, 9, 9, 10, 11, 26, 36]);
        page.Title(FirstTitle);
        page.Fact("Party", answer.For == Model.Party.CustomerWord ? "customer: the customer's side of each service" : answer.For);
        page.Fact("Day", PortfolioTexts.Date(answer.AsOf));
        page.Fact("Catalog", answer.Catalog ?? "none");
        if (options.Own is { } own) page.Fact("Own statement", $"{own.Matrix.Title}, {own.Matrix.Version} ({own.File ?? own.Name})");
        page.Fact("Services", PortfolioTexts.Number(answer.Services.Count));
        page.Fact("What covered does not say", answer.Note, SheetLook.Caution);
        States(page, answer);
        Findings(page, answer);
        if (Book.Notes.Count > 0)
        {
            page.Section("Split, or left out");
            foreach (var note in Book.Notes) page.Paragraph(note, SheetLook.Caution);
        }
        Services(page, answer);
        page.Section("Sheets");
        page.Table("What is in this workbook", ["sheet", "rows", "about"], Book.Sheets.Where(sheet => sheet.Place < ServicePlace)
            .OrderBy(sheet => sheet.Place).Select(sheet => new[]
            {
                (sheet.Name, SheetLook.Link, sheet.Name), (PortfolioTexts.Number(sheet.Rows), SheetLook.Lined, (string?)null),
                (sheet.About, SheetLook.Lined, null),
            }));
        return page;
    }

    private void States(SheetPage page, PortfolioAnswer answer)
    {
        page.Section("Controls");
        page.Table("How many stand how", ["state", "meaning", "controls"], Enum.GetValues<PortfolioState>()
            .Select(state => new[]
            {
                (PortfolioWords.Of(state), StateColours.LookOf(state), (string?)null),
                (PortfolioWords.MeaningOf(state), SheetLook.Lined, null), (Count(answer.Summary, state), SheetLook.Lined, null),
            }));
        if (HasOwn)
        {
            page.Paragraph("");
            page.Table("What the own statement says of them", ["own statement", "meaning", "controls"], Enum.GetValues<OwnState>()
                .Select(state => new[]
                {
                    (PortfolioWords.Of(state), StateColours.LookOf(state), (string?)null),
                    (PortfolioWords.MeaningOf(state), SheetLook.Lined, null), (Count(answer.Own, state), SheetLook.Lined, null),
                }));
        }
        var flags = answer.Controls.SelectMany(control => control.Services.SelectMany(cell => cell.Flags).Distinct())
            .CountBy(flag => flag).OrderBy(flag => flag.Key, StringComparer.Ordinal)
            .Select(flag => $"{flag.Value} {PortfolioWords.OfFlag(flag.Key)}").ToList();
        if (flags.Count > 0) page.Paragraph($"Of them, in some service: {string.Join(", ", flags)}.");
    }

    private void Findings(SheetPage page, PortfolioAnswer answer)
    {
        page.Section("Findings");
        // One thing may be found on several ways.
        var findings = answer.Diagnostics.DistinctBy(finding => (finding.Id, finding.Message))
            .OrderByDescending(finding => finding.Severity).ToList();
        if (findings.Count == 0) page.Paragraph("None.");
        foreach (var finding in findings.Take(MostFindings))
            page.Paragraph($"{WordOf(finding.Severity)} {finding.Id}: {finding.Message}", LookOf(finding.Severity));
        if (findings.Count > MostFindings)
            page.Paragraph($"And {PortfolioTexts.Counted(findings.Count - MostFindings, "more finding")}: see the sheet Findings.");
    }

    private void Services(SheetPage page, PortfolioAnswer answer)
    {
        page.Section("Services");
        if (answer.Services.IsEmpty)
        {
            page.Paragraph("No document of a service counts.");
            return;
        }
        var labels = Labels(answer);
        page.Table("Each with its document, and how its controls stand",
            ["service", "provider", "version", .. Counted.Select(PortfolioWords.Of), "options", "note"],
            answer.Services.Select(service => new[]
            {
                (labels[service.Id], SheetLook.Lined, SheetOf(service.Id)), (service.Provider, SheetLook.Lined, (string?)null),
                (service.Matrix.Version.ToString(), SheetLook.Lined, null),
                (Count(service.Summary, Counted[0]), SheetLook.Lined, null), (Count(service.Summary, Counted[1]), SheetLook.Lined, null),
                (Count(service.Summary, Counted[2]), SheetLook.Lined, null), (Count(service.Summary, Counted[3]), SheetLook.Lined, null),
                (service.Context is { } context ? OptionsOf(context) : "left open", SheetLook.Lined, null),
                (string.Join("; ", new[] { NoteOn(service), service.File }.Where(text => text.Length > 0)), SheetLook.Lined, null),
            }));
    }

    /// <summary>The service model and the options in words.</summary>
    protected static string OptionsOf(Resolution.ResolutionContext context) =>
        context.ServiceModel is null && context.Parameters.Count == 0 ? "" : QuestionnaireForm.ChoicesOf(context);

    /// <summary>The word for a severity.</summary>
    protected static string WordOf(Severity severity) => severity switch
    {
        Severity.Error => "Error",
        Severity.Warning => "Warning",
        _ => "Note",
    };

    private static SheetLook LookOf(Severity severity) => severity switch
    {
        Severity.Error => SheetLook.Bad,
        Severity.Warning => SheetLook.Caution,
        _ => SheetLook.Lined,
    };

    private static string Count<T>(ValueMap<int> counts, T state) where T : struct, Enum =>
        PortfolioTexts.Number(counts.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), out var count) ? count : 0);
}
