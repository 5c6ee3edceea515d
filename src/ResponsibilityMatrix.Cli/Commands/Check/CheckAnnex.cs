using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>A check as an annex to a review, in Markdown: what was checked, what is missing, what is met and by what, and what must be
/// looked for elsewhere.</summary>
internal sealed class CheckAnnex(RequirementsReport report, MatrixDocument document, Resolver resolver)
{
    private readonly CheckWords _words = new(report, resolver);

    public string Markdown()
    {
        var text = new StringBuilder($"# {Escaped.Markdown($"{report.Title}: checked against {report.Set.Title}")}\n\n");
        text.Append("| | |\n|---|---|\n");
        Row("Matrix",
            $"{report.Matrix.Id}, version {report.Matrix.Version}{(document.Matrix.Status is { } status ? $", {Words.Of(status)}" : "")}");
        if (document.Matrix.Agreement is { } agreement)
            Row("Agreement", string.Join(", ", new[] { agreement.Reference, agreement.Clause, agreement.Title }.OfType<string>()));
        Row("Provider", _words.NameOf(document.Matrix.Service.Provider));
        Row("Customer", _words.NameOf(document.Matrix.Service.Customer));
        Row("Set of requirements", $"{report.Set.Id}, version {report.Set.Version}");
        Row("Question", _words.Context);
        foreach (var input in report.Inputs)
            Row("Document", $"{input.Id} {input.Version}{(input.Digest is { } digest ? $", {digest}" : "")}");
        Row("Result", _words.Summary);
        if (report.Set.Description is { } description) text.Append($"\n{Escaped.Markdown(description)}\n");
        Unmet(text);
        Settled(text, RuleStatus.NotApplicable, "Not applicable");
        Settled(text, RuleStatus.Met, "Met");
        Elsewhere(text);
        Sources(text);
        return text.ToString();

        void Row(string name, string value) => text.Append($"| {name} | {Escaped.Markdown(value)} |\n");
    }

    private void Unmet(StringBuilder text)
    {
        var unmet = _words.Unmet;
        if (unmet.Count == 0) return;
        text.Append("\n## Not met\n");
        foreach (var result in unmet)
        {
            var about = Escaped.Markdown($"{result.Rule.Id}, {result.Rule.Reference}, {_words.Weight(result).Word}.");
            if (result.Rule.Match == RequirementMatch.Any) about += " One control is enough.";
            text.Append($"\n### {Escaped.Markdown(result.Rule.Title)}\n\n{about}\n\n");
            foreach (var control in result.Controls)
            {
                if (control.Status != RuleStatus.Unmet) continue;
                text.Append($"- **{Escaped.Markdown(Name(control))}**: {CheckWords.Who(control)}\n");
                foreach (var part in control.Missing) text.Append($"  - {Escaped.Markdown(part.Message)}\n");
                foreach (var found in _words.Found(control)) text.Append($"  - Found: {Escaped.Markdown(found)}\n");
                if (control.Note is { } note) text.Append($"  - {Escaped.Markdown(note)}\n");
            }
            foreach (var sentence in CheckWords.NotLookedAt(result)) text.Append($"- {Escaped.Markdown(sentence)}\n");
            if (result.Rule.Notes is { } notes) text.Append($"\n{Escaped.Markdown(notes)}\n");
            if (_words.Weight(result).Reason is { } reason) text.Append($"\nAccepted: {Escaped.Markdown(reason)}\n");
        }
    }

    private void Settled(StringBuilder text, RuleStatus status, string heading)
    {
        var results = _words.Of(status);
        if (results.Count == 0) return;
        text.Append($"\n## {heading}\n\n");
        if (status == RuleStatus.Met)
            text.Append("The matrix speaks of these; whether what it says is enough is for the reader to judge.\n\n");
        text.Append("| rule | reference | control | who | what was found |\n|---|---|---|---|---|\n");
        foreach (var result in results)
            foreach (var control in result.Controls)
            {
                var found = _words.Duties(control).Concat(_words.Found(control))
                    .Concat(control.NotLookedAt)
                    .Concat(control.Note is { } note ? [note] : [])
                    .Concat(result.Rule.Notes is { } notes ? [notes] : []);
                text.Append(
                    $"| {Escaped.Markdown(result.Rule.Title)} ({Escaped.Markdown(result.Rule.Id)}) | " +
                    $"{Escaped.Markdown(result.Rule.Reference)} | " +
                    $"{Escaped.Markdown(Name(control))} | {CheckWords.Who(control)} | {Escaped.Markdown(string.Join('\n', found))} |\n");
            }
    }

    private void Elsewhere(StringBuilder text)
    {
        if (report.Set.Elsewhere.IsEmpty) return;
        text.Append("\n## To be looked for in the contract\n\nNo matrix can show these.\n\n");
        foreach (var point in report.Set.Elsewhere)
            text.Append($"- {Escaped.Markdown($"{point.Reference}: {point.Title}.{(point.Notes is { } notes ? $" {notes}" : "")}")}\n");
    }

    private void Sources(StringBuilder text)
    {
        var own = report.Set.Rules.Where(rule => rule.Source is not null).Select(rule => (What: rule.Id, Source: rule.Source!))
            .Concat(report.Set.Elsewhere.Where(point => point.Source is not null)
                .Select(point => (What: point.Reference, Source: point.Source!)))
            .GroupBy(one => one.Source).ToList();
        if (report.Set.Source is null && own.Count == 0) return;
        text.Append("\n## What was read at the source\n\n");
        if (report.Set.Source is { } source) text.Append($"- {Escaped.Markdown($"Read {SourceWords.Of(source)}")}\n");
        foreach (var group in own)
            text.Append(
                "- " + Escaped.Markdown(
                    $"{string.Join(", ", group.Select(one => one.What).Distinct())}: read {SourceWords.Of(group.Key)}") + "\n");
    }

    private static string Name(CheckedControl control) => control.Title is { } title ? $"{control.Control} {title}" : control.Control;
}
