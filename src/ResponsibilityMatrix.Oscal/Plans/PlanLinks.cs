using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>What a UUID names in a document: something provided, or a responsibility of the customer.</summary>
internal sealed record PlanLink(string Matrix, string DutyId, string? Control, bool IsResponsibility);

/// <summary>What plans and matrices at hand export to those that leverage them, by UUID. Immutable once it is made.</summary>
internal sealed class PlanLinks
{
    private readonly Dictionary<string, List<PlanLink>> _links = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Collects what plans and matrices export.</summary>
    public static PlanLinks Of(IEnumerable<(OscalFile File, string Matrix)> plans, DocumentSet documents,
        CancellationToken cancellationToken)
    {
        var links = new PlanLinks();
        foreach (var (file, matrix) in plans)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (place, control) in Places(file.Content!))
            {
                foreach (var export in place.Items("by-components").Select(part => part.Object("export")).OfType<OscalNode>())
                {
                    links.Add(matrix, control, export.Items("provided"), isResponsibility: false);
                    links.Add(matrix, control, export.Items("responsibilities"), isResponsibility: true);
                }
            }
        }
        foreach (var matrix in documents.Matrices.Select(document => document.Matrix))
        {
            foreach (var assignment in matrix.Assignments)
            {
                foreach (var duty in assignment.Duties.Where(duty => duty.Id is { Length: 36 } id && Guid.TryParseExact(id, "D", out _)))
                {
                    links.Add(duty.Id!, new PlanLink(matrix.Id, duty.Id!, null,
                        duty.Party is Party.CustomerWord || duty.Party == matrix.Service.Customer));
                }
            }
        }
        return links;
    }

    /// <summary>The requirements and statements of a plan, each with the id of its control or statement.</summary>
    public static IEnumerable<(OscalNode Node, string? Control)> Places(OscalNode plan)
    {
        foreach (var requirement in plan.Object("control-implementation")?.Items("implemented-requirements") ?? [])
        {
            yield return (requirement, requirement.Text("control-id"));
            foreach (var statement in requirement.Items("statements")) yield return (statement, statement.Text("statement-id"));
        }
    }

    /// <summary>What a UUID names in another document than a given one; null if nothing.</summary>
    public PlanLink? Find(string? uuid, string but) =>
        uuid is not null && _links.TryGetValue(uuid, out var found) ? found.Find(link => link.Matrix != but) : null;

    private void Add(string matrix, string? control, IEnumerable<OscalNode> items, bool isResponsibility)
    {
        foreach (var item in items)
            if (OscalWords.IdOf(item.Text("uuid")) is { } uuid) Add(uuid, new PlanLink(matrix, uuid, control, isResponsibility));
    }

    private void Add(string uuid, PlanLink link)
    {
        if (!_links.TryGetValue(uuid, out var found)) _links.Add(uuid, found = []);
        // A UUID names one thing: only other documents can give it another meaning, and a few of these are enough.
        if (found.Count < 8 && found.TrueForAll(known => known.Matrix != link.Matrix)) found.Add(link);
    }
}
