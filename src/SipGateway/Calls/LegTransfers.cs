using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>Transfers of one leg: those that we ask the peer for, and those that it asks us for. Strand of its call only.</summary>
internal sealed class LegTransfers(SipCallLeg leg, SipLayers layers)
{
    private ReferIn? _in;

    /// <summary>Asks the peer to call somebody else instead of us.</summary>
    /// <param name="done">Told once.</param>
    public void Start(SipSession session, TransferTarget target, Action<TransferOutcome> done)
    {
        if (ReferTo(target) is not { } uri)
        {
            done(new TransferOutcome(TransferResult.NotAllowed));
        }
        else if (session.Abilities.NoRefer)
        {
            done(new TransferOutcome(TransferResult.Refused)); // it has said so before
        }
        else
        {
            session.Refer(uri, target.Headers, done);
        }
    }

    /// <summary>The peer asks us to call somebody else in its place.</summary>
    public void Referred(SipSession session, SessionParts parts, ServerTransaction transaction)
    {
        var refer = transaction.Request;
        // S8: whoever may transfer, spends our money and our name.
        if (!parts.Terms.AllowsTransfer || _in is { IsOver: false })
        {
            transaction.Respond(603);
        }
        else if (refer.Headers.All(HeaderNames.ReferTo).Count() != 1 || !NameAddr.TryParse(refer.Headers[HeaderNames.ReferTo], out var target))
        {
            transaction.Respond(400); // RFC 3515 2.4.2
        }
        else if (target.Uri.Parameters["method"] is { } method && method != SipMethod.Invite)
        {
            transaction.Respond(603); // RFC 3515 would let it be any request
        }
        else if (!layers.Gate.TryOpen(new DialTarget(PlainTarget(target.Uri), "", parts.Trunk?.Id), out var way, out _))
        {
            transaction.Respond(603);
        }
        else
        {
            Follow(session, parts, transaction, way, target.Uri.HeaderOf(HeaderNames.Replaces));
        }
    }

    /// <summary>The call is over: what is being dialled is given up.</summary>
    public void Close(CallEndReason reason) => _in?.Cancel(reason);

    private void Follow(SipSession session, SessionParts parts, ServerTransaction transaction, DialWay way, string? replaces)
    {
        var refer = transaction.Request;
        if (replaces is not null && !Messages.Replaces.TryParse(replaces, out _))
        {
            transaction.Respond(400);
            return;
        }

        var silent = "false".Equals(refer.Headers[HeaderNames.ReferSub]?.Trim(), StringComparison.OrdinalIgnoreCase);
        var accepted = Replies.Described(transaction.NewResponse(202), parts.Dialog);
        transaction.Respond(silent ? accepted.WithHeader(HeaderNames.ReferSub, "false") : accepted);
        _in = new ReferIn(leg, session, parts, refer, silent);
        _in.Start(way, OurUser(), replaces, refer.Headers[HeaderNames.ReferredBy]);
    }

    /// <summary>Without headers: what they ask for beside Replaces is not done.</summary>
    private static string PlainTarget(SipUri uri) => (uri with { HeaderText = null }).ToString();

    /// <summary>The user that we are in this call: whom the caller has dialled, or as whom we have called.</summary>
    private string OurUser() => leg.Info.Direction == CallDirection.Inbound ? leg.Info.To : leg.Info.From;

    private SipUri? ReferTo(TransferTarget target)
    {
        if (target.Consultation is not null)
        {
            // RFC 5589 7.3: the peer's INVITE will name the tags as the consulted one sees them.
            return (target.Consultation as SipCallLeg)?.TakeOverUri();
        }

        return layers.Gate.TryPlan(new DialTarget(target.Address ?? "", "", leg.Trunk?.Id), out var way, out _) ? way.Target : null;
    }
}
