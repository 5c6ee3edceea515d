using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Reports on one matrix, as an annex to a contract has it. Thread-safe.</summary>
/// <example><code>
/// var report = MatrixReport.Of(resolver, new() { Context = new() { AsOf = new DateOnly(2026, 11, 24) } });
/// HtmlReport.Write(report, stream);
/// </code></example>
public static class MatrixReport
{
    // A section is a file in Sections and a line here.
    private static readonly MatrixSection[] Sections =
    [
        new SummarySection(),
        new ChangesSection(),
        new OpenSection(),
        new AgreementSection(),
        new PartiesSection(),
        new DefinitionsSection(),
        new ResponsibilitiesSection(),
        new ThirdPartiesSection(),
        new CommitmentsSection(),
        new EvidenceSection(),
        new AuthorizationsSection(),
        new ApprovalsSection(),
        new FindingsSection(),
        new SourcesSection(),
    ];

    /// <summary>Makes the report on a matrix.</summary>
    /// <param name="resolver">The resolver of the matrix.</param>
    /// <param name="options">The context and more.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ArgumentException">The context is unknown to the matrix, nobody or several are called as
    /// <see cref="ReportOptions.For"/> says, or <see cref="ReportOptions.Previous"/> is another matrix.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Report Of(Resolver resolver, ReportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        var input = MatrixReportInput.Of(resolver, options, cancellationToken);
        var matrix = input.Matrix;
        var sections = Sections.Select(section => section.Make(input)).Where(section => !section.Blocks.IsEmpty).ToValueList();
        var about = input.Variants.Count == 1 ? input.Variants[0].Title : $"{input.Variants.Count} variants";
        var compared = input.Previous is { } previous ? $", compared with {previous.Name}" : "";
        return new()
        {
            Title = matrix.Title,
            Subtitle = $"{(options.FollowsChain ? "Shared responsibilities and their chain" : "Shared responsibilities")}, version " +
                $"{matrix.Version}{compared}: {about}; as of {input.AsOf:yyyy-MM-dd}" +
                (input.For is { } party ? $"; the part of {party.Name}" : ""),
            Identity = ReportPieces.Identity(input.Document),
            Language = options.Language ?? matrix.Language,
            StatedBy = input.StatedBy,
            AsOf = input.AsOf,
            For = input.For?.Id,
            Variants = input.Variants,
            Notices = MatrixNotices.Of(input),
            Sections = sections,
        };
    }
}
