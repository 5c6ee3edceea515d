using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Says of two statements about one control what they come to, what that means and what to do about it.</summary>
internal sealed class ReconcileNotes(ReconcileSide provider, ReconcileSide customer)
{
    private readonly DutyWords _words = new();
    private readonly ThirdPartyNames _thirdParties = new(provider, customer);

    public SideCommitments ProviderCommitments { get; } = new(provider);

    public SideCommitments CustomerCommitments { get; } = new(customer);

    private string Provider { get; } = provider.Name;

    private string Customer { get; } = customer.Name == provider.Name ? $"{customer.Name} (customer)" : customer.Name;

    /// <summary>What two answers come to, by who performs.</summary>
    public static ReconcileStatus StatusOf(ResolvedControl? provider, ResolvedControl? customer)
    {
        if (IsSilent(provider) || IsSilent(customer)) return ReconcileStatus.Silent;
        var isNeverHere = provider!.State == ControlState.NotApplicable;
        if (isNeverHere || customer!.State == ControlState.NotApplicable)
            return isNeverHere && customer!.State == ControlState.NotApplicable ? ReconcileStatus.Agreed : ReconcileStatus.Disputed;
        var (vp, vc) = (provider.Split, customer.Split);
        if (!vp.HasFlag(Sides.Provider) && !vc.HasFlag(Sides.Customer) && !(vp | vc).HasFlag(Sides.ThirdParty)) return ReconcileStatus.Gap;
        if (Expects(vp, vc, Sides.Customer) || Expects(vc, vp, Sides.Provider) || (vp ^ vc).HasFlag(Sides.ThirdParty))
            return ReconcileStatus.Disputed;
        return Expects(vp, vc, Sides.Provider) || Expects(vc, vp, Sides.Customer) ? ReconcileStatus.Overlap : ReconcileStatus.Agreed;
    }

    /// <summary>Whether two answers are not the same statement. What neither says does not differ.</summary>
    public static bool Differ(ResolvedControl? provider, ResolvedControl? customer) =>
        StatusOf(provider, customer) != ReconcileStatus.Agreed && !(IsSilent(provider) && IsSilent(customer));

    public (string? Note, ValueList<ReconcileDifference> Differences) Of(ReconcilePair pair, ReconcileStatus status)
    {
        List<string> sentences = [];
        List<ReconcileDifference> differences = [];
        switch (status)
        {
            case ReconcileStatus.Agreed: Agreed(pair, sentences, differences); break;
            case ReconcileStatus.Gap: Gap(pair, sentences); break;
            case ReconcileStatus.Disputed: Disputed(pair, sentences); break;
            case ReconcileStatus.Overlap: Overlap(pair, sentences); break;
            default: Silent(pair, sentences); break;
        }
        if (pair.IsWhole) sentences.Add("It is compared as a whole, since the two matrices do not have the same parts of it.");
        if (status != ReconcileStatus.Silent) Open(pair, sentences);
        Way(provider, pair.Provider, sentences);
        Way(customer, pair.Customer, sentences);
        return (sentences.Count == 0 ? null : string.Join(' ', sentences), differences.ToValueList());
    }

    private static bool IsSilent(ResolvedControl? answer) => answer is not { State: ControlState.Assigned or ControlState.NotApplicable };

    private static bool Expects(Sides here, Sides there, Sides side) => here.HasFlag(side) && !there.HasFlag(side);

    private void Gap(ReconcilePair pair, List<string> sentences)
    {
        var (vp, vc) = (pair.Provider.Answer!, pair.Customer.Answer!);
        var left = vp.Split.HasFlag(Sides.Customer) ? $"{Provider} leaves it to {Customer}{_words.Quoted(vp.Duties, Sides.Customer)}"
            : $"{Provider} names nobody who does it";
        var counted = vc.Split.HasFlag(Sides.Provider) ? $"{Customer} counts on {Provider}{_words.Quoted(vc.Duties, Sides.Provider)}"
            : $"{Customer} names nobody who does it";
        sentences.Add(
            $"Nobody does it: {left}, and {counted}. {Provider} and {Customer}: agree which of you does it, and have that one say so in " +
            $"its own matrix and the other follow.");
    }

