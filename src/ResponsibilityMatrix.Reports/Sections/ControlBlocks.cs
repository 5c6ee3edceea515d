using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Makes the controls of a report, each with its answers in all variants.</summary>
internal sealed class ControlBlocks
{
    private const int MostFindings = 5;
    private readonly MatrixReportInput _input;
    private readonly ValueList<ChainAnswer> _chains;
    private readonly DutyNumbers _numbers = new();
    private readonly List<ReasonText> _reasons;
    private readonly ILookup<(string? Catalog, string? Control), Diagnostic> _findings;
    private readonly Dictionary<string, string> _upstreams;
    private readonly List<Dictionary<(string, string), ChainedControl>> _chained;
    private readonly Dictionary<string, string> _numberById = new(StringComparer.Ordinal);
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    public ControlBlocks(MatrixReportInput input, ValueList<ChainAnswer> chains)
    {
        _input = input;
        _chains = chains;
        _chained = [.. chains.Select(chain => chain.Controls
            .DistinctBy(control => (control.Resolved.Catalog, control.Resolved.Control))
            .ToDictionary(control => (control.Resolved.Catalog, control.Resolved.Control)))];
        _reasons = [.. input.Answers.Select(answer => new ReasonText(answer, input.Resolver))];
        _findings = input.Findings.Where(finding => finding.Control is not null)
            .ToLookup(finding => (finding.Catalog, finding.Control));
        _upstreams = input.Resolver.Upstreams.DistinctBy(upstream => upstream.Id)
            .ToDictionary(upstream => upstream.Id, upstream => input.NameOf(upstream.Provider));
        if (input.Options.Previous is { } previous)
            foreach (var context in ReportVariants.Of(previous, input.Options with { Context = new() { AsOf = input.AsOf } }).Contexts)
                foreach (var control in previous.Resolve(context).Controls) _numbers.Add(control);
        foreach (var control in input.Answers.SelectMany(answer => answer.Controls).Where(control => control.IsLeaf))
        {
            _numbers.Add(control);
            foreach (var (duty, number) in control.Duties.Zip(_numbers.Of(control)))
                if (duty.Id is { } id) _numberById.TryAdd(id, Number(control, number));
        }
    }

    /// <summary>The controls by domain; of a party's view, those that it has a part in, and those that nobody has.</summary>
    public ReportControls Build(ResolvedParty? party)
    {
        var first = _input.Answers[0];
        var byId = first.Controls.DistinctBy(control => control.Control).ToDictionary(control => control.Control);
        List<(string Catalog, string Title, List<ReportControl> Controls)> domains = [];
        Dictionary<(string, string), int> places = [];
        for (var i = 0; i < first.Controls.Count; i++)
        {
            var control = Control(i, byId);
            if (party is not null && !Concerns(control, party)) continue;
            var key = (first.Controls[i].Catalog, _input.Resolver.GroupOf(first.Controls[i]));
            if (!places.TryGetValue(key, out var place))
            {
                places[key] = place = domains.Count;
                domains.Add((key.Catalog, key.Item2, []));
            }
            domains[place].Controls.Add(control);
        }
        var present = _input.Answers.SelectMany(answer => answer.Controls).SelectMany(control => control.Duties)
            .Select(duty => duty.Party).ToHashSet();
        return new()
        {
            Parties = first.Parties.Where(known => present.Contains(known.Id)).OrderBy(known => Rank(known.Side))
                .Select(known => new ReportParty { Id = known.Id, Name = known.Name, Side = known.Side }).ToValueList(),
            Domains = domains.Select(domain => new ReportDomain
            {
                Anchor = Unique($"d-{Slug(domain.Catalog)}-{Slug(domain.Title)}"),
                Title = domain.Title,
                Catalog = domain.Catalog,
                Controls = domain.Controls.ToValueList(),
            }).ToValueList(),
        };
    }

    /// <summary>The anchor of a control: letters, digits and hyphens, and points where the id has them.</summary>
    public static string AnchorOf(string catalog, string control) => $"{Slug(catalog)}-{Slug(control)}";

    private ReportControl Control(int index, Dictionary<string, ResolvedControl> byId)
    {
        var control = _input.Answers[0].Controls[index];
        List<(ReportAnswer Answer, List<int> Variants)> answers = [];
        for (var variant = 0; variant < _input.Answers.Count; variant++)
        {
            var answer = Answer(_input.Answers[variant].Controls[index], variant, byId);
            var known = answers.FindIndex(candidate => candidate.Answer == answer);
            if (known < 0) answers.Add((answer, [variant]));
            else answers[known].Variants.Add(variant);
        }
        var depth = 0;
        for (var parent = control.Parent; parent is not null && depth < 9 && byId.TryGetValue(parent, out var above); parent = above.Parent)
            depth++;
        return new()
        {
            Anchor = Unique(AnchorOf(control.Catalog, control.Control)),
            Id = control.Control,
            Title = control.Title,
            Depth = depth,
            IsLeaf = control.IsLeaf,
            Answers = answers.Select(answer => answer.Answer with { Variants = answer.Variants.ToValueList() }).ToValueList(),
        };
    }

