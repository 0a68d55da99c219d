using System.Net;
using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Transactions;

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
    private readonly ILogger _logger;
    private readonly SignalBox _signals = new();
    private readonly DigitMerge _digits = new();
    private readonly InfoSender _infoDigits = new();
    private readonly LadderRecorder? _ladder;
    private readonly LegTransfers _transfers;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MediaCapture? _capture;
    private ILegSide _side = null!;
    private SipSession? _session;
    private CallEndReason? _ending;
    private int? _status;
    private string? _peerReason;
    private int? _retryAfter;
    private bool _answered;
    private bool _mediaStarted;
    private bool _byeOnAck;
    private bool _finished;
    private Task? _mediaClosed;

    public SipCallLeg(LegInfo info, SipLayers layers, Strand strand, ILegMedia media, Trunk? trunk)
    {
        Info = info;
        Trunk = trunk;
        _layers = layers;
        _strand = strand;
        _media = media;
        _logger = layers.Loggers.CreateLogger<SipCallLeg>();
        _transfers = new LegTransfers(this, layers);
        strand.Fault = OnFault;
        _ladder = layers.Ladders?.Open(info.Reference);
        layers.Legs.Add(this);
    }

    public LegInfo Info { get; }

    /// <summary>The version of the trunk that the call began with; null: a program of this machine.</summary>
    public Trunk? Trunk { get; }

    /// <summary>Address that the line's media is received on.</summary>
    internal IPAddress MediaAddress => _media.Local.Address;

    /// <summary>The end is under way (strand).</summary>
    internal bool IsEnding => _ending is not null;

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

    public void Tap(ILineTap tap) => _media.Tap(tap);

    public void Untap(ILineTap tap) => _media.Untap(tap);

    public LegReport Report() => _media.Report() with
    {
        SipStatus = _status, PeerReason = _peerReason, RetryAfterSeconds = _retryAfter, Caller = Info.Caller,
    };

    public async ValueTask DisposeAsync()
    {
        // The end has closed the media, too.
        await HangUpAsync(new CallEndReason(EndCode.Shutdown, EndSide.Us, "The leg was given up."));
    }

    /// <summary>Media flows from here on, although the line is not answered (strand).</summary>
    internal void EarlyMedia()
    {
        if (!_mediaStarted && _ending is null)
        {
            _mediaStarted = true;
            _media.Start(this);
        }
    }

    /// <summary>The session is up (strand).</summary>
    internal void Established(SipSession session)
    {
        EarlyMedia();
        _session = session;
        _answered = true;
        if (session.Audio.IsHeld)
        {
            HoldChanged(true);
        }
    }

    /// <summary>The call goes on in another session, and the old one is hung up (strand).</summary>
    internal void Move(SipSession next)
    {
        var (old, wasHeld) = (_session!, _session!.Audio.IsHeld);
        _session = next;
        old.Detach();
        old.Audio.Retire();
        old.SendByeAfterNotify(LegOutcome.ReasonFor(CallEndReason.AgentHangup), _ => old.Close());
        if (next.Audio.IsHeld != wasHeld)
        {
            HoldChanged(next.Audio.IsHeld);
        }
    }

    /// <summary>Where another may call to take our place in this line (RFC 3891); null: the peer could not follow. Any thread.</summary>
    internal SipUri? TakeOverUri() => _session is { IsUp: true, Abilities.Replaces: true } session
        ? session.Parts.Dialog.RemoteTarget.WithOnlyHeader(HeaderNames.Replaces, session.Parts.Dialog.ReplacesForOthers().ToString()) : null;

    /// <summary>Something worth telling the call (strand).</summary>
    internal void Signal(CallEvent signal) => _signals.Post(signal);

    /// <summary>The line never came up (strand).</summary>
    internal void Failed(CallEndReason reason, int status, SipMessage? message)
    {
        _status = status;
        KeepReason(message);
        if (message?.Headers.Contains(HeaderNames.RetryAfter) == true)
        {
            _retryAfter = (int)RetryAfter.Of(message.Headers).TotalSeconds;
        }

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
        Finish(_ending ?? LegOutcome.OfCancel(cancel));
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
        if (!_answered || fault == SessionFault.NoPrack)
        {
            Finish(_ending ?? LegOutcome.OfFault(fault));
            return;
        }

        _ending ??= LegOutcome.OfFault(fault);
        SendBye();
    }

    void ISipSessionUser.Referred(ServerTransaction refer) => _transfers.Referred(_session!, _session!.Parts, refer);

    public void HoldChanged(bool held) => _signals.Post(new HoldChanged(held));

    void ISipSessionUser.DigitReceived(char digit, TimeSpan duration) => TakeDigit(digit, duration, DigitRoute.Info);

    void IRtpObserver.DigitReceived(char digit, TimeSpan duration) =>
        _strand.Post(() => TakeDigit(digit, duration, DigitRoute.Rtp));

    void IRtpObserver.KeyHeard(char digit, TimeSpan duration) => _strand.Post(() => TakeDigit(digit, duration, DigitRoute.Sound));

    void IRtpObserver.MediaTimedOut(TimeSpan silence) => _strand.Post(() =>
        End(new CallEndReason(EndCode.MediaTimeout, EndSide.Carrier, $"No media for {silence.TotalSeconds:F0} s.")));

    void IRtpObserver.MediaForged(long total) => _strand.Post(() => LogForged(Info.Reference, total));

    void IRtpObserver.KeysFailed(DtlsFault fault) => _strand.Post(() => End(LegOutcome.OfKeys(fault)));

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
        _transfers.Close(_ending);
        _session?.Close();
        _ = FinishAsync(_ending);
    }

    private Task CloseMediaAsync() => _mediaClosed ??= _media.DisposeAsync().AsTask();

    private async Task FinishAsync(CallEndReason reason)
    {
        // The media stops first: the report that the call reads on LegEnded is then complete, and the port rests.
        await CloseMediaAsync();
        _capture?.Dispose();
        if (_ladder is { } ladder)
        {
            _layers.Ladders!.Close(ladder);
        }

        _layers.Legs.Remove(this);
        _signals.Post(new LegEnded(reason));
        _ended.TrySetResult();
    }
}
