using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// Computes the responsibilities for each control of a matrix, with the reasons. Create it once for a matrix and its documents, and reuse
/// it. Immutable and thread-safe. The same documents and context give the same answer.
/// </summary>
/// <remarks>Resolving is not validating: a duty of an unknown party, for example, counts as a third party's. Validate with
/// <c>DocumentValidator</c> first, and refuse a matrix with errors where a wrong answer would do harm.</remarks>
/// <example><code>
/// var resolver = new Resolver(matrix);
/// var context = new ResolutionContext { AsOf = new DateOnly(2026, 11, 24) };
/// if (resolver.ProblemWith(context) is { } problem) Console.WriteLine(problem.Message);
/// else Console.WriteLine($"{resolver.Resolve("9.2.1", context)?.Split}");
/// // Customer
/// </code></example>
public sealed class Resolver
{
    private const int MaxOverridden = 16;
    private const string ServiceModelDocument = "serviceModel";
    private readonly Engine _engine;
    private readonly EffectiveMatrix _effective;
    private readonly ValueList<Diagnostic> _diagnostics;
    private readonly bool _isServiceModelAlone;
    private readonly Lazy<AnswerDetails> _details;

    /// <summary>Creates a resolver for a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    /// <exception cref="ArgumentException">A metric, a unit or a rule of the options has an id that is known already, or cannot be
    /// used.</exception>
    public Resolver(Matrix matrix, ResolverOptions? options = null)
        : this(new MatrixDocument(matrix), options)
    {
    }

    /// <summary>Creates a resolver for a matrix that was read.</summary>
    /// <param name="document">The matrix with its source.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    /// <exception cref="ArgumentException">A metric, a unit or a rule of the options has an id that is known already, or cannot be
    /// used.</exception>
    public Resolver(MatrixDocument document, ResolverOptions? options = null)
        : this(document, options, false)
    {
    }

    private Resolver(MatrixDocument document, ResolverOptions? options, bool isServiceModelAlone)
    {
        ArgumentNullException.ThrowIfNull(document);
        Options = options ?? ResolverOptions.Default;
        MatrixRule.EnsureUsable(Options.Rules);
        var limits = Options.Limits;
        var diagnostics = new FindingList(limits);
        diagnostics.AddRange(document.ReadingDiagnostics);
        _isServiceModelAlone = isServiceModelAlone;
        _effective = EffectiveMatrix.Of(document, Options.Documents, limits, diagnostics);
        _engine = new Engine(_effective, limits, CommitmentTerms.With(Options.Metrics, Options.Units));
        diagnostics.AddRange(MissingCatalogs());
        foreach (var part in _engine.Space.Parts)
            if (part.Document is { } catalog) diagnostics.AddRange(catalog.Errors);
        _diagnostics = diagnostics.ToValueList();
        _details = new(() => new AnswerDetails(_engine));
    }

    /// <summary>The options of the resolver.</summary>
    public ResolverOptions Options { get; }

    /// <summary>The engine, which the analysis also uses.</summary>
    internal Engine Engine => _engine;

    /// <summary>The findings that accompany every answer: from reading the matrix and its bases, about missing catalogs, and the errors of
    /// catalogs.</summary>
    public ValueList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The service models that a context can have.</summary>
    public ValueList<string> ServiceModels => _effective.Service.Models;

    /// <summary>The parameters of the matrix and its bases, with their values.</summary>
    public ValueList<Parameter> Parameters => _effective.Parameters.ToValueList();

    /// <summary>The matrix, then its base, then the base's base, as far as they are at hand.</summary>
    public ValueList<MatrixDocument> Levels => _effective.Levels.ToValueList();

    /// <summary>The parties of the matrix and its bases. The provider and customer of a base are those of the matrix.</summary>
    public ValueList<Party> Parties => _effective.Parties.ToValueList();

    /// <summary>The commitments of the matrix and its bases.</summary>
    public ValueList<Commitment> Commitments => _effective.Commitments.ToValueList();

    /// <summary>The evidence of the matrix and its bases.</summary>
    public ValueList<Evidence> Evidence => _effective.Evidence.ToValueList();

