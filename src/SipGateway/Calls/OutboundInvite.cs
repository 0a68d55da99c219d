using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>The first INVITE of a call of ours, and the ones that follow a refusal.</summary>
internal static class OutboundInvite
{
    /// <summary>Without body and Via.</summary>
    public static SipRequest New(DialWay way, string fromUser, string callId, TransportLayer transports)
    {
        var contact = transports.ContactFor(fromUser, way.Flow, way.Target.Scheme == "sips");
        var from = new NameAddr(SipUri.Sip(fromUser, DomainOf(way.Trunk) ?? contact.Uri.Host)).WithTag(SipTokens.NewTag());
        var invite = SipRequests.New(SipMethod.Invite, way.Target, way.Route, from, new NameAddr(way.Target), callId, 1, contact);
        return invite with { Headers = Describe(invite.Headers, way.Trunk) };
    }

    /// <summary>With headers that somebody wants sent besides.</summary>
    public static SipRequest WithExtra(this SipRequest request, IReadOnlyDictionary<string, string> headers) =>
        headers.Aggregate(request, static (all, header) => all with { Headers = all.Headers.Add(header.Key, header.Value) });

    /// <summary>The same INVITE once more, as a new request of the same call (RFC 3261 8.1.3.5): the next number, no Via.</summary>
    public static SipRequest Again(SipRequest refused) => SipRequests.Again(refused, refused.Headers.CSeq!.Value.Number + 1);

    /// <summary>The same INVITE to another server, as a new request of the same call (RFC 3263 4.3).</summary>
    /// <param name="sequence">Of the last one that was sent.</param>
    public static SipRequest Toward(DialWay way, SipRequest first, uint sequence, TransportLayer transports)
    {
        var contact = transports.ContactFor(first.Headers.Contacts[0].Uri.UserText, way.Flow);
        return SipRequests.Again(first with { Headers = first.Headers.With(HeaderNames.Contact, contact.ToString()) }, sequence + 1);
    }

    /// <summary>An extension calls as its address of record (RFC 3261 10).</summary>
    private static string? DomainOf(Trunk? trunk) =>
        trunk?.Registration is { } registration && SipUri.TryParse(registration.Registrar, out var registrar) ? registrar.Host : null;

    private static SipHeaders Describe(SipHeaders headers, Trunk? trunk)
    {
        var terms = SessionParts.TermsOf(trunk);
        headers = SessionIntervals.Ask(SipCapabilities.Describe(headers), (uint)terms.SessionExpires.TotalSeconds,
            (uint)terms.MinSessionExpires.TotalSeconds, null);
        foreach (var (name, value) in trunk?.Headers.Outbound ?? new Dictionary<string, string>())
        {
            headers = headers.Add(name, value);
        }

        return headers;
    }
}
