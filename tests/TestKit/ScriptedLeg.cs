using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;

namespace Voxie.TestKit;

/// <summary>
/// A line without a network: a virtual clock moves 20 ms frames both ways once it is answered. The test speaks, presses keys and hangs
/// up on it; what the agent plays is kept.
/// </summary>
public sealed class ScriptedLeg : ICallLeg
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    private readonly FakeTimeProvider _time;
    private readonly ListenEngine _listening;
    private readonly Queue<short> _toHear = new();
    private readonly List<short> _played = [];
    private readonly List<ILineTap> _taps = [];
    private readonly short[] _frame;
    private readonly short[] _sent;
    private readonly TaskCompletionSource<TransferOutcome> _transferred = new();
    private ITimer? _clock;
    private CallMailbox? _mailbox;
    private IFrameSink? _sink;
    private IFrameSource? _source;
    private TimeSpan _answeredAt;
    private long _heard;
    private bool _ended;

    public ScriptedLeg(FakeTimeProvider time, ListenEngine listening, int rateHz = 8000)
    {
        _time = time;
        _listening = listening;
        RateHz = rateHz;
        _frame = new short[rateHz / 50];
        _sent = new short[rateHz / 50];
    }

    public LegInfo Info { get; init; } = new(LegKind.Scripted, CallDirection.Inbound, "caller", "agent", "test", "leg-1");

    public int RateHz { get; }

    public long PlayedSamples => _played.Count;

    /// <summary>Everything played since the answer, silence included: one sample per tick of the leg's rate.</summary>
    public IReadOnlyList<short> Played => _played;

    public bool Answered { get; private set; }
    public bool Disposed { get; private set; }
    public bool Ringing { get; private set; }
    public CallEndReason? HungUpWith { get; private set; }

    /// <summary>Verbs that fail with an exception.</summary>
    public bool FailRing { get; set; }
    public bool FailAnswer { get; set; }

    /// <summary>The caller gives up in the instant of the answer, which therefore fails.</summary>
    public bool GoneAtAnswer { get; set; }

    /// <summary>The peer never confirms a hang-up.</summary>
    public bool NeverConfirms { get; set; }

    /// <summary>Instant at which the line was answered.</summary>
    public TimeSpan AnsweredAt => _answeredAt;

    /// <summary>Called at each step of the line's life, for an event log.</summary>
    public Action<string>? Happened { get; set; }

    /// <summary>What gives back to us what we play, besides what the caller says; null: nothing does.</summary>
    public EchoLine? Line { get; init; }

    /// <summary>Instant at which a played sample left.</summary>
    public TimeSpan TimeOfPlayed(int index) => _answeredAt + FrameTime * (index / _frame.Length);

    public void Connect(CallMailbox mailbox) => _mailbox = mailbox;

    public void Listen(IFrameSink? sink) => _sink = sink;

    public void Play(IFrameSource? source) => _source = source;

    public void Tap(ILineTap tap) => _taps.Add(tap);

    public void Untap(ILineTap tap) => _taps.Remove(tap);

    public ValueTask RingAsync(CancellationToken cancellation)
    {
        if (FailRing) throw new InvalidOperationException("ring failed");
        Ringing = true;
        Happened?.Invoke("ringing");
        return ValueTask.CompletedTask;
    }

    public async ValueTask ProgressAsync(CancellationToken cancellation)
    {
        await RingAsync(cancellation);
        Progressed = true;
        StartClock();
    }

    /// <summary>The caller hears us before the answer.</summary>
    public bool Progressed { get; private set; }

    /// <summary>We have put the other side on hold.</summary>
    public bool Holds { get; private set; }

    public ValueTask<bool> HoldAsync(bool hold, CancellationToken cancellation)
    {
        Holds = hold;
        return ValueTask.FromResult(true);
    }

    /// <summary>What comes of a transfer; null: nothing before <see cref="PeerTransfers"/>, or before the line ends.</summary>
    public TransferOutcome? Transfers { get; set; } = new(TransferResult.Succeeded, 200);

    /// <summary>Where the other side was asked to go.</summary>
    public List<TransferTarget> AskedFor { get; } = [];

    public async Task<TransferOutcome> TransferAsync(TransferTarget target, CancellationToken cancellation)
    {
        AskedFor.Add(target);
        return Transfers ?? await _transferred.Task;
    }

    /// <summary>How the transfer that is under way ends.</summary>
    public void PeerTransfers(TransferOutcome outcome) => _transferred.TrySetResult(outcome);

    public ValueTask AnswerAsync(CancellationToken cancellation)
    {
        if (GoneAtAnswer) CallerHangsUp();
        if (FailAnswer || GoneAtAnswer) throw new InvalidOperationException("answer failed");
        Answered = true;
        _answeredAt = _time.Elapsed;
        Happened?.Invoke("answered");
        StartClock();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whom we dialled answers.</summary>
    public void PeerAnswers()
    {
        Answered = true;
        _answeredAt = _time.Elapsed;
        StartClock();
        _mailbox!.Post(new LegAnswered());
    }

    /// <summary>It rings at whom we dialled.</summary>
    /// <param name="early">It can be heard already.</param>
    public void PeerRings(bool early = false)
    {
        if (early) StartClock();
        _mailbox!.Post(new LegRinging(early ? 183 : 180, early));
    }

    /// <summary>Whom we dialled hangs up.</summary>
    public void PeerHangsUp(CallEndReason reason) => End(reason);

    private void StartClock() => _clock ??= _time.CreateTimer(static self => ((ScriptedLeg)self!).Tick(), this, TimeSpan.Zero, FrameTime);

    /// <summary>The other side puts us on hold, or comes back.</summary>
    public void PeerHolds(bool held) => _mailbox!.Post(new HoldChanged(held));

    /// <summary>Whom we dialled refuses.</summary>
    public void PeerRefuses(CallEndReason reason) => End(reason);

    public async ValueTask HangUpAsync(CallEndReason reason)
    {
        HungUpWith = reason;
        if (_ended) return;
        if (NeverConfirms) await Task.Delay(Timeout.InfiniteTimeSpan, _time);
        End(reason);
    }

    /// <summary>Keys that were sent to the caller.</summary>
    public List<char> SentDigits { get; } = [];

    public bool TrySendDigit(char digit, TimeSpan duration)
    {
        SentDigits.Add(digit);
        return true;
    }

    public LegReport Report() => new() { Codec = "PCM", PacketsSent = _played.Count / _frame.Length };

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        _clock?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The caller says this, from the next frame on.</summary>
    public void Hear(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples) _toHear.Enqueue(sample);
    }

    /// <summary>The caller is silent for a while, between two things said.</summary>
    public void HearSilence(double milliseconds) => Hear(new short[(int)(RateHz * milliseconds / 1000)]);

    /// <summary>Something of what the caller says is still to come.</summary>
    public bool IsSpeaking => _toHear.Count > 0;

    /// <summary>The caller presses a key.</summary>
    public void Press(char digit) => _mailbox!.Post(new DigitReceived(digit, TimeSpan.FromMilliseconds(100)));

    /// <summary>The caller puts us on hold, or comes back.</summary>
    public void CallerHolds(bool held) => _mailbox!.Post(new HoldChanged(held));

    /// <summary>The caller hangs up, or gives up before the answer.</summary>
    public void CallerHangsUp() => End(Answered ? CallEndReason.CallerHangup : new CallEndReason(EndCode.CallerCancelled, EndSide.Caller));

    private void End(CallEndReason reason)
    {
        if (_ended) return;
        _ended = true;
        _clock?.Dispose();
        _transferred.TrySetResult(new TransferOutcome(TransferResult.LineGone));
        Happened?.Invoke($"line ended: {reason.Code}");
        _mailbox?.Post(new LegEnded(reason));
    }

    private void Tick()
    {
        for (var i = 0; i < _frame.Length; i++) _frame[i] = _toHear.TryDequeue(out var sample) ? sample : (short)0;
        // What was sent a frame ago has been on the line since.
        var samples = Line is null ? _frame : Line.Pass(_sent, _frame);
        var heard = new AudioFrame(samples, RateHz, _heard, _time.GetTimestamp());
        foreach (var tap in _taps) tap.Heard(heard);
        if (_sink is { } sink)
        {
            sink.Accept(heard);
            _listening.Pass([sink]);
        }
        _heard += _frame.Length;

        var pulled = _source?.Pull(_frame) ?? 0;
        _frame.AsSpan(pulled).Clear();
        foreach (var tap in _taps) tap.Sent(new AudioFrame(_frame, RateHz, _played.Count, _time.GetTimestamp()));
        _played.AddRange(_frame);
        _frame.CopyTo(_sent, 0);
    }
}
