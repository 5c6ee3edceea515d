using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Catalogs;

public class KeyPrefixesTests
{
    [Fact]
    public void The_prefixes_of_a_key_are_found_the_shortest_first()
    {
        KeyPrefixes prefixes = new();
        Assert.Equal([0, 1, 2, 0, 3], new[] { "AC", "AC-1(2)", "AC-1", "ac-*", "B" }.Select(text => prefixes.Add(ControlKey.Parse(text))));
        Assert.Equal(4, prefixes.Count);
        Assert.Equal([(0, 1), (2, 2), (1, 3)], Found(prefixes, "AC-1(2)(a)"));
        Assert.Equal([(0, 1)], Found(prefixes, "AC-10"));
        Assert.Empty(Found(prefixes, "A-1"));
    }

    [Fact]
    public void Each_run_of_a_key_is_read_once_however_many_lengths_prefixes_have()
    {
        const int Longest = 200;
        KeyPrefixes prefixes = new();
        for (var length = 1; length <= Longest; length++) prefixes.Add(ControlKey.Parse(string.Join('.', Enumerable.Repeat(7, length))));
        var key = ControlKey.Parse(string.Join('.', Enumerable.Repeat(7, 2 * Longest)));
        var (matches, runs) = (0, 0);
        foreach (var _ in Found(prefixes, key.ToString())) matches++;
        var search = prefixes.Of(key);
        while (search.MoveNext()) runs = search.RunCount;
        Assert.Equal((Longest, Longest), (matches, runs));
        // A key that leaves the tree at once costs one look, whatever comes behind.
        search = prefixes.Of(ControlKey.Parse("8." + key));
        Assert.False(search.MoveNext());
        Assert.Equal(0, search.RunCount);
    }

    private static List<(int Prefix, int Runs)> Found(KeyPrefixes prefixes, string id)
    {
        List<(int Prefix, int Runs)> found = [];
        var search = prefixes.Of(ControlKey.Parse(id));
        while (search.MoveNext()) found.Add((search.Current, search.RunCount));
        return found;
    }
}
