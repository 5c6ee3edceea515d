using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Finds again what the JSON of an answer does not say of controls with parts, from the answers for the parts.</summary>
internal static class ToldByParts
{
    public static ValueList<ResolvedControl> Complete(ValueList<ResolvedControl> controls)
    {
        if (controls.All(control => control.IsLeaf)) return controls;
        var all = controls.ToArray();
        Dictionary<(string Catalog, string Control), int> places = new(all.Length);
        for (var i = 0; i < all.Length; i++) places.TryAdd((all[i].Catalog, all[i].Control), i);
        // Parts come after their whole.
        for (var i = all.Length - 1; i >= 0; i--)
        {
            if (all[i] is not { IsLeaf: false } whole) continue;
            List<ResolvedControl> parts = [];
            foreach (var reason in whole.Because)
                if (reason is ChildReason && places.TryGetValue((whole.Catalog, reason.Selector), out var place) && place > i)
                    parts.Add(all[place]);
            var assigned = parts.FindAll(part => part.State == ControlState.Assigned);
            all[i] = whole with
            {
                Accountable = whole.IsCut ? default
                    : parts.SelectMany(part => part.Accountable).Concat(whole.Accountable).Distinct().ToValueList(),
                // Who states something of the control itself does not leave it to the service model.
                IsByServiceModel = whole.State == ControlState.Assigned && assigned.Count > 0
                    && assigned.TrueForAll(part => part.IsByServiceModel) && !whole.Because.Any(reason => reason is AssignmentReason),
            };
        }
        return all.ToValueList();
    }
}
