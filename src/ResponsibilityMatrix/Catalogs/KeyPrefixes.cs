using System.Diagnostics.CodeAnalysis;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// Prefixes of control keys, numbered in the order in which they are added. A search reads each run of a key once, however many prefixes
/// and lengths there are. Thread-safe for reading only.
/// </summary>
internal sealed class KeyPrefixes
{
    // A tree of runs. A branch is found by its parent node and run; node 0 is the root.
    private readonly Dictionary<(int Above, string Run), int> _branches = new(new BranchComparer());
    private readonly List<int> _numbers = [-1];

    /// <summary>The number of distinct prefixes.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a prefix if it is new. Returns its number.</summary>
    public int Add(ControlKey prefix)
    {
        var node = 0;
        foreach (var run in prefix.Runs)
        {
            var text = prefix.Run(run).ToString();
            if (!_branches.TryGetValue((node, text), out var next)) _branches.Add((node, text), next = AddNode());
            node = next;
        }
        if (_numbers[node] < 0) _numbers[node] = Count++;
        return _numbers[node];
    }

    /// <summary>Starts a search for the prefixes of a key.</summary>
    public Search Of(ControlKey key) => new(this, key);

    private int AddNode()
    {
        _numbers.Add(-1);
        return _numbers.Count - 1;
    }

    /// <summary>Enumerates the prefixes of a key, including the key itself, shortest first.</summary>
    public ref struct Search(KeyPrefixes prefixes, ControlKey key)
    {
        private readonly Dictionary<(int Above, string Run),
            int>.AlternateLookup<Branch> _branches = prefixes._branches.GetAlternateLookup<Branch>();
        private ControlKey.RunEnumerator _runs = key.Runs;
        private int _node;

        /// <summary>The number of the prefix.</summary>
        public int Current { get; private set; }

        /// <summary>The number of its runs.</summary>
        public int RunCount { get; private set; }

        public readonly Search GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_runs.MoveNext() && _branches.TryGetValue(new Branch(_node, key.Run(_runs.Current)), out _node))
            {
                RunCount++;
                Current = prefixes._numbers[_node];
                if (Current >= 0) return true;
            }
            return false;
        }
    }

    private readonly ref struct Branch(int above, ReadOnlySpan<char> run)
    {
        public int Above { get; } = above;

        public ReadOnlySpan<char> Run { get; } = run;
    }

    private sealed class BranchComparer : IEqualityComparer<(int Above, string Run)>, IAlternateEqualityComparer<Branch,
        (int Above, string Run)>
    {
        public bool Equals((int Above, string Run) x, (int Above, string Run) y) => x.Above == y.Above && x.Run == y.Run;

        public int GetHashCode([DisallowNull] (int Above, string Run) obj) => Hash(obj.Above, obj.Run);

        public bool Equals(Branch alternate, (int Above, string Run) other) =>
            alternate.Above == other.Above && alternate.Run.SequenceEqual(other.Run);

        public int GetHashCode(Branch alternate) => Hash(alternate.Above, alternate.Run);

        public (int Above, string Run) Create(Branch alternate) => (alternate.Above, alternate.Run.ToString());

        private static int Hash(int above, ReadOnlySpan<char> run) =>
            HashCode.Combine(above, string.GetHashCode(run, StringComparison.Ordinal));
    }
}
