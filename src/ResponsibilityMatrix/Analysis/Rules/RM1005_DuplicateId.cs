using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1005: duplicate id.</summary>
internal sealed class DuplicateId : DocumentRule
{
    public override DiagnosticDescriptor Descriptor => ReferenceDescriptors.DuplicateId;

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        var matrix = document.Matrix;
        Unique("party", "/parties", matrix.Parties, party => party.Id);
        Unique("parameter", "/parameters", matrix.Parameters, parameter => parameter.Id, Condition.ServiceModel);
        Unique("service model", "/serviceModels", matrix.ServiceModels, model => model.Id,
            [.. ServiceModel.BuiltIn.Select(model => model.Id)]);
        Unique("group", "/groups", matrix.Groups, group => group.Id);
        Unique("upstream", "/upstream", matrix.Upstreams, upstream => upstream.Id);
        Unique("commitment", "/commitments", matrix.Commitments, commitment => commitment.Id);
        Unique("evidence", "/evidence", matrix.Evidence, evidence => evidence.Id);
        Unique("assignment", "/assignments", matrix.Assignments, assignment => assignment.Id);
        CheckShortNames(document);
        CheckDuties(document);
        CheckRows(document);

        void Unique<T>(string what, string list, ValueList<T> items, Func<T, string?> id, params ReadOnlySpan<string> reserved)
        {
            if (items.IsEmpty) return;
            HashSet<string> seen = new(items.Count, StringComparer.Ordinal);
            for (var i = 0; i < items.Count; i++)
            {
                if (id(items[i]) is not { Length: > 0 } known) continue;
                if (reserved.Contains(known))
                    document.Report(this, $"{DocumentCase.At(list, i)}/id", $"The {what} id \"{known}\" is reserved.");
                else if (!seen.Add(known))
                    document.Report(this, $"{DocumentCase.At(list, i)}/id", $"The {what} id \"{known}\" occurs twice in this document.");
            }
        }
    }

    private void CheckShortNames(DocumentCase document)
    {
        var scopes = document.Matrix.Catalogs;
        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string>? ids = null;
        for (var i = 0; i < scopes.Count; i++)
        {
            if (scopes[i].ShortName is not { Length: > 0 } name) continue;
            ids ??= [.. document.Effective.ScopesAt(0).Select(scope => scope.Id)];
            if (ids.Contains(name))
                document.Report(this, $"/catalogs/{i}/as",
                    $"The short name \"{name}\" is the id of a catalog of this document: a reference could mean either.");
            else if (!names.Add(name)) document.Report(this, $"/catalogs/{i}/as", $"Two catalogs have the short name \"{name}\".");
        }
    }

    private void CheckDuties(DocumentCase document)
    {
        var level = document.Engine.Levels[0];
        if (!level.HasRepeatedDutyIds) return;
        for (var i = 0; i < level.Duties.Length; i++)
            if (level.Duties[i].Duty.Id is { Length: > 0 } id && level.TryFindDuty(id, out var first) && first != i)
                document.Report(this, $"{Spot.Of(level.Duties[i])}/id", $"The duty id \"{id}\" occurs twice in this document.");
    }

    private void CheckRows(DocumentCase document)
    {
        // A row that replaces one of a base may hide a repeated id.
        if (document.Effective.Levels.Count == 1 && !document.Engine.Space.Local.Index.HasRepeatedIds) return;
        var matrix = document.Matrix;
        Dictionary<ControlKey, string> rows = [];
        for (var i = 0; i < matrix.Controls.Count; i++)
        {
            if (!ControlKey.TryParse(matrix.Controls[i].Id, out var key) || rows.TryAdd(key, matrix.Controls[i].Id)) continue;
            document.Report(this, $"/controls/{i}/id", $"\"{matrix.Controls[i].Id}\" and \"{rows[key]}\" are one control id.",
                matrix.Controls[i].Id, Catalog.Local);
        }
    }
}
