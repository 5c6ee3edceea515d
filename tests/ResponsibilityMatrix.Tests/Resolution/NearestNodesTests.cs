using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

public class NearestNodesTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(2_000)]
    public void Going_up_a_deep_tree_visits_only_where_there_is_something_to_find(int depth)
    {
        var steps = 0;
        var nodes = new NearestNodes([.. Enumerable.Range(0, depth)], at => Count(at - 1), at => at == 5);
        for (var leaf = 0; leaf < depth; leaf++)
        {
            List<int> found = [];
            for (var at = nodes.AtOrAbove(leaf); at >= 0; at = nodes.Above(at)) found.Add(at);
            Assert.Equal(leaf < 5 ? [] : [5], found);
        }
        // Once for each to find the nodes, once more at each stop.
        Assert.InRange(steps, depth, 2 * depth);

        int Count(int above)
        {
            steps++;
            return above;
        }
    }

    [Fact]
    public void Nothing_is_found_above_the_top()
    {
        var nodes = new NearestNodes([0, 1], at => at - 1, _ => true);
        Assert.Equal((1, 0, -1, -1), (nodes.AtOrAbove(1), nodes.Above(1), nodes.Above(0), nodes.AtOrAbove(-1)));
    }
}
