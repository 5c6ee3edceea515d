using System.Globalization;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Writes the implemented requirements of a plan: a requirement for each control, with the statements that differ. Not
/// thread-safe.</summary>
internal sealed class RequirementWriter(PlanWriter plan)
{
    private readonly Dictionary<(string Catalog, string Control), ResolvedControl> _answers = [];
    private readonly Dictionary<(string Catalog, string Id), JsonObject> _kept = [];

    /// <summary>The requirements.</summary>
    public JsonArray Write()
    {
        foreach (var control in plan.Answer.Controls) _answers.TryAdd((control.Catalog, control.Control), control);
        List<(string Catalog, string Control)> order = [];
        Dictionary<(string Catalog, string Control), List<ResolvedControl>> leaves = [];
        foreach (var leaf in plan.Answer.Controls)
        {
            // Rows of the matrix's own exist by being named, those with parts too. Where all parts state their own, what is said of the
            // whole is in no answer, and belongs into the plan.
            if (!leaf.IsLeaf && leaf.Catalog != Catalog.Local && StatedOf(leaf) is null) continue;
            var top = TopOf(leaf);
            if (!leaf.IsLeaf && top == (leaf.Catalog, leaf.Control))
            {
                if (StatedOf(leaf) is { } whole) _wholes[top] = whole;
                continue;
            }
            if (!leaves.TryGetValue(top, out var below))
            {
                leaves.Add(top, below = []);
                order.Add(top);
            }
            below.Add(leaf);
        }
        var kept = Keep(order);
        // Requirements of an imported plan keep their place; those whose control is no longer in scope are left out.
        var written = kept.Concat(order.Except(kept)).Select(top => Requirement(top, leaves[top])).ToArray<JsonNode?>();
        return new JsonArray(written);
    }

    private List<(string Catalog, string Control)> Keep(List<(string Catalog, string Control)> tops)
    {
        Dictionary<(bool IsLocal, string Key), (string Catalog, string Control)> byKey = [];
        foreach (var top in tops) byKey.TryAdd((top.Catalog == Catalog.Local, KeyOf(top.Control)), top);
        List<(string Catalog, string Control)> found = [];
        foreach (var requirement in PlanWriter.Objects(plan.KeptPlan["control-implementation"]?["implemented-requirements"]))
        {
            var key = KeyOf(PlanWriter.TextOf(requirement["control-id"]) ?? "");
            if (!byKey.TryGetValue((false, key), out var top) && !byKey.TryGetValue((true, key), out top)) continue;
            if (_kept.TryAdd(top, requirement)) found.Add(top);
            foreach (var statement in PlanWriter.Objects(requirement["statements"]))
                _kept.TryAdd((top.Catalog + "\n" + top.Control, KeyOf(PlanWriter.TextOf(statement["statement-id"]) ?? "")), statement);
        }
        return found;
    }

