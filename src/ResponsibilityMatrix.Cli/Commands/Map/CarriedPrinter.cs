using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints what was carried to another catalog: what came over, what did not and why, what went nowhere, a summary last.</summary>
internal sealed class CarriedPrinter(Page page, CarriedMatrix carried)
{
    public void Print(string title, Catalog target)
    {
        page.Paragraph(title, style: page.Bold);
        page.Paragraph(ContextWords.Sentence(carried.Answer.Context));
        page.Paragraph($"From {string.Join(", ", carried.From)}, along {string.Join(", ", carried.Mappings)}.");
        if (target.Status == CatalogStatus.Provisional) page.Paragraph($"What is known of {target.Identity} is provisional.");
        PrintCarried(carried.Controls.Where(control => control.Outcome == CarryOutcome.Carried).ToList());
        PrintMissed(carried.Controls.Where(control => control.Outcome != CarryOutcome.Carried).ToList());
        if (!carried.NotCarried.IsEmpty) Heading("Went nowhere", carried.NotCarried.Count);
        foreach (var control in carried.NotCarried)
            Block($"{control.Answer.Control}  {AnswerText.State(control.Answer)}  {control.Answer.Title}", control.Reason);
        page.Line();
        page.Paragraph(Summary(carried));
    }

    /// <summary>Where a carried control comes from, and how sure that is.</summary>
    public static string From(CarriedControl control)
    {
        var sources = string.Join(" + ", control.Sources.Select(source => source.Control));
        var way = control.Relation switch
        {
            ControlRelation.Equal => $"from {sources}",
            ControlRelation.Superset => $"part of {sources}",
            _ => "from its statements",
        };
        return control.IsUncertain ? $"{way} (uncertain)" : way;
    }

    /// <summary>What to know of a carried control, with the reason why it does not apply.</summary>
    public static string Remark(CarriedControl control) =>
        string.Join(
            ' ', new[] { control.Reason, control.Answer.State == ControlState.NotApplicable
            ? $"Not applicable: {control.Answer.Reason ?? "no reason is given."}" : null }.Where(part => part is not null));

    public static string Summary(CarriedMatrix carried)
    {
        var leaves = carried.Controls.Count(control => control.Answer.IsLeaf);
        var outcomes = carried.Outcomes.Select(outcome =>
        {
            if (!Words.TryParse<CarryOutcome>(outcome.Key, out var known)) return $"{outcome.Value} {outcome.Key}";
            var uncertain = known == CarryOutcome.Carried && carried.Uncertain > 0 ? $" ({carried.Uncertain} of them uncertain)" : "";
            return $"{outcome.Value} {Word(known)}{uncertain}";
        });
        var lost = carried.NotCarried.Count;
        return leaves == 0 ? "The catalog has no controls."
            : $"{leaves} control{(leaves == 1 ? "" : "s")} of {carried.To}: {string.Join(", ", outcomes)}. " +
            $"{(lost == 0 ? "Every" : $"{lost}")} control{(lost is 0 or 1 ? "" : "s")} of the matrix went " +
            $"{(lost == 0 ? "somewhere" : "nowhere")}.";
    }

    public static string Word(CarryOutcome outcome) => outcome switch
    {
        CarryOutcome.Carried => "carried",
        CarryOutcome.Open => "open",
        CarryOutcome.OutOfScope => "out of the matrix's scope",
        CarryOutcome.PartOnly => "covered in part",
        CarryOutcome.Together => "the same only together with others",
        CarryOutcome.Intersects => "only intersecting",
        _ => "related to nothing",
    };

    private void PrintCarried(List<CarriedControl> controls)
    {
        if (controls.Count == 0) return;
        Heading("Carried", controls.Count);
        var rows = controls.ConvertAll(
            control =>
            new[] { (control.Answer.Parent is null ? "" : "  ") + control.Answer.Control, AnswerText.State(control.Answer),
            From(control), control.Answer.Title });
        page.Table(rows, 2, hasHeading: false);
        var remarks = controls.FindAll(control => control.IsUncertain || !control.Answer.IsComplete
            || control.Answer.State == ControlState.NotApplicable);
        if (remarks.Count > 0) Heading("Carried, with a remark", remarks.Count);
        foreach (var control in remarks) Block($"{control.Answer.Control}  {control.Answer.Title}", Remark(control));
    }

    private void PrintMissed(List<CarriedControl> controls)
    {
        if (controls.Count == 0) return;
        Heading("Not carried", controls.Count);
        foreach (var control in controls.Where(control => !IsListed(control)))
            Block($"{control.Answer.Control}  {control.Answer.Title}", control.Reason ?? "");
        foreach (var sentence in Listed(carried)) page.Paragraph(sentence, 2, 4);
    }

    /// <summary>Whether there is no more to say of a control than of many others.</summary>
    public static bool IsListed(CarriedControl control) => control.Outcome is CarryOutcome.Unrelated or CarryOutcome.OutOfScope;

    /// <summary>The controls of which there is no more to say than of many others, in sentences.</summary>
    public static IEnumerable<string> Listed(CarriedMatrix carried)
    {
        foreach (
            var (outcome, words) in new[] { (CarryOutcome.OutOfScope, "What these would come from is not in the scope of the matrix"),
            (CarryOutcome.Unrelated, "No control of the matrix is related to these") })
            if (carried.Controls.Where(control => control.Outcome == outcome).Select(control => control.Answer.Control)
                .ToList() is { Count: > 0 } ids) yield return $"{words}: {string.Join(", ", ids)}.";
    }

    private void Heading(string text, int count)
    {
        page.Line();
        page.Line(page.Bold($"{text} ({count})"));
    }

    private void Block(string line, string reason)
    {
        page.Paragraph(line, 2, 6);
        page.Paragraph(reason, 6);
    }
}
