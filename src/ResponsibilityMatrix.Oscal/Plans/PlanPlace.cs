using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>What a plan says of one control or statement, and the assignment that is made of it. Not thread-safe.</summary>
internal sealed class PlanPlace(NamedControl control)
{
    private static readonly string[] Modelled = ["description", "inherited", "satisfied", "export"];
    private readonly List<Duty> _duties = [];
    private readonly List<int> _plain = [];
    private readonly Originations _words = new();
    private readonly Originations _ofParts = new();
    private readonly List<OscalNode> _parts = [];
    private readonly List<string> _reasons = [];
    private readonly List<string> _notes = [];
    private ValueList<ImplementationStatus> _statuses;
    private OscalNode? _node;
    private OscalNode? _leveraging;
    private Coupling? _coupling;
    private Inheritability? _inheritability;
    private (ControlState State, string? Reason)? _state;
    private int _notApplicable;
    private int _entries;

    /// <summary>Adds a requirement or statement.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="node">The requirement or statement.</param>
    /// <param name="above">The requirement of a statement.</param>
    public void Add(PlanMatrix plan, OscalNode node, OscalNode? above)
    {
        _node ??= node;
        ReadOwn(plan, node);
        AddWords(plan, _words, node);
        _statuses = _statuses.Concat(StatusesOf(plan, node)).Distinct().ToValueList();
        var parts = node.Items("by-components").ToList();
        // A requirement's words are about the parts that have none themselves and say something.
        if (above is not null && parts.Count > 0)
        {
            if (_words.IsEmpty) AddWords(plan, _words, above);
            if (_statuses.IsEmpty) _statuses = StatusesOf(plan, above);
        }
        foreach (var part in parts) AddPart(plan, part);
    }