    // What the matrix says of a control with statements that decides none of these, as an answer; null if there is nothing of that kind.
    private ResolvedControl? StatedOf(ResolvedControl control)
    {
        if (_stated is null)
        {
            _stated = new(StringComparer.Ordinal);
            var applied = plan.Answer.Controls.Where(answer => answer.IsLeaf).SelectMany(answer => answer.Because)
                .OfType<AssignmentReason>()
                .Where(reason => reason.Outcome != ReasonOutcome.Overridden && reason.Level == 0)
                .Select(reason => reason.Pointer).ToHashSet(StringComparer.Ordinal);
            for (var i = 0; i < plan.Matrix.Assignments.Count; i++)
            {
                var assignment = plan.Matrix.Assignments[i];
                if (assignment.Controls.Count == 1 && assignment.When.IsAlways && assignment.Duties.Count > 0
                    && assignment.Duties.All(duty => duty.When.IsAlways) && !applied.Contains($"/assignments/{i}"))
                    _stated.TryAdd(KeyOf(assignment.Controls[0].Body), assignment);
            }
        }
        if (!_stated.TryGetValue(KeyOf(control.Control), out var found)) return null;
        var selector = found.Controls[0];
        if (selector.CatalogId is { } catalog && control.Catalog != catalog && !control.Catalog.StartsWith($"{catalog}@",
            StringComparison.Ordinal))
            return null;
        var sides = plan.Answer.Parties.ToDictionary(party => party.Id, party => party.Side, StringComparer.Ordinal);
        return control with
        {
            State = ControlState.Assigned,
            Coupling = found.Coupling,
            Inheritability = found.Inheritability ?? Inheritability.None,
            InheritabilityStated = found.Inheritability is not null,
            Because = [],
            Duties = found.Duties.Select(duty =>
            {
                var party = duty.Party switch
                {
                    Party.ProviderWord => plan.Matrix.Service.Provider,
                    Party.CustomerWord => plan.Matrix.Service.Customer,
                    _ => duty.Party,
                };
                return new ResolvedDuty
                {
                    Id = duty.Id,
                    Party = party,
                    Side = sides.GetValueOrDefault(party, Sides.ThirdParty),
                    Involvement = duty.Involvement,
                    Action = duty.Action,
                    Text = duty.Text,
                    InheritedFrom = duty.InheritedFrom,
                    Component = duty.Component,
                    Implementation = duty.Implementation,
                    UpstreamControls = duty.UpstreamControls,
                    DependsOn = duty.DependsOn,
                    Satisfies = duty.Satisfies,
                };
            }).ToValueList(),
        };
    }

    private Dictionary<string, Assignment>? _stated;
    private readonly Dictionary<(string Catalog, string Control), ResolvedControl> _wholes = [];

    private static string KeyOf(string id) => ControlKey.TryParse(id, out var key) ? key.ToString() : id;

    // The control that a leaf is a statement of, or itself.
    private (string Catalog, string Control) TopOf(ResolvedControl leaf)
    {
        var (catalog, id) = (leaf.Catalog, leaf.Control);
        for (var depth = 0; depth < 64; depth++)
        {
            var known = plan.Find(catalog, id);
            var parent = _answers.TryGetValue((catalog, id), out var answer) ? answer.Parent : known?.Parent;
            if (parent is null || known?.EffectiveKind is ControlKind.Control or ControlKind.Enhancement) break;
            // The control of statements that alone are in scope has no answer, and is the requirement all the same.
            if (Above(catalog, known?.Parent ?? parent) is { } above) (catalog, id) = above;
            else if (catalog != Catalog.Local && plan.SpellingOf(catalog, parent) is var spelt && plan.Find(catalog,
                spelt) is not null) id = spelt;
            else break;
        }
        return (catalog, id);
    }

    // A parent is named within the catalog, or, by a row of the matrix's own, as catalog:control.
    private (string Catalog, string Control)? Above(string catalog, string parent)
    {
        if (_answers.ContainsKey((catalog, parent))) return (catalog, parent);
        if (catalog != Catalog.Local) return null;
        var colon = parent.IndexOf(':', StringComparison.Ordinal);
        var (prefix, body) = colon < 0 ? (null, parent) : (parent[..colon], parent[(colon + 1)..]);
        foreach (var other in _catalogs ??= [.. _answers.Keys.Select(key => key.Catalog).Distinct()])
        {
            var scope = plan.Matrix.Catalogs.FirstOrDefault(known => $"{known.Id}@{known.Edition}" == other);
            if (prefix is not null && other != prefix && scope?.Id != prefix && scope?.ShortName != prefix) continue;
            if (_answers.ContainsKey((other, body))) return (other, body);
            if (Spelling(other, body) is { } spelt) return (other, spelt);
        }
        return null;
    }

    private List<string>? _catalogs;
    private readonly Dictionary<string, Dictionary<string, string>> _spellings = new(StringComparer.Ordinal);

    private string? Spelling(string catalog, string id)
    {
        if (!_spellings.TryGetValue(catalog, out var known))
        {
            known = new(StringComparer.Ordinal);
            foreach (var key in _answers.Keys.Where(key => key.Catalog == catalog)) known.TryAdd(KeyOf(key.Control), key.Control);
            _spellings.Add(catalog, known);
        }
        return known.GetValueOrDefault(KeyOf(id));
    }

