using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>Which matrix of the application is asked about. Ids are URIs, and would be no part of a path.</summary>
internal sealed class MatrixQuery
{
    [FromQuery(Name = "id"), Description("The id of the matrix, such as https://acme.example/matrix/crm.")]
    public string? Id { get; set; }

    [FromQuery(Name = "version"), Description("The version of the matrix; the highest if left out.")]
    public string? Version { get; set; }
}

/// <summary>In which context is asked.</summary>
internal sealed class ContextQuery
{
    [FromQuery(Name = "serviceModel"), Description("The service model, such as saas; needed where the matrix is for several.")]
    public string? ServiceModel { get; set; }

    [FromQuery(Name = "set"), Description("The value of a parameter as NAME=VALUE, such as plan=enterprise. May be repeated.")]
    public string[]? Set { get; set; }

    [FromQuery(Name = "asOf"), Description("The day for which is asked, such as 2026-11-24; today (UTC) if left out.")]
    public string? AsOf { get; set; }

    public bool IsOfOneContext => ServiceModel is not null || Set is { Length: > 0 };

    /// <summary>The context, or what is wrong with the query.</summary>
    /// <param name="time">Says which day it is.</param>
    /// <param name="context">The context.</param>
    public RequestProblem? Read(TimeProvider time, out ResolutionContext context)
    {
        context = new ResolutionContext { ServiceModel = ServiceModel, AsOf = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) };
        if (AsOf is not null)
        {
            if (!DateOnly.TryParseExact(AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return RequestProblem.InvalidQuery("asOf", $"\"asOf\" must be a date such as 2026-11-24, but is '{AsOf}'.");
            context = context with { AsOf = date };
        }
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (var setting in Set ?? [])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                return RequestProblem.InvalidQuery("set", $"\"set\" must be NAME=VALUE, such as plan=enterprise, but is '{setting}'.");
            if (!parameters.TryAdd(setting[..at], setting[(at + 1)..]))
                return RequestProblem.InvalidQuery("set", $"\"set\" gives the parameter {setting[..at]} twice.");
        }
        context = context with { Parameters = new(parameters) };
        return null;
    }
}

/// <summary>To what an answer is limited, and in which language it is.</summary>
internal sealed class AnswerQuery
{
    [FromQuery(Name = "control")]
    [Description("Only this control, with its statements and enhancements, in any spelling, such as 6.3.1. May be repeated.")]
    public string[]? Control { get; set; }

    [FromQuery(Name = "language"), Description("The language of the texts, such as de, where the matrix has a translation.")]
    public string? Language { get; set; }

    /// <summary>What the question is limited to, or what is wrong with the query.</summary>
    /// <param name="resolver">Knows the controls.</param>
    /// <param name="matrix">Has the translations.</param>
    /// <param name="options">The options of the question.</param>
    public RequestProblem? Read(Resolver resolver, Matrix matrix, out EvaluationOptions options)
    {
        options = new EvaluationOptions { Controls = [.. Control ?? []], Language = Language };
        foreach (var control in options.Controls)
            if (!resolver.Knows(control, out var problem)) return RequestProblem.Of(problem);
        return LanguageProblem(Language, matrix);
    }

    public static RequestProblem? LanguageProblem(string? language, Matrix matrix)
    {
        if (language is null || language == matrix.Language || matrix.Translations.ContainsKey(language)) return null;
        ValueList<string> choices = [matrix.Language, .. matrix.Translations.Keys];
        return RequestProblem.InvalidQuery(
            "language", $"There is no translation into '{language}': the matrix has {string.Join(", ", choices)}.", choices);
    }
}
