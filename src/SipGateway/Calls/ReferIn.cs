using System.Globalization;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// A transfer that the peer asks us for: we dial the target, tell how it goes by NOTIFY (RFC 3515 2.4.4), and when it answers
/// the call goes on with it. Strand of its call only.
/// </summary>
internal sealed class ReferIn : IOutboundDialUser
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);
    private static readonly string Expires = (AnswerWithin + TimeSpan.FromSeconds(30)).TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private readonly SipCallLeg _leg;
    private readonly SipSession _referrer;
    private readonly SessionParts _parts;
    private readonly string _event;
    private readonly bool _silent;
    private OutboundDial? _dial;
    private ITimer? _deadline;
    private int _told;

    /// <param name="referrer">The session that the REFER came in.</param>
    /// <param name="silent">The peer wants no NOTIFYs (RFC 4488).</param>
    public ReferIn(SipCallLeg leg, SipSession referrer, SessionParts parts, SipRequest refer, bool silent)
    {
        (_leg, _referrer, _parts, _silent) = (leg, referrer, parts, silent);
        // RFC 3515 2.4.6: the number of the REFER tells several apart.
        _event = string.Create(CultureInfo.InvariantCulture, $"refer;id={refer.Headers.CSeq!.Value.Number}");
    }

    public bool IsOver { get; private set; }

    /// <param name="replaces">Header of the INVITE, when the target is to put us in another's place.</param>
    public void Start(DialWay way, string fromUser, string? replaces, string? referredBy)
    {
        var layers = _parts.Layers;
        var home = layers.Transports.HomeOf(_leg.MediaAddress, way.Flow);
        var audio = _parts.Audio.ForAnother(home, way.NewMediaPeer(layers.Dtls));
        var invite = OutboundInvite.New(way, fromUser, Transport.SipTokens.NewCallId(), layers.Transports);
        invite = replaces is null ? invite : invite.WithHeader(HeaderNames.Replaces, replaces);
        invite = referredBy is null ? invite : invite.WithHeader(HeaderNames.ReferredBy, referredBy);
        _deadline = layers.Time.CreateTimer(_ => _parts.Strand.Post(() => Cancel(new CallEndReason(EndCode.NoAnswer, EndSide.Caller))), null, AnswerWithin, Timeout.InfiniteTimeSpan);
        Tell(100);
        _dial = new OutboundDial(this, _leg, audio, layers, _parts.Strand, way);
        _dial.Start(invite);
    }

    /// <summary>Gives up the target: it does not answer, or the call is over.</summary>
    public void Cancel(CallEndReason reason)
    {
        if (!IsOver)
        {
            _deadline?.Dispose();
            _dial?.Cancel(LegOutcome.ReasonFor(reason));
        }
    }

    public void Progressed(int status, bool early) => Tell(status);

    public void Answered(SipSession session, bool usable)
    {
        End();
        if (!usable || _leg.IsEnding)
        {
            session.Detach();
            session.SendBye(null, _ => session.Close());
            Tell(488, final: true);
            return;
        }

        Tell(200, final: true);
        _leg.Move(session);
    }

    public void Refused(int status, SipResponse? response)
    {
        End();
        Tell(status, final: true);
    }

    private void End()
    {
        IsOver = true;
        _deadline?.Dispose();
    }

    /// <summary>Each status once: NOTIFYs of the same thing help nobody.</summary>
    private void Tell(int status, bool final = false)
    {
        if (_silent || _told == status)
        {
            return;
        }

        _told = status;
        _referrer.Notify(_event, final ? "terminated;reason=noresource" : $"active;expires={Expires}", SipFragment.Of(status), final);
    }
}
