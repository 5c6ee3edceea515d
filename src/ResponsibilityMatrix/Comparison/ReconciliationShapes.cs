using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The JSON form of <see cref="Reconciliation"/> (<c>schemas/reconciliation.schema.json</c>).</summary>
internal sealed record ReconciliationShape(
    ValueMap<int> Summary, ValueList<ReconciledControl> Controls, ValueList<Diagnostic> Diagnostics)
{
    private static readonly ReconciledStatement NotTold =
        new() { Party = "", Matrix = new("", default), Title = "", Context = new() { AsOf = default } };

    public static ReconciliationShape Of(Reconciliation result) => new(result.Summary, result.Controls, result.Diagnostics);

    public Reconciliation ToReconciliation() =>
        new() { Provider = NotTold, Customer = NotTold, Controls = Controls, Diagnostics = Diagnostics };
}

/// <summary>The JSON form of <see cref="ReconciledControl"/>.</summary>
internal sealed record ReconciledControlShape(
    string Control, string Catalog, ReconcileStatus Status, ReconciledAnswer Provider, ReconciledAnswer Customer, string? Note)
{
    public static ReconciledControlShape Of(ReconciledControl control) =>
        new(control.Control, control.Catalog, control.Status, control.Provider, control.Customer, control.Note);

    public ReconciledControl ToControl() => new()
    {
        Catalog = Catalog,
        Control = Control,
        Title = "",
        Status = Status,
        Provider = Provider,
        Customer = Customer,
        Note = Note,
    };
}
