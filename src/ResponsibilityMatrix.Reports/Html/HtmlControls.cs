using System.Globalization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>The controls as HTML: what finds them, the matrix as a picture, and each with its answers.</summary>
internal sealed class HtmlControls
{
    // Headings of so many parties are turned.
    private const int ManyParties = 6;

    private readonly Report _report;
    private readonly HtmlWriter _html;
    private readonly HtmlText _text;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, (int Index, ReportParty Party)> _parties = new(StringComparer.Ordinal);
    private readonly List<ReportControls> _all;
    private bool _hasBar;
    private int _domain;

    public HtmlControls(Report report, HtmlWriter html, HtmlText text, CancellationToken cancellationToken)
    {
        _report = report;
        _html = html;
        _text = text;
        _cancellationToken = cancellationToken;
        _all = [.. report.Sections.SelectMany(section => section.Blocks).OfType<ReportControls>()];
        foreach (var party in _all.SelectMany(controls => controls.Parties)) _parties.TryAdd(party.Id, (_parties.Count, party));
    }

    public void Write(ReportControls controls)
    {
        if (!_hasBar) Bar();
        _hasBar = true;
        Grid(controls);
        foreach (var domain in controls.Domains)
        {
            _html.Start(HtmlTag.Section, "domain").Attribute(HtmlAttribute.DataFor, Number(_domain++)).Start(HtmlTag.H3).Id(domain.Anchor);
            _text.Bdi(_html, domain.Title).Text(" ").Start(HtmlTag.Small).Text(domain.Catalog).End().End().Line();
            foreach (var control in domain.Controls) Control(control);
            _html.End();
        }
    }

    // Is of use with the script alone, which shows it.
    private void Bar()
    {
        var domains = _all.SelectMany(controls => controls.Domains).ToList();
        var answers = domains.SelectMany(domain => domain.Controls).Where(control => control.IsLeaf)
            .SelectMany(control => control.Answers).ToList();
        if (answers.Count == 0) return;
        _html.Start(HtmlTag.P, "print").Id("_w").Attribute(HtmlAttribute.Hidden).End();
        _html.Start(HtmlTag.Form, "bar").Id("_bar").Attribute(HtmlAttribute.Role, "search").Attribute(HtmlAttribute.Hidden)
            .Attribute(HtmlAttribute.AriaLabel, "Find controls");
        _html.Start(HtmlTag.Label, "q").Text("Search ").Start(HtmlTag.Input).Id("_q").Attribute(HtmlAttribute.Type, "search")
            .Attribute(HtmlAttribute.AriaKeyshortcuts, "/").Attribute(HtmlAttribute.Placeholder, "Press / to search").End().End();
        if (_report.Variants.Count > 1)
            Select("_v", "Model and options", "all", _report.Variants.Select((variant, i) => (Number(i), variant.Title)), "0");
        Select("_p", "Party", "all", _parties.Values.Select(party => ($"p{party.Index}", party.Party.Name)),
            _report.For is { } id && _parties.TryGetValue(id, out var known) ? $"p{known.Index}" : null);
        Select("_s", "Who performs", "anybody", answers.Where(answer => answer.State == ControlState.Assigned)
            .Select(answer => answer.Split).Distinct().Order().Select(split => ($"s{(int)split}", AnswerText.Split(split))));
        Select("_t", "State", "any", answers.Select(answer => answer.State).Distinct().Order().Select(state => ($"t{(int)state}",
            state == ControlState.Assigned ? "assigned" : AnswerText.State(state))));
        Select("_d", "Domain", "all", domains.Select((domain, i) => (Number(i), domain.Title)));
        Box("_o", "Open or not done", answers.Exists(IsOpen));
        Box("_x", "Changed since the version before",
            domains.SelectMany(domain => domain.Controls).Any(control => control.Change != ReportChange.None));
        Box("_m", "By service model", answers.Exists(answer => answer.IsByServiceModel));
        _html.Start(HtmlTag.Button).Id("_c").Attribute(HtmlAttribute.Type, "button").Text("Clear").End();
        _html.Start(HtmlTag.Output).Id("_n").Attribute(HtmlAttribute.AriaLive, "polite").End().End().Line();
    }

