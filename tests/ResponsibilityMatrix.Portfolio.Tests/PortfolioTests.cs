using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Portfolio.Tests;

/// <summary>The states of controls over several services.</summary>
public sealed class PortfolioTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void The_first_state_that_any_service_gives_counts()
    {
        var answer = Answer(
            Service("a", assignments: [new() { Controls = ["9.2.1"], Split = Sides.Provider }, new() { Controls = ["9.2.2"], Split = Sides.Shared }]),
            Service("b", assignments: [new() { Controls = ["9.2.2"], Split = Sides.Provider }]));
        Assert.Equal(PortfolioState.Open, StateOf(answer, "9.2.1"));
        Assert.Equal(PortfolioState.Mine, StateOf(answer, "9.2.2"));
        Assert.Equal(PortfolioState.Unaddressed, StateOf(answer, "5.1.1"));
        Assert.Empty(answer.Diagnostics);
    }

    [Fact]
    public void The_highest_version_in_force_counts_and_the_others_are_told()
    {
        var old = Service("a", assignments: [new() { Controls = ["9.2.1"], Split = Sides.Provider }]);
        var answer = Answer(old, old with { Version = "1.1.0" }, old with { Version = "2.0.0", Status = DocumentStatus.Draft });
        Assert.Equal("1.1.0", Assert.Single(answer.Services).Matrix.Version.ToString());
        var told = Assert.Single(answer.Diagnostics);
        Assert.Equal("RM8002", told.Id);
        Assert.Contains("a draft", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_document_is_told_and_left_out()
    {
        var answer = Portfolio.Answer(
            [File(Service("a")), new() { Name = "b.matrix.json", Read = () => "{"u8.ToArray() }], new() { For = "customer", AsOf = Day });
        Assert.Equal("RM8001", Assert.Single(answer.Diagnostics).Id);
        Assert.Single(answer.Services);
    }

    private static PortfolioState StateOf(PortfolioAnswer answer, string control) =>
        answer.Controls.Single(known => known.Control == control).State;

    private static PortfolioAnswer Answer(params Matrix[] services) =>
        Portfolio.Answer([.. services.Select(File)], new() { For = "customer", AsOf = Day });

    private static PortfolioFile File(Matrix matrix) =>
        new() { Name = $"{matrix.Service.Id}-{matrix.Version}.matrix.json", Read = () => MatrixJson.ToUtf8Bytes(matrix) };

    private static Matrix Service(string id, ValueList<Assignment> assignments = default) => new()
    {
        Id = $"urn:example:{id}",
        Version = "1.0.0",
        Title = id,
        Service = new() { Id = id, Name = id, Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
        Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["9.2.1", "9.2.2"] }],
        Assignments = assignments,
    };
}
