using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Reads answered questionnaires into a draft: the next version of the matrix, stated by the provider, with the answers in it. Columns are
/// found by their headings, and every row that is left out is reported. Thread-safe.
/// </summary>
internal static class QuestionnaireReader
{
    /// <inheritdoc cref="QuestionnaireImport.Read"/>
    public static QuestionnaireImport Read(IEnumerable<TextRow> rows, Resolver resolver, ResolutionContext context, string? file,
        Evaluation evaluation) => new Run(rows, resolver, context, file, evaluation).Result();

    /// <summary>The rows of a sheet, or of a CSV file.</summary>
    private sealed record Table(string? Sheet, List<TextRow> Rows);

    private sealed class Run
    {
        private const int MostRowsBeforeHeadings = 20;
        private const int MostControls = 64;
        private const int MostSuggestions = 64;
        private const int LongestQuote = 200;
        private static readonly Dictionary<string, string> SheetsOfOurs = new(StringComparer.OrdinalIgnoreCase)
        { ["How to answer"] = "Column", ["Overview"] = "Checklist", ["Duties"] = "Done", ["Evidence"] = "Kept" };
        private static readonly Dictionary<string, string> Headings = MakeHeadings();
        private readonly List<Table> _tables;
        private readonly Resolver _resolver;
        private readonly EffectiveMatrix _effective;
        private readonly ChecklistRun _run;
        private readonly Checklist _checklist;
        private readonly string? _file;
        private readonly Evaluation _evaluation;
        private readonly FindingList _diagnostics;
        private readonly List<(ImportedRow Row, TextRow Source)> _rows = [];
        private readonly AnsweredMatrix _draft;
        private readonly Dictionary<int, Stated> _stated;
        private readonly Dictionary<string, Question> _questions;
        private readonly Dictionary<int, (TextRow Row, string Label)> _seen = [];
        private int _suggested;
        private bool _toldVersion;

        public Run(IEnumerable<TextRow> rows, Resolver resolver, ResolutionContext context, string? file, Evaluation evaluation)
        {
            (_resolver, _file, _evaluation) = (resolver, file, evaluation);
            _tables = [.. rows.GroupBy(row => row.Sheet).Select(sheet => new Table(sheet.Key, [.. sheet]))];
            _effective = resolver.Engine.Effective;
            _run = new ChecklistRun(resolver, context, _effective.Service.Customer, evaluation);
            _checklist = _run.Make();
            _diagnostics = new FindingList(resolver.Engine.Limits);
            _stated = _run.Stated.ToDictionary(one => one.Node);
            _questions = _checklist.Questions.DistinctBy(question => question.Id)
                .ToDictionary(question => question.Id, StringComparer.Ordinal);
            _draft = new AnsweredMatrix(resolver.Engine, _checklist.Context, file, _diagnostics, evaluation.Token);
        }

        public QuestionnaireImport Result()
        {
            List<(Table Table, int Row, Dictionary<string, int> Columns)> sheets = [];
            foreach (var table in _tables)
                if (FindHeadings(table) is var (row, columns) && columns is not null) sheets.Add((table, row, columns));
            if (sheets.Count == 0)
            {
                Add(ImportDescriptors.NotUnderstood,
                    $"This is no questionnaire: no row has the headings \"{QuestionnaireForm.QuestionId}\" and " +
                    $"\"{QuestionnaireForm.WhoPerforms}\". The questions of a customer's checklist are one.");
                return Made(null, null);
            }
            HashSet<Table> questionnaires = new(sheets.Select(sheet => sheet.Table), ReferenceEqualityComparer.Instance);
            foreach (var table in _tables)
                if (!questionnaires.Contains(table)) PassOver(table);
            foreach (var (table, row, columns) in sheets) ReadSheet(table, row, columns, sheets.Count > 1);
            if (_draft.IsSpent) _diagnostics.Add(_resolver.Engine.LimitFinding());
            if (_draft.Count == 0) return Made(null, null);
            if (_effective.Matrix.AuthoredBy is { } author && _effective.PartyId(author, 0) != _effective.Service.Provider)
                Add(ImportDescriptors.Approximated,
                    $"The matrix is the statement of {_effective.FindParty(_effective.PartyId(author, 0))?.Name ?? author}; in the draft " +
                    $"all of it stands as that of {_checklist.Provider.Name}, who has to confirm what was not asked about too.");
            if (!_effective.Matrix.Approvals.IsEmpty)
                Add(ImportDescriptors.Dropped,
                    $"The approvals of version {_effective.Matrix.Version} do not hold for the draft, and are not in it.");
            var (matrix, places) = _draft.Make();
            return Made(matrix with { Version = NextVersion(matrix) }, places);
        }

