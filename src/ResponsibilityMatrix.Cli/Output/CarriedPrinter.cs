using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli;

/// <summary>Prints what was carried to another catalog: what came over, what did not and why, what went nowhere, a summary last.</summary>
internal sealed class CarriedPrinter(Page page, CarriedMatrix carried)
{
    public void Print(string title, Catalog target)
    {
        page.Paragraph(title, style: page.Bold);
        var context = carried.Answer.Context;
        page.Paragraph($"Service model {context.ServiceModel}{string.Concat(context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}"))}; as of {context.AsOf:yyyy-MM-dd}.");
        page.Paragraph($"From {string.Join(", ", carried.From)}, along {string.Join(", ", carried.Mappings)}.");
        if (target.Status == CatalogStatus.Provisional) page.Paragraph($"What is known of {target.Identity} is provisional.");
        var came = carried.Controls.Where(control => control.Outcome == CarryOutcome.Carried).ToList();
        var missed = carried.Controls.Where(control => control.Outcome != CarryOutcome.Carried).ToList();
        Section("Carried", came.ConvertAll(control => new[] { Id(control.Answer), AnswerPrinter.State(control.Answer), control.Answer.Title, From(control) }));
        Section("Not carried, to be looked at by hand", missed.ConvertAll(control => new[] { Id(control.Answer), control.Answer.Title, control.Reason ?? "" }));
        Section("Went nowhere", carried.NotCarried.Select(control => new[] { control.Answer.Control, AnswerPrinter.State(control.Answer), control.Answer.Title, control.Reason }).ToList());
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
        return (control.IsUncertain ? $"{way} (UNCERTAIN)" : way) + (control.Answer.Reason is { Length: > 0 } reason ? $", because {reason}" : "");
    }

    public static string Summary(CarriedMatrix carried)
    {
        var leaves = carried.Controls.Count(control => control.Answer.IsLeaf);
        var outcomes = carried.Outcomes.Select(outcome => $"{outcome.Value} {Words.TryParse<CarryOutcome>(outcome.Key, out var known) switch { true => Word(known), _ => outcome.Key }}{(known == CarryOutcome.Carried && carried.Uncertain > 0 ? $" ({carried.Uncertain} of them uncertain)" : "")}");
        var lost = carried.NotCarried.Count;
        return leaves == 0 ? "The catalog has no controls." : $"{leaves} control{(leaves == 1 ? "" : "s")} of {carried.To}: {string.Join(", ", outcomes)}. {(lost == 0 ? "Every" : $"{lost}")} control{(lost is 0 or 1 ? "" : "s")} of the matrix went {(lost == 0 ? "somewhere" : "nowhere")}.";
    }

    public static string Word(CarryOutcome outcome) => outcome switch
    {
        CarryOutcome.Carried => "carried",
        CarryOutcome.Open => "open in the matrix itself",
        CarryOutcome.OutOfScope => "out of the matrix's scope",
        CarryOutcome.PartOnly => "covered in part",
        CarryOutcome.Intersects => "only intersecting",
        _ => "related to nothing",
    };

    private static string Id(ResolvedControl control) => control.Parent is null ? control.Control : $"  {control.Control}";

    private void Section(string heading, List<string[]> rows)
    {
        if (rows.Count == 0) return;
        page.Line();
        page.Line(page.Bold($"{heading} ({rows.Count})"));
        page.Table(rows, 2, hasHeading: false);
    }
}
