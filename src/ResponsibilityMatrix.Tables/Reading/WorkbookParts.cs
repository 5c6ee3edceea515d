using System.IO.Compression;
using System.Xml;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// The parts of a package of a stranger, each read as a stream of XML events. What an archive says of its sizes may be wrong, so that what
/// is unpacked is counted; no part is held whole, but where its bytes are asked for.</summary>
internal sealed class WorkbookParts : IDisposable
{
    private const int MostEntries = 10_000;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Limits _limits;
    private long _left;

    /// <exception cref="InvalidDataException">The bytes are no archive, or one that is broken.</exception>
    /// <exception cref="TableLimitException">It has too many parts, or says of itself that it is too large.</exception>
    public WorkbookParts(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        (_limits, _left) = (limits, limits.MaxBytes);
        _archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
        if (_archive.Entries.Count > MostEntries)
            throw new TableLimitException($"The workbook has {_archive.Entries.Count:N0} parts, more than {MostEntries:N0}.");
        long stated = 0;
        foreach (var entry in _archive.Entries)
        {
            if (!_entries.TryAdd(entry.FullName, entry)) throw new InvalidDataException($"it has two parts of the name {entry.FullName}");
            stated += entry.Length;
            if (stated > limits.MaxBytes || stated < 0) throw TooLarge();
        }
    }

    /// <summary>The events of a part, or null where there is no such part.</summary>
    /// <param name="name">The name within the package, without a slash at its start.</param>
    public PartReader? Open(string name) => _entries.TryGetValue(name, out var entry)
        ? new PartReader(new CountedStream(this, entry.Open()), _limits) : null;

    /// <summary>The bytes of a part, unpacked.</summary>
    /// <param name="name">The name within the package, without a slash at its start.</param>
    public byte[] Bytes(string name)
    {
        using var content = new CountedStream(this, _entries[name].Open());
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The related parts of a part by the ids of their relations. What lies outside of the package is left out.</summary>
    /// <param name="part">The part, or an empty name for the package itself.</param>
    public Dictionary<string, (string Type, string Target)> RelationsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        Dictionary<string, (string Type, string Target)> relations = new(StringComparer.Ordinal);
        using var reader = Open($"{part[..slash]}_rels/{part[slash..]}.rels");
        while (reader?.Read() is true)
        {
            if (!reader.IsStart("Relationship") || reader["TargetMode"] == "External") continue;
            if (reader["Id"] is not { } id || reader["Target"] is not { } target || reader["Type"] is not { } type) continue;
            // Both families of names for relations end in the same word.
            relations.TryAdd(id, (type[(type.LastIndexOf('/') + 1)..], Resolve(part[..slash], target)));
        }
        return relations;
    }

    public void Dispose() => _archive.Dispose();

    private static string Resolve(string folder, string target)
    {
        List<string> steps = [];
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or "..")) steps.Add(step);
        }
        return string.Join('/', steps);
    }

    private TableLimitException TooLarge() =>
        new($"The workbook holds more than {_limits.MaxBytes:N0} bytes (Limits.MaxBytes) when it is unpacked.");

    /// <summary>Counts what is unpacked, and how long a tag is: each attribute costs far more in memory than in the file.</summary>
    private sealed class CountedStream(WorkbookParts parts, Stream packed) : Stream
    {
        private const int LongestTag = 1 << 20;
        private int _tag = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = packed.Read(buffer);
            parts._left -= read;
            if (parts._left < 0) throw parts.TooLarge();
            MeasureTags(buffer[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) packed.Dispose();
            base.Dispose(disposing);
        }

        private void MeasureTags(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var at = bytes.IndexOf(_tag < 0 ? (byte)'<' : (byte)'>');
                var length = at < 0 ? bytes.Length : at + 1;
                if (_tag >= 0 && (_tag += length) > LongestTag)
                    throw new TableLimitException($"A tag of the workbook has more than {LongestTag:N0} bytes.");
                if (at >= 0) _tag = _tag < 0 ? 0 : -1;
                bytes = bytes[length..];
            }
        }
    }
}

/// <summary>The XML of a part, event by event, at most so deep.</summary>
internal sealed class PartReader : IDisposable
{
    private readonly XmlReader _xml;
    private readonly Limits _limits;

    public PartReader(Stream stream, Limits limits)
    {
        _limits = limits;
        _xml = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
            NameTable = new CountedNames(),
        });
    }

    /// <summary>How many elements the current one is within.</summary>
    public int Depth => _xml.Depth;

    /// <summary>Whether the current element has neither content nor an end.</summary>
    public bool IsEmpty => _xml.IsEmptyElement;

    /// <summary>An attribute of the current element, whatever its namespace; null where there is none.</summary>
    public string? this[string name]
    {
        get
        {
            if (_xml.GetAttribute(name) is { } value) return value;
            for (var more = _xml.MoveToFirstAttribute(); more; more = _xml.MoveToNextAttribute())
            {
                if (_xml.LocalName != name || _xml.Prefix == "xmlns") continue;
                value = _xml.Value;
                _xml.MoveToElement();
                return value;
            }
            _xml.MoveToElement();
            return null;
        }
    }

    /// <summary>Goes to the next event; false at the end of the part.</summary>
    public bool Read()
    {
        if (!_xml.Read()) return false;
        if (_xml.Depth > _limits.MaxDepth)
            throw new TableLimitException($"A part of the workbook is nested deeper than {_limits.MaxDepth} elements.");
        return true;
    }

    /// <summary>Whether an element of that name begins here, whatever its namespace.</summary>
    public bool IsStart(string name) => _xml.NodeType == XmlNodeType.Element && _xml.LocalName == name;

    /// <summary>Whether any element begins here.</summary>
    public bool IsStart() => _xml.NodeType == XmlNodeType.Element;

    /// <summary>The name of the element that begins here.</summary>
    public string Name => _xml.LocalName;

    /// <summary>Goes on within an element that began at a depth; false once it ends.</summary>
    public bool ReadWithin(int depth) => Read() && _xml.Depth > depth;

    /// <summary>Goes to the end of the element that begins here.</summary>
    public void Skip()
    {
        if (IsEmpty) return;
        var depth = Depth;
        while (ReadWithin(depth)) { }
    }

    /// <summary>The text of the element that begins here, up to its end; elements within it are passed over.</summary>
    public string Text()
    {
        if (IsEmpty) return "";
        var (depth, text) = (Depth, "");
        System.Text.StringBuilder? longer = null;
        while (ReadWithin(depth))
        {
            if (_xml.Depth != depth + 1
                || _xml.NodeType is not (
                XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)) continue;
            if (text.Length == 0) text = _xml.Value;
            else (longer ??= new(text)).Append(_xml.Value);
        }
        return longer?.ToString() ?? text;
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>The names of a part, which are kept to its end: there are few, unless somebody makes them up.</summary>
    private sealed class CountedNames : NameTable
    {
        private const int MostNames = 10_000;
        private int _count;

        public override string Add(char[] key, int start, int len)
        {
            if (Get(key, start, len) is { } known) return known;
            if (++_count > MostNames)
                throw new TableLimitException($"A part of the workbook has more than {MostNames:N0} names of elements and attributes.");
            return base.Add(key, start, len);
        }
    }
}
