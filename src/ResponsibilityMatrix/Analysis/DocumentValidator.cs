using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>
/// Checks documents, and single objects before there is a document around them. A matrix is checked against the rules of the field, in
/// every context that matters; a catalog, a mapping and a set of requirements on their own and beside the documents at hand. What reading a
/// document found is always included. Thread-safe.
/// </summary>
/// <example><code>
/// foreach (var finding in DocumentValidator.Validate(matrix, asOf: new DateOnly(2026, 11, 24)))
///     if (finding.Severity == Severity.Error) Console.WriteLine($"{finding.Id} {finding.Place?.Pointer}: {finding.Message}");
/// </code></example>
public static partial class DocumentValidator
{
    /// <summary>Every finding of a document of whichever kind, those of reading included. Nothing in a document makes it throw; a rule of
    /// the options may.</summary>
    /// <param name="source">What reading gave.</param>
    /// <param name="asOf">The day for which dates of a matrix are looked at.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    /// <param name="evaluation">Who is told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the validation.</param>
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

    /// <summary>Every finding of a catalog that was read, those of reading included: one control, group and baseline for each id; parents,
    /// replacements and controls of baselines that exist; nothing in a circle.</summary>
    /// <param name="source">What reading gave.</param>
    /// <param name="options">What it may cost; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<Catalog> source, ResolverOptions? options = null) =>
        CatalogValidator.Validate(source, options?.Limits);

    /// <summary>Every finding of a catalog that was built in code. Places in it have a pointer, and neither a file nor a line.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">What it may cost; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(Catalog catalog, ResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return CatalogValidator.Validate(catalog, static pointer => new Place(pointer), options?.Limits);
    }

    /// <summary>Every finding of a mapping that was read, those of reading included: its catalogs and controls exist among the documents at
    /// hand.</summary>
    /// <param name="source">What reading gave.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<CatalogMapping> source, ResolverOptions? options = null)
    {
        options ??= ResolverOptions.Default;
        return MappingValidator.Validate(source, options.Documents, options.Limits);
    }

    /// <summary>Every finding of a set of requirements that was read, those of reading included: one rule for each id, catalogs and
    /// controls that exist, metrics that are known.</summary>
    /// <param name="source">What reading gave.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    public static ValueList<Diagnostic> Validate(ReadResult<RequirementSet> source, ResolverOptions? options = null) =>
        RequirementsValidator.Validate(source, options);

    /// <summary>Every finding of a matrix that was read, with errors or without; those of reading included. Nothing in a document makes it
    /// throw; a rule of the options may.</summary>
    /// <param name="source">What reading gave.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
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

    /// <summary>Every finding, those of reading included. Nothing in a document makes it throw; a rule of the options may.</summary>
    /// <param name="document">The matrix. One that was built in code is judged as by
    /// <see cref="Validate(Matrix, DateOnly, ResolverOptions?, EvaluationOptions?, CancellationToken)"/>.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
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
    /// Every finding of a matrix built in code, those of its shape included: what the document that <see cref="MatrixJson"/>
    /// makes of it has when it is read and checked. Places in it have a pointer, and neither a file nor a line.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    /// <param name="evaluation">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="OperationCanceledException">The validation was cancelled.</exception>
    public static ValueList<Diagnostic> Validate(Matrix matrix, DateOnly asOf, ResolverOptions? options = null,
        EvaluationOptions? evaluation = null, CancellationToken cancellationToken = default)
    {
        var written = WrittenMatrix.Read(matrix, options?.Limits);
        return WrittenMatrix.WithoutText(matrix, Validate(written, asOf, options, evaluation, cancellationToken));
    }

    /// <summary>The same for a matrix that is resolved besides, so that one that was read is made ready once.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
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

    /// <summary>The findings about what a document says and about its dates, without looking at any answer: what must be known beside
    /// one.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="asOf">The day for which dates are looked at.</param>
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
        // Rules of others may rely on every member that a document must have.
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
