using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Writing;

/// <summary>
/// Writes findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html) with
/// the properties that GitHub code scanning requires. An accepted finding is a suppressed result. Nothing is left out, whatever the limits
/// of a reader. Thread-safe.
/// </summary>
public static partial class SarifWriter
{
    private const int MostLinked = 6;
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = VisibleEncoder.Instance };

    /// <summary>Writes a log with one run, in UTF-8, with a final new line.</summary>
    /// <param name="tool">The name of the tool, such as <c>acme-matrix</c>; code scanning groups findings by it.</param>
    /// <param name="version">The version of the tool.</param>
    /// <param name="rules">The descriptors that the tool knows, in any order, such as <c>Rules.All</c>. Missing descriptors that findings
    /// use are added.</param>
    /// <param name="files">The files that were checked, by their names as the user gave them, with slashes or backslashes; including those
    /// without findings.</param>
    /// <exception cref="ArgumentException">A file name is empty.</exception>
    public static byte[] Write(string tool, SemanticVersion version, IEnumerable<DiagnosticDescriptor> rules,
        IEnumerable<(string File, IEnumerable<Diagnostic> Findings)> files)
    {
        ArgumentException.ThrowIfNullOrEmpty(tool);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(files);
        List<(string File, ValueList<Diagnostic> Findings)> given = [.. files.Select(file => (file.File, file.Findings.ToValueList()))];
        foreach (var file in given) ArgumentException.ThrowIfNullOrEmpty(file.File, nameof(files));
        var known = rules.Concat(given.SelectMany(file => file.Findings.Select(finding => finding.Descriptor)))
            .DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, Options)) new Log(writer, known).Write(tool, version, given);
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    // A list index changes when an item is inserted before it.
    [GeneratedRegex("(?<=/)[0-9]+")]
    private static partial Regex Position();

    private sealed class Log(Utf8JsonWriter writer, List<DiagnosticDescriptor> rules)
    {
        private readonly Dictionary<string, int> _indexes = rules.Select((rule, at) => (rule.Id, at))
            .ToDictionary(rule => rule.Id, rule => rule.at, StringComparer.Ordinal);
        private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

        public void Write(string tool, SemanticVersion version, List<(string File, ValueList<Diagnostic> Findings)> files)
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteTool(tool, version);
            writer.WriteStartArray("invocations");
            writer.WriteStartObject();
            writer.WriteBoolean("executionSuccessful", true);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteString("columnKind", "utf16CodeUnits");
            WriteTexts("newlineSequences", "\r\n", "\n", "\r");
            writer.WriteStartArray("artifacts");
            foreach (var uri in files.Select(file => FileUri.Of(file.File)).Distinct())
            {
                writer.WriteStartObject();
                WriteUri("location", uri);
                WriteTexts("roles", "analysisTarget");
                writer.WriteString("mimeType", "application/json");
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteStartArray("results");
            foreach (var file in files)
                foreach (var finding in file.Findings) WriteResult(finding, file.File);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        private void WriteTool(string tool, SemanticVersion version)
        {
            writer.WriteStartObject("tool");
            writer.WriteStartObject("driver");
            writer.WriteString("name", tool);
            writer.WriteString("semanticVersion", version.ToString());
            writer.WriteStartArray("rules");
            foreach (var rule in rules) WriteRule(rule);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        private void WriteRule(DiagnosticDescriptor rule)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            writer.WriteString("name", PascalCase(rule.Title));
            WriteText("shortDescription", rule.Title + ".");
            WriteText("fullDescription", rule.Why);
            WriteText("help", $"Why: {rule.Why}\nWhat to do: {rule.HowToFix}", $"**Why**: {rule.Why}\n\n**What to do**: {rule.HowToFix}");
            writer.WriteStartObject("defaultConfiguration");
            writer.WriteString("level", Words.Of(rule.DefaultSeverity));
            writer.WriteEndObject();
            // Code scanning filters and sorts by this; it has its own word for a note.
            writer.WriteStartObject("properties");
            WriteTexts("tags", rule.Category);
            writer.WriteString("precision", "very-high");
            writer.WriteString("problem.severity", rule.DefaultSeverity == Severity.Note ? "recommendation"
                : Words.Of(rule.DefaultSeverity));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        private void WriteResult(Diagnostic finding, string file)
        {
            // A reader that takes sources from a folder rejects a log with URIs of another scheme, such as the URN of a schema.
            var related = finding.Related.Where(other => !IsUrn(other.Place)).ToList();
            writer.WriteStartObject();
            writer.WriteString("ruleId", finding.Id);
            writer.WriteNumber("ruleIndex", _indexes[finding.Id]);
            writer.WriteString("level", Words.Of(finding.Severity));
            WriteText("message", Message(finding, related));
            writer.WriteStartArray("locations");
            writer.WriteStartObject();
            WritePlace(finding.Place, file, finding);
            writer.WriteEndObject();
            writer.WriteEndArray();
            if (related.Count > 0)
            {
                writer.WriteStartArray("relatedLocations");
                for (var i = 0; i < related.Count; i++)
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("id", i + 1);
                    WritePlace(related[i].Place, file);
                    WriteText("message", Unlinked(related[i].Message));
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
            }
            // Code scanning uses only the fingerprint with this name.
            writer.WriteStartObject("partialFingerprints");
            writer.WriteString("primaryLocationLineHash", Fingerprint(finding, file));
            writer.WriteEndObject();
            // In a run, either all results have this list or none has (section 3.27.23).
            writer.WriteStartArray("suppressions");
            if (finding.AcceptedReason is { } reason)
            {
                writer.WriteStartObject();
                writer.WriteString("kind", "inSource");
                writer.WriteString("status", "accepted");
                writer.WriteString("justification", reason);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        // Other places are only reachable from the message, which links to them by id (section 3.11.6 of the standard).
        private static string Message(Diagnostic finding, List<RelatedPlace> related)
        {
            var links = related.Take(MostLinked)
                .Select((other, at) => string.Create(CultureInfo.InvariantCulture, $"[{EscapeLink(other.Message)}]({at + 1})"));
            var elsewhere = finding.Related.Where(other => IsUrn(other.Place)).Take(MostLinked)
                .Select(other => Unlinked($"{other.Message} ({other.Place})"));
            var see = string.Join(", ", links.Concat(elsewhere));
            return Unlinked(finding.Message) + (see.Length > 0 ? $" See {see}." : "");
        }

        private void WritePlace(Place? place, string file, Diagnostic? finding = null)
        {
            writer.WriteStartObject("physicalLocation");
            WriteUri("artifactLocation", FileUri.Of(place?.File ?? file));
            if (place?.Line is { } line)
            {
                writer.WriteStartObject("region");
                writer.WriteNumber("startLine", line);
                writer.WriteNumber("startColumn", place.Column!.Value);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            if (place is not { Pointer.Length: > 0 } && finding?.Control is null) return;
            writer.WriteStartArray("logicalLocations");
            if (place is { Pointer.Length: > 0 })
            {
                writer.WriteStartObject();
                writer.WriteString("fullyQualifiedName", place.Pointer);
                writer.WriteEndObject();
            }
            if (finding?.Control is { } control)
            {
                writer.WriteStartObject();
                writer.WriteString("name", control);
                writer.WriteString("fullyQualifiedName", finding.Catalog is { } catalog ? $"{catalog}:{control}" : control);
                writer.WriteString("kind", "control");
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }

        // Lines move, so only the content of the finding counts. Among equal findings, the second stays the second.
        private string Fingerprint(Diagnostic finding, string file)
        {
            var says =
                string.Join('\n', finding.Id, FileUri.Of(file), finding.Catalog, finding.Control, Position().Replace(finding.Message, "#"));
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(says)).AsSpan(..16));
            var count = _seen[hash] = _seen.GetValueOrDefault(hash) + 1;
            return string.Create(CultureInfo.InvariantCulture, $"{hash}:{count}");
        }

        private void WriteUri(string name, string uri)
        {
            writer.WriteStartObject(name);
            writer.WriteString("uri", uri);
            writer.WriteEndObject();
        }

        private void WriteText(string name, string text, string? markdown = null)
        {
            writer.WriteStartObject(name);
            writer.WriteString("text", WithoutArguments(text));
            if (markdown is not null) writer.WriteString("markdown", WithoutArguments(markdown));
            writer.WriteEndObject();
        }

        private void WriteTexts(string name, params ReadOnlySpan<string> texts)
        {
            writer.WriteStartArray(name);
            foreach (var text in texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        private static bool IsUrn(Place place) => place.File?.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) is true;

        // Braces mark arguments (section 3.11.5) unless they are doubled.
        private static string WithoutArguments(string text) =>
            text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

        // Content of a document must not become a link.
        private static string Unlinked(string text) => text.Replace("](", "] (", StringComparison.Ordinal);

        private static string EscapeLink(string text) =>
            text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)
                .Replace("]", "\\]", StringComparison.Ordinal);

        private static string PascalCase(string title)
        {
            var name = new StringBuilder(title.Length);
            var isStart = true;
            foreach (var c in title)
            {
                if (char.IsAsciiLetterOrDigit(c)) name.Append(isStart ? char.ToUpperInvariant(c) : c);
                isStart = !char.IsAsciiLetterOrDigit(c) && c != '\'';
            }
            return name.ToString();
        }
    }
}
