using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>An INVITE with Replaces (RFC 3891): its sender takes the place of our peer in a call that is up, by trunk policy.</summary>
internal sealed class Takeovers(SipLayers layers)
{
    /// <summary>Answers the INVITE, now or on the strand of the call that it names. Receive loop.</summary>
    /// <param name="trunk">Whom the INVITE comes from.</param>
    public void Received(ServerTransaction transaction, Trunk? trunk)
    {
        var invite = transaction.Request;
        if (invite.Headers.All(HeaderNames.Replaces).Count() != 1 || !Replaces.TryParse(invite.Headers[HeaderNames.Replaces], out var replaces))
        {
            transaction.Respond(400); // RFC 3891 3: more than one, or unreadable
            return;
        }

        var session = layers.Dialogs.Find(new DialogId(replaces.CallId, replaces.ToTag, replaces.FromTag)) as SipSession;
        if (session is null)
        {
            transaction.Respond(ReplacesRule.Judge(found: false, allowed: false, confirmed: false, over: false, replaces.EarlyOnly));
            return;
        }

        session.Parts.Strand.Post(() => TakeOver(transaction, session, trunk, replaces.EarlyOnly));
    }

    private void TakeOver(ServerTransaction transaction, SipSession old, Trunk? trunk, bool earlyOnly)
    {
        // Both must be let: the peer whose place is taken and the one who takes it, and over the same trunk, so that nobody guesses in.
        var allowed = SessionParts.TermsOf(trunk).AllowsTransfer && old.Parts.Trunk?.Id == trunk?.Id;
        var status = ReplacesRule.Judge(found: true, allowed, old.Offers.IsConfirmed, old.IsOver, earlyOnly);
        if (status != ReplacesRule.Go)
        {
            transaction.Respond(status);
            return;
        }

        var (invite, flow) = (transaction.Request, transaction.Flow);
        var peer = MediaPeer.Of(flow, trunk, layers.Dtls);
        var audio = old.Audio.ForAnother(layers.Transports.HomeOf(old.Parts.Leg.MediaAddress, flow), peer);
        var contact = layers.Transports.ContactFor(invite.RequestUri.UserText, flow, invite.RequestUri.Scheme == "sips");
        var dialog = SipDialog.OfServer(invite, transaction.LocalTag, contact, flow, peer.Bounds.PrivateTargets);
        var session = new SipSession(new SessionParts(dialog, audio, old.Parts.Strand, layers, trunk, old.Parts.Leg));
        var uas = new UasInvite(transaction, dialog, old.Parts.Strand, layers.Transactions, session.Offers);
        session.Register(uas);
        transaction.User = uas;
        var refusal = session.Offers.DescribeAnswer(out var description);
        if (refusal != SdpRefusal.None)
        {
            uas.Refuse(Replies.SdpRefused(transaction, refusal));
            session.Close();
            return;
        }

        old.Parts.Leg.Move(session); // first: what the new session tells from here on is the leg's
        uas.Accept(description, session.Offers.DescribeInterval());
    }
}
