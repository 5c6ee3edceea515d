using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Finds the set of requirements that a user names: one that ships, a file, or one of <c>--with</c> by its id.</summary>
internal sealed class SetsOfRequirements(
    IOStreams streams, string[] with, DocumentSet documents, Func<IEnumerable<Diagnostic>, IReadOnlyList<Diagnostic>> weigh)
{
    private readonly List<Diagnostic> _findings = [];

    /// <summary>What is wrong with the sets that were found: a rule that asks for nothing that exists is met by anything.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    public RequirementSet Find(string name)
    {
        if (RequirementsChecker.FindBuiltInSet(name) is { } shipped) return shipped;
        if (Files.IsStandardInput(name) || File.Exists(name) || Directory.Exists(name)) return Read(name);
        List<string> known = [.. RequirementsChecker.BuiltInSets.Select(set => set.Id)];
        foreach (var (read, file, utf8) in Given())
        {
            if (read.Document is not { } set) continue;
            if (set.Id == name)
            {
                WriteNote(read, file, utf8);
                return set;
            }
            known.Add(set.Id);
        }
        throw new UsageException(
            $"There is no set of requirements '{name}', and no file of that name.{Suggest(name, known)} Choose " +
            $"{string.Join(", ", known.Distinct())}, or name a file; `rmatrix check --list` lists the sets.");
    }

    // Whoever writes "dora" means the set whose id begins so.
    private static string Suggest(string name, List<string> known) =>
        known.Find(id => name.Length > 0 && id.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } begins
            ? $" Did you mean \"{begins}\"?" : Nearest.Suggest(name, known);

    private RequirementSet Read(string file)
    {
        var utf8 = new Files(streams).Read(file);
        var name = Files.NameOf(file);
        var any = new Files(streams).Load(file, utf8);
        if (any.Kind is DocumentKind.Matrix or DocumentKind.Catalog or DocumentKind.Mapping)
            throw new UsageException($"{name} is no set of requirements but a {Words.Of(any.Kind)} document.");
        var read = any.Requirements ?? DocumentReader.Load<RequirementSet>(utf8, new() { File = name });
        WriteNote(read, name, utf8);
        return read.Document ?? throw new UsageException($"{name} cannot be used until its errors are corrected.");
    }

    private void WriteNote(ReadResult<RequirementSet> read, string file, byte[] utf8)
    {
        var findings = weigh(DocumentValidator.Validate(read, new() { Documents = documents }));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(findings, file, utf8);
        _findings.AddRange(findings);
    }

    private IEnumerable<(ReadResult<RequirementSet> Read, string File, byte[] Utf8)> Given()
    {
        foreach (var path in with)
        {
            var files = Directory.Exists(path) ? new FolderOfDocuments(streams).Read(path)
                : [(path, new Files(streams).Read(path))];
            foreach (var (file, utf8) in files)
                if (DocumentReader.Load(utf8, new() { File = file }).Requirements is { } read) yield return (read, file, utf8);
        }
    }
}
