using System.Globalization;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A column of a questionnaire. Immutable; equal by value.</summary>
public sealed record QuestionnaireColumn
{
    /// <summary>The heading. Columns are found by it again, whatever its case, blanks and punctuation.</summary>
    public required string Heading { get; init; }

    /// <summary>Whether the provider fills it in.</summary>
    public required bool IsAnswer { get; init; }

    /// <summary>How to fill it in; for a column that is filled already, what stands there.</summary>
    public required string Help { get; init; }
}

/// <summary>The form in which questions go to a provider and come back: one question a row. Thread-safe.</summary>
public static class Questionnaire
{
    /// <summary>The name that the words of answers have in <c>source</c>.</summary>
    public const string Vocabulary = "questionnaire";

    internal const string QuestionId = "Question id";
    internal const string WhoPerforms = "Who performs";
    internal const string WhatYouDo = "What you do";
    internal const string WhatStays = "What stays with us";
    internal const string Evidence = "Evidence";
    internal const string Commitment = "Commitment";
    internal const string Remarks = "Remarks";
    internal const string InTheMatrix = "In the matrix";
    internal const string AskedFor = "Asked for";

    /// <summary>The columns, in order.</summary>
    public static ValueList<QuestionnaireColumn> Columns { get; } =
    [
        new() { Heading = QuestionId, IsAnswer = false, Help = "By this your answer finds its way back. Please leave it as it is." },
        new() { Heading = "Domain", IsAnswer = false, Help = "The part of the catalog that the control belongs to." },
        new() { Heading = "Control", IsAnswer = false, Help = "The control that the question is about." },
        new() { Heading = "Title", IsAnswer = false, Help = "What the control is about." },
        new() { Heading = "Question", IsAnswer = false, Help = "What we ask. \"You\" is the provider, \"we\" and \"us\" are the customer." },
        new() { Heading = WhoPerforms, IsAnswer = true, Help = "provider, customer, shared (both of us), or not applicable. A subprovider by its name, such as: provider, Pigeonpost. Leave it empty where the question does not ask who does it." },
        new() { Heading = WhatYouDo, IsAnswer = true, Help = "Your part in a sentence or two. For \"not applicable\": why." },
        new() { Heading = WhatStays, IsAnswer = true, Help = "What we must do ourselves, in a sentence or two." },
        new() { Heading = Evidence, IsAnswer = true, Help = "What shows your part: a certificate, a report, a policy; one a line, with the last day of its validity, such as: SOC 2 report, valid until 2027-03-31. One that shows several parts may stand in several rows, in the same words." },
        new() { Heading = Commitment, IsAnswer = true, Help = "A time or value to which you commit yourself: 24 hours from awareness, 30 days, 99.9 percent; one a line." },
        new() { Heading = Remarks, IsAnswer = true, Help = "Anything else that we should know." },
        new() { Heading = InTheMatrix, IsAnswer = false, Help = "The document that leaves it open, with its version, and the place in it." },
        new() { Heading = AskedFor, IsAnswer = false, Help = "The options under which we use the service, for which your answer should hold." },
    ];

    /// <summary>The words offered for who performs.</summary>
    public static ValueList<string> PerformerChoices { get; } = ["provider", "customer", "shared", "not applicable"];

    /// <summary>The questions of a checklist as rows, with a cell for each column; those to be filled in are empty.</summary>
    /// <param name="checklist">The checklist.</param>
    public static ValueList<ValueList<string>> Rows(Checklist checklist)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var context = ContextOf(checklist.Context);
        return checklist.Questions.Select(question => Columns.Select(column => column.Heading switch
        {
            QuestionId => question.Id,
            "Domain" => question.Domain,
            "Control" => question.Control,
            "Title" => question.Title,
            "Question" => question.Text,
            InTheMatrix => $"{question.Document}#{question.Place.Pointer}",
            AskedFor => context,
            _ => "",
        }).ToValueList()).ToValueList();
    }

    /// <summary>What the provider needs to know, in sentences, before it answers.</summary>
    /// <param name="checklist">The checklist.</param>
    public static ValueList<string> Introduction(Checklist checklist)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var (count, provider, customer) = (checklist.Questions.Count, checklist.Provider.Name, checklist.Customer.Name);
        return
        [
            $"{customer} asks {provider} about {checklist.Service}.",
            $"{(count == 1 ? "The question is" : $"These {count:N0} questions are")} about what the matrix “{checklist.Title}”, version {checklist.Matrix.Version}, leaves open for {ContextOf(checklist.Context)}.",
            $"“You” is {provider}; “we” and “us” are {customer}.",
            "Please answer in the columns that are empty, and leave the others as they are. An answer may be as short as one column; a question that you cannot answer may stay empty.",
        ];
    }

    /// <summary>The context in words, as in the column of each question.</summary>
    internal static string ContextOf(ResolutionContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{ChoicesOf(context)}, as of {context.AsOf:yyyy-MM-dd}");

    internal static string ChoicesOf(ResolutionContext context) =>
        $"service model {context.ServiceModel}{string.Concat(context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}"))}";
}