        private QuestionnaireImport Made(Matrix? draft, IReadOnlyDictionary<TextRow, string>? places)
        {
            var open = draft is null ? _checklist.Questions
                : Checklist.For(new Resolver(draft, _resolver.Options), _checklist.Context, Party.CustomerWord,
                cancellationToken: _evaluation.Token).Questions;
            return new QuestionnaireImport
            {
                Draft = draft,
                Asked = _checklist.Matrix,
                Rows = _rows.Select(row => places is not null && places.TryGetValue(row.Source, out var pointer)
                    ? row.Row with { Pointer = pointer } : row.Row).ToValueList(),
                Open = open.Select(question => question.Id).ToValueList(),
                Diagnostics = _diagnostics.ToValueList(),
            };
        }

        // The version bump that the answers require; a minor one if that is unknown.
        private SemanticVersion NextVersion(Matrix draft)
        {
            var old = _effective.Matrix.Version;
            var bump = VersionBump.Minor;
            var next = new Resolver(draft, _resolver.Options);
            if (MatrixDiff.ProblemWith(_resolver, next) is null)
                bump = MatrixDiff.Compare(_resolver, next, _checklist.Context.AsOf, null, _evaluation.Token).RequiredBump ?? bump;
            return VersionBumps.Next(old, bump == VersionBump.None ? VersionBump.Patch : bump) is { } version
                && SemanticVersion.TryParse(version, out var parsed) && parsed > old ? parsed : old;
        }

        private static (int Row, Dictionary<string, int>? Columns) FindHeadings(Table table)
        {
            for (var i = 0; i < table.Rows.Count && i < MostRowsBeforeHeadings; i++)
            {
                Dictionary<string, int> columns = new(StringComparer.Ordinal);
                for (var c = 0; c < table.Rows[i].Cells.Count; c++)
                    if (Headings.TryGetValue(Letters(table.Rows[i][c]), out var heading)) columns.TryAdd(heading, c);
                if (columns.ContainsKey(QuestionnaireForm.QuestionId)
                    && QuestionnaireForm.Answers.Any(columns.ContainsKey)) return (i, columns);
            }
            return (0, null);
        }

        private void PassOver(Table table)
        {
            // A sheet that the provider added may have the name of one of ours.
            if (table.Sheet is { } sheet && SheetsOfOurs.TryGetValue(sheet, out var first) && table.Rows[0][0] == first) return;
            foreach (var row in table.Rows) LeaveOut(table, row, null);
            Add(ImportDescriptors.Dropped,
                $"The sheet \"{table.Sheet}\" is no questionnaire; its {Grouped.Of(table.Rows.Count)} rows were left out.");
        }

        private void ReadSheet(Table table, int headings, Dictionary<string, int> columns, bool isOneOfSeveral)
        {
            for (var i = 0; i < headings; i++) TellLeftOut(table, table.Rows[i], isOneOfSeveral);
            TellOtherColumns(table, headings, columns);
            _evaluation.Begin(EvaluationStage.ReadingRows, table.Rows.Count - headings - 1);
            for (var i = headings + 1; i < table.Rows.Count; i++)
            {
                ReadRow(table, table.Rows[i], columns, isOneOfSeveral);
                _evaluation.Step();
            }
        }

        private void TellOtherColumns(Table table, int headings, Dictionary<string, int> columns)
        {
            HashSet<int> known = [.. columns.Values];
            SortedDictionary<int, int> others = [];
            for (var i = headings + 1; i < table.Rows.Count; i++)
                for (var c = 0; c < table.Rows[i].Cells.Count; c++)
                    if (!known.Contains(c) && !string.IsNullOrWhiteSpace(table.Rows[i][c])) others[c] = others.GetValueOrDefault(c) + 1;
            foreach (var (column, count) in others)
            {
                var heading = Cells.Plain(table.Rows[headings][column]);
                var why = Headings.ContainsKey(Letters(heading)) ? "stands there twice, and the first counts"
                    : "is none of the questionnaire's";
                Report(ImportDescriptors.Dropped, table, table.Rows[headings], column, heading.Length > 0 ? heading
                    : null,
                    $"the {(heading.Length > 0 ? "column" : $"{column + 1}th column, which has no heading,")} {why}; {Grouped.Of(count)} " +
                    $"cell{(count == 1 ? "" : "s")} of it {(count == 1 ? "was" : "were")} left out.", isOneOfSeveral: false);
            }
        }

