using System.Text.Json;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>What the states of a portfolio are called in texts for people. Thread-safe.</summary>
public static class PortfolioWords
{
    /// <summary>The word for a state, such as <c>not applicable</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Of(PortfolioState state) => state == PortfolioState.NotApplicable ? "not applicable" : Camel(state);

    /// <summary>The word for a state of the own statement.</summary>
    /// <param name="state">The state.</param>
    public static string Of(OwnState state) => Camel(state);

    /// <summary>What a state means, in a few words.</summary>
    /// <param name="state">The state.</param>
    public static string MeaningOf(PortfolioState state) => state switch
    {
        PortfolioState.Open => "nobody knows who performs it",
        PortfolioState.Mine => "the party has a part to do",
        PortfolioState.Covered => "others perform it",
        PortfolioState.NotApplicable => "a service says that it does not apply to it",
        _ => "no service speaks of it",
    };

    /// <summary>What a state of the own statement means, in a few words.</summary>
    /// <param name="state">The state.</param>
    public static string MeaningOf(OwnState state) => state switch
    {
        OwnState.Contradicted => "it inherits what a service leaves to the party",
        OwnState.Unclaimed => "it says nothing of it",
        OwnState.Planned => "it has a duty that is not done",
        OwnState.Claimed => "it has a duty that is done, or does not say how far it is",
        OwnState.Inherited => "it inherits it",
        _ => "it says, with a reason, that it does not apply",
    };

    /// <summary>The words for one of <see cref="PortfolioCell.Flags"/>, such as <c>not done</c>.</summary>
    /// <param name="flag">The flag; of one that is not known, the word itself comes back.</param>
    public static string OfFlag(string flag) => flag switch
    {
        "notDone" => "not done",
        "carvedOut" => "carved out of the assurance",
        "unassured" => "without the authorization that is needed",
        "accountable" => "answered for by the party",
        _ => flag,
    };

    private static string Camel<T>(T state) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
