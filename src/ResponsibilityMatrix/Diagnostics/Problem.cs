namespace ResponsibilityMatrix.Diagnostics;

/// <summary>What is wrong with a request. An application can use the code to show a message of its own.</summary>
public enum ProblemCode
{
    /// <summary>The service has no service model.</summary>
    NoServiceModel,

    /// <summary>The service has several service models, and none was given. The choices are the models.</summary>
    MissingServiceModel,

    /// <summary>The subject is not a service model of the matrix. The choices are its models.</summary>
    UnknownServiceModel,

    /// <summary>No value was given for a parameter (the subject) that has no default, or whose defaults differ between two versions. The
    /// choices are its values.</summary>
    MissingParameter,

    /// <summary>The subject is not a parameter of the matrix. The choices are its parameters.</summary>
    UnknownParameter,

    /// <summary>The value is not allowed for the parameter, which is the subject. The choices are its values.</summary>
    UnknownParameterValue,

    /// <summary>The default of the parameter, which is the subject, is not one of its values. The choices are its values.</summary>
    UnknownDefault,

    /// <summary>Two versions have no service model, or no value of a parameter (the subject), in common.</summary>
    NothingInCommon,

    /// <summary>The subject is not a valid control id.</summary>
    InvalidControl,

    /// <summary>The subject selects several controls where one is required.</summary>
    SeveralControls,

    /// <summary>No control has that id.</summary>
    UnknownControl,

    /// <summary>The subject is a control of several catalogs. The choices are unambiguous references.</summary>
    AmbiguousControl,

    /// <summary>The control exists, but is not in the scope of the matrix.</summary>
    ControlNotInScope,

    /// <summary>The catalog has withdrawn the control. The choices are its replacements.</summary>
    WithdrawnControl,

    /// <summary>The subject is not an available catalog. The choices are the available catalogs.</summary>
    UnknownCatalog,

    /// <summary>No party has that name. The choices are the ids of the parties.</summary>
    UnknownParty,

    /// <summary>Several parties have that name. The choices are their ids.</summary>
    AmbiguousParty,

    /// <summary>The catalog (the subject) is already in the scope of the matrix, so nothing needs to be carried over.</summary>
    CatalogInScope,

    /// <summary>No available mapping leads to the catalog, which is the subject. The choices are catalogs that mappings lead to.</summary>
    NoMapping,

    /// <summary>The two matrices are not versions of the same matrix, and neither is a base of the other.</summary>
    DifferentMatrices,

    /// <summary>The annex was given before its base.</summary>
    WrongOrder,

    /// <summary>The annex extends another version of the base, which is the subject.</summary>
    OtherBaseVersion,

    /// <summary>The two matrices are about different services.</summary>
    DifferentServices,

    /// <summary>The text contains no key.</summary>
    NoKey,

    /// <summary>The text contains several keys.</summary>
    SeveralKeys,

    /// <summary>The key is public where a private key is required, or vice versa.</summary>
    WrongKey,

    /// <summary>The key is encrypted, and no passphrase was given.</summary>
    MissingPassphrase,

    /// <summary>The passphrase is wrong, or the key is damaged.</summary>
    WrongPassphrase,

    /// <summary>The key is damaged, of an unsupported kind or format, or too short.</summary>
    UnsupportedKey,
}

/// <summary>
/// Why a request is not possible, or a name or key is not valid. A value, so that an application can show it in its own words and language.
/// Immutable; equal by value.
/// </summary>
public sealed record Problem
{
    /// <summary>The kind of problem.</summary>
    public required ProblemCode Code { get; init; }

    /// <summary>One or two English sentences that include the choices. They never name a command or an option.</summary>
    public required string Message { get; init; }

    /// <summary>The name that was given, or the item that is missing; null if there is none.</summary>
    public string? Subject { get; init; }

    /// <summary>The invalid value; null except for <see cref="ProblemCode.UnknownParameterValue"/> and
    /// <see cref="ProblemCode.UnknownDefault"/>.</summary>
    public string? Value { get; init; }

    /// <summary>The valid alternatives; empty if there are none.</summary>
    public ValueList<string> Choices { get; init; }

    /// <summary>What was probably meant, or null if nothing is similar.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;

    internal static Problem MissingServiceModel(ValueList<string> choices) => new()
    {
        Code = ProblemCode.MissingServiceModel,
        Message = $"The service is offered in {choices.Count} models: say which one, {Join(choices)}.",
        Choices = choices,
    };

    internal static Problem UnknownServiceModel(string model, ValueList<string> choices, string of) =>
        new Problem
        {
            Code = ProblemCode.UnknownServiceModel,
            Message = $"'{model}' is no service model of {of}: choose {Join(choices)}.",
            Subject = model,
            Choices = choices,
        }.WithSuggestion(model, choices);

    internal static Problem MissingParameter(string parameter, ValueList<string> choices) => new()
    {
        Code = ProblemCode.MissingParameter,
        Message = $"The parameter {parameter} has no default: choose {Join(choices)}.",
        Subject = parameter,
        Choices = choices,
    };

    /// <param name="parameter">The name that was given.</param>
    /// <param name="choices">The available parameters.</param>
    /// <param name="where">The scope of the search, to follow the name.</param>
    /// <param name="known">The alternatives in words; null for none.</param>
    internal static Problem UnknownParameter(string parameter, ValueList<string> choices, string where, string? known) =>
        new Problem
        {
            Code = ProblemCode.UnknownParameter,
            Message = $"There is no parameter '{parameter}'{where}{(known is null ? "." : $": {known}.")}",
            Subject = parameter,
            Choices = choices,
        }.WithSuggestion(parameter, choices);

    internal static Problem UnknownParameterValue(string parameter, string value, ValueList<string> choices, string where = "") =>
        new Problem
        {
            Code = ProblemCode.UnknownParameterValue,
            Message = $"The parameter {parameter} cannot be '{value}'{where}: choose {Join(choices)}.",
            Subject = parameter,
            Value = value,
            Choices = choices,
        }.WithSuggestion(value, choices);

    internal static Problem UnsupportedKey(string message) => new() { Code = ProblemCode.UnsupportedKey, Message = message };

    /// <summary>All names in one sentence.</summary>
    internal static string Join(IEnumerable<string> names) => string.Join(", ", names);

    /// <summary>Adds the name that is nearest to the given one, if one is near.</summary>
    internal Problem WithSuggestion(string said, IEnumerable<string> names) => Nearest.Find(said, names) is not { } near ? this
        : this with { Message = $"{Message} Did you mean \"{near}\"?", Suggestion = near };
}
