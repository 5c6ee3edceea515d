using ResponsibilityMatrix.Model;
using Xunit;
using static ResponsibilityMatrix.Model.ImplementationStatus;

namespace ResponsibilityMatrix.Tests;

public sealed class ImplementationStatusTests
{
    public static TheoryData<ImplementationStatus[], bool> Lists => new()
    {
        { [], true },
        { [Implemented], true },
        { [Alternative], true },
        { [Implemented, NotApplicable], true },
        { [NotApplicable], false },
        { [Planned], false },
        { [NotImplemented], false },
        { [Implemented, Partial], false },
        { [Planned, Alternative], false },
        { [Implemented, NotImplemented], false },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_duty_is_done_when_nothing_or_only_what_is_in_place_is_stated(ImplementationStatus[] statuses, bool isDone)
    {
        var duty = new Duty { Party = "provider", Implementation = [.. statuses] };

        Assert.Equal(isDone, duty.IsDone);
        Assert.Equal(isDone, duty.Implementation.IsDone());
    }
}
