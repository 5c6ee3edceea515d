using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Tables;

/// <summary>The colours of the words for states. The words stand in the cells; the colours only help to find them.</summary>
internal static class StateColours
{
    /// <summary>The rules for cells of some columns that begin with such a word.</summary>
    public static IEnumerable<SheetRule> Rules(int first, int last) =>
        Enum.GetValues<PortfolioState>().Select(state => (Text: PortfolioWords.Of(state), Tone: ToneOf(state)))
            .Concat(Enum.GetValues<OwnState>().Select(state => (Text: PortfolioWords.Of(state), Tone: ToneOf(state))))
            .Select(word => new SheetRule { First = first, Last = last, Text = word.Text, Tone = word.Tone, IsAtStart = true });

    /// <summary>How a state looks where no rule is.</summary>
    public static SheetLook LookOf(PortfolioState state) => ToneOf(state) switch
    {
        SheetTone.Bad => SheetLook.Bad,
        SheetTone.Caution => SheetLook.Caution,
        SheetTone.Good => SheetLook.Good,
        SheetTone.Derived => SheetLook.Derived,
        _ => SheetLook.Term,
    };

    /// <inheritdoc cref="LookOf(PortfolioState)"/>
    public static SheetLook LookOf(OwnState state) => ToneOf(state) switch
    {
        SheetTone.Bad => SheetLook.Bad,
        SheetTone.Caution => SheetLook.Caution,
        _ => SheetLook.Good,
    };

    private static SheetTone ToneOf(PortfolioState state) => state switch
    {
        PortfolioState.Open => SheetTone.Bad,
        PortfolioState.Mine => SheetTone.Responsible,
        PortfolioState.Covered => SheetTone.Good,
        PortfolioState.NotApplicable => SheetTone.Derived,
        _ => SheetTone.Caution,
    };

    private static SheetTone ToneOf(OwnState state) => state switch
    {
        OwnState.Contradicted or OwnState.Unclaimed => SheetTone.Bad,
        OwnState.Planned => SheetTone.Caution,
        _ => SheetTone.Good,
    };
}
