namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>A clock that stands at the last second of a day, in UTC.</summary>
internal sealed class Day(DateOnly today) : TimeProvider
{
    public DateOnly Today { get; set; } = today;

    public override DateTimeOffset GetUtcNow() => new(Today, new TimeOnly(23, 59, 59), TimeSpan.Zero);
}
