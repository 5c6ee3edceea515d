using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1005: duplicate id.</summary>
internal sealed class DuplicateId : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM1005",
        Title = "Duplicate id",
        DefaultSeverity = Severity.Error,
        Why = "What refers to the id could mean either.",
        HowToFix = "Give each its own id. Control ids compare without regard to case, leading zeros and brackets.",
    };

    public override void Check(DocumentCase document)
    {
        var matrix = document.Matrix;
        Unique("party", "/parties", matrix.Parties.Select(party => party.Id));
        Unique("parameter", "/parameters", matrix.Parameters.Select(parameter => parameter.Id), Condition.ServiceModel);
        Unique("service model", "/serviceModels", matrix.ServiceModels.Select(model => model.Id), [.. ServiceModel.BuiltIn.Select(model => model.Id)]);
        Unique("upstream", "/upstream", matrix.Upstream.Select(upstream => upstream.Id));
        Unique("commitment", "/commitments", matrix.Commitments.Select(commitment => commitment.Id));
        Unique("evidence", "/evidence", matrix.Evidence.Select(evidence => evidence.Id));
        Unique("assignment", "/assignments", matrix.Assignments.Select(assignment => assignment.Id ?? ""));
        for (var i = 0; i < matrix.Catalogs.Count; i++)
            if (matrix.Catalogs[i].Id == Catalog.Local) document.Report(this, $"/catalogs/{i}/id", "\"local\" is reserved for the document's own rows and cannot be a catalog's id.");

        HashSet<string> duties = new(StringComparer.Ordinal);
        foreach (var (duty, pointer) in document.Duties())
            if (duty.Id is { Length: > 0 } id && !duties.Add(id)) document.Report(this, $"{pointer}/id", $"The duty id \"{id}\" occurs twice in this document.");

        Dictionary<ControlKey, string> rows = [];
        for (var i = 0; i < matrix.Controls.Count; i++)
        {
            if (!ControlKey.TryParse(matrix.Controls[i].Id, out var key) || rows.TryAdd(key, matrix.Controls[i].Id)) continue;
            document.Report(this, $"/controls/{i}/id", $"\"{matrix.Controls[i].Id}\" and \"{rows[key]}\" are one control id.", matrix.Controls[i].Id, Catalog.Local);
        }

        void Unique(string what, string list, IEnumerable<string> ids, params ReadOnlySpan<string> reserved)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            var index = -1;
            foreach (var id in ids)
            {
                index++;
                if (id.Length == 0) continue;
                if (reserved.Contains(id)) document.Report(this, $"{DocumentCase.At(list, index)}/id", $"The {what} id \"{id}\" is reserved.");
                else if (!seen.Add(id)) document.Report(this, $"{DocumentCase.At(list, index)}/id", $"The {what} id \"{id}\" occurs twice in this document.");
            }
        }
    }
}
