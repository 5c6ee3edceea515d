using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>CAIQ, version 4: questions below controls, answers, ownership, texts of both sides.</summary>
public class CaiqProfileTests
{
    private const string Questionnaire =
        """
        CONSENSUS ASSESSMENTS INITIATIVE QUESTIONNAIRE v4.0.3
        Question ID|Question|CSP CAIQ⏎Answer|SSRM Control Ownership|CSP Implementation Description (Optional/Recommended)|
        …CSC Responsibilities (Optional/Recommended)|CCM Control ID|CCM Control Specification|CCM Control Title|CCM Domain Title
        A&A-01.1|Is there a policy?|Yes|CSP-owned|We have one.||A&A-01|Specification|Policy|Audit & Assurance
        A&A-01.2|Is it reviewed?|No|Shared CSP and CSC|We review ours.|Review yours.
        A&A-02.1|Are there audits?|Yes|CSC-owned||Audit your tenant.|A&A-02|Specification|Assessments|Audit & Assurance
        AIS-01.1|Third?|Yes|3rd-party outsourced|Our host does it.||AIS-01|Specification|Application|Application security
        AIS-01.2|Fourth?|NA|CSP-owned|We have no interface.
        AIS-02.1|Fifth?|Yes|Shared CSP and 3rd-party|||AIS-02|Specification|Baseline|Application security
        AIS-03.1|Sixth?|NA||||AIS-03|Specification|Metrics|Application security

        End of Standard
        © Copyright 2021 of whoever wrote it, in a long line about the rights to use this questionnaire
        """;

    private const string Expected =
        """
        local:A&A-01.1: provider implemented “We have one.”
        local:A&A-01.2: provider notImplemented “We review ours.”; customer “Review yours.”
        local:A&A-02.1: customer “Audit your tenant.”
        local:AIS-01.1: third-party R “Our host does it.”; provider A implemented
        local:AIS-01.2: notApplicable “We have no interface.”
        local:AIS-02.1: provider implemented; third-party
        local:AIS-03.1: notApplicable “NA”
        """;

    [Fact]
    public void Each_question_is_a_statement_of_its_control()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(new ExampleSheet("CAIQv4.0.3", Questionnaire)
        {
            Merged = ["A1:J1", "G3:G4", "H3:H4", "I3:I4", "J3:J4", "G6:G7", "H6:H7", "I6:I7", "J6:J7"],
        }), "caiq-v4");
        Assert.Equal(Expected, import.Lines());
        var matrix = import.Documents[0].Matrix;
        Assert.Equal(("A&A-01.2", "A&A-01", "Is it reviewed?"),
            (matrix.Controls[1].Id, matrix.Controls[1].Parent, matrix.Controls[1].Title));
        Assert.Equal(["A&A-01", "A&A-02", "AIS-01", "AIS-02", "AIS-03"], matrix.Catalogs[0].Include.Select(control => control.ToString()));
        Assert.Equal(("Yes; CSP-owned", "CAIQv4.0.3!C3"), (matrix.Assignments[0].Source!.Label, matrix.Assignments[0].Source!.At));
        Assert.Equal("", import.Findings("RM1002"));
        Assert.Equal(10, import.Rows.Count);
        Assert.Equal(3, import.Count(Agreements.ImportedRowOutcome.LeftOut));
    }

    [Fact]
    public void Version_4_1_in_another_order_and_without_merged_cells_is_understood()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            CCM Control ID|CCM Control Title|Question ID|SSRM Control⏎Ownership|CSC Responsibilities|Question|CSP CAIQ Answer|Extra
            I&S-01|Policy|I&S-01.1|csp-owned||Is there a policy?|Yes|x
            ||I&S-01.2|Shared CSP and CSC|Review yours.|Is it reviewed?|NO|
            I&S-02|Capacity|I&S-02.1|CSC-owned|Plan.|Is it planned?|N/A|
            ZZZ-01|New|ZZZ-01.1|Nobody||Is it new?|Yes|
            """), "caiq-v4");
        Assert.Equal(
            """
            local:I&S-01.1: provider implemented
            local:I&S-01.2: provider notImplemented; customer “Review yours.”
            local:I&S-02.1: notApplicable “Plan.”
            """, import.Lines());
        Assert.Equal("IVS-01", import.Documents[0].Matrix.Controls[1].Parent);
        Assert.Contains("owner “Nobody”", import.Findings("RM7001"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sheet_of_the_controls_says_who_owns_them_under_each_service_model()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(
            new ExampleSheet("CCM",
                """
                Control Domain|Control Title|Control ID|Updated Control Specification|Typical Control Applicability and Ownership
                ||||IaaS|PaaS|SaaS
                Audit & Assurance|Policy|A&A-01|Specification|CSP-Owned|Shared (Dependent)|CSC-Owned
                |Assessments|A&A-02|Specification|Shared (Independent)|CSP-Owned|CSP-Owned
                """)
            { Merged = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:G1"] },
            new ExampleSheet("CAIQ",
                """
                Question ID|Question|CSP CAIQ Answer|SSRM Control Ownership
                A&A-01.1|Is there a policy?|Yes|CSP-owned
                """)), "caiq-v4");
        Assert.Equal(["caiq", "ccm"], import.Documents.Select(document => document.Id));
        Assert.Equal("local:A&A-01.1: provider implemented", import.Documents[0].Matrix.Lines());
        Assert.Equal(
            """
            A&A-01 [iaas]: provider
            A&A-01 [paas]: shared; dependent
            A&A-01 [saas]: customer
            A&A-02 [iaas]: shared; independent
            A&A-02 [paas]: provider
            A&A-02 [saas]: provider
            """, import.Documents[1].Matrix.Lines());
    }
}
