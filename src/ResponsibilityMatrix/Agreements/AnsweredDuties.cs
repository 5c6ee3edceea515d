using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Combines the duties of a control from the matrix and from an answer.</summary>
internal sealed class AnsweredDuties(EffectiveMatrix effective, AnsweredRow answer, Stated stated, IReadOnlyList<string> parties,
    Func<string, string> unusedId)
{
    private readonly List<Duty> _duties = [];

    /// <summary>Makes the duties, and reports whether the same parties perform as before.</summary>
    public (List<Duty> Duties, bool IsSameSplit) Make(bool keepsIds)
    {
        var was = stated.Answer;
        var before = was.State == ControlState.Assigned ? Existing() : [];
        HashSet<string> performed = [.. before.Where(IsResponsible).Select(PartyOf)];
        foreach (var duty in before)
        {
            if (!IsResponsible(duty) || parties.Contains(PartyOf(duty))) _duties.Add(duty);
            else answer.Report(ImportDescriptors.Dropped, QuestionnaireForm.WhoPerforms,
                $"{was.Control} is no longer done by {NameOf(PartyOf(duty))}: the duty {Quote(duty.Text, duty.Id)} of the matrix is not " +
                $"in the draft");
        }
        var (provider, customer) = (effective.Service.Provider, effective.Service.Customer);
        Add(Sides.Provider, provider, QuestionnaireForm.WhatYouDo);
        Add(Sides.Customer, customer, QuestionnaireForm.WhatStays);
        foreach (var party in parties)
            if (party != provider && party != customer && !_duties.Exists(duty => IsResponsible(duty) && PartyOf(duty) == party))
                _duties.Add(
                    new Duty
                    {
                        Party = party,
                        Involvement = effective.SideOf(party) == Sides.ThirdParty ? Involvement.Responsible
                    : Duty.DefaultInvolvement
                    });
        // A party that delegates a duty to a third party remains accountable for it.
        if (!_duties.Exists(duty => duty.Involvement.HasFlag(Involvement.Accountable)))
            _duties.Add(
                new Duty
                {
                    Party = parties.Contains(customer) && !parties.Contains(provider) ? customer
                : provider,
                    Involvement = Involvement.Accountable
                });
        if (!keepsIds) NameAnew();
        return (_duties, performed.SetEquals(parties));
    }

    public bool IsOfProvider(Duty duty) => IsResponsible(duty) && SideOf(duty) == Sides.Provider;

    public bool IsOfThirdParty(Duty duty) => IsResponsible(duty) && SideOf(duty) == Sides.ThirdParty;

    // Copies of duties that depend on each other keep depending on each other, whatever happens to the originals.
    private void NameAnew()
    {
        HashSet<string> siblings =
            [.. (stated.Applied is { Level: 0 } applied ? applied.Source.Duties : default).Select(duty => duty.Id).OfType<string>()];
        HashSet<string> needed = [.. _duties.SelectMany(duty => duty.DependsOn).Where(siblings.Contains)];
        var ids = _duties.Select(duty => duty.Id).OfType<string>().Where(needed.Contains).Distinct()
            .ToDictionary(id => id, unusedId, StringComparer.Ordinal);
        for (var i = 0; i < _duties.Count; i++)
            _duties[i] = _duties[i] with
            {
                Id = _duties[i].Id is { } id ? ids.GetValueOrDefault(id) : null,
                DependsOn = _duties[i].DependsOn.Where(id => !siblings.Contains(id) || ids.ContainsKey(id))
                    .Select(id => ids.GetValueOrDefault(id, id)).ToValueList(),
            };
    }

    private static bool IsResponsible(Duty duty) => duty.Involvement.HasFlag(Involvement.Responsible);

    private void Add(Sides side, string party, string heading)
    {
        var text = answer.Said(heading) is { Length: > 0 } said ? said : null;
        var own = _duties.FindAll(duty => IsResponsible(duty) && SideOf(duty) == side);
        var performs = parties.Any(id => effective.SideOf(id) == side);
        if (own.Count == 0)
        {
            if (performs && (text is not null || parties.Contains(party))) _duties.Add(new Duty { Party = party, Text = text });
            else if (text is not null)
            {
                // A text that a side must act on is a duty of that side, even if the split does not name it.
                _duties.Add(new Duty { Party = party, Text = text });
                answer.Report(ImportDescriptors.Approximated, heading,
                    $"the answer does not name {NameOf(party)} among those who perform, but says what it does; it has a duty in the " +
                    $"draft. Review who performs");
            }
            return;
        }
        if (text is null || own.Exists(duty => duty.Text == text)) return;
        if (own.TrueForAll(duty => string.IsNullOrWhiteSpace(duty.Text)))
        {
            _duties[_duties.IndexOf(own[0])] = own[0] with { Text = text };
            return;
        }
        _duties.Add(new Duty { Party = party, Involvement = Involvement.Responsible, Text = text });
        answer.Report(ImportDescriptors.Approximated, heading,
            $"the text is a further duty of {NameOf(party)} in addition to those of the matrix. Review whether it replaces one of " +
            $"them");
    }

    // The duties as the document states them, without their conditions.
    private List<Duty> Existing()
    {
        var (was, applied) = (stated.Answer, stated.Applied);
        List<Duty> duties = [];
        foreach (var duty in was.Duties)
        {
            if (applied is { Level: 0 } && applied.NumberOf(duty) is >= 0 and var number)
            {
                var source = applied.Source.Duties[number - applied.FirstDuty];
                duties.Add(source with { When = default });
                continue;
            }
            if (applied is { Level: > 0 } && !duty.DependsOn.IsEmpty)
                answer.Report(ImportDescriptors.Dropped, QuestionnaireForm.QuestionId,
                    $"that a duty of {NameOf(duty.Party)} depends on others in {applied.LevelOf.DocumentName} cannot be said from here; " +
                    $"see {string.Join(", ", duty.DependsOn.Take(8))}");
            duties.Add(new Duty
            {
                Party = duty.Party,
                Involvement = duty.Involvement,
                Action = duty.Action,
                Text = duty.Text,
                DependsOn = applied is { Level: > 0 } ? default : duty.DependsOn,
                Satisfies = duty.Satisfies,
                InheritedFrom = duty.InheritedFrom,
                UpstreamControls = duty.UpstreamControls,
                Evidence = duty.Evidence,
                Commitments = duty.Commitments,
                Component = duty.Component,
                Implementation = duty.Implementation,
            });
        }
        return duties;
    }

    private string PartyOf(Duty duty) => effective.PartyId(duty.Party, 0);

    private Sides SideOf(Duty duty) => effective.SideOf(PartyOf(duty));

    private string NameOf(string party) => effective.FindParty(party)?.Name ?? party;

    internal static string Quote(string? words, string? id) => words is { Length: > 0 } text
        ? $"“{(text.Length > 200 ? text[..200] + "…" : text).TrimEnd('.')}”" : id is not null ? $"“{id}”" : "without a text";
}
