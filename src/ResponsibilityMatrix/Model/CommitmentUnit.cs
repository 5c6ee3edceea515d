namespace ResponsibilityMatrix.Model;

/// <summary>
/// A unit of commitments and its properties. Applications add their own through the options of a resolver. Immutable and thread-safe; equal
/// by value.
/// </summary>
public sealed record CommitmentUnit
{
    /// <summary>The <see cref="Dimension"/> of units of time.</summary>
    public const string Time = "time";

    /// <summary>The <see cref="Dimension"/> of shares of a whole.</summary>
    public const string Share = "share";

    /// <summary>The id in documents, such as <c>hours</c>. A unit of an application contains a dot, such as <c>acme.grams</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The dimension: <see cref="Time"/>, <see cref="Share"/> or a word of an application.</summary>
    public required string Dimension { get; init; }

    /// <summary>The size in the smallest unit of the dimension. Null for a unit that is never converted, such as business hours, which
    /// depend on the calendar.</summary>
    public int? Factor { get; init; }

    /// <summary>For a share, the value of the whole, which is also the maximum: 100 for percent. Null for other units.</summary>
    public int? Whole { get; init; }

    /// <summary>The unit after the number one, such as <c>business hour</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>The unit after other numbers, such as <c>business hours</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>Other spellings besides <see cref="Id"/>, <see cref="Singular"/> and <see cref="Plural"/>, shortest first, with their size
    /// in this unit: for days, <c>d</c> is 1 and <c>weeks</c> is 7.</summary>
    public ValueMap<int> Spellings { get; init; }

    /// <summary>The units of the format.</summary>
    public static ValueList<CommitmentUnit> Known { get; } =
    [
        new() { Id = "percent", Dimension = Share, Factor = 1, Whole = 100, Singular = "percent", Plural = "percent",
            Spellings = Same("%", "per cent") },
        new() { Id = "minutes", Dimension = Time, Factor = 1, Singular = "minute", Plural = "minutes", Spellings = Same("min", "mins") },
        new() { Id = "hours", Dimension = Time, Factor = 60, Singular = "hour", Plural = "hours", Spellings = Same("h", "hr", "hrs") },
        new() { Id = "days", Dimension = Time, Factor = 24 * 60, Singular = "day", Plural = "days",
            Spellings = new([.. Same("d"), new("week", 7), new("weeks", 7)]) },
        new() { Id = "months", Dimension = Time, Factor = 30 * 24 * 60, Singular = "month", Plural = "months",
            Spellings = new([new("year", 12), new("years", 12)]) },
        new() { Id = "businessHours", Dimension = Time, Singular = "business hour", Plural = "business hours",
            Spellings = Same("working hour", "working hours") },
        new() { Id = "businessDays", Dimension = Time, Singular = "business day", Plural = "business days",
            Spellings = Same("working day", "working days") },
    ];

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static ValueMap<int> Same(params string[] spellings) => new(spellings.Select(spelling => KeyValuePair.Create(spelling, 1)));
}
