using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>One of two statements to reconcile, with its answers by node, its places and its names.</summary>
internal sealed class ReconcileSide
{
    private const string CatalogsPlace = "/catalogs";
    private readonly EffectiveMatrix _effective;

    public ReconcileSide(Resolver resolver, ResolvedMatrix answer, Sides side)
    {
        (Resolver, Answer, Side) = (resolver, answer, side);
        _effective = resolver.Engine.Effective;
        Answers = CrosswalkRun.AnswersByNode(Space, answer);
        var party = side == Sides.Provider ? _effective.Service.Provider : _effective.Service.Customer;
        Name = answer.Parties.FirstOrDefault(known => known.Id == party)?.Name ?? party;
    }

    public Resolver Resolver { get; }

    public ResolvedMatrix Answer { get; }

    public Sides Side { get; }

    public ControlSpace Space => Resolver.Engine.Space;

    /// <summary>The answers by node; null for controls that are not in scope.</summary>
    public ResolvedControl?[] Answers { get; }

    /// <summary>The name of the party on this side.</summary>
    public string Name { get; }

    public EffectiveMatrix Effective => _effective;

    public MatrixDocument Document => _effective.Document;

    /// <summary>The name of the document in messages: its file, else its id and version.</summary>
    public string FileName => NameOf(Resolver);

    public bool IsInScope(int node) => Answers[node] is not null;

    public ReconciledStatement Statement => new()
    {
        Party = Name,
        Matrix = new MatrixIdentity(Document.Matrix.Id, Document.Matrix.Version),
        Title = Document.Matrix.Title,
        File = Document.File,
        Context = Answer.Context,
    };

    public static string NameOf(Resolver resolver) => resolver.Engine.Effective.Document.File ?? resolver.Engine.Effective.Document.Name;

    /// <summary>The side of the party that authored the document.</summary>
    public Sides AuthorSide => Document.Matrix.AuthoredBy is { } author ? _effective.SideOf(_effective.PartyId(author, 0)) : Sides.Provider;

    /// <summary>The node of a control; -1 if it is not in scope.</summary>
    public int Find(string catalog, ControlKey key)
    {
        foreach (var part in Space.Parts)
            if (part.Identity == catalog)
                return part.Index.Find(key) is >= 0 and var at && IsInScope(part.Start + at) ? part.Start + at : -1;
        return -1;
    }

    /// <summary>The place of the answer for a control, or where an answer would have to be added.</summary>
    public Place PlaceOf(int node)
    {
        if (node < 0) return Document.PlaceOf(_effective.Matrix.Catalogs.IsEmpty ? "" : CatalogsPlace);
        while (!Space.IsLeaf(node) && Answers[node] is not { Because: [.., AssignmentReason] }) node = Space.StatementsInScope(node)[0];
        var because = Answers[node]!.Because;
        if (because.OfType<AssignmentReason>().FirstOrDefault() is { } reason)
            return _effective.Levels[reason.Level].PlaceOf(reason.Pointer);
        return Document.PlaceOf(because.IsEmpty ? "/assignments" : "/defaults");
    }
}