    /// <summary>The assignment, or null if nothing is said.</summary>
    public Assignment? ToAssignment(PlanMatrix plan)
    {
        if (_state is { } stated && _parts.Count == 0)
        {
            return new Assignment
            {
                Controls = [control.Selector],
                State = stated.State,
                Reason = stated.Reason,
                Inheritability = _inheritability,
            };
        }
        var isNotApplicable = _entries == 0 && (_parts.Count > 0 ? _notApplicable == _parts.Count
            : _statuses is [ImplementationStatus.NotApplicable]);
        if (isNotApplicable)
        {
            if (_node?.Text("remarks") is { } remarks && _reasons.Count == 0 && _parts.Count == 0) _reasons.Add(remarks);
            return new Assignment
            {
                Controls = [control.Selector],
                State = ControlState.NotApplicable,
                Reason = _reasons.Count == 0 ? null : string.Join("\n", _reasons.Distinct()),
                Inheritability = _inheritability,
                Source = Source(),
                Extensions = _parts.Count == 0 ? default : OscalWords.Kept(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteStartArray("by-components");
                    foreach (var part in _parts) part.Element.WriteTo(writer);
                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }),
            };
        }
        var duties = Decide(plan);
        if (duties.Count == 0) return null;
        return new Assignment
        {
            Controls = [control.Selector],
            Duties = duties.ToValueList(),
            Coupling = _coupling,
            Inheritability = _inheritability,
            Source = Source(),
            Notes = _notes.Count == 0 ? null : string.Join("\n\n", _notes),
        };
    }

    private void AddPart(PlanMatrix plan, OscalNode part)
    {
        plan.Result.Count("by-components");
        _parts.Add(part);
        var component = plan.ComponentOf(part);
        var words = new Originations();
        AddWords(plan, words, part);
        _ofParts.Add(words);
        var statuses = StatusesOf(plan, part);
        if (statuses is [ImplementationStatus.NotApplicable])
        {
            _notApplicable++;
            if ((part.Object("implementation-status")?.Text("remarks")
                ?? (OscalWords.Own(part, "description") is null ? part.Text("description") : null)) is { } reason) _reasons.Add(reason);
        }
        var description = part.Text("description");
        var made = new List<Duty>();
        var name = component is not null && OscalWords.Own(component, "implicit") is not null ? null
            : (component is null ? null : OscalWords.OwnProperty(component, "component")?.Text("remarks"))
            ?? OscalWords.Plain(component?.Text("title"));
        // The writer of matrices repeats texts as the description, where OSCAL wants one.
        var isRepeated = OscalWords.Own(part, "description") is not null;
        var export = part.Object("export");
        foreach (var item in export?.Items("provided") ?? [])
        {
            plan.Result.Count("provided");
            made.Add(Entry(plan, item, Party.ProviderWord, name, "provided", statuses));
        }
        foreach (var item in export?.Items("responsibilities") ?? []) made.Add(Responsibility(plan, item, name));
        foreach (var item in part.Items("inherited")) made.Add(Inherited(plan, item, component, name, statuses));
        foreach (var item in part.Items("satisfied")) made.Add(Satisfied(plan, item, component, name, statuses));
        foreach (var plain in part.Items("props").Where(OscalWords.Named("plain")))
        {
            var group = plain.Text("group");
            made.Add(WithOwn(plan, part, group, new Duty
            {
                Id = plan.TakeId(part, group),
                Party = Party.ProviderWord,
                Text = plain.Text("remarks"),
                Component = name,
                Implementation = statuses,
            }));
        }
        _entries += made.Count;
        if (isRepeated) description = null;
        var isOwn = !isRepeated && (made.Count == 0 || made.TrueForAll(static duty => duty.Party == Party.CustomerWord));
        if (isOwn)
        {
            // What the customer has to do says nothing of the text of the provider: that is internal then.
            var upstream = plan.Upstreams.OfComponent(component);
            var own = new Duty
            {
                Id = plan.TakeId(part),
                Party = !words.IsEmpty && !words.OfProvider ? Party.CustomerWord : Party.ProviderWord,
                Action = !words.IsEmpty && !words.OfProvider ? words.CustomerActions[0] : null,
                Text = made.Count == 0 ? description : null,
                InheritedFrom = upstream ?? (words is { IsInherited: true, OfSystem: false } ? plan.Upstreams.OfProperty(part) : null),
                Component = name,
                Implementation = statuses,
                InternalNote = made.Count == 0 ? null : description,
            };
            if (own.Party == Party.CustomerWord) own = own with { InheritedFrom = null };
            own = WithOwn(plan, part, null, own) with { Extensions = KeptPart(part, null) };
            made.Insert(0, own);
            if (made.Count == 1 && words.IsEmpty) _plain.Add(_duties.Count);
        }
        else if (made.Count > 0)
        {
            made[0] = made[0] with { InternalNote = made[0].InternalNote ?? description, Extensions = KeptPart(part, made[0]) };
        }
        for (var i = 1; i < made.Count; i++) made[i] = made[i] with { Extensions = KeptEntry(part, made[i]) };
        _duties.AddRange(made);
    }

    private static Duty Responsibility(PlanMatrix plan, OscalNode item, string? component)
    {
        plan.Result.Count("responsibilities");
        var duty = Entry(plan, item, Party.CustomerWord, component, "responsibilities");
        if (item.Text("provided-uuid") is not { } uuid) return duty;
        if (plan.DutyOf(uuid) is { } provided) return duty with { DependsOn = duty.DependsOn.Prepend(provided).Distinct().ToValueList() };
        plan.Result.Findings.Add(plan.File, "RM7003",
            "A responsibility names by provided-uuid what the plan does not provide: it depends on nothing.", item);
        return duty;
    }

    private Duty Inherited(PlanMatrix plan, OscalNode item, OscalNode? component, string? name,
        ValueList<ImplementationStatus> statuses)
    {
        plan.Result.Count("inherited");
        var uuid = item.Text("provided-uuid");
        var link = plan.Links.Find(uuid, plan.MatrixId);
        if (link is { IsResponsibility: true })
            plan.Result.Findings.Add(plan.File, "RM3008", "Something is inherited that the leveraged plan leaves to its customers: " +
                "provided-uuid names a responsibility there.", item, Severity.Warning);
        var at = link?.Control ?? (control.CatalogControl is null ? null : control.Selector.ToString());
        var duty = Entry(plan, item, Party.ProviderWord, name, "inherited", statuses);
        if (duty.InheritedFrom is not null) return duty;
        return duty with { InheritedFrom = plan.Upstreams.Of(item, uuid, component), UpstreamControls = at is null ? [] : [at] };
    }

    private static Duty Satisfied(PlanMatrix plan, OscalNode item, OscalNode? component, string? name,
        ValueList<ImplementationStatus> statuses)
    {
        plan.Result.Count("satisfied");
        var duty = Entry(plan, item, Party.ProviderWord, name, "satisfied", statuses);
        if (!duty.Satisfies.IsEmpty) return duty;
        if (OscalWords.IdOf(item.Text("responsibility-uuid")) is not { } uuid)
        {
            plan.Result.Findings.Add(plan.File, "RM7003", "Something satisfied has no responsibility-uuid: the duty satisfies nothing.",
                item);
            return duty;
        }
        var upstream = plan.Upstreams.Of(item, uuid, component);
        var link = plan.Links.Find(uuid, plan.MatrixId);
        if (link is { IsResponsibility: false })
            plan.Result.Findings.Add(plan.File, "RM3008", "A responsibility-uuid names what the leveraged plan provides, and no " +
                "responsibility of its customers. The plan probably means the responsibility beside it.", item, Severity.Warning);
        return duty with { Satisfies = [$"{upstream}#{link?.DutyId ?? uuid}"] };
    }

    private static Duty Entry(PlanMatrix plan, OscalNode item, string party, string? component, string kind,
        ValueList<ImplementationStatus> statuses = default)
    {
        return WithOwn(plan, item, null, new Duty
        {
            Id = plan.TakeId(item),
            Party = party,
            Text = item.Text("description"),
            Component = component,
            Implementation = statuses,
            Extensions = OscalWords.Kept(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("kind", kind);
                writer.WriteStartObject("entry");
                OscalWords.WriteMembers(writer, item, "description");
                writer.WriteEndObject();
                writer.WriteEndObject();
            }),
        });
    }

    private void ReadOwn(PlanMatrix plan, OscalNode node)
    {
        foreach (var property in OscalWords.OwnProperties(node, null))
        {
            var value = property.Text("value") ?? "";
            switch (property.Text("name"))
            {
                case "coupling" when Words.TryParse(value, out Coupling coupling): _coupling = coupling; break;
                case "inheritability" when Words.TryParse(value,
                    out Inheritability inheritability):
                    _inheritability = inheritability; break;
                case "state" when value == "conflict":
                    plan.Result.Findings.Add(plan.File, "RM7003",
                        "The plan was made of a matrix in which a control is in conflict: it is unassigned here.", node);
                    break;
                case "state" when Words.TryParse(value, out ControlState state)
                    && state is ControlState.NotApplicable or ControlState.NotDetermined:
                    _state = (state, property.Text("remarks"));
                    break;
            }
        }
    }

    // What OSCAL has no words for, as properties of a by-component or of something in it.
    private static Duty WithOwn(PlanMatrix plan, OscalNode node, string? group, Duty duty)
    {
        List<string> dependsOn = [], satisfies = [], controls = [];
        foreach (var property in OscalWords.OwnProperties(node, group))
        {
            var value = property.Text("value") ?? "";
            switch (property.Text("name"))
            {
                case "party" when value is Party.ProviderWord or Party.CustomerWord: duty = duty with { Party = value }; break;
                case "party" when plan.PartyIds.TryGetValue(value, out var party): duty = duty with { Party = party }; break;
                case "involvement":
                    var involvement = value.Split(' ').Aggregate(Involvement.None,
                        (all, word) => Words.TryParse(word, out Involvement one) ? all | one : all);
                    if (involvement != Involvement.None) duty = duty with { Involvement = involvement };
                    break;
                case "action" when value.Length > 0: duty = duty with { Action = value }; break;
                case "implementation":
                    duty = duty with
                    {
                        Implementation = value.Split(' ').Select(OscalWords.StatusOf).OfType<ImplementationStatus>().Distinct()
                            .ToValueList(),
                    };
                    break;
                case "text" when value == "none": duty = duty with { Text = null }; break;
                case "depends-on" when plan.DutyOf(value) is { } other: dependsOn.Add(other); break;
                case "satisfies" when value.IndexOfAny(['#', '@']) is > 0 and var at && at + 1 < value.Length
                    && plan.Upstreams.Has(value[..at]):
                    satisfies.Add(value); break;
                case "upstream" when plan.Upstreams.Has(value): duty = duty with { InheritedFrom = value }; break;
                case "upstream-control" when Selector.TryParse(value, out _): controls.Add(value); break;
                case "internal-note": duty = duty with { InternalNote = property.Text("remarks") }; break;
            }
        }
        return duty with
        {
            DependsOn = dependsOn.Distinct().ToValueList(),
            Satisfies = satisfies.Distinct().ToValueList(),
            UpstreamControls = controls.Distinct().ToValueList(),
        };
    }

    // The words decide who performs. What is stated one by one stays a duty all the same: others may refer to it.
    private List<Duty> Decide(PlanMatrix plan)
    {
        var all = new Originations();
        all.Add(_words);
        all.Add(_ofParts);
        if (all.IsEmpty) return _duties;
        var duties = _duties.ToList();
        foreach (var at in _words.IsEmpty ? [] : _plain)
        {
            if (!_words.OfProvider)
                duties[at] = duties[at] with { Party = Party.CustomerWord, Action = _words.CustomerActions[0], InheritedFrom = null };
            else if (_words is { IsInherited: true, OfSystem: false } && duties[at].InheritedFrom is null)
                duties[at] = duties[at] with { InheritedFrom = plan.Upstreams.OfProperty(_leveraging ?? _node!) };
        }
        if (_words is { IsInherited: true } && !duties.Exists(duty => duty.InheritedFrom is not null))
        {
            duties.Add(new Duty
            {
                Party = Party.ProviderWord,
                InheritedFrom = plan.Upstreams.OfProperty(_leveraging ?? _node!),
                Implementation = _statuses,
            });
        }
        if (_words.OfSystem && !duties.Exists(duty => duty.Party == Party.ProviderWord && duty.InheritedFrom is null))
            duties.Add(new Duty { Party = Party.ProviderWord, Implementation = _statuses });
        if (all.OfCustomer && !duties.Exists(duty => duty.Party == Party.CustomerWord))
            duties.AddRange(all.CustomerActions.Select(action => new Duty { Party = Party.CustomerWord, Action = action }));
        if ((!all.OfProvider && duties.Exists(duty => duty.Party == Party.ProviderWord))
            || (!all.OfCustomer && duties.Exists(duty => duty.Party == Party.CustomerWord)))
        {
            plan.Result.Findings.Add(plan.File, "RM7003", $"control-origination says “{Shortened.Text(all.Label)}”, and the texts give a " +
                "duty to the other side too: both are kept. To be reviewed.", _node);
        }
        return duties;
    }

    private void AddWords(PlanMatrix plan, Originations words, OscalNode node)
    {
        foreach (var unknown in words.Add(node))
            plan.Result.Findings.Add(plan.File, "RM7003",
                $"control-origination “{Shortened.Text(unknown)}” is no known word and says nothing here.", node);
        if (node.Properties("leveraged-authorization-uuid").Any()) _leveraging ??= node;
    }

    private static ValueList<ImplementationStatus> StatusesOf(PlanMatrix plan, OscalNode node)
    {
        List<ImplementationStatus> statuses = [];
        var stated = node.Object("implementation-status")?.Text("state");
        foreach (var word in (stated is null ? [] : new[] { stated }).Concat(node.Properties("implementation-status")))
        {
            if (OscalWords.StatusOf(word) is not { } status)
                plan.Result.Findings.Add(plan.File, "RM7003",
                    $"implementation-status “{Shortened.Text(word)}” is no known word and says nothing here.", node);
            else if (!statuses.Contains(status)) statuses.Add(status);
        }
        return statuses.ToValueList();
    }

    private SourceLabel? Source()
    {
        var all = new Originations();
        all.Add(_words);
        all.Add(_ofParts);
        return all.IsEmpty ? null : new SourceLabel { Label = all.Label, Vocabulary = "control-origination", At = _node!.Pointer };
    }

    // The first duty of a by-component keeps what else this says, the others its UUID, so that they come back together.
    private static ValueMap<JsonText> KeptPart(OscalNode part, Duty? entry) => OscalWords.Kept(writer =>
    {
        writer.WriteStartObject();
        if (entry is not null) WriteEntry(writer, entry);
        writer.WriteStartObject("by-component");
        OscalWords.WriteMembers(writer, part, Modelled);
        if (part.Object("export") is { } export)
        {
            writer.WriteStartObject("export");
            OscalWords.WriteMembers(writer, export, "provided", "responsibilities");
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static ValueMap<JsonText> KeptEntry(OscalNode part, Duty entry) => OscalWords.Kept(writer =>
    {
        writer.WriteStartObject();
        WriteEntry(writer, entry);
        writer.WriteStartObject("by-component");
        if (part.Text("uuid") is { } uuid) writer.WriteString("uuid", uuid);
        if (part.Text("component-uuid") is { } component) writer.WriteString("component-uuid", component);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteEntry(Utf8JsonWriter writer, Duty entry)
    {
        if (!entry.Extensions.TryGetValue(OscalWords.Extension, out var kept)) return;
        using var document = JsonDocument.Parse(kept.Text);
        foreach (var member in document.RootElement.EnumerateObject()) member.WriteTo(writer);
    }
}
