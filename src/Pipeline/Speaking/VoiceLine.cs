using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Speaking;

/// <summary>
/// The voice of one call: the agent's own, or the stand-in once that has failed. Call's loop only, but for what
/// <see cref="OpenAsync"/> does while it rings; what the voice delivers is posted to the mailbox.
/// </summary>
internal sealed class VoiceLine(ITextToSpeech voice, ITextToSpeech? standIn, CallMailbox mailbox) : IAsyncDisposable
{
    private readonly List<ITextToSpeechSession> _sessions = [];
    private readonly CancellationTokenSource _closing = new();
    private ITextToSpeech _current = voice;
    private ITextToSpeechSession? _session;
    private ITextToSpeech? _next = standIn;
    private Task _switching = Task.CompletedTask;

    public int RateHz => _current.RateHz;

    /// <summary>A voice that may still take over.</summary>
    public bool HasStandIn => _next is not null;

    /// <summary>Opens the agent's voice.</summary>
    public async Task OpenAsync(CancellationToken cancellation) => _session = await OpenSessionAsync(cancellation);

    /// <summary>Opens the stand-in instead.</summary>
    public async Task OpenStandInAsync(CancellationToken cancellation)
    {
        TakeStandIn();
        await OpenAsync(cancellation);
    }

    /// <summary>Opens the stand-in in the course of the call; <see cref="VoiceSwitched"/> tells how it went. Until then nothing is said.</summary>
    public void SwitchToStandIn()
    {
        TakeStandIn();
        _switching = SwitchAsync();
    }

    /// <summary>The stand-in is ready.</summary>
    public void Use(ITextToSpeechSession session)
    {
        _session = session;
        Listen();
    }

    /// <summary>From now on updates go to the mailbox. Before, they are read by <see cref="NextAsync"/>.</summary>
    public void Listen()
    {
        if (_session is not null) _ = PumpAsync(_session);
    }

    public bool IsOpen => _session is not null;

    /// <summary>Is this update of the voice that speaks now?</summary>
    public bool IsCurrent(VoiceSpoke spoke) => spoke.Session == _session;

    /// <summary>The next update, while the call is not answered yet; null: there will be none.</summary>
    public async Task<SpeechUpdate?> NextAsync(CancellationToken cancellation)
    {
        while (await _session!.Updates.WaitToReadAsync(cancellation))
            if (_session.Updates.TryRead(out var update)) return update;
        return null;
    }

    public void Speak(int sentence, string words) => _session?.Speak(sentence, words, isLast: true);

    public void Cancel(int sentence) => _session?.Cancel(sentence);

    public async ValueTask DisposeAsync()
    {
        StopListening();
        await _switching;
        foreach (var session in _sessions) await session.DisposeAsync();
        _closing.Dispose();
    }

    private void TakeStandIn()
    {
        _current = _next ?? throw new InvalidOperationException("there is no voice left");
        _next = null;
        _session = null;
    }

    // Not CancelAsync: that would hop to a thread of the pool, and a conversation stays on its own loop.
    private void StopListening() => _closing.Cancel();

    private async Task<ITextToSpeechSession> OpenSessionAsync(CancellationToken cancellation)
    {
        var session = await _current.OpenAsync(cancellation);
        _sessions.Add(session);
        return session;
    }

    private async Task SwitchAsync()
    {
        try
        {
            mailbox.Post(new VoiceSwitched(await OpenSessionAsync(_closing.Token)));
        }
        catch (Exception)
        {
            // Whatever it was: there is no voice. The call's loop decides what that means.
            mailbox.Post(new VoiceSwitched(null));
        }
    }

    private async Task PumpAsync(ITextToSpeechSession session)
    {
        var closing = _closing.Token;
        try
        {
            while (await session.Updates.WaitToReadAsync(closing))
                while (session.Updates.TryRead(out var update)) mailbox.Post(new VoiceSpoke(session, update));
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
        catch (Exception fault)
        {
            mailbox.Post(new VoiceSpoke(session, new UtteranceFailed(-1, new ProviderFailure("voice", ProviderStage.TtsStream, fault.GetType().Name))));
        }
    }
}
