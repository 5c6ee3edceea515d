namespace ResponsibilityMatrix.Json;

/// <summary>Compares JSON values by meaning: numbers by value, strings by characters, objects in any member order.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonIndex left, int a, JsonIndex right, int b)
    {
        var kind = left[a].ValueKind;
        if (kind != right[b].ValueKind) return false;
        switch (kind)
        {
            case JsonKind.Object:
                if (left.CountOf(a) != right.CountOf(b)) return false;
                for (var at = a + 1; at < left[a].Next; at = left[at + 1].Next)
                    if (right.Member(b, left, at) is not (>= 0 and var value) || !AreEqual(left, at + 1, right, value)) return false;
                return true;
            case JsonKind.Array:
                var other = b + 1;
                for (var at = a + 1; at < left[a].Next; at = left[at].Next)
                {
                    if (other >= right[b].Next || !AreEqual(left, at, right, other)) return false;
                    other = right[other].Next;
                }
                return other >= right[b].Next;
            case JsonKind.String:
                return !left[a].IsEscaped && !right[b].IsEscaped ? left.RawString(a).SequenceEqual(right.RawString(b))
                    : left.GetString(a) == right.GetString(b);
            case JsonKind.Number:
                return left.Raw(a).SequenceEqual(right.Raw(b)) || JsonNumber.Parse(left.Raw(a)).Equals(JsonNumber.Parse(right.Raw(b)));
            default:
                return true;
        }
    }

    /// <summary>The second of two equal items of an array, or -1 if all differ; in linear time.</summary>
    public static int FindRepeated(JsonIndex index, int array)
    {
        var count = index.CountOf(array);
        if (count < 2) return -1;
        var second = index[array + 1].Next;
        if (count == 2) return AreEqual(index, array + 1, index, second) ? second : -1;
        var seen = new HashSet<int>(count, new ByValue(index));
        for (var at = array + 1; at < index[array].Next; at = index[at].Next)
            if (!seen.Add(at)) return at;
        return -1;
    }

    private static int HashOf(JsonIndex index, int token)
    {
        var hash = new HashCode();
        hash.Add(index[token].ValueKind);
        switch (index[token].ValueKind)
        {
            case JsonKind.Object:
                var sum = 0;
                for (var at = token + 1; at < index[token].Next; at = index[at + 1].Next)
                    sum += HashCode.Combine(HashOf(index, at), HashOf(index, at + 1));
                hash.Add(sum);
                break;
            case JsonKind.Array:
                for (var at = token + 1; at < index[token].Next; at = index[at].Next) hash.Add(HashOf(index, at));
                break;
            case JsonKind.String:
                if (index[token].IsEscaped) hash.AddBytes(System.Text.Encoding.UTF8.GetBytes(index.GetString(token)));
                else hash.AddBytes(index.RawString(token));
                break;
            case JsonKind.Number:
                hash.Add(JsonNumber.Parse(index.Raw(token)));
                break;
            default:
                break;
        }
        return hash.ToHashCode();
    }

    private sealed class ByValue(JsonIndex index) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => AreEqual(index, x, index, y);

        public int GetHashCode(int token) => HashOf(index, token);
    }
}
