using System.Net;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// One dialog (RFC 3261 12): identity, sequence numbers, route set, remote target. No media. Strand of its call only.
/// </summary>
internal sealed class SipDialog
{
    private IReadOnlyList<NameAddr> _routeSet;
    private readonly SipFlow _flow;
    private readonly bool _privateTargets;
    private SipUri _remoteTarget;
    private uint _localSequence;
    private uint? _remoteSequence;

    private SipDialog(
        string callId, NameAddr local, NameAddr remote, SipUri remoteTarget, IReadOnlyList<NameAddr> routeSet, NameAddr contact, SipFlow flow,
        bool privateTargets)
    {
        Id = new DialogId(callId, local.Tag ?? "", remote.Tag ?? "");
        Local = local;
        Remote = remote;
        Contact = contact;
        _remoteTarget = remoteTarget;
        _routeSet = routeSet;
        _flow = flow;
        _privateTargets = privateTargets;
    }

    public DialogId Id { get; }

    /// <summary>Our side, with our tag.</summary>
    public NameAddr Local { get; }

    public NameAddr Remote { get; }

    /// <summary>Where the peer shall send its requests within the dialog.</summary>
    public NameAddr Contact { get; }

    /// <summary>Answers the challenges of the peer's side; null: nobody gets credentials in this dialog.</summary>
    public DigestClient? Credentials { get; set; }

    /// <summary>Where the peer's requests come from.</summary>
    public IPAddress Peer => _flow.Remote.Address;

    /// <summary>The Call-ID is ours: we have the longer wait after a glare (RFC 3261 14.1).</summary>
    public bool OwnsCallId { get; private init; }

    /// <summary>Where the peer is, for whoever is to call it (Refer-To).</summary>
    public SipUri RemoteTarget => _remoteTarget;

    /// <summary>Where our requests go: the first route or the remote target, when the peer may name it, else whence it came.</summary>
    public SipFlow NextHop(TransactionLayer layer)
    {
        var uri = _routeSet is [var first, ..] ? first.Uri : _remoteTarget;
        // A connection that is open leads to the peer whatever it calls itself.
        if (uri.IsSip && uri.HostPort.Address is null && _flow.Connection is not { IsOpen: true }
            && layer.FlowTo(uri) is { } named && TargetPolicy.Allows(named.Remote.Address, Bounds) && !named.Remote.Equals(_flow.Transport.Local))
        {
            return named;
        }

        return _flow with { Remote = NextAddress(uri) };
    }

    private PeerBounds Bounds => new(_flow.Remote.Address, _privateTargets);

    /// <summary>The dialog that our answer to <paramref name="invite"/> makes (12.1.1).</summary>
    /// <param name="privateTargets">The peer may name private addresses although its own is public.</param>
    public static SipDialog OfServer(SipRequest invite, string localTag, NameAddr contact, SipFlow flow, bool privateTargets = false)
    {
        var headers = invite.Headers;
        return new SipDialog(headers.CallId!, headers.To!.WithTag(localTag), headers.From!, TargetOf(headers, headers.From!.Uri),
            headers.RecordRoutes, contact, flow, privateTargets)
        {
            _remoteSequence = headers.CSeq!.Value.Number,
        };
    }

    /// <summary>The dialog that the peer's response to our INVITE makes (12.1.2): the route set is reversed.</summary>
    /// <param name="privateTargets">The peer may name private addresses although its own is public.</param>
    public static SipDialog OfClient(SipRequest invite, SipResponse response, SipFlow flow, bool privateTargets = false)
    {
        var headers = response.Headers;
        return new SipDialog(invite.Headers.CallId!, invite.Headers.From!, headers.To!, TargetOf(headers, invite.RequestUri),
            [.. Enumerable.Reverse(headers.RecordRoutes)], invite.Headers.Contacts[0], flow, privateTargets)
        {
            _localSequence = invite.Headers.CSeq!.Value.Number,
            OwnsCallId = true,
        };
    }

    /// <summary>13.2.2.4: the 2xx says route set and target anew, whatever the early dialog had; its sequence numbers go on.</summary>
    public void Confirm(SipResponse response)
    {
        _routeSet = [.. Enumerable.Reverse(response.Headers.RecordRoutes)];
        RefreshTarget(response);
    }

    /// <summary>How a third one names this dialog to the peer that it calls (RFC 3891 4): tags as the peer sees them.</summary>
    public Replaces ReplacesForOthers() => new(Id.CallId, ToTag: Id.RemoteTag, FromTag: Id.LocalTag);

    /// <summary>A request within the dialog with the next sequence number (12.2.1.1).</summary>
    public SipRequest NewRequest(string method) => NewRequest(method, ++_localSequence);

    /// <summary>A request that was refused, once more with the next sequence number.</summary>
    public SipRequest Again(SipRequest refused) => SipRequests.Again(refused, ++_localSequence);

    /// <summary>The ACK to the 2xx of the INVITE with this sequence number (13.2.2.4).</summary>
    public SipRequest NewAck(uint inviteSequence) => NewRequest(SipMethod.Ack, inviteSequence);

    /// <summary>Takes the sequence number of a received request (12.2.2).</summary>
    /// <returns>False: it is older than the last one; answer 500.</returns>
    public bool TakeSequence(CSeq received)
    {
        if (_remoteSequence is { } last && received.Number <= last)
        {
            return false;
        }

        _remoteSequence = received.Number;
        return true;
    }

    /// <summary>12.2.2: the Contact of a re-INVITE or UPDATE, or of a 2xx to ours, is where the peer is from now on.</summary>
    public void RefreshTarget(SipMessage message) => _remoteTarget = TargetOf(message.Headers, _remoteTarget);

    private static SipUri TargetOf(SipHeaders headers, SipUri otherwise) =>
        headers.Contacts is [{ Uri.IsSip: true } contact, ..] ? contact.Uri : otherwise;

    private SipRequest NewRequest(string method, uint sequence)
    {
        // 12.2.1.1: a first route without lr is a strict router: it goes into the Request-URI and the target to the end.
        var strict = _routeSet is [var first, ..] && !first.Uri.IsLooseRouter;
        var uri = strict ? _routeSet[0].Uri : _remoteTarget;
        IEnumerable<NameAddr> routes = strict ? [.. _routeSet.Skip(1), new NameAddr(_remoteTarget)] : _routeSet;
        return SipRequests.New(method, uri with { HeaderText = null }, routes, Local, Remote, Id.CallId, sequence, Contact);
    }

    private IPEndPoint NextAddress(SipUri uri)
    {
        if (!uri.IsSip || uri.HostPort.Address is not { } address || !TargetPolicy.Allows(address, Bounds))
        {
            return _flow.Remote;
        }

        var named = new IPEndPoint(address, uri.Port ?? (_flow.Transport.ViaName == "TLS" ? 5061 : 5060));
        return named.Equals(_flow.Transport.Local) ? _flow.Remote : named; // a peer that names our own listener makes a loop
    }
}
