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

    /// <summary>The status of two answers, by the sides that perform.</summary>
    public static ReconcileStatus StatusOf(ResolvedControl? provider, ResolvedControl? customer)
    {
        if (IsSilent(provider) || IsSilent(customer)) return ReconcileStatus.Silent;
        var isNeverHere = provider!.State == ControlState.NotApplicable;
        if (isNeverHere || customer!.State == ControlState.NotApplicable)
            return isNeverHere && customer!.State == ControlState.NotApplicable ? ReconcileStatus.Agreed : ReconcileStatus.Disputed;
        var (fromProvider, fromCustomer) = (provider.Split, customer.Split);
        if (!fromProvider.HasFlag(Sides.Provider) && !fromCustomer.HasFlag(Sides.Customer)
            && !(fromProvider | fromCustomer).HasFlag(Sides.ThirdParty)) return ReconcileStatus.Gap;
        if (Expects(fromProvider, fromCustomer, Sides.Customer) || Expects(fromCustomer, fromProvider, Sides.Provider)
            || (fromProvider ^ fromCustomer).HasFlag(Sides.ThirdParty))
            return ReconcileStatus.Disputed;
        return Expects(fromProvider, fromCustomer, Sides.Provider) || Expects(fromCustomer, fromProvider, Sides.Customer)
            ? ReconcileStatus.Overlap : ReconcileStatus.Agreed;
    }

    /// <summary>Whether two answers differ. Two missing answers do not.</summary>
    public static bool Differ(ResolvedControl? provider, ResolvedControl? customer) =>
        StatusOf(provider, customer) != ReconcileStatus.Agreed && !(IsSilent(provider) && IsSilent(customer));

    public (string? Note, ValueList<string> Differences, ValueList<string> WordDifferences) Of(ReconcilePair pair, ReconcileStatus status)
    {
        List<string> sentences = [];
        List<string> differences = [];
        List<string> wordDifferences = [];
        switch (status)
        {
            case ReconcileStatus.Agreed: DescribeAgreed(pair, differences, wordDifferences); break;
            case ReconcileStatus.Gap: DescribeGap(pair, sentences); break;
            case ReconcileStatus.Disputed: DescribeDisputed(pair, sentences); break;
            case ReconcileStatus.Overlap: DescribeOverlap(pair, sentences); break;
            default: DescribeSilent(pair, sentences); break;
        }
        if (pair.IsWhole) sentences.Add("It is compared as a whole, since the two matrices do not have the same parts of it.");
        if (status != ReconcileStatus.Silent) DescribeOpenParts(pair, sentences);
        DescribeSource(provider, pair.Provider, sentences);
        DescribeSource(customer, pair.Customer, sentences);
        var note = string.Join(' ', differences.Concat(wordDifferences).Concat(sentences));
        return (note.Length == 0 ? null : note, differences.ToValueList(), wordDifferences.ToValueList());
    }

    private static bool IsSilent(ResolvedControl? answer) => answer is not { State: ControlState.Assigned or ControlState.NotApplicable };

    private static bool Expects(Sides here, Sides there, Sides side) => here.HasFlag(side) && !there.HasFlag(side);

    private void DescribeGap(ReconcilePair pair, List<string> sentences)
    {
        var (fromProvider, fromCustomer) = (pair.Provider.Answer!, pair.Customer.Answer!);
        var left = fromProvider.Split.HasFlag(Sides.Customer)
            ? $"{Provider} leaves it to {Customer}{_words.Quoted(fromProvider.Duties, Sides.Customer)}"
            : $"{Provider} names nobody who does it";
        var counted = fromCustomer.Split.HasFlag(Sides.Provider)
            ? $"{Customer} counts on {Provider}{_words.Quoted(fromCustomer.Duties, Sides.Provider)}"
            : $"{Customer} names nobody who does it";
        sentences.Add(
            $"Nobody does it: {left}, and {counted}. {Provider} and {Customer}: agree which of you does it, and have that one say so in " +
            $"its own matrix and the other follow.");
    }

    private void DescribeDisputed(ReconcilePair pair, List<string> sentences)
    {
        var (fromProvider, fromCustomer) = (pair.Provider.Answer!, pair.Customer.Answer!);
        if (fromProvider.State == ControlState.NotApplicable || fromCustomer.State == ControlState.NotApplicable)
        {
            var isProviders = fromProvider.State == ControlState.NotApplicable;
            var (here, there, by, other) = isProviders ? (fromProvider, fromCustomer, Provider, Customer)
                : (fromCustomer, fromProvider, Customer, Provider);
            sentences.Add(
                $"{by} says that it does not apply{(here.Reason is { } reason ? $" ({DutyWords.Quote([reason])})" : "")}, and {other} " +
                $"that it is done: {DescribePerformers(there)}. Agree whether it applies; {other}: take it out, or {by}: state who does " +
                    $"it.");
            return;
        }
        if (Expects(fromProvider.Split, fromCustomer.Split, Sides.Customer))
            sentences.Add(
                $"{Provider} counts on {Customer}{_words.Quoted(fromProvider.Duties, Sides.Customer)}, which {Customer} does not say of " +
                    $"itself. " +
                $"{Customer}: take this on in your matrix; otherwise {Provider}: do it yourself, or have it left out.");
        if (Expects(fromCustomer.Split, fromProvider.Split, Sides.Provider))
            sentences.Add(
                $"{Customer} counts on {Provider}{_words.Quoted(fromCustomer.Duties, Sides.Provider)}, which {Provider} does not say of " +
                    $"itself. " +
                $"{Provider}: take this on in your matrix; otherwise {Customer}: do it yourself, or do without.");
        if (Expects(fromProvider.Split, fromCustomer.Split, Sides.ThirdParty))
            DescribeUnknownThirdParty(provider, Provider, fromProvider, Customer, sentences);
        if (Expects(fromCustomer.Split, fromProvider.Split, Sides.ThirdParty))
            DescribeUnknownThirdParty(customer, Customer, fromCustomer, Provider, sentences);
    }

    private void DescribeUnknownThirdParty(ReconcileSide side, string by, ResolvedControl answer, string other, List<string> sentences)
    {
        var names = Sentences.And([.. _words.ThirdParties(answer.Duties).Select(party => ThirdPartyNames.NameOf(side, party))]);
        sentences.Add(
            $"{by} has a third party perform, {names}{_words.Quoted(answer.Duties, Sides.ThirdParty)}, which {other}'s matrix does not " +
            $"know of. {other}: accept it and name it, or ask {by} to do without.");
    }

    private void DescribeOverlap(ReconcilePair pair, List<string> sentences)
    {
        var (fromProvider, fromCustomer) = (pair.Provider.Answer!, pair.Customer.Answer!);
        if (Expects(fromProvider.Split, fromCustomer.Split, Sides.Provider))
            sentences.Add(
                $"{Provider} does it{_words.Quoted(fromProvider.Duties, Sides.Provider)}, and {Customer} does not count on that.");
        if (Expects(fromCustomer.Split, fromProvider.Split, Sides.Customer))
            sentences.Add(
                $"{Customer} does it{_words.Quoted(fromCustomer.Duties, Sides.Customer)}, and {Provider} does not count on that.");
        sentences.Add(
            $"{Provider} and {Customer}: agree whether both are needed; plan them together and name both in both matrices, or drop one.");
    }

    private void DescribeSilent(ReconcilePair pair, List<string> sentences)
    {
        DescribeSilent(pair.Provider, Provider, sentences);
        DescribeSilent(pair.Customer, Customer, sentences);
        var (isProviderSilent, isCustomerSilent) = (IsSilent(pair.Provider.Answer), IsSilent(pair.Customer.Answer));
        if (isProviderSilent && isCustomerSilent)
        {
            sentences.Add($"{Provider} and {Customer}: state who does it.");
            return;
        }
        var (answer, by, silent) = isProviderSilent ? (pair.Customer.Answer!, Customer, Provider)
            : (pair.Provider.Answer!, Provider, Customer);
        sentences.Add(answer.State == ControlState.NotApplicable ? $"{by} says that it does not apply."
            : $"{by} says: {DescribePerformers(answer)}.");
        sentences.Add($"{silent}: state your part, or confirm {by}'s statement.");
    }

    private static void DescribeSilent(StatementAnswer statement, string name, List<string> sentences)
    {
        if (statement.Answer is null)
        {
            var why = statement.Absence is { } absence ? $", and along the mapping there is nothing to compare: {LowerFirst(absence)}"
                : ".";
            sentences.Add($"{name}'s matrix does not have it in its scope{why}");
            return;
        }
        if (!IsSilent(statement.Answer)) return;
        sentences.Add(statement.Answer.State switch
        {
            ControlState.NotDetermined =>
                $"{name} leaves it open{(statement.Answer.Reason is { } reason ? $" ({DutyWords.Quote([reason])})" : "")}.",
            ControlState.Conflict => $"{name}'s matrix contradicts itself on it.",
            _ => $"{name}'s matrix says nothing of it.",
        });
    }

    // For a sentence within another one. An id at its start stays as it is.
    private static string LowerFirst(string sentence) => sentence.Length > 1 && char.IsUpper(sentence[0]) && !char.IsUpper(sentence[1])
        ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    // The performers, with the texts of their duties.
    private string DescribePerformers(ResolvedControl answer)
    {
        List<string> parts = [];
        if (answer.Split.HasFlag(Sides.Provider)) parts.Add($"{Provider} does it{_words.Quoted(answer.Duties, Sides.Provider)}");
        if (answer.Split.HasFlag(Sides.Customer)) parts.Add($"{Customer} does it{_words.Quoted(answer.Duties, Sides.Customer)}");
        if (answer.Split.HasFlag(Sides.ThirdParty)) parts.Add($"a third party does it{_words.Quoted(answer.Duties, Sides.ThirdParty)}");
        return parts.Count == 0 ? "nobody does it" : Sentences.And(parts);
    }

    private void DescribeAgreed(ReconcilePair pair, List<string> differences, List<string> wordDifferences)
    {
        var (fromProvider, fromCustomer) = (pair.Provider.Answer!, pair.Customer.Answer!);
        if (ThirdPartiesDiffer(fromProvider, fromCustomer) is { } thirdParties) differences.Add(thirdParties);
        if (CommitmentsDiffer(pair) is { } commitments) differences.Add(commitments);
        foreach (var (side, name) in new[] { (Sides.Provider, Provider), (Sides.Customer, Customer) })
            if (WordsDiffer(fromProvider, fromCustomer, side, name) is { } words) wordDifferences.Add(words);
    }

    private string? ThirdPartiesDiffer(ResolvedControl fromProvider, ResolvedControl fromCustomer)
    {
        var (here, there) = (_words.ThirdParties(fromProvider.Duties), _words.ThirdParties(fromCustomer.Duties));
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

    // Texts are compared only if both statements have some.
    private string? WordsDiffer(ResolvedControl fromProvider, ResolvedControl fromCustomer, Sides side, string name)
    {
        var (here, there) = (_words.Of(fromProvider.Duties, side), _words.Of(fromCustomer.Duties, side));
        if (here.Count == 0 || there.Count == 0 || here.SequenceEqual(there)) return null;
        return $"The words for {name}'s part differ: {Provider} says {DutyWords.Quote(here)}, {Customer} {DutyWords.Quote(there)}.";
    }

    private void DescribeOpenParts(ReconcilePair pair, List<string> sentences)
    {
        if (!pair.Provider.Answer!.IsComplete) sentences.Add($"{Provider}'s matrix leaves a part of it open.");
        if (!pair.Customer.Answer!.IsComplete) sentences.Add($"{Customer}'s matrix leaves a part of it open.");
    }

    private static void DescribeSource(ReconcileSide side, StatementAnswer statement, List<string> sentences)
    {
        if (statement is not { Answer: not null, Carried: { } carried }) return;
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
