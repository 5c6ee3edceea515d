using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6002: dates out of order.</summary>
internal sealed class DatesOutOfOrder : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6002",
        Title = "Dates out of order",
        DefaultSeverity = Severity.Error,
        Why = "A document that is to be reviewed after it ends, or ends before it begins, holds on no day that anybody can name.",
        HowToFix = "Correct the dates: effective, then reviewBy, then expires.",
    };

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        var matrix = document.Matrix;
        Ordered(matrix.Effective, "effective", matrix.ReviewBy, "reviewBy", "");
        Ordered(matrix.ReviewBy, "reviewBy", matrix.Expires, "expires", "");
        if (matrix.ReviewBy is null) Ordered(matrix.Effective, "effective", matrix.Expires, "expires", "");
        for (var i = 0; i < matrix.Authorizations.Count; i++)
            Ordered(matrix.Authorizations[i].Issued, "issued", matrix.Authorizations[i].ValidUntil, "validUntil", $"/authorizations/{i}");
        for (var i = 0; i < matrix.Evidence.Count; i++)
        {
            Ordered(matrix.Evidence[i].Period?.From, "from", matrix.Evidence[i].Period?.To, "to", $"/evidence/{i}/period");
            Ordered(matrix.Evidence[i].Issued, "issued", matrix.Evidence[i].ValidUntil, "validUntil", $"/evidence/{i}");
        }

        void Ordered(DateOnly? first, string firstName, DateOnly? second, string secondName, string pointer)
        {
            if (first > second)
                document.Report(this, $"{pointer}/{secondName}",
                    $"\"{secondName}\" ({second:yyyy-MM-dd}) is before \"{firstName}\" ({first:yyyy-MM-dd}).");
        }
    }
}