        private void ReadRow(Table table, TextRow row, Dictionary<string, int> columns, bool isOneOfSeveral)
        {
            var id = Cells.Plain(row[columns[QuestionnaireForm.QuestionId]]);
            var label = AnsweredRow.LabelOf(row, columns);
            var isAnswered = label.Length > 0;
            if (id.Length == 0)
            {
                if (isAnswered)
                    Fail(
                        "the question id is missing, so that nobody can tell what is answered. Copy it from the questionnaire that was " +
                        "sent.");
                else TellLeftOut(table, row, isOneOfSeveral);
                return;
            }
            List<(string Id, Stated Stated)> controls = [];
            var isUnknown = false;
            foreach (var one in id.Split('\n', MostControls + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (controls.Count == MostControls)
                    Tell($"the row answers more than {MostControls} questions; those after them were left out. Divide the row.");
                else if (Find(one) is { } stated) controls.Add((one, stated));
                else isUnknown =
                    Tell(
                    $"there is no question \"{(one.Length > 100 ? one[..100] + "…" : one)}\" about this " +
                    $"matrix.{Suggest(one)}" +
                    (one.Contains(',', StringComparison.Ordinal) ? " Write each id on a line of its own." : "") +
                    (isAnswered ? "" : " The row holds no answer."));
            }
            var isAsked = isAnswered && controls.Count > 0;
            var other = isAsked ? AskedForSomethingElse(row, columns) : null;
            if (other is not null)
                Report(ImportDescriptors.NotUnderstood, table, row, columns[QuestionnaireForm.AskedFor], QuestionnaireForm.AskedFor, other,
                    isOneOfSeveral);
            var (isRepeated, contradicts) = (false, false);
            controls.RemoveAll(control => IsTaken(control.Id, control.Stated.Node));
            if (controls.Count == 0)
                Take(isUnknown || contradicts || !isRepeated ? ImportedRowOutcome.NotUnderstood : ImportedRowOutcome.LeftOut);
            else if (!isAnswered) Take(ImportedRowOutcome.Unanswered);
            else if (other is not null) Take(ImportedRowOutcome.NotUnderstood);
            else
            {
                TellOtherVersion(table, row, columns, isOneOfSeveral);
                var asked = controls.ConvertAll(
                    control =>
                    new AnsweredControl(
                    control.Stated, _questions.GetValueOrDefault($"{control.Stated.Answer.Catalog}:{control.Stated.Answer.Control}")));
                Take(_draft.Add(new AnsweredRow(_file, table.Sheet, isOneOfSeveral, row, columns, asked, _diagnostics))
                    ? ImportedRowOutcome.Imported : ImportedRowOutcome.NotUnderstood);
            }

            void Take(ImportedRowOutcome outcome) =>
                _rows.Add(
                (
                new ImportedRow
                {
                    Sheet = table.Sheet,
                    Number = row.Number,
                    Question = id.Length > 0 ? id
                : null,
                    Outcome = outcome,
                    Answer = isAnswered ? label : null
                }, row));

            bool Tell(string message)
            {
                Report(
                    ImportDescriptors.NotUnderstood, table, row, columns[QuestionnaireForm.QuestionId], QuestionnaireForm.QuestionId,
                    message,
                    isOneOfSeveral);
                return true;
            }

            void Fail(string message)
            {
                Tell(message);
                Take(ImportedRowOutcome.NotUnderstood);
            }

            // If the earlier of two rows is empty, there is no contradiction.
            bool IsTaken(string question, int node)
            {
                if (!_seen.TryGetValue(node, out var earlier) || (isAnswered && earlier.Label.Length == 0))
                {
                    _seen[node] = (row, label);
                    return false;
                }
                var isSame = !isAnswered || earlier.Label == label;
                (isRepeated, contradicts) = (true, contradicts || !isSame);
                Report(
                    isSame ? ImportDescriptors.Dropped : ImportDescriptors.NotUnderstood, table, row, columns[QuestionnaireForm.QuestionId],
                    QuestionnaireForm.QuestionId,
                    isSame ? $"the question {question} stands in row {earlier.Row.Number} already; this one was left out."
                        : $"the question {question} is answered in row {earlier.Row.Number} already, with other words. Keep one of the " +
                        $"two.", isOneOfSeveral);
                return true;
            }
        }

        private string? AskedForSomethingElse(TextRow row, Dictionary<string, int> columns)
        {
            if (!columns.TryGetValue(QuestionnaireForm.AskedFor, out var at)) return null;
            if (Cells.Plain(row[at]) is not { Length: > 0 } text) return null;
            var end = text.LastIndexOf(", as of ", StringComparison.Ordinal);
            var (asked, now) = (end < 0 ? text : text[..end], QuestionnaireForm.ChoicesOf(_checklist.Context));
            return asked == now ? null
                : $"the question was asked for {asked}, but the answers are read for {now}. Read it with the service model and the " +
                    $"parameters that were asked about.";
        }

        // The questions may be about another version. That is worth reporting, but is not an error.
        private void TellOtherVersion(Table table, TextRow row, Dictionary<string, int> columns, bool isOneOfSeveral)
        {
            if (_toldVersion || !columns.TryGetValue(QuestionnaireForm.InTheMatrix, out var at)
                || Cells.Plain(row[at]) is not { Length: > 0 } text) return;
            var document = text.Split('#')[0];
            if (_effective.Levels.Any(level => level.Name == document)) return;
            _toldVersion = true;
            Report(ImportDescriptors.Approximated, table, row, at, QuestionnaireForm.InTheMatrix,
                $"the question was asked about {document}, and the answers are read into {_effective.Document.Name}. Look whether they " +
                $"still fit.", isOneOfSeveral);
        }

        private Stated? Find(string id)
        {
            foreach (var part in _resolver.Engine.Space.Parts)
            {
                // An edition may contain colons, so the catalog's name determines where the control begins.
                if (!id.StartsWith(part.Identity, StringComparison.OrdinalIgnoreCase)
                    || id.AsSpan(part.Identity.Length).TrimStart() is not [':', .. var control]) continue;
                if (ControlKey.TryParse(control.ToString(), out var key) && part.Index.Find(key) is >= 0 and var found
                    && _stated.TryGetValue(part.Start + found, out var stated)) return stated;
            }
            return null;
        }

        private string Suggest(string id) => _suggested++ < MostSuggestions ? Nearest.Suggest(id, _questions.Keys.Take(4096)) : "";

        private void TellLeftOut(Table table, TextRow row, bool isOneOfSeveral)
        {
            LeaveOut(table, row, null);
            var text = string.Join("; ", row.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).Select(cell => cell.Trim()));
            Report(ImportDescriptors.Dropped, table, row, -1, null,
                $"it holds neither a question id nor an answer, and was left out: " +
                $"“{(text.Length > LongestQuote ? text[..LongestQuote] + "…" : text)}”.", isOneOfSeveral);
        }