    private void Disputed(ReconcilePair pair, List<string> sentences)
    {
        var (vp, vc) = (pair.Provider.Answer!, pair.Customer.Answer!);
        if (vp.State == ControlState.NotApplicable || vc.State == ControlState.NotApplicable)
        {
            var isProviders = vp.State == ControlState.NotApplicable;
            var (here, there, by, other) = isProviders ? (vp, vc, Provider, Customer) : (vc, vp, Customer, Provider);
            sentences.Add(
                $"{by} says that it does not apply{(here.Reason is { } reason ? $" ({DutyWords.Quote([reason])})" : "")}, and {other} " +
                $"that it is done: {Who(there)}. Agree whether it applies; {other}: take it out, or {by}: state who does it.");
            return;
        }
        if (Expects(vp.Split, vc.Split, Sides.Customer))
            sentences.Add(
                $"{Provider} counts on {Customer}{_words.Quoted(vp.Duties, Sides.Customer)}, which {Customer} does not say of itself. " +
                $"{Customer}: take this on in your matrix; otherwise {Provider}: do it yourself, or have it left out.");
        if (Expects(vc.Split, vp.Split, Sides.Provider))
            sentences.Add(
                $"{Customer} counts on {Provider}{_words.Quoted(vc.Duties, Sides.Provider)}, which {Provider} does not say of itself. " +
                $"{Provider}: take this on in your matrix; otherwise {Customer}: do it yourself, or do without.");
        if (Expects(vp.Split, vc.Split, Sides.ThirdParty)) Unknown(provider, Provider, vp, Customer, sentences);
        if (Expects(vc.Split, vp.Split, Sides.ThirdParty)) Unknown(customer, Customer, vc, Provider, sentences);
    }

    private void Unknown(ReconcileSide side, string by, ResolvedControl answer, string other, List<string> sentences)
    {
        var names = Sentences.And([.. _words.ThirdParties(answer.Duties).Select(party => ThirdPartyNames.NameOf(side, party))]);
        sentences.Add(
            $"{by} has a third party perform, {names}{_words.Quoted(answer.Duties, Sides.ThirdParty)}, which {other}'s matrix does not " +
            $"know of. {other}: accept it and name it, or ask {by} to do without.");
    }

    private void Overlap(ReconcilePair pair, List<string> sentences)
    {
        var (vp, vc) = (pair.Provider.Answer!, pair.Customer.Answer!);
        if (Expects(vp.Split, vc.Split, Sides.Provider))
            sentences.Add($"{Provider} does it{_words.Quoted(vp.Duties, Sides.Provider)}, and {Customer} does not count on that.");
        if (Expects(vc.Split, vp.Split, Sides.Customer))
            sentences.Add($"{Customer} does it{_words.Quoted(vc.Duties, Sides.Customer)}, and {Provider} does not count on that.");
        sentences.Add(
            $"{Provider} and {Customer}: agree whether both are needed; plan them together and name both in both matrices, or drop one.");
    }

    private void Silent(ReconcilePair pair, List<string> sentences)
    {
        Silent(pair.Provider, Provider, sentences);
        Silent(pair.Customer, Customer, sentences);
        var (isProviderSilent, isCustomerSilent) = (IsSilent(pair.Provider.Answer), IsSilent(pair.Customer.Answer));
        if (isProviderSilent && isCustomerSilent)
        {
            sentences.Add($"{Provider} and {Customer}: state who does it.");
            return;
        }
        var (answer, by, silent) = isProviderSilent ? (pair.Customer.Answer!, Customer, Provider)
            : (pair.Provider.Answer!, Provider, Customer);
        sentences.Add(answer.State == ControlState.NotApplicable ? $"{by} says that it does not apply." : $"{by} says: {Who(answer)}.");
        sentences.Add($"{silent}: state your part, or confirm {by}'s statement.");
    }

    private static void Silent(Cell cell, string name, List<string> sentences)
    {
        if (cell.Answer is null)
        {
            var why = cell.Absence is { } absence ? $", and along the mapping there is nothing to compare: {Inner(absence)}" : ".";
            sentences.Add($"{name}'s matrix does not have it in its scope{why}");
            return;
        }
        if (!IsSilent(cell.Answer)) return;
        sentences.Add(cell.Answer.State switch
        {
            ControlState.NotDetermined =>
                $"{name} leaves it open{(cell.Answer.Reason is { } reason ? $" ({DutyWords.Quote([reason])})" : "")}.",
            ControlState.Conflict => $"{name}'s matrix contradicts itself on it.",
            _ => $"{name}'s matrix says nothing of it.",
        });
    }

    // A sentence within another; an id at its start stays as it is.
    private static string Inner(string sentence) => sentence.Length > 1 && char.IsUpper(sentence[0]) && !char.IsUpper(sentence[1])
        ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    // Who performs, with the words that the statement has for it.
    private string Who(ResolvedControl answer)
    {
        List<string> parts = [];
        if (answer.Split.HasFlag(Sides.Provider)) parts.Add($"{Provider} does it{_words.Quoted(answer.Duties, Sides.Provider)}");
        if (answer.Split.HasFlag(Sides.Customer)) parts.Add($"{Customer} does it{_words.Quoted(answer.Duties, Sides.Customer)}");
        if (answer.Split.HasFlag(Sides.ThirdParty)) parts.Add($"a third party does it{_words.Quoted(answer.Duties, Sides.ThirdParty)}");
        return parts.Count == 0 ? "nobody does it" : Sentences.And(parts);
    }

