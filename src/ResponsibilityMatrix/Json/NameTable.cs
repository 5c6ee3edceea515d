using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Finds a member name in a fixed list by its UTF-8 bytes: one hash over the ends of the name, and nearly always one comparison. Immutable
/// and thread-safe.
/// </summary>
internal sealed class NameTable
{
    private readonly byte[][] _utf8;
    private readonly (uint Hash, int Index)[] _slots;

    /// <summary>Creates the table; a duplicate name keeps its first position.</summary>
    public NameTable(IReadOnlyList<string> names)
    {
        Names = names;
        _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots = new (uint, int)[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, names.Count * 4))];
        _slots.AsSpan().Fill((0, -1));
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (Find(_utf8[i]) >= 0) continue;
            var hash = Hash(_utf8[i]);
            var at = (int)hash & (_slots.Length - 1);
            while (_slots[at].Index >= 0) at = (at + 1) & (_slots.Length - 1);
            _slots[at] = (hash, i);
        }
    }

    /// <summary>The names, in the order in which they were given.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The position of a name, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        var hash = Hash(name);
        var slots = _slots;
        for (var at = (int)hash & (slots.Length - 1); slots[at].Index >= 0; at = (at + 1) & (slots.Length - 1))
            if (slots[at].Hash == hash && name.SequenceEqual(_utf8[slots[at].Index])) return slots[at].Index;
        return -1;
    }

    /// <summary>A hash of the length and the ends of a name. Names of a format usually differ there; those in the same slot are
    /// compared.</summary>
    public static uint Hash(ReadOnlySpan<byte> name)
    {
        ulong head, tail;
        if (name.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else if (name.Length >= 4)
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]);
        }
        else
        {
            head = name.Length == 0 ? 0u : name[0];
            tail = name.Length == 0 ? 0u : (uint)(name[^1] << 8 | name[name.Length / 2]);
        }
        var mixed = ((head * 0x9E3779B97F4A7C15) ^ BitOperations.RotateLeft(tail, 29) ^ (ulong)name.Length) * 0xD6E8FEB86659FD93;
        return (uint)(mixed >> 32);
    }
}