    private JsonObject Requirement((string Catalog, string Control) top, List<ResolvedControl> named)
    {
        var leaves = named.FindAll(control => control.IsLeaf);
        var requirement = PlanWriter.Copy(_kept.GetValueOrDefault(top));
        requirement.Remove("statements");
        var path = $"{top.Catalog}:{top.Control}";
        requirement["uuid"] = plan.Uuid(PlanWriter.TextOf(requirement["uuid"]), path);
        var controlId = OscalNames.ControlId(top.Control);
        if (!OscalNames.IsSame(PlanWriter.TextOf(requirement["control-id"]) ?? "", top.Control)
            || !OscalNames.IsToken(PlanWriter.TextOf(requirement["control-id"])!)) requirement["control-id"] = controlId;
        controlId = PlanWriter.TextOf(requirement["control-id"])!;
        var properties = PlanWriter.Without(requirement["props"], "catalog", "control", "title", "scope", "state", "coupling",
            "inheritability");
        Name(properties, top.Catalog, top.Control, controlId, isFirst: true);
        // What most statements have in common is said once, of the control; none of them must be open then.
        var common = leaves.Count == 1 && leaves[0].Control == top.Control && leaves[0].Catalog == top.Catalog ? leaves[0] : null;
        if (common is null && leaves.TrueForAll(leaf => leaf.State is not (ControlState.Unassigned or ControlState.Conflict)
            && leaf.Catalog == top.Catalog) && HasAll(top, leaves))
        {
            var most = leaves.GroupBy(Meaning, StringComparer.Ordinal).MaxBy(group => group.Count())!;
            if (most.Count() > 1) common = most.First();
        }
        else if (common is null && top.Catalog != Catalog.Local && !HasAll(top, leaves))
        {
            properties.Append(OscalNames.Property("scope", "statements"));
        }
        if (common is not null) Say(common, requirement, properties, path);
        else if (_wholes.GetValueOrDefault(top) is { } whole) Say(whole, requirement, properties, path);
        PlanWriter.Set(requirement, "props", properties);
        JsonArray statements = [];
        var meaning = common is null ? null : Meaning(common);
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (var leaf in named)
        {
            var isTop = leaf.Control == top.Control && leaf.Catalog == top.Catalog;
            var kept = _kept.GetValueOrDefault((top.Catalog + "\n" + top.Control, KeyOf(leaf.Control)));
            if (kept is not null) told.Add(KeyOf(leaf.Control));
            if (isTop && common is not null) continue;
            var isSaid = !leaf.IsLeaf || (meaning is not null && Meaning(leaf) == meaning);
            var isOpen = leaf.State == ControlState.Unassigned && leaf.Catalog != Catalog.Local;
            if (leaf.IsLeaf && leaf.Catalog != Catalog.Local && (isSaid || (isOpen && HasAll(top, leaves))) && kept is null) continue;
            statements.Append(Statement(leaf, top, controlId, kept, isSaid, common is not null));
        }
        // Statements of the plan that have parts themselves, or that say nothing, keep their place.
        foreach (var statement in PlanWriter.Objects(_kept.GetValueOrDefault(top)?["statements"]))
        {
            if (PlanWriter.TextOf(statement["statement-id"]) is not { } id || !told.Add(KeyOf(id))) continue;
            var copy = PlanWriter.Copy(statement);
            copy["uuid"] = plan.Uuid(PlanWriter.TextOf(copy["uuid"]), $"{path}/{id}");
            statements.Append(copy);
        }
        PlanWriter.Set(requirement, "statements", statements);
        return requirement;
    }

