using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// A SIP call as the pipeline sees it: puts an INVITE (received or ours), its session and its media together, none of which
/// knows the others. Verbs, messages and timers meet on one strand; the media threads only post to it.
/// </summary>
internal sealed partial class SipCallLeg : ICallLeg, ISipSessionUser, IRtpObserver
{
    private readonly SipLayers _layers;
    private readonly Strand _strand;
    private readonly ILegMedia _media;
    private readonly LegAudio _audio;
    private readonly ILogger _logger;
    private readonly SignalBox _signals = new();
    private readonly DigitMerge _digits = new();
    private readonly LadderRecorder? _ladder;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ILegSide _side = null!;
    private SipSession? _session;
    private CallEndReason? _ending;
    private int? _status;
    private string? _peerReason;
    private bool _answered;
    private bool _byeOnAck;
    private bool _finished;
    private Task? _mediaClosed;

    public SipCallLeg(LegInfo info, SipLayers layers, Strand strand, ILegMedia media, LegAudio audio, Trunk? trunk = null)
    {
        Info = info;
        Trunk = trunk;
        _layers = layers;
        _strand = strand;
        _media = media;
        _audio = audio;
        _logger = layers.Loggers.CreateLogger<SipCallLeg>();
        strand.Fault = OnFault;
        _ladder = layers.Ladders?.Open(info.Reference);
        layers.Legs.Add(this);
    }

    public LegInfo Info { get; }

    /// <summary>The version of the trunk that the call began with; null: a program of this machine.</summary>
    public Trunk? Trunk { get; }

    public int RateHz => _media.RateHz;

    public long PlayedSamples => _media.PlayedSamples;

    /// <summary>Gives the leg its INVITE. Once, before anything else.</summary>
    /// <param name="early">The session that an INVITE of the peer has begun already.</param>
    internal void Attach(ILegSide side, SipSession? early = null)
    {
        _side = side;
        _session = early;
    }

    public void Connect(CallMailbox mailbox) => _signals.Connect(mailbox);

    public void Listen(IFrameSink? sink) => _media.Listen(sink);

    public void Play(IFrameSource? source) => _media.Play(source);

    public ValueTask RingAsync(CancellationToken cancellation) => new(_strand.RunAsync(() =>
    {
        if (_ending is null)
        {
            _side.Ring();
        }
    }));

    public bool TrySendDigit(char digit, TimeSpan duration) => _media.SendDigit(digit, duration);

    /// <exception cref="InvalidOperationException">The line went before it was answered; its end is posted.</exception>
    public async ValueTask AnswerAsync(CancellationToken cancellation)
    {
        await _strand.RunAsync(() =>
        {
            if (_ending is null && !_answered)
            {
                _side.Answer();
            }
        });
        if (!_answered)
        {
            // The call must find the reason in its mailbox when it learns that there is no line.
            await _ended.Task;
            throw new InvalidOperationException("The line is gone.");
        }
    }

    public async ValueTask HangUpAsync(CallEndReason reason)
    {
        _strand.Post(() => End(reason));
        await _ended.Task;
    }

    public LegReport Report() => _media.Report() with { SipStatus = _status, PeerReason = _peerReason };

    public IReadOnlyList<CallArtifact> Artifacts() => _ladder is { } ladder
        ? [new CallArtifact(LadderJson.ArtifactKind, LadderJson.MediaType, () => new MemoryStream(LadderJson.Write(ladder.Picture()), writable: false))]
        : [];

    public async ValueTask DisposeAsync()
    {
        // The end has closed the media, too.
        await HangUpAsync(new CallEndReason(EndCode.Shutdown, EndSide.Us, "The leg was given up."));
    }

    /// <summary>The session is up (strand).</summary>
    internal void Established(SipSession session)
    {
        _session = session;
        _answered = true;
        _media.Start(this);
        if (_audio.IsHeld)
        {
            HoldChanged(true);
        }
    }

    /// <summary>Something worth telling the call (strand).</summary>
    internal void Signal(CallEvent signal) => _signals.Post(signal);

