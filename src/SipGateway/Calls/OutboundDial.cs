using System.Globalization;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Somebody whom we dial: a session for each early dialog, of which the answer chooses one. Strand of its call only.
/// </summary>
/// <param name="user">Told how it goes.</param>
/// <param name="owner">Whose the sessions are.</param>
internal sealed class OutboundDial(IOutboundDialUser user, SipCallLeg owner, LegAudio audio, SipLayers layers, Strand strand, DialWay way)
    : IUacInviteUser
{
    private readonly Dictionary<SipDialog, SipSession> _sessions = [];
    private readonly Redirects _redirects = new(way.Target);
    private DialWay _way = way;
    private LegAudio _audio = audio;
    private SipRequest _request = null!;
    private UacInvite? _invite;
    private ITimer? _patience;
    private bool _cancelled;
    private bool _early;

    /// <param name="request">The INVITE without its body and Via.</param>
    public void Start(SipRequest request)
    {
        _request = request;
        _invite = new UacInvite(layers.Transactions, _way.Flow, strand, this, _way.NewCredentials(), _way.Bounds.PrivateTargets);
        _invite.Start(SessionParts.TermsOf(_way.Trunk).OffersLate ? request : request.WithDescription(_audio.Offer()));
        if (_way.Onward is not null)
        {
            // Whoever is there says so within 200 ms (17.2.1); 64*T1 for each dead server is longer than anybody waits.
            var invite = _invite;
            _patience = layers.Time.CreateTimer(
                _ => strand.Post(() => LosePatience(invite)), null, 8 * layers.Transactions.Timers.T1, Timeout.InfiniteTimeSpan);
        }
    }

    /// <param name="reason">Value of the Reason header.</param>
    public void Cancel(string reason)
    {
        _cancelled = true;
        _invite!.Cancel(reason);
    }

    public void Progressed(SipDialog? dialog, SipResponse response)
    {
        if (dialog is not null)
        {
            var session = SessionOf(dialog, response);
            // RFC 3960: an unreliable description is on the way to be the answer; the 2xx says it again.
            if (session.Audio.OfferPending && SessionBodies.Read(response, out var answer) == SessionBody.Sdp)
            {
                session.Audio.Preview(answer);
            }

            _early |= session.Audio.IsAgreed;
        }

        user.Progressed(response.StatusCode, _early);
    }

    public ReadOnlyMemory<byte> Negotiate(SipDialog dialog, SipResponse response)
    {
        var session = SessionOf(dialog, response);
        if (response.IsSuccess)
        {
            session.Audio.Confirm();
        }

        ReadOnlyMemory<byte> reply = default;
        if (SessionBodies.Read(response, out var description) != SessionBody.Sdp)
        {
            session.Audio.SettlePreview(response.IsSuccess);
        }
        else if (session.Audio.OfferPending)
        {
            session.Audio.TakeAnswer(description);
        }
        else if (!session.Audio.IsAgreed)
        {
            session.Audio.Answer(description, out reply); // our INVITE had no offer, so this is one
        }

        return reply;
    }

    public void Answered(SipDialog dialog, SipResponse response)
    {
        _patience?.Dispose();
        _sessions.Remove(dialog, out var session);
        CloseEarly();
        session!.Confirm(response);
        var usable = session.Audio is { IsAgreed: true, OfferPending: false };
        if (!usable)
        {
            session.Audio.DropOffer();
        }

        user.Answered(session, usable);
    }

    public SipRequest? Retry(SipRequest refused, SipResponse response)
    {
        var next = Better(refused, response);
        if (next is not null)
        {
            CloseEarly();
        }

        return next;
    }

    public void Refused(int status, SipResponse? response)
    {
        CloseEarly();
        // RFC 3263 4.3: 503, silence and a way that is closed lead on; every other answer is the peer's.
        if (status == 503 || (status == 408 && response is null))
        {
            layers.Gate.Failed(_way.Flow);
            if (TryOnward())
            {
                return;
            }
        }

        _patience?.Dispose();
        user.Refused(status, response);
    }

    private void LosePatience(UacInvite invite)
    {
        if (invite == _invite && !invite.IsHeard && !_cancelled)
        {
            layers.Gate.Failed(_way.Flow);
            invite.Abandon();
            TryOnward();
        }
    }

    private bool TryOnward()
    {
        if (_cancelled || _way.Onward is not { } onward)
        {
            return false;
        }

        _patience?.Dispose();
        _way = onward;
        _audio = _audio.Toward(layers.Transports.HomeOf(owner.MediaAddress, onward.Flow), onward.NewMediaPeer(layers.Dtls));
        Start(OutboundInvite.Toward(onward, _request, _invite!.Sequence, layers.Transports));
        return true;
    }

    private SipRequest? Better(SipRequest refused, SipResponse response)
    {
        if (response.StatusCode == 422)
        {
            var asked = refused.Headers.SessionExpires?.Seconds ?? 0;
            if (SessionIntervals.AfterRefusal(response.Headers, asked) is not { } least)
            {
                return null;
            }

            var seconds = least.ToString(CultureInfo.InvariantCulture);
            var again = OutboundInvite.Again(refused);
            return again with { Headers = again.Headers.With(HeaderNames.SessionExpires, seconds).With(HeaderNames.MinSE, seconds) };
        }

        // S8: nobody sends our calls elsewhere unless the trunk lets it, and then by the same trunk and under the same policy.
        if (!SessionParts.TermsOf(_way.Trunk).FollowsRedirects || _redirects.Next(response) is not { } target
            || !layers.Gate.TryPlan(new DialTarget(target.ToString(), "", _way.Trunk?.Id), out var onward, out _))
        {
            return null;
        }

        return OutboundInvite.Again(refused) with { RequestUri = onward.Target };
    }

    private SipSession SessionOf(SipDialog dialog, SipResponse response)
    {
        if (!_sessions.TryGetValue(dialog, out var session))
        {
            session = new SipSession(new SessionParts(dialog, _audio.Fork(), strand, layers, _way.Trunk, owner));
            session.RegisterEarly(response);
            _sessions.Add(dialog, session);
        }

        return session;
    }

    private void CloseEarly()
    {
        foreach (var session in _sessions.Values)
        {
            session.Close();
        }

        _sessions.Clear();
    }
}