        private void LeaveOut(Table table, TextRow row, string? id) =>
            _rows.Add(
                (new ImportedRow { Sheet = table.Sheet, Number = row.Number, Question = id, Outcome = ImportedRowOutcome.LeftOut }, row));

        private void Report(DiagnosticDescriptor descriptor, Table table, TextRow row, int column, string? heading,
            string message,
            bool isOneOfSeveral) =>
            _diagnostics.Add(Cells.Finding(descriptor, _file, isOneOfSeveral ? table.Sheet : null, row, column, heading, message));

        private void Add(DiagnosticDescriptor descriptor, string message) =>
            _diagnostics.Add(Diagnostic.Of(descriptor, message, new Place("", _file, new TextPosition(1, 1))));

        private static Dictionary<string, string> MakeHeadings()
        {
            Dictionary<string, string> headings = new(StringComparer.Ordinal);
            foreach (var heading in QuestionnaireForm.Headings) headings.Add(Letters(heading), heading);
            headings.Add("answer", QuestionnaireForm.WhatYouDo);
            headings.Add("answeroftheprovider", QuestionnaireForm.WhatYouDo);
            headings.Add("whatstayswiththecustomer", QuestionnaireForm.WhatStays);
            headings.Add("id", QuestionnaireForm.QuestionId);
            headings.Add("promise", QuestionnaireForm.Commitment);
            headings.Add("servicelevel", QuestionnaireForm.Commitment);
            return headings;
        }

        private static string Letters(string text) => text.Length > 200 ? ""
            : new([.. text.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
    }
}