    /// <summary>The line never came up (strand).</summary>
    internal void Failed(CallEndReason reason, int status, SipMessage? message)
    {
        _status = status;
        KeepReason(message);
        Finish(_ending ?? reason);
    }

    /// <summary>Ends the line from our side, once (strand).</summary>
    internal void End(CallEndReason reason)
    {
        if (_ending is not null)
        {
            return;
        }

        _ending = reason;
        if (!_answered)
        {
            _side.GiveUp(reason);
        }
        else if (_session!.AwaitsAck)
        {
            _byeOnAck = true; // RFC 3261 15: the callee's BYE waits for the ACK, or for its time-out
        }
        else
        {
            SendBye();
        }
    }

    void ISipSessionUser.Cancelled(SipRequest cancel)
    {
        _status = 487;
        KeepReason(cancel);
        Finish(_ending ?? new CallEndReason(EndCode.CallerCancelled, EndSide.Caller));
    }

    void ISipSessionUser.Confirmed()
    {
        if (_byeOnAck)
        {
            SendBye();
        }
    }

    void ISipSessionUser.HungUp(SipRequest bye)
    {
        KeepReason(bye);
        Finish(_ending ?? LegOutcome.OfBye(bye));
    }

    void ISipSessionUser.Broken(SessionFault fault)
    {
        if (!_answered)
        {
            Finish(_ending ?? LegOutcome.OfFault(fault));
            return;
        }

        _ending ??= LegOutcome.OfFault(fault);
        SendBye();
    }

    public void HoldChanged(bool held) => _signals.Post(new HoldChanged(held));

    void ISipSessionUser.DigitReceived(char digit, TimeSpan duration) => TakeDigit(digit, duration, DigitRoute.Info);

    void IRtpObserver.DigitReceived(char digit, TimeSpan duration) =>
        _strand.Post(() => TakeDigit(digit, duration, DigitRoute.Rtp));

    void IRtpObserver.MediaTimedOut(TimeSpan silence) => _strand.Post(() =>
        End(new CallEndReason(EndCode.MediaTimeout, EndSide.Carrier, $"No media for {silence.TotalSeconds:F0} s.")));

    void IRtpObserver.MediaFailed(Exception exception) => _strand.Post(() => OnFault(exception));

    private void TakeDigit(char digit, TimeSpan duration, DigitRoute route)
    {
        if (_digits.IsNew(digit, route, _layers.Time.GetElapsedTime(0)))
        {
            _signals.Post(new DigitReceived(digit, duration));
        }
    }

    private void SendBye()
    {
        _byeOnAck = false;
        _ = CloseMediaAsync(); // nothing is said or heard while the BYE waits for its answer
        _session!.SendBye(LegOutcome.ReasonFor(_ending!), _ => Finish(_ending!));
    }

    private void KeepReason(SipMessage? message) => _peerReason ??= message?.Headers[HeaderNames.Reason];

    private void OnFault(Exception fault)
    {
        LogFault(fault, Info.Reference);
        End(new CallEndReason(EndCode.InternalError, EndSide.Us, "A fault in the SIP leg."));
    }

    /// <summary>The line is gone (strand). Comes more than once when ends cross; the first counts.</summary>
    private void Finish(CallEndReason reason)
    {
        if (_finished)
        {
            return;
        }

        _finished = true;
        _ending ??= reason;
        _session?.Close();
        _ = FinishAsync(_ending);
    }

    private Task CloseMediaAsync() => _mediaClosed ??= _media.DisposeAsync().AsTask();

    private async Task FinishAsync(CallEndReason reason)
    {
        // The media stops first: the report that the call reads on LegEnded is then complete, and the port rests.
        await CloseMediaAsync();
        if (_ladder is { } ladder)
        {
            _layers.Ladders!.Close(ladder);
        }

        _layers.Legs.Remove(this);
        _signals.Post(new LegEnded(reason));
        _ended.TrySetResult();
    }
}