    private void Select(string id, string label, string all, IEnumerable<(string Value, string Text)> options, string? selected = null)
    {
        var list = options.ToList();
        if (list.Count < 2) return;
        _html.Start(HtmlTag.Label).Text($"{label} ").Start(HtmlTag.Select).Id(id);
        _html.Start(HtmlTag.Option).Attribute(HtmlAttribute.Value, "-").Text(all).End();
        foreach (var (value, text) in list)
        {
            _html.Start(HtmlTag.Option).Attribute(HtmlAttribute.Value, value);
            if (value == selected) _html.Attribute(HtmlAttribute.Selected);
            _html.Text(text).End();
        }
        _html.End().End();
    }

    private void Box(string id, string label, bool isOfUse)
    {
        if (!isOfUse) return;
        _html.Start(HtmlTag.Label, "box").Start(HtmlTag.Input).Id(id).Attribute(HtmlAttribute.Type, "checkbox").End()
            .Text($" {label}").End();
    }

    private void Grid(ReportControls controls)
    {
        var parties = controls.Parties;
        var isMany = parties.Count > ManyParties;
        _html.Start(HtmlTag.P, "key").Text("Each row is a control, each column a party: ");
        foreach (var (letter, meaning) in new[] { ("R", "is responsible: does it"), ("A", "is accountable: answers for it"),
            ("C", "is consulted before"), ("I", "is informed") })
            _html.Start(HtmlTag.B).Text(letter).End().Text($" {meaning}; ");
        _html.Start(HtmlTag.B).Text("!").End().Text(" not done yet; ").Start(HtmlTag.B).Text("↑").End()
            .Text(" inherited from a provider further up. A dashed line: nobody stated it, the service model alone gives it.").End();
        _html.Start(HtmlTag.Div, "scroll grid").Attribute(HtmlAttribute.Tabindex, "0").Attribute(HtmlAttribute.Role, "region")
            .Attribute(HtmlAttribute.AriaLabel, "Controls by parties");
        _html.Start(HtmlTag.Table, isMany ? "many" : null).Start(HtmlTag.Caption).Text("Controls by parties").End();
        _html.Start(HtmlTag.Thead).Start(HtmlTag.Tr);
        foreach (var heading in new[] { "Control", "Who performs" })
            _html.Start(HtmlTag.Th).Attribute(HtmlAttribute.Scope, "col").Text(heading).End();
        foreach (var party in parties)
            _text.Bdi(_html.Start(HtmlTag.Th, $"k{(int)party.Side}").Attribute(HtmlAttribute.Scope, "col"), party.Name).End();
        _html.End().End();
        foreach (var domain in controls.Domains)
        {
            _html.Start(HtmlTag.Tbody).Start(HtmlTag.Tr, "group").Start(HtmlTag.Th).Attribute(HtmlAttribute.Scope, "rowgroup")
                .Attribute(HtmlAttribute.Colspan, Number(parties.Count + 2));
            _text.Bdi(_html, domain.Title).End().End().Line();
            foreach (var control in domain.Controls)
                foreach (var answer in control.Answers) Row(control, answer, parties);
            _html.End();
        }
        _html.End().End().Line();
    }

    private void Row(ReportControl control, ReportAnswer answer, ValueList<ReportParty> parties)
    {
        _html.Start(HtmlTag.Tr, control.Change == ReportChange.Removed ? "gone" : control.IsLeaf ? null : "up");
        _text.Variants(answer.Variants);
        _html.Start(HtmlTag.Th, control.Depth > 0 ? $"d{Math.Min(control.Depth, 3)}" : null).Attribute(HtmlAttribute.Scope, "row")
            .Start(HtmlTag.A).Anchor(control.Anchor).Text(control.Id).End();
        Title(control);
        Label(answer);
        _html.End().Start(HtmlTag.Td);
        Words(answer);
        _html.End();
        var byParty = answer.Duties.ToLookup(duty => duty.Party);
        foreach (var party in parties)
        {
            _html.Start(HtmlTag.Td);
            var duties = byParty[party.Id].Where(duty => duty.Change != ReportChange.Removed).ToList();
            if (duties.Count > 0)
            {
                var roles = duties.Aggregate(Involvement.None, (roles, duty) => roles | duty.Roles);
                var isResponsible = roles.HasFlag(Involvement.Responsible);
                _html.Start(HtmlTag.A, $"k{(int)party.Side}{(isResponsible ? " r" : "")}{(answer.IsByServiceModel ? " m" : "")}")
                    .Anchor(control.Anchor).Text(Letters(roles) + (duties.Exists(duty => duty.InheritedFrom is not null) ? "↑" : "") +
                        (duties.Exists(duty => !duty.IsDone) ? "!" : "")).End();
            }
            _html.End();
        }
        _html.End().Line();
    }

