using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1007: parents form a cycle.</summary>
internal sealed class ParentCycle : DocumentRule
{
    public override DiagnosticDescriptor Descriptor => ReferenceDescriptors.ParentCycle;

    public override void Check(DocumentCase document)
    {
        var groups = document.Matrix.Groups;
        foreach (var i in new GroupTree(groups, document.Effective.Groups).Circles())
            document.Report(this, $"/groups/{i}/parent", $"The group \"{groups[i].Id}\" is, over its parents, a part of itself.");
        var space = document.Engine.Space;
        foreach (var node in space.CycleNodes)
        {
            if (!space.IsRow(node)) continue;
            var row = space.ControlOf(node);
            if (space.PlaceOfRow(node) is >= 0 and var index)
                document.Report(this, $"/controls/{index}/parent", $"\"{row.Id}\" is, over its parents, a part of itself.", row.Id,
                    Catalog.Local);
        }
        for (var i = 0; i < document.Matrix.Controls.Count; i++)
        {
            var row = document.Matrix.Controls[i];
            if (row.Parent is not null && ControlKey.TryParse(row.Id, out var key) && Selector.TryParse(row.Parent, out var parent)
                && parent.Key == key && parent.CatalogId is null or Catalog.Local)
                document.Report(this, $"/controls/{i}/parent", $"\"{row.Id}\" is its own parent.", row.Id, Catalog.Local);
        }
    }
}
