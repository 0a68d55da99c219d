using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Recordings;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Recording;
using Voxie.SipGateway.Media;
using Voxie.TestKit;

namespace Voxie.Admin.Tests.Recordings;

/// <summary>Recordings from blocks to file, row and repair.</summary>
public sealed class RecordingsTests : IAsyncLifetime
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;
    private readonly RecordingTable _table;

    public RecordingsTests()
    {
        _database = new Database(_folder.Of("voxie.db"), TimeSpan.FromSeconds(1));
        _table = new RecordingTable(_database);
    }

    public Task InitializeAsync() => _database.PrepareAsync(TimeProvider.System, default);

    public Task DisposeAsync()
    {
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    private string Folder => _folder.Of("recordings");

    private RecordingFiles Files(bool encrypt) => new(Folder, new RecordingKeys(encrypt ? Key : null, Key));

    private RecordingWriter Writer(bool encrypt) => new(Files(encrypt), _table, _time, NullLogger<RecordingWriter>.Instance);

    private RecordingStore Store(bool encrypt, int days = 0) =>
        new(Files(encrypt), _table, Writer(encrypt), days, _time, NullLogger<RecordingStore>.Instance);

    private RecordingOrder Order(Guid call) => new(call, 8000, RecordingFormat.Wav, _time.GetUtcNow());

    private static CallRecorder Feed(RecordingSpool spool, int frames)
    {
        var recorder = new CallRecorder(spool, 1_000_000_000);
        Feed(recorder, 0, frames);
        return recorder;
    }

    private static void Feed(CallRecorder recorder, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            recorder.Sent(new AudioFrame([.. Enumerable.Repeat((short)(i % 100 + 1), 160)], 8000, i * 160, i * 20_000_000L));
            recorder.Heard(new AudioFrame([.. Enumerable.Repeat((short)-(i % 100 + 1), 160)], 8000, i * 160, i * 20_000_000L));
        }
    }

    private static WavFile Read(Stream stream)
    {
        using var copy = new MemoryStream();
        using (stream) stream.CopyTo(copy);
        Assert.True(WavFile.TryParse(copy.ToArray(), out var wav, out var error), error.ToString());
        Assert.Equal(copy.Length, 44 + wav!.Samples.Length * 2);
        Assert.Equal((uint)(copy.Length - 44), BitConverter.ToUInt32(copy.ToArray(), 40));
        return wav;
    }

    private static void AssertContent(WavFile wav, int frames)
    {
        Assert.Equal((8000, 2, frames * 320), (wav.RateHz, wav.Channels, wav.Samples.Length));
        for (var i = 0; i < frames; i++)
        {
            Assert.Equal(-(i % 100 + 1), wav.Samples.Span[i * 320]);
            Assert.Equal(i % 100 + 1, wav.Samples.Span[i * 320 + 1]);
        }
    }

    private string OnlyFile() => Assert.Single(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recording_ends_as_a_file_of_its_owner_and_a_row(bool encrypt)
    {
        var call = Guid.NewGuid();
        var writer = Writer(encrypt);
        var spool = writer.Open(Order(call));
        var recorder = Feed(spool, 120);
        await writer.WriteAsync(default);
        Assert.True(writer.IsWriting(call));
        Assert.EndsWith(".part", OnlyFile(), StringComparison.Ordinal);
        recorder.Finish();
        _time.Advance(TimeSpan.FromSeconds(3));
        await writer.WriteAsync(default);
        Assert.True(spool.Closed.IsCompletedSuccessfully);
        Assert.False(writer.IsWriting(call));

        var row = (await _table.FindAsync(Database.DefaultWorkspace, call, default))!;
        Assert.Equal((RecordingFormat.Wav, 8000, 44L + 120 * 640, null), (row.Format, row.RateHz, row.Bytes, row.StopReason));
        Assert.Equal(TimeSpan.FromSeconds(3), row.EndedAt - row.StartedAt);
        Assert.Equal(Path.Combine(Folder, row.File), OnlyFile());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OnlyFile()));
        AssertContent(Read(Store(encrypt).Open(row)), 120);
        Assert.Equal(encrypt, !File.ReadAllBytes(OnlyFile()).AsSpan().StartsWith("RIFF"u8));
        Assert.Null(await _table.FindAsync("other", call, default));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    public async Task What_a_killed_process_leaves_is_repaired_and_gets_its_row(bool encrypt, int tornBytes)
    {
        var call = Guid.NewGuid();
        var writer = Writer(encrypt);
        Feed(writer.Open(Order(call)), 200);
        await writer.WriteAsync(default);
        // Nobody closes anything from here on; what lies on the disk is copied as it is.
        var left = OnlyFile();
        var bytes = await File.ReadAllBytesAsync(left);
        File.Delete(left);
        await File.WriteAllBytesAsync(left, bytes[..^tornBytes]);

        Assert.Equal(1, await new RecordingRecovery(Files(encrypt), _table, NullLogger<RecordingRecovery>.Instance).RunAsync(default));
        var row = (await _table.FindAsync(Database.DefaultWorkspace, call, default))!;
        Assert.Equal("The node stopped without ending the call.", row.StopReason);
        var wav = Read(Store(encrypt).Open(row));
        Assert.Equal(row.Bytes, 44 + wav.Samples.Length * 2);
        var frames = wav.Samples.Length / 320;
        // Two blocks of half a second are open at a time; of a sealed file a torn chunk is lost, too.
        Assert.InRange(frames, encrypt && tornBytes > 0 ? 120 : 149, 150);
        AssertContent(new WavFile(wav.RateHz, 2, wav.Samples[..(frames * 320)]), frames);
        Assert.Equal(0, await new RecordingRecovery(Files(encrypt), _table, NullLogger<RecordingRecovery>.Instance).RunAsync(default));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    public async Task Opus_too_is_whole_at_the_end_and_up_to_the_last_page_after_a_crash(bool encrypt, int tornBytes)
    {
        var (whole, cut) = (Guid.NewGuid(), Guid.NewGuid());
        var writer = Writer(encrypt);
        var spool = writer.Open(Order(whole) with { Format = RecordingFormat.Opus });
        Feed(spool, 200).Finish();
        await writer.WriteAsync(default);
        Assert.True(spool.Closed.IsCompletedSuccessfully);
        Feed(writer.Open(Order(cut) with { Format = RecordingFormat.Opus }), 200);
        await writer.WriteAsync(default);
        var left = Directory.GetFiles(Folder, "*.part", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(left);
        File.Delete(left);
        await File.WriteAllBytesAsync(left, bytes[..^tornBytes]);
        var repaired = await new RecordingRecovery(Files(encrypt), _table, NullLogger<RecordingRecovery>.Instance).RunAsync(default);

        Assert.Equal(TimeSpan.FromSeconds(4), await LengthAsync(whole));
        Assert.Equal(1, repaired);
        // A page is half a second; of a sealed file a torn chunk is lost, 16 KiB at most.
        Assert.InRange((await LengthAsync(cut)).TotalSeconds, tornBytes == 0 ? 2.9 : encrypt ? 1 : 2.4, 3);

        async Task<TimeSpan> LengthAsync(Guid call)
        {
            var row = (await _table.FindAsync(Database.DefaultWorkspace, call, default))!;
            using var copy = new MemoryStream();
            using (var stream = Store(encrypt).Open(row)) stream.CopyTo(copy);
            var found = OggOpusFile.Inspect(copy.ToArray())!.Value;
            Assert.Equal((copy.Length, row.Bytes), (found.Bytes, copy.Length));
            return found.Length;
        }
    }

    [Fact]
    public async Task A_file_without_a_single_block_is_no_recording()
    {
        var writer = Writer(encrypt: true);
        writer.Open(Order(Guid.NewGuid()));
        await writer.WriteAsync(default);
        Assert.Equal(0, await new RecordingRecovery(Files(true), _table, NullLogger<RecordingRecovery>.Instance).RunAsync(default));
        Assert.Empty(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_disk_that_refuses_ends_the_recording_with_a_reason()
    {
        await File.WriteAllTextAsync(Folder, "a file stands where the folder should be");
        var writer = Writer(encrypt: false);
        var spool = writer.Open(Order(Guid.NewGuid()));
        var recorder = Feed(spool, 120);
        await writer.WriteAsync(default);
        Assert.StartsWith("It cannot be written:", spool.StopReason, StringComparison.Ordinal);
        Feed(recorder, 120, 600);
        await writer.WriteAsync(default);
        recorder.Finish();
        await writer.WriteAsync(default);
        Assert.True(spool.Closed.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_node_that_stops_closes_what_is_open()
    {
        var call = Guid.NewGuid();
        var writer = Writer(encrypt: true);
        using var stop = new CancellationTokenSource();
        var running = writer.RunAsync(stop.Token);
        Feed(writer.Open(Order(call)), 200);
        await stop.CancelAsync();
        await running;
        var row = (await _table.FindAsync(Database.DefaultWorkspace, call, default))!;
        Assert.Equal("The node is stopping.", row.StopReason);
        AssertContent(Read(Store(true).Open(row)), 150);
        Assert.True(writer.Open(Order(Guid.NewGuid())).Closed.IsCompleted);
    }

    [Fact]
    public async Task What_is_too_old_goes_with_its_file_and_not_a_day_before()
    {
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        await KeepAsync(old);
        _time.Advance(TimeSpan.FromDays(1));
        await KeepAsync(young);
        var store = Store(encrypt: true, days: 30);
        _time.Advance(TimeSpan.FromDays(29) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await store.ExpireAsync(default));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await store.ExpireAsync(default));
        Assert.Null(await _table.FindAsync(Database.DefaultWorkspace, old, default));
        Assert.Contains(young.ToString(), OnlyFile(), StringComparison.Ordinal);
        Assert.NotNull(await _table.FindAsync(Database.DefaultWorkspace, young, default));
    }

    private async Task KeepAsync(Guid call)
    {
        var writer = Writer(encrypt: true);
        var spool = writer.Open(Order(call));
        Feed(spool, 60).Finish();
        await writer.WriteAsync(default);
        Assert.True(spool.Closed.IsCompletedSuccessfully);
    }
}
