using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ResponsibilityMatrix.Tables;

/// <summary>How a value of the document is written in a cell, and read from one.</summary>
internal abstract class CellForm
{
    /// <summary>A text as it is.</summary>
    public static CellForm Text { get; } = new TextForm([]);

    /// <summary>A day, in a cell that is a date.</summary>
    public static CellForm Date { get; } = new DateForm();

    /// <summary>A number, written with a decimal point.</summary>
    public static CellForm Number { get; } = new NumberForm();

    /// <summary>Several words, separated by commas.</summary>
    public static CellForm List { get; } = new ListForm();

    /// <summary>A condition: a line for each parameter, such as <c>plan = standard, enterprise</c>.</summary>
    public static CellForm When { get; } = new WhenForm();

    /// <summary>One of some words.</summary>
    public static CellForm Word(params IReadOnlyList<string> words) => new TextForm(words);

    /// <summary>A line for each object, with its members separated by upright strokes.</summary>
    public static CellForm Lines(params string[] members) => new LinesForm(members);

    /// <summary>The words that are offered; none where others may be written too.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>What to write into a cell, in a few words.</summary>
    public abstract string Hint { get; }

    /// <summary>The text of the cell; empty for null.</summary>
    public abstract string Write(JsonNode? value);

    /// <summary>The value of a cell that is not blank; null where it cannot be understood.</summary>
    public abstract JsonNode? Read(string cell);

    private static string Quoted(string text, string separators) =>
        text.Length == 0 || text[0] == '"' || text != text.Trim() || text.AsSpan().IndexOfAny(separators) >= 0
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)}\"" : text;

    // Pieces between separators, without the blanks around them; in quotes anything may stand.
    private static List<string> Pieces(string text, string separators)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        var (isQuoted, wasQuoted) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '\\' && i + 1 < text.Length) piece.Append(text[++i] == 'n' ? '\n' : text[i]);
            else if (isQuoted && c == '"') (isQuoted, wasQuoted) = (false, true);
            else if (isQuoted) piece.Append(c);
            else if (separators.Contains(c, StringComparison.Ordinal)) End();
            else if (c == '"' && !wasQuoted && piece.ToString().AsSpan().Trim().IsEmpty && text.IndexOf('"', i + 1) > 0)
            {
                piece.Clear();
                isQuoted = true;
            }
            else if (!wasQuoted || !char.IsWhiteSpace(c)) piece.Append(c);
        }
        End();
        return pieces;

        void End()
        {
            pieces.Add(wasQuoted ? piece.ToString() : piece.ToString().Trim());
            piece.Clear();
            (isQuoted, wasQuoted) = (false, false);
        }
    }

    private sealed class TextForm(IReadOnlyList<string> words) : CellForm
    {
        public override IReadOnlyList<string> Words => words;

        public override string Hint => words.Count == 0 ? "" : $"One of {string.Join(", ", words)}.";

        public override string Write(JsonNode? value) => value is null ? "" : value.GetValue<string>();

        public override JsonNode Read(string cell)
        {
            if (words.Count == 0) return JsonValue.Create(cell);
            var word = cell.Trim();
            return JsonValue.Create(words.FirstOrDefault(known => known.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? word);
        }
    }

    private sealed class DateForm : CellForm
    {
        public override string Hint => "A date.";

        public override string Write(JsonNode? value) => Text.Write(value);

        public override JsonNode? Read(string cell) =>
            DateOnly.TryParseExact(cell.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? JsonValue.Create(cell.Trim()) : null;
    }

    private sealed class NumberForm : CellForm
    {
        public override string Hint => "A number with a decimal point, such as 99.9.";

        public override string Write(JsonNode? value) => value?.ToJsonString() ?? "";

        public override JsonNode? Read(string cell) =>
            decimal.TryParse(
                cell.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number) : null;
    }

    private sealed class ListForm : CellForm
    {
        private const string Separators = ",;\n";

        public override string Hint => "Several are separated by commas.";

        public override string Write(JsonNode? value) => value is not JsonArray list ? ""
            : string.Join(", ", list.Select(item => Quoted(item!.GetValue<string>(), Separators)));

        public override JsonNode Read(string cell) =>
            new JsonArray([.. Pieces(cell, Separators).Where(piece => piece.Length > 0).Select(piece => JsonValue.Create(piece))]);
    }

    private sealed class WhenForm : CellForm
    {
        public override string Hint => "A line for each option, such as: plan = standard, enterprise.";

        public override string Write(JsonNode? value) => value is not JsonObject condition ? ""
            : string.Join('\n', condition.Select(one => $"{Quoted(one.Key, "=\n")} = {List.Write(one.Value)}"));

        public override JsonNode? Read(string cell)
        {
            var condition = new JsonObject();
            foreach (var line in cell.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var at = line[0] == '"' ? line.IndexOf("\" =", StringComparison.Ordinal) + 2 : line.IndexOf('=', StringComparison.Ordinal);
                if (at < 1 || !condition.TryAdd(Pieces(line[..at], "\n")[0], List.Read(line[(at + 1)..]))) return null;
            }
            return condition.Count == 0 ? null : condition;
        }
    }

    private sealed class LinesForm(string[] members) : CellForm
    {
        public override string Hint => $"A line for each: {string.Join(" | ", members)}.";

        public override string Write(JsonNode? value) => value is not JsonArray list ? ""
            : string.Join('\n', list.Select(item => string.Join(" | ", members.Select(member =>
                item![member] is { } text ? Quoted(text.GetValue<string>(), "|\n") : "")).TrimEnd(' ', '|')));

        public override JsonNode? Read(string cell)
        {
            var list = new JsonArray();
            foreach (var line in cell.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var pieces = Pieces(line, "|");
                if (pieces.Count > members.Length) return null;
                var item = new JsonObject();
                for (var i = 0; i < pieces.Count; i++)
                    if (pieces[i].Length > 0) item[members[i]] = pieces[i];
                list.Add((JsonNode)item);
            }
            return list;
        }
    }
}