    /// <summary>The upstreams of the matrix and its bases.</summary>
    public ValueList<Upstream> Upstreams => _effective.Upstreams.ToValueList();

    /// <summary>The parties that a word refers to: one for an id, <c>provider</c> or <c>customer</c>; for a name, an alias or an identifier
    /// (<c>scheme:value</c>), ignoring case, perhaps several; none if nobody is called so.</summary>
    /// <param name="word">The word.</param>
    public ValueList<ResolvedParty> FindParties(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return PartyNames.Find(_effective, word).Select(id => PartyNames.Resolve(_effective, id)).ToValueList();
    }

    /// <summary>Creates a resolver for the split of a catalog that a service model implies, without a matrix.</summary>
    /// <param name="catalog">The catalog; it must be among the documents.</param>
    /// <param name="options">The documents at hand and more; null for the defaults.</param>
    /// <exception cref="ArgumentException">The catalog is not among the documents.</exception>
    public static Resolver OfServiceModel(Catalog catalog, ResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if ((options ?? ResolverOptions.Default).Documents.FindCatalogDocument(catalog.Id, catalog.Edition) is not { } known
            || known.Catalog != catalog)
            throw new ArgumentException($"The catalog {catalog.Identity} is not among the documents. Add it to them.", nameof(catalog));
        var matrix = new Matrix
        {
            Id = ServiceModelDocument,
            Version = "1.0.0",
            Title = catalog.Title,
            Service = new Service
            {
                Id = ServiceModelDocument,
                Name = catalog.Title,
                Provider = Party.ProviderWord,
                Customer = Party.CustomerWord,
                Models = ServiceModel.BuiltIn.Select(model => model.Id).ToValueList(),
            },
            Parties = [new Party { Id = Party.ProviderWord, Name = "Provider" }, new Party { Id = Party.CustomerWord, Name = "Customer" }],
            Catalogs = [new CatalogScope { Id = catalog.Id, Edition = catalog.Edition }],
            Defaults = DefaultsPolicy.ServiceModel,
        };
        return new Resolver(new MatrixDocument(matrix), options, true);
    }

    /// <summary>Why the matrix cannot be resolved in a context: a value is missing or unknown. Null if it
    /// can.</summary>
    /// <param name="context">The context.</param>
    public Problem? ProblemWith(ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Bind(context, out _, out _);
    }

    /// <summary>Resolves every control in scope.</summary>
    /// <param name="context">The context.</param>
    /// <param name="options">The controls to include, the language, and more; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">A value of the context is missing or unknown; <see cref="ProblemWith"/> checks
    /// without throwing.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public ResolvedMatrix Resolve(ResolutionContext context, EvaluationOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Answer(context, new Evaluation(options, cancellationToken));

    /// <summary>The commitments that hold in a context and are tied to a control or to one of its duties, without duplicates. Parties are
    /// named as in the answer.</summary>
    /// <param name="control">A control of an answer of this resolver, translated or not.</param>
    /// <param name="context">The context of the answer, as <see cref="ResolvedMatrix.Context"/> states it.</param>
    public ValueList<Commitment> CommitmentsOf(ResolvedControl control, ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(context);
        return _details.Value.CommitmentsOf(control, context);
    }

    /// <summary>The commitments that hold in a context, whether they are tied to controls or not: those of the matrix first, then those of
    /// its bases with other ids. Parties are named as in the answer.</summary>
    /// <param name="context">The context of an answer, as <see cref="ResolvedMatrix.Context"/> states it.</param>
    public ValueList<Commitment> CommitmentsIn(ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _details.Value.CommitmentsIn(context);
    }

    /// <summary>The evidence that the duties of a control refer to, without duplicates.</summary>
    /// <param name="control">A control of an answer of this resolver.</param>
    public ValueList<Evidence> EvidenceOf(ResolvedControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        return _details.Value.EvidenceOf(control);
    }

