using System.Globalization;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>What the form of a questionnaire and the reader of its answers agree on: headings, and words of cells.</summary>
internal static class QuestionnaireForm
{
    public const string Vocabulary = "questionnaire";
    public const string QuestionId = "Question id";
    public const string WhoPerforms = "Who performs";
    public const string WhatYouDo = "What you do";
    public const string WhatStays = "What stays with us";
    public const string Evidence = "Evidence";
    public const string Commitment = "Commitment";
    public const string Remarks = "Remarks";
    public const string InTheMatrix = "In the matrix";
    public const string AskedFor = "Asked for";

    /// <summary>The columns that the provider fills in, in order.</summary>
    public static readonly string[] Answers = [WhoPerforms, WhatYouDo, WhatStays, Evidence, Commitment, Remarks];

    /// <summary>All columns, in order.</summary>
    public static readonly string[] Headings =
        [QuestionId, "Domain", "Control", "Title", "Question", .. Answers, InTheMatrix, AskedFor];

    /// <summary>The choices offered for who performs a control.</summary>
    public static readonly string[] PerformerChoices = ["provider", "customer", "shared", "not applicable"];

    /// <summary>The context in words, as each row states it.</summary>
    public static string ContextOf(ResolutionContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"{ChoicesOf(context)}, as of {context.AsOf:yyyy-MM-dd}");

    public static string ChoicesOf(ResolutionContext context) =>
        $"service model {context.ServiceModel}" +
        string.Concat(context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}"));
}
