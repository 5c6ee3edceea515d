using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Reading;

public class DocumentReaderTests
{
    private static readonly ReaderOptions Named = new() { File = "full.matrix.json" };

    [Fact]
    public async Task Bytes_sequences_streams_and_pipes_give_the_same_document()
    {
        var expected = DocumentReader.Load<Matrix>(FullMatrix.Utf8, Named);

        Assert.NotNull(expected.Document);
        foreach (var piece in new[] { 1, 1_000, int.MaxValue })
        {
            AssertSame(DocumentReader.Load<Matrix>(Sequence(FullMatrix.Utf8, piece), Named));
            AssertSame(await DocumentReader.LoadAsync<Matrix>(new PiecesStream(FullMatrix.Utf8, piece), Named));
            AssertSame(await DocumentReader.LoadAsync<Matrix>(PipeReader.Create(Sequence(FullMatrix.Utf8, piece)), Named));
            AssertSame(await DocumentReader.LoadAsync<Matrix>(PipeReader.Create(new PiecesStream(FullMatrix.Utf8, piece)), Named));
        }
        AssertSame(await DocumentReader.LoadAsync<Matrix>(new MemoryStream(FullMatrix.Utf8), Named));

        void AssertSame(ReadResult<Matrix> read)
        {
            Assert.Equal(expected.Document, read.Document);
            Assert.Equal(FullMatrix.Utf8, read.Utf8.ToArray());
            Assert.Equal(expected.PlaceOf("/service/name").ToString(), read.PlaceOf("/service/name").ToString());
        }
    }

    [Fact]
    public async Task The_members_of_a_document_tell_its_kind()
    {
        var set = MatrixJson.ToUtf8Bytes(RequirementsChecker.BuiltInSets[0]);
        var any = DocumentReader.Load(Sequence(FullMatrix.Utf8, 100), Named);

        Assert.Equal((DocumentKind.Matrix, "full.matrix.json"), (any.Kind, any.File));
        Assert.Equal(DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document, any.Matrix!.Document);
        Assert.Equal(RequirementsChecker.BuiltInSets[0], DocumentReader.Load(set).Requirements!.Document);
        Assert.Equal(RequirementsChecker.BuiltInSets[0], (await DocumentReader.LoadAsync(new MemoryStream(set))).Requirements!.Document);
        Assert.Equal(
            RequirementsChecker.BuiltInSets[0],
                (await DocumentReader.LoadAsync(PipeReader.Create(Sequence(set, 7)))).Requirements!.Document);
    }

    [Theory]
    [InlineData("MaxBytes")]
    [InlineData("MaxDepth")]
    [InlineData("MaxItems")]
    [InlineData("MaxSchemaSteps")]
    public void A_limit_that_is_passed_is_named_with_its_value(string name)
    {
        var limits = name switch
        {
            "MaxBytes" => new Limits { MaxBytes = 2 },
            "MaxDepth" => new Limits { MaxDepth = 2 },
            "MaxItems" => new Limits { MaxItems = 2 },
            _ => new Limits { MaxSchemaSteps = 2 },
        };

        var message = Assert.Single(
            DocumentReader.Load<Matrix>(FullMatrix.Utf8, new() { Limits = limits }).Diagnostics, finding => finding.Id == "RM0003").Message;

        Assert.Matches($" 2 .*\\(Limits\\.{name}\\).* raise the limit\\.$", message);
    }

