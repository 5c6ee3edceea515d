using System.Text;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Offsets to lines and columns, and back.</summary>
public sealed class TextPositionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public void The_way_back_leads_to_the_same_character(int times)
    {
        var line = string.Concat(Enumerable.Repeat("aé日😀", times));
        var utf8 = Encoding.UTF8.GetBytes($"{line}\n{line}\r\n\r{line}\n\n{line}");
        var positions = new TextPositions(utf8);
        for (var offset = 0; offset < utf8.Length; offset++)
        {
            if ((utf8[offset] & 0xC0) == 0x80 || utf8[offset] is (byte)'\r' or (byte)'\n') continue;
            var position = positions.At(offset);
            var (start, found, end) = positions.Find(position.Line, position.Column);
            Assert.Equal(offset, found);
            Assert.InRange(found, start, end);
            Assert.Equal(line, Encoding.UTF8.GetString(utf8.AsSpan(start..end)));
        }
    }

    [Theory]
    [InlineData("", 1, 1, 0)]
    [InlineData("ab\r\nc", 1, 9, 2)]
    [InlineData("ab\r\nc", 7, 1, 4)]
    [InlineData("ab\r\nc", 2, 2, 5)]
    [InlineData("ab\r\n", 2, 1, 4)]
    [InlineData("ab", 0, 0, 0)]
    public void A_place_outside_of_the_text_is_the_nearest_in_it(string text, int line, int column, int offset) =>
        Assert.Equal(offset, new TextPositions(Encoding.UTF8.GetBytes(text)).Find(line, column).Offset);
}
