using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Chains;

/// <summary>Chains of whole documents.</summary>
public class RealChainTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");

    [SourcesFact]
    public void The_example_tells_who_responds_to_incidents_at_which_level()
    {
        var control = OfExample().Of("16.1.1");
        Assert.Equal(
            [("harbourline", 0), ("anvil", 1), ("https://anvil.example/matrices/platform/northrack", 2), ("subscriber", 0)],
            control.Performers.Select(performer => (performer.Party, performer.Via.Count)));
        Assert.Equal(["harbourline", "subscriber"], control.Accountable);
        Assert.Equal([("anvil", 2), ("harbourline", 1)], control.Retained.Select(retained => (retained.Party, retained.Via.Count)));
    }

    [SourcesFact]
    public void The_example_tells_who_hardens_machines_and_that_nothing_stays_with_the_customer()
    {
        var answer = OfExample();
        var control = answer.Of("CLD.9.5.2");
        Assert.Equal(["anvil", "https://anvil.example/matrices/platform/northrack"],
            control.Performers.Select(performer => performer.Party));
        Assert.Equal(["harbourline"], control.Accountable);
        Assert.Equal("anvil", Assert.Single(control.Retained).Party);
        Assert.Equal(3, answer.Matrices.Count);
        Assert.Empty(answer.Diagnostics);
    }

    [EncodedFixturesFact]
    public void Of_the_published_pair_of_plans_one_reference_names_a_provided_duty_and_one_responsibility_is_not_said_to_be_satisfied()
    {
        var folder = Folders.EncodedFixtures!;
        var leveraging = Make.Read(Path.Combine(folder, "nist-leveraging.matrix.json"));
        var answer = new ChainResolver(new MatrixDocument(leveraging), new() { Documents = Make.Folder(folder) }).Resolve(Make.Context());
        Assert.Equal(["RM3008", "RM3012"], answer.Diagnostics.Ids());
        Assert.Contains("11111111-0000-4000-9009-002001001001", answer.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Contains("11111111-0000-4000-9009-002001001002", answer.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [EncodedFixturesFact]
    public void Without_a_duty_of_its_own_the_unsatisfied_responsibility_is_an_orphan()
    {
        var folder = Folders.EncodedFixtures!;
        var leveraging = Make.Read(Path.Combine(folder, "nist-leveraging.matrix.json")).Document!;
        var idle = leveraging with
        {
            Assignments = leveraging.Assignments.Select(
                assignment =>
                assignment with
                {
                    Duties = assignment.Duties.Where(duty => duty.InheritedFrom is not null || !duty.Satisfies.IsEmpty).Select(
                duty => duty.Satisfies.IsEmpty ? duty : duty with { Involvement = Involvement.Consulted }).ToValueList()
                }).ToValueList(),
        };
        var answer = new ChainResolver(new MatrixDocument(idle), new() { Documents = Make.Folder(folder) }).Resolve(Make.Context());
        var orphan = Assert.Single(answer.Diagnostics, finding => finding.Id == "RM3005");
        Assert.Equal(Severity.Error, orphan.Severity);
        Assert.Contains("11111111-0000-4000-9009-002001001002", orphan.Message, StringComparison.Ordinal);
    }

    private static ChainAnswer OfExample() =>
        new ChainResolver(new MatrixDocument(Make.Read(Path.Combine(Examples, "crm.matrix.json"))),
            new() { Documents = Make.Folder(Examples) })
        .Resolve(Make.Context());
}