    private JsonObject Statement(ResolvedControl leaf, (string Catalog, string Control) top, string controlId, JsonObject? kept,
        bool isSaid,
        bool isLifted)
    {
        var statement = PlanWriter.Copy(kept);
        var path = $"{top.Catalog}:{top.Control}/{leaf.Catalog}:{leaf.Control}";
        if (PlanWriter.TextOf(statement["statement-id"]) is not { } id || !OscalNames.IsToken(id))
            statement["statement-id"] = id = OscalNames.StatementId(leaf.Control, controlId);
        statement["uuid"] = plan.Uuid(PlanWriter.TextOf(statement["uuid"]), path);
        var properties = PlanWriter.Without(statement["props"], "catalog", "control", "title", "parent", "state", "coupling",
            "inheritability");
        Name(properties, leaf.Catalog, leaf.Control, id, isFirst: leaf.Catalog != top.Catalog);
        if (leaf.Catalog == Catalog.Local && plan.Find(Catalog.Local, leaf.Control)?.Parent is { } parent
            && Above(Catalog.Local, parent) is { } above && above != top)
            properties.Append(OscalNames.Property("parent", above.Control));
        if (!leaf.IsLeaf)
        {
            if (!isLifted && StatedOf(leaf) is { } whole) Say(whole, statement, properties, path);
        }
        else if (!isSaid)
        {
            Say(leaf, statement, properties, path);
        }
        PlanWriter.Set(statement, "props", properties);
        return statement;
    }

    // Whether all statements of a control are in scope, so that naming the control means no more than these.
    private bool HasAll((string Catalog, string Control) top, List<ResolvedControl> leaves)
    {
        if (top.Catalog == Catalog.Local) return true;
        _counts ??= [];
        if (!_counts.TryGetValue(top.Catalog, out var counts))
        {
            counts = new(StringComparer.Ordinal);
            foreach (var control in plan.All(top.Catalog).Values.Where(control => !control.IsWithdrawn
                && control is { Parent: not null, EffectiveKind: ControlKind.Statement }))
            {
                var above = plan.SpellingOf(top.Catalog, control.Parent!);
                counts[above] = counts.GetValueOrDefault(above) + 1;
            }
            _counts.Add(top.Catalog, counts);
        }
        return Has(top.Control, 0);

        bool Has(string control, int depth)
        {
            var children = counts.GetValueOrDefault(control);
            if (children == 0 || depth > 16) return true;
            _children ??= _answers.Values.Where(answer => answer.Parent is not null)
                .GroupBy(answer => (answer.Catalog, answer.Parent!))
                .ToDictionary(group => group.Key, group => group.Select(answer => answer.Control).ToList());
            var present = (_children.GetValueOrDefault((top.Catalog, control)) ?? [])
                .Where(child => plan.Find(top.Catalog, child)?.EffectiveKind == ControlKind.Statement).ToList();
            return present.Count == children && present.TrueForAll(child => Has(child, depth + 1));
        }
    }

    private Dictionary<string, Dictionary<string, int>>? _counts;
    private Dictionary<(string, string), List<string>>? _children;

    private void Name(JsonArray properties, string catalog, string control, string written, bool isFirst)
    {
        if (isFirst) properties.Append(OscalNames.Property("catalog", catalog));
        if ((catalog == Catalog.Local && written != control) || !OscalNames.IsSame(written, control))
            properties.Append(OscalNames.Property("control", control));
        if (catalog == Catalog.Local && plan.Find(catalog, control)?.Title is { } title && title != control)
            properties.Append(OscalNames.Property("title", title));
    }

    // All that an answer says, but what it was made of: equal ones need to be said once.
    private string Meaning(ResolvedControl control) => string.Join('\u0001', new[]
    {
        $"{control.State}|{control.Coupling}|{control.Inheritability}|{control.InheritabilityStated}", control.Reason,
    }.Concat(control.Duties.Select(duty => string.Join('\u0002', duty.Id, duty.Party, duty.Involvement, duty.Action, duty.Text,
        duty.InheritedFrom, duty.Component, string.Join(' ', duty.Implementation), string.Join(' ', duty.UpstreamControls),
        string.Join(' ', duty.DependsOn), string.Join(' ', duty.Satisfies)))));

