using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What a debugger and a log show of the model's main types is one short line.</summary>
public sealed class ShortTextTests
{
    [Fact]
    public void An_object_is_one_line()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var model = new RandomModel(seed);
            object[] made =
            [
                model.Make<Matrix>(), model.Make<Party>(), model.Make<Control>(), model.Make<Duty>(), model.Make<Assignment>(),
                model.Make<Catalog>(), model.Make<CatalogMapping>(), model.Make<Commitment>(), model.Make<Evidence>(),
                model.Make<RequirementSet>(), model.Make<Upstream>(),
            ];
            Assert.All(made, one => Assert.InRange(one.ToString()!.Length, 1, 200));
        }
    }

    [Fact]
    public void The_line_names_the_thing()
    {
        var duty = new Duty { Party = "acme", Text = "Keeps the\nlogs." };
        Assert.Equal("acme: Keeps the logs.", duty.ToString());
        Assert.Equal("AC-2, ac-3*: acme", new Assignment { Controls = ["AC-2", "ac-3*"], Duties = [duty] }.ToString());
        Assert.Equal("AC-2: Shared", new Assignment { Controls = ["AC-2"], Split = Sides.Shared }.ToString());
        Assert.Equal("Acme (acme)", new Party { Id = "acme", Name = "Acme" }.ToString());
        Assert.Equal("AC-2 Account management", new Control { Id = "AC-2", Title = "Account management" }.ToString());
    }
}