    [Theory]
    [InlineData("{}", "a mapping \"relations\"")]
    [InlineData("[]", "a JSON object")]
    [InlineData("""{"controls":[]}""", "a mapping \"relations\"")]
    public void Json_of_no_known_kind_is_a_finding_that_names_the_kinds(string json, string expected)
    {
        var any = DocumentReader.Load(Encoding.UTF8.GetBytes(json), Named);

        var finding = Assert.Single(any.Diagnostics);
        Assert.Equal((DocumentKind.Unknown, true, "RM0100", ""), (any.Kind, any.HasErrors, finding.Id, finding.Place!.Pointer));
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(200_000)]
    public async Task What_is_too_long_is_read_no_further_than_just_past_the_limit(int most)
    {
        var options = new ReaderOptions { File = "endless.json", Limits = new Limits { MaxBytes = most } };
        var stream = new EndlessStream();
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            while (!(await pipe.Writer.WriteAsync(new byte[4_096])).IsCompleted) { }
        });

        AssertTooLong(await DocumentReader.LoadAsync<Matrix>(stream, options));
        AssertTooLong(await DocumentReader.LoadAsync<Matrix>(pipe.Reader, options));
        AssertTooLong(DocumentReader.Load<Matrix>(new byte[most + 10], options));
        AssertTooLong(DocumentReader.Load<Matrix>(Sequence(new byte[most + 10], 1_000), options));

        Assert.InRange(stream.BytesRead, most + 1, most + 4);
        await pipe.Reader.CompleteAsync();
        await writing;

        static void AssertTooLong(ReadResult<Matrix> read)
        {
            Assert.Equal("RM0003", Assert.Single(read.Diagnostics).Id);
            Assert.Equal("endless.json", read.Diagnostics[0].Place!.File);
            Assert.True(read.IsUnreadable);
            Assert.True(read.Utf8.IsEmpty);
        }
    }

    [Fact]
    public async Task A_text_may_have_as_many_bytes_as_the_limit_says_and_a_byte_order_mark_besides()
    {
        var options = new ReaderOptions { Limits = new Limits { MaxBytes = FullMatrix.Utf8.Length } };
        byte[] marked = [.. Encoding.UTF8.Preamble, .. FullMatrix.Utf8];

        Assert.Empty((await DocumentReader.LoadAsync<Matrix>(new PiecesStream(marked, 1_000), options)).Diagnostics);
        Assert.Empty((await DocumentReader.LoadAsync<Matrix>(PipeReader.Create(Sequence(marked, 1_000)), options)).Diagnostics);
        Assert.Equal("RM0003",
            Assert.Single((await DocumentReader.LoadAsync<Matrix>(new PiecesStream([.. marked, 32], 1_000), options)).Diagnostics).Id);
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands_and_stays_open()
    {
        var stream = new MemoryStream([1, 2, 3, .. FullMatrix.Utf8]) { Position = 3 };

        Assert.Empty((await DocumentReader.LoadAsync<Matrix>(stream)).Diagnostics);

        Assert.True(stream.CanRead);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public async Task A_pipe_can_be_read_on_after_a_document_that_is_too_long()
    {
        var pipe = PipeReader.Create(Sequence(FullMatrix.Utf8, 100));

        await DocumentReader.LoadAsync<Matrix>(pipe, new ReaderOptions { Limits = new Limits { MaxBytes = 996 } });

        Assert.Equal(FullMatrix.Utf8.Length - 1_000, (await pipe.ReadAtLeastAsync(int.MaxValue)).Buffer.Length);
    }

    [Fact]
    public async Task The_token_stops_the_reading_of_a_stream_and_of_a_pipe()
    {
        using var source = new CancellationTokenSource();
        var stream = new EndlessStream { OnRead = bytes => { if (bytes > 100_000) source.Cancel(); } };
        var pipe = new Pipe();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DocumentReader.LoadAsync<Matrix>(stream, cancellationToken: source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DocumentReader.LoadAsync(pipe.Reader, cancellationToken: source.Token));
        var reading = DocumentReader.LoadAsync(pipe.Reader);
        pipe.Reader.CancelPendingRead();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    // A token that is cancelled beforehand stops the first look; these are stopped while the text is worked on.
    [Fact]
    public void The_token_stops_the_work_on_a_large_document()
    {
        var rows = string.Join(",", Enumerable.Range(0, 50_000).Select(i => $$"""{"id":"A.{{i}}","title":"T"}"""));
        var text = Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":"1.0","id":"c","edition":"1","title":"T","controls":[{{rows}}]}""");
        Assert.Empty(DocumentReader.Load<Catalog>(text).Diagnostics);
        var stopped = 0;
        for (var milliseconds = 1; milliseconds <= 16; milliseconds *= 2)
        {
            using var source = new CancellationTokenSource(milliseconds);
            try
            {
                DocumentReader.Load<Catalog>(text, cancellationToken: source.Token);
            }
            catch (OperationCanceledException)
            {
                stopped++;
            }
        }
        Assert.NotEqual(0, stopped);
        Assert.Throws<OperationCanceledException>(
            () => DocumentReader.Load("{}"u8.ToArray(), cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public async Task Many_documents_are_read_one_after_the_other_and_each_stream_is_closed()
    {
        List<EndlessStream> opened = [];
        List<string> found = [];

        await foreach (var document in DocumentReader.LoadAllAsync(Blobs(), new Limits { MaxBytes = 100 }))
        {
            Assert.All(opened, stream => Assert.True(stream.IsClosed));
            found.Add(
                $"{document.File}: {document.Kind} {string.Join(' ', document.Diagnostics.Select(finding => finding.Id).Distinct())}");
        }

        Assert.Equal(["0.json: Unknown RM0003", "1.json: Unknown RM0003", "set.json: Requirements RM0100"], found);

        async IAsyncEnumerable<(string, Stream)> Blobs()
        {
            for (var i = 0; i < 2; i++)
            {
                await Task.Yield();
                opened.Add(new EndlessStream());
                yield return ($"{i}.json", opened[i]);
            }
            yield return ("set.json", new MemoryStream("""{ "schemaVersion": "1.0", "rules": [], "id": 1 }"""u8.ToArray()));
        }
    }

    private static ReadOnlySequence<byte> Sequence(byte[] utf8, int piece)
    {
        var first = new Segment(utf8.AsMemory(0, Math.Min(piece, utf8.Length)), 0);
        var last = first;
        for (var at = (long)piece; at < utf8.Length; at += piece)
            last = last.Append(utf8.AsMemory((int)at, (int)Math.Min(piece, utf8.Length - at)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }

    private abstract class ForwardStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    // Gives at most so many bytes at a time, as a network does.
    private sealed class PiecesStream(byte[] bytes, int piece) : ForwardStream
    {
        private int _at;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(Math.Min(count, piece), bytes.Length - _at);
            bytes.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            return read;
        }
    }

    private sealed class EndlessStream : ForwardStream
    {
        public long BytesRead { get; private set; }

        public bool IsClosed { get; private set; }

        public Action<long> OnRead { get; init; } = _ => { };

        public override int Read(byte[] buffer, int offset, int count)
        {
            BytesRead += count;
            OnRead(BytesRead);
            return count;
        }

        protected override void Dispose(bool disposing) => IsClosed = true;
    }
}
