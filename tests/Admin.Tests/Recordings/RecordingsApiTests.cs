using System.Net;
using System.Net.Http.Headers;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Tests.Recordings;

/// <summary>The recording of a call over HTTP.</summary>
public sealed class RecordingsApiTests : IAsyncLifetime
{
    private readonly Guid _call = Guid.NewGuid();
    private ApiNode _node = null!;

    public async Task InitializeAsync() => _node = await ApiNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    private string Path => $"/api/calls/{_call}/recording";

    private async Task<byte[]> RecordAsync()
    {
        var spool = _node.Core.Recordings.Open(new RecordingOrder(_call, 8000, RecordingFormat.Wav, DateTimeOffset.UtcNow));
        var recorder = new CallRecorder(spool, 1_000_000_000);
        for (var i = 0; i < 500; i++) recorder.Sent(new AudioFrame([.. Enumerable.Range(i * 160, 160).Select(n => (short)n)], 8000, i * 160, i * 20_000_000L));
        Assert.Equal(HttpStatusCode.Conflict, (await _node.GetAsync(Path)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await _node.SendAsync(HttpMethod.Delete, Path)).Status);
        recorder.Finish();
        await spool.Closed;
        return await _node.Client.GetByteArrayAsync(new Uri(Path, UriKind.Relative));
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, Path);
        headers?.Invoke(request.Headers);
        return await _node.Client.SendAsync(request);
    }

    [Fact]
    public async Task It_is_served_whole_and_in_ranges()
    {
        var whole = await RecordAsync();
        Assert.Equal(44 + 500 * 640, whole.Length);
        Assert.True(WavFile.TryParse(whole, out var wav, out _));
        Assert.Equal(2, wav!.Channels);

        using var head = await AskAsync(HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, (long?)whole.Length, "audio/wav"),
            (head.StatusCode, head.Content.Headers.ContentLength, head.Content.Headers.ContentType!.MediaType));
        Assert.Equal("bytes", head.Headers.AcceptRanges.Single());

        foreach (var (from, to) in ((long?, long?)[])[(0, 43), (100_000, 200_000), (319_000, null), (null, 500)])
        {
            using var part = await AskAsync(HttpMethod.Get, headers => headers.Range = new RangeHeaderValue(from, to));
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            var (first, last) = from is null ? (whole.Length - (int)to!, whole.Length - 1) : ((int)from, (int)(to ?? whole.Length - 1));
            Assert.Equal($"bytes {first}-{last}/{whole.Length}", part.Content.Headers.ContentRange!.ToString());
            Assert.Equal(whole[first..(last + 1)], await part.Content.ReadAsByteArrayAsync());
        }
        using var beyond = await AskAsync(HttpMethod.Get, headers => headers.Range = new RangeHeaderValue(whole.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        using var same = await AskAsync(HttpMethod.Get, headers =>
        {
            headers.Range = new RangeHeaderValue(0, 9);
            headers.IfRange = new RangeConditionHeaderValue(head.Headers.ETag!);
        });
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        using var other = await AskAsync(HttpMethod.Get, headers =>
        {
            headers.Range = new RangeHeaderValue(0, 9);
            headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"another\""));
        });
        Assert.Equal((HttpStatusCode.OK, (long?)whole.Length), (other.StatusCode, other.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task It_is_deleted_for_good()
    {
        await RecordAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await _node.SendAsync(HttpMethod.Delete, Path)).Status);
        (await _node.GetAsync(Path)).Problem(HttpStatusCode.NotFound);
        (await _node.SendAsync(HttpMethod.Delete, Path)).Problem(HttpStatusCode.NotFound);
        Assert.Empty(Directory.GetFiles(System.IO.Path.Combine(_node.Core.Config.DataFolder, "recordings"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Nobody_gets_it_without_a_key_and_a_call_without_one_says_so()
    {
        (await _node.GetAsync(Path)).Problem(HttpStatusCode.NotFound);
        using var answer = await _node.Anonymous.GetAsync(new Uri(Path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_not_found()
    {
        await RecordAsync();
        foreach (var file in Directory.GetFiles(System.IO.Path.Combine(_node.Core.Config.DataFolder, "recordings"), "*", SearchOption.AllDirectories)) File.Delete(file);
        (await _node.GetAsync(Path)).Problem(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, (await _node.SendAsync(HttpMethod.Delete, Path)).Status);
    }

    [Fact]
    public async Task A_live_recording_is_paused_and_resumed()
    {
        var live = $"/api/calls/live/{_call}/recording";
        (await _node.PostAsync(live + "/pause", "")).Problem(HttpStatusCode.NotFound);
        _node.Live.Add(_call, "100", DateTimeOffset.UtcNow);
        (await _node.PostAsync(live + "/pause", "")).Problem(HttpStatusCode.Conflict);
        _node.Live.Recordings[_call] = RecordingState.Recording;
        Assert.Equal("paused", (await _node.PostAsync(live + "/pause", "")).Json["state"]!.GetValue<string>());
        Assert.Equal("recording", (await _node.PostAsync(live + "/resume", "")).Json["state"]!.GetValue<string>());
        _node.Live.Recordings[_call] = RecordingState.Stopped;
        (await _node.PostAsync(live + "/resume", "")).Problem(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Media_of_a_live_call_is_captured_once_and_read()
    {
        var start = $"/api/calls/live/{_call}/capture";
        (await _node.PostAsync(start, "")).Problem(HttpStatusCode.NotFound);
        _node.Live.Add(_call, "100", DateTimeOffset.UtcNow);
        (await _node.PostAsync(start + "?megabytes=61", "")).Problem(HttpStatusCode.BadRequest);
        (await _node.GetAsync($"/api/calls/{_call}/capture")).Problem(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Accepted, (await _node.PostAsync(start + "?megabytes=3", "")).Status);
        Assert.Equal((_call, 3_000_000), Assert.Single(_node.Live.Captured));
        (await _node.PostAsync(start, "")).Problem(HttpStatusCode.Conflict);

        _node.Live.Left[_call] = [new CallArtifact("rtp", "application/vnd.tcpdump.pcap", () => new MemoryStream([1, 2, 3]))];
        Assert.Equal([1, 2, 3], await _node.Client.GetByteArrayAsync(new Uri($"/api/calls/{_call}/capture", UriKind.Relative)));
    }
}
