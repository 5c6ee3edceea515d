using CsCheck;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Chains;

/// <summary>What holds for every chain, tried on many.</summary>
public class ChainProperties
{
    private const int Services = 5;
    private const int Controls = 3;

    // A service does a control, or leaves it to its customer, or inherits it from another service, itself among them; circles and dead ends
    // included.
    private static readonly Gen<Matrix[]> Webs = Gen.Int[-3, Services - 1].Array[Services * Controls]
        .Select(choices => Enumerable.Range(0, Services).Select(service => Service(service, choices)).ToArray());

    [Fact]
    public void A_chain_of_one_is_the_matrix() => ResolverProperties.Matrices.Sample(matrix =>
    {
        var resolved = matrix.Resolve();
        var chain = new ChainResolver(new MatrixDocument(matrix)).Resolve(Make.Context());
        Assert.Equal(resolved.Controls, chain.Controls.Select(control => control.Resolved).ToValueList());
        Assert.Equal(resolved.Diagnostics, chain.Diagnostics);
        foreach (var control in chain.Controls.Where(control => control.Resolved.IsLeaf))
        {
            Assert.Equal(
                control.Resolved.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible))
                    .Select(duty => (duty.Party, duty.Text)),
                control.Performers.Select(performer => (performer.Party, performer.Text)));
            Assert.Empty(control.Retained);
        }
    });

    [Fact]
    public void In_any_web_of_services_a_performer_does_the_control_at_the_end_of_its_way()
    {
        var farthest = 0;
        Webs.Sample(web => farthest = Math.Max(farthest, CheckPerformers(web)), threads: 1);
        Assert.True(farthest > 1, "No web had a way through two upstreams.");
    }

    private static int CheckPerformers(Matrix[] web)
    {
        var farthest = 0;
        var documents = web.Aggregate(DocumentSet.BuiltIn, (set, matrix) => set.Add(matrix));
        foreach (var matrix in web)
        {
            var answer = new ChainResolver(new MatrixDocument(matrix), new() { Documents = documents }).Resolve(Make.Context());
            foreach (var control in answer.Controls)
            {
                foreach (var performer in control.Performers)
                {
                    var at = web.Single(one => one.Id == performer.Matrix);
                    farthest = Math.Max(farthest, performer.Via.Count);
                    Assert.Equal(at.Id, performer.Via.IsEmpty ? matrix.Id : performer.Via[^1]);
                    Assert.Contains(at.Assignments, assignment => assignment.Controls[0] == (Selector)$"local:{performer.Control}"
                        && assignment.Duties.Any(duty => duty.InheritedFrom is null && duty.Text == performer.Text));
                }
            }
        }
        return farthest;
    }

    [Fact]
    public void Asking_for_one_control_gives_what_asking_for_all_gives() => Webs.Sample(web =>
    {
        var chain = new ChainResolver(
            new MatrixDocument(web[0]), new() { Documents = web.Aggregate(DocumentSet.BuiltIn, (set, matrix) => set.Add(matrix)) });
        foreach (var control in chain.Resolve(Make.Context()).Controls)
            Assert.Equal(control, Assert.Single(chain.Resolve(Make.Context(), new() { Controls = [control.Resolved.Control] }).Controls));
    });

    private static Matrix Service(int service, int[] choices)
    {
        var name = $"s{service}";
        return new Matrix
        {
            Id = $"https://{name}.example/matrix",
            Version = "1.0.0",
            Title = name,
            Service = new Service { Id = name, Name = name, Provider = name, Customer = "customer", Models = ["saas"] },
            Parties = [.. Enumerable.Range(0, Services).Select(other => new Party { Id = $"s{other}", Name = $"S{other}" }),
                new Party { Id = "customer", Name = "Customer" }],
            Controls = Enumerable.Range(0, Controls).Select(control => Make.Row($"c.{control}")).ToValueList(),
            Upstreams = Enumerable.Range(0, Services)
                .Select(
                other =>
                new Upstream { Id = $"s{other}", Matrix = $"https://s{other}.example/matrix", Provider = $"s{other}", Customer = name })
                .ToValueList(),
            Assignments = Enumerable.Range(0, Controls).Select(control => new Assignment
            {
                Controls = [$"local:c.{control}"],
                Duties = choices[(service * Controls) + control] switch
                {
                    -3 => [new Duty { Party = "customer", Text = $"customer of {name} does c.{control}" }],
                    -2 =>
                        [new Duty { Party = name, Text = $"{name} does c.{control}" },
                        new Duty { Party = "customer", Text = $"customer of {name} does its part of c.{control}" }],
                    -1 => [new Duty { Party = name, Text = $"{name} does c.{control}" }],
                    var other =>
                        [new Duty { Party = name, InheritedFrom = $"s{other}", UpstreamControls = [$"local:c.{(control + 1) % Controls}"] },
                        new Duty { Party = name, InheritedFrom = $"s{(other + 2) % Services}", UpstreamControls = [$"local:c.{control}"] }],
                },
            }).ToValueList(),
        };
    }
}
