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
    private readonly Dictionary<string, string> _upstreamsBefore;
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
        _reasons = [.. input.Answers.Select(answer => new ReasonText(answer, input.Resolver, hasFolders: false))];
        _findings = input.Findings.Where(finding => finding.Control is not null)
            .ToLookup(finding => (finding.Catalog, finding.Control));
        _upstreams = Upstreams(input.Resolver);
        _upstreamsBefore = input.Previous is { } old ? Upstreams(old.Resolver) : [];
        if (input.Previous is { } previous)
        {
            foreach (var control in previous.Answers.SelectMany(answer => answer.Controls)) _numbers.Add(control);
            foreach (var control in input.Answers.SelectMany(answer => answer.Controls)) _numbers.Keep(control);
        }
        for (var variant = 0; variant < input.Answers.Count; variant++)
            foreach (var control in input.Answers[variant].Controls.Where(control => control.IsLeaf))
            {
                var before = Before(control, variant);
                _numbers.Add(control, before, before is null ? null : DutyPairing.Of(before, control));
                foreach (var (duty, number) in control.Duties.Zip(_numbers.Of(control)))
                    if (duty.Id is { } id) _numberById.TryAdd(id, Number(control, number));
            }
    }

    /// <summary>The controls by domain; of a party's view, those that it has a part in, and those that nobody has.</summary>
    public ReportControls Build(ResolvedParty? party)
    {
        var first = _input.Answers[0];
        List<(string Catalog, string Title, List<ReportControl> Controls)> domains = [];
        Dictionary<(string, string), int> places = [];
        var byId = ById(first);
        for (var i = 0; i < first.Controls.Count; i++) Add(Control(i, byId), first.Controls[i], _input.Resolver);
        if (_input.Previous is { } previous)
        {
            var before = ById(previous.Answers[0]);
            foreach (var answers in previous.Removed(first)) Add(Removed(answers, before), answers[0], previous.Resolver);
        }
        return new()
        {
            Parties = Parties().OrderBy(known => Rank(known.Side)).ToValueList(),
            Domains = domains.Select(domain => new ReportDomain
            {
                Anchor = Unique($"d-{Slug(domain.Catalog)}-{Slug(domain.Title)}"),
                Title = domain.Title,
                Catalog = domain.Catalog,
                Controls = domain.Controls.ToValueList(),
            }).ToValueList(),
        };

        void Add(ReportControl control, ResolvedControl resolved, Resolver resolver)
        {
            if (party is not null && !Concerns(control, party)) return;
            var key = (resolved.Catalog, Title: resolver.GroupOf(resolved));
            if (!places.TryGetValue(key, out var place))
            {
                places[key] = place = domains.Count;
                domains.Add((key.Catalog, key.Title, []));
            }
            domains[place].Controls.Add(control);
        }
    }

    // Those that have duties, or had them before.
    private IEnumerable<ReportParty> Parties()
    {
        var answers = _input.Answers.Concat(_input.Previous?.Answers ?? []).ToList();
        var present = answers.SelectMany(answer => answer.Controls).SelectMany(control => control.Duties)
            .Select(duty => duty.Party).ToHashSet();
        return answers.SelectMany(answer => answer.Parties).DistinctBy(known => known.Id).Where(known => present.Contains(known.Id))
            .Select(known => new ReportParty { Id = known.Id, Name = known.Name, Side = known.Side });
    }

    /// <summary>The anchor of a control: letters, digits and hyphens, and points where the id has them.</summary>
    public static string AnchorOf(string catalog, string control) => $"{Slug(catalog)}-{Slug(control)}";

    private ReportControl Control(int index, Dictionary<string, ResolvedControl> byId)
    {
        var control = _input.Answers[0].Controls[index];
        var answers = Merged(variant => Answer(_input.Answers[variant].Controls[index], variant));
        return Control(control, byId) with
        {
            Answers = answers,
            Change = _input.Previous is null ? ReportChange.None
                : Before(control, 0) is null ? ReportChange.Added
                : answers.Any(answer => answer.Before is not null || answer.Duties.Any(duty => duty.Change != ReportChange.None))
                    ? ReportChange.Changed : ReportChange.None,
        };
    }

    private ReportControl Removed(IReadOnlyList<ResolvedControl> answers, Dictionary<string, ResolvedControl> byId) =>
        Control(answers[0], byId) with
        {
            Answers = Merged(variant => new()
            {
                Variants = [],
                State = answers[variant].State,
                Split = answers[variant].Split,
                Words = WordsOf(answers[variant]),
                Tone = ReportTone.Plain,
                Reason = answers[variant].Reason,
                Duties = answers[variant].IsLeaf ? RemovedDuties(answers[variant], []) : [],
            }),
            Change = ReportChange.Removed,
        };

    private ReportControl Control(ResolvedControl control, Dictionary<string, ResolvedControl> byId)
    {
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
            Answers = [],
        };
    }

    // One answer where several variants have the same.
    private ValueList<ReportAnswer> Merged(Func<int, ReportAnswer> answerIn)
    {
        List<(ReportAnswer Answer, List<int> Variants)> answers = [];
        for (var variant = 0; variant < _input.Answers.Count; variant++)
        {
            var answer = answerIn(variant);
            var known = answers.FindIndex(candidate => candidate.Answer == answer);
            if (known < 0) answers.Add((answer, [variant]));
            else answers[known].Variants.Add(variant);
        }
        return answers.Select(answer => answer.Answer with { Variants = answer.Variants.ToValueList() }).ToValueList();
    }

    private ReportAnswer Answer(ResolvedControl control, int variant)
    {
        var context = _input.Answers[variant].Context;
        return new()
        {
            Variants = [],
            State = control.State,
            Split = control.Split,
            Words = WordsOf(control),
            Before = Before(control, variant) is { } before && WordsOf(before) != WordsOf(control) ? WordsOf(before) : null,
            Tone = ToneOf(control),
            IsByServiceModel = control.IsByServiceModel,
            StatedFor = control.IsLeaf && _input.Resolver.TryFindNamed(control, out _, out var named) && named != control.Control
                ? named : null,
            Reason = control.Reason,
            Inheritability = AnswerText.TakeOver(control),
            Coupling = AnswerText.Coupling(control),
            Accountable = control.Accountable.Select(_input.NameOf).Distinct().ToValueList(),
            Duties = control.IsLeaf ? Duties(control, variant) : [],
            Commitments = !control.IsLeaf ? [] : _input.Resolver.CommitmentsOf(control, context)
                .Select(commitment => $"{_input.NameOf(commitment.Party)}: {_input.Resolver.Describe(commitment)}").ToValueList(),
            Evidence = !control.IsLeaf ? [] : _input.Resolver.EvidenceOf(control).Select(Evidence).ToValueList(),
            Because = _reasons[variant].Sentences(control).ToValueList(),
            Chain = _chains.IsEmpty ? null : ChainTree.Of(
                _chains[variant], _chained[variant].GetValueOrDefault((control.Catalog, control.Control)), _input.Matrix.Title),
            Findings = _findings[(control.Catalog, control.Control)].Select(finding => (finding.Id, finding.Severity, finding.Message))
                .Distinct().Take(MostFindings)
                .Select(finding => new ReportCell { Text = $"{finding.Id}: {finding.Message}", Tone = ToneOf(finding.Severity) })
                .ToValueList(),
        };
    }

    private ValueList<ReportDuty> Duties(ResolvedControl control, int variant)
    {
        var numbers = _numbers.Of(control);
        if (_input.Previous is null) return control.Duties.Select((duty, i) => Duty(control, duty, numbers[i], _upstreams)).ToValueList();
        if (Before(control, variant) is not { IsLeaf: true } before)
            return control.Duties.Select((duty, i) => Duty(control, duty, numbers[i], _upstreams) with { Change = ReportChange.Added })
                .ToValueList();
        var pairs = DutyPairing.Of(before, control);
        return control.Duties.Select((duty, i) =>
        {
            var now = Duty(control, duty, numbers[i], _upstreams);
            if (pairs[i] < 0) return now with { Change = ReportChange.Added };
            var old = Duty(control, before.Duties[pairs[i]], numbers[i], _upstreamsBefore);
            // A party may have another id by now.
            var same = _input.Previous.NameOf(old.Party) == _input.NameOf(now.Party) ? old with { Party = now.Party } : old;
            return same == now ? now : now with { Change = ReportChange.Changed, Before = old };
        }).Concat(RemovedDuties(before, [.. pairs])).ToValueList();
    }

    private ValueList<ReportDuty> RemovedDuties(ResolvedControl before, HashSet<int> kept)
    {
        var numbers = _numbers.Of(before);
        return before.Duties.Select((duty, i) => (Duty: duty, Place: i)).Where(entry => !kept.Contains(entry.Place))
            .Select(entry => Duty(before, entry.Duty, numbers[entry.Place], _upstreamsBefore) with { Change = ReportChange.Removed })
            .ToValueList();
    }

    private ReportDuty Duty(ResolvedControl control, ResolvedDuty duty, int number, Dictionary<string, string> upstreams) => new()
    {
        Number = Number(control, number),
        Party = duty.Party,
        Side = duty.Side,
        Text = AnswerText.Doing(duty),
        Roles = duty.Involvement,
        Involvement = AnswerText.Involvement(duty),
        Component = duty.Component,
        Implementation = duty.Implementation.IsEmpty ? null : duty.Implementation.InWords(),
        IsDone = duty.IsDone,
        InheritedFrom = duty.InheritedFrom is not { } upstream ? null
            : upstreams.TryGetValue(upstream, out var provider) ? $"{provider} ({upstream})" : upstream,
        DependsOn = duty.DependsOn.Select(id => _numberById.GetValueOrDefault(id, id)).ToValueList(),
    };

    private ResolvedControl? Before(ResolvedControl control, int variant) => _input.Previous?.Before(variant, control);

    private ReportCell Evidence(Evidence evidence)
    {
        var validity = evidence.ValidityOn(_input.AsOf);
        var issuer = evidence.Issuer is { } name ? $" ({name})" : "";
        return new() { Text = $"{evidence.Title}{issuer}: {evidence.Describe(validity)}", Tone = ToneOf(validity) };
    }

    private static bool Concerns(ReportControl control, ResolvedParty party) =>
        control.Answers.Any(answer => answer.Tone is ReportTone.Bad or ReportTone.Caution
            || (control.IsLeaf && answer.Duties.Any(duty => duty.Party == party.Id)));

    private Dictionary<string, string> Upstreams(Resolver resolver) => resolver.Upstreams.DistinctBy(upstream => upstream.Id)
        .ToDictionary(upstream => upstream.Id, upstream => _input.NameOf(upstream.Provider));

    private static Dictionary<string, ResolvedControl> ById(ResolvedMatrix answer) =>
        answer.Controls.DistinctBy(control => control.Control).ToDictionary(control => control.Control);

    private static string WordsOf(ResolvedControl control) => control.State == ControlState.Assigned
        ? AnswerText.Split(control.Split) + (control.IsComplete ? "" : " (incomplete)") : AnswerText.State(control.State);

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

    /// <summary>A text fit to be a part of an anchor.</summary>
    public static string Slug(string text)
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
