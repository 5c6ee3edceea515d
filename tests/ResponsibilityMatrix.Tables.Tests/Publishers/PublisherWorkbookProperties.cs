using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Any matrix comes back from a plain workbook of a publisher with the answers that the format declares to hold.</summary>
public sealed class PublisherWorkbookProperties
{
    private static readonly DateOnly AsOf = new(2026, 1, 1);
    private static readonly string[] Blanks = ["N/A", "None", "-"];
    private static readonly string[] Texts =
    [
        "Encrypts.", "=1+1", "- a\n- b", "line\nline", "{{x}} and {y}", "a; b, \"c\"", "N/A", "None", "@here", "ü 😀 你", "<b>&amp;</b>",
        "(1) first", "+49 30", "|", "5%", "1.10", "AC-2", "*", "x\n=y;\t+z", "_x0041_", "yes",
    ];

    public static TheoryData<string> Formats => [.. PublisherFormat.All.Select(format => format.Id)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Any_matrix_comes_back_with_what_the_workbook_holds(string id)
    {
        var format = PublisherFormat.All.Single(format => format.Id == id);
        var catalog = Catalog(id);
        MatrixOn(catalog.Catalog, catalog.Controls).Sample(matrix =>
        {
            var answer = Answer(matrix);
            var written = PublisherWorkbook.Write(format, answer, matrix);
            var import = Tables.Import(format.Profile, TableFileReader.Read(written.Workbook!.Value, "plain.xlsx"));
            Assert.DoesNotContain(import.Diagnostics, finding => finding.Id == "RM7001");
            var expected = Held(format, answer);
            var back = import.Documents.IsEmpty ? [] : Held(format, Answer(import.Documents[0].Matrix));
            Assert.Equal(expected.Where(said => said.Value.Length > 0), back.Where(said => said.Value.Length > 0));
        }, iter: 60);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_plain_workbook_is_valid_and_has_no_formula(string id)
    {
        var format = PublisherFormat.All.Single(format => format.Id == id);
        var catalog = Catalog(id);
        var matrix = MatrixOn(catalog.Catalog, catalog.Controls).Single();
        using var document = SpreadsheetDocument.Open(
            new MemoryStream(PublisherWorkbook.Write(format, Answer(matrix), matrix).Workbook!.Value.ToArray()), isEditable: false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(error => error.Description));
        Assert.All(document.WorkbookPart!.WorksheetParts, sheet =>
            Assert.Empty(sheet.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>()));
    }

    private static (string Catalog, string[] Controls) Catalog(string format) => format switch
    {
        "fedramp-crm" => ("nist-800-53@5", ["AC-2(1)", "AC-6", "AC-3", "AU-8(a)", "AU-8(b)"]),
        "caiq" => ("csa-ccm@4.0", ["A&A-01", "A&A-02", "AIS-01", "IAM-02", "DSP-07"]),
        _ => ("nist-800-171@2", ["3.1.1[a]", "3.1.1[b]", "3.1.2[a]", "3.2.1[a]", "3.5.3[a]"]),
    };

    private static ResolvedMatrix Answer(Matrix matrix) =>
        new Resolver(matrix, new() { Documents = Tables.Shipped }).Resolve(new() { AsOf = AsOf });

    // What the format holds of the answers, by the words of its declaration.
    private static SortedDictionary<string, string> Held(PublisherFormat format, ResolvedMatrix answer)
    {
        SortedDictionary<string, string> held = new(StringComparer.Ordinal);
        foreach (var control in answer.Controls.Where(control => control.IsLeaf))
            held[$"{control.Catalog} {control.Control}"] = format.Id switch
            {
                "fedramp-crm" => FedRamp(control),
                "caiq" => Caiq(control),
                _ => Cmmc(control),
            };
        return held;
    }

    private static string FedRamp(ResolvedControl control)
    {
        if (control.State == ControlState.NotApplicable)
            return $"N/A {ReasonOf(control)}";
        var (isProvider, isCustomer) = (control.Split.HasFlag(Sides.Provider), control.Split.HasFlag(Sides.Customer));
        if (!isProvider && !isCustomer) return "";
        var inheritability = !isProvider && !Actions(control).Any() ? Inheritability.None : control.Inheritability;
        // No beside the provider's mark says that the customer has a part.
        isCustomer |= inheritability == Inheritability.None;
        var text = Joined(control, isCustomer ? Sides.Customer : Sides.Provider);
        if (IsBlank(text) || (!isCustomer && inheritability is not (null or Inheritability.Full))) text = "";
        var statuses = Statuses(control).Where(status => status != ImplementationStatus.NotImplemented).ToList();
        if (statuses is [ImplementationStatus.NotApplicable]) statuses = [];
        return $"{isProvider} {isCustomer} {inheritability} {string.Join(",", Actions(control))} {string.Join(",", statuses)} {text}";
    }

    private static string Caiq(ResolvedControl control)
    {
        if (control.State == ControlState.NotApplicable) return $"NA {control.Reason}";
        if (control.Split is Sides.None or Sides.SharedCustomerThirdParty) return "";
        var split = control.Split == Sides.SharedAll ? Sides.Shared : control.Split;
        var duties = control.Duties.Where(duty => duty.Side == Sides.Provider).ToList();
        var stated = duties.SelectMany(duty => duty.Implementation).ToList();
        var isDone = stated.TrueForAll(status => status == ImplementationStatus.NotApplicable) || split == Sides.Customer ? ""
            : duties.TrueForAll(duty => duty.IsDone) ? "Yes" : "No";
        return $"{split} {isDone} {Joined(control, split == Sides.ThirdParty ? Sides.ThirdParty : Sides.Provider)} / " +
            Joined(control, Sides.Customer);
    }

    private static string Cmmc(ResolvedControl control) => control.State is ControlState.Unassigned or ControlState.Conflict ? ""
        : control.State != ControlState.Assigned ? $"{control.State} {ReasonOf(control)}"
        : $"{control.Split} {string.Join(" / ", new[] { Sides.Provider, Sides.Customer, Sides.ThirdParty }
            .Select(side => Joined(control, side)).Select(text => IsBlank(text) ? "" : text))} {string.Join(",", Statuses(control))}";

