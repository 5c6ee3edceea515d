using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

// Validates a single object before it is part of a matrix: against the schema, and against the rules that need nothing but the object. Only
// the validation of the matrix checks whether a party, a control or another duty that it names exists.
public static partial class DocumentValidator
{
    private static readonly Assignment Bearer = new() { Controls = ["*"] };

    private static readonly Matrix Bare = new()
    {
        Id = "urn:part",
        Version = "1.0.0",
        Title = "Part",
        Service = new Service { Id = "part", Name = "Part", Provider = "a", Customer = "b", Models = ["saas"] },
        Parties = [new Party { Id = "a", Name = "A" }, new Party { Id = "b", Name = "B" }],
    };

    /// <summary>Validates a party. Returns every finding. Pointers start at the object.</summary>
    /// <param name="party">The party.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(Party party, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(party);
        return Find(Bare with { Parties = [party, .. Bare.Parties] }, "parties", limits);
    }

    /// <summary>Validates an assignment with its duties. Returns every finding. Pointers start at the object.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(Assignment assignment, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return Find(Bare with { Assignments = [assignment] }, "assignments", limits);
    }

    /// <summary>Validates a duty. Returns every finding. Pointers start at the object.</summary>
    /// <param name="duty">The duty.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(Duty duty, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(duty);
        return Find(Bare with { Assignments = [Bearer with { Duties = [duty] }] }, "duties", limits, "/assignments/0");
    }

    /// <summary>Validates an authorization: its level belongs to its scheme, and its dates are in order. Returns every finding. Pointers
    /// start at the object.</summary>
    /// <param name="authorization">The authorization.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(Authorization authorization, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return Find(Bare with { Authorizations = [authorization] }, "authorizations", limits);
    }

    /// <summary>Validates a commitment. Returns every finding. Pointers start at the object.</summary>
    /// <param name="commitment">The commitment.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static ValueList<Diagnostic> Validate(Commitment commitment, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        return Find(Bare with { Commitments = [commitment] }, "commitments", limits);
    }

    private static ValueList<Diagnostic> Find(Matrix around, string list, Limits? limits, string above = "")
    {
        var part = new Part($"{above}/{list}/0", $"Entry 1 of \"{list}\"");
        var written = WrittenMatrix.Read(around, limits);
        if (MatrixDocument.ToValidate(written) is not { } document)
            return WrittenMatrix.WithoutText(around, written.Diagnostics).Select(part.Alone).ToValueList();
        var damage = new Damage(document);
        var options = new ResolverOptions { Limits = limits ?? Limits.Default };
        var found = new FindingList(options.Limits, finding => damage.Explains(finding) ? null : finding);
        var examined = new DocumentCase(new Resolver(document, options).Engine, found);
        foreach (var rule in Rules.OfDocuments) rule.CheckPart(examined);
        return WrittenMatrix.WithoutText(around, written.Diagnostics.Concat(found)).Where(part.IsIn).Select(part.Alone).ToValueList();
    }

    /// <summary>The object within the document that wraps it.</summary>
    private sealed record Part(string Pointer, string Name)
    {
        // A passed limit concerns the whole document, wherever it is reported.
        public bool IsIn(Diagnostic finding) => finding.Place is { } place
            && (place.Pointer == Pointer || place.Pointer.StartsWith(Pointer + "/", StringComparison.Ordinal)
            || finding.Descriptor == DocumentDescriptors.LimitPassed);

        public Diagnostic Alone(Diagnostic finding) => finding with
        {
            Message = finding.Message.StartsWith(Name, StringComparison.Ordinal) ? "This" + finding.Message[Name.Length..]
                : finding.Message,
            Place = Alone(finding.Place!),
            Related = finding.Related.Select(related => related with { Place = Alone(related.Place) }).ToValueList(),
        };

        private Place Alone(Place place) => place.File is not null ? place
            : new Place(place.Pointer.StartsWith(Pointer, StringComparison.Ordinal) ? place.Pointer[Pointer.Length..] : "");
    }
}
