using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1001: unknown party.</summary>
internal sealed class UnknownParty : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM1001",
        Title = "Unknown party",
        DefaultSeverity = Severity.Error,
        Why = "A duty of somebody who is not a party of the agreement binds nobody.",
        HowToFix = "Add the party to `parties`, or correct the id. `provider` and `customer` stand for the parties on the two sides.",
    };

    public override void Check(DocumentCase document)
    {
        if (!document.IsComplete) return;
        var matrix = document.Matrix;
        Known(matrix.Service.Provider, "/service/provider", false);
        Known(matrix.Service.Customer, "/service/customer", false);
        Known(matrix.AuthoredBy, "/authoredBy");
        for (var i = 0; i < matrix.Approvals.Count; i++) Known(matrix.Approvals[i].Party, $"/approvals/{i}/party");
        for (var i = 0; i < matrix.Upstreams.Count; i++)
        {
            Known(matrix.Upstreams[i].Provider, $"/upstream/{i}/provider");
            Known(matrix.Upstreams[i].Customer, $"/upstream/{i}/customer");
        }
        for (var i = 0; i < matrix.Commitments.Count; i++) Known(matrix.Commitments[i].Party, $"/commitments/{i}/party");
        foreach (var duty in document.Duties)
            if (IsUnknown(duty.Duty.Party)) Report(duty.Duty.Party, $"{Spot.Of(duty)}/party");

        void Known(string? id, string pointer, bool mayBeSide = true)
        {
            if (IsUnknown(id, mayBeSide)) Report(id!, pointer);
        }

        bool IsUnknown(string? id, bool mayBeSide = true) =>
            !string.IsNullOrEmpty(id) && document.Effective.FindParty(document.Effective.PartyId(id, 0)) is null
                && !(mayBeSide && id is Party.ProviderWord or Party.CustomerWord);

        void Report(string id, string pointer) =>
            document.Report(
                this, pointer,
                $"There is no party \"{id}\" in this " +
                $"document.{document.Suggestions.For(id, document.Effective.Parties.Select(party => party.Id))}");
    }
}
