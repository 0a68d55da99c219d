using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// One line of a call: SIP, media WebSocket, LiveKit or browser. Nothing behind this seam asks which.
/// Verbs are called on the call's loop. Audio flows on the media threads. At the end the leg posts
/// exactly one <see cref="LegEnded"/> to its mailbox, whoever ended it.
/// </summary>
public interface ICallLeg : IAsyncDisposable
{
    LegInfo Info { get; }

    /// <summary>
    /// Rate of heard and played PCM in Hz (8000 or 16000). It is that of the codec, which a line that we dial knows once it is answered (or heard
    /// early); from the first time that it is read it is fixed for the leg's life, whatever codec comes.
    /// </summary>
    int RateHz { get; }

    /// <summary>Samples of the playing <see cref="IFrameSource"/> timeline that have left towards the peer
    /// (RTP legs: sent; WebSocket legs: acknowledged by mark). Silence counts. Any thread.</summary>
    long PlayedSamples { get; }

    /// <summary>Where signals of this leg go. Called once, before any verb. Signals raised earlier are kept and posted then.</summary>
    void Connect(CallMailbox mailbox);

    /// <summary>Sets who hears this line; null: nobody.</summary>
    void Listen(IFrameSink? sink);

    /// <summary>Sets what this line plays; null: silence (which is still sent).</summary>
    void Play(IFrameSource? source);

    /// <summary>Lets somebody hear both sides of this line, from the moment that media flows.</summary>
    void Tap(ILineTap tap);

    /// <summary>Ends <see cref="Tap"/>; the tap may be called once more while this returns.</summary>
    void Untap(ILineTap tap);

    /// <summary>Tells the caller that it rings (SIP 180).</summary>
    ValueTask RingAsync(CancellationToken cancellation);

    /// <summary>Lets the caller hear us, and us the caller, before the answer (SIP 183 with a session). A line that knows no such thing only rings.</summary>
    ValueTask ProgressAsync(CancellationToken cancellation);

    /// <summary>Answers. Completes when the answer is sent; media may flow at once.</summary>
    ValueTask AnswerAsync(CancellationToken cancellation);

    /// <summary>Queues a key to be sent to the peer (0-9, *, #, A-D). Any thread.</summary>
    /// <returns>False: the peer takes no keys, there is no such key, or too many are waiting.</returns>
    bool TrySendDigit(char digit, TimeSpan duration);

    /// <summary>Puts the other side on hold (it hears what we play and is not heard), or takes it back. Only while answered.</summary>
    /// <returns>False: the other side did not agree, and all is as it was.</returns>
    ValueTask<bool> HoldAsync(bool hold, CancellationToken cancellation);

    /// <summary>
    /// Asks the other side to go on with somebody else instead of us, and follows it to its end. The line stays up whatever comes
    /// of it: who asked hangs up after a success.
    /// </summary>
    Task<TransferOutcome> TransferAsync(TransferTarget target, CancellationToken cancellation);

    /// <summary>Ends the line (SIP: BYE once answered, a final response before). Never throws; completes when confirmed or timed out.</summary>
    ValueTask HangUpAsync(CallEndReason reason);

    /// <summary>Quality and addresses so far; complete once the leg has ended.</summary>
    LegReport Report();

    /// <summary>Keeps the packets of this line, sent and received, from here on as an artifact. Any thread.</summary>
    /// <returns>False: it is doing so already, or the line has no packets.</returns>
    bool StartCapture(long maxBytes) => false;

    /// <summary>What the line leaves behind, as far as there is any by now. Any thread.</summary>
    IReadOnlyList<CallArtifact> Artifacts() => [];
}