    // A reason that reads as a blank cell gives way to the words of the row.
    private static string? ReasonOf(ResolvedControl control) => IsBlank(control.Reason)
        || control.Reason!.Split("; ")[0] is "notApplicable" or "not applicable" or "not determined" ? null : control.Reason;

    private static bool IsBlank(string? text) => text is null || Array.IndexOf(Blanks, text) >= 0;

    private static IEnumerable<ResolvedDuty> Duties(ResolvedControl control, Sides side) =>
        control.Duties.Where(duty => duty.Side == side && duty.Involvement.HasFlag(Involvement.Responsible));

    private static IEnumerable<string> Actions(ResolvedControl control) => Duties(control, Sides.Customer).Select(duty => duty.Action)
        .OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static List<ImplementationStatus> Statuses(ResolvedControl control) =>
        [.. Duties(control, Sides.Provider).SelectMany(duty => duty.Implementation).Distinct().Order()];

    private static string Joined(ResolvedControl control, Sides side) =>
        string.Join('\n', Duties(control, side).Select(duty => duty.Text).OfType<string>().Distinct());

    private static readonly string[] Parties = ["provider", "customer", "acme-eu", "hoster"];

    private static readonly Gen<string?> MaybeText = Gen.Int[-4, Texts.Length - 1].Select(at => at < 0 ? null : Texts[at]);

    private static readonly Gen<Duty> AnyDuty =
        from party in Gen.Int[0, Parties.Length - 1]
        from involvement in Gen.Int[1, 15]
        from text in MaybeText
        from action in Gen.Int[0, 3]
        from status in Gen.Int[0, 5]
        select new Duty
        {
            Party = Parties[party],
            Involvement = (Involvement)involvement,
            Text = text,
            Action = action == 0 ? "configure" : action == 1 ? "provide" : null,
            Implementation = status switch
            {
                0 => [ImplementationStatus.Implemented, ImplementationStatus.Planned],
                1 => [ImplementationStatus.NotImplemented],
                2 => [ImplementationStatus.Implemented],
                3 => [ImplementationStatus.NotApplicable],
                _ => []
            },
        };

    private static Gen<Assignment> Of(string control) =>
        from kind in Gen.Int[0, 6]
        from first in AnyDuty
        from duties in AnyDuty.Array[0, 3]
        from reason in Gen.Int[0, Texts.Length - 1]
        from facet in Gen.Int[0, 3]
        let list = duties.Prepend(first with { Involvement = first.Involvement | Involvement.Responsible }).ToValueList()
        select new Assignment
        {
            Controls = [control],
            State = kind == 0 ? ControlState.NotApplicable : kind == 1 ? ControlState.NotDetermined : null,
            Reason = kind < 2 ? Texts[reason] : null,
            Duties = kind < 2 ? [] : list,
            Inheritability = facet > 0 ? (Inheritability)(facet - 1) : null,
        };

    private static Gen<Matrix> MatrixOn(string catalog, string[] controls) =>
        from assignments in Gen.OneOf([.. controls.Append("local:net.1").Select(Of)]).Array[1, 7]
        let at = catalog.IndexOf('@', StringComparison.Ordinal)
        select new Matrix
        {
            Id = "urn:matrix:acme:crm",
            Version = "1.0.0",
            Title = "CRM",
            Service = new Service { Id = "crm", Name = "CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
            Parties =
            [
                new Party { Id = "acme", Name = "Acme Inc." }, new Party { Id = "globex", Name = "Globex" },
                new Party { Id = "acme-eu", Name = "Acme Europe", Side = Sides.Provider }, new Party { Id = "hoster", Name = "Hoster" },
            ],
            Catalogs =
            [
                new CatalogScope
                {
                    Id = catalog[..at], Edition = catalog[(at + 1)..], Include = controls.Select(id => (Selector)id).ToValueList(),
                },
            ],
            Controls = [new Control { Id = "net.1", Title = "=Network" }],
            Assignments = assignments.ToValueList(),
        };
}
