using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Each room of the core knows the rooms before it and none after it.</summary>
public sealed partial class RoomTests
{
    private static readonly string[] Rooms =
        ["Collections", "Diagnostics", "Model", "Catalogs", "Json", "Reading", "Writing", "Documents", "Publishing", "Resolution", "Chains",
            "Comparison", "Agreements", "Analysis", "Formats"];

    public static TheoryData<string> AllRooms => [.. Rooms];

    // What is written as JSON: the list of all rooms' types, without logic of its own, and what any room may write with.
    private static readonly string[] OfAllRooms =
        ["MatrixJson.cs", "MatrixJsonContext.cs", "MatrixJsonConverter.cs", "ShapeJsonContext.cs"];

    [SourcesTheory]
    [MemberData(nameof(AllRooms))]
    public void A_room_names_no_later_room(string room)
    {
        string[] known = room switch
        {
            "Json" => ["Collections", "Diagnostics", "Json"],
            _ => Rooms[..(Array.IndexOf(Rooms, room) + 1)],
        };
        var folder = Path.Combine(Folders.Core, room);
        Assert.NotEmpty(Sources(folder));
        foreach (var file in Sources(folder))
        {
            var named = RoomNamed().Matches(Code(file)).Select(match => match.Groups["room"].Value).Distinct().Where(Rooms.Contains);
            Assert.True(
                !named.Except(known).Any(), $"{Path.GetRelativePath(Folders.Core, file)} names {string.Join(", ", named.Except(known))}.");
        }
    }

    [SourcesFact]
    public void Every_source_stands_in_the_room_that_its_namespace_names()
    {
        foreach (var file in Sources(Folders.Core))
        {
            var path = Path.GetRelativePath(Folders.Core, file).Split(Path.DirectorySeparatorChar);
            if (path.Length == 1)
            {
                if (OfAllRooms.Contains(path[0])) continue;
                // Outside of the rooms stands only what all of them may use.
                Assert.True(RoomNamed().Matches(Code(file)).All(match => match.Groups["room"].Value == "Collections"), path[0]);
                continue;
            }
            Assert.Contains(path[0], Rooms);
            Assert.Contains($"namespace ResponsibilityMatrix.{path[0]}", Code(file), StringComparison.Ordinal);
        }
    }

    [SourcesTheory]
    [InlineData(@"\bConsole\b")]
    [InlineData(@"\bHttpClient\b")]
    [InlineData(@"\bSystem\.Net\b")]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bTimeProvider\b")]
    [InlineData(@"\bSystem\.IO\.File\b|(?<![\w.])(File|Directory|FileInfo)\.(?!Length\b)\w+\(")]
    [InlineData(@"\bProcess\.Start\b|\bEnvironment\.GetEnvironmentVariable")]
    public void The_core_has_no_console_no_network_no_clock_and_no_files(string banned)
    {
        foreach (var file in Sources(Folders.Core))
            Assert.False(Regex.IsMatch(Code(file), banned, RegexOptions.None, TimeSpan.FromSeconds(10)),
                $"{Path.GetRelativePath(Folders.Core, file)} uses {banned}.");
    }

    // Whoever embeds the core has no options to give: the command adds its own, by code and id.
    [SourcesFact]
    public void The_core_names_no_command_and_no_option_of_one()
    {
        foreach (var file in Sources(Folders.Core))
            Assert.DoesNotMatch("--[a-z]|rmatrix", File.ReadAllText(file));
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Folders.Core, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"\bResponsibilityMatrix\.(?<room>[A-Z]\w*)")]
    private static partial Regex RoomNamed();
}