    private void Agreed(ReconcilePair pair, List<string> sentences, List<ReconcileDifference> differences)
    {
        var (vp, vc) = (pair.Provider.Answer!, pair.Customer.Answer!);
        if (ThirdPartiesDiffer(vp, vc) is { } thirdParties) Differ(ReconcileDifferenceKind.ThirdParties, thirdParties);
        if (CommitmentsDiffer(pair) is { } commitments) Differ(ReconcileDifferenceKind.Commitments, commitments);
        foreach (var (side, name) in new[] { (Sides.Provider, Provider), (Sides.Customer, Customer) })
            if (WordsDiffer(vp, vc, side, name) is { } words) Differ(ReconcileDifferenceKind.Words, words);

        void Differ(ReconcileDifferenceKind kind, string text)
        {
            differences.Add(new ReconcileDifference { Kind = kind, Text = text });
            sentences.Add(text);
        }
    }

    private string? ThirdPartiesDiffer(ResolvedControl vp, ResolvedControl vc)
    {
        var (here, there) = (_words.ThirdParties(vp.Duties), _words.ThirdParties(vc.Duties));
        if (here.Count == 0 && there.Count == 0) return null;
        if (here.Select(party => _thirdParties.Common(provider, party)).ToHashSet()
            .SetEquals(there.Select(party => _thirdParties.Common(customer, party)))) return null;
        return $"The third parties differ: {Provider} names {Names(provider, here)}, {Customer} names {Names(customer, there)}. Agree " +
            $"which of them perform.";

        static string Names(ReconcileSide side, IReadOnlyList<string> parties) =>
            Sentences.And([.. parties.Select(party => ThirdPartyNames.NameOf(side, party))]);
    }

    private string? CommitmentsDiffer(ReconcilePair pair)
    {
        var (here, there) = (ProviderCommitments.For(pair.Provider), CustomerCommitments.For(pair.Customer));
        if (here.Count == 0 && there.Count == 0) return null;
        List<string> parts = [];
        foreach (var what in here.Concat(there).Select(commitment => commitment.What).Distinct())
        {
            var (mine, theirs) =
                (here.FindAll(commitment => commitment.What == what), there.FindAll(commitment => commitment.What == what));
            if (mine.Select(commitment => commitment.Value).ToHashSet().SetEquals(theirs.Select(commitment => commitment.Value))) continue;
            parts.Add(theirs.Count == 0 ? $"only {Provider}'s matrix has {mine[0].Party} commitment {Words(mine)}"
                : mine.Count == 0 ? $"only {Customer}'s matrix has {theirs[0].Party} commitment {Words(theirs)}"
                : $"{Provider}'s matrix has {mine[0].Party} commitment {Words(mine)}, {Customer}'s {Words(theirs)}");
        }
        return parts.Count == 0 ? null : $"The commitments differ: {Sentences.And(parts)}. Agree on them, and state them in both matrices.";

        static string Words(List<SideCommitment> commitments) =>
            Sentences.And([.. commitments.Select(commitment => commitment.Words).Distinct()]);
    }

    // A statement without words for a duty has none that differ.
    private string? WordsDiffer(ResolvedControl vp, ResolvedControl vc, Sides side, string name)
    {
        var (here, there) = (_words.Of(vp.Duties, side), _words.Of(vc.Duties, side));
        if (here.Count == 0 || there.Count == 0 || here.SequenceEqual(there)) return null;
        return $"The words for {name}'s part differ: {Provider} says {DutyWords.Quote(here)}, {Customer} {DutyWords.Quote(there)}.";
    }

    private void Open(ReconcilePair pair, List<string> sentences)
    {
        if (!pair.Provider.Answer!.IsComplete) sentences.Add($"{Provider}'s matrix leaves a part of it open.");
        if (!pair.Customer.Answer!.IsComplete) sentences.Add($"{Customer}'s matrix leaves a part of it open.");
    }

    private static void Way(ReconcileSide side, Cell cell, List<string> sentences)
    {
        if (cell is not { Answer: not null, Carried: { } carried }) return;
        if (carried.Relation is null)
        {
            sentences.Add($"{side.Name}'s part was carried over by mapping. {carried.Reason}");
            return;
        }
        var source = carried.Sources[0];
        var names = Sentences.And([.. carried.Sources.Select(known => known.Control)]);
        var what = carried.Relation == ControlRelation.Equal ? $"{names} of {source.Catalog}"
            : $"{names} of {source.Catalog}, of which this is a part";
        sentences.Add(
            $"{side.Name}'s matrix speaks of {what} (mapping {source.Mapping}, " +
            $"{(carried.IsUncertain ? "uncertain: have it checked by somebody who has both texts" : source.Certainty ?? "certain")}).");
    }
}