    private ReportAnswer Answer(ResolvedControl control, int variant, Dictionary<string, ResolvedControl> byId)
    {
        var context = _input.Answers[variant].Context;
        return new()
        {
            Variants = [],
            State = control.State,
            Split = control.Split,
            Words = control.State == ControlState.Assigned
                ? AnswerText.Split(control.Split) + (control.IsComplete ? "" : " (incomplete)") : AnswerText.State(control.State),
            Tone = ToneOf(control),
            IsByServiceModel = control.IsByServiceModel,
            StatedFor = control.IsLeaf ? StatedFor(control, byId) : null,
            Reason = control.Reason,
            Inheritability = AnswerText.TakeOver(control),
            Coupling = AnswerText.Coupling(control),
            Accountable = control.Accountable.Select(_input.NameOf).Distinct().ToValueList(),
            Duties = control.IsLeaf ? Duties(control) : [],
            Commitments = !control.IsLeaf ? [] : _input.Resolver.CommitmentsOf(control, context)
                .Select(commitment => $"{_input.NameOf(commitment.Party)}: {_input.Resolver.Describe(commitment)}").ToValueList(),
            Evidence = !control.IsLeaf ? [] : _input.Resolver.EvidenceOf(control).Select(Evidence).ToValueList(),
            Because = _reasons[variant].Sentences(control).ToValueList(),
            Chain = _chains.IsEmpty ? null : ChainTree.Of(
                _chains[variant], _chained[variant].GetValueOrDefault((control.Catalog, control.Control))),
            Findings = _findings[(control.Catalog, control.Control)].Select(finding => (finding.Id, finding.Severity, finding.Message))
                .Distinct().Take(MostFindings)
                .Select(finding => new ReportCell { Text = $"{finding.Id}: {finding.Message}", Tone = ToneOf(finding.Severity) })
                .ToValueList(),
        };
    }

    private ValueList<ReportDuty> Duties(ResolvedControl control)
    {
        var numbers = _numbers.Of(control);
        return control.Duties.Select((duty, i) => new ReportDuty
        {
            Number = Number(control, numbers[i]),
            Party = duty.Party,
            Side = duty.Side,
            Text = AnswerText.Doing(duty),
            Involvement = AnswerText.Involvement(duty),
            Component = duty.Component,
            Implementation = duty.Implementation.IsEmpty ? null : duty.Implementation.InWords(),
            IsDone = duty.IsDone,
            InheritedFrom = duty.InheritedFrom is not { } upstream ? null
                : _upstreams.TryGetValue(upstream, out var provider) ? $"{provider} ({upstream})" : upstream,
            DependsOn = duty.DependsOn.Select(id => _numberById.GetValueOrDefault(id, id)).ToValueList(),
        }).ToValueList();
    }

    private ReportCell Evidence(Evidence evidence)
    {
        var validity = evidence.ValidityOn(_input.AsOf);
        var issuer = evidence.Issuer is { } name ? $" ({name})" : "";
        return new() { Text = $"{evidence.Title}{issuer}: {evidence.Describe(validity)}", Tone = ToneOf(validity) };
    }

    // A statement below a control says so where somebody spoke of the control as a whole.
    private static string? StatedFor(ResolvedControl control, Dictionary<string, ResolvedControl> byId)
    {
        if (control.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied)
            is not { } applied) return null;
        var selector = applied.Selector[(applied.Selector.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (!ControlKey.TryParse(selector, out var key)) return null;
        for (var (parent, steps) = (control.Parent, 0); parent is not null && steps < 64; steps++)
        {
            if (ControlKey.TryParse(parent, out var above) && above == key && !selector.EndsWith('*')) return parent;
            parent = byId.GetValueOrDefault(parent)?.Parent;
        }
        return null;
    }

    private static bool Concerns(ReportControl control, ResolvedParty party) =>
        control.Answers.Any(answer => answer.Tone is ReportTone.Bad or ReportTone.Caution
            || (control.IsLeaf && answer.Duties.Any(duty => duty.Party == party.Id)));

    private static string Number(ResolvedControl control, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{control.Control}-{number}");

    private string Unique(string anchor)
    {
        if (_anchors.Add(anchor)) return anchor;
        for (var i = 2; ; i++)
            if (_anchors.Add($"{anchor}-{i}")) return $"{anchor}-{i}";
    }

    private static int Rank(Sides side) => side switch { Sides.Provider => 0, Sides.Customer => 1, _ => 2 };

    public static ReportTone ToneOf(ResolvedControl control) => control.State switch
    {
        ControlState.Conflict or ControlState.Unassigned => ReportTone.Bad,
        ControlState.NotDetermined => ReportTone.Caution,
        ControlState.Assigned when !control.IsComplete || control.Split == Sides.None => ReportTone.Caution,
        _ when control.IsByServiceModel => ReportTone.Derived,
        _ => ReportTone.Plain,
    };

    public static ReportTone ToneOf(Severity severity) => severity switch
    {
        Severity.Error => ReportTone.Bad,
        Severity.Warning => ReportTone.Caution,
        _ => ReportTone.Plain,
    };

    public static ReportTone ToneOf(EvidenceValidity validity) => validity switch
    {
        EvidenceValidity.Valid => ReportTone.Good,
        EvidenceValidity.Expired => ReportTone.Bad,
        _ => ReportTone.Caution,
    };

    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) slug.Append(rune.ToString());
            else if (rune.Value is '.' && slug.Length > 0) slug.Append('.');
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().TrimEnd('-', '.');
    }
}
