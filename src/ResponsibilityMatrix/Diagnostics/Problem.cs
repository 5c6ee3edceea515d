using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>What is wrong with a question, so that an application can say it in its own words and language.</summary>
public enum ProblemCode
{
    /// <summary>The service is offered in no service model.</summary>
    NoServiceModel,

    /// <summary>The service is offered in several service models, and none was named. The choices are these.</summary>
    MissingServiceModel,

    /// <summary>The subject is no service model here. The choices are those that there are.</summary>
    UnknownServiceModel,

    /// <summary>The parameter that is the subject has no default, or two versions differ in it, and no value was given. The choices are its
    /// values.</summary>
    MissingParameter,

    /// <summary>The subject is no parameter here. The choices are those that there are.</summary>
    UnknownParameter,

    /// <summary>The parameter that is the subject cannot have the value. The choices are its values.</summary>
    UnknownParameterValue,

    /// <summary>The default of the parameter that is the subject is none of its values, which are the choices.</summary>
    UnknownDefault,

    /// <summary>Two versions have no service model, or no value of the parameter that is the subject, in common.</summary>
    NothingInCommon,

    /// <summary>The subject is no control id.</summary>
    InvalidControl,

    /// <summary>The subject selects several controls where one is wanted.</summary>
    SeveralControls,

    /// <summary>There is no control of that name.</summary>
    UnknownControl,

    /// <summary>The subject is a control of several catalogs. The choices are references that say which.</summary>
    AmbiguousControl,

    /// <summary>The control is known, but not in the scope of the matrix.</summary>
    ControlNotInScope,

    /// <summary>Its catalog has withdrawn the control. The choices are the controls that took its place.</summary>
    WithdrawnControl,

    /// <summary>The subject is no catalog here. The choices are those that there are.</summary>
    UnknownCatalog,

    /// <summary>There is no party of that name. The choices are the ids of those that there are.</summary>
    UnknownParty,

    /// <summary>Several parties have that name. The choices are their ids.</summary>
    AmbiguousParty,

    /// <summary>The matrix already speaks of the catalog that is the subject, so that nothing needs to be carried there.</summary>
    CatalogInScope,

    /// <summary>No mapping at hand leads to the catalog that is the subject. The choices are catalogs that mappings lead to.</summary>
    NoMapping,

    /// <summary>The two matrices are no versions of one, and neither is a base of the other.</summary>
    DifferentMatrices,

    /// <summary>The annex was given first, and its base second.</summary>
    WrongOrder,

    /// <summary>The annex extends another version of the base, which is the subject.</summary>
    OtherBaseVersion,

    /// <summary>The two matrices are about different services.</summary>
    DifferentServices,

    /// <summary>The text holds no key.</summary>
    NoKey,

    /// <summary>The text holds several keys.</summary>
    SeveralKeys,

    /// <summary>The key is a public one where the private one is needed, or the other way round.</summary>
    WrongKey,

    /// <summary>The key is encrypted, and no passphrase was given.</summary>
    MissingPassphrase,

    /// <summary>The passphrase is wrong, or the key is damaged.</summary>
    WrongPassphrase,

    /// <summary>The key is damaged, of another kind, too short, or written in a way that is not read.</summary>
    UnsupportedKey,
}

/// <summary>
/// Why a question cannot be asked, or a name or a key means nothing: as a value, so that an application can say it in its own words and
/// language. Immutable; equal by value.
/// </summary>
public sealed record Problem
{
    /// <summary>What is wrong.</summary>
    public required ProblemCode Code { get; init; }

    /// <summary>The same in one or two English sentences. They name the choices, and never a command or an option.</summary>
    public required string Message { get; init; }

    /// <summary>What was named, or what is missing; null where nothing was named.</summary>
    public string? Subject { get; init; }

    /// <summary>The value that the parameter cannot have; null for all but <see cref="ProblemCode.UnknownParameterValue"/> and
    /// <see cref="ProblemCode.UnknownDefault"/>.</summary>
    public string? Value { get; init; }

    /// <summary>What could be said instead; empty where there is no choice.</summary>
    public ValueList<string> Choices { get; init; }

    /// <summary>What was probably meant, or null where nothing is near.</summary>
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
    /// <param name="choices">The parameters that there are.</param>
    /// <param name="where">Where it was looked for, after the name.</param>
    /// <param name="known">What there is instead, in words; null where there is nothing to say.</param>
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

    /// <summary>Some names in a sentence, all of them.</summary>
    internal static string Join(IEnumerable<string> names) => string.Join(", ", names);

    /// <summary>The same with the one of some names that is nearest to what was said, where one is near.</summary>
    internal Problem WithSuggestion(string said, IEnumerable<string> names) => Nearest.Find(said, names) is not { } near ? this
        : this with { Message = $"{Message} Did you mean \"{near}\"?", Suggestion = near };
}