    private void Control(ReportControl control)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var depth = control.Depth == 0 ? "" : $" d{Math.Min(control.Depth, 3)}";
        _html.Start(HtmlTag.Article, $"c{depth}{(control.IsLeaf ? "" : " up")}").Id(control.Anchor);
        _html.Start(HtmlTag.H4).Start(HtmlTag.A).Anchor(control.Anchor).Text(control.Id).End();
        Title(control);
        if (control.Change is ReportChange.Added) _html.Text(" ").Start(HtmlTag.Ins).Text("new").End();
        if (control.Change is ReportChange.Removed) _html.Text(" ").Start(HtmlTag.Strong, "bad").Text("no longer there").End();
        _html.End();
        foreach (var answer in control.Answers) Answer(control, answer);
        _html.End().Line();
    }

    // Some catalogs have no titles but ids.
    private void Title(ReportControl control)
    {
        if (control.Title.Length > 0 && control.Title != control.Id) _text.Bdi(_html.Text(" "), control.Title);
    }

    private void Answer(ReportControl control, ReportAnswer answer)
    {
        _html.Start(HtmlTag.Div, "a");
        _text.Variants(answer.Variants);
        _html.Attribute(HtmlAttribute.DataK, Keys(answer, control.Change != ReportChange.None));
        Label(answer);
        _html.Start(HtmlTag.P);
        if (answer.Before is { } before) _html.Start(HtmlTag.Del).Text(before).End().Text(" ");
        Words(answer);
        if (answer.StatedFor is { } whole) _html.Text($" Stated for {whole} as a whole, not for this statement.");
        if (answer.Reason is { } reason) _text.Bdi(_html.Text(" "), reason);
        _html.End();
        if (control.IsLeaf)
        {
            Duties(answer);
            Sentences(answer);
        }
        Cells("Findings", answer.Findings);
        if (answer.Chain is { } chain) new HtmlChain(_html).Write(chain);
        if (!answer.Because.IsEmpty)
        {
            _html.Start(HtmlTag.Details).Start(HtmlTag.Summary).Text("Why").End();
            foreach (var sentence in answer.Because) _html.Start(HtmlTag.P).Text(sentence).End();
            _html.End();
        }
        _html.End();
    }

    private void Duties(ReportAnswer answer)
    {
        if (answer.Duties.IsEmpty) return;
        _html.Start(HtmlTag.Ul, "u");
        foreach (var duty in answer.Duties)
        {
            var known = _parties.TryGetValue(duty.Party, out var party);
            _html.Start(HtmlTag.Li, $"k{(int)duty.Side}{(known ? $" p{party.Index}" : "")}");
            if (duty.Before is { } before)
            {
                Duty(_html.Start(HtmlTag.Del), before);
                _html.End().Text(" ");
            }
            if (duty.Change == ReportChange.None) Duty(_html, duty);
            else
            {
                Duty(_html.Start(duty.Change == ReportChange.Removed ? HtmlTag.Del : HtmlTag.Ins), duty);
                _html.End();
            }
            _html.End();
        }
        _html.End();
    }

    private void Duty(HtmlWriter html, ReportDuty duty)
    {
        var name = _parties.TryGetValue(duty.Party, out var party) ? party.Party.Name : duty.Party;
        html.Start(HtmlTag.Small).Text(duty.Number).End().Text(" ").Start(HtmlTag.B).Start(HtmlTag.Bdi).Text(name).End().End();
        if (duty.Involvement is { } involvement) html.Text($" ({involvement})");
        if (duty.Text.Length > 0) _text.Bdi(html.Text(" "), duty.Text);
        if (duty.InheritedFrom is { } upstream)
            html.Text(" ").Start(HtmlTag.Span, "tag").Text("↑ inherited from ").Start(HtmlTag.Bdi).Text(upstream).End().End();
        if (duty.Component is { } component)
            html.Text(" ").Start(HtmlTag.Span, "tag").Start(HtmlTag.Bdi).Text(component).End().End();
        if (duty.Implementation is { } implementation)
            html.Text(" ").Start(HtmlTag.Span, duty.IsDone ? "tag" : "caution").Text(implementation).End();
        if (!duty.DependsOn.IsEmpty)
            html.Text(" ").Start(HtmlTag.Span, "tag").Text($"needs {string.Join(", ", (IEnumerable<string>)duty.DependsOn)}").End();
    }

    private void Sentences(ReportAnswer answer)
    {
        var accountable = answer.Accountable.IsEmpty ? null : $"{AnswerText.And(answer.Accountable)} " +
            $"{(answer.Accountable.Count == 1 ? "answers" : "answer")} for it.";
        var sentences = new[] { accountable, answer.Inheritability, answer.Coupling }.Where(sentence => sentence is not null);
        var line = string.Join(' ', sentences);
        if (line.Length > 0) _html.Start(HtmlTag.P, "more").Text(line).End();
        Cells("Commitments", answer.Commitments.Select(commitment => new ReportCell { Text = commitment }).ToValueList());
        Cells("Evidence", answer.Evidence);
    }

    private void Cells(string title, ValueList<ReportCell> cells)
    {
        if (cells.IsEmpty) return;
        _html.Start(HtmlTag.Div, "x").Start(HtmlTag.B).Text(title).End().Start(HtmlTag.Ul);
        foreach (var cell in cells)
            _text.Bdi(_html.Start(HtmlTag.Li, HtmlBlocks.ClassOf(cell.Tone)), cell.Text).End();
        _html.End().End();
    }

    // In which variants an answer holds, for readers that have all of them before their eyes.
    private void Label(ReportAnswer answer)
    {
        if (answer.Variants.Count < _report.Variants.Count)
            _html.Start(HtmlTag.Span, "v")
                .Text($"For {string.Join("; ", answer.Variants.Select(variant => _report.Variants[variant].Title))}:").End();
    }

    private void Words(ReportAnswer answer)
    {
        var @class = answer.Tone switch
        {
            ReportTone.Bad => "w bad",
            ReportTone.Caution => "w caution",
            _ when answer.State == ControlState.Assigned => $"w s{(int)answer.Split}{(answer.IsByServiceModel ? " m" : "")}",
            _ => "w",
        };
        _html.Start(HtmlTag.Span, @class).Text(answer.Words).End();
        if (answer.IsByServiceModel) _html.Text(" ").Start(HtmlTag.Em).Text("by service model").End();
    }

    // What the script filters by: state, split, parties, whether it is open, given by the service model alone, changed.
    private string Keys(ReportAnswer answer, bool isChanged) => string.Join(' ', answer.Duties.Select(duty => duty.Party).Distinct()
        .Where(_parties.ContainsKey).Select(party => $"p{_parties[party].Index}")
        .Prepend(answer.State == ControlState.Assigned ? $"t{(int)answer.State} s{(int)answer.Split}" : $"t{(int)answer.State}")
        .Concat(IsOpen(answer) ? ["o"] : []).Concat(answer.IsByServiceModel ? ["m"] : []).Concat(isChanged ? ["c"] : []));

    private static bool IsOpen(ReportAnswer answer) => answer.Tone is ReportTone.Bad or ReportTone.Caution
        || answer.Duties.Any(duty => !duty.IsDone && duty.Change != ReportChange.Removed);

    private static string Letters(Involvement roles) => string.Concat(
        roles.HasFlag(Involvement.Responsible) ? "R" : "", roles.HasFlag(Involvement.Accountable) ? "A" : "",
        roles.HasFlag(Involvement.Consulted) ? "C" : "", roles.HasFlag(Involvement.Informed) ? "I" : "");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
