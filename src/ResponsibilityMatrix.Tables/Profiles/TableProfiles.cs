using System.Reflection;
using System.Text.Json;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>The result of reading a profile. Immutable; equal by value.</summary>
public sealed record TableProfileResult
{
    /// <summary>The profile, or null if it has errors.</summary>
    public TableProfile? Profile { get; init; }

    /// <summary>The findings.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>Reads table profiles, and has those that ship. Thread-safe.</summary>
public static class TableProfiles
{
    private const string Suffix = ".table.json";
    private static readonly Lazy<ValueList<TableProfile>> Shipped = new(LoadShipped);

    /// <summary>The profiles that ship, ordered by id.</summary>
    public static ValueList<TableProfile> BuiltIn => Shipped.Value;

    /// <summary>Finds a profile that ships. Returns null if there is none.</summary>
    /// <param name="id">The id.</param>
    public static TableProfile? FindBuiltIn(string id)
    {
        foreach (var profile in BuiltIn)
            if (profile.Id == id) return profile;
        return null;
    }

    /// <summary>Chooses the profile that understands most rows of files, and of several equal ones the one that knows more of their
    /// columns.</summary>
    /// <param name="files">The files, which are read together.</param>
    /// <param name="profiles">The profiles, or null for those that ship.</param>
    /// <param name="options">The options of the import, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public static ProfileChoice Choose(IReadOnlyList<TableFile> files, IEnumerable<TableProfile>? profiles = null,
        TableImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        options = (options ?? new()) with { Only = null };
        return ProfileFit.Choose(
            (profiles ?? BuiltIn).Select(profile => TableImporter.Try(files, profile, options, cancellationToken)));
    }

    /// <summary>Reads a profile. Unknown members, duplicates, and references to what it does not have are errors.</summary>
    /// <param name="utf8">The text in UTF-8; a byte-order mark at the start is skipped.</param>
    /// <param name="file">The file name that findings show, or null.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static TableProfileResult Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        if (utf8.Length > limits.MaxBytes)
            return Failed(Finding("RM0003", $"The file has more than {limits.MaxBytes} bytes, and is not read.", file, 1, 1));
        if (utf8.Span is [0xEF, 0xBB, 0xBF, ..]) utf8 = utf8[3..];
        TableProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize(utf8.Span, ProfileJsonContext.Profile);
        }
        catch (JsonException exception)
        {
            return Failed(ProfileFault.Of(exception, file));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // A lone surrogate or invalid UTF-8 in a text.
            return Failed(Finding("RM0001", $"This is no JSON in UTF-8: {exception.Message}", file, 1, 1));
        }
        if (profile is null) return Failed(Finding("RM0100", "A profile is an object.", file, 1, 1));
        var findings = ProfileChecks.Of(profile)
            .Select(finding => finding.Place is not { } place ? finding
                : finding with { Place = PointerPlaces.Find(utf8, place.Pointer, file) })
            .ToValueList();
        return new TableProfileResult
        {
            Profile = findings.Any(finding => finding.Severity == Severity.Error) ? null : profile,
            Diagnostics = findings
        };
    }

    /// <summary>Writes a profile as JSON, indented, with a final line feed.</summary>
    /// <param name="profile">The profile.</param>
    public static byte[] Write(TableProfile profile) => MatrixJson.ToUtf8Bytes(profile, ProfileJsonContext.Profile);

    internal static Diagnostic Finding(string id, string message, string? file, int line, int column) =>
        Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, new Place("", file, line, column));

    private static TableProfileResult Failed(Diagnostic finding) => new() { Diagnostics = [finding] };

    private static ValueList<TableProfile> LoadShipped()
    {
        var assembly = typeof(TableProfiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Load(assembly, name)).ToValueList();
    }

    private static TableProfile Load(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        var result = Read(utf8, name);
        return result.Profile ?? throw new InvalidOperationException($"{name}: {result.Diagnostics[0].Message}");
    }
}
