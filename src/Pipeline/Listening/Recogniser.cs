using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Listening;

/// <summary>
/// The recogniser of one call: gives it audio at the rate that it wants, numbers the segments, and opens a new session when one has
/// failed. Call's loop only, but for what <see cref="OpenAsync"/> does while it rings.
/// </summary>
internal sealed class Recogniser : IAsyncDisposable
{
    private readonly ISpeechToText _provider;
    private readonly CallMailbox _mailbox;
    private readonly SpeechToTextRequest _request;
    private readonly Resampler _resampler;
    private readonly List<ISpeechToTextSession> _sessions = [];
    private readonly CancellationTokenSource _closing = new();
    private ISpeechToTextSession? _session;
    private Task _reopening = Task.CompletedTask;
    private Task _pump = Task.CompletedTask;

    /// <param name="words">What callers of this agent are likely to say.</param>
    public Recogniser(ISpeechToText provider, int lineHz, CallMailbox mailbox, IReadOnlyList<ExpectedWord> words)
    {
        _provider = provider;
        _mailbox = mailbox;
        var rates = provider.Capabilities.InputRatesHz;
        // What the line has, when that will do: a resampled telephone call holds no more than the call.
        var rate = rates.Contains(lineHz) ? lineHz : rates[0];
        _request = new SpeechToTextRequest(rate) { Words = words };
        _resampler = new Resampler(lineHz, rate);
    }

    /// <summary>Number of the segment that is being written.</summary>
    public int Segment { get; private set; }

    public async Task OpenAsync(CancellationToken cancellation) => _session = await OpenSessionAsync(cancellation);

    /// <summary>From now on updates go to the mailbox.</summary>
    public void Listen()
    {
        if (_session is not null) _pump = PumpAsync(_session);
    }

    public bool IsCurrent(TranscriptArrived arrived) => arrived.Session == _session;

    /// <summary>Adds the caller's audio, PCM16 at the line's rate.</summary>
    public void Hear(ReadOnlyMemory<short> audio)
    {
        if (_resampler.InputHz == _resampler.OutputHz)
        {
            _session?.Write(audio);
            return;
        }
        var output = new short[_resampler.MaxOutput(audio.Length)];
        _session?.Write(output.AsMemory(0, _resampler.Process(audio.Span, output)));
    }

    /// <summary>The caller fell silent: the last samples leave the resampler, so that nothing is written between a look and the end.</summary>
    public void Rest()
    {
        var output = new short[_resampler.MaxOutput(0)];
        var count = _resampler.Flush(output);
        if (count > 0) _session?.Write(output.AsMemory(0, count));
    }

    /// <summary>Asks for the text as it stands.</summary>
    public void Look() => _session?.Flush(Segment, final: false);

    /// <summary>Closes the segment and asks for its text.</summary>
    /// <returns>The segment's number; null: there is no session, and no answer will come.</returns>
    public int? Finish()
    {
        if (_session is null) return null;
        _session.Flush(Segment, final: true);
        return Segment++;
    }

    /// <summary>Forgets the segment's audio. A look that is under way answers with the old number, and is known by it.</summary>
    public void Discard()
    {
        _session?.Discard();
        Segment++;
    }

    /// <summary>Gives up the session and opens another; <see cref="RecogniserReopened"/> tells how it went. Until then nothing is heard.</summary>
    public void Reopen()
    {
        _session = null;
        Segment++;
        _reopening = ReopenAsync();
    }

    /// <summary>The new session is there.</summary>
    public void Use(ISpeechToTextSession session)
    {
        _session = session;
        _pump = PumpAsync(session);
    }

    /// <summary>The next final update, read past the mailbox: for when the call is over and nobody reads that any more.</summary>
    /// <returns>Null: there will be none, or not before <paramref name="limit"/>.</returns>
    public async Task<TranscriptUpdate?> NextFinalAsync(CancellationToken limit)
    {
        StopListening();
        // One reader at a time.
        await _pump;
        if (_session is null) return null;
        try
        {
            while (await _session.Updates.WaitToReadAsync(limit))
                while (_session.Updates.TryRead(out var update))
                    if (update is { IsFinal: true, Failure: null }) return update;
        }
        catch (Exception)
        {
            // Too late, or the provider broke off: the record goes without these words.
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        StopListening();
        await _reopening;
        foreach (var session in _sessions) await session.DisposeAsync();
        _closing.Dispose();
    }

    // Not CancelAsync: that would hop to a thread of the pool, and a conversation stays on its own loop.
    private void StopListening() => _closing.Cancel();

    private async Task<ISpeechToTextSession> OpenSessionAsync(CancellationToken cancellation)
    {
        var session = await _provider.OpenAsync(_request, cancellation);
        _sessions.Add(session);
        return session;
    }

    private async Task ReopenAsync()
    {
        try
        {
            _mailbox.Post(new RecogniserReopened(await OpenSessionAsync(_closing.Token)));
        }
        catch (Exception)
        {
            // Whatever it was: there is no recogniser. The call's loop decides what that means.
            _mailbox.Post(new RecogniserReopened(null));
        }
    }

    private async Task PumpAsync(ISpeechToTextSession session)
    {
        var closing = _closing.Token;
        try
        {
            while (await session.Updates.WaitToReadAsync(closing))
                while (session.Updates.TryRead(out var update)) _mailbox.Post(new TranscriptArrived(session, update));
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
        catch (Exception fault)
        {
            var failure = new ProviderFailure("recogniser", ProviderStage.SttStream, fault.GetType().Name);
            _mailbox.Post(new TranscriptArrived(session, new TranscriptUpdate(Segment, "", IsFinal: false, Failure: failure)));
        }
    }
}
