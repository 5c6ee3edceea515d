using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// The folders and files of a table that is partitioned as Hive, Spark and DuckDB do: <c>column=value</c>. Values are percent-encoded where
/// all three decode them. They decode characters beyond ASCII differently, so that these stay as they are. For one thread.
/// </summary>
internal sealed class PartitionNames(RowFormat format)
{
    public const string Service = "service";
    public const string Version = "version";

    // The longest name of a file on the usual file systems, in bytes of UTF-8.
    private const int MostBytes = 255;

    // What readers take for null.
    private static readonly string[] Nulls = ["__HIVE_DEFAULT_PARTITION__", "null"];

    private readonly Dictionary<string, string> _taken = [];
    private readonly HashSet<(string, string)> _written = [];

    /// <summary>The relative path of the file of a service and version.</summary>
    /// <exception cref="ArgumentException">It was asked for before, its name is too long, or another one's.</exception>
    public string PathOf(string service, string version)
    {
        if (!_written.Add((service, version)))
            throw new ArgumentException($"The rows of the service '{service}' in version {version} are not together.");
        var folder = NameOf("", Service, service);
        return $"{folder}/{NameOf(folder, Version, version)}/rows.{format.ToString().ToLowerInvariant()}";
    }

    private string NameOf(string folder, string column, string value)
    {
        foreach (var isWhole in (ReadOnlySpan<bool>)[Nulls.Contains(value, StringComparer.OrdinalIgnoreCase), true])
        {
            var name = $"{column}={Encode(value, isWhole)}";
            if (Encoding.UTF8.GetByteCount(name) > MostBytes)
                throw new ArgumentException(
                    $"The {column} '{value[..32]}…' makes the name of a folder longer than {MostBytes} bytes. Write one file instead.");
            // Many file systems do not tell upper and lower case apart, nor two forms of one letter.
            if (_taken.TryAdd($"{folder}/{name.Normalize().ToUpperInvariant()}", value)
                || _taken[$"{folder}/{name.Normalize().ToUpperInvariant()}"] == value) return name;
        }
        throw new ArgumentException(
            $"The {column} '{value}' has the name of another one's folder where upper and lower case are one. Write one file instead.");
    }

    private static string Encode(string value, bool isWhole)
    {
        var name = new StringBuilder(value.Length + 8);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            // Windows drops a period at the end.
            var isPlain = char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c == '.' && i < value.Length - 1);
            if (char.IsAscii(c) && (isWhole || !isPlain)) name.Append('%').Append(((int)c).ToString("X2", null));
            else name.Append(c);
        }
        return name.ToString();
    }
}
