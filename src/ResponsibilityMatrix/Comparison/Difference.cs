using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>One thing in which two statements differ, apart from the control and the contexts.</summary>
internal sealed record Difference
{
    public required ChangeKind Kind { get; init; }

    public required string What { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public ValueList<ResolvedDuty> CustomerDuties { get; init; }
}

/// <summary>A party as two versions have it in common: the provider and the customer whatever their ids, a third party by its id.</summary>
internal readonly record struct Actor(Sides Side, string Id)
{
    public static Actor Of(ResolvedDuty duty) => Of(duty.Side, duty.Party);

    public static Actor Of(Sides side, string party) => new(side, side == Sides.ThirdParty ? party : "");

    public override string ToString() => Side == Sides.ThirdParty ? Id : Words.OfSplit(Side)!;
}
