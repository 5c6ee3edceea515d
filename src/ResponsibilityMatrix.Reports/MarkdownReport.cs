using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes reports as Markdown, as GitHub shows it: a line for each duty, so that a change shows as a changed line. Texts of the matrix are
/// text wherever they stand. Thread-safe.
/// </summary>
public static class MarkdownReport
{
    /// <summary>Writes a report in UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to write; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(Report report, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        new Run(report, writer, cancellationToken).Write();
    }

    private sealed class Run(Report report, StreamWriter writer, CancellationToken cancellationToken)
    {
        public void Write()
        {
            writer.WriteLine($"# {Text(report.Title)}");
            writer.WriteLine();
            writer.WriteLine(Text(report.Subtitle));
            foreach (var notice in report.Notices)
            {
                writer.WriteLine();
                writer.WriteLine($"> **{Word(notice.Severity)}**: {Text(notice.Text)}");
                if (!notice.Links.IsEmpty)
                    writer.WriteLine($"> {string.Join(", ", notice.Links.Take(MostLinks).Select(link => Link(link.Text, link.Anchor)))}" +
                        (notice.Links.Count > MostLinks ? $" and {notice.Links.Count - MostLinks} more" : ""));
            }
            foreach (var section in report.Sections)
            {
                writer.WriteLine();
                writer.WriteLine($"<a id=\"{section.Id}\"></a>");
                writer.WriteLine();
                writer.WriteLine($"## {Text(section.Title)}");
                foreach (var block in section.Blocks)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    writer.WriteLine();
                    Block(block);
                }
            }
        }

        private const int MostLinks = 40;

        private void Block(ReportBlock block)
        {
            switch (block)
            {
                case ReportParagraph paragraph: writer.WriteLine(Toned(paragraph.Text, paragraph.Tone)); break;
                case ReportFacts facts: Facts(facts.Facts); break;
                case ReportLegend legend: Facts(legend.Words); break;
                case ReportTable table: Table(table); break;
                case ReportSignatures signatures: Signatures(signatures); break;
                case ReportControls controls: Controls(controls); break;
                default: throw new InvalidOperationException($"Markdown has no case for {block.GetType().Name}.");
            }
        }

        private void Facts(IReadOnlyList<ReportFact> facts)
        {
            foreach (var fact in facts) writer.WriteLine($"- **{Text(fact.Term)}**: {Toned(fact.Value, fact.Tone)}");
        }

        private void Table(ReportTable table)
        {
            Row(table.Columns.Select(Text));
            Row(table.Columns.Select(_ => "---"));
            foreach (var row in table.Rows)
                Row(row.Cells.Select((cell, i) => (i == 0 && row.Anchor is { } anchor ? $"<a id=\"{anchor}\"></a>" : "") + Cell(cell)));
        }

        private void Row(IEnumerable<string> cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");

        private static string Cell(ReportCell cell)
        {
            var text = cell.Anchor is { } anchor && cell.Text.Length > 0 ? Link(cell.Text, anchor) : Toned(cell.Text, cell.Tone);
            return cell.Before is not { } before ? text : before.Length == 0 ? $"**new:** {text}"
                : cell.Text.Length == 0 ? $"~~{Text(before)}~~" : $"~~{Text(before)}~~<br>{text}";
        }

        private void Signatures(ReportSignatures signatures)
        {
            Row(["For", "Name and role", "Date", "Signature"]);
            Row(["---", "---", "---", "---"]);
            foreach (var party in signatures.Parties) Row([Text(party), "", "", ""]);
        }

        private void Controls(ReportControls controls)
        {
            var names = controls.Parties.ToDictionary(party => party.Id, party => party.Name);
            var isFirst = true;
            foreach (var domain in controls.Domains)
            {
                if (!isFirst) writer.WriteLine();
                isFirst = false;
                writer.WriteLine($"<a id=\"{domain.Anchor}\"></a>");
                writer.WriteLine();
                writer.WriteLine($"### {Text(domain.Title)} ({Text(domain.Catalog)})");
                foreach (var control in domain.Controls) Control(control, names);
            }
        }

        private void Control(ReportControl control, Dictionary<string, string> names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.WriteLine();
            writer.WriteLine($"<a id=\"{control.Anchor}\"></a>");
            writer.WriteLine();
            var change = control.Change switch { ReportChange.Added => " (new)", ReportChange.Removed => " (no longer there)", _ => "" };
            writer.WriteLine($"#### {Text(control.Id)} {Text(control.Title)}{change}");
            foreach (var answer in control.Answers)
            {
                writer.WriteLine();
                var where = answer.Variants.Count == report.Variants.Count ? ""
                    : $"{string.Join("; ", answer.Variants.Select(variant => Text(report.Variants[variant].Title)))}: ";
                var by = answer.IsByServiceModel ? " (by service model, stated by nobody)" : "";
                var stated = answer.StatedFor is { } whole ? $" (stated for {Text(whole)} as a whole)" : "";
                var before = answer.Before is { } old ? $"~~{Text(old)}~~ " : "";
                var words = control.Change == ReportChange.Removed ? $"~~{Text(answer.Words)}~~" : $"**{Text(answer.Words)}**";
                writer.WriteLine($"{where}{before}{words}{by}{stated}" +
                    (answer.Reason is { } reason ? $": {Text(reason)}" : "."));
                if (!control.IsLeaf) continue;
                if (Sentences(answer) is { Length: > 0 } more) writer.WriteLine($"{more}");
                writer.WriteLine();
                foreach (var duty in answer.Duties) Change(duty, names);
                foreach (var commitment in answer.Commitments) writer.WriteLine($"- Commitment of {Text(commitment)}");
                foreach (var evidence in answer.Evidence) writer.WriteLine($"- Evidence: {Toned(evidence.Text, evidence.Tone)}");
                if (answer.Chain is { } chain) Chain(chain, 0);
            }
        }

        private static string Sentences(ReportAnswer answer) =>
            string.Join(' ', new[] { answer.Inheritability, answer.Coupling }.Where(sentence => sentence is not null).Select(Text!));

        private void Change(ReportDuty duty, Dictionary<string, string> names)
        {
            var text = Duty(duty, names);
            if (duty.Before is { } before) writer.WriteLine($"- ~~{Duty(before, names)}~~<br>{text}");
            else writer.WriteLine(duty.Change switch
            {
                ReportChange.Removed => $"- ~~{text}~~",
                ReportChange.Added => $"- **new:** {text}",
                _ => $"- {text}",
            });
        }

        private static string Duty(ReportDuty duty, Dictionary<string, string> names)
        {
            var text = new StringBuilder($"{Text(duty.Number)} **{Text(names.GetValueOrDefault(duty.Party, duty.Party))}**");
            if (duty.Involvement is { } involvement) text.Append(CultureInfo.InvariantCulture, $" ({Text(involvement)})");
            if (duty.Text.Length > 0) text.Append(CultureInfo.InvariantCulture, $": {Text(duty.Text)}");
            if (duty.InheritedFrom is { } upstream) text.Append(CultureInfo.InvariantCulture, $" (inherited from {Text(upstream)})");
            if (duty.Component is { } component) text.Append(CultureInfo.InvariantCulture, $" ({Text(component)})");
            if (duty.Implementation is { } implementation) text.Append(CultureInfo.InvariantCulture, $" **{Text(implementation)}**");
            if (!duty.DependsOn.IsEmpty)
                text.Append(CultureInfo.InvariantCulture, $" (needs {string.Join(", ", duty.DependsOn.Select(Text))})");
            return text.ToString();
        }

        private void Chain(ReportChainNode node, int depth)
        {
            var indent = new string(' ', 2 * depth);
            writer.WriteLine($"{indent}- {Text(node.Title)}");
            foreach (var line in node.Lines)
                writer.WriteLine($"{indent}  - {(line.IsLeft ? "left to " : "")}**{Text(line.Party)}**: {Text(line.Text)}");
            foreach (var upstream in node.Upstreams) Chain(upstream, depth + 1);
        }

        private static string Toned(string text, ReportTone tone) =>
            text.Length > 0 && tone is ReportTone.Bad ? $"**{Text(text)}**" : Text(text);

        private static string Link(string text, string anchor) => $"[{Text(text)}](#{Uri.EscapeDataString(anchor)})";

        private static string Text(string text) => MarkdownText.Of(text);

        private static string Word(Severity severity) => severity switch
        {
            Severity.Error => "Error",
            Severity.Warning => "To do",
            _ => "Note",
        };
    }
}