    /// <summary>Finds the control that a control is a statement of: its parent, unless it is an enhancement, which is a control of its
    /// own.</summary>
    /// <param name="control">A control of an answer of this resolver.</param>
    /// <param name="catalog">The catalog of the control that was found, as <c>id@edition</c> or <c>local</c>.</param>
    /// <param name="whole">The control, in its catalog's spelling.</param>
    public bool TryFindWhole(ResolvedControl control, [NotNullWhen(true)] out string? catalog, [NotNullWhen(true)] out string? whole)
    {
        ArgumentNullException.ThrowIfNull(control);
        var node = _details.Value.WholeOf(control);
        (catalog, whole) = node < 0 ? (null, null) : (_engine.Space.CatalogOf(node), _engine.Space.ControlOf(node).Id);
        return node >= 0;
    }

    /// <summary>Finds the control that the deciding assignment named: the control itself, or one that it is a part of. There is none where
    /// no assignment decided, and where it selected several controls by a star, a group or a baseline.</summary>
    /// <param name="control">An answer of this resolver.</param>
    /// <param name="catalog">The catalog of the control that was found, as <c>id@edition</c> or <c>local</c>.</param>
    /// <param name="named">The control, in its catalog's spelling.</param>
    public bool TryFindNamed(ResolvedControl control, [NotNullWhen(true)] out string? catalog, [NotNullWhen(true)] out string? named)
    {
        ArgumentNullException.ThrowIfNull(control);
        var applied = control.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Applied);
        var node = -1;
        var isFound = applied is not null && Selector.TryParse(applied.Selector, out var selector)
            && selector.Kind == SelectorKind.Control
            && _engine.Space.Find(selector, applied.Level, out node) == ReferenceOutcome.Found;
        (catalog, named) = isFound ? (_engine.Space.CatalogOf(node), _engine.Space.ControlOf(node).Id) : (null, null);
        return isFound;
    }

    /// <summary>The title of the topmost catalog group that contains a control or one of its ancestors. Without groups, the title of the
    /// catalog.</summary>
    /// <param name="control">A control of an answer of this resolver.</param>
    public string GroupOf(ResolvedControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        return _details.Value.GroupOf(control);
    }

    internal ResolvedMatrix Answer(ResolutionContext context, Evaluation evaluation)
    {
        var asked = _engine.Space.WithDescendants(evaluation.Options.Controls);
        var answer = ToResolvedMatrix(AnswerAll(context, evaluation, asked));
        if (asked is not null)
        {
            var ids = answer.Controls.Select(control => (control.Catalog, control.Control)).ToHashSet();
            answer = answer with
            {
                Diagnostics = answer.Diagnostics
                    .Where(finding => finding.Control is null || ids.Contains((finding.Catalog!, finding.Control))).ToValueList(),
            };
        }
        return TextsIn(evaluation.Options.Language) is { } texts ? Translation.Translate(answer, texts) : answer;
    }

    /// <summary>The translation of the matrix in a language; null if there is none or it is the matrix's own language.</summary>
    internal ValueMap<TranslatedText>? TextsIn(string? language) =>
        language is not null && language != _effective.Matrix.Language
            && _effective.Matrix.Translations.TryGetValue(language, out var texts) ? texts : null;

    /// <summary>Converts answers to the public form.</summary>
    internal ResolvedMatrix ToResolvedMatrix(Answers answers)
    {
        var space = _engine.Space;
        var controls = new ResolvedControl[answers.Count];
        var count = 0;
        for (var node = 0; node < space.Count; node++)
            if (answers.Of(node) is { } answer) controls[count++] = answer;
        return new ResolvedMatrix
        {
            Inputs = _isServiceModelAlone ? CatalogInputs().ToValueList()
                : _effective.Levels.Select(level => new ResolutionInput(level)).Concat(CatalogInputs()).ToValueList(),
            Matrix = _isServiceModelAlone ? null : new MatrixIdentity(_effective.Matrix.Id, _effective.Matrix.Version),
            Context = answers.Context,
            Parties = ResolvedParties(),
            Controls = new(controls),
            Diagnostics = answers.Diagnostics,
        };
    }

    /// <summary>Resolves every control in scope, for further processing.</summary>
    /// <param name="context">The context.</param>
    /// <param name="evaluation">The request.</param>
    /// <param name="asked">The controls to include, with their descendants; null for all.</param>
    /// <exception cref="ArgumentException">A value of the context is missing or unknown.</exception>
    internal Answers AnswerAll(ResolutionContext context, Evaluation evaluation, HashSet<int>? asked = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Bind(context, out var numbers, out var full) is { } problem) throw new ArgumentException(problem.Message, nameof(context));
        var diagnostics = new FindingList(_engine.Limits);
        diagnostics.AddRange(_diagnostics);
        var space = _engine.Space;
        var run = new Run(this, numbers, full.ServiceModel!, diagnostics, asked?.Count ?? space.CountInScope, evaluation.Token);
        evaluation.Begin(EvaluationStage.Resolving, asked?.Count ?? space.CountInScope);
        foreach (var node in space.DeepestFirst)
        {
            if (!space.IsInScope(node) || asked?.Contains(node) is false) continue;
            run.Answer(node);
            evaluation.Step();
        }
        diagnostics.AddRange(run.LimitFindings);
        return new Answers(full, run.Answers, run.WithoutRows, run.Applied, run.Size.Written, diagnostics.ToValueList());
    }

    internal ValueList<ResolvedParty> ResolvedParties() =>
        _effective.Parties.Select(party => new ResolvedParty { Id = party.Id, Name = party.Name, Side = _effective.SideOf(party.Id) })
            .ToValueList();

    /// <summary>Resolves one control, with its statements. Null if it is unknown or not in scope.</summary>
    /// <param name="control">The control in any spelling, such as <c>6.3.1</c> or <c>iso-27017:6.3.1</c>.</param>
    /// <param name="context">The context.</param>
    /// <exception cref="ArgumentException">A value of the context is missing or unknown.</exception>
    public ResolvedControl? Resolve(string control, ResolutionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Bind(context, out var numbers, out _) is { } problem) throw new ArgumentException(problem.Message, nameof(context));
        var node = _engine.Space.Find(control);
        if (node < 0 || !_engine.Space.IsInScope(node)) return null;
        return new SingleAnswers(this, numbers).Of(node);
    }

    /// <summary>Whether a reference names exactly one control in scope.</summary>
    /// <param name="control">The control in any spelling.</param>
    /// <param name="problem">Why it does not, with the nearest name; else null.</param>
    public bool Knows(string control, [NotNullWhen(false)] out Problem? problem)
    {
        var space = _engine.Space;
        problem = null;
        if (!Selector.TryParse(control, out var reference) || reference.Kind != SelectorKind.Control)
        {
            problem = reference.Kind == SelectorKind.None ? With(ProblemCode.InvalidControl, $"'{control}' is no control id.")
                : With(ProblemCode.SeveralControls, $"'{control}' selects several controls: name one of them.");
            return false;
        }
        var outcome = space.Find(reference, 0, out var node);
        if (outcome == ReferenceOutcome.Found && space.IsInScope(node)) return true;
        problem = outcome switch
        {
            ReferenceOutcome.Found when space.IsWithdrawn(node) =>
                With(ProblemCode.WithdrawnControl, space.WithdrawnSentence(node), space.ControlOf(node).ReplacedBy),
            ReferenceOutcome.Found => With(
                ProblemCode.ControlNotInScope,
                $"{space.ControlOf(node).Id} is a control of {space.CatalogOf(node)}, but not in the scope of this matrix."),
            ReferenceOutcome.Ambiguous => With(
                ProblemCode.AmbiguousControl,
                $"'{control}' is a control of several catalogs: write {space.ChoicesInWords(reference, 0)}.",
                space.Choices(reference, 0).Select(choice => choice.Reference).OfType<string>().ToValueList()),
            ReferenceOutcome.UnknownCatalog => (With(
                ProblemCode.UnknownCatalog,
                $"'{reference.CatalogId}' is no catalog of this matrix.",
                space.Effective.CatalogNames(0).ToValueList()) with
            { Subject = reference.CatalogId })
                .WithSuggestion(reference.CatalogId!, space.Effective.CatalogNames(0)),
            _ => Unknown(control, reference),
        };
        return false;

        Problem With(ProblemCode code, string message, ValueList<string> choices = default) =>
            new() { Code = code, Message = message, Subject = control, Choices = choices };
    }

    private Problem Unknown(string control, Selector reference)
    {
        var near = CatalogIndex.Near(reference, _engine.Space.PartsNamedBy(reference, 0).Select(part => part.Index));
        return new Problem
        {
            Code = ProblemCode.UnknownControl,
            Message = $"There is no control '{control}' here.{(near is null ? "" : $" Did you mean \"{near}\"?")}{MembersOf(reference)}",
            Subject = control,
            Suggestion = near,
        };
    }

    // If the reference names a group, suggests its members.
    private string MembersOf(Selector group)
    {
        foreach (var part in _engine.Space.PartsNamedBy(group, 0))
        {
            if (part.Index.Groups.Find(group.Body) is not (>= 0 and var number)) continue;
            var members = part.Index.Catalog.Controls.Where((_, i) => part.Index.Groups.Of(i) == number).Select(control => control.Id)
                .ToList();
            return members.Count == 0 ? "" : $" Its controls are {Sentences.And(members)}.";
        }
        return "";
    }

    /// <summary>Describes a commitment for people, such as <c>incident notification time: at most 24 hours from awareness</c>. Do not
    /// parse it.</summary>
    /// <param name="commitment">The commitment.</param>
    public string Describe(Commitment commitment)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        return _engine.Terms.Describe(commitment);
    }

    // Without its catalog, a scope selects no controls.
    private IEnumerable<Diagnostic> MissingCatalogs()
    {
        var suggestions = new Suggestions();
        foreach (var scope in _engine.Space.UnknownScopes)
        {
            if (scope.Id.Length == 0 || scope.Edition.Length == 0) continue;
            var (document, index) = _effective.SourceOf(scope);
            var identity = $"{scope.Id}@{scope.Edition}";
            yield return Diagnostic.Of(
                ReferenceDescriptors.UnknownCatalog,
                $"The catalog {identity} is not among the documents at hand. Give it too." +
                    $"{suggestions.For(identity, _effective.Documents.CatalogDocuments.Select(catalog => catalog.Identity))}",
                document.PlaceOf(string.Create(CultureInfo.InvariantCulture, $"/catalogs/{index}")));
        }
    }

    private IEnumerable<ResolutionInput> CatalogInputs() =>
        _engine.Space.Parts.Where(part => part.Document is not null).Select(part => new ResolutionInput(part.Document!));

    /// <summary>Completes a context with default values; returns why that is not possible, or null.</summary>
    internal Problem? Complete(ResolutionContext context, out ResolutionContext full) => Bind(context, out _, out full);

    private Problem? Bind(ResolutionContext context, out int[] numbers, out ResolutionContext full)
    {
        var parameters = _engine.Parameters;
        numbers = new int[parameters.Parameters.Count];
        full = context;
        var models = _effective.Service.Models;
        if (models.IsEmpty)
            return new Problem
            {
                Code = ProblemCode.NoServiceModel,
                Message = "The service is offered in no service model: \"service.models\" needs at least one, such as saas.",
            };
        var model = context.ServiceModel ?? (models.Count == 1 ? models[0] : null);
        if (model is null) return Problem.MissingServiceModel(models);
        if (!parameters.TryFindValue(0, model, out numbers[0])) return Problem.UnknownServiceModel(model, models, "this matrix");
        foreach (var (id, value) in context.Parameters)
        {
            if (!parameters.TryFind(id, out var parameter) || parameter == 0)
            {
                var known = parameters.Parameters.Skip(1).Select(other => other.Id).ToValueList();
                return Problem.UnknownParameter(id, known, "", $"this matrix has {(known.IsEmpty ? "none" : Problem.Join(known))}");
            }
            if (!parameters.TryFindValue(parameter, value, out _))
                return Problem.UnknownParameterValue(id, value, parameters.Parameters[parameter].Values);
        }
        List<KeyValuePair<string, string>> values = [];
        for (var i = 1; i < numbers.Length; i++)
        {
            var parameter = parameters.Parameters[i];
            var value = context.Parameters.TryGetValue(parameter.Id, out var given) ? given : parameter.Default;
            if (value is null) return Problem.MissingParameter(parameter.Id, parameter.Values);
            if (!parameters.TryFindValue(i, value, out numbers[i]))
                return new Problem
                {
                    Code = ProblemCode.UnknownDefault,
                    Message = $"The default of the parameter {parameter.Id}, '{value}', is none of its values: choose " +
                        $"{Problem.Join(parameter.Values)}.",
                    Subject = parameter.Id,
                    Value = value,
                    Choices = parameter.Values,
                };
            values.Add(KeyValuePair.Create(parameter.Id, value));
        }
        full = context with { ServiceModel = model, Parameters = new(values) };
        return null;
    }

    /// <summary>Answers for single controls in one context, computed on first use. Not thread-safe.</summary>
    /// <param name="resolver">The resolver.</param>
    /// <param name="context">The context, as indexes of the parameters' values.</param>
    /// <param name="token">Cancels the request.</param>
    internal sealed class SingleAnswers(Resolver resolver, int[] context, CancellationToken token = default)
    {
        private readonly Run _run = new(resolver, context, resolver._engine.Parameters.ValueOf(0, context[0]), null, -1, token);
        private readonly ControlSpace _space = resolver._engine.Space;
        private readonly List<int> _order = [];

        /// <summary>The findings that a limit was exceeded, so that later answers are incomplete; else empty.</summary>
        public IEnumerable<Diagnostic> LimitFindings => _run.LimitFindings;

        /// <summary>The answer for a control in scope.</summary>
        public ResolvedControl Of(int node)
        {
            // Statements come before their controls, without recursion.
            _order.Clear();
            _order.Add(node);
            for (var i = 0; i < _order.Count; i++)
                foreach (var statement in _space.StatementsInScope(_order[i])) _order.Add(statement);
            for (var i = _order.Count - 1; i > 0; i--) _run.Answer(_order[i]);
            return _run.Answer(node);
        }

        /// <summary>The answer for a control without the document's own rows below it; null if there are no such rows. Call
        /// <see cref="Of"/> first.</summary>
        public ResolvedControl? WithoutRows(int node) => _run.WithoutRows.GetValueOrDefault(node);
    }

    /// <summary>One request: computes answers, children before their parents.</summary>
    private sealed class Run(
        Resolver resolver, int[] context, string model, FindingList? diagnostics, int expected, CancellationToken token)
    {
        private readonly Engine _engine = resolver._engine;
        private readonly ControlSpace _space = resolver._engine.Space;
        private readonly CandidateQuery _query = resolver._engine.CreateQuery(token);
        private readonly Dictionary<int, ResolvedControl> _answers = new(Math.Max(0, expected));

        private readonly Dictionary<List<Candidate>, ReasonedDecision> _reasoned = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<int, long> _sizes = [];
        private int _firstCut = -1;
        private int _countOfCut;

        public AnswerSize Size { get; } = new(resolver._engine.Limits);

        public IEnumerable<Diagnostic> LimitFindings
        {
            get
            {
                if (_query.IsSpent) yield return _engine.LimitFinding();
                if (_countOfCut > 0) yield return _engine.CutFinding(_countOfCut, _firstCut);
            }
        }

        public IReadOnlyDictionary<int, ResolvedControl> Answers => _answers;

        /// <summary>The assignments that decided, by control; empty if single controls are resolved.</summary>
        public CompiledAssignment?[] Applied { get; } = expected < 0 ? [] : new CompiledAssignment?[resolver._engine.Space.Count];

        /// <summary>The answers for controls without the document's own rows below them.</summary>
        public Dictionary<int, ResolvedControl> WithoutRows { get; } = [];

        public ResolvedControl Answer(int node)
        {
            if (_answers.TryGetValue(node, out var known)) return known;
            var answer = _space.IsLeaf(node) ? Leaf(node) : RollUp(node);
            _answers.Add(node, answer);
            return answer;
        }

        private ResolvedControl Blank(int node) => Answer(node, null, default, 0);

        private ResolvedControl Answer(int node, Outcome? outcome, ValueList<Reason> because, int omitted, long? sizeOfBecause = null)
        {
            var part = _space.PartOf(node);
            var control = part.Index.Catalog.Controls[node - part.Start];
            var parent = _space.ParentOf(node);
            var size = outcome?.Size ?? 0;
            var isWhole = Size.TryWrite(AnswerSize.FixedSize + size + (sizeOfBecause ?? AnswerSize.Of(because)));
            if (!isWhole) NoteCut(node);
            _sizes[node] = isWhole ? size : 0;
            return new ResolvedControl
            {
                Catalog = part.Identity,
                Control = control.Id,
                Title = control.Title,
                Parent = parent < 0 ? null : _space.ControlOf(parent).Id,
                IsLeaf = true,
                State = outcome?.State ?? ControlState.Unassigned,
                Split = outcome?.Split ?? Sides.None,
                Coupling = outcome?.Coupling,
                Inheritability = outcome?.Inheritability,
                InheritabilityStated = outcome is { InheritabilityStated: true },
                Reason = isWhole ? outcome?.Reason : null,
                Duties = isWhole ? outcome?.Duties ?? default : default,
                Accountable = isWhole ? outcome?.Accountable ?? default : default,
                Because = isWhole ? because : default,
                Omitted = isWhole ? omitted : 0,
                IsCut = !isWhole,
            };
        }

        private void NoteCut(int node)
        {
            if (_countOfCut++ == 0) _firstCut = node;
        }

        private ResolvedControl Leaf(int node)
        {
            var reasoned = DecisionFor(_engine.Candidates(node, _query));
            if (reasoned.Decision.Best.Count == 0)
                return resolver._effective.Defaults == DefaultsPolicy.ServiceModel ? ByServiceModel(node) : Blank(node);
            return Decided(node, reasoned);
        }

        // Controls with the same candidates have the same decision.
        private ReasonedDecision DecisionFor(List<Candidate> candidates)
        {
            if (candidates == _query.Candidates) return new ReasonedDecision(_engine.Decide(candidates, context));
            if (!_reasoned.TryGetValue(candidates, out var known))
                _reasoned.Add(candidates, known = new ReasonedDecision(_engine.Decide(candidates, context)));
            return known;
        }

        private ResolvedControl Decided(int node, ReasonedDecision reasoned)
        {
            var decision = reasoned.Decision;
            if (decision.Best.Count > 1) diagnostics?.Add(_engine.TieFinding(node, decision, ""));
            if (!decision.IsConflict && Applied.Length > 0) Applied[node] = decision.Best[0].Assignment;
            var omitted = Math.Max(0, decision.Live.Count - decision.Best.Count - MaxOverridden);
            var because = reasoned.Because ??= Because(decision);
            var size = reasoned.Size ??= AnswerSize.Of(because);
            if (because.Count > MaxOverridden && reasoned.IsWritten)
            {
                // A long list of tied assignments is repeated for each control only as far as the limit allows.
                if (Size.TryRepeat(size)) size = 0;
                else (because, omitted, size) =
                    (reasoned.FirstReasons ??= ValueList.Create(because.AsSpan()[..MaxOverridden]), decision.Live.Count - MaxOverridden, 0);
            }
            reasoned.IsWritten = true;
            var answer = Answer(node, decision.Outcome, because, omitted, size);
            return decision.IsConflict ? answer with { State = ControlState.Conflict } : answer;
        }

        private static ValueList<Reason> Because(Decision decision)
        {
            var best = decision.Best;
            var reasons = new Reason[best.Count + Math.Min(decision.Live.Count - best.Count, MaxOverridden)];
            for (var i = 0; i < best.Count; i++)
                reasons[i] = ReasonFor(best[i], decision.IsConflict ? ReasonOutcome.Conflicting : i == 0 ? ReasonOutcome.Applied
                    : ReasonOutcome.Duplicate);
            if (reasons.Length > best.Count) AddOverridden(decision, reasons);
            return new(reasons);
        }

        private static void AddOverridden(Decision decision, Reason[] reasons)
        {
            var best = decision.Best;
            var applied = best.Count > 1 ? best.Select(candidate => candidate.Assignment).ToHashSet() : null;
            var count = best.Count;
            foreach (var candidate in decision.Live)
            {
                if (count == reasons.Length) return;
                if (applied?.Contains(candidate.Assignment) ?? candidate.Assignment == best[0].Assignment) continue;
                var isEqual = candidate.IsEqualInWeight(best[0]);
                var by = isEqual ? Narrower(best, candidate) : best[0];
                reasons[count++] = ReasonFor(
                    candidate,
                    ReasonOutcome.Overridden,
                    by.Assignment.Reference,
                    isEqual ? OverrideRule.Condition : candidate.Assignment.Level != by.Assignment.Level ? OverrideRule.Level
                        : OverrideRule.Selector);
            }
        }

        private static Candidate Narrower(List<Candidate> best, Candidate candidate) =>
            best.Find(better => better.Assignment.When.StrictlyImplies(candidate.Assignment.When));

        private static AssignmentReason ReasonFor(
            Candidate candidate, ReasonOutcome outcome, string? by = null, OverrideRule? rule = null) => new()
            {
                Outcome = outcome,
                Level = candidate.Assignment.Level,
                Document = candidate.Assignment.LevelOf.DocumentName,
                Pointer = candidate.Assignment.Pointer,
                Selector = candidate.Selector.ToString(),
                By = by,
                Rule = rule,
            };

        private ResolvedControl ByServiceModel(int node)
        {
            List<(Layer Layer, Sides? Owner)> layers = [];
            var outcome = _engine.ByServiceModel(node, model, layers);
            var because = new Reason[layers.Count];
            for (var i = 0; i < because.Length; i++)
                because[i] = new LayerReason
                {
                    Outcome = ReasonOutcome.Applied,
                    Document = ServiceModelDocument,
                    Selector = Words.Of(layers[i].Layer),
                    Owner = layers[i].Owner
                };
            return Answer(node, outcome, new(because), 0) with { IsByServiceModel = outcome is { State: ControlState.Assigned } };
        }

        private ResolvedControl RollUp(int node)
        {
            List<ResolvedControl> children = [];
            long size = 0;
            foreach (var statement in _space.StatementsInScope(node))
            {
                children.Add(Answer(statement));
                size += _sizes[statement];
            }
            List<Reason> because = [.. children.Select(child => Child(child.Control))];
            var omitted = 0;
            if (_space.IsLeafButForRows(node) && DecisionFor(_engine.Candidates(node, _query)) is { Decision.Best.Count: > 0 } reasoned)
            {
                var own = Decided(node, reasoned);
                size += _sizes[node];
                WithoutRows.Add(node, own);
                children.Add(own);
                because.Add(Child(own.Control));
                because.AddRange(own.Because);
                omitted = own.Omitted;
            }
            // If a part is cut, the whole is cut too.
            var blank = Blank(node) with { IsLeaf = false, Because = because.ToValueList(), Omitted = omitted };
            var isWhole = children.TrueForAll(child => !child.IsCut) && Size.TryRepeat(size + AnswerSize.Of(blank.Because));
            if (!isWhole) NoteCut(node);
            _sizes[node] = size;
            return RollUps.Of(blank, children, isWhole ? _engine : null);
        }

        /// <summary>A decision with its reasons, shared by controls with the same candidates.</summary>
        private sealed class ReasonedDecision(Decision decision)
        {
            public Decision Decision { get; } = decision;

            public ValueList<Reason>? Because { get; set; }

            public ValueList<Reason>? FirstReasons { get; set; }

            /// <summary>The size of the reasons.</summary>
            public long? Size { get; set; }

            /// <summary>Whether the reasons were already written for a control.</summary>
            public bool IsWritten { get; set; }
        }

        private ChildReason Child(string control) =>
            new() { Outcome = ReasonOutcome.Child, Document = _engine.Levels[0].DocumentName, Selector = control };
    }
}
