using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>
/// Validates documents, and single objects before they are part of one. A matrix is checked against all rules, in every context that can
/// change a result; a catalog, a mapping and a set of requirements on their own and against the available documents. The findings of
/// reading are always included. Thread-safe.
/// </summary>
/// <example><code>
/// foreach (var finding in DocumentValidator.Validate(matrix, asOf: new DateOnly(2026, 11, 24)))
///     if (finding.Severity == Severity.Error) Console.WriteLine($"{finding.Id} {finding.Place?.Pointer}: {finding.Message}");
/// </code></example>
public static partial class DocumentValidator
{
    /// <summary>The descriptors of all findings of the library, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> Descriptors => Rules.All;

    /// <summary>Finds a descriptor by id. Returns null if there is none.</summary>
    /// <param name="id">The id, such as <c>RM2001</c>.</param>
    public static DiagnosticDescriptor? FindDescriptor(string id) => Rules.Find(id);

    /// <summary>Validates a document of any kind. Returns every finding, including those of reading. No document makes it throw; a rule in
    /// the options may.</summary>
    /// <param name="source">The result of reading.</param>
    /// <param name="asOf">The day to check the dates of a matrix against.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> Validate(AnyDocument source, DateOnly asOf, ResolverOptions? options = null,
        EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source switch
        {
            { Matrix: { } matrix } => Validate(matrix, asOf, options, evaluation, cancellationToken),
            { Catalog: { } catalog } => Validate(catalog, options),
            { Mapping: { } mapping } => Validate(mapping, options),
            { Requirements: { } requirements } => Validate(requirements, options),
            _ => source.Diagnostics,
        };
    }

    /// <summary>Validates a catalog that was read: ids are unique; parents, replacements and controls of baselines exist; there are no
    /// cycles. Returns every finding, including those of reading.</summary>
    /// <param name="source">The result of reading.</param>
    /// <param name="options">The options, for limits; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<Catalog> source, ResolverOptions? options = null) =>
        CatalogValidator.Validate(source, options?.Limits);

    /// <summary>Validates a catalog built in code. Returns every finding. Places have a pointer, but no file and no line.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options, for limits; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(Catalog catalog, ResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return CatalogValidator.Validate(catalog, static pointer => new Place(pointer), options?.Limits);
    }

    /// <summary>Validates a mapping that was read: its catalogs and controls exist in the available documents. Returns every finding,
    /// including those of reading.</summary>
    /// <param name="source">The result of reading.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<CatalogMapping> source, ResolverOptions? options = null)
    {
        options ??= ResolverOptions.Default;
        return MappingValidator.Validate(source, options.Documents, options.Limits);
    }

    /// <summary>Validates a set of requirements that was read: rule ids are unique, catalogs and controls exist, metrics are known. Returns
    /// every finding, including those of reading.</summary>
    /// <param name="source">The result of reading.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<RequirementSet> source, ResolverOptions? options = null) =>
        RequirementsValidator.Validate(source, options);

    /// <summary>Validates a matrix that was read, with or without errors. Returns every finding, including those of reading. No document
    /// makes it throw; a rule in the options may.</summary>
    /// <param name="source">The result of reading.</param>
    /// <param name="asOf">The day to check dates against.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> Validate(ReadResult<Matrix> source, DateOnly asOf, ResolverOptions? options = null,
        EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return MatrixDocument.ToValidate(source) is { } document
            ? Find(new Resolver(document, options), asOf, new Evaluation(evaluation, cancellationToken)) : source.Diagnostics;
    }

    /// <summary>Validates a matrix. Returns every finding, including those of reading. No document makes it throw; a rule in the options
    /// may.</summary>
    /// <param name="document">The matrix. One that was built in code is validated as by
    /// <see cref="Validate(Matrix, DateOnly, ResolverOptions?, EvaluationOptions?, CancellationToken)"/>.</param>
    /// <param name="asOf">The day to check dates against.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> Validate(MatrixDocument document, DateOnly asOf, ResolverOptions? options = null,
        EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.IsRead ? Find(new Resolver(document, options), asOf, new Evaluation(evaluation, cancellationToken))
            : Validate(document.Matrix, asOf, options, evaluation, cancellationToken);
    }

    /// <summary>
    /// Validates a matrix built in code. Returns every finding, including those about its shape, as for the document that
    /// <see cref="MatrixJson"/> writes from it. Places have a pointer, but no file and no line.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="asOf">The day to check dates against.</param>
    /// <param name="options">The options, such as the available documents; null for the defaults.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> Validate(Matrix matrix, DateOnly asOf, ResolverOptions? options = null,
        EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        var written = WrittenMatrix.Read(matrix, options?.Limits);
        return WrittenMatrix.WithoutText(matrix, Validate(written, asOf, options, evaluation, cancellationToken));
    }

    /// <summary>Validates the matrix of a resolver, so that a matrix that is also resolved is compiled only once.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="asOf">The day to check dates against.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> Validate(
        Resolver resolver, DateOnly asOf, EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        var document = resolver.Engine.Effective.Document;
        return document.IsRead ? Find(resolver, asOf, new Evaluation(evaluation, cancellationToken))
            : Validate(document.Matrix, asOf, resolver.Options, evaluation, cancellationToken);
    }

    /// <summary>Returns the findings about a document's statements and dates, without checking any answer: the findings that accompany an
    /// answer.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="asOf">The day to check dates against.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> ValidateDocument(
        Resolver resolver, DateOnly asOf, EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        var diagnostics = new FindingList(resolver.Engine.Limits);
        CheckDocument(
            new DocumentCase(resolver.Engine, diagnostics, cancellationToken), asOf, new Evaluation(evaluation, cancellationToken));
        return diagnostics.ToValueList();
    }

    private static ValueList<Diagnostic> Find(Resolver resolver, DateOnly asOf, Evaluation evaluation)
    {
        var engine = resolver.Engine;
        var damage = new Damage(engine.Effective.Document);
        var accepted = new AcceptedFindings(engine, asOf);
        var diagnostics = new FindingList(engine.Limits, finding => damage.Explains(finding) ? null : accepted.Mark(finding));
        diagnostics.AddRange(resolver.Diagnostics);
        diagnostics.AddRange(UpstreamEntries.Findings(engine.Effective, asOf));
        CheckDocument(new DocumentCase(engine, diagnostics, evaluation.Token), asOf, evaluation);
        new AnswerAnalysis(new DocumentCase(engine, diagnostics, evaluation.Token), diagnostics, evaluation).Run();
        diagnostics.AddRange(CommitmentAnalysis.Findings(resolver, asOf, evaluation));
        // Custom rules may rely on every member that a document must have.
        if (!engine.Effective.Document.HasErrors)
            foreach (var rule in resolver.Options.Rules)
            {
                evaluation.Poll();
                rule.Check(new RuleContext(rule.Descriptor, resolver, asOf, diagnostics));
            }
        return diagnostics.ToValueList();
    }

    private static void CheckDocument(DocumentCase document, DateOnly asOf, Evaluation evaluation)
    {
        evaluation.Begin(EvaluationStage.ExaminingDocument, Rules.OfDocuments.Length + Rules.OfDates.Length);
        foreach (var rule in Rules.OfDocuments)
        {
            rule.Check(document);
            evaluation.Step();
        }
        foreach (var rule in Rules.OfDates)
        {
            rule.Check(document, asOf);
            evaluation.Step();
        }
    }
}
