using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints the answer about a chain for people: a table of all controls, or a tree for each of some.</summary>
internal sealed class ChainPrinter(Page page, ChainAnswer answer)
{
    private const int MostOfTitle = 34;
    private readonly Dictionary<string, string> _names = answer.Parties.DistinctBy(party => party.Id)
        .ToDictionary(party => party.Id, party => party.Name);
    private readonly Dictionary<string, MatrixIdentity> _matrices = answer.Matrices.DistinctBy(matrix => matrix.Id)
        .ToDictionary(matrix => matrix.Id);
    private readonly Dictionary<string, Sides> _sides = answer.Parties.DistinctBy(party => party.Id)
        .ToDictionary(party => party.Id, party => party.Side);

    public void Print(string title, bool isTree)
    {
        page.Paragraph(title, style: page.Bold);
        page.Paragraph(ContextWords.Sentence(answer.Context));
        if (answer.Matrices.Count > 1) page.Paragraph($"Built on {string.Join("; ", answer.Matrices.Skip(1).Select(TitleOf))}.");
        page.Line();
        if (isTree)
        {
            foreach (var control in answer.Controls) PrintTree(control);
            return;
        }
        PrintTable();
        page.Line();
        page.Paragraph(Summary());
        page.Line("`rmatrix chain FILE --control ID` shows one control as a tree, duty by duty.");
    }

    private void PrintTable() =>
        page.Table(
        [["control", "title", "who performs it"],
        .. answer.Controls.Select(
        control =>
        new[] { (control.Resolved.Parent is null ? "" : "  ") + control.Resolved.Control, page.IsTerminal ? Short(control.Resolved.Title)
        : control.Resolved.Title, InShort(control) })]);

    private string InShort(ChainedControl control)
    {
        if (control.Performers.IsEmpty)
            return control.Resolved.State == ControlState.Assigned ? "nobody" : AnswerText.State(control.Resolved);
        var here = Parties(control.Performers.Where(performer => performer.Via.IsEmpty));
        var upstream = Parties(control.Performers.Where(performer => !performer.Via.IsEmpty));
        var left = Parties(control.Retained);
        var parts = new[] { here, upstream.Length == 0 ? "" : $"upstream: {upstream}", left.Length == 0 ? ""
            : $"upstreams leave a part to {left}" };
        return string.Join("; ", parts.Where(part => part.Length > 0)) + (control.Resolved.IsByServiceModel ? " (service model)" : "");
    }

    private string Summary()
    {
        var leaves = answer.Controls.Where(control => control.Resolved.IsLeaf).ToList();
        if (leaves.Count == 0) return "No control is in scope.";
        var upstream = leaves.Count(control => control.Performers.Any(performer => !performer.Via.IsEmpty));
        var nobody = leaves.Count(control => control.Performers.IsEmpty && control.Resolved.State != ControlState.NotApplicable);
        var customer =
            leaves.Count(control => control.Performers.Any(performer => _sides.GetValueOrDefault(performer.Party) == Sides.Customer));
        return $"{leaves.Count} control{(leaves.Count == 1 ? "" : "s")}: {upstream} with a part that an upstream performs, {customer} " +
            $"with a part that stays with the customer, {nobody} that nobody performs.";
    }

    private void PrintTree(ChainedControl control)
    {
        var resolved = control.Resolved;
        page.Paragraph($"{resolved.Control} {resolved.Title} ({resolved.Catalog})", style: page.Bold);
        page.Paragraph(control.Accountable.IsEmpty ? "Nobody answers for it."
            : $"Who answers for it: {string.Join(", ", control.Accountable.Select(NameOf))}");
        if (resolved.IsByServiceModel)
            page.Paragraph($"Nobody stated this: the service model {answer.Context.ServiceModel} alone gives it.");
        if (control.Performers.IsEmpty && control.Retained.IsEmpty)
            page.Paragraph(resolved.State == ControlState.Assigned ? "Nobody performs it."
                : $"It is {AnswerText.State(resolved)}{(resolved.Reason is { } reason ? $": {reason}" : "")}.");
        else Print(Tree(control), "");
        page.Line();
    }

    private Branch Tree(ChainedControl control)
    {
        var root = new Branch("");
        foreach (var performer in control.Performers) At(performer).Lines.Add(Sentence(performer, ""));
        foreach (var retained in control.Retained) At(retained).Lines.Add(Sentence(retained, "left to "));
        return root;

        Branch At(Performer performer)
        {
            var branch = root;
            foreach (var matrix in performer.Via)
            {
                var next = branch.Branches.Find(known => known.Matrix == matrix);
                if (next is null) branch.Branches.Add(next = new Branch(matrix));
                branch = next;
            }
            return branch;
        }

        string Sentence(Performer performer, string start)
        {
            var side = performer.Via.IsEmpty && _sides.GetValueOrDefault(performer.Party) == Sides.Customer ? " (customer)" : "";
            var what = performer.Text
                ?? (performer.Action is { } action ? $"{action}s" : performer.Matrix is null ? "performs it, and publishes no matrix"
                : "performs it");
            var where = performer.Control == control.Resolved.Control ? "" : $" [{performer.Control}]";
            var component = performer.Component is { } part ? $" [{part}]" : "";
            var status = performer.Implementation.IsEmpty ? "" : $" ({string.Join(", ", performer.Implementation.Select(Words.Of))})";
            return $"{start}{NameOf(performer.Party)}{side}: {what}{where}{component}{status}";
        }
    }

    private void Print(Branch branch, string indent)
    {
        for (var i = 0; i < branch.Lines.Count; i++) Item(branch.Lines[i], i == branch.Lines.Count - 1 && branch.Branches.Count == 0);
        for (var i = 0; i < branch.Branches.Count; i++)
        {
            var isLast = i == branch.Branches.Count - 1;
            Item($"inherited from {TitleOf(branch.Branches[i].Matrix)}", isLast, page.Bold);
            Print(branch.Branches[i], indent + (isLast ? "   " : "│  "));
        }

        void Item(string text, bool isLast, Func<string, string>? style = null)
        {
            var lines = Page.Wrap(Printable.Of(text), Math.Max(24, page.Width - indent.Length - 3));
            for (var i = 0; i < lines.Count; i++)
                page.Line(indent + (i > 0 ? isLast ? "   " : "│  " : isLast ? "└─ " : "├─ ") +
                    (style is null ? lines[i] : style(lines[i])));
        }
    }

    private string Parties(IEnumerable<Performer> performers) =>
        string.Join(", ", performers.Select(performer => performer.Party).Distinct().Select(NameOf));

    private string NameOf(string party) => _names.GetValueOrDefault(party, party);

    private string TitleOf(string matrix) => _matrices.TryGetValue(matrix, out var known) ? TitleOf(known) : matrix;

    private static string TitleOf(MatrixIdentity matrix) => $"{matrix.Title} {matrix.Version}";

    private static string Short(string title) => title.Length <= MostOfTitle ? title : $"{TextWidth.Start(title, MostOfTitle - 1)}…";

    private sealed class Branch(string matrix)
    {
        public string Matrix { get; } = matrix;

        public List<string> Lines { get; } = [];

        public List<Branch> Branches { get; } = [];
    }
}
