using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints a checklist for people: domain by domain, a duty once for all controls that it is for.</summary>
internal sealed class ChecklistPrinter(Page page, Checklist checklist, ValueList<QuestionnaireRow> rows)
{
    private const int MostControls = 12;
    private readonly Dictionary<string, ChecklistEvidence> _evidence = checklist.Evidence.DistinctBy(kept => kept.Evidence.Id)
        .ToDictionary(kept => kept.Evidence.Id, StringComparer.Ordinal);

    public void Print(bool questionsOnly)
    {
        page.Paragraph(Title(checklist, questionsOnly), style: page.Bold);
        foreach (var sentence in Introduction(checklist, rows, questionsOnly)) page.Paragraph(sentence);
        if (!questionsOnly)
        {
            PrintDuties();
            PrintEvidence();
        }
        PrintQuestions(questionsOnly);
        page.Line();
        page.Paragraph(questionsOnly ? CountQuestions(checklist, rows) : Summary(checklist));
    }

    public static string Title(Checklist checklist, bool questionsOnly) =>
        questionsOnly ? $"Questions of {checklist.Customer.Name} to {checklist.Provider.Name} about {checklist.Service}"
            : $"Checklist for {checklist.Party.Name} ({AnswerText.Side(checklist.Party.Side).ToLowerInvariant()})";

    public static IEnumerable<string> Introduction(Checklist checklist, ValueList<QuestionnaireRow> rows, bool questionsOnly)
    {
        if (questionsOnly)
        {
            foreach (var sentence in Questionnaire.Introduction(checklist, rows).Skip(1).Take(2)) yield return sentence;
            yield break;
        }
        var context = checklist.Context;
        yield return $"{checklist.Title}, version {checklist.Matrix.Version}";
        yield return ContextWords.Sentence(context);
        var review = checklist.ReviewBy is { } date ? $"Next review of the matrix: {Day(date)}{(date < context.AsOf ? ", OVERDUE" : "")}."
            : "The matrix names no day for its next review.";
        yield return checklist.Expires is { } end ? $"{review} It holds until {Day(end)}." : review;
    }

    public static string Summary(Checklist checklist)
    {
        List<string> counts = [Count(checklist.Duties.Count, "duty", "duties"), checklist.Evidence.IsEmpty ? "no evidence named"
            : Count(checklist.Evidence.Count, "piece of evidence to keep", "pieces of evidence to keep")];
        if (checklist.IsForCustomer)
            counts.Add($"{Count(checklist.Questions.Count, "question", "questions")} to {checklist.Provider.Name}");
        return $"{counts[0]}, {string.Join(" and ", counts.Skip(1))}.";
    }

    public static string CountQuestions(Checklist checklist, ValueList<QuestionnaireRow> rows) =>
        rows.IsEmpty ? $"no question: the matrix leaves nothing open that {checklist.Provider.Name} would have to answer."
        : rows.Count == checklist.Questions.Count ? $"{Count(rows.Count, "question", "questions")} to {checklist.Provider.Name}."
        : $"{Count(rows.Count, "question", "questions")} to {checklist.Provider.Name} about {checklist.Questions.Count:N0} controls.";

    /// <summary>The duties of a domain, those that are the same on several controls together.</summary>
    public static IEnumerable<IReadOnlyList<ChecklistDuty>> Together(IEnumerable<ChecklistDuty> duties) =>
        duties.GroupBy(
            duty =>
            (duty.Document, duty.Place.Pointer, duty.Duty.Id, duty.Duty.Text, duty.Duty.Involvement, duty.Duty.Component,
            duty.Duty.Implementation, duty.Split, duty.IsByServiceModel, duty.PerformedBy, duty.NotTakenOver, duty.Commitments,
            HasText: string.IsNullOrWhiteSpace(duty.Duty.Text) ? duty.Guidance : null)).Select(group => group.ToList());

    public static IEnumerable<IGrouping<string, ChecklistDuty>> ByDomain(Checklist checklist) =>
        checklist.Duties.GroupBy(duty => duty.Domain);

