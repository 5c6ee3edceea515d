using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>The words that the report uses, with their meanings; those that are in it alone.</summary>
internal sealed class DefinitionsSection : MatrixSection
{
    public override string Id => "definitions";

    public override string Title => "Definitions";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var answers = input.Controls.Domains.SelectMany(domain => domain.Controls).SelectMany(control => control.Answers).ToList();
        var duties = answers.SelectMany(answer => answer.Duties).ToList();
        List<ReportFact> words =
        [
            Fact("provider", "The provider of the service does it."),
            Fact("customer", "The customer does it."),
            Fact("shared", "Both do a part; the duties say which."),
        ];
        if (answers.Exists(answer => answer.Split.HasFlag(Sides.ThirdParty)))
            words.Add(Fact("third party", "Somebody who is neither the provider nor the customer does a part."));
        words.Add(Fact("responsible", "Does it."));
        words.Add(Fact("accountable", "Answers for it. A duty without another word makes its party responsible and accountable."));
        if (duties.Exists(duty => duty.Involvement?.Contains("consulted", StringComparison.Ordinal) is true))
            words.Add(Fact("consulted", "Is asked before it is done."));
        if (duties.Exists(duty => duty.Involvement?.Contains("informed", StringComparison.Ordinal) is true))
            words.Add(Fact("informed", "Is told of it."));
        words.Add(Fact("taken over",
            "The customer may count the provider's part as done for its own compliance: in full, in part, or not at all."));
        if (Has(ControlState.NotApplicable))
            words.Add(Fact("not applicable", "The control does not concern the service; the reason says why."));
        if (Has(ControlState.NotDetermined))
            words.Add(Fact("not determined", "Knowingly left open; the reason says why.", ReportTone.Caution));
        if (Has(ControlState.Unassigned)) words.Add(Fact("unassigned", "Nobody said who does it.", ReportTone.Bad));
        if (Has(ControlState.Conflict)) words.Add(Fact("in conflict", "The document says two different things.", ReportTone.Bad));
        if (answers.Exists(answer => answer.IsByServiceModel))
            words.Add(Fact("by service model", "Nobody stated it: it is what is usual for this kind of service.", ReportTone.Derived));
        if (duties.Exists(duty => duty.InheritedFrom is not null))
            words.Add(Fact("inherited", "A provider further up performs it; the party of the duty answers for it."));
        if (duties.Exists(duty => duty.Implementation is not null))
            words.Add(Fact("planned, partial, not implemented", "The duty is not done yet, or not all of it.", ReportTone.Caution));
        yield return new ReportLegend { Words = words.ToValueList() };

        bool Has(ControlState state) => answers.Exists(answer => answer.State == state);
    }
}
