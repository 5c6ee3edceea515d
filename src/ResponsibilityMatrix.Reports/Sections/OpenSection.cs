using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>What nobody is assigned to, what is left open, what contradicts itself, and what is not done.</summary>
internal sealed class OpenSection : MatrixSection
{
    public override string Id => "open";

    public override string Title => "What is open";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        List<ReportCell?[]> rows = [];
        foreach (var control in input.Leaves)
        {
            foreach (var answer in control.Answers)
            {
                var where = answer.Variants.Count == input.Variants.Count ? ""
                    : string.Join("; ", answer.Variants.Select(variant => input.Variants[variant].Title));
                var id = Cell(control.Id) with { Anchor = control.Anchor };
                if (answer.State is not (ControlState.Assigned or ControlState.NotApplicable))
                    rows.Add([id, Cell(control.Title), Cell(answer.Words, answer.Tone), Cell(answer.Reason), Cell(where)]);
                var undone = answer.Duties.Where(duty => !duty.IsDone)
                    .Select(duty => $"{input.NameOf(duty.Party)}: {duty.Implementation} ({duty.Number})").ToList();
                if (undone.Count > 0)
                    rows.Add([id, Cell(control.Title), Cell("not done", ReportTone.Caution), Cell(string.Join("\n", undone)), Cell(where)]);
            }
        }
        if (rows.Count == 0) yield return new ReportParagraph { Text = "Nothing is open.", Tone = ReportTone.Good };
        else if (input.Variants.Count > 1)
            yield return Table("Controls that are open, or not done", ["Control", "Title", "What", "Why, or which part", "Where"], rows);
        else yield return Table("Controls that are open, or not done", ["Control", "Title", "What", "Why, or which part"],
            rows.Select(row => row[..4]));
    }
}