    private void Say(ResolvedControl answer, JsonObject node, JsonArray properties, string path)
    {
        // That nothing is said of parts that do not depend on each other needs no property.
        if (answer.Coupling is { } coupling && (coupling != Coupling.Unspecified || answer.Split is Sides.Provider or Sides.Customer
            or Sides.ThirdParty || answer.Duties.Any(duty => !duty.DependsOn.IsEmpty)))
            properties.Append(OscalNames.Property("coupling", Words.Of(coupling)));
        if (answer is { InheritabilityStated: true, Inheritability: { } inheritability })
            properties.Append(OscalNames.Property("inheritability", Words.Of(inheritability)));
        if (answer.State == ControlState.NotApplicable)
        {
            PlanWriter.Set(node, "by-components", NotApplicable(answer, path));
            return;
        }
        if (answer.State is ControlState.NotDetermined or ControlState.Conflict)
            properties.Append(OscalNames.Property("state", Words.Of(answer.State), answer.Reason));
        if (answer.State == ControlState.Assigned) PlanWriter.Set(node, "by-components", Parts(answer, path));
    }

    private JsonArray NotApplicable(ResolvedControl answer, string path)
    {
        var kept = answer.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Level == 0) is { } reason
            && int.TryParse(reason.Pointer.Split('/')[^1], CultureInfo.InvariantCulture, out var at) && at < plan.Matrix.Assignments.Count
            && plan.Matrix.Assignments[at] is { State: ControlState.NotApplicable } assignment && assignment.Reason == answer.Reason
            ? PlanWriter.Objects(PlanWriter.Kept(assignment.Extensions)?["by-components"]).Select(PlanWriter.Copy).ToList() : [];
        if (kept.Count > 0)
        {
            foreach (var part in kept) part["uuid"] = plan.Uuid(PlanWriter.TextOf(part["uuid"]), $"{path}/not-applicable");
            return new JsonArray([.. kept]);
        }
        var written = new JsonObject
        {
            ["component-uuid"] = plan.ComponentOf(null),
            ["uuid"] = plan.Uuid(null, $"{path}/not-applicable"),
            ["description"] = answer.Reason ?? "Not applicable.",
            ["implementation-status"] = new JsonObject { ["state"] = "not-applicable" },
        };
        if (answer.Reason is null) written["props"] = new JsonArray(OscalNames.Property("description", "repeated"));
        return new JsonArray(written);
    }

    private JsonArray Parts(ResolvedControl answer, string path)
    {
        List<(string Component, JsonObject? Kept, string? Uuid, List<int> Duties)> groups = [];
        Dictionary<string, int> byComponent = new(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < answer.Duties.Count; i++)
        {
            var duty = answer.Duties[i];
            var kept = plan.Stated(duty) is { } stated ? PlanWriter.Kept(stated.Extensions)?["by-component"] as JsonObject : null;
            var component = plan.ComponentOf(duty.Component, PlanWriter.TextOf(kept?["component-uuid"]));
            if (!byComponent.TryGetValue(component, out var at))
            {
                byComponent.Add(component, at = groups.Count);
                groups.Add((component, null, PlanWriter.TextOf(kept?["uuid"]), []));
            }
            if (groups[at].Kept is null && kept is not null && kept.Count > 2) groups[at] = groups[at] with { Kept = kept };
            groups[at].Duties.Add(i);
        }
        JsonArray parts = [];
        foreach (var (component, kept, uuid, duties) in groups)
            parts.Append(Part(answer, $"{path}/{component}", component, kept, uuid, duties));
        return parts;
    }

    private JsonObject Part(ResolvedControl answer, string path, string component, JsonObject? kept, string? uuid, List<int> duties)
    {
        var part = PlanWriter.Copy(kept);
        part["component-uuid"] = component;
        var kinds = duties.ConvertAll(i => KindOf(answer, answer.Duties[i]));
        var isDescribed = duties.Count == 1 && kinds[0] == "plain";
        part["uuid"] = plan.Uuid(isDescribed && OscalUuid.TryParse(answer.Duties[duties[0]].Id, out _) ? answer.Duties[duties[0]].Id : uuid,
            path);
        var properties = PlanWriter.Without(part["props"], "description", "plain", "duty", "party", "involvement", "action",
            "implementation",
            "text", "depends-on", "satisfies", "upstream", "upstream-control", "internal-note");
        var status = StatusOf(answer, duties);
        List<(JsonObject Entry, string Kind, ResolvedDuty Duty, JsonArray Properties)> entries = [];
        for (var n = 0; n < duties.Count; n++)
        {
            var duty = answer.Duties[duties[n]];
            var entry = isDescribed ? part : PlanWriter.Copy(plan.Stated(duty) is { } stated && kinds[n] != "plain"
                ? PlanWriter.Kept(stated.Extensions)?["entry"] : null);
            var written = isDescribed ? PlanWriter.TextOf(part["uuid"])!
                : plan.Uuid(duty.Id, $"{path}/{(duty.Id is null ? n.ToString(CultureInfo.InvariantCulture) : duty.Id)}");
            entry["uuid"] = written;
            if (duty.Id is not null) plan.FirstUuids.TryAdd(duty.Id, written);
            entries.Add((entry, kinds[n], duty, isDescribed ? properties : PlanWriter.Without(entry["props"], "duty", "party",
                "involvement",
                "action", "implementation", "text", "depends-on", "satisfies", "upstream", "upstream-control", "internal-note")));
        }
        for (var n = 0; n < entries.Count; n++)
        {
            var (entry, kind, duty, own) = entries[n];
            var group = kind == "plain" && !isDescribed ? $"duty-{n + 1}" : null;
            var written = PlanWriter.TextOf(entry["uuid"])!;
            JsonArray said = [];
            Describe(said, group, answer, duty, kind, written, status, entry);
            if (group is not null)
            {
                said.Insert(0, OscalNames.Property("plain", "duty", duty.Text, group, written));
                foreach (var property in said) properties.Append(property!.DeepClone());
                continue;
            }
            foreach (var property in said) own.Append(property!.DeepClone());
            if (isDescribed) continue;
            entry["description"] = duty.Text ?? Fallback(duty);
            if (duty.Text is null) own.Append(OscalNames.Property("text", "none"));
            PlanWriter.Set(entry, "props", own);
            var (owner, member) = kind switch
            {
                "provided" => (ExportOf(part), "provided"),
                "responsibilities" => (ExportOf(part), "responsibilities"),
                "inherited" => (part, "inherited"),
                _ => (part, "satisfied"),
            };
            if (owner[member] is not JsonArray list) owner[member] = list = [];
            list.Append(entry);
        }
        if (isDescribed)
        {
            var duty = answer.Duties[duties[0]];
            part["description"] = duty.Text ?? Fallback(duty);
            if (duty.Text is null) properties.Append(OscalNames.Property("text", "none"));
        }
        else
        {
            part["description"] = string.Join("\n\n", duties.Select(i => answer.Duties[i].Text ?? Fallback(answer.Duties[i])).Distinct());
            properties.Append(OscalNames.Property("description", "repeated"));
        }
        if (status.Count == 1)
        {
            if (!IsStatus(part["implementation-status"], status[0]))
                part["implementation-status"] = new JsonObject { ["state"] = OscalWords.WordOf(status[0]) };
        }
        else
        {
            part.Remove("implementation-status");
        }
        if (part["export"] is JsonObject export && !export.ContainsKey("provided") && !export.ContainsKey("responsibilities"))
            part.Remove("export");
        PlanWriter.Set(part, "props", properties);
        return part;
    }

    private static bool IsStatus(JsonNode? node, ImplementationStatus status) =>
        node is JsonObject found && OscalWords.StatusOf(PlanWriter.TextOf(found["state"])) == status;

    private static JsonObject ExportOf(JsonObject part)
    {
        if (part["export"] is JsonObject export) return export;
        part["export"] = export = [];
        return export;
    }

    // One status for all duties of a by-component but the customer's is that of the by-component; else each says its own.
    private static ValueList<ImplementationStatus> StatusOf(ResolvedControl answer, List<int> duties)
    {
        var all = duties.Select(i => answer.Duties[i]).Where(duty => duty.Side != Sides.Customer).Select(duty => duty.Implementation)
            .Distinct().ToList();
        return all.Count == 1 && all[0].Count == 1
            && all[0][0] is not (ImplementationStatus.NotApplicable or ImplementationStatus.NotImplemented) ? all[0] : [];
    }

    private string KindOf(ResolvedControl answer, ResolvedDuty duty)
    {
        if (duty.InheritedFrom is not null) return "inherited";
        if (duty.Satisfies.Count > 0) return "satisfied";
        var kept = plan.Stated(duty) is { } stated ? PlanWriter.Kept(stated.Extensions) : null;
        var kind = PlanWriter.TextOf(kept?["kind"]);
        if (duty.Side == Sides.Customer) return duty.Involvement.HasFlag(Involvement.Responsible) ? "responsibilities" : "plain";
        if (duty.Side != Sides.Provider || !duty.Involvement.HasFlag(Involvement.Responsible)) return "plain";
        if (kept?["by-component"] is not null) return kind is "provided" ? "provided" : "plain";
        return answer.Inheritability is Inheritability.Full or Inheritability.Partial ? "provided" : "plain";
    }

    private Dictionary<string, ResolvedDuty> IdsOf(ResolvedControl answer)
    {
        if (ReferenceEquals(_idsOf, answer)) return _ids;
        (_idsOf, _ids) = (answer, new(StringComparer.Ordinal));
        foreach (var duty in answer.Duties)
            if (duty.Id is not null) _ids.TryAdd(duty.Id, duty);
        return _ids;
    }

    private ResolvedControl? _idsOf;
    private Dictionary<string, ResolvedDuty> _ids = [];

    private string Fallback(ResolvedDuty duty)
    {
        var name = plan.Answer.Parties.FirstOrDefault(party => party.Id == duty.Party)?.Name ?? duty.Party;
        return duty.Involvement.HasFlag(Involvement.Responsible) ? $"{name}: performs it."
            : $"{name}: {string.Join(", ", Words.OfInvolvement(duty.Involvement))}.";
    }

    private void Describe(JsonArray own, string? group, ResolvedControl answer, ResolvedDuty duty, string kind, string uuid,
        ValueList<ImplementationStatus> status, JsonObject entry)
    {
        void Add(string name, string value, string? remarks = null) => own.Append(OscalNames.Property(name, value, remarks, group));

        // An id is written where it stands first; a duty at several places has it once.
        if (duty.Id is null || !plan.WrittenIds.Add(duty.Id)) Add("duty", "none");
        else if (uuid != duty.Id) Add("duty", duty.Id);
        var usual = kind == "responsibilities" ? plan.Matrix.Service.Customer : plan.Matrix.Service.Provider;
        if (duty.Party != usual) Add("party", duty.Party);
        if (duty.Involvement != Duty.DefaultInvolvement) Add("involvement", string.Join(' ', Words.OfInvolvement(duty.Involvement)));
        if (duty.Action is { } action) Add("action", action);
        var implied = kind == "responsibilities" ? [] : status;
        if (duty.Implementation != implied)
            Add("implementation", duty.Implementation.IsEmpty ? "none" : string.Join(' ', duty.Implementation.Select(OscalWords.WordOf)));
        entry.Remove("provided-uuid");
        entry.Remove("responsibility-uuid");
        foreach (var other in duty.DependsOn)
        {
            if (plan.FirstUuids.GetValueOrDefault(other) is not { } target) continue;
            var isProvided = kind == "responsibilities" && !entry.ContainsKey("provided-uuid")
                && IdsOf(answer).TryGetValue(other, out var known) && KindOf(answer, known) == "provided";
            if (isProvided) entry["provided-uuid"] = target;
            else Add("depends-on", target);
        }
        if (duty.InheritedFrom is { } upstream)
        {
            Add("upstream", upstream);
            foreach (var control in duty.UpstreamControls) Add("upstream-control", control);
            var kept = plan.Stated(duty) is { } stated ? PlanWriter.Kept(stated.Extensions)?["entry"]?["provided-uuid"] : null;
            if (PlanWriter.TextOf(kept) is { } provided && kind == "inherited") entry["provided-uuid"] = provided;
        }
        foreach (var reference in duty.Satisfies)
        {
            Add("satisfies", reference);
            var id = reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..];
            if (kind == "satisfied" && !entry.ContainsKey("responsibility-uuid") && OscalUuid.TryParse(id, out _))
                entry["responsibility-uuid"] = id;
        }
        if (plan.IsInternal && plan.Stated(duty)?.InternalNote is { } note) Add("internal-note", "internal", note);
    }
}
