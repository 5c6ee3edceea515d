using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>What must not be overlooked in the report on a matrix.</summary>
internal sealed class MatrixNotices : ReportPieces
{
    // The answers tell these themselves, control by control.
    private static readonly string[] ToldByAnswers = ["RM2001", "RM2006"];

    // About the document as a whole.
    private static readonly string[] OfDates = ["RM6003", "RM6004", "RM6005", "RM6006"];

    public static ValueList<ReportNotice> Of(MatrixReportInput input)
    {
        List<ReportNotice> notices = [];
        if (input.Matrix.Status == DocumentStatus.Draft)
            notices.Add(new() { Severity = Severity.Warning, Text = "This is a draft." });
        if (input.Matrix.Status == DocumentStatus.Withdrawn)
            notices.Add(new() { Severity = Severity.Error, Text = "This document was withdrawn." });
        notices.AddRange(Unsigned(input.Options.Signature));
        AddChanges(input, notices);
        Add(ControlState.Conflict, Severity.Error, "in conflict: the document says two different things of each");
        Add(ControlState.Unassigned, Severity.Warning, "unassigned: nobody said who does them");
        Add(ControlState.NotDetermined, Severity.Warning, "not determined: knowingly left open");
        notices.AddRange(Errors(input.Findings.Where(finding => finding.AcceptedReason is null && !ToldByAnswers.Contains(finding.Id)
            && (finding.Severity == Severity.Error || OfDates.Contains(finding.Id)))));
        return notices.OrderByDescending(notice => notice.Severity).ToValueList();

        void Add(ControlState state, Severity severity, string what)
        {
            var controls = input.Leaves.Select(control => (Control: control, Variants: control.Answers
                .Where(answer => answer.State == state)
                .SelectMany(answer => answer.Variants).Order().ToValueList())).Where(entry => !entry.Variants.IsEmpty).ToList();
            // What is open in the same variants is one notice.
            foreach (var group in controls.GroupBy(entry => entry.Variants))
            {
                var isAll = group.Key.Count == input.Variants.Count;
                var where = isAll ? "" : $" (in {string.Join("; ", group.Key.Select(variant => input.Variants[variant].Title))})";
                notices.Add(new()
                {
                    Severity = severity,
                    Text = $"{AnswerText.Counted(group.Count(), "control")} {what}{where}.",
                    Links = group.Select(entry => new ReportLink { Text = entry.Control.Id, Anchor = entry.Control.Anchor }).ToValueList(),
                    Variants = isAll ? [] : group.Key,
                });
            }
        }
    }

    private static void AddChanges(MatrixReportInput input, List<ReportNotice> notices)
    {
        if (input.Previous is not { } previous) return;
        if (!previous.Diff.IsSufficient)
            notices.Add(new() { Severity = Severity.Error, Text = "The version number does not say how much changed: see What changed." });
        var moves = previous.Diff.Changes.Where(change => change.IsMoveToCustomer).ToList();
        if (moves.Count == 0) return;
        var anchors = FindingsSection.Anchors(input);
        notices.Add(new()
        {
            Severity = Severity.Warning,
            Text = $"{AnswerText.Counted(moves.Count, "change")} since {previous.Name} {(moves.Count == 1 ? "moves" : "move")} work " +
                "to the customer.",
            Links = moves.Where(move => move is { Catalog: not null, Control: not null })
                .Select(move => (Id: move.Control!, Anchor: anchors.GetValueOrDefault((move.Catalog!, move.Control!))))
                .Where(move => move.Anchor is not null).Distinct()
                .Select(move => new ReportLink { Text = move.Id, Anchor = move.Anchor! }).ToValueList(),
        });
    }
}