    /// <summary>What there is to say of duties that are the same, each in a sentence.</summary>
    public IReadOnlyList<string> Details(IReadOnlyList<ChecklistDuty> together)
    {
        var duty = together[0];
        List<string> details = [];
        if (duty.Duty.Involvement != Duty.DefaultInvolvement)
            details.Add($"Part: {string.Join(", ", (IEnumerable<string>)Words.OfInvolvement(duty.Duty.Involvement))}.");
        if (duty.Duty.Component is { } component) details.Add($"Component: {component}.");
        if (!duty.Duty.Implementation.IsEmpty) details.Add($"Status: {duty.Duty.Implementation.InWords()}.");
        if (duty.IsByServiceModel) details.Add("Nobody stated it: the service model alone gives it.");
        if (duty.NotTakenOver is { } sentence) details.Add(sentence);
        if (duty.PerformedBy is { } other) details.Add($"Performed by {other}, a service further up.");
        if (string.IsNullOrWhiteSpace(duty.Duty.Text) && duty.Guidance is { } guidance) details.Add($"The catalog asks: {guidance}");
        foreach (var needed in duty.DependsOn) details.Add($"Needs first: {ChecklistCells.Sentence(needed)}");
        foreach (var waiting in duty.NeededFor) details.Add($"Others count on it: {ChecklistCells.Sentence(waiting)}");
        foreach (var commitment in duty.Commitments) details.Add($"{ChecklistCells.Sentence(commitment)}.");
        foreach (var id in together.SelectMany(one => one.Evidence).Distinct())
            if (_evidence.TryGetValue(id, out var kept)) details.Add($"Evidence to keep: {ChecklistCells.EvidenceSentence(kept)}.");
        return details;
    }

    public static string Review(IReadOnlyList<ChecklistDuty> together, Checklist checklist) =>
        together.Select(one => one.NextReview).Min() is { } date
            ? $"Next review: {Day(date)}{(date < checklist.Context.AsOf ? ", OVERDUE" : "")}" : "";

    public static string Control(ChecklistDuty duty) => $"{duty.Control} {duty.Title}";

    public static string WhereFrom(ChecklistEvidence kept)
    {
        List<string> parts = [kept.From is { } from ? $"to be had from {from}" : "own"];
        if (kept.Evidence.Uri is { } uri) parts.Add(uri);
        if (!kept.Controls.IsEmpty)
        {
            var more = kept.Controls.Count > MostControls ? $" and {kept.Controls.Count - MostControls} more" : "";
            parts.Add($"for {string.Join(", ", kept.Controls.Take(MostControls))}{more}");
        }
        return string.Join("; ", parts);
    }

    public static string Where(string document, Place place) => place is { File: { } file, Line: { } line }
        ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}") : $"{document}#{place.Pointer}";

    private void PrintDuties()
    {
        page.Line();
        page.Line(page.Bold($"Duties ({checklist.Duties.Count:N0})"));
        foreach (var domain in ByDomain(checklist))
        {
            page.Line();
            page.Line(page.Cyan(Printable.Of(domain.Key)));
            foreach (var together in Together(domain))
            {
                // A box for each control, so that there are as many as duties.
                if (together.Count == 1) page.Paragraph($"[ ] {ChecklistCells.WhatToDo(together[0])}", 2, 6);
                else page.Paragraph(ChecklistCells.WhatToDo(together[0]), 2, 6);
                if (together.Count == 1) page.Paragraph(Control(together[0]), 6, 8, page.Dim);
                else foreach (var one in together) page.Paragraph($"[ ] {Control(one)}", 6, 10);
                foreach (var detail in Details(together)) page.Paragraph(detail, 6, 8);
                var review = Review(together, checklist);
                if (review.Length > 0) review += " · ";
                page.Paragraph($"{review}{Where(together[0].Document, together[0].Place)}", 6, 8, page.Dim);
            }
        }
    }

    private void PrintEvidence()
    {
        if (checklist.Evidence.IsEmpty) return;
        page.Line();
        page.Line(page.Bold($"Evidence to keep ({checklist.Evidence.Count:N0})"));
        foreach (var kept in checklist.Evidence)
        {
            page.Paragraph($"[ ] {ChecklistCells.EvidenceSentence(kept)}", 2, 6,
                kept.Validity is EvidenceValidity.Expired or EvidenceValidity.Old ? page.Red : null);
            page.Paragraph(WhereFrom(kept), 6, 8, page.Dim);
        }
    }

    private void PrintQuestions(bool questionsOnly)
    {
        if (checklist.Questions.IsEmpty) return;
        if (!questionsOnly)
        {
            page.Line();
            page.Paragraph($"Questions to {checklist.Provider.Name} ({checklist.Questions.Count:N0})", style: page.Bold);
            page.Paragraph($"“You” is {checklist.Provider.Name}; “we” and “us” are {checklist.Customer.Name}.");
        }
        foreach (var domain in rows.GroupBy(row => row.Questions[0].Domain))
        {
            page.Line();
            page.Line(page.Cyan(Printable.Of(domain.Key)));
            foreach (var row in domain)
            {
                var first = row.Questions[0];
                foreach (var question in row.Questions) page.Paragraph($"{question.Control} {question.Title}", 2, 6, page.Bold);
                page.Paragraph(Questionnaire.Text(row), 6);
                // Whoever is asked does not have the file under this name.
                page.Paragraph(
                    $"{string.Join(", ", row.Questions.Select(question => question.Id))} · " +
                    $"{(questionsOnly ? $"{first.Document}#{first.Place.Pointer}" : Where(first.Document, first.Place))}", 6, 8, page.Dim);
            }
        }
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
